//! Designs whose rows form runs: gravity panels, and any other design of one to three fixed effects.
//!
//! Sorted by one fixed effect (the pairs of a panel), the rows of each of its levels are a **run**. Its effect has a
//! closed form and is eliminated; the levels of the other one or two, the **inner** effects, stand in one table, and
//! in a gravity panel those of a run stand there side by side, one for each period, so that loops over a run need no
//! codes. Rows that are missing from a run are gaps of weight 0; a run with too many of them lists its levels.
//!
//! Notation
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | u | run; the level of the fixed effect that is eliminated | U |
//! | y | weight times response, 0 in gaps | slots |
//! | X | regressors | slots x K |
//! | Z | indicators of the inner levels, kept as positions | slots x L |
//! | p | parameters: coefficients, then inner levels | K + L |
//! | g | effect of each run | U |
//! | omega | weight times fitted mean | slots |
//! | o | offset plus log of the weight, minus infinity in gaps | slots |
//!
//! With C the projection off the runs, (C v)_r = v_r - sum over the run of omega v / sum over the run of omega, the
//! Hessian of the likelihood with g eliminated is S = C\[X Z\]' Omega \[X Z\]. One application of it reads omega and X
//! once.
//!
//! Sources: \[GuimaraesPortugal2010\] for the elimination of one effect, \[CorreiaGuimaraesZylkin2019\] for the
//! model; the elimination makes the likelihood that of a multinomial logit.

// What a dispatched closure calls has the instructions of its machine only when it is inlined there.
#![allow(clippy::inline_always)]

mod basis;
mod block;
mod exp;
mod kernel;
mod layout;
mod newton;
mod recognise;
mod solve;
mod start;
#[cfg(test)]
mod tests;

pub(crate) use basis::demean;
pub(crate) use layout::{Runs, may_form};
pub(crate) use newton::fit;
