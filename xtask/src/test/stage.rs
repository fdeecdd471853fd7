//! What suites stand on. Everything is prepared when the first suite asks for it.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::counts::Counts;
use super::transcripts::{self, Transcripts};
use crate::process::{self, command};
use crate::server::{Server, free_port};
use crate::setup::{Browser, Tool};
use crate::{build, report, services, workspace};

/// The address of the sandbox is compiled into the wasm tests: the same one again saves compiling them again.
const SANDBOX_PORT: u16 = 4110;

/// Keeps what the package throws in each process of Node's.
const RECORDER: &str = "tests/support/thrown/in-node.mjs";

/// For all cases together in a browser. The runner's own 20 s are short for a busy machine.
const WASM_TEST_SECONDS: &str = "180";

/// After so long a test that hangs has failed, and does not hang whoever waits for the suites. Node 20 counts all tests
/// of a file together, so it is more than the slowest file takes on a busy machine.
const NODE_TEST_MS: u32 = 600_000;

pub struct Stage {
    pub browser: Browser,
    /// What the runners of the current suite have summed up.
    pub counts: Counts,
    /// The rows of tables that suites have drawn, to be read again at the end.
    pub drawn: String,
    pub transcripts: Transcripts,
    package_is_built: bool,
    sandbox: Option<Server>,
}

impl Stage {
    pub fn new(browser: Browser, transcripts: Transcripts) -> Self {
        Self {
            browser,
            counts: Counts::default(),
            drawn: String::new(),
            transcripts,
            package_is_built: false,
            sandbox: None,
        }
    }

    /// Runs to success, shows what is printed, and keeps the runner's counts.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        report::line(&format!("$ {}", process::display(command)));
        process::run_reading(command, |line| {
            if self.transcripts.keep(line) {
                report::line(line);
            }
            self.counts.read(line);
            // A node test draws a table by lines that begin with a bar; TAP puts its own mark before them.
            if let Some(row) = line.strip_prefix("# | ") {
                self.drawn += &format!("{row}\n");
            }
        })
    }

    pub fn need_package(&mut self) -> Result<()> {
        if !self.package_is_built {
            build::package_on_ready_machine()?;
            self.package_is_built = true;
        }
        Ok(())
    }

    /// The address of a sandbox that pages may talk to directly, for the wasm tests.
    pub fn sandbox_url(&mut self) -> Result<String> {
        if self.sandbox.is_none() {
            services::compile_sandbox()?;
            let port = free_port(SANDBOX_PORT)?;
            self.sandbox = Some(Server::start("sandbox", services::sandbox(port).arg("--cors"))?);
        }
        Ok(self.sandbox.as_ref().map(|sandbox| sandbox.url.clone()).unwrap_or_default())
    }

    /// Runs test crates in WebAssembly, which print what they were thrown, and keeps what their sandbox has
    /// said and received.
    pub fn wasm_tests(&mut self, wasm_pack: &mut Command) -> Result<()> {
        let tested = self.run(wasm_pack.args(["--", "--nocapture"]));
        tested.and(self.sandbox.as_mut().map_or(Ok(()), |sandbox| self.transcripts.keep_sandbox(sandbox)))
    }

    /// wasm-pack takes wasm-bindgen and its test runner from the search path.
    pub fn wasm_pack(&mut self) -> Result<Command> {
        let sandbox_url = self.sandbox_url()?;
        let mut wasm_pack = command(Tool::WasmPack.get()?);
        wasm_pack.args(["test", "--mode", "no-install"]);
        wasm_pack.env("PATH", path_with(&Tool::WasmBindgen.get()?)?);
        wasm_pack.env("CARGO_TARGET_DIR", workspace::target_dir());
        wasm_pack.env("JEELPAY_SANDBOX_URL", sandbox_url);
        wasm_pack.env("WASM_BINDGEN_TEST_TIMEOUT", WASM_TEST_SECONDS);
        Ok(wasm_pack)
    }

    /// node --test over the test files of a folder; the TAP reporter sums up in the same way in every version.
    pub fn node_tests(&self, folder: &str) -> Result<Command> {
        let mut node = node_runner(NODE_TEST_MS);
        node.args(test_files(folder)?);
        node.env("CHROME", &self.browser.program).env("JEELPAY_SANDBOX", services::sandbox_program());
        node.env(transcripts::FOLDER, self.transcripts.folder()).env("NODE_OPTIONS", node_options());
        Ok(node)
    }
}

fn node_runner(limit_ms: u32) -> Command {
    let mut node = command("node");
    node.args(["--test", "--test-reporter=tap"]).arg(format!("--test-timeout={limit_ms}"));
    node
}

/// Those of whoever runs this, and the recorder. Processes that tests start have them too.
fn node_options() -> OsString {
    let mut options = env::var_os("NODE_OPTIONS").unwrap_or_default();
    // Options end at a blank, and a path may have one.
    let recorder = workspace::path(RECORDER).to_string_lossy().replace(' ', "%20");
    options.push(format!(" --import=file://{recorder}"));
    options
}

fn path_with(program: &Path) -> Result<OsString> {
    let first = program.parent().map(Path::to_owned);
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.into_iter().chain(env::split_paths(&rest))).context("cannot extend the search path")
}

fn test_files(folder: &str) -> Result<Vec<String>> {
    let entries = workspace::path(folder).read_dir().with_context(|| format!("cannot list {folder}"))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut files: Vec<String> =
        names.filter(|name| name.ends_with(".test.mjs")).map(|name| format!("{folder}/{name}")).collect();
    if files.is_empty() {
        bail!("there are no test files in {folder}");
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_test_that_hangs_fails() {
        let folder = workspace::target_dir().join("hanging");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("hanging.test.mjs");
        // Without a limit it would end well, so that this does not hang either.
        let hangs = "() => new Promise((resolve) => setTimeout(resolve, 20_000))";
        fs::write(&file, format!("import {{ test }} from 'node:test';\ntest('hangs', {hangs});\n")).unwrap();
        let ended = node_runner(1_000).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stdout);
        assert!(!ended.status.success() && said.contains("timed out after 1000ms"), "{said}");
    }
}
