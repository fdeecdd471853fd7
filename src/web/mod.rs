//! The crate's contact with JavaScript: everything here is an adapter, no decision is made.
//!
//! | module | touches |
//! |---|---|
//! | [`exports`] | what the npm package calls |
//! | [`options`], [`source`] | the options objects of those calls |
//! | [`read`], [`write`](mod@write) | JavaScript values in and out |
//! | [`host`] | the road's host: token, attempt, pause |
//! | [`fetch`] | `fetch`, the only place |
//! | [`limit`] | timers and `AbortSignal`s |
//! | [`page`] | `window`: navigation, storage, visibility, coming back |
//! | [`attempts`] | the keys of this tab's attempts |
//! | [`address`] | the `URL` parser |
//! | [`promise`] | promises, made of futures |
//! | [`random`] | WebCrypto: randomness, digests |
//! | [`js`] | bindings that catch: what throws in JavaScript must not unwind through us |

pub mod address;
pub mod attempts;
#[cfg(feature = "edge")]
pub mod edge;
pub mod exports;
pub mod fetch;
pub mod host;
pub mod js;
pub mod limit;
pub mod options;
pub mod page;
pub mod promise;
pub mod random;
pub mod read;
pub mod source;
pub mod write;
