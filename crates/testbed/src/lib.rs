//! Real servers for tests, as child processes that end with the test however it ends.
//!
//! [`Postgres`] gives empty databases and crashes when asked to; [`Smtp`] takes mails and shows them;
//! [`Browser`] opens pages, uses them as people do, and judges how accessible they are. [`Server`] is the
//! program under test, and [`http`] has the clients.
//! Where a server is not installed they panic: a test that needs one cannot do without.
//! Only ever a dev-dependency.

pub mod browser;
mod folder;
pub mod http;
mod installed;
mod postgres;
mod process;
mod server;
mod smtp;

pub use browser::{Browser, Setup};
pub use postgres::Postgres;
pub use server::Server;
pub use smtp::Smtp;
