//! Structural gravity: expected flows between regions.
//!
//! The equation is `E[y_ijt | x] = exp(alpha_it + gamma_jt + x_ijt' beta)`, fitted by Poisson pseudo-maximum
//! likelihood \[SantosSilvaTenreyro2006\]; alpha and gamma stand for the regions' sizes and their multilateral
//! resistance \[AndersonVanWincoop2003, HeadMayer2014\]. With [`Effects::None`] there is a constant instead, and
//! sizes are covariates.
//!
//! | module | what |
//! |---|---|
//! | `panel` | [`FlowPanel`]: rows, codes and covariates as given |
//! | `checks` | values, two countries without a border term |
//! | `design` | [`Design`]: rows in a fixed order, covariates centred |
//! | `levels` | which effects some rows determine; all-zero levels, components |
//! | `information` | H = D' diag(mu) D, solved exactly block by block |
//! | `fit` | Newton's method on any subset of the rows, with warm starts |
//! | `influence` | leverage and scores by pair; the error of an expected flow |
//! | `resistance` | multilateral resistances given output and expenditure |
//! | [`effect`] | did it move? effects of treatments, with pair effects, leads and lags, cohorts |
//!
//! Start at [`fit()`] and [`Design::new`]. The result does not depend on the order of the rows nor on threads.
//!
//! Sources: \[AndersonVanWincoop2003\], \[CorreiaGuimaraesZylkin2019\], \[HeadMayer2014\],
//! \[SantosSilvaTenreyro2006\], \[YotovEtAl2016\], in `docs/references.md`.

mod checks;
mod design;
pub mod effect;
mod error;
mod fit;
mod influence;
mod information;
mod levels;
mod panel;
mod resistance;

pub use checks::{check_border, check_values, countries};
pub use design::Design;
pub use error::Error;
pub use fit::{Fit, fit};
pub use influence::{Influence, Scores};
pub use information::{Direction, Information};
pub use levels::{Levels, PeriodLevels};
pub use panel::{Covariate, CovariateKind, Effects, FlowPanel};
pub use resistance::{Economy, Resistances, resistances};
