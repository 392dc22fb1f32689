//! The register's strategies and profiles against each other.
//!
//! [`alignment`] compares texts and knows no register; [`store`] keeps entries and compares nothing. Here entries become
//! passages, and what was found becomes answers for a reader: [`Overlap`] with quotations, [`Coverage`] of the common
//! elements. The command line and the pages show them alike.
//!
//! ```text
//! passages   strategies, points and files as passages
//! overlap    candidates for common elements, each with its quotations and what the register knows of it
//! concepts   what passages are about, by concept
//! partners   profiles that answer each other, organisations entered twice
//! coverage   elements with nothing behind them, projects without an element
//! ```

mod concepts;
mod coverage;
mod error;
mod overlap;
mod partners;
mod passages;

pub use concepts::{Touched, concepts};
pub use coverage::{Coverage, coverage};
pub use error::Error;
pub use overlap::{Found, Overlap, Quotation, Reason, overlap};
pub use partners::{Partner, Partners, Profiles, Twice, WeakLinks, twice};
pub use passages::{Origin, Part, Passages, of_file, of_part};
