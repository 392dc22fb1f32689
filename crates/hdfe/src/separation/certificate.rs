//! A certificate of separation: a member of the span of regressors and fixed effects that is zero wherever the
//! response is positive and nowhere negative.
//!
//! Notation
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | P | projection on the members of the span that are zero on the positive rows | n x n |
//! | 1 | one on every zero, zero on the positive rows | n |
//! | s | how far zeros are raised above 1, s >= 0 | n |
//! | z | P (1 + s) | n |
//!
//! The iterative rectifier of \[CorreiaGuimaraesZylkin2019\] projects, cuts off what is negative and repeats. It
//! looks for the same point as here, but where certificates are nearly there, or nearly not, it needs thousands of
//! projections. Here the length of z is minimised over s >= 0, a quadratic problem whose gradient is z itself, by
//! conjugate gradients on the rows raised and projected steps where these change \[Dostal1997\]. Its optimum is the
//! certificate nearest to 1, or 0 where there is none.
//!
//! **When there is none.** For any s >= 0 and a certificate c, <z, c> = <1 + s, c> >= <1, c>, so the largest entry
//! of z is at least 1. As soon as it is smaller there is no certificate. This holds for a z that does not vanish on
//! the positive rows too, since c does: so rough projections decide where nothing is separated, which is usual, most
//! often the first.

use crate::solver::{System, dot};
use crate::{Error, Factor};

/// Weight of a positive row against 1 for a zero: large enough to press the projection to zero there in few
/// corrections, small enough to leave the system well conditioned.
const WEIGHT_OF_POSITIVE: f64 = 1e4;
/// Corrections of one projection; a dozen are usual.
const MAX_CORRECTIONS: usize = 50;
/// What may be left on the positive rows; the entries of a projection are as exact as this through the smallest
/// share of a member of the span that falls on the positive rows.
const LEFT_ON_POSITIVE: f64 = 1e-11;

/// When a search ends.
struct Limits {
    /// Relative accuracy of the linear systems.
    accuracy: f64,
    /// Largest entry of z below which there is no certificate: 1 with a margin for the accuracy.
    vanished: f64,
    /// Share of the largest entry that an entry of a certificate may be negative.
    negative: f64,
    max_projections: usize,
}

/// What a rough search cannot exclude is searched exactly.
const ROUGH: Limits = Limits { accuracy: 1e-6, vanished: 0.5, negative: 1e-2, max_projections: 50 };
/// Negative entries end far below what counts as zero, since entries that shrink to zero from above are as large as
/// those that do from below.
const EXACT: Limits = Limits { accuracy: 1e-11, vanished: 0.9, negative: 1e-8, max_projections: 2000 };

/// A certificate whose largest entry is 1, or none.
///
/// First with rough projections, which tell where there is none; exact ones follow only where one is in sight.
pub(super) fn certificate(
    is_zero: &[bool],
    x: &[Vec<f64>],
    factors: &[Factor],
) -> Result<Option<Vec<f64>>, Error> {
    let weights: Vec<f64> = is_zero.iter().map(|&zero| if zero { 1.0 } else { WEIGHT_OF_POSITIVE }).collect();
    let system = System::new(x, factors, &weights)?;
    let mut search = Search::new(is_zero);
    let rough = |v: &[f64]| Ok(on_zeros(system.solve(v, ROUGH.accuracy)?.fitted, is_zero));
    if search.run(&rough, &ROUGH)? == Some(Outcome::Vanished) {
        return Ok(None);
    }
    let exact = |v: &[f64]| project(&system, &weights, is_zero, v);
    match search.run(&exact, &EXACT)? {
        Some(Outcome::Vanished) => Ok(None),
        Some(Outcome::Found) => Ok(Some(search.scaled())),
        None => Err(Error::SeparationUndecided { projections: EXACT.max_projections }),
    }
}

/// A projection of numbers that are zero on the positive rows.
type Project<'a> = dyn Fn(&[f64]) -> Result<Vec<f64>, Error> + 'a;

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    /// z is a certificate.
    Found,
    /// z shows that there is none.
    Vanished,
}

