//! Commands that run in the foreground, to their end.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use anyhow::{Context, Result, bail};

use crate::group::{self, Group};
use crate::watch::{self, Event};
use crate::{report, workspace};

/// A command in the repository's root that cannot wait for input.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).stdin(Stdio::null());
    command
}

/// The cargo that runs this program, with the target folder spelt out.
pub fn cargo(subcommand: &str) -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand).env("CARGO_TARGET_DIR", workspace::target_dir());
    command
}

/// A program from node_modules.
pub fn npm_bin(name: &str) -> Command {
    command(workspace::path("node_modules/.bin").join(name))
}

pub fn node(script: impl AsRef<Path>) -> Command {
    let mut command = command("node");
    command.arg(script.as_ref());
    command
}

/// Runs to success; what the command prints is for the person to read.
pub fn run(command: &mut Command) -> Result<()> {
    let (mut child, group) = spawn(command)?;
    let status = child.wait();
    group::wait_for_the_end_if_closing();
    drop(group);
    succeed(command, status?)
}

/// Runs to success and gives each line that the command prints to `read`.
pub fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<()> {
    let (_group, events) = watch::start(command)?;
    for event in events {
        match event {
            Event::Line(line) => read(&line),
            Event::Ended(status) => {
                group::wait_for_the_end_if_closing();
                return succeed(command, status);
            }
        }
    }
    bail!("lost sight of `{}`", display(command))
}

/// Runs to success in silence; what the command printed is shown only if it fails.
pub fn run_quietly(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    if !output.status.success() {
        report::error(&String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()));
    }
    succeed(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a command such as `node --version` prints, or nothing if it cannot be run.
pub fn try_read(command: &mut Command) -> Option<String> {
    let output = output(command).ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn output(command: &mut Command) -> Result<Output> {
    let (child, group) = spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let output = child.wait_with_output();
    group::wait_for_the_end_if_closing();
    drop(group);
    Ok(output?)
}

pub fn spawn(command: &mut Command) -> Result<(Child, Group)> {
    Group::spawn(command).with_context(|| format!("cannot run `{}`", display(command)))
}

pub fn succeed(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", display(command));
    }
    Ok(())
}

/// The command as a person would type it, with the program's name in place of its path.
pub fn display(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
