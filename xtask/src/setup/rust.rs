//! The wasm target of the Rust toolchain in use.

use std::path::Path;

use anyhow::Result;

use crate::process::{self, command};
use crate::{report, workspace};

const TARGET: &str = "wasm32-unknown-unknown";

pub fn missing() -> Vec<String> {
    if has_wasm_target() || workspace::find_on_path(&["rustup"]).is_some() {
        return Vec::new();
    }
    vec![format!(
        "rustup, which adds Rust's {TARGET} target: https://rustup.rs"
    )]
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

/// Asks the compiler rather than rustup, because a distribution's Rust may bring the target without rustup.
fn has_wasm_target() -> bool {
    process::try_read(command("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|dir| Path::new(&dir).is_dir())
}
