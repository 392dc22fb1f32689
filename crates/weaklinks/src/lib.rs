//! Pairs of regions that cooperate less than their fundamentals predict, by more than chance.
//!
//! # Notation
//! | symbol | shape | unit | meaning |
//! |---|---|---|---|
//! | y, mu | rows | unit of the flow | observed and expected flow of a pair in a period |
//! | O, E | pairs | same | sums of y and mu over the pair's rows |
//! | lambda | pairs | - | true ratio of the pair, relative to the mean pair; 1 = as expected |
//! | phi, kappa | 1 | unit of the flow, - | noise: Var(y given its mean m) = phi m + m^2 / kappa |
//! | s | pairs | unit of the flow | Var(O)/E(O) |
//! | tau | pairs | log | standard deviation of log E |
//! | w | 1 | - | a link is weak when lambda < w |
//!
//! # Method
//! 1. Expected flows (`crossfit`, over `gravity`): mu = exp(alpha_it + gamma_jt + x' beta) by Poisson pseudo-maximum
//!    likelihood, each fold of pairs predicted by the fit without it, both directions of a pair in one fold
//!    (`folds`). tau follows from the scores of the other pairs, clustered by unordered pair and enlarged for
//!    leverage.
//! 2. Shrinkage: phi and kappa from the deviations of each pair around its own level (`dispersion`), effective
//!    counts o = O/s and e = E/s (`shrinkage`), o given lambda is Poisson with mean lambda e, lambda a mixture of two
//!    gamma distributions fitted to all pairs with log E integrated out (`prior`, `average`) \[DuMouchel1999\]; `posterior`
//!    gives the geometric mean, quantiles and P(lambda < w).
//! 3. Ranking (`ranking`: *how much* is surely missing, *how sure* it is) and reasons (`reasons`: terms of log E,
//!    similar pairs, course; `sensitivity`: refits with one thing changed). `sides` adds up both directions.
//!
//! Start at [`run`]; [`judge`] gives steps 1 and 2 for every pair, and [`movement`] says whether chosen links moved. What the method promises on data with known truth,
//! and what it does, is in `docs/soak-weaklinks.md`, made by `examples/soak.rs`.
//!
//! The result is a function of data, options and seed: rows are put in a fixed order first, folds follow from the
//! regions' names, and sums are taken in one order whatever the number of threads.
//!
//! Sources: \[DuMouchel1999\], \[HeadMayer2014\], \[SantosSilvaTenreyro2006\], \[CorreiaGuimaraesZylkin2019\], in
//! `docs/references.md`.

mod analysis;
mod average;
mod base;
mod bfgs;
mod crossfit;
mod dispersion;
mod error;
mod folds;
mod judge;
mod learning;
mod model;
pub mod movement;
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
pub use judge::{JudgedPair, judge};
pub use plan::{Plan, Stage};
pub use ranking::Credible;
pub use run::run;
