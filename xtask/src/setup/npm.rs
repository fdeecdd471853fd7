//! Node, the npm packages of the root package.json, and those that tests/consumers needs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::process::{self, command};
use crate::{report, workspace};

const OLDEST_NODE: u32 = 20;
/// Names what the consumers of the package are built with.
const CONSUMERS: &str = "tests/consumers";
const LOCK: &str = "package-lock.json";
/// A copy of the lock file that node_modules was installed from; npm's own record leaves parts of it out.
const INSTALLED_LOCK: &str = "node_modules/.installed-package-lock.json";

pub fn missing() -> Vec<String> {
    let node = process::try_read(command("node").arg("--version"));
    let node_problem = match node.as_deref().map(|version| (version, major(version))) {
        Some((_, Some(major))) if major >= OLDEST_NODE => None,
        Some((version, _)) => {
            Some(format!("Node.js {OLDEST_NODE} or newer (this is {version}): https://nodejs.org"))
        }
        None => Some(format!("Node.js {OLDEST_NODE} or newer: https://nodejs.org")),
    };
    let npm_problem =
        workspace::find_on_path(&["npm"]).is_none().then(|| "npm, which comes with Node.js".to_owned());
    node_problem.into_iter().chain(npm_problem).collect()
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

pub fn install_packages() -> Result<()> {
    install("npm packages", workspace::root(), &["ci"])
}

/// The tools of the consumers have a folder of their own, where they cannot be mistaken for those of the project.
pub fn install_consumers_tools() -> Result<()> {
    let dir = workspace::tools_dir().join("consumers");
    fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    for name in ["package.json", LOCK] {
        let source = workspace::path(CONSUMERS).join(name);
        fs::copy(&source, dir.join(name)).with_context(|| format!("cannot copy {}", source.display()))?;
    }
    // The lock file names the programs of Linux on x64 only; `npm ci` would miss those of all other platforms.
    install("bundlers, runtimes and test runners of the consumers", &dir, &["install", "--no-save"])
}

/// What the lock file of a folder names, once. Scripts that download more are not run: nothing here needs them.
fn install(what: &str, dir: &Path, how: &[&str]) -> Result<()> {
    let wanted = fs::read(dir.join(LOCK)).with_context(|| format!("cannot read {LOCK}"))?;
    let installed = dir.join(INSTALLED_LOCK);
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        report::skipped(what);
        return Ok(());
    }
    report::doing(what);
    let options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    process::run(command("npm").args(how).args(options).current_dir(dir))?;
    fs::write(&installed, wanted).with_context(|| format!("cannot write {}", installed.display()))
}
