//! WebCrypto: randomness and digests. Everywhere we run it is the global `crypto`.

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

/// WebCrypto's asynchronous part.
#[cfg(feature = "edge")]
pub fn subtle() -> Option<web_sys::SubtleCrypto> {
    let subtle = js::get(crypto()?.as_ref(), "subtle").ok().filter(JsValue::is_object)?;
    Some(subtle.unchecked_into())
}

/// SHA-256 in hexadecimal digits, where there is WebCrypto.
#[cfg(feature = "edge")]
pub async fn digest(text: &str) -> Option<String> {
    let bytes = js_sys::Uint8Array::from(text.as_bytes());
    let pending = subtle()?.digest_with_str_and_buffer_source("SHA-256", &bytes).ok()?;
    let digest = js::settled(pending.into()).await.ok()?;
    Some(crate::hex::encode(&js_sys::Uint8Array::new(&digest).to_vec()))
}
