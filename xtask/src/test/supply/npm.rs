//! What `package-lock.json` holds. All of it is for development: the published package depends on nothing.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::workspace;

/// Of tools that are run here and shipped to nobody. The LGPL is that of libvips, by miniflare's image tests.
const LICENSES: [&str; 9] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 AND LGPL-3.0-or-later",
    "Apache-2.0 AND LGPL-3.0-or-later AND MIT",
    "CC0-1.0",
    "ISC",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT OR Apache-2.0",
];
/// Whose code runs when it is installed: each puts the program for this machine in its place.
const MAY_RUN_SCRIPTS: [&str; 3] = ["esbuild", "sharp", "workerd"];

#[derive(Deserialize)]
pub struct Lock {
    packages: BTreeMap<String, Entry>,
    /// What the manifests say, by the folder that they are in.
    #[serde(skip)]
    manifests: BTreeMap<&'static str, Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Entry {
    /// One of the project's own, by its folder.
    link: bool,
    license: Option<String>,
    /// Left out when it is from the registry that npm is configured for.
    resolved: Option<String>,
    integrity: Option<String>,
    has_install_script: bool,
    dependencies: BTreeMap<String, Value>,
    dev_dependencies: BTreeMap<String, Value>,
    optional_dependencies: BTreeMap<String, Value>,
}

impl Lock {
    pub fn read() -> Result<Self> {
        let mut lock: Lock = read("package-lock.json")?;
        lock.manifests = BTreeMap::from([("", read("package.json")?), ("pkg", read("pkg/package.json")?)]);
        Ok(lock)
    }

    pub fn len(&self) -> usize {
        self.packages.len()
    }

    pub fn problems(&self) -> Vec<String> {
        let foreign =
            self.packages.iter().filter(|(path, entry)| path.contains("node_modules/") && !entry.link);
        let each = foreign.flat_map(|(path, entry)| entry.problems(path));
        each.chain(self.steps()).chain(self.shipped()).collect()
    }

    /// `npm ci` refuses a lock that is not in step too, but nobody runs that when the lock has not changed.
    fn steps(&self) -> Vec<String> {
        let is_in_step = |folder: &str, manifest: &Entry| {
            self.packages.get(folder).is_some_and(|locked| locked.asks_for() == manifest.asks_for())
        };
        let behind = self.manifests.iter().filter(|(folder, manifest)| !is_in_step(folder, manifest));
        behind.map(|(folder, _)| format!("not in step with {folder}/package.json; run npm install")).collect()
    }

    /// Whoever installs the package installs nothing else.
    fn shipped(&self) -> Vec<String> {
        let shipped = self.manifests.get("pkg").into_iter();
        let needed = shipped
            .flat_map(|package| package.dependencies.keys().chain(package.optional_dependencies.keys()));
        needed.map(|name| format!("the published package depends on {name}")).collect()
    }
}

impl Entry {
    fn problems(&self, path: &str) -> Vec<String> {
        let name = path.rsplit_once("node_modules/").map_or(path, |(_, name)| name);
        let license = self.license.as_deref().unwrap_or("none");
        let is_whole = self.integrity.as_deref().is_some_and(|digest| digest.starts_with("sha512-"));
        let elsewhere = self.resolved.as_deref();
        let problems = [
            (!is_whole, format!("{name} has no integrity")),
            (elsewhere.is_some(), format!("{name} is from {}", elsewhere.unwrap_or_default())),
            (!LICENSES.contains(&license), format!("the licence of {name} is {license}")),
            (
                self.has_install_script && !MAY_RUN_SCRIPTS.contains(&name),
                format!("{name} runs a script when installed"),
            ),
        ];
        problems.into_iter().filter(|(is, _)| *is).map(|(_, problem)| problem).collect()
    }

    fn asks_for(&self) -> [&BTreeMap<String, Value>; 3] {
        [&self.dependencies, &self.dev_dependencies, &self.optional_dependencies]
    }
}

fn read<T: for<'de> Deserialize<'de>>(path: &str) -> Result<T> {
    let text = fs::read_to_string(workspace::path(path)).with_context(|| format!("cannot read {path}"))?;
    serde_json::from_str(&text).with_context(|| format!("{path} is not what npm writes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(lock: &str, root: &str, pkg: &str) -> Vec<String> {
        let mut lock: Lock = serde_json::from_str(lock).unwrap();
        lock.manifests = BTreeMap::from([
            ("", serde_json::from_str(root).unwrap()),
            ("pkg", serde_json::from_str(pkg).unwrap()),
        ]);
        lock.problems()
    }

    #[test]
    fn each_package_is_judged() {
        let lock = r#"{"packages":{"":{"devDependencies":{"a":"1"}},"pkg":{},"node_modules/pkg":{"link":true},
            "node_modules/a":{"license":"MIT","integrity":"sha512-x"},
            "node_modules/a/node_modules/@b/c":{"license":"GPL-3.0","resolved":"git+ssh://b","integrity":"sha1-x"},
            "node_modules/d":{"license":"MIT","integrity":"sha512-x","hasInstallScript":true}}}"#;
        let said = [
            "@b/c has no integrity",
            "@b/c is from git+ssh://b",
            "the licence of @b/c is GPL-3.0",
            "d runs a script when installed",
        ];
        assert_eq!(problems(lock, r#"{"devDependencies":{"a":"1"}}"#, "{}"), said);
    }

    #[test]
    fn the_lock_is_in_step_and_nothing_is_shipped_along() {
        let lock = r#"{"packages":{"":{"devDependencies":{"a":"1"}},"pkg":{"dependencies":{"e":"1"}}}}"#;
        let said = ["not in step with /package.json; run npm install", "the published package depends on e"];
        assert_eq!(problems(lock, r#"{"devDependencies":{"a":"2"}}"#, r#"{"dependencies":{"e":"1"}}"#), said);
    }
}
