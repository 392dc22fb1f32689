//! Pairs of regions that cooperate less than their fundamentals predict.

mod analysis;
mod crossfit;
mod dispersion;
mod error;
mod folds;
mod learning;
mod model;
mod pairs;
mod plan;
mod posterior;
mod prior;
mod ranking;
mod reasons;
mod run;
mod sensitivity;
mod shrinkage;
mod sides;

pub use analysis::*;
pub use error::Error;
pub use plan::{Plan, Stage};
pub use ranking::Credible;
pub use run::{JudgedPair, judge, run};
