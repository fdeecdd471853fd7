//! The far side of a checkout, played on this machine.
//!
//! * [`core`]: a state machine without I/O, with time and randomness passed in. It knows the contract.
//! * `shell`: puts it behind HTTP. It knows sockets, the real clock and the pages.
//!
//! `openapi.yaml` beside the sources is what requests are validated against.

pub mod core;
mod shell;

pub use shell::{Config, Sandbox, stop_signal};
