//! What a case expects, and running the program for it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::data::Keep;

/// A number as printed in its source.
#[derive(Debug, Deserialize)]
pub struct Figure(pub String);

/// One estimation with its published figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// Column of the table.
    pub name: String,
    formula: String,
    family: String,
    vcov: String,
    ssc: String,
    /// Rows kept for this fit alone.
    #[serde(default)]
    pub keep: Vec<Keep>,
    n_obs: Option<u64>,
    r2: Option<Figure>,
    /// Term -> estimate.
    #[serde(default)]
    estimates: BTreeMap<String, Figure>,
    /// Term -> standard error.
    #[serde(default)]
    std_errors: BTreeMap<String, Figure>,
    /// For figures that are known to be less exact than they are printed.
    #[serde(default)]
    tolerance: Tolerance,
}

/// One effect of a treatment with its published figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// Column of the table.
    pub name: String,
    /// Options of `counterpart analyse effect`.
    options: Vec<String>,
    n_obs: Option<u64>,
    /// Term -> estimate.
    #[serde(default)]
    estimates: BTreeMap<String, Figure>,
    /// Term -> standard error.
    #[serde(default)]
    std_errors: BTreeMap<String, Figure>,
    /// Sum of the treatment and its lags: estimate and standard error.
    #[serde(default)]
    total: BTreeMap<String, Figure>,
}

/// How far a value may lie from the printed one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tolerance {
    /// In units of the last printed digit.
    units: f64,
    /// Why.
    reason: String,
}

impl Default for Tolerance {
    fn default() -> Self {
        Tolerance { units: 0.5, reason: "a printed figure is a rounded one".into() }
    }
}

/// One file with a column `separated`: 1 in the rows that a check must flag, and in no other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Separation {
    /// The file, below the data folder.
    pub data: String,
    formula: String,
    /// Published number of separated rows.
    n_separated: usize,
}

impl Figure {
    /// Whether a value lies within so many units of the last printed digit.
    pub fn is(&self, value: f64, units: f64) -> bool {
        let decimals = self.0.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        // A value halfway between two printed ones may have been rounded either way.
        let tolerance = units * 10f64.powf(-(decimals as f64)) * (1.0 + 1e-9);
        self.0.parse::<f64>().is_ok_and(|printed| (value - printed).abs() <= tolerance)
    }
}

impl Fit {
    /// Runs `counterpart fit` on a file; the figures that differ.
    pub fn run(&self, file: &Path) -> Result<Vec<String>, String> {
        let options =
            ["--formula", &self.formula, "--family", &self.family, "--vcov", &self.vcov, "--ssc", &self.ssc];
        let answer = answer(&["fit"], file, &options)?;
        let mut faults = Vec::new();
        let Tolerance { units, reason } = &self.tolerance;
        if reason.trim().is_empty() {
            faults.push("a tolerance needs a reason".into());
        }
        if self.n_obs.is_some() && answer["n_obs"].as_u64() != self.n_obs {
            faults.push(format!("n_obs is {}, published {:?}", answer["n_obs"], self.n_obs));
        }
        if let Some(r2) = &self.r2
            && !answer["r2"].as_f64().is_some_and(|value| r2.is(value, *units))
        {
            faults.push(format!("r2 is {}, published {}", answer["r2"], r2.0));
        }
        faults.extend(differences(&answer, "estimate", &self.estimates, *units));
        faults.extend(differences(&answer, "std_error", &self.std_errors, *units));
        Ok(faults)
    }
}

impl Effect {
    /// Runs `counterpart analyse effect` on a file; the figures that differ.
    pub fn run(&self, file: &Path) -> Result<Vec<String>, String> {
        let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
        let answer = answer(&["analyse", "effect"], file, &options)?;
        let mut faults = Vec::new();
        if self.n_obs.is_some() && answer["n_obs"].as_u64() != self.n_obs {
            faults.push(format!("n_obs is {}, published {:?}", answer["n_obs"], self.n_obs));
        }
        faults.extend(differences(&answer, "estimate", &self.estimates, 0.5));
        faults.extend(differences(&answer, "std_error", &self.std_errors, 0.5));
        for (key, figure) in &self.total {
            if !answer["total"][key].as_f64().is_some_and(|value| figure.is(value, 0.5)) {
                faults
                    .push(format!("{key} of the total is {}, published {}", answer["total"][key], figure.0));
            }
        }
        Ok(faults)
    }
}

fn differences(answer: &Value, key: &str, published: &BTreeMap<String, Figure>, units: f64) -> Vec<String> {
    let coefficients = answer["coefficients"].as_array().cloned().unwrap_or_default();
    let difference = |(term, figure): (&String, &Figure)| {
        let found = coefficients.iter().find(|coefficient| coefficient["term"] == term.as_str());
        match found.and_then(|coefficient| coefficient[key].as_f64()) {
            None => Some(format!("no {key} of {term}")),
            Some(value) if !figure.is(value, units) => {
                Some(format!("{key} of {term} is {value}, published {}", figure.0))
            }
            Some(_) => None,
        }
    };
    published.iter().filter_map(difference).collect()
}

impl Separation {
    /// Runs `counterpart separation` on a file; the rows flagged must be those of the column `separated`.
    pub fn run(&self, file: &Path) -> Result<(), String> {
        let truth = separated_rows(file).map_err(|error| error.to_string())?;
        if truth.len() != self.n_separated {
            return Err(format!("the file flags {} rows, published {}", truth.len(), self.n_separated));
        }
        let answer = answer(&["separation"], file, &["--formula", &self.formula])?;
        let found = answer["separated"].as_array().cloned().unwrap_or_default();
        let mut found: Vec<u64> = found.iter().filter_map(|entry| entry["row"].as_u64()).collect();
        found.sort_unstable();
        if found == truth { Ok(()) } else { Err(format!("rows {found:?} are flagged, in truth {truth:?}")) }
    }
}

/// Rows (from 0) flagged in a file.
fn separated_rows(file: &Path) -> Result<Vec<u64>, csv::Error> {
    let mut reader = csv::Reader::from_path(file)?;
    let column = reader.headers()?.iter().position(|name| name == "separated");
    let mut rows = Vec::new();
    for (row, record) in (0..).zip(reader.records()) {
        if column.and_then(|column| record.as_ref().ok()?.get(column)) == Some("1") {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Runs a command of the program and reads its JSON.
fn answer(command: &[&str], file: &Path, options: &[&str]) -> Result<Value, String> {
    let mut run = crate::counterpart();
    let run = run.args(command).arg(file).args(options).args(["--format", "json"]);
    let output = run.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}
