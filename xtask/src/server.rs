//! Processes that listen in the background: started, watched, and stopped when dropped.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::group::{self, Group};
use crate::watch::{self, Event};

/// For a process that neither listens nor ends. It is generous because the machine may be busy compiling.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How much of what a process said last is told when it dies.
const REMEMBERED_LINES: usize = 20;

pub struct Server {
    pub name: &'static str,
    pub url: String,
    events: Receiver<Event>,
    last_lines: VecDeque<String>,
    group: Arc<Group>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.group.stop();
    }
}

impl Server {
    /// Starts a process and waits until it prints `… listening on <url>`.
    pub fn start(name: &'static str, command: &mut Command) -> Result<Server> {
        let (group, events) = watch::start(command)?;
        let mut server = Server { name, url: String::new(), events, last_lines: VecDeque::new(), group };
        server.url = server.wait_until_listening().with_context(|| format!("the {name} did not start"))?;
        Ok(server)
    }

    fn wait_until_listening(&mut self) -> Result<String> {
        let deadline = Instant::now() + READY_WITHIN;
        loop {
            let Some(line) = self.next_line(deadline.saturating_duration_since(Instant::now()))? else {
                bail!(
                    "it does not listen after {} s; its last lines:\n{}",
                    READY_WITHIN.as_secs(),
                    self.tail()
                );
            };
            if let Some((_, url)) = line.split_once("listening on ") {
                return Ok(url.to_owned());
            }
        }
    }

    /// The next line that the process prints, or nothing if it is silent for so long. Its end is an error.
    pub fn next_line(&mut self, patience: Duration) -> Result<Option<String>> {
        match self.events.recv_timeout(patience) {
            Ok(Event::Line(line)) => {
                self.remember(&line);
                Ok(Some(line))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Ok(Event::Ended(status)) => {
                group::wait_for_the_end_if_closing();
                bail!("the {} has stopped ({status}); its last lines:\n{}", self.name, self.tail())
            }
            Err(RecvTimeoutError::Disconnected) => bail!("the {} has stopped", self.name),
        }
    }

    /// What the process has printed since the last line that was asked for.
    pub fn said(&mut self) -> Vec<String> {
        let lines = self.events.try_iter().filter_map(|event| match event {
            Event::Line(line) => Some(line),
            Event::Ended(_) => None,
        });
        lines.collect()
    }

    fn remember(&mut self, line: &str) {
        if self.last_lines.len() == REMEMBERED_LINES {
            self.last_lines.pop_front();
        }
        self.last_lines.push_back(line.to_owned());
    }

    fn tail(&self) -> String {
        self.last_lines.iter().map(|line| format!("  {line}\n")).collect()
    }
}

/// The preferred port if nobody has it, so that addresses stay the same from run to run; otherwise any free one.
pub fn free_port(preferred: u16) -> Result<u16> {
    if is_free(preferred) {
        return Ok(preferred);
    }
    let any = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    Ok(any.context("no port is free")?.port())
}

/// `localhost` is either of two addresses, and on a machine without IPv6 nobody can have the second.
fn is_free(port: u16) -> bool {
    let in_use = |address: IpAddr| {
        TcpListener::bind((address, port)).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
    };
    !in_use(Ipv4Addr::LOCALHOST.into()) && !in_use(Ipv6Addr::LOCALHOST.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::command;

    fn shell(script: &str) -> Command {
        let mut shell = command("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn a_server_is_ready_when_it_says_where_it_listens() {
        let mut script =
            shell("echo warming up; echo it is listening on http://127.0.0.1:1; echo more; sleep 1000");
        let mut server = Server::start("shop", &mut script).unwrap();
        assert_eq!(server.url, "http://127.0.0.1:1");
        assert_eq!(server.next_line(READY_WITHIN).unwrap().as_deref(), Some("more"));
    }

    #[test]
    fn a_server_that_ends_is_told_with_its_last_lines() {
        let start = Server::start("shop", &mut shell("echo no luck >&2; exit 3"));
        let error = format!("{:#}", start.err().unwrap());
        assert!(error.contains("the shop did not start"), "{error}");
        assert!(error.contains("exit status: 3") && error.contains("no luck"), "{error}");
    }

    #[test]
    fn a_taken_port_is_not_free() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(free_port(port).unwrap(), port);
    }
}
