//! Rows to a panel of flows, with what was refused and what was left out.

use gravity::{Covariate, FlowPanel};
use hdfe::{Column, Labels, Rows};
use serde::Serialize;

use crate::cell::{Cell, cell};
use crate::covariates::{Recognised, evaluate};
use crate::error::{Error, ROWS_SHOWN, push_row};
use crate::read::File;
use crate::roles::Roles;

/// Name of the period of a table without periods.
const ONE_PERIOD: &str = "all";

/// A panel and the rows that are not in it.
#[derive(Debug)]
pub struct Evidence {
    /// The rows used.
    pub panel: FlowPanel,
    /// Rows of the file.
    pub n_rows: usize,
    /// Rows left out by rule.
    pub dropped: Vec<Dropped>,
    /// Row of the file (from 0) of each row of the panel; see [`File::row_number`].
    pub rows: Vec<u32>,
}

/// Rows left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// `missing-code`, `missing-flow` or `missing-covariate`.
    pub reason: &'static str,
    /// Number of rows.
    pub n_rows: usize,
    /// The first of them, as a spreadsheet shows them.
    pub first_rows: Vec<usize>,
}

/// A grouping of the rows by sorted labels.
struct Coded {
    codes: Vec<u32>,
    labels: Vec<String>,
}

/// Makes a panel of a table.
///
/// Refused, all at once: text where numbers must be, NaN, infinite and negative flows, infinite covariates, and two
/// rows for one flow (without direction, A to B and B to A are one). Left out and counted: rows without a code,
/// without a flow (not reported), or without a covariate.
pub fn panel(
    file: &File,
    roles: &Roles,
    covariates: &[Recognised],
    undirected: bool,
) -> Result<Evidence, Vec<Error>> {
    let mut errors = Vec::new();
    let flow = flow(file, roles, &mut errors);
    let mut evaluated = Vec::new();
    for covariate in covariates {
        if let Some((column, labels)) = covariate.text_for_number(file) {
            errors.push(text_error(file, column, labels));
            continue;
        }
        match evaluate(file, covariate) {
            Ok(columns) => evaluated.extend(columns),
            Err(found) => errors.extend(found),
        }
    }
    let regions = regions(file, roles);
    let period = match &roles.period {
        Some(column) => coded(file, &[column]),
        None => Coded { codes: vec![0; file.table.n_rows()], labels: vec![ONE_PERIOD.to_owned()] },
    };
    errors.extend(duplicates(file, &regions, &period, undirected));
    if !errors.is_empty() {
        return Err(errors);
    }
    let (rows, dropped) = rows_used(file, &flow, &evaluated, &regions, &period);
    if rows.is_empty() {
        let reasons: Vec<String> =
            dropped.iter().map(|dropped| format!("{}: {}", dropped.reason, dropped.n_rows)).collect();
        return Err(vec![Error::NothingLeft {
            path: file.path.clone(),
            n_rows: file.table.n_rows(),
            reasons: reasons.join(", "),
        }]);
    }
    let panel = assemble(&rows, &flow, &evaluated, &regions, &period, undirected);
    Ok(Evidence { panel, n_rows: file.table.n_rows(), dropped, rows })
}

/// The flow of every row; NaN is missing.
fn flow<'a>(file: &'a File, roles: &Roles, errors: &mut Vec<Error>) -> std::borrow::Cow<'a, [f64]> {
    let (path, column) = (file.path.clone(), roles.flow.clone());
    let values = match file.table.get(&roles.flow) {
        Some(Column::Numbers(values)) => values,
        Some(Column::Labels(labels)) => {
            errors.push(text_error(file, column, labels));
            return vec![f64::NAN; file.table.n_rows()].into();
        }
        None => {
            errors.push(crate::roles::unknown_column(file, "--flow", &roles.flow));
            return vec![f64::NAN; file.table.n_rows()].into();
        }
    };
    errors.extend(file.refuse_not_a_number(&column).err());
    let (mut infinite, mut negative) = (Rows::default(), Rows::default());
    for (row, &value) in values.iter().enumerate() {
        if value.is_infinite() {
            push_row(&mut infinite, file.row_number(row));
        } else if value < 0.0 {
            push_row(&mut negative, file.row_number(row));
        }
    }
    if infinite.count > 0 {
        errors.push(Error::Infinite { path: path.clone(), column: column.clone(), rows: infinite });
    }
    if negative.count > 0 {
        errors.push(Error::Negative { path, column, rows: negative });
    }
    values.into()
}

/// Codes of origins, followed by those of destinations.
fn regions(file: &File, roles: &Roles) -> Coded {
    coded(file, &[&roles.origin, &roles.destination])
}

/// Codes of one or more columns, one after the other, by the sorted labels of all of them.
fn coded(file: &File, columns: &[&String]) -> Coded {
    let labelled: Vec<Labels> = columns.iter().map(|column| labels(file.table.get(column))).collect();
    let mut names: Vec<String> = labelled.iter().flat_map(|column| column.labels.iter().cloned()).collect();
    let number = |name: &String| name.parse::<f64>().ok().filter(|number| number.is_finite());
    if names.iter().all(|name| number(name).is_some()) {
        names.sort_by(|a, b| {
            let by_value =
                number(a).zip(number(b)).map_or(std::cmp::Ordering::Equal, |(a, b)| a.total_cmp(&b));
            by_value.then(a.cmp(b))
        });
    } else {
        names.sort();
    }
    names.dedup();
    let place: std::collections::HashMap<&str, u32> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)).collect();
    let mut codes = Vec::new();
    for column in &labelled {
        let to_sorted: Vec<u32> = column.labels.iter().map(|label| place[label.as_str()]).collect();
        codes.extend(
            column.codes.iter().map(|&code| to_sorted.get(code as usize).copied().unwrap_or(Labels::MISSING)),
        );
    }
    Coded { codes, labels: names }
}

