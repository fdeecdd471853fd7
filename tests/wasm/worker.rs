//! The cases of polluted prototypes, in a worker of a real browser: the runner asks the page how far the tests are,
//! and a page whose prototypes are polluted cannot tell it.
#![cfg(target_family = "wasm")]
// A test may fail.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

mod prototypes;
mod support;
