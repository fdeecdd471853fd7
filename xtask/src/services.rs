//! The processes that the demo and the tests run against.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{self, cargo, command, node};
use crate::{report, workspace};

/// Compiled first and then started without cargo in between, so that stopping it stops it. `--workspace` makes cargo
/// choose the features of dependencies as `cargo test --workspace` does, which then needs not compile them again.
pub fn compile_sandbox() -> Result<()> {
    report::doing("compiling the sandbox");
    process::run(cargo("build").args(["--quiet", "--workspace", "--bin", "jeelpay-sandbox"]))
}

/// As benches need it, so that they measure what they are about; tells where it is.
pub fn compile_fast_sandbox() -> Result<PathBuf> {
    report::doing("compiling the sandbox for benches");
    process::run(cargo("build").args(["--quiet", "--release", "--package", "jeelpay-sandbox"]))?;
    Ok(workspace::target_dir().join("release/jeelpay-sandbox"))
}

pub fn sandbox_program() -> PathBuf {
    workspace::target_dir().join("debug/jeelpay-sandbox")
}

pub fn sandbox(port: u16) -> Command {
    let mut sandbox = command(sandbox_program());
    sandbox.args(["--port", &port.to_string()]);
    sandbox
}

pub fn store(port: u16, sandbox_url: &str) -> Command {
    let mut store = node("www/serve.mjs");
    store.args(["--port", &port.to_string(), "--sandbox", sandbox_url]);
    store
}
