//! WebCrypto: randomness and digests. Everywhere we run it is the global `crypto`.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::Crypto;

use super::js;

fn crypto() -> Option<Crypto> {
    js::get(&js_sys::global(), "crypto").ok().filter(JsValue::is_object).map(JsCast::unchecked_into)
}

/// So many random bytes, if there is any source of them.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    crypto()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// From 0 up to 1; for jitter only.
pub fn jitter() -> f64 {
    js_sys::Math::random()
}

/// SHA-256 in hexadecimal digits. `None` where WebCrypto is withheld: in pages that came over
/// plain http from anywhere but this machine.
pub async fn digest(text: &str) -> Option<String> {
    let subtle = js::get(crypto()?.as_ref(), "subtle").ok().filter(JsValue::is_object)?;
    let subtle: web_sys::SubtleCrypto = subtle.unchecked_into();
    let bytes = Uint8Array::from(text.as_bytes());
    let pending = subtle.digest_with_str_and_buffer_source("SHA-256", &bytes).ok()?;
    let digest = js::settled(pending.into()).await.ok()?;
    Some(hexadecimal(&Uint8Array::new(&digest).to_vec()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
}
