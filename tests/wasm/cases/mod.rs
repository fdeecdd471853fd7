//! What the module does for a caller, asserted through its exported functions and through what the far side received.
//!
//! The same cases run in a browser and in Node. Where the two must differ, a case asks [`script::is_page`].
//! The far side is a real sandbox process, which xtask starts and whose address is compiled in.

// What they stand on.
mod calls;
mod far_side;
mod orders;
mod script;
mod stand_in;

// The cases.
mod create_items;
mod create_schooling;
mod errors;
mod get;
mod limits;
mod options;
mod prototypes;
mod redirect;
mod retries;
mod tab;
mod target;
mod validate;
mod values;
mod wait;
