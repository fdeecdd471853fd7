//! Processes that run in the background: started, watched, and stopped when dropped.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::group::{self, Group};
use crate::process;

/// For a process that neither listens nor ends. It is generous because the machine may be busy compiling.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How much of what a process said last is told when it dies.
const REMEMBERED_LINES: usize = 20;

pub struct Server {
    pub name: &'static str,
    pub url: String,
    output: Receiver<Output>,
    last_lines: VecDeque<String>,
    _group: Group,
}

enum Output {
    Line(String),
    /// Comes after the last line.
    Ended(ExitStatus),
}

impl Server {
    /// Starts a process and waits until it prints `… listening on <url>`.
    pub fn start(name: &'static str, command: &mut Command) -> Result<Server> {
        let (child, group) = process::spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
        let (sender, output) = channel();
        watch(child, sender);
        let mut server = Server {
            name,
            url: String::new(),
            output,
            last_lines: VecDeque::new(),
            _group: group,
        };
        server.url = server
            .wait_until_listening()
            .with_context(|| format!("the {name} did not start"))?;
        Ok(server)
    }

    fn wait_until_listening(&mut self) -> Result<String> {
        let deadline = Instant::now() + READY_WITHIN;
        loop {
            match self.next_line(deadline.saturating_duration_since(Instant::now()))? {
                Some(line) => {
                    if let Some((_, url)) = line.split_once("listening on ") {
                        return Ok(url.trim().to_owned());
                    }
                }
                None => bail!(
                    "it did not say that it listens within {} s\n{}",
                    READY_WITHIN.as_secs(),
                    self.tail()
                ),
            }
        }
    }

    /// The next line that the process prints, or nothing if it is silent for so long. Its end is an error.
    pub fn next_line(&mut self, patience: Duration) -> Result<Option<String>> {
        match self.output.recv_timeout(patience) {
            Ok(Output::Line(line)) => {
                self.remember(line.clone());
                Ok(Some(line))
            }
            Ok(Output::Ended(status)) => {
                group::wait_for_the_end_if_closing();
                bail!(
                    "the {} has stopped ({status}); its last lines:\n{}",
                    self.name,
                    self.tail()
                )
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("the {} has stopped", self.name),
        }
    }

    fn remember(&mut self, line: String) {
        if self.last_lines.len() == REMEMBERED_LINES {
            self.last_lines.pop_front();
        }
        self.last_lines.push_back(line);
    }

    fn tail(&self) -> String {
        self.last_lines.iter().map(|line| format!("  {line}\n")).collect()
    }
}

/// Reads and waits on threads of their own, so that the process never blocks on a full pipe and never stays a zombie.
fn watch(mut child: Child, sender: Sender<Output>) {
    let readers = [
        child
            .stdout
            .take()
            .map(|stream| forward_lines(stream, sender.clone())),
        child
            .stderr
            .take()
            .map(|stream| forward_lines(stream, sender.clone())),
    ];
    thread::spawn(move || {
        let status = child.wait();
        for reader in readers.into_iter().flatten() {
            // A reader that panicked has nothing more to say.
            let _ = reader.join();
        }
        if let Ok(status) = status {
            // Nobody listens any more when the server was stopped on purpose.
            let _ = sender.send(Output::Ended(status));
        }
    });
}

fn forward_lines(stream: impl Read + Send + 'static, sender: Sender<Output>) -> JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Keep reading when nobody listens: the process must not block.
            let _ = sender.send(Output::Line(line));
        }
    })
}

/// The preferred port if nobody has it, so that addresses stay the same from run to run; otherwise any free one.
pub fn free_port(preferred: u16) -> Result<u16> {
    let listener =
        TcpListener::bind(("127.0.0.1", preferred)).or_else(|_| TcpListener::bind(("127.0.0.1", 0)));
    let address = listener
        .and_then(|listener| listener.local_addr())
        .context("no port is free")?;
    Ok(address.port())
}
