//! Pairs of regions that cooperate less than their fundamentals predict.

mod analysis;

pub use analysis::*;
