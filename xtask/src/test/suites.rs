//! The suites, in the order of what they cost.

use anyhow::Result;

use super::stage::Stage;
use super::supply;
use super::transcripts;
use crate::process::{cargo, node, npm_bin};
use crate::readme;
use crate::server::Server;
use crate::{build, services, setup};

pub struct Suite {
    pub name: &'static str,
    pub about: &'static str,
    /// Whether it is made of tests, of which there must be some.
    pub counts: bool,
    pub run: fn(&mut Stage) -> Result<()>,
}

const fn check(name: &'static str, about: &'static str, run: fn(&mut Stage) -> Result<()>) -> Suite {
    Suite { name, about, counts: false, run }
}

const fn tests(name: &'static str, about: &'static str, run: fn(&mut Stage) -> Result<()>) -> Suite {
    Suite { name, about, counts: true, run }
}

pub const SUITES: &[Suite] = &[
    check("fmt", "Rust is formatted", rust_format),
    check("prettier", "JavaScript, HTML and CSS are formatted", prettier),
    check("clippy", "no warnings, natively and for wasm", clippy),
    check("supply", "licences, sources and duplicates of everything that is depended on", |_| {
        supply::check()
    }),
    check("doc", "the documentation builds without warnings", doc),
    check("types", "the declarations take what is right and refuse what is wrong", types),
    tests("native", "the core, the sandbox and xtask, natively", native),
    tests("wasm-node", "the module in Node", wasm_in_node),
    tests("wasm-browser", "the same cases in Chromium", wasm_in_browser),
    tests("edge", "the edge handler in workerd, against the sandbox", edge),
    tests("package", "when the npm package loads its module, and what it says if it cannot", package),
    tests("size", "bytes by entry, within their budget; and that the benchmark's peer does its job", size),
    tests("hostile", "every public function of the npm package, with every kind of hostile value", hostile),
    tests("runtimes", "the npm package in workerd, in Node and on a stranger's page", runtimes),
    tests("faults", "whatever happens on the way: one order gives one checkout", faults),
    tests("consumers", "the packed package as its users build it, in every engine", consumers),
    tests("readme", "the README's snippets, as written", readme),
    tests("e2e", "the demo store in Chromium, from page to hosted page and back", end_to_end),
    tests("secrets", "no secret, token or buyer in anything that was built, said or thrown", secrets),
];

fn rust_format(stage: &mut Stage) -> Result<()> {
    stage.run(cargo("fmt").args(["--all", "--check"]))
}

fn prettier(stage: &mut Stage) -> Result<()> {
    stage.run(npm_bin("prettier").args(["--check", "."]))
}

fn clippy(stage: &mut Stage) -> Result<()> {
    let strictly = ["--", "-D", "warnings"];
    stage.run(cargo("clippy").args(["--workspace", "--all-targets", "--all-features"]).args(strictly))?;
    // The tests for wasm are those of the page's module; edge functions are tested as the npm package.
    for (feature, targets) in [("page", ["--lib", "--tests"].as_slice()), ("edge", &["--lib"])] {
        let one_module = ["--package", "jeelpay-checkout", "--no-default-features", "--features", feature];
        let mut for_wasm = cargo("clippy");
        for_wasm.args(one_module).args(targets).args(["--target", "wasm32-unknown-unknown"]).args(strictly);
        stage.run(for_wasm.env("JEELPAY_SANDBOX_URL", "http://not-called.invalid"))?;
    }
    Ok(())
}

fn doc(stage: &mut Stage) -> Result<()> {
    let everything = ["--workspace", "--no-deps", "--all-features", "--document-private-items"];
    stage.run(cargo("doc").args(everything).env("RUSTDOCFLAGS", "-D warnings"))
}

/// As Node resolves, as bundlers do, as they do for pages, and with the types of Cloudflare's runtime.
fn types(stage: &mut Stage) -> Result<()> {
    for project in ["json", "bundler.json", "browser.json", "workers.json"] {
        stage.run(npm_bin("tsc").arg("--project").arg(format!("tests/types/tsconfig.{project}")))?;
    }
    Ok(())
}

fn native(stage: &mut Stage) -> Result<()> {
    stage.run(cargo("test").args(["--workspace", "--all-features", "--no-fail-fast"]))
}

