//! The wasm target of the Rust toolchain in use.

use std::path::Path;

use anyhow::Result;

use crate::process::{self, command};
use crate::{report, workspace};

const TARGET: &str = "wasm32-unknown-unknown";
/// For fuzzing, whose coverage is counted by a pass of the compiler that stable Rust does not let in, and for the
/// published modules.
pub const NIGHTLY: &str = "nightly";

pub fn missing() -> Vec<String> {
    if has_wasm_target() || workspace::find_on_path(&["rustup"]).is_some() {
        return Vec::new();
    }
    vec![format!("rustup, which adds Rust's {TARGET} target: https://rustup.rs")]
}

pub fn missing_nightly() -> Vec<String> {
    let has_it = process::try_read(command("rustup").args(["run", NIGHTLY, "rustc", "--version"])).is_some();
    if has_it { Vec::new() } else { vec!["nightly Rust: rustup toolchain install nightly".to_owned()] }
}

pub fn add_wasm_target() -> Result<()> {
    let step = format!("Rust target {TARGET}");
    if has_wasm_target() {
        report::skipped(&step);
        return Ok(());
    }
    report::doing(&step);
    process::run(command("rustup").args(["target", "add", TARGET]))
}

/// The standard library's source, which is compiled anew for the published modules.
pub fn add_nightly_sources() -> Result<()> {
    report::doing("Rust component rust-src of nightly");
    process::run(command("rustup").args(["component", "add", "rust-src", "--toolchain", NIGHTLY]))
}

/// The parts of the toolchain that check sources; rustup's minimal profile leaves them out.
pub fn add_checkers() -> Result<()> {
    for component in ["rustfmt", "clippy"] {
        let program = if component == "clippy" { "cargo-clippy" } else { component };
        let step = format!("Rust component {component}");
        if process::try_read(command(program).arg("--version")).is_some() {
            report::skipped(&step);
            continue;
        }
        report::doing(&step);
        process::run(command("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}

/// Asks the compiler rather than rustup, because a distribution's Rust may bring the target without rustup.
fn has_wasm_target() -> bool {
    process::try_read(command("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|dir| Path::new(&dir).is_dir())
}
