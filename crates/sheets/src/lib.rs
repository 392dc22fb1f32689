//! The register's entries as tables: export, template, and import with all faults at once.
//!
//! What the command line and the web write and read is the same: the columns of an export are the names of fields,
//! and an import reads them and the labels of three languages. The format of the files is the business of
//! [`spreadsheets`], what may be written is decided by [`register`], by the permissions of who imports.
//!
//! | module | what |
//! |---|---|
//! | `columns` | the columns of a kind: meaning, headings in three languages, what a form says of them |
//! | `export`, `template` | entries as a table; an empty form to fill in |
//! | `reading` | what the headings and cells of somebody's table mean |
//! | `fault` | what is wrong with a table, at the cell where it stands |
//! | [`import`], [`texts`] | rows into the register: entries, or languages of texts by themselves |

mod columns;
mod export;
mod fault;
pub mod import;
mod reading;
mod template;
pub mod texts;

pub use columns::{Meaning, columns, described, heading, known};
pub use export::{Table, languages};
pub use fault::Fault;
pub use reading::Reading;
pub use template::template;
