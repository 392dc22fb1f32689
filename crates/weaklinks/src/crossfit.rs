//! Expected flows: a pair must not vouch for itself, so each fold's come from a fit without it.

use gravity::{Design, Direction, Fit, Influence, Scores};
use rayon::prelude::*;

use crate::Error;
use crate::pairs::Pairs;

/// Expected flows of every row, each from a fit that did not see the row's pair.
pub(crate) struct CrossFit {
    /// Fold of each unordered pair.
    pub folds: Vec<u32>,
    /// The fit without each fold.
    pub fits: Vec<Fit>,
    /// The fit with all pairs.
    pub full: Fit,
    /// Expected flow of each row; 0 where nothing can be expected.
    pub expected: Vec<f64>,
    /// Where each row's expected flow comes from.
    pub source: Vec<Source>,
}

/// Where an expected flow comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The fit without the row's fold.
    Fold,
    /// The fit with all pairs: without the fold, a level or a covariate has no flow.
    InSample,
    /// None: the row's region sends or receives nothing, or the row is left out.
    Nowhere,
}

impl CrossFit {
    /// Fits all rows of `keep`, then all folds; `start` is an earlier run on more rows.
    pub fn new(
        design: &Design,
        keep: &[bool],
        folds: &[u32],
        start: Option<&CrossFit>,
        tell: &(dyn Fn(usize) + Sync),
    ) -> Result<Self, Error> {
        let full = gravity::fit(design, keep, start.map(|start| &start.full.parameters))?;
        let n_folds = folds.iter().max().map_or(0, |&last| last as usize + 1);
        let done = std::sync::atomic::AtomicUsize::new(0);
        let without = |fold: usize| {
            let mut kept: Vec<bool> = (0..design.n_rows())
                .map(|row| keep[row] && folds[design.pair[row] as usize] as usize != fold)
                .collect();
            let start = start.map_or(&full.parameters, |start| &start.fits[fold].parameters);
            let mut blind = without_flow(design, &kept, &full.collinear);
            // Their zeros would drive the coefficient to minus infinity.
            (0..design.n_rows()).for_each(|row| kept[row] &= !is_marked(design, row, &blind));
            let fit = gravity::fit(design, &kept, Some(start))?;
            for (k, blind) in blind.iter_mut().enumerate() {
                *blind |= fit.collinear[k] && !full.collinear[k];
            }
            tell(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1);
            Ok((fit, blind))
        };
        let fits = (0..n_folds).into_par_iter().map(without).collect::<Result<Vec<_>, gravity::Error>>()?;
        let (fits, blind): (Vec<Fit>, Vec<Vec<bool>>) = fits.into_iter().unzip();
        let (mut expected, mut source) = (vec![0.0; design.n_rows()], vec![Source::Nowhere; design.n_rows()]);
        for row in (0..design.n_rows()).filter(|&row| keep[row]) {
            let fold = folds[design.pair[row] as usize] as usize;
            let seen = !is_marked(design, row, &blind[fold]);
            let value = fits[fold].log_expected(design, row).filter(|_| seen).map(|log| (log, Source::Fold));
            let value = value.or_else(|| full.log_expected(design, row).map(|log| (log, Source::InSample)));
            if let Some((log, from)) = value {
                (expected[row], source[row]) = (log.exp(), from);
            }
        }
        Ok(CrossFit { folds: folds.to_vec(), fits, full, expected, source })
    }

    /// The parameters behind a row's expected flow.
    pub fn parameters(&self, design: &Design, row: usize) -> Option<&Direction> {
        match self.source[row] {
            Source::Fold => Some(&self.fits[self.folds[design.pair[row] as usize] as usize].parameters),
            Source::InSample => Some(&self.full.parameters),
            Source::Nowhere => None,
        }
    }

    /// Which fit a row's expected flow comes from: its fold, or the number of folds for the one with all pairs.
    pub fn source_index(&self, design: &Design, row: usize) -> usize {
        match self.source[row] {
            Source::Fold => self.folds[design.pair[row] as usize] as usize,
            Source::InSample | Source::Nowhere => self.fits.len(),
        }
    }

    /// Whether any row of a pair is in-sample.
    pub fn in_sample(&self, pairs: &Pairs, pair: usize) -> bool {
        pairs.rows[pair].iter().any(|&row| self.source[row] == Source::InSample)
    }
}

/// Covariates that mark some of the kept rows (are not zero there), none of which has a flow.
fn without_flow(design: &Design, kept: &[bool], collinear: &[bool]) -> Vec<bool> {
    let n = design.terms.len();
    let mut has_flow = vec![false; n];
    for row in (0..design.n_rows()).filter(|&row| kept[row] && design.flow[row] > 0.0) {
        (0..n).for_each(|k| has_flow[k] |= marks(design, row, k));
    }
    (0..n).map(|k| !has_flow[k] && !collinear[k]).collect()
}

