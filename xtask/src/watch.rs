//! Reads what a process prints while it runs, and learns of its end.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use crate::group::Group;
use crate::process;

pub enum Event {
    /// A line on either stream.
    Line(String),
    /// Comes after the last line.
    Ended(ExitStatus),
}

/// Starts a process. Reading and waiting happen on threads of their own, so that it never blocks on a full pipe and
/// never stays a zombie.
pub fn start(command: &mut Command) -> Result<(Arc<Group>, Receiver<Event>)> {
    let (mut child, group) = process::spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let group = Arc::new(group);
    let (sender, receiver) = channel();
    let readers = [
        child.stdout.take().map(|stream| forward_lines(stream, sender.clone())),
        child.stderr.take().map(|stream| forward_lines(stream, sender.clone())),
    ];
    let leftovers = Arc::clone(&group);
    thread::spawn(move || {
        let status = child.wait();
        // A descendant that survived would keep the pipes open, and the readers reading.
        leftovers.stop();
        for reader in readers.into_iter().flatten() {
            // A reader that panicked has nothing more to say.
            let _ = reader.join();
        }
        if let Ok(status) = status {
            // Nobody listens any more when the process was stopped on purpose.
            let _ = sender.send(Event::Ended(status));
        }
    });
    Ok((group, receiver))
}

fn forward_lines(stream: impl Read + Send + 'static, sender: Sender<Event>) -> JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            // Keep reading when nobody listens: the process must not block.
            let _ = sender.send(Event::Line(line));
        }
    })
}
