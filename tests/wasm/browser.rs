//! The cases, in a page of a real browser.
#![cfg(target_family = "wasm")]
// A test may fail.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod cases;
mod support;
