//! The two modules that the one crate is compiled to, and the road of each from Rust to a file in pkg/gen.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{GENERATED, compiler, stamp};
use crate::process::{self, command, node};
use crate::setup::Tool;
use crate::{report, workspace};

pub struct Flavour {
    /// Names both the output files and the step.
    name: &'static str,
    feature: &'static str,
    /// What the names of functions begin with that nothing calls, although the table holds them.
    unused: &'static [&'static str],
}

/// For storefront pages: small before all else. It has no futures.
pub const PAGE: Flavour =
    Flavour { name: "checkout", feature: "page", unused: &[CLOSURES, "js_sys::futures::"] };
/// For edge functions: with everything that holds or checks a secret. No buyer waits for its bytes.
pub const EDGE: Flavour = Flavour { name: "edge", feature: "edge", unused: &[CLOSURES] };

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm";

/// How JavaScript calls closures: those that are made, which only the edge's module does, are exports too.
const CLOSURES: &str = "wasm_bindgen::convert::closures::_::invoke";

/// Without a default path, bundlers do not emit the module a second time.
const BINDGEN_OPTIONS: &[&str] =
    &["--target", "web", "--omit-default-module-path", "--no-typescript", "--remove-producers-section"];

/// Which functions keep their names: those of the published module are bytes that nobody reads.
#[derive(Clone, Copy)]
enum Names {
    Removed,
    Kept,
}

impl Names {
    fn option(self) -> &'static str {
        match self {
            Names::Removed => "no-names",
            Names::Kept => "names",
        }
    }
}

impl Flavour {
    pub fn wasm_file(&self) -> PathBuf {
        self.outputs()[1].clone()
    }

    /// Compiles, which cargo skips by itself when nothing has changed, and generates, which a stamp tells to skip.
    pub fn build(&self) -> Result<()> {
        let compiled = self.compile()?;
        let stamp = stamp::Stamp::new(self.name, &self.recipe(&compiled)?);
        let step = format!("pkg/gen/{}", self.name);
        if stamp.is_current(&self.outputs()) {
            report::skipped(&step);
            return Ok(());
        }
        report::doing(&step);
        self.generate(&compiled)?;
        stamp.write(&self.outputs())
    }

    /// The same module with the names of its functions, for who asks where its bytes go.
    pub fn build_named(&self) -> Result<PathBuf> {
        self.generate_module(&self.compile()?, Names::Kept, &self.scratch("named")?)
    }

    fn outputs(&self) -> [PathBuf; 3] {
        let generated = workspace::path(GENERATED);
        self.output_names().map(|name| generated.join(name))
    }

    fn output_names(&self) -> [String; 3] {
        [format!("{}.js", self.name), format!("{}_bg.wasm", self.name), format!("{}.inline.js", self.name)]
    }

    fn compile(&self) -> Result<PathBuf> {
        report::doing(&format!("compiling the crate for {} (feature {})", self.name, self.feature));
        process::run(
            compiler::cargo_build()
                .args(["--quiet", "--package", "jeelpay-checkout", "--lib"])
                .args(["--target", TARGET, "--profile", PROFILE])
                .args(["--no-default-features", "--features", self.feature]),
        )?;
        // Both flavours end in one file name; cargo puts the one that was asked for last in its place.
        Ok(compiler::target_dir().join(TARGET).join(PROFILE).join("jeelpay_checkout.wasm"))
    }

    /// All that the output depends on.
    fn recipe(&self, compiled: &Path) -> Result<Vec<u8>> {
        let mut recipe = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
        recipe.extend(Tool::WasmBindgen.version()?.bytes());
        for tool in ["binaryen", "esbuild"] {
            let manifest = workspace::path("node_modules").join(tool).join("package.json");
            recipe.extend(fs::read(manifest).with_context(|| format!("{tool} is missing"))?);
        }
        for script in [INLINE_SCRIPT, ENCODING, SHRINK_SCRIPT, SURROUNDINGS] {
            recipe
                .extend(fs::read(workspace::path(script)).with_context(|| format!("cannot read {script}"))?);
        }
        recipe.extend([BINDGEN_OPTIONS, self.unused].concat().concat().bytes());
        Ok(recipe)
    }

    /// Works in a folder of its own and moves whole files, so that nobody imports a half-written one.
    fn generate(&self, compiled: &Path) -> Result<()> {
        let scratch = self.scratch("generated")?;
        let wasm = self.generate_module(compiled, Names::Removed, &scratch)?;
        let [_, _, inline] = self.output_names().map(|name| scratch.join(name));
        process::run(node(INLINE_SCRIPT).args([&wasm, &inline]))?;
        for (name, output) in self.output_names().iter().zip(self.outputs()) {
            move_file(&scratch.join(name), &output)?;
        }
        Ok(())
    }

    /// Writes the module and the JavaScript around it.
    fn generate_module(&self, compiled: &Path, names: Names, folder: &Path) -> Result<PathBuf> {
        let wasm = folder.join(&self.output_names()[1]);
        process::run(
            command(Tool::WasmBindgen.get()?)
                .args(BINDGEN_OPTIONS)
                .args(["--out-name", self.name, "--out-dir"])
                .args([folder, compiled]),
        )?;
        process::run(node(SHRINK_SCRIPT).arg(folder).args([self.name, names.option()]).args(self.unused))?;
        Ok(wasm)
    }

    fn scratch(&self, purpose: &str) -> Result<PathBuf> {
        let scratch = workspace::target_dir().join("xtask").join(self.name).join(purpose);
        fs::create_dir_all(&scratch).with_context(|| format!("cannot create {}", scratch.display()))?;
        Ok(scratch)
    }
}

const SHRINK_SCRIPT: &str = "xtask/scripts/shrink.mjs";
/// Becomes part of the glue.
const SURROUNDINGS: &str = "src/web/surroundings.js";
const INLINE_SCRIPT: &str = "xtask/scripts/inline.mjs";
/// How a module is spelled there.
const ENCODING: &str = "pkg/bytes.js";

/// The target folder may be on another file system, where renaming does not reach.
fn move_file(from: &Path, to: &Path) -> Result<()> {
    let staged = to.with_extension("new");
    let moved = fs::copy(from, &staged).and_then(|_| fs::rename(&staged, to));
    moved.with_context(|| format!("cannot write {}", to.display()))
}
