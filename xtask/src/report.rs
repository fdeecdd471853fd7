//! What a person sees while a command works: one line per step.

/// A step that is about to be taken, and may take a while.
pub fn doing(step: &str) {
    println!("→ {step}");
}

pub fn done(step: &str) {
    println!("✓ {step}");
}

/// A step that an earlier run has taken.
pub fn skipped(step: &str) {
    println!("✓ {step} … already there");
}

/// Something that the person may want to know, but need not act on.
pub fn note(text: &str) {
    println!("! {text}");
}
