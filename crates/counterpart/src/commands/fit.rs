//! `counterpart fit`: the coefficients of a model.

mod by_group;
mod print;

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use flows::{File, Reading, read};
use hdfe::formula::parse_cross;
use hdfe::{Family, FitSummary, Formula, Options, Reset, Ssc, Vcov, fit_design};
use serde::Serialize;

use crate::commands::{Format, Threads, json};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart fit`.
#[derive(clap::Args)]
pub struct Args {
    /// The table: CSV (also .gz, .zst), Parquet or Arrow
    data: PathBuf,
    /// The model, such as 'flow ~ log(distance_km) + contiguous | origin^year + destination^year'
    #[arg(long, value_name = "F")]
    formula: String,
    /// Distribution of the response
    #[arg(long, value_enum, default_value = "poisson")]
    family: FamilyArg,
    /// Standard errors: iid, hc1, cluster:a, cluster:a,b; a cluster may be crossed, such as origin^destination
    #[arg(long, value_name = "V", default_value = "hc1", value_parser = vcov)]
    vcov: Vcov,
    /// Column of analytic weights
    #[arg(long, value_name = "COLUMN")]
    weights: Option<String>,
    /// Column of frequency weights: a row with n counts as n equal rows
    #[arg(long, value_name = "COLUMN")]
    frequency_weights: Option<String>,
    /// Column added to the linear predictor with coefficient 1
    #[arg(long, value_name = "COLUMN")]
    offset: Option<String>,
    /// Small-sample convention [default: ppmlhdfe for poisson, fixest for gaussian]
    #[arg(long, value_enum)]
    ssc: Option<SscArg>,
    /// Keep rows that are alone in a level of a fixed effect
    #[arg(long)]
    keep_singletons: bool,
    /// Also test the specification by Ramsey's RESET
    #[arg(long)]
    reset: bool,
    /// Fit each group of rows by itself, such as by product: comma-separated, a row for each group and term; groups
    /// that cannot be estimated carry the reason. A Parquet or Arrow file sorted by it is never in memory as a whole
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["reset", "format"])]
    by: Option<String>,
    #[command(flatten)]
    threads: Threads,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// `--family`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FamilyArg {
    /// Poisson pseudo-maximum likelihood
    Poisson,
    /// Least squares
    Gaussian,
}

/// `--ssc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SscArg {
    /// As ppmlhdfe
    Ppmlhdfe,
    /// As fixest
    Fixest,
}

/// What is printed.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    summary: FitSummary,
    #[serde(skip_serializing_if = "Option::is_none")]
    reset: Option<Reset>,
    seconds: Seconds,
}

/// Time taken.
#[derive(Serialize)]
struct Seconds {
    /// Reading the file and coding its columns.
    read: f64,
    /// From coded columns to the table.
    fit: f64,
}

/// Fits and prints.
pub fn run(args: &Args) -> Result<(), Failure> {
    args.threads.apply();
    let formula = Formula::parse(&args.formula).map_err(Failure::of_all)?;
    let options = args.options();
    let columns = args.columns(&formula);
    if let Some(by) = &args.by {
        return by_group::run(&args.data, by, &formula, &options, &columns);
    }
    let start = Instant::now();
    let file = read(&args.data, &Reading { columns: Some(&columns), checksum: false })?;
    check_response(&file, &formula, options.family)?;
    let design = options.design(&file.table, &formula).map_err(Failure::of_all)?;
    drop(file);
    let read = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let fitted = fit_design(design, &formula, &options)?;
    let reset = if args.reset { Some(fitted.reset()?) } else { None };
    let seconds = Seconds { read, fit: start.elapsed().as_secs_f64() };
    let printed = Printed { summary: fitted.summary, reset, seconds };
    let text = match args.format {
        Format::Table => print::table(&printed),
        Format::Csv => print::csv(&printed),
        Format::Json => json(&printed),
    };
    Ok(output::print(&text)?)
}

/// A flow that is NaN is a failed computation and not a missing one; a transformed response may well be undefined.
fn check_response(file: &File, formula: &Formula, family: Family) -> Result<(), flows::Error> {
    match family {
        Family::Poisson => file.refuse_not_a_number(formula.response.column()),
        Family::Gaussian => Ok(()),
    }
}

/// Columns that a formula names.
pub fn columns(formula: &Formula) -> Vec<String> {
    let regressors = formula.regressors.iter().flat_map(|term| &term.parts);
    let named = std::iter::once(&formula.response).chain(regressors).map(|part| part.column().to_owned());
    named.chain(formula.fixed_effects.iter().flatten().cloned()).collect()
}

impl Args {
    fn columns(&self, formula: &Formula) -> Vec<String> {
        let mut columns = columns(formula);
        columns.extend([&self.weights, &self.frequency_weights, &self.offset].into_iter().flatten().cloned());
        if let Vcov::Cluster(clusters) = &self.vcov {
            columns.extend(clusters.iter().flatten().cloned());
        }
        columns
    }

    fn options(&self) -> Options {
        Options {
            family: match self.family {
                FamilyArg::Poisson => Family::Poisson,
                FamilyArg::Gaussian => Family::Gaussian,
            },
            vcov: self.vcov.clone(),
            ssc: self.ssc.map(|ssc| match ssc {
                SscArg::Ppmlhdfe => Ssc::Ppmlhdfe,
                SscArg::Fixest => Ssc::Fixest,
            }),
            weights: self.weights.clone(),
            frequency_weights: self.frequency_weights.clone(),
            offset: self.offset.clone(),
            keep_singletons: self.keep_singletons,
            ..Options::default()
        }
    }
}

/// Reads `--vcov`.
fn vcov(text: &str) -> Result<Vcov, String> {
    let clusters = match text {
        "iid" => return Ok(Vcov::Iid),
        "hc1" => return Ok(Vcov::Hc1),
        _ => text.strip_prefix("cluster:").ok_or("write iid, hc1, cluster:a or cluster:a,b")?,
    };
    let cross = |name: &str| {
        let reasons = |errors: Vec<hdfe::Error>| errors.iter().map(ToString::to_string).collect::<Vec<_>>();
        parse_cross(name).map_err(|errors| reasons(errors).join("; "))
    };
    let clusters = clusters.split(',').map(cross).collect::<Result<Vec<_>, String>>()?;
    if clusters.len() > 2 {
        return Err("one or two cluster variables are supported".to_owned());
    }
    Ok(Vcov::Cluster(clusters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vcov_is_read() {
        assert_eq!(vcov("iid"), Ok(Vcov::Iid));
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            vcov("cluster:pair,origin^year"),
            Ok(Vcov::Cluster(vec![names(&["pair"]), names(&["origin", "year"])]))
        );
        for wrong in ["hc3", "cluster:", "cluster:a,b,c", "cluster:a^"] {
            assert!(vcov(wrong).is_err(), "{wrong}");
        }
    }
}
