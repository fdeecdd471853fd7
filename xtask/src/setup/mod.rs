//! Brings a machine to the point where everything builds and runs. Each command asks for what it needs, no more.

mod apt;
pub mod browser;
mod cargo_tools;
mod engines;
mod npm;
mod rust;

use std::{panic, thread};

use anyhow::{Result, bail};

pub use browser::Browser;
pub use cargo_tools::Tool;
pub use engines::Engines;
pub use rust::NIGHTLY;

use crate::{build, report, workspace};

/// `cargo xtask setup`: what all commands together need.
pub fn everything() -> Result<()> {
    for_tests(Consumers::Wanted)?;
    for_consumers().map(drop)
}

/// What compiles the package and runs the demo.
pub fn for_build() -> Result<()> {
    refuse_if_missing([rust::missing(), npm::missing(), missing_compiler()])?;
    let _lock = workspace::lock()?;
    meanwhile(npm::install_packages, compiler)
}

/// Whether the suite of the consumers is among those that are run.
#[derive(Clone, Copy, PartialEq)]
pub enum Consumers {
    Wanted,
    Unwanted,
}

pub fn for_tests(consumers: Consumers) -> Result<Browser> {
    refuse_if_missing([rust::missing(), npm::missing(), missing_compiler(), browser::missing()])?;
    let _lock = workspace::lock()?;
    let downloads = || {
        npm::install_packages()?;
        let browser = browser::install()?;
        if consumers == Consumers::Wanted
            && let Err(problem) = download_consumers()
        {
            report::note(&format!("their suite will try again: {problem:#}"));
        }
        Ok(browser)
    };
    meanwhile(downloads, || {
        compiler()?;
        rust::add_checkers()?;
        cargo_tools::install(Tool::WasmPack)
    })
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
    download_consumers()
}

fn download_consumers() -> Result<Engines> {
    npm::install_consumers_tools()?;
    engines::install()
}

/// What the formatters need.
pub fn for_formatting() -> Result<()> {
    refuse_if_missing([npm::missing()])?;
    let _lock = workspace::lock()?;
    npm::install_packages()
}

fn missing_compiler() -> Vec<String> {
    if build::is_nightly() { rust::missing_nightly() } else { Vec::new() }
}

/// From Rust to WebAssembly.
fn compiler() -> Result<()> {
    if build::is_nightly() {
        rust::add_nightly_sources()?;
    }
    rust::add_wasm_target()?;
    cargo_tools::install(Tool::WasmBindgen)
}

/// Downloads wait for the network while tools keep the processor busy.
fn meanwhile<T: Send>(
    downloads: impl FnOnce() -> Result<T> + Send,
    tools: impl FnOnce() -> Result<()>,
) -> Result<T> {
    thread::scope(|scope| {
        let downloads = scope.spawn(downloads);
        let installed = tools();
        let downloaded = downloads.join().unwrap_or_else(|panic| panic::resume_unwind(panic))?;
        installed.map(|()| downloaded)
    })
}

/// All that a person has to install by hand is named at once, one line each.
fn refuse_if_missing<const N: usize>(checks: [Vec<String>; N]) -> Result<()> {
    let missing = checks.concat();
    if !missing.is_empty() {
        bail!("this machine lacks something that has to be installed by hand:\n  {}", missing.join("\n  "));
    }
    Ok(())
}