/// A column as labels: numbers as they are written shortest (`2006`, `0.5`).
fn labels(column: Option<&Column>) -> Labels {
    match column {
        Some(Column::Labels(labels)) => labels.clone(),
        Some(Column::Numbers(values)) => {
            let mut known = std::collections::HashMap::<u64, u32>::new();
            let mut labels = Labels::default();
            for value in values {
                let code = if value.is_nan() {
                    Labels::MISSING
                } else {
                    *known.entry((value + 0.0).to_bits()).or_insert_with(|| {
                        labels.labels.push((value + 0.0).to_string());
                        labels.labels.len() as u32 - 1
                    })
                };
                labels.codes.push(code);
            }
            labels
        }
        None => Labels::default(),
    }
}

/// Two rows for one flow.
fn duplicates(file: &File, regions: &Coded, period: &Coded, undirected: bool) -> Option<Error> {
    let n = file.table.n_rows();
    let (n_regions, n_periods) = (regions.labels.len() as u64, period.labels.len() as u64);
    let mut keys: Vec<(u64, u32)> = (0..n)
        .filter_map(|row| {
            let codes = [regions.codes[row], regions.codes[n + row], period.codes[row]];
            if codes.contains(&Labels::MISSING) {
                return None;
            }
            let [mut from, mut to, period] = codes.map(u64::from);
            if undirected && from > to {
                std::mem::swap(&mut from, &mut to);
            }
            Some(((from * n_regions + to) * n_periods + period, row as u32))
        })
        .collect();
    keys.sort_unstable();
    let mut found: Vec<(u32, u32)> = keys
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|same| same[1..].iter().map(|(_, again)| (*again, same[0].1)))
        .collect();
    if found.is_empty() {
        return None;
    }
    found.sort_unstable();
    let mut rows = Rows::default();
    let mut pairs = Vec::new();
    for (again, first) in found {
        let (again, first) = (file.row_number(again as usize), file.row_number(first as usize));
        push_row(&mut rows, again);
        if pairs.len() < ROWS_SHOWN {
            pairs.push((first, again));
        }
    }
    Some(Error::Duplicates { path: file.path.clone(), rows, pairs, undirected })
}

/// The rows with everything, and those without by what is missing first.
fn rows_used(
    file: &File,
    flow: &[f64],
    covariates: &[Covariate],
    regions: &Coded,
    period: &Coded,
) -> (Vec<u32>, Vec<Dropped>) {
    let n = file.table.n_rows();
    let mut left_out =
        ["missing-code", "missing-flow", "missing-covariate"].map(|reason| (reason, Rows::default()));
    let mut rows = Vec::with_capacity(n);
    for (row, flow) in flow.iter().enumerate() {
        let codes = [regions.codes[row], regions.codes[n + row], period.codes[row]];
        let reason = if codes.contains(&Labels::MISSING) {
            0
        } else if flow.is_nan() {
            1
        } else if covariates.iter().any(|covariate| covariate.values[row].is_nan()) {
            2
        } else {
            rows.push(row as u32);
            continue;
        };
        push_row(&mut left_out[reason].1, file.row_number(row));
    }
    let dropped = left_out
        .into_iter()
        .filter(|(_, rows)| rows.count > 0)
        .map(|(reason, rows)| Dropped { reason, n_rows: rows.count, first_rows: rows.first })
        .collect();
    (rows, dropped)
}

fn assemble(
    rows: &[u32],
    flow: &[f64],
    covariates: &[Covariate],
    regions: &Coded,
    period: &Coded,
    undirected: bool,
) -> FlowPanel {
    let n = flow.len();
    let of_rows = |values: &[f64]| rows.iter().map(|&row| values[row as usize]).collect::<Vec<f64>>();
    FlowPanel {
        regions: regions.labels.clone(),
        periods: period.labels.clone(),
        origin: rows.iter().map(|&row| regions.codes[row as usize]).collect(),
        destination: rows.iter().map(|&row| regions.codes[n + row as usize]).collect(),
        period: rows.iter().map(|&row| period.codes[row as usize]).collect(),
        flow: of_rows(flow),
        covariates: covariates
            .iter()
            .map(|covariate| Covariate { values: of_rows(&covariate.values), ..covariate.clone() })
            .collect(),
        undirected,
    }
}

/// The error of a column of text that should hold numbers: its cells that are none.
fn text_error(file: &File, column: String, labels: &Labels) -> Error {
    let is_text: Vec<bool> = labels.labels.iter().map(|label| cell(label, false) == Cell::Text).collect();
    let example = labels.labels.iter().zip(&is_text).find(|(_, text)| **text).map(|(label, _)| label.clone());
    let mut rows = Rows::default();
    for (row, &code) in labels.codes.iter().enumerate() {
        if is_text.get(code as usize) == Some(&true) {
            push_row(&mut rows, file.row_number(row));
        }
    }
    Error::Text { path: file.path.clone(), column, example: example.unwrap_or_default(), rows }
}
