//! `cargo xtask build`: from the crate to the installable npm package in pkg/.

mod compiler;
mod flavour;
mod stamp;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::{self, node};
use crate::{report, setup, workspace};
pub use compiler::is_nightly;
use flavour::{EDGE, PAGE};

/// Where the generated part of the package goes.
const GENERATED: &str = "pkg/gen";
/// What belongs into the package and lives elsewhere.
const COPIED: &[&str] = &["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

pub fn package() -> Result<()> {
    setup::for_build()?;
    package_on_ready_machine()
}

pub fn package_on_ready_machine() -> Result<()> {
    let _lock = workspace::lock()?;
    fs::create_dir_all(workspace::path(GENERATED)).with_context(|| format!("cannot create {GENERATED}"))?;
    for flavour in [PAGE, EDGE] {
        flavour.build()?;
    }
    for script in ["integrity", "commonjs"] {
        process::run(&mut node(format!("xtask/scripts/{script}.mjs")))?;
    }
    for file in COPIED {
        copy_if_changed(file)?;
    }
    let modules = [PAGE, EDGE].map(|flavour| flavour.wasm_file());
    process::run(node("xtask/scripts/sizes.mjs").args(modules))?;
    report::done("the package is in pkg/");
    Ok(())
}

/// The module of pages with the names of its functions.
pub fn named_page_module() -> Result<PathBuf> {
    let _lock = workspace::lock()?;
    PAGE.build_named()
}

fn copy_if_changed(name: &str) -> Result<()> {
    let content = fs::read(workspace::path(name)).with_context(|| format!("cannot read {name}"))?;
    let copy = workspace::path("pkg").join(name);
    if fs::read(&copy).is_ok_and(|present| present == content) {
        return Ok(());
    }
    fs::write(&copy, content).with_context(|| format!("cannot write {}", copy.display()))
}
