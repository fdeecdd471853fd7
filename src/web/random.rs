//! WebCrypto's randomness.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/web/platform.js")]
extern "C" {
    fn fill(bytes: &mut [u8]) -> bool;
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
