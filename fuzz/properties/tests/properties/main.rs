//! What must hold, for input that is made up: the same on every run, so that a failure here is news.
//!
//! The fuzzer wanders; these know what valid input looks like, and go through states.

mod attempts;
mod orders;
mod parsers;
mod requests;
mod retries;
mod rights;
mod tokens;

use proptest::test_runner::{Config, RngSeed};

fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..Config::default() }
}
