//! `counterpart simulate`: a panel of flows whose truth is known.

use std::path::{Path, PathBuf};

use diagnostic::{Explain, Kind, Place};

use crate::commands::table_file::encoder;
use crate::error::Failure;
use crate::output::Output;
use crate::simulated;

/// Arguments of `counterpart simulate`.
#[derive(clap::Args)]
pub struct Args {
    /// Regions, half of them in each of two countries
    #[arg(long, value_name = "N", default_value_t = simulate::Plan::default().n_regions)]
    regions: usize,
    /// Years
    #[arg(long, value_name = "T", default_value_t = simulate::Plan::default().n_periods)]
    periods: usize,
    /// Share of the pairs that are made weak on purpose
    #[arg(long, value_name = "S", default_value_t = simulate::Plan::default().weak_share)]
    weak_share: f64,
    /// Seed: the same one gives the same panel on every machine
    #[arg(long, value_name = "K", default_value_t = simulate::Plan::default().seed)]
    seed: u64,
    /// The table of flows: .csv or .parquet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The truth about each pair, as CSV: origin, destination, lambda, planted
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// Draws the panel and writes it, with its truth where asked for.
pub fn run(args: &Args) -> Result<(), Failure> {
    let encode = encoder(&args.out)?;
    let mut output = Output::prepare_for_file(&args.out)?;
    if let Some(truth) = &args.truth {
        if absolute(truth) == absolute(&args.out) {
            return Err(Error::SameFile { path: truth.clone() }.into());
        }
        Output::prepare_for_file(truth)?;
    }
    let plan = simulate::Plan {
        n_regions: args.regions,
        n_periods: args.periods,
        weak_share: args.weak_share,
        seed: args.seed,
        ..simulate::Plan::default()
    };
    let panel = simulate::panel(&plan)?;
    output.add(absolute(&args.out), encode(&simulated::flows(&panel)));
    if let Some(truth) = &args.truth {
        output.add(absolute(truth), flows::csv(&simulated::truth(&panel)));
    }
    output.commit()?;
    Ok(())
}

/// The two files may stand in different folders.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// What can be wrong with the command as typed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Flows and truth under one name.
    #[error("{path} cannot hold both the flows and their truth", path = path.display())]
    SameFile {
        /// The file asked for twice.
        path: PathBuf,
    },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        "same-file"
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Option("--truth".into()))
    }

    fn remedy(&self) -> Vec<String> {
        vec!["give each a name of its own, such as panel.csv and truth.csv".into()]
    }
}
