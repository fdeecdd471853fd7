//! Remembers what a set of files was made from, so that making them again can be skipped.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Holds the hash of the input and, once written, those of the outputs. With the outputs in it, a stamp cannot vouch
/// for files that somebody has changed or that were made with another target folder.
pub struct Stamp {
    file: PathBuf,
    input: u64,
}

impl Stamp {
    pub fn new(name: &str, input: &[u8]) -> Self {
        Self::in_dir(&workspace::target_dir().join("xtask"), name, input)
    }

    fn in_dir(dir: &Path, name: &str, input: &[u8]) -> Self {
        Self { file: dir.join(format!("{name}.stamp")), input: hash(input) }
    }

    pub fn is_current(&self, outputs: &[PathBuf]) -> bool {
        let written = fs::read_to_string(&self.file).ok();
        written.is_some() && written == self.text(outputs).ok()
    }

    pub fn write(&self, outputs: &[PathBuf]) -> Result<()> {
        fs::write(&self.file, self.text(outputs)?)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }

    fn text(&self, outputs: &[PathBuf]) -> Result<String> {
        let mut text = format!("{:016x}\n", self.input);
        for output in outputs {
            let content = fs::read(output).with_context(|| format!("cannot read {}", output.display()))?;
            text += &format!("{:016x}\n", hash(&content));
        }
        Ok(text)
    }
}

fn hash(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_for_its_input_and_its_outputs_only() {
        let dir = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let outputs = [dir.join("output")];
        let stamp = Stamp::in_dir(&dir, "module", b"source");
        assert!(!stamp.is_current(&outputs));
        fs::write(&outputs[0], "made").unwrap();
        assert!(!stamp.is_current(&outputs));
        stamp.write(&outputs).unwrap();
        assert!(stamp.is_current(&outputs));
        assert!(!Stamp::in_dir(&dir, "module", b"changed source").is_current(&outputs));
        fs::write(&outputs[0], "tampered").unwrap();
        assert!(!stamp.is_current(&outputs));
        fs::remove_dir_all(&dir).unwrap();
    }
}
