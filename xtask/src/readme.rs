//! `cargo xtask readme`: writes into README.md the tables that tests have left in target/tables, and those of
//! benches/results.
//!
//! A table `support` is target/tables/support.json, `{ "columns": […], "rows": [[…], …] }`, and stands in the README
//! between `<!-- table: support -->` and `<!-- /table -->`.

use std::fs;
use std::iter::once;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::process::{self, node};
use crate::{report, workspace};

const README: &str = "README.md";
const END: &str = "<!-- /table -->";
/// What Markdown asks of the line below the head.
const NARROWEST: usize = 3;

#[derive(Deserialize)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The tables of what benches have measured, whose results are kept.
const BENCHES: [&str; 4] = ["weight", "speed", "parts", "edge"];

/// Writes each table that has been measured, and leaves the others as they are.
pub fn update() -> Result<()> {
    make_tables_of_benches()?;
    let present = read()?;
    let mut text = present.clone();
    for name in names(&present) {
        match source(name).is_file() {
            true => text = replaced(&text, name, &Table::read(name)?.render())?,
            false => report::note(&format!("the table {name} has not been made in this tree: left as it is")),
        }
    }
    if text == present {
        report::skipped(README);
        return Ok(());
    }
    fs::write(workspace::path(README), text).with_context(|| format!("cannot write {README}"))?;
    report::done(&format!("{README} has the tables of target/tables"));
    Ok(())
}

/// Fails if the README shows another table than the one that was just made.
pub fn check(name: &str) -> Result<()> {
    let text = read()?;
    if replaced(&text, name, &Table::read(name)?.render())? != text {
        bail!("the table {name} of {README} is not the one that was just made: run `cargo xtask readme`");
    }
    Ok(())
}

/// Fails if the README shows other figures than benches/results.
pub fn check_benches() -> Result<()> {
    make_tables_of_benches()?;
    BENCHES.iter().try_for_each(|name| check(name))
}

fn make_tables_of_benches() -> Result<()> {
    process::run(node("benches/tables.mjs").arg(workspace::target_dir().join("tables")))
}

impl Table {
    fn read(name: &str) -> Result<Self> {
        let file = source(name);
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let table: Self =
            serde_json::from_str(&text).with_context(|| format!("{} is no table", file.display()))?;
        let is_even = table.rows.iter().all(|row| row.len() == table.columns.len());
        ensure!(is_even && !table.rows.is_empty(), "{} has an uneven row, or none", file.display());
        Ok(table)
    }

    /// In the way that prettier writes tables, which checks the README too.
    fn render(&self) -> String {
        let lines = || once(&self.columns).chain(&self.rows);
        let widest = |column: usize| lines().map(|line| line[column].chars().count()).max();
        let widths: Vec<usize> =
            (0..self.columns.len()).filter_map(widest).map(|width| width.max(NARROWEST)).collect();
        let line = |cells: &[String]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!(" {cell:<width$} |"));
            format!("|{}\n", padded.collect::<String>())
        };
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        once(line(&self.columns))
            .chain(once(line(&rule)))
            .chain(self.rows.iter().map(|row| line(row)))
            .collect()
    }
}

fn read() -> Result<String> {
    fs::read_to_string(workspace::path(README)).with_context(|| format!("cannot read {README}"))
}

fn source(name: &str) -> PathBuf {
    workspace::target_dir().join("tables").join(format!("{name}.json"))
}

fn begin(name: &str) -> String {
    format!("<!-- table: {name} -->")
}

/// The tables that a text has room for.
fn names(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("<!-- table: ")?.strip_suffix(" -->")).collect()
}

/// `text` with `table` between its marks.
fn replaced(text: &str, name: &str, table: &str) -> Result<String> {
    let mark = begin(name);
    let (before, rest) = text.split_once(&mark).with_context(|| format!("{README} has no {mark}"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{mark} has no {END}"))?;
    Ok(format!("{before}{mark}\n\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        Table {
            columns: texts(&["place", "", "✓"]),
            rows: vec![texts(&["Node", "yes", "≤ 1.5 ×"]), texts(&["workerd", "", ""])],
        }
    }

    #[test]
    fn a_table_is_written_as_prettier_would() {
        let expected = "\
            | place   |     | ✓       |\n\
            | ------- | --- | ------- |\n\
            | Node    | yes | ≤ 1.5 × |\n\
            | workerd |     |         |\n";
        assert_eq!(table().render(), expected);
    }

    #[test]
    fn only_the_named_table_changes() {
        let text =
            "a\n<!-- table: one -->\nold\n<!-- /table -->\nb\n<!-- table: two -->\n<!-- /table -->\nc\n";
        assert_eq!(names(text), ["one", "two"]);
        let first = replaced(text, "one", "| 1 |\n").unwrap();
        assert_eq!(
            replaced(&first, "two", "| 2 |\n").unwrap(),
            "a\n<!-- table: one -->\n\n| 1 |\n\n<!-- /table -->\nb\n\
             <!-- table: two -->\n\n| 2 |\n\n<!-- /table -->\nc\n"
        );
        assert_eq!(replaced(&first, "one", "| 1 |\n").unwrap(), first);
        assert!(replaced(text, "three", "").is_err());
    }
}
