//! Counting tests from the output of `cargo test -- --show-output`.
//!
//! A test that lacks something it cannot bring itself (the data folder) prints `skipped: NAME` and ends. Such
//! a test counts as skipped, by name, never as passed.

use std::collections::BTreeSet;

/// Tests so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Failed.
    pub failed: usize,
    /// Names of what was skipped.
    pub skipped: BTreeSet<String>,
    ended_well: usize,
    skipping: usize,
    in_successes: bool,
    in_skipping_test: bool,
}

impl Tally {
    /// Passed, without those that skipped something.
    pub fn passed(&self) -> usize {
        self.ended_well - self.skipping
    }

    /// Takes one line in; says whether it is worth showing (the output of passed tests is not).
    pub fn read(&mut self, line: &str) -> bool {
        if line == "successes:" {
            self.in_successes = true;
        } else if line == "failures:" || line.starts_with("test result:") {
            self.in_successes = false;
            self.add_result(line);
        } else if self.in_successes && line.starts_with("---- ") {
            self.in_skipping_test = false;
        } else if self.in_successes
            && let Some(name) = line.strip_prefix("skipped: ")
        {
            self.skipped.insert(name.to_owned());
            self.skipping += usize::from(!self.in_skipping_test);
            self.in_skipping_test = true;
        }
        !self.in_successes && !line.ends_with(" ... ok") && !line.is_empty()
    }

    /// `test result: ok. 5 passed; 0 failed; 1 ignored; ...`
    fn add_result(&mut self, line: &str) {
        let count = |word: &str| {
            let before = line.split(word).next().filter(|before| before.len() < line.len())?;
            before.split_whitespace().next_back()?.parse::<usize>().ok()
        };
        self.ended_well += count(" passed").unwrap_or(0);
        self.failed += count(" failed").unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
running 4 tests
test a ... ok
test b ... ok
test c ... ok
test d ... FAILED

successes:

---- b stdout ----
skipped: one
skipped: two

---- c stdout ----
just words

successes:
    a
    b
    c

failures:

---- d stdout ----
skipped: said by a test that failed

failures:
    d

test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn a_test_that_skips_is_not_counted_as_passed() {
        let mut tally = Tally::default();
        let shown: Vec<&str> = OUTPUT.lines().filter(|line| tally.read(line)).collect();
        assert_eq!((tally.passed(), tally.failed), (2, 1));
        assert_eq!(tally.skipped.iter().collect::<Vec<_>>(), ["one", "two"]);
        assert!(shown.contains(&"test d ... FAILED"));
        assert!(!shown.contains(&"just words"));
    }
}
