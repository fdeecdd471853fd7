//! What a person sees while a command works. Nobody may be looking any more (`| head`, a closed terminal), which is
//! no reason to fail.

use std::io::{Write, stderr, stdout};

pub fn line(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}

pub fn error(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}

/// A step that is about to be taken, and may take a while.
pub fn doing(step: &str) {
    line(&format!("→ {step}"));
}

pub fn done(step: &str) {
    line(&format!("✓ {step}"));
}

/// A step that an earlier run has taken.
pub fn skipped(step: &str) {
    line(&format!("✓ {step} … already there"));
}

/// Something that the person may want to know, but need not act on.
pub fn note(text: &str) {
    line(&format!("! {text}"));
}
