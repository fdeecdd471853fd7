//! `cargo xtask fuzz [target] [seconds]`: libFuzzer looks for input that breaks what `fuzz/properties` says.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, command};
use crate::setup::{self, Tool};
use crate::{group, report, workspace};

/// What shells report for a command that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;
/// For each target, unless the person says otherwise.
const SECONDS: u32 = 60;
/// Longer input finds nothing that shorter does not, and would not stay small in the repository.
const LONGEST: u32 = 1024;

pub fn run(arguments: &[String]) -> Result<()> {
    let (targets, seconds) = read(arguments)?;
    group::stop_all_on_signals(INTERRUPTED)?;
    setup::for_fuzzing()?;
    targets.iter().try_for_each(|target| fuzz(target, seconds))
}

fn read(arguments: &[String]) -> Result<(Vec<String>, u32)> {
    let known = targets()?;
    let (seconds, named): (Vec<_>, Vec<_>) =
        arguments.iter().partition(|argument| argument.parse::<u32>().is_ok());
    if let Some(unknown) = named.iter().find(|name| !known.contains(name)) {
        bail!("there is no target `{unknown}`; these there are: {}", known.join(", "));
    }
    let seconds = seconds.first().map_or(Ok(SECONDS), |seconds| seconds.parse())?;
    let targets = if named.is_empty() { known } else { named.into_iter().cloned().collect() };
    Ok((targets, seconds))
}

fn targets() -> Result<Vec<String>> {
    let files = workspace::path("fuzz/targets").read_dir().context("cannot list fuzz/targets")?;
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut targets: Vec<_> = names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).collect();
    targets.sort();
    Ok(targets)
}

/// Adds to the corpus what reaches code that nothing else in it does, and then drops what became superfluous.
fn fuzz(target: &str, seconds: u32) -> Result<()> {
    report::doing(&format!("{target}, {seconds} s"));
    let mut search = cargo_fuzz("run", target)?;
    search.arg("--").args([
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        "-timeout=10".to_owned(),
        "-print_final_stats=1".to_owned(),
    ]);
    if let Some(words) = dictionary(target) {
        search
            .arg(format!("-dict={}", workspace::path(&format!("fuzz/dictionaries/{words}.dict")).display()));
    }
    process::run(&mut search).with_context(|| {
        format!("what broke it is in fuzz/artifacts/{target}; when it is mended, it belongs into fuzz/corpus/{target}")
    })?;
    // What is kept reaches all the code that was reached; how often it does is for the search alone.
    process::run_quietly(cargo_fuzz("cmin", target)?.args(["--", "-use_counters=0"]))?;
    report::done(&format!("{target} held"));
    Ok(())
}

/// The words of the language that a target reads.
fn dictionary(target: &str) -> Option<&'static str> {
    match target {
        "parse" | "request" | "reply" | "webhook" => Some("json"),
        "contact" | "redirect" => Some("address"),
        "form" => Some("form"),
        _ => None,
    }
}

/// Without a sanitizer: all of it is safe Rust, and coverage alone is several times as fast.
fn cargo_fuzz(subcommand: &str, target: &str) -> Result<Command> {
    let mut cargo_fuzz = command(Tool::CargoFuzz.get()?);
    cargo_fuzz.args([subcommand, "--sanitizer", "none", target]).arg(format!("fuzz/corpus/{target}"));
    cargo_fuzz.env_remove("CARGO").env("RUSTUP_TOOLCHAIN", setup::NIGHTLY);
    cargo_fuzz.env("CARGO_TARGET_DIR", workspace::target_dir().join("fuzz"));
    Ok(cargo_fuzz)
}
