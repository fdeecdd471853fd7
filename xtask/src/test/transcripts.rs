//! What a run of the suites prints and logs, and what its far sides receive: kept for the suite that looks for secrets.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{self, node};
use crate::server::Server;
use crate::workspace;

/// The environment variable by which test files know where to keep what they hear.
pub const FOLDER: &str = "JEELPAY_TRANSCRIPTS";

pub struct Transcripts {
    folder: PathBuf,
    output: File,
}

impl Transcripts {
    /// Nothing is left of an earlier run.
    pub fn begin() -> Result<Self> {
        let folder = workspace::target_dir().join("transcripts");
        if folder.exists() {
            fs::remove_dir_all(&folder).context("cannot remove the transcripts of an earlier run")?;
        }
        fs::create_dir_all(&folder).context("cannot create the folder of transcripts")?;
        let output = File::create(folder.join("output.txt")).context("cannot create a transcript")?;
        Ok(Self { folder, output })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A line that a runner, or a process of ours, has printed.
    pub fn keep(&mut self, line: &str) {
        // A full disk fails whatever comes next, and says so better.
        let _ = writeln!(self.output, "{line}");
    }

    /// What a process has printed so far.
    pub fn keep_server(&mut self, server: &mut Server) {
        server.said().iter().for_each(|line| self.keep(line));
    }

    /// Besides, what the sandbox has received.
    pub fn keep_sandbox(&mut self, sandbox: &mut Server) -> Result<()> {
        self.keep_server(sandbox);
        process::run(node("tests/secrets/harvest.mjs").arg(&sandbox.url).env(FOLDER, &self.folder))
    }
}