/// The shortest z, the projection of 1 + s on the span, over s >= 0.
struct Search {
    /// 1 on the zeros.
    ones: Vec<f64>,
    /// s: how far each zero is raised above 1.
    raised: Vec<f64>,
    /// Projection of 1 + s; also the gradient of half its squared length with respect to s.
    z: Vec<f64>,
    /// Conjugate direction of the last step, while the same rows are raised.
    direction: Option<Vec<f64>>,
}

impl Search {
    fn new(is_zero: &[bool]) -> Self {
        let ones: Vec<f64> = is_zero.iter().map(|&zero| f64::from(u8::from(zero))).collect();
        Search { raised: vec![0.0; ones.len()], z: Vec::new(), direction: None, ones }
    }

    /// Steps until it is decided; none when it is not.
    fn run(&mut self, project: &Project, limits: &Limits) -> Result<Option<Outcome>, Error> {
        self.refresh(project)?;
        for _ in 0..limits.max_projections {
            if self.outcome(limits).is_some() {
                // What the steps have added up is checked once more before it is believed.
                self.refresh(project)?;
                if let Some(outcome) = self.outcome(limits) {
                    return Ok(Some(outcome));
                }
            }
            self.step(project)?;
        }
        Ok(None)
    }

    fn refresh(&mut self, project: &Project) -> Result<(), Error> {
        let sum: Vec<f64> = self.ones.iter().zip(&self.raised).map(|(one, s)| one + s).collect();
        self.z = project(&sum)?;
        self.direction = None;
        Ok(())
    }

    fn outcome(&self, limits: &Limits) -> Option<Outcome> {
        let largest = self.largest();
        if largest <= limits.vanished {
            return Some(Outcome::Vanished);
        }
        self.z.iter().all(|&z| z >= -limits.negative * largest).then_some(Outcome::Found)
    }

    fn largest(&self) -> f64 {
        self.z.iter().copied().fold(0.0, f64::max)
    }

    fn scaled(&self) -> Vec<f64> {
        let largest = self.largest();
        self.z.iter().map(|z| z / largest).collect()
    }

    /// One step of minimising the length of z over s >= 0: within the raised rows by conjugate gradients, or along
    /// the rows that have yet to be raised where these weigh more.
    fn step(&mut self, project: &Project) -> Result<(), Error> {
        let free = self.free_gradient();
        let chopped: Vec<f64> =
            self.raised.iter().zip(&self.z).map(|(&s, &z)| if s > 0.0 { 0.0 } else { z.min(0.0) }).collect();
        let reduced: f64 = free.iter().zip(&self.raised).map(|(g, s)| g * g.min(*s)).sum();
        let inside = dot(&chopped, &chopped) <= reduced;
        let direction = if inside { self.direction.take().unwrap_or(free) } else { chopped };
        let image = project(&direction)?;
        let (slope, curvature) = (dot(&self.z, &direction), dot(&direction, &image));
        let bound = (self.raised.iter().zip(&direction))
            .filter(|(_, d)| **d > 0.0)
            .map(|(s, d)| s / d)
            .fold(f64::INFINITY, f64::min);
        if curvature <= 0.0 || slope / curvature > bound {
            self.advance(bound.min(1.0), &direction, &image);
            let free = self.free_gradient();
            self.raised.iter_mut().zip(&free).for_each(|(s, g)| *s = (*s - g).max(0.0));
            return self.refresh(project);
        }
        self.advance(slope / curvature, &direction, &image);
        self.direction = inside.then(|| {
            let free = self.free_gradient();
            let back = dot(&free, &image) / curvature;
            free.iter().zip(&direction).map(|(g, d)| g - back * d).collect()
        });
        Ok(())
    }

    fn free_gradient(&self) -> Vec<f64> {
        self.raised.iter().zip(&self.z).map(|(&s, &z)| if s > 0.0 { z } else { 0.0 }).collect()
    }

