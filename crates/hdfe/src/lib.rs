//! Linear and Poisson regression with high-dimensional fixed effects.

pub mod design;
mod error;
pub mod formula;
mod result;
mod table;

pub use error::{Error, Role, Rows, Span};
pub use formula::Formula;
pub use result::{Coefficient, Dropped, FitSummary, FixedEffectSize};
pub use table::{Column, Labels, Table};

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

/// Small-sample convention; formulas in [`Ssc`]'s module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ssc {
    /// As ppmlhdfe.
    Ppmlhdfe,
    /// As fixest.
    Fixest,
}

/// A grouping of the rows: one fixed effect or cluster variable, coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Code of each row, below `n_levels`.
    pub codes: Vec<u32>,
    /// Number of levels.
    pub n_levels: usize,
}
