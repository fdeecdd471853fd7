//! Jeel Pay checkouts for storefront pages and edge functions, compiled to WebAssembly.
//!
//! One road leads through the crate; whoever follows it knows it all:
//!
//! ```text
//! web/exports ─▶ web/create ─▶ web/options ─▶ web/check ─▶ request ─▶ web/journey ─▶ web/attempts
//!                                                                                        │
//! web/page ◀─ redirect ◀─ reply ─▶ error ◀────── web/fetch ◀────── web/host ⇄ client ◀───┘
//! ```
//!
//! A step of it is told twice: the core says what it needs and is told what came of that (`Need` and `Came` of [`client`]),
//! and `web` what it waits for, and how that has ended (`Turn` and `Event` of `web/wish.rs`).
//!
//! **The core** decides and does no I/O; clock, randomness and answers are passed in, and it is
//! tested natively. It knows nothing of JavaScript.
//!
//! | module | decides |
//! |---|---|
//! | [`fields`] | what may be sent: the API's fields, as tables |
//! | [`request`] | what is wrong with a request, or else the body that is sent |
//! | [`unread`] | what is said of what JavaScript could not read |
//! | [`amount`], [`contact`], [`format`](mod@format) | how money, people and places are written |
//! | [`call`] | which HTTP request a call is |
//! | [`client`] | the road itself: what is needed next, again if need be |
//! | [`retry`], [`wait`] | whether and when to ask again |
//! | [`reply`], [`failure`] | what an answer meant |
//! | [`status`] | how a checkout may move on |
//! | [`environment`] | which hosts belong together |
//! | [`redirect`] | where a buyer may be sent |
//! | [`idempotency`] | which key an attempt has |
//! | [`error`] | what the caller is told |
//! | [`scan`], [`path`] | the text of a request or a reply, taken apart where it stands |
//! | [`json`] | how records, results and trees are written |
//! | [`value`], [`parse`] | the tree in which the merchant's side holds what it is sent |
//! | [`digits`], [`hex`], [`ascii`] | how numbers and bytes are written; texts taken apart, and put together |
//!
//! **`edge`** (feature `edge`) is the merchant's side: what it believes, keeps and answers; pure as well.
//!
//! **`web`**, compiled for WebAssembly only, is the crate's only contact with JavaScript. A page's module has no
//! futures: each call is a journey of steps (`web/journey.rs`), and `web/waiting.js` does the waiting between them.
//! `fetch` is called there and nowhere else.

pub mod amount;
pub mod ascii;
pub mod call;
pub mod client;
pub mod contact;
pub mod digits;
#[cfg(feature = "edge")]
pub mod edge;
pub mod environment;
pub mod error;
pub mod failure;
pub mod fields;
pub mod format;
pub mod hex;
pub mod idempotency;
pub mod json;
pub mod parse;
pub mod path;
pub mod redirect;
pub mod reply;
pub mod request;
pub mod retry;
pub mod scan;
#[cfg(test)]
mod scripted;
pub mod status;
pub mod unread;
pub mod value;
pub mod wait;
#[cfg(target_family = "wasm")]
pub mod web;
