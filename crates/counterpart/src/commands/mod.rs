//! The commands, one file each: `Args` as typed, and `run`.

mod analyse;
mod convert;
mod demo;
mod fit;
mod inspect;
mod office;
mod roles;
mod rows;
mod separation;
mod simulate;
mod table_file;
pub mod weaklinks;

use std::num::NonZeroUsize;

use clap::{Subcommand, ValueEnum};

use crate::error::Failure;

pub use office::acts;
pub use office::backup::passphrase;
pub use office::import::{all, failed};

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Say what a table holds: roles of its columns, periods, regions, pairs, zeros, and what to run next
    Inspect(inspect::Args),
    /// Make a table of flows of files of BACI, UN Comtrade, SDMX or OpenAlex
    Convert(Box<convert::Args>),
    /// Fit a gravity equation, or any other, by Poisson pseudo-maximum likelihood or least squares
    Fit(Box<fit::Args>),
    /// Rank the pairs of two sides whose flow falls short of what size, distance and ties lead to expect
    Weaklinks(Box<weaklinks::Args>),
    /// Rank the links of a dataset of the register; say whether something moved: the effect of a treatment on flows
    Analyse(analyse::Args),
    /// List the rows that a Poisson fit cannot use because they are predicted perfectly
    Separation(separation::Args),
    /// Draw a panel of flows whose weak links are known
    Simulate(simulate::Args),
    /// Write the mechanism on one page, and three reports
    Demo(demo::Args),
    /// Make a register, empty or with an example
    Init(office::init::Args),
    /// Open the register and look whether everything beside it is whole
    Check(office::check::Args),
    /// Bring the tables of an older register to this version
    Migrate(office::migrate::Args),
    /// Keep users of the own side, or enrol with a one-time token
    User(office::user::Args),
    /// Keep keys with which a side signs its confirmations
    Key(office::key::Args),
    /// Write everything into one encrypted archive
    Backup(office::backup::Args),
    /// Make a register of an archive, verifying its chain
    Restore(office::restore::Args),
    /// Add tables of flows to the register as datasets, make them from the register itself, get them back
    Data(office::data::Args),
    /// Import a table
    Import(office::import::Args),
    /// Export entries in the format that import reads
    Export(office::export::Args),
    /// Write a form to fill in, with drop-downs
    Template(office::template::Args),
    /// Print an entry, or all its versions
    Show(office::show::Args),
    /// Write, review or authenticate one language of a text
    Text(office::text::Args),
    /// List what is due, overdue, or waits for a side's half
    Due(office::due::Args),
    /// List the projects, and what moved since a session
    Roadmap(office::roadmap::Args),
    /// Say what became of each recommendation of a session
    Outcome(office::outcome::Args),
    /// Say what carries each point of a plan, and what has nothing behind it
    Plan(office::plan::Args),
    /// Load strategies, say what they are about, and what those of both sides have in common
    Strategies(office::strategies::Args),
    /// List who fits a partner profile, or which organisations are entered twice
    Match(office::partners::Args),
    /// Follow the thread of an entry, forward and back
    Trace(office::trace::Args),
    /// Find entries by words, in any language
    Search(office::search::Args),
    /// Show, sign or verify the chain of who did what
    Audit(office::audit::Args),
    /// Mail reminders of what is due
    Remind(office::remind::Args),
    /// Serve the register to browsers, in English, Chinese and Russian
    Serve(office::serve::Args),
}

impl Command {
    /// Does it.
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Command::Inspect(args) => inspect::run(args),
            Command::Convert(args) => convert::run(args),
            Command::Fit(args) => fit::run(args),
            Command::Weaklinks(args) => weaklinks::run(args),
            Command::Analyse(args) => analyse::run(args),
            Command::Separation(args) => separation::run(args),
            Command::Simulate(args) => simulate::run(args),
            Command::Demo(args) => demo::run(args),
            Command::Init(args) => office::init::run(args),
            Command::Check(args) => office::check::run(args),
            Command::Migrate(args) => office::migrate::run(args),
            Command::User(args) => office::user::run(args),
            Command::Key(args) => office::key::run(args),
            Command::Backup(args) => office::backup::run(args),
            Command::Restore(args) => office::restore::run(args),
            Command::Data(args) => office::data::run(args),
            Command::Import(args) => office::import::run(args),
            Command::Export(args) => office::export::run(args),
            Command::Template(args) => office::template::run(args),
            Command::Show(args) => office::show::run(args),
            Command::Text(args) => office::text::run(args),
            Command::Due(args) => office::due::run(args),
            Command::Roadmap(args) => office::roadmap::run(args),
            Command::Outcome(args) => office::outcome::run(args),
            Command::Plan(args) => office::plan::run(args),
            Command::Strategies(args) => office::strategies::run(args),
            Command::Match(args) => office::partners::run(args),
            Command::Trace(args) => office::trace::run(args),
            Command::Search(args) => office::search::run(args),
            Command::Audit(args) => office::audit::run(args),
            Command::Remind(args) => office::remind::run(args),
            Command::Serve(args) => office::serve::run(args),
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
