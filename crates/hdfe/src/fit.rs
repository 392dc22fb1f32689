//! From a table and a formula to a fit.

use faer::Mat;

use crate::demean::demean;
use crate::design::Design;
use crate::effects::recover;
use crate::inference::{Reference, coefficient};
use crate::orthonormal::Orthonormal;
use crate::poisson::ByRuns;
use crate::result::{FitSummary, FixedEffectSize};
use crate::sample::Sample;
use crate::separation::{Reason, separated};
use crate::vcov::{Parts, Ssc, Vcov, covariance, n_parameters, smallest};
use crate::{Error, Factor, Family, Formula, Options, Table, likelihood, ols, poisson, runs};

/// A converged fit.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The numbers that are printed.
    pub summary: FitSummary,
    /// Estimates of the regressors kept, in the order of the summary's coefficients.
    pub estimates: Vec<f64>,
    /// Their covariance (K x K).
    pub covariance: Mat<f64>,
    /// Fitted means of the rows used.
    pub fitted: Vec<f64>,
    /// Linear predictor of the rows used.
    pub linear_predictor: Vec<f64>,
    sample: Sample,
    kept: Vec<usize>,
    options: Options,
}

/// The part of a fit that depends on the family.
struct Estimated {
    estimates: Vec<f64>,
    kept: Vec<usize>,
    collinear: Vec<usize>,
    /// Regressors kept, demeaned with the working weights.
    basis: Orthonormal,
    linear_predictor: Vec<f64>,
    fitted: Vec<f64>,
    n_iterations: usize,
    /// Whether some zeros may be separated, where the fit tells.
    may_be_separated: Option<bool>,
}

/// Fits a formula to a table.
///
/// # Errors
/// Everything wrong with the formula and the columns it names, at once; or what went wrong in the estimation.
///
/// # Examples
/// ```
/// use hdfe::{Column, Formula, Options, Table, fit};
/// let mut table = Table::new(4);
/// table.insert("flow", Column::Numbers(vec![1.0, 2.0, 3.0, 6.0]));
/// table.insert("border", Column::Numbers(vec![0.0, 0.0, 1.0, 1.0]));
/// let formula = Formula::parse("flow ~ border").unwrap();
/// let fit = fit(&table, &formula, &Options::default()).unwrap();
/// assert!((fit.estimates[1] - 3.0_f64.ln()).abs() < 1e-9);
/// ```
pub fn fit(table: &Table, formula: &Formula, options: &Options) -> Result<Fit, Vec<Error>> {
    let design = options.design(table, formula)?;
    fit_design(design, formula, options).map_err(|error| vec![error])
}

/// Fits the design that [`Options::design`] made of a formula; [`fit()`] is both in one.
pub fn fit_design(design: Design, formula: &Formula, options: &Options) -> Result<Fit, Error> {
    let sample = Sample::new(design, options.family, options.keep_singletons)?;
    let (sample, estimated) = match options.family {
        Family::Poisson => not_separated(sample, options)?,
        Family::Gaussian => {
            let estimated = estimate_gaussian(&sample)?;
            (sample, estimated)
        }
    };
    conclude(sample, estimated, formula.to_string(), options)
}

/// The estimates of a Poisson model without the separated rows of a sample.
///
/// Counting has taken out most of them. Where the rows form runs, the fit itself shows whether there may be others,
/// and the search for them is left out where not.
fn not_separated(sample: Sample, options: &Options) -> Result<(Sample, Estimated), Error> {
    let first = if runs::may_form(&sample.factors) { Some(estimate_poisson(&sample, options)) } else { None };
    let first = match first {
        Some(Ok(estimated)) if estimated.may_be_separated == Some(false) => return Ok((sample, estimated)),
        first => first,
    };
    match (sample.without_separated(options.keep_singletons)?, first) {
        (None, Some(first)) => Ok((sample, first?)),
        (rest, _) => {
            let sample = rest.unwrap_or(sample);
            let estimated = estimate_poisson(&sample, options)?;
            Ok((sample, estimated))
        }
    }
}

/// A separated row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeparatedRow {
    /// Row of the table, from 0.
    pub row: u32,
    /// Why, in words: the fixed effect's name, or the combination of regressors.
    pub reason: String,
}

/// Rows of a table that are separated under a formula, in row order.
pub fn find_separated(table: &Table, formula: &Formula) -> Result<Vec<SeparatedRow>, Vec<Error>> {
    let design = Options::default().design(table, formula)?;
    let found = separated(&design.y, &design.x, &design.factors).map_err(|error| vec![error])?;
    let name = |reason| match reason {
        Reason::AllZeroLevel { fixed_effect } => {
            format!("all zero in its level of {}", design.factor_names[fixed_effect])
        }
        Reason::Combination => "predicted by a combination of regressors and fixed effects".to_owned(),
    };
    Ok(found
        .into_iter()
        .map(|separated| SeparatedRow {
            row: design.rows[separated.row as usize],
            reason: name(separated.reason),
        })
        .collect())
}

