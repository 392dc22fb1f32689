//! What was measured: rows of `benches/results.csv`, and their comparison.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;

use super::panel::Case;
use crate::Error;
use crate::process::root;
use crate::stamp::Stamp;

/// Whose process it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// `counterpart fit`.
    Counterpart,
    /// pyfixest's `fepois`.
    Pyfixest,
}

impl Program {
    /// As in the results.
    pub fn name(self) -> &'static str {
        match self {
            Program::Counterpart => "counterpart",
            Program::Pyfixest => "pyfixest",
        }
    }
}

/// One process.
pub struct Row {
    /// Model and panel.
    pub case: Case,
    /// Whose.
    pub program: Program,
    /// Wall time from start to end of the process.
    pub seconds: f64,
    /// Part of it that reads the file and codes its columns.
    pub read_s: f64,
    /// Part of it from coded columns to the table.
    pub fit_s: f64,
    /// Largest resident size.
    pub peak_mib: f64,
    /// Observations used.
    pub n_obs: usize,
    /// Newton or reweighting steps.
    pub iterations: usize,
    /// What it found.
    pub estimates: Vec<Estimate>,
}

/// One estimate.
pub struct Estimate {
    /// Regressor.
    pub term: String,
    /// Its estimate.
    pub value: f64,
    /// Standard error, fixest's convention.
    pub std_error: f64,
}

const HEADER: &str =
    "date,commit,machine,threads,panel,model,program,n_obs,iterations,seconds,peak_mib,read_s,fit_s";

/// Adds the rows to `benches/results.csv`.
pub fn append(rows: &[Row], stamp: &Stamp, threads: usize) -> Result<(), Error> {
    let path = root().join("benches/results.csv");
    let mut text = if path.is_file() { String::new() } else { format!("{HEADER}\n") };
    for row in rows {
        let Row { case, program, seconds, read_s, fit_s, peak_mib, n_obs, iterations, .. } = row;
        let Stamp { date, commit, machine } = stamp;
        let (Case { panel, model }, program) = (case, program.name());
        writeln!(
            text,
            "{date},{commit},\"{machine}\",{threads},{panel},{model},{program},{n_obs},{iterations},{seconds:.3},{peak_mib:.0},{read_s:.4},{fit_s:.4}"
        )?;
    }
    OpenOptions::new().create(true).append(true).open(&path)?.write_all(text.as_bytes())?;
    Ok(())
}

/// The middle value; the mean of the two middle ones for an even number.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// Both stop at their own tolerance, so the last digits may differ; a different sample or model shows far above this.
const TOLERANCE: f64 = 1e-4;

/// Says where the peer found something else.
pub fn difference(ours: &Row, theirs: &Row) -> Option<String> {
    let at = format!("panel {} {}", ours.case.panel, ours.case.model);
    if ours.n_obs != theirs.n_obs {
        return Some(format!("{at}: {} observations here, {} in the peer", ours.n_obs, theirs.n_obs));
    }
    ours.estimates.iter().find_map(|own| {
        let Some(peer) = theirs.estimates.iter().find(|peer| peer.term == own.term) else {
            return Some(format!("{at}: the peer has no estimate of {}", own.term));
        };
        let apart = |a: f64, b: f64| (a - b).abs() > TOLERANCE * b.abs();
        (apart(own.value, peer.value) || apart(own.std_error, peer.std_error)).then(|| {
            let Estimate { term, value, std_error } = own;
            format!(
                "{at}: {term} is {value} ({std_error}) here, {} ({}) in the peer",
                peer.value, peer.std_error
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]).to_bits(), 2f64.to_bits());
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]).to_bits(), 2.5f64.to_bits());
        assert!(median(vec![]).is_nan());
    }
}
