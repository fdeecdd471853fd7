//! `cargo xtask bench <name>`: what is promised in numbers, measured on this machine.

use anyhow::{Result, bail};

use crate::process::{self, node};
use crate::{build, group, services};

/// What shells report for a command that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// Each is `benches/<name>.mjs`; its parts may be named after it.
const BENCHES: [&str; 1] = ["edge"];

pub fn run(arguments: &[String]) -> Result<()> {
    let (name, parts) = match arguments.split_first() {
        Some((name, parts)) if BENCHES.contains(&name.as_str()) => (name, parts),
        _ => bail!("name one of these: {}", BENCHES.join(", ")),
    };
    group::stop_all_on_signals(INTERRUPTED)?;
    build::package()?;
    services::compile_sandbox()?;
    let mut bench = node(format!("benches/{name}.mjs"));
    process::run(bench.args(parts).env("JEELPAY_SANDBOX", services::sandbox_program()))
}
