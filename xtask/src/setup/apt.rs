//! Packages of the system, where this process may install them: as root, on Debian and what comes from it.

use std::path::Path;

use anyhow::Result;

use crate::process::{self, command};
use crate::workspace;

pub fn is_usable() -> bool {
    let is_root = process::try_read(command("id").arg("-u")).as_deref() == Some("0");
    is_root && Path::new("/etc/debian_version").exists() && workspace::find_on_path(&["apt-get"]).is_some()
}

pub fn install(packages: &[&str]) -> Result<()> {
    run(&["update", "--quiet=2"], &[])?;
    run(&["install", "--quiet=2", "--yes", "--no-install-recommends"], packages)
}

fn run(arguments: &[&str], packages: &[&str]) -> Result<()> {
    let mut apt_get = command("apt-get");
    apt_get.args(arguments).args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    process::run_quietly(&mut apt_get).map(drop)
}
