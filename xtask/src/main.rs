//! `cargo xtask <command>`: everything a contributor does, on any machine, with one spelling.

mod bench;
mod build;
mod demo;
mod format;
mod fuzz;
mod group;
mod process;
mod readme;
mod report;
mod server;
mod services;
mod setup;
mod test;
mod watch;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask <command>

  setup          fetch what the project needs: wasm target, tools, npm packages, a browser
  build          compile the module and leave the installable npm package in pkg/
  demo           build, then run the store and the sandbox until Ctrl-C
  test           run every suite and end with a table
    --list       name the suites
    <suite>…     run only these
  bench          measure everything that is promised in numbers; takes many minutes
    --list       name the benches
    <bench> …    run only this one; whatever follows names parts of it
  readme         write into README.md the tables that tests and benches have made
  fuzz           look for input that breaks the core's promises; needs nightly Rust
    <target>     only this one of fuzz/targets
    <seconds>    for each target; 60 if you do not say
  fmt            format Rust and JavaScript

Each command does the set-up that it needs and skips what is already there.
With JEELPAY_NIGHTLY=1 the modules are compiled by nightly Rust (with rust-src), and smaller: so is what is published.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::error(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    if let ("setup" | "build" | "demo" | "readme" | "fmt", [unexpected, ..]) = (command, rest) {
        bail!("`cargo xtask {command}` takes no arguments, but got `{unexpected}`");
    }
    match command {
        "setup" => setup::everything(),
        "build" => build::package(),
        "demo" => demo::run(),
        "bench" => bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "test" => test::run(rest),
        "readme" => readme::update(),
        "fmt" => format::all(),
        "help" | "-h" | "--help" => {
            report::line(HELP);
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
