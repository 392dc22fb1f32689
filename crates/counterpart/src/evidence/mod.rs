//! Evidence of the register: tables of flows as datasets, analyses of frozen ones as runs.
//!
//! ```text
//! evidence
//! ├── dataset        a table to Parquet beside the database, and to a dataset of the register; back to a panel
//! ├── register       tables made from the register itself: ties, exchanges
//! ├── specification  what is asked of a panel
//! ├── run            a run of an analysis, kept with its results in one transaction
//! └── results        an analysis as the file that is kept
//! ```

pub mod dataset;
pub mod register;
pub mod results;
pub mod run;
pub mod specification;

pub use specification::Specification;
