//! The gravity equation as `fit` prints it, from the fit that the analysis rests on.
//!
//! Standard errors are clustered by unordered pair by the convention of ppmlhdfe: the sandwich times G/(G - 1).

use gravity::{Design, Fit, Influence, Scores};
use hdfe::{Coefficient, Dropped, Family, FitSummary, FixedEffectSize, Ssc};
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::gamma::ln_gamma;

use crate::Error;

/// 97.5 % quantile of the standard normal.
const Z975: f64 = 1.959_963_984_540_054;

/// Summary of a fit; every row of an undirected design stands for half a row of its panel.
pub(crate) fn summary(
    design: &Design,
    fit: &Fit,
    undirected: bool,
    separated: usize,
) -> Result<FitSummary, Error> {
    let sample = Sample::new(design, fit);
    let per_row = if undirected { 2 } else { 1 };
    let likelihood = Likelihood::new(design, fit, &sample.kept);
    Ok(FitSummary {
        formula: formula(design),
        family: Family::Poisson,
        vcov: "cluster:pair".into(),
        ssc: Ssc::Ppmlhdfe,
        n_obs: sample.n_rows / per_row,
        dropped: Dropped { missing: 0, singleton: sample.n_singletons / per_row, separated },
        coefficients: coefficients(design, fit, sample.n_pairs)?,
        collinear: design
            .terms
            .iter()
            .zip(&fit.collinear)
            .filter(|&(_, &out)| out)
            .map(|(term, _)| term.clone())
            .collect(),
        fixed_effects: sample.fixed_effects,
        clusters: vec![FixedEffectSize { name: "pair".into(), n_levels: sample.n_pairs }],
        deviance: fit.deviance / per_row as f64,
        r2: None,
        pseudo_r2: Some(1.0 - likelihood.fitted / likelihood.constant),
        log_likelihood: likelihood.fitted / per_row as f64,
        iterations: fit.n_steps,
        converged: true,
    })
}

fn formula(design: &Design) -> String {
    let terms: Vec<&str> =
        design.terms.iter().skip(usize::from(!design.has_effects())).map(String::as_str).collect();
    let right = if terms.is_empty() { "1".to_owned() } else { terms.join(" + ") };
    let effects = if design.has_effects() { " | origin^period + destination^period" } else { "" };
    format!("flow ~ {right}{effects}")
}

fn coefficients(design: &Design, fit: &Fit, n_pairs: usize) -> Result<Vec<Coefficient>, Error> {
    let influence = Influence::new(design, fit, Scores::Plain)?;
    let normal = Normal::standard();
    let factor = n_pairs as f64 / (n_pairs as f64 - 1.0);
    // The constant belongs to the covariates as they are, not as they were centred.
    let shift: f64 = fit.parameters.beta.iter().zip(&design.centre).map(|(beta, centre)| beta * centre).sum();
    let coefficient = |term: usize| {
        let constant = term == 0 && !design.has_effects();
        let mut direction = influence.solve_beta(design, term);
        if constant {
            for (k, centre) in design.centre.iter().enumerate().skip(1) {
                let other = influence.solve_beta(design, k);
                direction.beta.iter_mut().zip(other.beta).for_each(|(sum, part)| *sum -= centre * part);
            }
        }
        let estimate = fit.parameters.beta[term] - if constant { shift } else { 0.0 };
        let std_error =
            (factor * influence.of(design, &direction).iter().map(|part| part * part).sum::<f64>()).sqrt();
        let statistic = estimate / std_error;
        Coefficient {
            term: design.terms[term].clone(),
            estimate,
            std_error,
            statistic,
            p_value: 2.0 * normal.cdf(-statistic.abs()),
            low: estimate - Z975 * std_error,
            high: estimate + Z975 * std_error,
        }
    };
    Ok((0..design.n_terms()).filter(|&term| !fit.collinear[term]).map(coefficient).collect())
}

/// The rows that count: used, and not alone in a level (singletons are fitted exactly and change no estimate).
struct Sample {
    kept: Vec<bool>,
    n_rows: usize,
    n_singletons: usize,
    n_pairs: usize,
    fixed_effects: Vec<FixedEffectSize>,
}

impl Sample {
    fn new(design: &Design, fit: &Fit) -> Self {
        let mut kept = fit.levels.used.clone();
        let n_used = kept.iter().filter(|&&kept| kept).count();
        let n_levels = design.n_periods * design.n_regions;
        let (mut out, mut into) = (vec![0_usize; n_levels], vec![0_usize; n_levels]);
        loop {
            out.fill(0);
            into.fill(0);
            for row in (0..kept.len()).filter(|&row| kept[row]) {
                out[design.origin_level(row)] += 1;
                into[design.destination_level(row)] += 1;
            }
            let before = kept.iter().filter(|&&kept| kept).count();
            if design.has_effects() {
                for (row, kept) in kept.iter_mut().enumerate() {
                    *kept &= out[design.origin_level(row)] > 1 && into[design.destination_level(row)] > 1;
                }
            }
            let n_rows = kept.iter().filter(|&&kept| kept).count();
            if n_rows == before {
                let mut pairs: Vec<u32> =
                    (0..kept.len()).filter(|&row| kept[row]).map(|row| design.pair[row]).collect();
                pairs.sort_unstable();
                pairs.dedup();
                let size = |name: &str, counts: &[usize]| FixedEffectSize {
                    name: name.into(),
                    n_levels: counts.iter().filter(|&&count| count > 0).count(),
                };
                let fixed_effects = if design.has_effects() {
                    vec![size("origin^period", &out), size("destination^period", &into)]
                } else {
                    Vec::new()
                };
                let (n_singletons, n_pairs) = (n_used - n_rows, pairs.len());
                return Sample { kept, n_rows, n_singletons, n_pairs, fixed_effects };
            }
        }
    }
}

/// Log-likelihoods of the fit and of a constant on the same rows.
struct Likelihood {
    fitted: f64,
    constant: f64,
}

impl Likelihood {
    fn new(design: &Design, fit: &Fit, kept: &[bool]) -> Self {
        let rows = || (0..kept.len()).filter(|&row| kept[row]);
        let mean = rows().map(|row| design.flow[row]).sum::<f64>() / rows().count().max(1) as f64;
        let log = |row: usize, mu: f64| {
            let flow = design.flow[row];
            let weighted = if flow > 0.0 { flow * mu.ln() } else { 0.0 };
            weighted - mu - ln_gamma(flow + 1.0)
        };
        Likelihood {
            fitted: rows().map(|row| log(row, fit.fitted[row])).sum(),
            constant: rows().map(|row| log(row, mean)).sum(),
        }
    }
}
