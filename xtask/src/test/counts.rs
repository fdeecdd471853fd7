//! Reads the summary lines of the test runners in use.

#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    pub ignored: u32,
}

impl Counts {
    /// Adds what `line` sums up, if it is such a line.
    pub fn read(&mut self, line: &str) {
        if let Some(summary) = line.strip_prefix("test result: ") {
            self.read_libtest(summary);
        } else if let Some(summary) = line.strip_prefix("# ") {
            self.read_tap(summary);
        }
    }

    /// `ok. 12 passed; 0 failed; 1 ignored; …`, by cargo test and by wasm-bindgen's runner.
    fn read_libtest(&mut self, summary: &str) {
        let (_, counts) = summary.split_once(". ").unwrap_or_default();
        for count in counts.split("; ") {
            let (number, name) = count.split_once(' ').unwrap_or_default();
            self.add(name, number);
        }
    }

    /// `pass 12`, by node --test.
    fn read_tap(&mut self, summary: &str) {
        let (name, number) = summary.split_once(' ').unwrap_or_default();
        self.add(name, number);
    }

    fn add(&mut self, name: &str, number: &str) {
        let Ok(number) = number.parse::<u32>() else { return };
        match name {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" => self.failed += number,
            "ignored" | "skipped" | "todo" => self.ignored += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn read(output: &str) -> Counts {
        let mut counts = Counts::default();
        output.lines().for_each(|line| counts.read(line));
        counts
    }

    #[test]
    fn sums_up_the_binaries_of_cargo_test() {
        let output = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 40 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(read(output), Counts { passed: 42, failed: 1, ignored: 3 });
    }

    #[test]
    fn reads_the_end_of_a_tap_stream() {
        let output = "# Subtest: 12 failed\nok 1 - a\n1..1\n# tests 9\n# suites 0\n# pass 6\n# fail 1\n# cancelled 0\n# skipped 2\n# todo 0\n# duration_ms 9.5\n";
        assert_eq!(read(output), Counts { passed: 6, failed: 1, ignored: 2 });
    }

    #[test]
    fn other_lines_count_for_nothing() {
        assert_eq!(read("# passing 3\n12 passed; 3 failed\n    # pass 4\ntest result:\n"), Counts::default());
    }
}
