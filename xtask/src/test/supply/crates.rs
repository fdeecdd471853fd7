//! The crates of a workspace, as cargo has resolved them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::policy::Policy;
use crate::process::{self, cargo};

/// How cargo begins the source of whatever comes from a registry; there is but the one.
const REGISTRY: &str = "registry+";

#[derive(Deserialize)]
pub struct Graph {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// Nothing for the project's own.
    source: Option<String>,
}

impl Graph {
    /// With every feature and for every platform. A lock file that is not in step is an error.
    pub fn of(manifest: &str) -> Result<Self> {
        let options = ["--format-version", "1", "--all-features", "--locked", "--manifest-path", manifest];
        let json = process::run_quietly(cargo("metadata").args(options))?;
        serde_json::from_str(&json).context("cargo metadata is not as it is documented")
    }

    pub fn len(&self) -> usize {
        self.packages.len()
    }

    pub fn problems(&self, policy: &Policy) -> Vec<String> {
        let each = self.packages.iter().flat_map(|package| package.problems(policy));
        each.chain(self.duplicates(policy)).collect()
    }

    /// Two versions of one crate are twice the code, and two places to mend; and an exception that nobody needs any
    /// more would hide the next.
    fn duplicates(&self, policy: &Policy) -> Vec<String> {
        let mut versions = BTreeMap::<&str, BTreeSet<&str>>::new();
        for package in &self.packages {
            versions.entry(&package.name).or_default().insert(&package.version);
        }
        versions.retain(|_, versions| versions.len() > 1);
        let unexpected = versions.iter().filter(|(name, _)| !policy.allows_versions_of(name));
        let unexpected =
            unexpected.map(|(name, versions)| format!("several versions of {name}: {versions:?}"));
        let needless = policy.skipped().filter(|name| !versions.contains_key(name));
        unexpected.chain(needless.map(|name| format!("deny.toml skips {name} for nothing"))).collect()
    }
}

impl Package {
    fn problems(&self, policy: &Policy) -> Vec<String> {
        let Package { name, version, .. } = self;
        let license = self.license.as_deref().unwrap_or("none");
        let source = self.source.as_deref();
        let problems = [
            (!policy.allows_license(license))
                .then(|| format!("the licence of {name} {version} is {license}")),
            source
                .filter(|source| !source.starts_with(REGISTRY))
                .map(|source| format!("{name} {version} is from {source}")),
        ];
        problems.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(packages: &str) -> Vec<String> {
        let graph: Graph = serde_json::from_str(&format!(r#"{{"packages":[{packages}]}}"#)).unwrap();
        let policy = toml::from_str("licenses.allow = ['MIT']\nbans.skip = [{ crate = 'syn' }]").unwrap();
        graph.problems(&policy)
    }

    fn package(name: &str, version: &str, license: &str, source: &str) -> String {
        format!(r#"{{"name":"{name}","version":"{version}","license":{license},"source":{source}}}"#)
    }

    #[test]
    fn each_crate_is_judged() {
        let ours = package("ours", "1.0.0", "\"MIT\"", "null");
        let known = |name: &str, version: &str| package(name, version, "\"MIT\"", &format!("\"{REGISTRY}\""));
        let syn = [known("syn", "1.0.0"), known("syn", "2.0.0")].join(",");
        assert_eq!(problems(&format!("{ours},{syn}")), [""; 0]);
        assert_eq!(problems(&ours), ["deny.toml skips syn for nothing"]);
        let twice = [known("a", "1.0.0"), known("a", "2.0.0")].join(",");
        assert_eq!(problems(&format!("{syn},{twice}")), [r#"several versions of a: {"1.0.0", "2.0.0"}"#]);
        let foreign = package("f", "1.0.0", "null", "\"git+https://example.com/f\"");
        let said = ["the licence of f 1.0.0 is none", "f 1.0.0 is from git+https://example.com/f"];
        assert_eq!(problems(&format!("{syn},{foreign}")), said);
    }
}
