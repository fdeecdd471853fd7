//! The cases, in Node.
#![cfg(target_family = "wasm")]
// A test may fail.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod cases;
mod prototypes;
mod support;
