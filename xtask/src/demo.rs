//! `cargo xtask demo`: the store and the far side it talks to, until Ctrl-C.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process::{self, cargo, command, node};
use crate::server::{Server, free_port};
use crate::{build, group, report, workspace};

const SANDBOX_PORT: u16 = 4010;
const STORE_PORT: u16 = 4020;
/// How often each server is asked in turn what it has printed.
const TURN: Duration = Duration::from_millis(100);

pub fn run() -> Result<()> {
    group::stop_all_on_signals(0)?;
    build::package()?;
    compile_sandbox()?;
    report::doing("starting the sandbox and the store");
    let mut sandbox = Server::start("sandbox", &mut sandbox_command(port("sandbox", SANDBOX_PORT)?))?;
    let mut store = Server::start(
        "store",
        &mut store_command(port("store", STORE_PORT)?, &sandbox.url),
    )?;
    println!("\nOpen {} — Ctrl-C stops everything.\n", store.url);
    loop {
        print_next_line(&mut sandbox)?;
        print_next_line(&mut store)?;
    }
}

pub fn compile_sandbox() -> Result<()> {
    report::doing("compiling the sandbox");
    process::run(cargo("build").args(["--quiet", "--package", "jeelpay-sandbox"]))
}

/// Started without cargo in between, so that stopping it stops it.
pub fn sandbox_command(port: u16) -> Command {
    let mut sandbox = command(workspace::target_dir().join("debug/jeelpay-sandbox"));
    sandbox.args(["--port", &port.to_string()]);
    sandbox
}

pub fn store_command(port: u16, sandbox_url: &str) -> Command {
    let mut store = node("www/serve.mjs");
    store.args(["--port", &port.to_string(), "--sandbox", sandbox_url]);
    store
}

fn port(name: &str, preferred: u16) -> Result<u16> {
    let port = free_port(preferred)?;
    if port != preferred {
        report::note(&format!("port {preferred} is in use, so the {name} takes {port}"));
    }
    Ok(port)
}

fn print_next_line(server: &mut Server) -> Result<()> {
    if let Some(line) = server.next_line(TURN)? {
        println!("{:<7} | {line}", server.name);
    }
    Ok(())
}
