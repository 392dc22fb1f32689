//! When, from which commit and on which machine a figure was measured.

use crate::Error;
use crate::process::{command, output};

/// The marks of one measurement.
pub struct Stamp {
    /// Day, `2026-01-31`.
    pub date: String,
    /// Short commit; `+` when the tree has changes.
    pub commit: String,
    /// Processor and number of threads.
    pub machine: String,
}

impl Stamp {
    /// The marks of now and here.
    pub fn take() -> Result<Self, Error> {
        let date = output(&mut command("date", &["-u", "+%F"]))?.trim().to_owned();
        let commit = output(&mut command("git", &["rev-parse", "--short", "HEAD"]))?;
        let changes = output(&mut command("git", &["status", "--porcelain", "--untracked-files=no"]))?;
        let commit = format!("{}{}", commit.trim(), if changes.is_empty() { "" } else { "+" });
        Ok(Stamp { date, commit, machine: machine() })
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let information = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, name)| name.trim());
    format!("{model}, {cores} threads")
}
