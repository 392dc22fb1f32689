//! One fit for each group of rows, written as they are done.

use std::path::Path;

use flows::Group;
use hdfe::{Dropped, FitSummary, Formula, Options, fit};
use rayon::prelude::*;

use super::check_response;
use super::print::{TERM, records, term};
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
    let head = [&[by][..], &TERM, &["n_obs", "missing", "singleton", "separated", "reason"]].concat();
    output::print(&records([head]))?;
    loop {
        let batch: Vec<Group> =
            groups.by_ref().take(IN_FLIGHT * rayon::current_num_threads()).collect::<Result<_, _>>()?;
        if batch.is_empty() {
            return Ok(());
        }
        let rows: Vec<Vec<Row>> = batch.par_iter().map(|group| rows(group, formula, options)).collect();
        output::print(&records(rows.concat()))?;
    }
}

/// Group, term and its numbers, counts of rows, reason.
type Row = [String; 13];

/// The rows of one group; a group without estimates has one, with the reason.
fn rows(group: &Group, formula: &Formula, options: &Options) -> Vec<Row> {
    match estimate(group, formula, options) {
        Ok(summary) => terms(&group.name, &summary),
        Err(reason) => vec![row(&group.name, <[String; 7]>::default(), <[String; 4]>::default(), reason)],
    }
}

fn row(
    name: &str,
    [term, estimate, std_error, statistic, p_value, low, high]: [String; 7],
    counts: [String; 4],
    reason: String,
) -> Row {
    let [n_obs, missing, singleton, separated] = counts;
    let name = name.to_owned();
    [
        name, term, estimate, std_error, statistic, p_value, low, high, n_obs, missing, singleton, separated,
        reason,
    ]
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

fn terms(name: &str, summary: &FitSummary) -> Vec<Row> {
    let Dropped { missing, singleton, separated } = summary.dropped;
    let counts = || [summary.n_obs, missing, singleton, separated].map(|n| n.to_string());
    let fitted = summary.coefficients.iter().map(|c| row(name, term(c), counts(), String::new()));
    let collinear = summary.collinear.iter().map(|left_out| {
        let mut cells = <[String; 7]>::default();
        cells[0].clone_from(left_out);
        row(name, cells, counts(), "collinear: others explain it".to_owned())
    });
    fitted.chain(collinear).collect()
}