fn wasm_in_node(stage: &mut Stage) -> Result<()> {
    let mut wasm_pack = stage.wasm_pack()?;
    stage.wasm_tests(wasm_pack.args(["--node", ".", "--test", "node"]))
}

/// For all cases together. The runner's own 20 s are too few on a machine that is busy.
const BROWSER_SECONDS: &str = "180";

fn wasm_in_browser(stage: &mut Stage) -> Result<()> {
    let mut wasm_pack = stage.wasm_pack()?;
    wasm_pack.args(["--headless", "--chrome", "--chromedriver"]).arg(&stage.browser.driver);
    wasm_pack.env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_SECONDS);
    stage.wasm_tests(wasm_pack.args([".", "--test", "browser", "--test", "worker"]))
}

fn edge(stage: &mut Stage) -> Result<()> {
    package_tests(stage, "tests/edge")
}

fn package(stage: &mut Stage) -> Result<()> {
    stage.need_package()?;
    let mut node = stage.node_tests("tests/package")?;
    stage.run(&mut node)
}

fn size(stage: &mut Stage) -> Result<()> {
    stage.need_package()?;
    services::compile_sandbox()?;
    let named = build::named_page_module()?;
    let mut node = stage.node_tests("tests/size")?;
    stage.run(node.env("JEELPAY_NAMED_WASM", named))?;
    readme::check_benches()
}

fn hostile(stage: &mut Stage) -> Result<()> {
    stage.need_package()?;
    let mut node = stage.node_tests("tests/hostile")?;
    stage.run(&mut node)
}

fn runtimes(stage: &mut Stage) -> Result<()> {
    package_tests(stage, "tests/runtimes")
}

fn faults(stage: &mut Stage) -> Result<()> {
    package_tests(stage, "tests/faults")
}

/// Ends with the README's table of what is supported: it must say what was just seen.
fn consumers(stage: &mut Stage) -> Result<()> {
    stage.need_package()?;
    services::compile_sandbox()?;
    let engines = setup::for_consumers()?;
    let mut node = stage.node_tests("tests/consumers")?;
    stage.run(node.env("FIREFOX", &engines.firefox).env("WEBKIT_DRIVER", &engines.webkit_driver))?;
    readme::check("support")
}

fn readme(stage: &mut Stage) -> Result<()> {
    package_tests(stage, "tests/readme")
}

/// Each test file starts a sandbox of its own.
fn package_tests(stage: &mut Stage, folder: &str) -> Result<()> {
    stage.need_package()?;
    services::compile_sandbox()?;
    let mut node = stage.node_tests(folder)?;
    stage.run(&mut node)
}

/// Runs against the processes of the demo.
fn end_to_end(stage: &mut Stage) -> Result<()> {
    stage.need_package()?;
    services::compile_sandbox()?;
    let mut sandbox = Server::start("sandbox", &mut services::sandbox(0))?;
    let mut store = Server::start("store", node("tests/e2e/store.mjs").arg(&sandbox.url))?;
    let mut node = stage.node_tests("tests/e2e")?;
    let played = stage.run(node.env("SANDBOX_URL", &sandbox.url).env("STORE_URL", &store.url));
    stage.transcripts.keep_server(&mut store);
    played.and(stage.transcripts.keep_sandbox(&mut sandbox))
}

/// Reads what all suites before have said.
fn secrets(stage: &mut Stage) -> Result<()> {
    stage.need_package()?;
    let mut node = stage.node_tests("tests/secrets")?;
    node.env(transcripts::FOLDER, stage.transcripts.root());
    stage.run(&mut node)
}

#[cfg(test)]
mod guard {
    use crate::workspace;

    /// A folder of tests that no suite runs would look like one that passes.
    #[test]
    fn every_folder_of_test_files_is_run() {
        let this_file = include_str!("suites.rs");
        for entry in workspace::path("tests").read_dir().unwrap() {
            let folder = entry.unwrap().path();
            let name = folder.file_name().unwrap().to_string_lossy();
            let is_test = |file: &str| file.ends_with(".test.mjs");
            let mut files = folder.read_dir().unwrap().map(|file| file.unwrap().file_name());
            if files.any(|file| file.to_str().is_some_and(is_test)) {
                assert!(this_file.contains(&format!("\"tests/{name}\"")), "no suite runs tests/{name}");
            }
        }
    }
}
