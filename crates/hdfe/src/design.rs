//! From a table and a formula to the numbers and codes of the complete rows.
//!
//! A row is **left out and counted as missing** when a column of the model has no value there, when `log()` is
//! not defined (its argument is not positive; so do fixest and Stata), or when its weight is 0, which says that it
//! tells nothing. Infinite values, a negative response of a Poisson model, negative weights and frequency weights
//! that are no counts are **errors**: no convention says what they mean.
//!
//! A column of **text among the regressors** stands for indicators of its levels, named `income::High`, in the
//! order of their labels. As in R, the first level is left out when the term without the column is in the model
//! already (for a single column: the intercept or a fixed effect), so that the rest are differences from it;
//! otherwise every level has its column. A text column as fixed effect or cluster is a label as it stands; a
//! numeric one is coded by value.

mod coding;
mod regressors;

use std::collections::HashSet;

use crate::error::{Error, Role, Rows};
use crate::formula::{Expr, Formula, Term, cross_name};
use crate::table::{Column, Labels, Table};
use crate::{Factor, Family};
use regressors::regressors;

/// Name of the constant among the regressors.
pub const INTERCEPT: &str = "(Intercept)";

/// The complete rows of a model; every column has one entry a row, in the order of `rows`.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Rows of the table, ascending.
    pub rows: Vec<u32>,
    /// Rows left out.
    pub n_missing: usize,
    /// Response, transformed as written.
    pub y: Vec<f64>,
    /// Regressors, the constant first if there is one.
    pub x: Vec<Vec<f64>>,
    /// Their names.
    pub x_names: Vec<String>,
    /// Fixed effects.
    pub factors: Vec<Factor>,
    /// Their names, such as `origin^year`.
    pub factor_names: Vec<String>,
    /// Analytic weights, positive.
    pub weights: Option<Vec<f64>>,
    /// Frequency weights, whole and positive.
    pub frequency: Option<Vec<f64>>,
    /// Offset of the linear predictor.
    pub offset: Option<Vec<f64>>,
    /// Cluster variables.
    pub clusters: Vec<Factor>,
    /// Their names.
    pub cluster_names: Vec<String>,
}

/// Columns of a model that do not stand in its formula.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extra<'a> {
    /// Analytic weights.
    pub weights: Option<&'a str>,
    /// Frequency weights.
    pub frequency_weights: Option<&'a str>,
    /// Offset of the linear predictor.
    pub offset: Option<&'a str>,
    /// Cluster variables, each one column or several crossed.
    pub clusters: &'a [Vec<String>],
}

/// The numbers and codes of the complete rows; the errors are everything wrong with the columns.
pub fn design(table: &Table, formula: &Formula, extra: &Extra, family: Family) -> Result<Design, Vec<Error>> {
    let uses = uses_of(formula, extra);
    let mut errors = unknown_columns(table, &uses, Some(formula));
    let response = formula.response.column();
    if let (Expr::Log(_), Family::Poisson) = (&formula.response, family) {
        errors.push(Error::LogResponse { column: response.to_owned(), at: formula.span_of(response) });
    }
    if formula.has_on_the_right(response) {
        let at = formula.spans_of(response).pop();
        errors.push(Error::ResponseOnBothSides { column: response.to_owned(), at });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut complete = vec![true; table.n_rows()];
    for &(role, name) in &uses {
        check(name, known(table, name), role, &mut complete, &mut errors);
    }
    if family == Family::Poisson {
        errors.extend(negative_response(response, known(table, response)));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let rows: Vec<u32> = (0..table.n_rows() as u32).filter(|&row| complete[row as usize]).collect();
    drop(complete);
    gather(table, formula, extra, rows)
}

/// The columns of terms on every row, with their names; `NaN` where a value is missing or not defined.
pub fn evaluate(table: &Table, terms: &[Term]) -> Result<Vec<(String, Vec<f64>)>, Vec<Error>> {
    let uses: Vec<(Role, &str)> = terms.iter().flat_map(uses_of_term).collect();
    let mut errors = unknown_columns(table, &uses, None);
    if errors.is_empty() {
        let mut complete = vec![true; table.n_rows()];
        for &(role, name) in &uses {
            check(name, known(table, name), role, &mut complete, &mut errors);
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let rows: Vec<u32> = (0..table.n_rows() as u32).collect();
    regressors(table, terms, &rows, true)
}

/// Label of the level of a fixed effect that a row is in: `RU-TA^2012`.
///
/// `None` when a column is unknown or the row has no value there.
pub fn level_label(table: &Table, cross: &[String], row: usize) -> Option<String> {
    let labels: Option<Vec<String>> = cross.iter().map(|name| label(table.get(name)?, row)).collect();
    Some(labels?.join("^"))
}

fn label(column: &Column, row: usize) -> Option<String> {
    match column {
        Column::Numbers(values) => values.get(row).filter(|value| !value.is_nan()).map(ToString::to_string),
        Column::Labels(Labels { codes, labels }) => labels.get(*codes.get(row)? as usize).cloned(),
    }
}

/// What each column is asked for, in the order of the formula.
fn uses_of<'a>(formula: &'a Formula, extra: &Extra<'a>) -> Vec<(Role, &'a str)> {
    let mut uses = vec![match &formula.response {
        Expr::Column(name) => (Role::Response, name.as_str()),
        Expr::Log(name) => (Role::Log, name.as_str()),
    }];
    uses.extend(formula.regressors.iter().flat_map(uses_of_term));
    uses.extend(formula.fixed_effects.iter().flatten().map(|name| (Role::FixedEffect, name.as_str())));
    uses.extend(extra.weights.map(|name| (Role::Weights, name)));
    uses.extend(extra.frequency_weights.map(|name| (Role::FrequencyWeights, name)));
    uses.extend(extra.offset.map(|name| (Role::Offset, name)));
    uses.extend(extra.clusters.iter().flatten().map(|name| (Role::Cluster, name.as_str())));
    let mut seen = HashSet::new();
    uses.retain(|&used| seen.insert(used));
    uses
}

fn uses_of_term(term: &Term) -> impl Iterator<Item = (Role, &str)> {
    term.parts.iter().map(|part| match part {
        Expr::Column(name) => (Role::Regressor, name.as_str()),
        Expr::Log(name) => (Role::Log, name.as_str()),
    })
}

fn unknown_columns(table: &Table, uses: &[(Role, &str)], formula: Option<&Formula>) -> Vec<Error> {
    let in_formula =
        |role| !matches!(role, Role::Weights | Role::FrequencyWeights | Role::Offset | Role::Cluster);
    let error = |(role, name): (Role, &str)| Error::UnknownColumn {
        name: name.to_owned(),
        role,
        nearest: nearest(name, table.names()),
        known: table.names().to_vec(),
        at: formula.filter(|_| in_formula(role)).and_then(|formula| formula.span_of(name)),
    };
    let mut seen = HashSet::new();
    let unknown = uses.iter().copied().filter(|(_, name)| table.get(name).is_none());
    unknown.filter(|&(_, name)| seen.insert(name)).map(error).collect()
}

/// The most similar name, if it is similar enough to be meant.
fn nearest(name: &str, known: &[String]) -> Option<String> {
    const SIMILAR: f64 = 0.7;
    let lower = name.to_lowercase();
    let similarity = |known: &String| strsim::jaro_winkler(&lower, &known.to_lowercase());
    let best = known.iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)))?;
    (similarity(best) >= SIMILAR).then(|| best.clone())
}

