//! What the person reads last.

use anyhow::Error;

use super::counts::Counts;

pub struct Row {
    pub suite: &'static str,
    pub problem: Option<Error>,
    /// Nothing for a suite that is not made of tests.
    pub counts: Option<Counts>,
    pub seconds: f64,
}

pub fn render(rows: &[Row]) -> String {
    let mut table = format!("{:<16}{:<10}{:<36}{:>8}\n", "suite", "result", "tests", "seconds");
    for row in rows {
        let result = if row.problem.is_some() { "FAILED" } else { "ok" };
        let tests = row.counts.map(describe).unwrap_or_default();
        table += &format!("{:<16}{result:<10}{tests:<36}{:>8.1}\n", row.suite, row.seconds);
    }
    table
}

fn describe(counts: Counts) -> String {
    format!("{} passed, {} failed, {} ignored", counts.passed, counts.failed, counts.ignored)
}
