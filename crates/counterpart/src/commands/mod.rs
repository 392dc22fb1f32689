//! The commands, one file each: `Args` as typed, and `run`.

mod demo;
mod fit;
mod inspect;
mod roles;
mod separation;
mod simulate;
mod weaklinks;

use std::num::NonZeroUsize;

use clap::{Subcommand, ValueEnum};

use crate::error::Failure;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Say what a table holds: roles of its columns, periods, regions, pairs, zeros, and what to run next
    Inspect(inspect::Args),
    /// Fit a gravity equation, or any other, by Poisson pseudo-maximum likelihood or least squares
    Fit(Box<fit::Args>),
    /// Rank the pairs of two sides whose flow falls short of what size, distance and ties lead to expect
    Weaklinks(Box<weaklinks::Args>),
    /// List the rows that a Poisson fit cannot use because they are predicted perfectly
    Separation(separation::Args),
    /// Draw a panel of flows whose weak links are known
    Simulate(simulate::Args),
    /// Write the mechanism on one page, and three reports
    Demo(demo::Args),
}

impl Command {
    /// Does it.
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Command::Inspect(args) => inspect::run(args),
            Command::Fit(args) => fit::run(args),
            Command::Weaklinks(args) => weaklinks::run(args),
            Command::Separation(args) => separation::run(args),
            Command::Simulate(args) => simulate::run(args),
            Command::Demo(args) => demo::run(args),
        }
    }
}

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Aligned text for people
    #[default]
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object
    Json,
}

/// How data is printed that is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TextFormat {
    /// Text for people
    #[default]
    Table,
    /// One JSON object
    Json,
}

/// `--threads`.
#[derive(clap::Args)]
pub struct Threads {
    /// Threads to use [default: as many as the machine has]; the numbers do not depend on it
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Threads {
    /// How many; 0 for as many as the machine has.
    pub fn count(&self) -> usize {
        self.threads.map_or(0, NonZeroUsize::get)
    }

    /// Makes the process use so many; to be called once, before the work.
    pub fn apply(&self) {
        if let Some(threads) = self.threads {
            // It fails only when threads are running already, and then the numbers are the same.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
        }
    }
}

/// JSON for programs: one object, with a line end.
fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("records of numbers and texts have a JSON form");
    text + "\n"
}
