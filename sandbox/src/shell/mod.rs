//! The state machine behind HTTP: sockets, the real clock, real randomness, pages.
//!
//! A request passes `host` (loopback only), `log`, `cors` and then, if it is one of the API, `record`
//! and `fault`.

mod api;
mod app;
mod config;
mod control;
mod cors;
mod deliver;
mod fault;
mod host;
mod hosted;
mod inspector;
mod language;
mod log;
mod page;
mod record;
mod reply;
mod security;
mod server;
mod severable;
mod signal;
mod texts;
mod token;

pub use config::Config;
pub use server::Sandbox;
pub use signal::stop_signal;
