//! Where things are.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::report;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ is a folder of the workspace")
}

/// A path in the repository.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Cargo's output. It is passed to cargo explicitly, so that both sides agree on it.
pub fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |dir| root().join(dir))
}

/// The tools that this project installs for itself, out of the way of the machine's own.
pub fn tools_dir() -> PathBuf {
    path(".tools")
}

/// The first executable file called one of `names` on the search path.
pub fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let search = env::var_os("PATH").unwrap_or_default();
    names
        .iter()
        .find_map(|name| env::split_paths(&search).map(|dir| dir.join(name)).find(|file| file.is_file()))
}

/// Held while tools, node_modules or pkg/gen change, because two commands may run at once.
pub struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

pub fn lock() -> Result<Lock> {
    let dir = tools_dir();
    fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    let file = File::create(dir.join("lock")).context("cannot create the lock file")?;
    if file.try_lock().is_err() {
        report::note("another cargo xtask is setting up or building; waiting for it");
        file.lock().context("cannot lock")?;
    }
    Ok(Lock(file))
}
