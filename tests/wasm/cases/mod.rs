//! What the module does for a caller, asserted through its exported functions and through what the far side received.
//!
//! The same cases run in a browser and in Node. Where the two must differ, a case asks [`is_page`](crate::support::script::is_page).
//! The far side is a real sandbox process, which xtask starts and whose address is compiled in.

mod clicks;
mod create_items;
mod create_schooling;
mod deadline;
mod errors;
mod get;
mod limits;
mod memory;
mod options;
mod redirect;
mod retries;
mod tab;
mod target;
mod validate;
mod values;
mod wait;