fn conclude(sample: Sample, estimated: Estimated, formula: String, options: &Options) -> Result<Fit, Error> {
    if estimated.kept.is_empty() && !sample.x.is_empty() {
        return Err(Error::AllCollinear { terms: sample.x_names });
    }
    let (covariance, reference) = infer(&sample, &estimated, options)?;
    let summary = summarise(&sample, &estimated, &covariance, reference, formula, options);
    Ok(Fit {
        summary,
        estimates: estimated.estimates,
        covariance,
        fitted: estimated.fitted,
        linear_predictor: estimated.linear_predictor,
        kept: estimated.kept,
        sample,
        options: options.clone(),
    })
}

fn estimate_poisson(sample: &Sample, options: &Options) -> Result<Estimated, Error> {
    let Sample { y, x, factors, weights, offset, .. } = sample;
    let (weights, offset) = (weights.as_deref(), offset.as_deref());
    let (fit, by_runs) = poisson::estimate(y, x, factors, weights, offset, &options.control)?;
    let working: Vec<f64> = match weights {
        Some(weights) => weights.iter().zip(&fit.fitted).map(|(w, mu)| w * mu).collect(),
        None => fit.fitted.clone(),
    };
    let (demeaned, may_be_separated) = if let Some(ByRuns { demeaned, may_be_separated }) = by_runs {
        (demeaned, Some(may_be_separated))
    } else {
        let kept: Vec<Vec<f64>> = fit.kept.iter().map(|&k| x[k].clone()).collect();
        (demean(&kept, factors, &working)?, None)
    };
    Ok(Estimated {
        basis: Orthonormal::all(demeaned, &working)?,
        estimates: fit.coefficients,
        kept: fit.kept,
        collinear: fit.collinear,
        linear_predictor: fit.linear_predictor,
        fitted: fit.fitted,
        n_iterations: fit.n_iterations,
        may_be_separated,
    })
}

fn estimate_gaussian(sample: &Sample) -> Result<Estimated, Error> {
    let response: Vec<f64> = match &sample.offset {
        Some(offset) => sample.y.iter().zip(offset).map(|(y, offset)| y - offset).collect(),
        None => sample.y.clone(),
    };
    let fit = ols::fit(&response, &sample.x, &sample.factors, &sample.weights())?;
    let fitted: Vec<f64> = sample.y.iter().zip(&fit.residuals).map(|(y, residual)| y - residual).collect();
    Ok(Estimated {
        estimates: fit.coefficients,
        kept: fit.basis.kept.clone(),
        collinear: fit.basis.collinear.clone(),
        basis: fit.basis,
        linear_predictor: fitted.clone(),
        fitted,
        n_iterations: 1,
        may_be_separated: None,
    })
}

fn residuals<'a>(sample: &'a Sample, estimated: &'a Estimated) -> impl Iterator<Item = f64> + 'a {
    sample.y.iter().zip(&estimated.fitted).map(|(y, fitted)| y - fitted)
}

/// sum w e^2.
fn residual_sum_of_squares(sample: &Sample, estimated: &Estimated) -> f64 {
    residuals(sample, estimated).zip(sample.weights().iter()).map(|(e, w)| w * e * e).sum()
}

fn infer(sample: &Sample, estimated: &Estimated, options: &Options) -> Result<(Mat<f64>, Reference), Error> {
    let n_obs = sample.n_obs();
    let k = n_parameters(estimated.kept.len(), &sample.factors, &sample.clusters) as f64;
    let ssc = options.ssc();
    // With as many parameters as observations the fit is exact, and nothing tells how sure it is.
    if n_obs <= k && !estimated.kept.is_empty() {
        return Err(Error::NoDegreesOfFreedom { n_obs: n_obs as usize, n_parameters: k as usize });
    }
    let error_variance = match (options.family, ssc) {
        (Family::Poisson, _) => 1.0,
        (Family::Gaussian, Ssc::Fixest) => residual_sum_of_squares(sample, estimated) / (n_obs - k),
        (Family::Gaussian, Ssc::Ppmlhdfe) => residual_sum_of_squares(sample, estimated) / n_obs,
    };
    let score_residuals: Vec<f64> = (residuals(sample, estimated).enumerate())
        .map(|(row, e)| sample.analytic.as_ref().map_or(1.0, |a| a[row]) * e)
        .collect();
    let parts = Parts {
        basis: &estimated.basis,
        score_residuals: &score_residuals,
        frequency: sample.frequency.as_deref(),
        clusters: &sample.clusters,
        n_obs,
        n_parameters: k,
        error_variance,
    };
    let reference = match (options.family, &options.vcov) {
        (Family::Poisson, _) => Reference::Normal,
        (Family::Gaussian, Vcov::Cluster(_)) => Reference::T(smallest(&sample.clusters) as f64 - 1.0),
        (Family::Gaussian, _) => Reference::T(n_obs - k),
    };
    Ok((covariance(&options.vcov, ssc, &parts)?, reference))
}

