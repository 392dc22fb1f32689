//! Did it move? The effect of a treatment (an agreement, a tie, a project) on flows over time.
//!
//! The equation is `E[y_ijt] = exp(alpha_it + gamma_jt + eta_ij + x_ijt' beta)`: origin-period and destination-period
//! effects stand for whatever moves a region as a whole, the pair effects for whatever is lasting between two, so
//! that beta is told from changes within pairs alone \[YotovEtAl2016, chapter 1\]. Standard errors are clustered by
//! unordered pair.
//!
//! | module | what |
//! |---|---|
//! | `equation` | [`Equation`] over a [`FlowPanel`](crate::FlowPanel), [`estimate`] to [`Estimated`] |
//! | `correction` | bias of beta and of its covariance in the three-way equation \[WeidnerZylkin2021\] |
//! | `leverage` | what the fixed effects have taken out of the residuals of a pair |
//! | `linear` | sums of coefficients, [`Wald`] tests |
//! | `course` | leads and lags: the course of an effect before and after its start |
//! | `cohorts` | treatments that start at different times: an effect for each cohort and period, and their average \[Wooldridge2023; NagengastYotov2025\] |
//!
//! Start at [`course()`] and [`cohorts()`]; both take a panel and give a record of numbers. What did not converge is an error.

mod cohorts;
mod correction;
mod course;
mod equation;
mod leverage;
mod linear;

pub use cohorts::{Cell, Cohort, Cohorts, Comparison, cohorts};
pub use correction::Corrected;
pub use course::{Course, Horizon, Point, Shift, course};
pub use equation::{Border, Equation, Estimated, Model, Pairs, estimate};
pub use linear::{Effect, Estimate, Wald};
