//! `cargo xtask demo`: the store and the far side it talks to, until Ctrl-C.

use std::time::Duration;

use anyhow::Result;

use crate::server::{Server, free_port};
use crate::{build, group, report, services};

const SANDBOX_PORT: u16 = 4010;
const STORE_PORT: u16 = 4020;
/// How often each server is asked in turn what it has printed.
const TURN: Duration = Duration::from_millis(100);

pub fn run() -> Result<()> {
    group::stop_all_on_signals(0)?;
    build::package()?;
    services::compile_sandbox()?;
    report::doing("starting the sandbox and the store");
    let mut sandbox = Server::start("sandbox", &mut services::sandbox(port("sandbox", SANDBOX_PORT)?))?;
    let mut store = Server::start("store", &mut services::store(port("store", STORE_PORT)?, &sandbox.url))?;
    report::line(&format!("\nOpen {} — Ctrl-C stops everything.\n", store.url));
    loop {
        print_next_line(&mut sandbox)?;
        print_next_line(&mut store)?;
    }
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
        report::line(&format!("{:<7} | {line}", server.name));
    }
    Ok(())
}
