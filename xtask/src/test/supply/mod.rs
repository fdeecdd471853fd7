//! What the project is made of: where it comes from, under which licences, how often.
//!
//! Advisories are not looked up here, because a test must not depend on a network and on the day: `cargo deny check
//! advisories` and `npm audit` do that.

mod crates;
mod npm;
mod policy;

use anyhow::{Result, bail};

use crate::report;
use policy::Policy;

/// The project, and the fuzzer's workspace, which has a lock file of its own.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

pub fn check() -> Result<()> {
    let policy = Policy::read()?;
    let mut problems = Vec::new();
    for manifest in MANIFESTS {
        let graph = crates::Graph::of(manifest)?;
        report::line(&format!("{manifest}: {} crates", graph.len()));
        problems.extend(graph.problems(&policy).into_iter().map(|problem| format!("{manifest}: {problem}")));
    }
    let lock = npm::Lock::read()?;
    report::line(&format!("package-lock.json: {} packages", lock.len()));
    problems.extend(lock.problems().into_iter().map(|problem| format!("package-lock.json: {problem}")));
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }
    Ok(())
}
