//! Linear and Poisson regression with high-dimensional fixed effects.
//!
//! The model is E\[y | x\] = g(offset + X beta + the effects of the levels of any number of fixed effects), g the
//! exponential (Poisson pseudo-maximum likelihood, the default) or the identity (least squares). The effects may
//! have millions of levels; they are never written down as columns.
//!
//! | step | module | what |
//! |---|---|---|
//! | 1 | [`formula`] | the notation of the field: `flow ~ log(distance_km) + fta:income \| origin^year + destination^year` |
//! | 2 | [`design`] | numbers and codes of the complete rows of a [`Table`] |
//! | 3 | `sample`: [`separation`], `prune` | the rows a fit uses; each one left out is counted under its reason |
//! | 4 | [`poisson`], `ols`, over `solver` | estimates; collinear regressors are left out and named |
//! | 5 | [`vcov`], `inference`, `likelihood` | standard errors by two stated conventions, what a table prints |
//! | 6 | `effects`, [`Fit::reset`] | recovered fixed effects, the RESET test |
//!
//! Start with [`fit()`](fit()) for a formula and a table, with [`poisson::fit`] for slices of numbers and codes.
//!
//! The crate knows no files, no clock and no random numbers. It works in the current rayon thread pool, and its
//! results have the same bits for any number of threads. What did not converge is an [`Error`], never a table.
//!
//! Sources: \[SantosSilvaTenreyro2006\], \[CorreiaGuimaraesZylkin2019\], \[CameronGelbachMiller2011\],
//! \[Ramsey1969\], in `docs/references.md`.

mod demean;
pub mod design;
mod effects;
mod error;
mod factor;
mod fit;
pub mod formula;
mod inference;
mod likelihood;
mod ols;
mod options;
mod orthonormal;
pub mod poisson;
mod prune;
mod result;
mod runs;
mod sample;
pub mod separation;
mod solver;
mod table;
pub mod vcov;

pub use demean::demean;
pub use error::{Error, Role, Rows, Span};
pub use factor::Factor;
pub use fit::{Fit, Reset, SeparatedRow, find_separated, fit, fit_design};
pub use formula::Formula;
pub use options::Options;
pub use result::{Coefficient, Dropped, FitSummary, FixedEffectSize};
pub use table::{Column, Labels, Table};
pub use vcov::{Ssc, Vcov};

use serde::Serialize;

/// Distribution of the response given its mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Poisson pseudo-maximum likelihood, log link.
    #[default]
    Poisson,
    /// Least squares.
    Gaussian,
}