fn known<'a>(table: &'a Table, name: &str) -> &'a Column {
    table.get(name).expect("unknown columns have been reported")
}

/// Marks the rows where a column has no value for its role, and reports values that no role can have.
fn check(name: &str, column: &Column, role: Role, complete: &mut [bool], errors: &mut Vec<Error>) {
    match column {
        Column::Numbers(values) => {
            check_numbers(name, values, role, errors);
            let log = role == Role::Log;
            let weight = matches!(role, Role::Weights | Role::FrequencyWeights);
            for (complete, &value) in complete.iter_mut().zip(values) {
                *complete &= !(value.is_nan() || log && value <= 0.0 || weight && value == 0.0);
            }
        }
        Column::Labels(labels) if matches!(role, Role::Regressor | Role::FixedEffect | Role::Cluster) => {
            for (complete, &code) in complete.iter_mut().zip(&labels.codes) {
                *complete &= code != Labels::MISSING;
            }
        }
        Column::Labels(labels) => {
            let examples = labels.labels.iter().take(3).cloned().collect();
            errors.push(Error::Text { column: name.to_owned(), role, examples });
        }
    }
}

fn check_numbers(name: &str, values: &[f64], role: Role, errors: &mut Vec<Error>) {
    let column = name.to_owned();
    if let Some(rows) = Rows::find(values.len(), |row| values[row].is_infinite()) {
        let error = Error::Infinite { column, rows };
        // A column may have several roles.
        if !errors.contains(&error) {
            errors.push(error);
        }
        return;
    }
    match role {
        Role::Weights => {
            let rows = Rows::find(values.len(), |row| values[row] < 0.0);
            errors.extend(rows.map(|rows| Error::NegativeWeight { column, rows }));
        }
        Role::FrequencyWeights => {
            let rows = Rows::find(values.len(), |row| values[row] < 0.0 || values[row].fract().abs() > 0.0);
            errors.extend(rows.map(|rows| Error::NotACount { column, rows }));
        }
        _ => {}
    }
}

fn negative_response(name: &str, column: &Column) -> Option<Error> {
    let Column::Numbers(values) = column else { return None };
    let rows = Rows::find(values.len(), |row| values[row] < 0.0 && values[row].is_finite())?;
    Some(Error::NegativeResponse { column: name.to_owned(), rows })
}

fn gather(table: &Table, formula: &Formula, extra: &Extra, rows: Vec<u32>) -> Result<Design, Vec<Error>> {
    let constant = formula.intercept || !formula.fixed_effects.is_empty();
    let terms = regressors(table, &formula.regressors, &rows, constant)?;
    let (mut x_names, mut x) = (Vec::new(), Vec::new());
    if formula.intercept {
        x_names.push(INTERCEPT.to_owned());
        x.push(vec![1.0; rows.len()]);
    }
    for (name, values) in terms {
        x_names.push(name);
        x.push(values);
    }
    let numbers = |name: &str| regressors::numbers(known(table, name), false, &rows);
    let factors =
        |crosses: &[Vec<String>]| crosses.iter().map(|cross| coding::factor(table, cross, &rows)).collect();
    let names = |crosses: &[Vec<String>]| crosses.iter().map(|cross| cross_name(cross)).collect();
    let log = matches!(formula.response, Expr::Log(_));
    Ok(Design {
        n_missing: table.n_rows() - rows.len(),
        y: regressors::numbers(known(table, formula.response.column()), log, &rows),
        x,
        x_names,
        factors: factors(&formula.fixed_effects),
        factor_names: names(&formula.fixed_effects),
        weights: extra.weights.map(numbers),
        frequency: extra.frequency_weights.map(numbers),
        offset: extra.offset.map(numbers),
        clusters: factors(extra.clusters),
        cluster_names: names(extra.clusters),
        rows,
    })
}

#[cfg(test)]
mod tests;