    fn advance(&mut self, length: f64, direction: &[f64], image: &[f64]) {
        self.raised.iter_mut().zip(direction).for_each(|(s, d)| *s = (*s - length * d).max(0.0));
        self.z.iter_mut().zip(image).for_each(|(z, i)| *z -= length * i);
    }
}

fn on_zeros(mut z: Vec<f64>, is_zero: &[bool]) -> Vec<f64> {
    z.iter_mut().zip(is_zero).filter(|(_, zero)| !**zero).for_each(|(z, _)| *z = 0.0);
    z
}

/// The member of the span nearest to u on the zeros among those that are zero on the positive rows.
///
/// What is left on the positive rows is a linear function of what is taken off the response there; conjugate
/// gradients on that function need few corrections even where the span is nearly zero on the positive rows.
///
/// # Errors
/// [`Error::Projection`] when they need more than [`MAX_CORRECTIONS`].
fn project(system: &System, weights: &[f64], is_zero: &[bool], u: &[f64]) -> Result<Vec<f64>, Error> {
    let solve = |v: &[f64]| -> Result<Vec<f64>, Error> {
        let weighted: Vec<f64> = v.iter().zip(weights).map(|(v, w)| v * w).collect();
        Ok(system.solve(&weighted, EXACT.accuracy)?.fitted)
    };
    let on_positive = |z: f64, zero: bool| if zero { 0.0 } else { z };
    let mut z = solve(u)?;
    let mut left: Vec<f64> = z.iter().zip(is_zero).map(|(&z, &zero)| on_positive(-z, zero)).collect();
    let mut correction = left.clone();
    let mut size = dot(&left, &left);
    for _ in 0..MAX_CORRECTIONS {
        if size <= LEFT_ON_POSITIVE * LEFT_ON_POSITIVE {
            return Ok(on_zeros(z, is_zero));
        }
        let image = solve(&correction)?;
        let length = size / dot(&correction, &image);
        z.iter_mut().zip(&image).for_each(|(z, i)| *z += length * i);
        for ((left, i), &zero) in left.iter_mut().zip(&image).zip(is_zero) {
            *left -= length * on_positive(*i, zero);
        }
        let before = std::mem::replace(&mut size, dot(&left, &left));
        correction.iter_mut().zip(&left).for_each(|(c, left)| *c = left + size / before * *c);
    }
    // Where zeros are raised far, rounding of u itself leaves more.
    let largest = u.iter().fold(1.0, |largest: f64, u| largest.max(u.abs()));
    if size.sqrt() <= LEFT_ON_POSITIVE * largest {
        return Ok(on_zeros(z, is_zero));
    }
    Err(Error::Projection { corrections: MAX_CORRECTIONS })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of a zero and a positive row, each with a regressor of its own that is smaller on the positive row by
    /// another factor, so that every correction serves one of them alone.
    fn uneven(n_pairs: usize) -> Result<Vec<f64>, Error> {
        let is_zero: Vec<bool> = (0..2 * n_pairs).map(|row| row % 2 == 0).collect();
        let weights: Vec<f64> =
            is_zero.iter().map(|&zero| if zero { 1.0 } else { WEIGHT_OF_POSITIVE }).collect();
        let small = |pair: usize| 10_f64.powf(-7.0 * pair as f64 / n_pairs as f64);
        let column = |pair: usize| {
            let mut column = vec![0.0; 2 * n_pairs];
            (column[2 * pair], column[2 * pair + 1]) = (1.0, small(pair));
            column
        };
        let x: Vec<Vec<f64>> = (0..n_pairs).map(column).collect();
        let ones: Vec<f64> = is_zero.iter().map(|&zero| f64::from(u8::from(zero))).collect();
        project(&System::new(&x, &[], &weights)?, &weights, &is_zero, &ones)
    }

    #[test]
    fn a_projection_that_is_not_reached_is_an_error() {
        let reached = uneven(5).expect("five corrections are enough");
        assert!(
            reached.iter().all(|z| z.abs() < 1e-4),
            "nothing in the span is zero where it must be: {reached:?}"
        );
        assert_eq!(uneven(200), Err(Error::Projection { corrections: MAX_CORRECTIONS }));
    }
}
