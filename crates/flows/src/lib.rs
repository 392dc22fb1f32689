//! Tables of flows between regions, read once and checked.
//!
//! A file becomes columns ([`read`]), columns get roles ([`Roles::find`]), and rows become a panel
//! ([`panel`]) or are refused or left out with their row numbers. Nothing is guessed in silence: what was guessed,
//! left out or taken for something is part of the result.
//!
//! | module | what |
//! |---|---|
//! | `read`, `recognise` | a file of any kind to a [`File`]: what it is tells its content, not its name |
//! | `text`, `cell`, `columnar` | CSV; one cell of it; Parquet and Arrow |
//! | `roles` | which column is the origin, the destination, the period, the flow |
//! | `covariates` | which columns enter the gravity equation, and as what |
//! | `panel` | rows to a [`gravity::FlowPanel`], with what was refused and left out |
//! | `inspect` | what a table holds, and what to run next |
//! | `groups` | a file group by group, in bounded memory |
//! | `write` | a table to CSV or Parquet |
//! | [`formats`] | files as BACI, UN Comtrade, SDMX and OpenAlex publish them, to such a table |

mod cell;
mod coder;
mod columnar;
mod covariates;
mod error;
pub mod formats;
mod groups;
mod inspect;
mod panel;
mod read;
mod recognise;
mod roles;
mod text;
mod write;

pub use covariates::{Recognised, covariate, covariates, recognise_covariates};
pub use error::{Error, Looks};
pub use groups::{Group, groups};
pub use inspect::{
    ColumnKind, ColumnSummary, FlowSummary, Inspection, PairCounts, PeriodSummary, Prefix, RegionSummary,
    inspect,
};
pub use panel::{Dropped, Evidence, panel};
pub use read::{File, Format, Reading, read, sha256};
pub use roles::{Given, Role, Roles};
pub use write::{csv, parquet};
