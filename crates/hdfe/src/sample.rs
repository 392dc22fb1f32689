//! The rows a fit uses: complete, not separated, not alone in a level.

use crate::design::Design;
use crate::result::Dropped;
use crate::separation::{Separated, separated};
use crate::singletons::without_singletons;
use crate::{Error, Factor, Family};

/// The data of a fit, one entry a row used.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    /// Rows of the table.
    pub rows: Vec<u32>,
    pub y: Vec<f64>,
    pub x: Vec<Vec<f64>>,
    pub x_names: Vec<String>,
    pub factors: Vec<Factor>,
    pub factor_names: Vec<String>,
    /// Analytic times frequency weights.
    pub weights: Vec<f64>,
    pub analytic: Option<Vec<f64>>,
    pub frequency: Option<Vec<f64>>,
    pub offset: Option<Vec<f64>>,
    pub clusters: Vec<Factor>,
    pub cluster_names: Vec<String>,
    pub dropped: Dropped,
}

impl Sample {
    /// Drops separated rows (Poisson), then singletons, until neither is left.
    pub fn new(design: Design, family: Family, keep_singletons: bool) -> Result<Self, Error> {
        let n_complete = design.y.len();
        if n_complete == 0 {
            return Err(Error::NothingLeft {
                dropped: Dropped { missing: design.n_missing, ..Dropped::default() },
            });
        }
        let mut dropped = Dropped { missing: design.n_missing, ..Dropped::default() };
        let mut rows: Vec<u32> = (0..n_complete as u32).collect();
        if family == Family::Poisson && design.y.iter().all(|&y| y == 0.0) {
            return Err(Error::AllZero);
        }
        loop {
            let before = rows.len();
            if family == Family::Poisson {
                let gone = separated_among(&design, &rows)?;
                dropped.separated += gone.len();
                remove(&mut rows, &gone);
            }
            if !keep_singletons {
                let n_left = rows.len();
                rows = without_singletons(&design.factors, design.frequency.as_deref(), rows);
                dropped.singleton += n_left - rows.len();
            }
            if rows.is_empty() {
                return Err(Error::NothingLeft { dropped });
            }
            // Without singletons gone, nothing new can have become separated.
            if rows.len() == before || dropped.singleton == 0 {
                break;
            }
        }
        Ok(Self::take(design, &rows, dropped))
    }

    fn take(design: Design, kept: &[u32], dropped: Dropped) -> Self {
        let all = kept.len() == design.y.len();
        let pick = |column: Vec<f64>| -> Vec<f64> {
            if all { column } else { kept.iter().map(|&row| column[row as usize]).collect() }
        };
        let compact = |factors: Vec<Factor>| factors.iter().map(|factor| factor.compact(kept)).collect();
        let analytic = design.weights.map(pick);
        let frequency = design.frequency.map(pick);
        let weights = match (&analytic, &frequency) {
            (None, None) => vec![1.0; kept.len()],
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (Some(a), Some(f)) => a.iter().zip(f).map(|(a, f)| a * f).collect(),
        };
        Sample {
            rows: kept.iter().map(|&row| design.rows[row as usize]).collect(),
            y: pick(design.y),
            x: design.x.into_iter().map(pick).collect(),
            x_names: design.x_names,
            factors: compact(design.factors),
            factor_names: design.factor_names,
            weights,
            analytic,
            frequency,
            offset: design.offset.map(pick),
            clusters: compact(design.clusters),
            cluster_names: design.cluster_names,
            dropped,
        }
    }

    /// Observations: rows, or the sum of the frequency weights.
    pub fn n_obs(&self) -> f64 {
        self.frequency.as_ref().map_or(self.rows.len() as f64, |frequency| frequency.iter().sum())
    }
}

/// Separated rows of a design, as positions in `design.y`, among those listed.
pub(crate) fn separated_among(design: &Design, rows: &[u32]) -> Result<Vec<Separated>, Error> {
    if rows.len() == design.y.len() {
        return separated(&design.y, &design.x, &design.factors);
    }
    let pick = |column: &Vec<f64>| -> Vec<f64> { rows.iter().map(|&row| column[row as usize]).collect() };
    let x: Vec<Vec<f64>> = design.x.iter().map(pick).collect();
    let factors: Vec<Factor> = design.factors.iter().map(|factor| factor.compact(rows)).collect();
    let mut gone = separated(&pick(&design.y), &x, &factors)?;
    for separated in &mut gone {
        separated.row = rows[separated.row as usize];
    }
    Ok(gone)
}

/// Takes rows out of a sorted list.
fn remove(rows: &mut Vec<u32>, gone: &[Separated]) {
    let mut gone = gone.iter().map(|separated| separated.row).peekable();
    rows.retain(|&row| gone.next_if_eq(&row).is_none());
}
