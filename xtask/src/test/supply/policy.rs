//! What `deny.toml` allows: the parts of it that are checked without cargo-deny.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::workspace;

#[derive(Deserialize)]
pub struct Policy {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    skip: Vec<Skip>,
}

#[derive(Deserialize)]
struct Skip {
    #[serde(rename = "crate")]
    name: String,
}

impl Policy {
    pub fn read() -> Result<Self> {
        let text = fs::read_to_string(workspace::path("deny.toml")).context("cannot read deny.toml")?;
        toml::from_str(&text).context("deny.toml is not as cargo-deny would have it")
    }

    /// Whether an SPDX expression can be met by what is allowed. Some still write `/` for `OR`.
    pub fn allows_license(&self, expression: &str) -> bool {
        let is_allowed = |name: &str| self.licenses.allow.iter().any(|allowed| allowed == name);
        let parsed = Expression::parse_mode(expression, ParseMode::LAX);
        parsed.is_ok_and(|licenses| {
            licenses.evaluate(|term| term.license.id().is_some_and(|license| is_allowed(license.name)))
        })
    }

    pub fn allows_versions_of(&self, name: &str) -> bool {
        self.bans.skip.iter().any(|skip| skip.name == name)
    }

    pub fn skipped(&self) -> impl Iterator<Item = &str> {
        self.bans.skip.iter().map(|skip| skip.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_allowed_alternative_is_enough_and_every_part_is_needed() {
        let policy: Policy =
            toml::from_str("licenses.allow = ['MIT', 'Zlib']\nbans.skip = [{ crate = 'syn' }]").unwrap();
        for allowed in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-3.0-only/MIT",
            "MIT AND Zlib",
            "(MIT OR BSD-3-Clause) AND Zlib",
        ] {
            assert!(policy.allows_license(allowed), "{allowed}");
        }
        for refused in
            ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "BSD-3-Clause OR GPL-2.0-only", "see LICENSE"]
        {
            assert!(!policy.allows_license(refused), "{refused}");
        }
        assert!(policy.allows_versions_of("syn") && !policy.allows_versions_of("serde"));
    }
}