/// Whether one of these covariates marks the row.
fn is_marked(design: &Design, row: usize, covariates: &[bool]) -> bool {
    (0..covariates.len()).any(|k| covariates[k] && marks(design, row, k))
}

/// Whether a covariate is not zero in a row, as written; the design holds it centred.
fn marks(design: &Design, row: usize, k: usize) -> bool {
    let value = design.x[row * design.terms.len() + k] + design.centre[k];
    value.abs() > 1e-9 * design.centre[k].abs()
}

/// Errors of the expected flows.
pub(crate) struct ExpectedErrors {
    /// Standard deviation of the log of each pair's expected flow.
    pub log_sd: Vec<f64>,
    /// Variance of the log of the summed expected flow of each group.
    pub group_variance: Vec<f64>,
}

/// Standard deviations of log E by pair, and of the log of the sums over groups of pairs.
///
/// A pair's E is linear in its fold's parameters to first order: d log E = sum of w d' (the mu-weighted mean of its
/// rows' design vectors) times their error, which is H^-1 times the scores of the pairs of the other folds. A
/// group's E adds up pairs of several folds; what one scoring pair does to it is summed before it is squared, so
/// that errors which the pairs of the group have in common are kept.
pub(crate) fn expected_errors(
    design: &Design,
    fit: &CrossFit,
    pairs: &Pairs,
    groups: &[Vec<usize>],
) -> Result<ExpectedErrors, Error> {
    let n_folds = fit.fits.len();
    // One more for the pairs whose expected flow is in-sample.
    let part = |part: usize| -> Result<_, Error> {
        let influence = Influence::new(design, fit.fits.get(part).unwrap_or(&fit.full), Scores::Enlarged)?;
        let inside = |pair: usize| {
            if fit.in_sample(pairs, pair) {
                part == n_folds
            } else {
                fit.folds[pairs.unordered[pair] as usize] as usize == part
            }
        };
        let own: Vec<usize> = (0..pairs.len()).filter(|&pair| inside(pair)).collect();
        let mut variances = Vec::with_capacity(own.len());
        for batch in own.chunks(64) {
            let directions: Vec<Direction> = batch
                .iter()
                .map(|&pair| influence.solve_rows(design, &mean_rows(fit, pairs, &[pair])))
                .collect();
            variances.extend(influence.variances(design, &directions));
        }
        let of_group = |group: &Vec<usize>| {
            let total: f64 = group.iter().map(|&pair| pairs.sum(pair, |row| fit.expected[row])).sum();
            let members: Vec<usize> = group.iter().copied().filter(|&pair| inside(pair)).collect();
            let share =
                members.iter().map(|&pair| pairs.sum(pair, |row| fit.expected[row])).sum::<f64>() / total;
            let direction = influence.solve_rows(design, &mean_rows(fit, pairs, &members));
            influence
                .of(design, &direction)
                .into_iter()
                .map(|influence| share * influence)
                .collect::<Vec<f64>>()
        };
        Ok((own, variances, groups.iter().map(of_group).collect::<Vec<_>>()))
    };
    let parts = (0..=n_folds).into_par_iter().map(part).collect::<Result<Vec<_>, _>>()?;
    let mut log_sd = vec![0.0; pairs.len()];
    let mut by_pair = vec![vec![0.0; design.pairs.len()]; groups.len()];
    for (own, variances, influences) in parts {
        for (pair, variance) in own.into_iter().zip(variances) {
            log_sd[pair] = variance.sqrt();
        }
        for (sums, influence) in by_pair.iter_mut().zip(influences) {
            sums.iter_mut().zip(influence).for_each(|(sum, influence)| *sum += influence);
        }
    }
    let group_variance = by_pair.iter().map(|sums| sums.iter().map(|sum| sum * sum).sum()).collect();
    Ok(ExpectedErrors { log_sd, group_variance })
}

/// The rows behind the expected flow of some pairs, weighted by their share of it.
fn mean_rows(fit: &CrossFit, pairs: &Pairs, members: &[usize]) -> Vec<(usize, f64)> {
    let rows = || members.iter().flat_map(|&pair| &pairs.rows[pair]).map(|&row| (row, fit.expected[row]));
    let total: f64 = rows().map(|(_, expected)| expected).sum();
    rows().filter(|&(_, expected)| expected > 0.0).map(|(row, expected)| (row, expected / total)).collect()
}
