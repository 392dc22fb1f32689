//! Real servers for tests, as child processes that end with the test however it ends.
//!
//! [`Postgres`] gives empty databases and crashes when asked to; [`Smtp`] takes mails and shows them.
//! Where a server is not installed they panic: a test that needs one cannot do without.
//! Only ever a dev-dependency.

mod folder;
mod installed;
mod postgres;
mod process;
mod smtp;

pub use postgres::Postgres;
pub use smtp::Smtp;
