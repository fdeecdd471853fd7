//! The crate's contact with JavaScript: adapters around what the core decides.
//!
//! | module | touches |
//! |---|---|
//! | [`exports`] | what the npm package calls |
//! | [`options`], [`source`], [`option_type`] | the options objects of those calls |
//! | [`read`], [`write`](mod@write) | JavaScript values in and out |
//! | [`journey`], [`create`], [`questions`] | calls under way, from one wait to the next |
//! | [`check`] | a request, before it is sent |
//! | [`host`] | the road's host: token, attempt, pause |
//! | [`fetch`] | what goes to `fetch`, and what it gave |
//! | [`limit`] | `AbortSignal`s, and how long something may take |
//! | [`wish`] | what is waited for: `waiting.js` calls `fetch` and sets timers, the only place that does |
//! | [`departure`] | how the buyer is sent to the hosted page |
//! | [`page`] | `window`: navigation, storage, visibility, coming back |
//! | [`attempts`] | the keys of this tab's attempts |
//! | [`address`] | the `URL` parser |
//! | [`random`] | WebCrypto's randomness |
//! | [`js`] | bindings that catch: what throws in JavaScript must not unwind through us |

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

/// A third of the standard library's in size, and no slower.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

pub mod address;
pub mod attempts;
pub mod check;
pub mod create;
pub mod departure;
#[cfg(feature = "edge")]
pub mod edge;
pub mod exports;
pub mod fetch;
pub mod host;
pub mod journey;
pub mod js;
pub mod limit;
pub mod option_type;
pub mod options;
pub mod page;
pub mod questions;
pub mod random;
pub mod read;
pub mod source;
pub mod wish;
pub mod write;
