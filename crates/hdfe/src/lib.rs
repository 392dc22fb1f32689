//! Linear and Poisson regression with high-dimensional fixed effects.

mod collinear;
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
pub mod poisson;
mod result;
mod sample;
pub mod separation;
mod singletons;
mod solver;
mod table;
pub mod vcov;

pub use demean::demean;
pub use error::{Error, Role, Rows, Span};
pub use factor::Factor;
pub use fit::{Fit, Reset, SeparatedRow, find_separated, fit};
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
