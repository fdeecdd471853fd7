//! Node and the npm packages of the root package.json.

use std::fs;

use anyhow::{Context, Result};

use crate::process::{self, command};
use crate::{report, workspace};

const OLDEST_NODE: u32 = 20;
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
    let wanted = fs::read(workspace::path(LOCK)).with_context(|| format!("cannot read {LOCK}"))?;
    if fs::read(workspace::path(INSTALLED_LOCK)).is_ok_and(|installed| installed == wanted) {
        report::skipped("npm packages");
        return Ok(());
    }
    report::doing("npm packages");
    process::run(command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(workspace::path(INSTALLED_LOCK), wanted)
        .with_context(|| format!("cannot write {INSTALLED_LOCK}"))
}
