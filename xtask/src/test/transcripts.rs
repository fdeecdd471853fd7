//! What a run of the suites prints, logs and throws, and what its far sides receive: kept, in a folder for each suite, for the
//! one that looks for secrets.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{self, node};
use crate::server::Server;
use crate::workspace;

/// The environment variable by which test files know where to keep what they hear.
pub const FOLDER: &str = "JEELPAY_TRANSCRIPTS";

/// What begins a line that tells what was thrown, and is for the transcripts alone.
const THROWN: &str = "thrown: ";

pub struct Transcripts {
    /// Of the whole run.
    root: PathBuf,
    suite: Option<Suite>,
}

struct Suite {
    folder: PathBuf,
    output: File,
    thrown: File,
}

impl Transcripts {
    /// Nothing is left of an earlier run.
    pub fn begin() -> Result<Self> {
        let root = workspace::target_dir().join("transcripts");
        if root.exists() {
            fs::remove_dir_all(&root).context("cannot remove the transcripts of an earlier run")?;
        }
        Ok(Self { root, suite: None })
    }

    pub fn begin_suite(&mut self, name: &str) -> Result<()> {
        let folder = self.root.join(name);
        fs::create_dir_all(&folder).context("cannot create a folder of transcripts")?;
        let create = |name| File::create(folder.join(name)).context("cannot create a transcript");
        let (output, thrown) = (create("output.txt")?, create("thrown.txt")?);
        self.suite = Some(Suite { folder, output, thrown });
        Ok(())
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Of the current suite.
    pub fn folder(&self) -> &Path {
        self.suite.as_ref().map_or(&self.root, |suite| &suite.folder)
    }

    /// A line that a runner, or a process of ours, has printed. Tells whether it is for a person, too.
    pub fn keep(&mut self, line: &str) -> bool {
        let thrown = line.strip_prefix(THROWN);
        if let Some(suite) = &mut self.suite {
            // A full disk fails whatever comes next, and says so better.
            let _ = match thrown {
                Some(words) => writeln!(suite.thrown, "{words}"),
                None => writeln!(suite.output, "{line}"),
            };
        }
        thrown.is_none()
    }

    /// What a process has printed so far.
    pub fn keep_server(&mut self, server: &mut Server) {
        for line in server.said() {
            self.keep(&line);
        }
    }

    /// Besides, what the sandbox has received.
    pub fn keep_sandbox(&mut self, sandbox: &mut Server) -> Result<()> {
        self.keep_server(sandbox);
        process::run(node("tests/secrets/harvest.mjs").arg(&sandbox.url).env(FOLDER, self.folder()))
    }
}
