//! The commands, one file each: `Args` as typed, and `run`.

mod inspect;

use clap::{Subcommand, ValueEnum};

use crate::error::Failure;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Say what a table holds: roles of its columns, periods, regions, pairs, zeros, and what to run next
    Inspect(inspect::Args),
}

impl Command {
    /// Does it.
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Command::Inspect(args) => inspect::run(args),
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
