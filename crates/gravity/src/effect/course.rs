//! Leads and lags: the course of an effect before and after its start.
//!
//! A treatment that starts and stays has, beside its own coefficient beta_0, leads (its value l periods later) and lags
//! (its value k periods earlier). The effect k periods after the start is beta_0 plus the lags up to k
//! \[YotovEtAl2016, application 3\]. Compared with the periods right before the start, the level more than l
//! periods before it is minus the sum of the leads up to l; where nothing moved before the start, the leads are zero,
//! which is tested jointly.

use serde::Serialize;

use super::{Effect, Equation, Estimated, Wald, estimate};
use crate::Error;

/// A lead or lag: a covariate of the panel and how far it is shifted.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// Name of the covariate.
    pub term: String,
    /// Periods between start and shifted start, positive; the place in the list where it is not known.
    pub by: f64,
}

/// A place on the axis of an event study.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "when", content = "by")]
pub enum Horizon {
    /// More than so long before the start.
    Before(f64),
    /// Right before the start: what the others are compared with.
    Reference,
    /// So long after the start; 0 is the start itself.
    After(f64),
}

/// The effect at a horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Where.
    pub horizon: Horizon,
    /// What was added last, as a covariate of the panel; none at the reference.
    pub term: Option<String>,
    /// Sum of the coefficients up to there; none at the reference, which is zero.
    pub effect: Option<Effect>,
}

/// An effect over time.
#[derive(Debug, Clone)]
pub struct Course {
    /// The equation.
    pub fit: Estimated,
    /// From long before to long after the start.
    pub points: Vec<Point>,
    /// beta_0 plus all lags.
    pub total: Effect,
    /// All leads are zero; none without leads.
    pub leads: Option<Wald>,
}

/// Estimates the equation and sums its coefficients.
///
/// # Errors
/// As [`estimate`]; and when the treatment, a lead or a lag is determined by the fixed effects or by others.
pub fn course(
    equation: &Equation,
    treatment: &str,
    leads: &[Shift],
    lags: &[Shift],
) -> Result<Course, Error> {
    let fit = estimate(equation)?;
    let position =
        |term: &str| fit.position(term).ok_or_else(|| Error::NotIdentified { term: term.to_owned() });
    let own = position(treatment)?;
    let of =
        |shifts: &[Shift]| shifts.iter().map(|shift| position(&shift.term)).collect::<Result<Vec<_>, _>>();
    let (lead_terms, lag_terms) = (of(leads)?, of(lags)?);
    let mut points = Vec::new();
    for (k, lead) in leads.iter().enumerate().rev() {
        let weights: Vec<(usize, f64)> = lead_terms[..=k].iter().map(|&term| (term, -1.0)).collect();
        points.push(Point {
            horizon: Horizon::Before(lead.by),
            term: Some(lead.term.clone()),
            effect: Some(fit.combination(&weights)),
        });
    }
    points.push(Point { horizon: Horizon::Reference, term: None, effect: None });
    let mut weights = vec![(own, 1.0)];
    let mut after = |by: f64, term: &str, weights: &[(usize, f64)]| {
        let effect = fit.combination(weights);
        points.push(Point { horizon: Horizon::After(by), term: Some(term.to_owned()), effect: Some(effect) });
        effect
    };
    let mut total = after(0.0, treatment, &weights);
    for (lag, &term) in lags.iter().zip(&lag_terms) {
        weights.push((term, 1.0));
        total = after(lag.by, &lag.term, &weights);
    }
    let test = if lead_terms.is_empty() { None } else { Some(fit.wald(&lead_terms)?) };
    Ok(Course { points, total, leads: test, fit })
}
