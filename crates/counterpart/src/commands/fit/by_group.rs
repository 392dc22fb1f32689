//! One fit for each group of rows, written as they are done.

use std::fmt::Write as _;
use std::path::Path;

use flows::Group;
use hdfe::{Dropped, FitSummary, Formula, Options, fit};
use rayon::prelude::*;

use super::check_response;
use crate::error::Failure;
use crate::output;

/// Groups in memory at a time, for each thread: enough that all threads have work until the last.
const IN_FLIGHT: usize = 4;

/// Fits group after group and prints a row for each group and term.
pub fn run(
    data: &Path,
    by: &str,
    formula: &Formula,
    options: &Options,
    columns: &[String],
) -> Result<(), Failure> {
    let mut groups = flows::groups(data, columns, by)?;
    let by = cell(by);
    output::print(&format!(
        "{by},term,estimate,std_error,statistic,p_value,low,high,n_obs,missing,singleton,separated,reason\n"
    ))?;
    loop {
        let batch: Vec<Group> =
            groups.by_ref().take(IN_FLIGHT * rayon::current_num_threads()).collect::<Result<_, _>>()?;
        if batch.is_empty() {
            return Ok(());
        }
        let rows: Vec<String> = batch.par_iter().map(|group| rows(group, formula, options)).collect();
        output::print(&rows.concat())?;
    }
}

/// The rows of one group; a group without estimates has one, with the reason.
fn rows(group: &Group, formula: &Formula, options: &Options) -> String {
    match estimate(group, formula, options) {
        Ok(summary) => terms(&group.name, &summary),
        Err(reason) => format!("{},,,,,,,,,,,,{}\n", cell(&group.name), cell(&reason)),
    }
}

fn estimate(group: &Group, formula: &Formula, options: &Options) -> Result<FitSummary, String> {
    if group.name.is_empty() {
        return Err("these rows have no value in the column that groups".to_owned());
    }
    check_response(&group.file, formula, options.family).map_err(|error| error.to_string())?;
    let reasons =
        |errors: Vec<hdfe::Error>| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    fit(&group.file.table, formula, options).map(|fit| fit.summary).map_err(reasons)
}

fn terms(name: &str, summary: &FitSummary) -> String {
    let name = cell(name);
    let Dropped { missing, singleton, separated } = summary.dropped;
    let n_obs = summary.n_obs;
    let mut text = String::new();
    for c in &summary.coefficients {
        let _ = writeln!(
            text,
            "{name},{},{},{},{},{},{},{},{n_obs},{missing},{singleton},{separated},",
            cell(&c.term),
            c.estimate,
            c.std_error,
            c.statistic,
            c.p_value,
            c.low,
            c.high
        );
    }
    for term in &summary.collinear {
        let _ = writeln!(
            text,
            "{name},{},,,,,,,{n_obs},{missing},{singleton},{separated},collinear: others explain it",
            cell(term)
        );
    }
    text
}

/// A cell of comma-separated values.
pub fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
