//! `cargo xtask test`: every suite, one after the other, whatever becomes of the one before.

mod counts;
mod stage;
mod suites;
mod supply;
mod table;
mod transcripts;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::setup::Consumers;
use crate::{group, report, setup};
use counts::Counts;
use stage::Stage;
use suites::{SUITES, Suite};
use table::Row;
use transcripts::Transcripts;

/// What shells report for a command that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

pub fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--list") {
        report::line(list().trim_end());
        return Ok(());
    }
    let suites = select(arguments)?;
    group::stop_all_on_signals(INTERRUPTED)?;
    let consumers = match suites.iter().any(|suite| suite.name == "consumers") {
        true => Consumers::Wanted,
        false => Consumers::Unwanted,
    };
    let mut stage = Stage::new(setup::for_tests(consumers)?, Transcripts::begin()?);
    let rows: Vec<Row> = suites.into_iter().map(|suite| run_suite(suite, &mut stage)).collect();
    if !stage.drawn.is_empty() {
        report::line(&format!("\n{}", stage.drawn.trim_end()));
    }
    report::line(&format!("\n{}", table::render(&rows)));
    let failed: Vec<&str> = rows.iter().filter(|row| row.problem.is_some()).map(|row| row.suite).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn list() -> String {
    SUITES.iter().map(|suite| format!("{:<14}{}\n", suite.name, suite.about)).collect()
}

fn select(names: &[String]) -> Result<Vec<&'static Suite>> {
    if names.is_empty() {
        return Ok(SUITES.iter().collect());
    }
    let find = |name: &String| match SUITES.iter().find(|suite| suite.name == name) {
        Some(suite) => Ok(suite),
        None => bail!("there is no suite `{name}`; these there are:\n{}", list()),
    };
    names.iter().map(find).collect()
}

fn run_suite(suite: &Suite, stage: &mut Stage) -> Row {
    report::line(&format!("\n── {} · {}", suite.name, suite.about));
    let start = Instant::now();
    stage.counts = Counts::default();
    let begun = stage.transcripts.begin_suite(suite.name);
    let problem =
        begun.and_then(|()| (suite.run)(stage)).and_then(|()| refuse_emptiness(suite, stage.counts)).err();
    if let Some(problem) = &problem {
        report::line(&format!("error: {problem:#}"));
    }
    Row {
        suite: suite.name,
        problem,
        counts: suite.counts.then_some(stage.counts),
        seconds: start.elapsed().as_secs_f64(),
    }
}

/// A runner that finds no tests is content, and so would everybody be for months.
fn refuse_emptiness(suite: &Suite, counts: Counts) -> Result<()> {
    if suite.counts && counts.passed + counts.failed == 0 {
        bail!("no test was run");
    }
    Ok(())
}
