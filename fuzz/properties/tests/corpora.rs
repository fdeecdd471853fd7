//! What the fuzzer has kept, played again: on any toolchain, in a moment.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use jeelpay_properties::TARGETS;

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(target)
}

#[test]
fn whatever_the_fuzzer_kept_holds() {
    for (target, holds) in TARGETS {
        let mut played = 0;
        for file in fs::read_dir(corpus(target)).expect("a corpus") {
            let path = file.expect("a file").path();
            let data = fs::read(&path).expect("bytes");
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| holds(&data)));
            assert!(outcome.is_ok(), "{}", path.display());
            played += 1;
        }
        assert!(played > 0, "{target} has no corpus");
    }
}

#[test]
fn every_target_is_fuzzed() {
    let manifest = fs::read_to_string(corpus("../Cargo.toml")).expect("a manifest");
    let mut fuzzed: Vec<_> =
        manifest.lines().filter_map(|line| line.strip_prefix("path = \"targets/")).collect();
    fuzzed.sort_unstable();
    let known: Vec<_> = TARGETS.map(|(name, _)| format!("{name}.rs\"")).into();
    assert_eq!(fuzzed, known);
}
