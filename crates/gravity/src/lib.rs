//! Structural gravity: expected flows between regions.

mod panel;

pub use panel::{Covariate, CovariateKind, Effects, FlowPanel};
