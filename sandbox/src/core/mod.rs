//! The far side as a state machine without I/O: time and randomness are passed in, answers are handed out.
//!
//! `world` is the face of it; every other module is one subject of the contract.

pub mod amount;
pub mod checkout;
pub mod clock;
pub mod contract;
pub mod errors;
pub mod fault;
pub mod group;
pub mod idempotency;
pub mod loopback;
pub mod request;
pub mod rules;
pub mod status;
pub mod token;
pub mod validate;
pub mod webhook;
pub mod world;

pub use clock::Timestamp;
pub use world::World;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod validate_tests;
#[cfg(test)]
mod webhook_tests;
#[cfg(test)]
mod world_tests;
