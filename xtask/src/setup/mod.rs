//! Brings a machine to the point where everything builds and runs. Each command asks for what it needs, no more.

mod apt;
pub mod browser;
mod cargo_tools;
mod engines;
mod npm;
mod rust;

use anyhow::{Result, bail};

pub use browser::Browser;
pub use cargo_tools::Tool;
pub use engines::Engines;
pub use rust::NIGHTLY;

use crate::build;
use crate::workspace;

/// `cargo xtask setup`: what all commands together need.
pub fn everything() -> Result<()> {
    for_tests()?;
    for_consumers().map(drop)
}

/// What compiles the package and runs the demo.
pub fn for_build() -> Result<()> {
    refuse_if_missing([rust::missing(), npm::missing()])?;
    if build::is_nightly() {
        refuse_if_missing([rust::missing_nightly()])?;
        rust::add_nightly_sources()?;
    }
    let _lock = workspace::lock()?;
    rust::add_wasm_target()?;
    cargo_tools::install(Tool::WasmBindgen)?;
    npm::install_packages()
}

pub fn for_tests() -> Result<Browser> {
    refuse_if_missing([rust::missing(), npm::missing(), browser::missing()])?;
    for_build()?;
    let _lock = workspace::lock()?;
    rust::add_checkers()?;
    cargo_tools::install(Tool::WasmPack)?;
    browser::install()
}

/// What `cargo xtask fuzz` needs; nothing else does.
pub fn for_fuzzing() -> Result<()> {
    refuse_if_missing([rust::missing_nightly()])?;
    let _lock = workspace::lock()?;
    cargo_tools::install(Tool::CargoFuzz)
}

/// What builds and runs the consumers of the package: much, so it is installed only when their suite is run.
pub fn for_consumers() -> Result<Engines> {
    let _lock = workspace::lock()?;
    npm::install_consumers_tools()?;
    engines::install()
}

/// What the formatters need.
pub fn for_formatting() -> Result<()> {
    refuse_if_missing([npm::missing()])?;
    let _lock = workspace::lock()?;
    npm::install_packages()
}

/// All that a person has to install by hand is named at once, one line each.
fn refuse_if_missing<const N: usize>(checks: [Vec<String>; N]) -> Result<()> {
    let missing = checks.concat();
    if !missing.is_empty() {
        bail!("this machine lacks something that has to be installed by hand:\n  {}", missing.join("\n  "));
    }
    Ok(())
}
