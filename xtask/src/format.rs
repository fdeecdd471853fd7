//! `cargo xtask fmt`

use anyhow::Result;

use crate::process::{self, cargo, npm_bin};
use crate::setup;

pub fn all() -> Result<()> {
    setup::for_formatting()?;
    process::run(cargo("fmt").arg("--all"))?;
    process::run(npm_bin("prettier").args(["--write", "--log-level=warn", "."]))
}
