//! Child processes, each at the head of a process group of its own, so that stopping a child also stops whatever it
//! started, and so that nothing outlives this program, however it ends.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::report;

/// How long a process may take to end by itself.
const GRACE: Duration = Duration::from_secs(5);

struct Registry {
    groups: Vec<Pid>,
    closing: bool,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry { groups: Vec::new(), closing: false });

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running process group; dropping it stops the group.
pub struct Group(Pid);

impl Group {
    /// Starts `command`. Whoever calls this waits for the child, or it stays a zombie and stopping takes its full grace.
    pub fn spawn(command: &mut Command) -> io::Result<(Child, Group)> {
        let mut registry = registry();
        if registry.closing {
            drop(registry);
            wait_for_the_end();
        }
        let child = command.process_group(0).spawn()?;
        let leader = Pid::from_raw(child.id().cast_signed());
        registry.groups.push(leader);
        Ok((child, Group(leader)))
    }

    /// Returns when nothing of the group runs any more.
    pub fn stop(&self) {
        stop(&[self.0]);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
        registry().groups.retain(|group| *group != self.0);
    }
}

/// From now on, Ctrl-C and the usual signals to terminate stop every group and end this program with `exit_code`.
pub fn stop_all_on_signals(exit_code: i32) -> Result<()> {
    ctrlc::set_handler(move || {
        let groups = {
            let mut registry = registry();
            registry.closing = true;
            registry.groups.clone()
        };
        stop(&groups);
        report::line("\nStopped.");
        std::process::exit(exit_code);
    })
    .context("cannot listen for Ctrl-C")
}

/// Once a signal has come, the main thread must not report its children's sudden end as a failure.
pub fn wait_for_the_end_if_closing() {
    if registry().closing {
        wait_for_the_end();
    }
}

fn wait_for_the_end() -> ! {
    loop {
        thread::park();
    }
}

fn stop(groups: &[Pid]) {
    signal(groups, Signal::SIGTERM);
    let deadline = Instant::now() + GRACE;
    while groups.iter().any(|group| is_alive(*group)) {
        if Instant::now() > deadline {
            return signal(groups, Signal::SIGKILL);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn signal(groups: &[Pid], signal: Signal) {
    for group in groups {
        // The only failure is that the group is gone, which is what is wanted.
        let _ = killpg(*group, signal);
    }
}

fn is_alive(group: Pid) -> bool {
    killpg(group, None) != Err(Errno::ESRCH)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    use super::*;

    #[test]
    fn stopping_reaches_what_the_child_has_started() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 1000 & echo started; wait"]).stdout(Stdio::piped());
        let (mut child, group) = Group::spawn(&mut shell).unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut String::new()).unwrap();
        let leader = group.0;
        let waiter = thread::spawn(move || child.wait().unwrap());
        drop(group);
        assert!(!is_alive(leader));
        assert!(!waiter.join().unwrap().success());
    }
}