fn summarise(
    sample: &Sample,
    estimated: &Estimated,
    covariance: &Mat<f64>,
    reference: Reference,
    formula: String,
    options: &Options,
) -> FitSummary {
    let coefficients = (estimated.kept.iter().enumerate())
        .map(|(i, &k)| coefficient(&sample.x_names[k], estimated.estimates[i], covariance[(i, i)], reference))
        .collect();
    let likelihood = match options.family {
        Family::Poisson => likelihood::poisson(sample, &estimated.linear_predictor, &estimated.fitted),
        Family::Gaussian => likelihood::gaussian(sample, residual_sum_of_squares(sample, estimated)),
    };
    FitSummary {
        formula,
        family: options.family,
        vcov: options.vcov.to_string(),
        ssc: options.ssc(),
        n_obs: sample.n_obs() as usize,
        dropped: sample.dropped,
        coefficients,
        collinear: estimated.collinear.iter().map(|&k| sample.x_names[k].clone()).collect(),
        fixed_effects: sizes(&sample.factor_names, &sample.factors),
        clusters: sizes(&sample.cluster_names, &sample.clusters),
        deviance: likelihood.deviance,
        r2: likelihood.r2,
        pseudo_r2: likelihood.pseudo_r2,
        log_likelihood: likelihood.log_likelihood,
        iterations: estimated.n_iterations,
        converged: true,
    }
}

fn sizes(names: &[String], factors: &[Factor]) -> Vec<FixedEffectSize> {
    let size = |(name, factor): (&String, &Factor)| FixedEffectSize {
        name: name.clone(),
        n_levels: factor.n_levels,
    };
    names.iter().zip(factors).map(size).collect()
}

/// Ramsey's RESET: whether the square of the linear predictor adds to the fit.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Reset {
    /// Statistic of the added square.
    pub statistic: f64,
    /// Its two-sided p value.
    pub p_value: f64,
}

impl Fit {
    /// Rows of the table that were used.
    pub fn rows(&self) -> &[u32] {
        &self.sample.rows
    }

    /// Effects of the levels of each fixed effect,, in the
    /// numbering of [`Fit::factors`].
    ///
    /// Only sums of effects are identified: every fixed effect after the first has mean zero over the rows used.
    pub fn fixed_effects(&self) -> Result<Vec<Vec<f64>>, Error> {
        let mut sum = self.linear_predictor.clone();
        if let Some(offset) = &self.sample.offset {
            sum.iter_mut().zip(offset).for_each(|(sum, offset)| *sum -= offset);
        }
        for (&k, b) in self.kept.iter().zip(&self.estimates) {
            sum.iter_mut().zip(&self.sample.x[k]).for_each(|(sum, x)| *sum -= b * x);
        }
        recover(&sum, &self.sample.factors)
    }

    /// The fixed effects of the rows used, coded.
    pub fn factors(&self) -> &[Factor] {
        &self.sample.factors
    }

    /// RESET test \[Ramsey1969; for PPML as in SantosSilvaTenreyro2006, section IV\]: refits with the squared
    /// linear predictor added and tests its coefficient with the same covariance.
    pub fn reset(&self) -> Result<Reset, Error> {
        let mut sample = self.sample.clone();
        sample.x = self.kept.iter().map(|&k| self.sample.x[k].clone()).collect();
        sample.x_names = self.kept.iter().map(|&k| self.sample.x_names[k].clone()).collect();
        sample.x.push(self.linear_predictor.iter().map(|eta| eta * eta).collect());
        sample.x_names.push("RESET".to_owned());
        let estimated = match self.options.family {
            Family::Poisson => estimate_poisson(&sample, &self.options)?,
            Family::Gaussian => estimate_gaussian(&sample)?,
        };
        let refit = conclude(sample, estimated, self.summary.formula.clone(), &self.options)?;
        let added = refit.summary.coefficients.iter().find(|coefficient| coefficient.term == "RESET");
        let added = added.ok_or(Error::ResetCollinear)?;
        Ok(Reset { statistic: added.statistic, p_value: added.p_value })
    }
}
