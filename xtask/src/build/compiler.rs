//! Which Rust compiles the modules: stable, or nightly for what is published (`JEELPAY_NIGHTLY=1`).
//!
//! Nightly compiles the standard library anew, for size, and a panic becomes a bare trap, without what formats a
//! message that nobody would see: nothing in `src/` panics, and a page is told `wasm_unavailable` if something does.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{cargo, command};
use crate::setup::NIGHTLY;
use crate::workspace;

/// Rust's own inlining, which is left out where the size counts, makes the module a twentieth smaller here; with twice
/// its usual limit, another half a percent.
const FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Zinline-mir=yes \
                     -Zinline-mir-threshold=100";
const STANDARD_LIBRARY: [&str; 4] =
    ["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"];

pub fn is_nightly() -> bool {
    std::env::var_os("JEELPAY_NIGHTLY").is_some_and(|value| !value.is_empty())
}

/// Of the one, what the other would compile again.
pub fn target_dir() -> PathBuf {
    if is_nightly() { workspace::target_dir().join("nightly") } else { workspace::target_dir() }
}

/// `cargo build` of the chosen Rust.
pub fn cargo_build() -> Command {
    if !is_nightly() {
        return cargo("build");
    }
    let mut build = command("rustup");
    build.args(["run", NIGHTLY, "cargo", "build"]).args(STANDARD_LIBRARY);
    // A program that cargo has started is told of the toolchain it belongs to; this one belongs to another.
    for name in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        build.env_remove(name);
    }
    build.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", target_dir());
    build
}
