//! How many tests passed and failed, added up from what cargo, Node and `tests/faults.sh` print.

use std::fmt;

/// The sum of all `test result:` lines.
#[derive(Default)]
pub(super) struct Tally {
    passed: u64,
    failed: u64,
    test_binaries: u64,
}

impl Tally {
    /// Whether no test binary reported anything.
    pub(super) fn is_empty(&self) -> bool {
        self.test_binaries == 0
    }

    /// Add a line, if it is a `test result:` line of cargo's or `pass` or `fail` of Node's summary.
    pub(super) fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(count) = line.strip_prefix("ℹ pass ").and_then(|count| count.parse::<u64>().ok()) {
            self.test_binaries += 1;
            self.passed += count;
        }
        if let Some(count) = line.strip_prefix("ℹ fail ").and_then(|count| count.parse::<u64>().ok()) {
            self.failed += count;
        }
        let Some((_, result)) = line.split_once("test result: ") else { return };
        self.test_binaries += 1;
        self.passed += number_before(result, " passed;");
        self.failed += number_before(result, " failed;");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split_once(word).map_or("", |(before, _)| before);
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_all_test_binaries_add_up() {
        let mut tally = Tally::default();
        for line in [
            "running 12 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: \u{1b}[31mFAILED\u{1b}[m. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
            "ℹ tests 4",
            "ℹ pass 3",
            "ℹ fail 1",
            "  ✔ facets pass 7",
        ] {
            tally.read(line);
        }
        assert_eq!(tally.to_string(), "18 passed, 3 failed");
    }
}
