//! WebCrypto: randomness and digests.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/web/platform.js")]
extern "C" {
    fn fill(bytes: &mut [u8]) -> bool;

    /// SHA-256 in hexadecimal digits. Is rejected where there is no WebCrypto.
    pub fn sha256(bytes: &[u8]) -> Promise;
}

/// So many random bytes, if there is any source of them.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes).then_some(bytes)
}

/// From 0 up to 1; for jitter only.
pub fn jitter() -> f64 {
    js_sys::Math::random()
}

/// A digest, for a future.
#[cfg(feature = "edge")]
pub async fn digest(text: &str) -> Option<String> {
    super::js::settled(sha256(text.as_bytes()).into()).await.ok()?.as_string()
}
