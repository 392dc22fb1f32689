//! The rows a fit uses: complete, not separated, not alone in a level.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::design::Design;
use crate::prune::{Rules, prune};
use crate::result::Dropped;
use crate::separation::{Separated, search};
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
    /// Analytic times frequency weights; none where all are 1.
    pub weights: Option<Vec<f64>>,
    pub analytic: Option<Vec<f64>>,
    pub frequency: Option<Vec<f64>>,
    pub offset: Option<Vec<f64>>,
    pub clusters: Vec<Factor>,
    pub cluster_names: Vec<String>,
    pub dropped: Dropped,
}

impl Sample {
    /// Drops singletons, and of a Poisson model the zeros that counting tells to be separated.
    pub fn new(design: Design, family: Family, keep_singletons: bool) -> Result<Self, Error> {
        let dropped = Dropped { missing: design.n_missing, ..Dropped::default() };
        if design.y.is_empty() {
            return Err(Error::NothingLeft { dropped });
        }
        let poisson = family == Family::Poisson;
        if poisson && design.y.iter().all(|&y| y == 0.0) {
            return Err(Error::AllZero);
        }
        let sample = Self::of(design, dropped);
        sample.pruned(poisson, keep_singletons)
    }

    fn pruned(self, poisson: bool, keep_singletons: bool) -> Result<Self, Error> {
        let rules = Rules {
            response: poisson.then_some(&self.y[..]),
            singletons: !keep_singletons,
            counts: self.frequency.as_deref(),
        };
        let pruned = prune(self.y.len(), &self.factors, &rules);
        let mut dropped = self.dropped;
        dropped.singleton += pruned.n_singleton;
        dropped.separated += pruned.n_separated;
        if pruned.kept.is_empty() {
            return Err(Error::NothingLeft { dropped });
        }
        Ok(Sample { dropped, ..self.only(&pruned.kept) })
    }

    /// Drops the zeros that regressors and fixed effects together separate, and what is alone without them; none
    /// when there are none.
    pub fn without_separated(&self, keep_singletons: bool) -> Result<Option<Self>, Error> {
        let mut sample: Option<Sample> = None;
        loop {
            let current = sample.as_ref().unwrap_or(self);
            let gone = search(&current.y, &current.x, &current.factors)?;
            if gone.is_empty() {
                return Ok(sample);
            }
            let mut rest = (0..current.y.len() as u32).collect();
            remove(&mut rest, &gone);
            let mut next = current.clone().only(&rest);
            next.dropped.separated += gone.len();
            sample = Some(next.pruned(true, keep_singletons)?);
        }
    }

    fn of(design: Design, dropped: Dropped) -> Self {
        let weights = match (&design.weights, &design.frequency) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (Some(a), Some(f)) => Some(a.iter().zip(f).map(|(a, f)| a * f).collect()),
        };
        Sample {
            rows: design.rows,
            y: design.y,
            x: design.x,
            x_names: design.x_names,
            factors: design.factors,
            factor_names: design.factor_names,
            weights,
            analytic: design.weights,
            frequency: design.frequency,
            offset: design.offset,
            clusters: design.clusters,
            cluster_names: design.cluster_names,
            dropped,
        }
    }

    /// The sample of some of its rows.
    fn only(self, kept: &[u32]) -> Self {
        if kept.len() == self.y.len() {
            return self;
        }
        let pick =
            |column: Vec<f64>| -> Vec<f64> { kept.par_iter().map(|&row| column[row as usize]).collect() };
        let compact =
            |factors: Vec<Factor>| factors.into_par_iter().map(|factor| factor.compact(kept)).collect();
        Sample {
            rows: kept.iter().map(|&row| self.rows[row as usize]).collect(),
            y: pick(self.y),
            x: self.x.into_iter().map(pick).collect(),
            factors: compact(self.factors),
            weights: self.weights.map(pick),
            analytic: self.analytic.map(pick),
            frequency: self.frequency.map(pick),
            offset: self.offset.map(pick),
            clusters: compact(self.clusters),
            ..self
        }
    }

    /// Weight of each row.
    pub fn weights(&self) -> Cow<'_, [f64]> {
        self.weights.as_ref().map_or_else(|| Cow::Owned(vec![1.0; self.y.len()]), Cow::from)
    }

    /// Observations: rows, or the sum of the frequency weights.
    pub fn n_obs(&self) -> f64 {
        self.frequency.as_ref().map_or(self.rows.len() as f64, |frequency| frequency.iter().sum())
    }
}

/// Takes rows out of a sorted list.
fn remove(rows: &mut Vec<u32>, gone: &[Separated]) {
    let mut gone = gone.iter().map(|separated| separated.row).peekable();
    rows.retain(|&row| gone.next_if_eq(&row).is_none());
}
