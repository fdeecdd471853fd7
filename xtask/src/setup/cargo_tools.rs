//! Command-line tools that cargo installs, at exact versions, in the ignored folder .tools/.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{self, cargo, command};
use crate::{report, workspace};

const WASM_PACK_VERSION: &str = "0.15.1";
const CARGO_FUZZ_VERSION: &str = "0.13.2";

#[derive(Clone, Copy)]
pub enum Tool {
    WasmBindgen,
    WasmPack,
    /// Only for those who fuzz.
    CargoFuzz,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Tool::WasmBindgen => "wasm-bindgen",
            Tool::WasmPack => "wasm-pack",
            Tool::CargoFuzz => "cargo-fuzz",
        }
    }

    fn crate_name(self) -> &'static str {
        match self {
            Tool::WasmBindgen => "wasm-bindgen-cli",
            Tool::WasmPack => "wasm-pack",
            Tool::CargoFuzz => "cargo-fuzz",
        }
    }

    /// wasm-bindgen talks to a driver on this machine, and needs no TLS for it, which takes long to compile.
    fn features(self) -> &'static [&'static str] {
        match self {
            Tool::WasmBindgen => &["--no-default-features"],
            Tool::WasmPack | Tool::CargoFuzz => &[],
        }
    }

    /// wasm-bindgen works only with the very version that the crate was compiled against, so Cargo.lock decides.
    pub fn version(self) -> Result<String> {
        match self {
            Tool::WasmBindgen => locked_version("wasm-bindgen"),
            Tool::WasmPack => Ok(WASM_PACK_VERSION.to_owned()),
            Tool::CargoFuzz => Ok(CARGO_FUZZ_VERSION.to_owned()),
        }
    }

    /// The tool at the right version: our own, or else the machine's if it happens to be the same.
    pub fn find(self) -> Result<Option<PathBuf>> {
        let version = self.version()?;
        let own = workspace::tools_dir().join("bin").join(self.name());
        let candidates = [Some(own), workspace::find_on_path(&[self.name()])];
        Ok(candidates.into_iter().flatten().find(|file| is_version(file, &version)))
    }

    /// The tool, which set-up has seen to.
    pub fn get(self) -> Result<PathBuf> {
        self.find()?.with_context(|| format!("{} is not there: run `cargo xtask setup`", self.name()))
    }
}

pub fn install(tool: Tool) -> Result<()> {
    let version = tool.version()?;
    let step = format!("{} {version}", tool.crate_name());
    if tool.find()?.is_some() {
        report::skipped(&step);
        return Ok(());
    }
    report::doing(&format!("{step} (compiled once, takes some minutes)"));
    // What goes wrong is told by the second attempt, if it goes wrong there too.
    if process::try_read(cargo_install(tool, &version).arg("--locked")).is_none() {
        report::note("not with the versions that its authors locked; trying with compatible ones");
        process::run(&mut cargo_install(tool, &version))?;
    }
    tool.get().map(drop)
}

fn cargo_install(tool: Tool, version: &str) -> Command {
    let mut install = cargo("install");
    install.args(["--quiet", "--version", version, "--root"]).arg(workspace::tools_dir());
    // Tools run for seconds: optimising them takes longer than it saves. What they share is compiled once.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    install.env("CARGO_TARGET_DIR", workspace::target_dir().join("tools"));
    install.args(tool.features()).arg(tool.crate_name());
    install
}

fn is_version(file: &std::path::Path, version: &str) -> bool {
    // All print "name version", wasm-bindgen with the commit behind it when built from a checkout.
    process::try_read(command(file).arg("--version"))
        .and_then(|line| line.split(' ').nth(1).map(str::to_owned))
        .as_deref()
        == Some(version)
}

fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(workspace::path("Cargo.lock")).context("cannot read Cargo.lock")?;
    version_in_lock(&lock, package).with_context(|| format!("Cargo.lock has no package {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
