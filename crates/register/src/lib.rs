//! What two sides agreed, kept so that nobody can lose it or quietly change it.
//!
//! The cooperation domain as a state machine: it holds every rule and does no I/O, has no clock and draws no random
//! number. Two rules come before all others:
//!
//! 1. What binds both sides is done only when both have confirmed the same version of it ([`confirmation`]).
//! 2. Nobody deletes, and nobody can quietly change ([`audit`], [`verify`]).
//!
//! | module | what |
//! |---|---|
//! | [`kind`], [`kinds`] | what entries are: fields, states, rows from -> to, and who may take them |
//! | [`entry`], [`value`], [`text`], [`date`], [`address`] | what an entry holds |
//! | [`actor`], [`permission`] | who acts and who reads; the only place that makes a permit |
//! | [`act`](mod@act) | the only way from one state to another; [`related`] says what it must know around the entry |
//! | [`foundation`] | how a register begins, how people enrol |
//! | [`opinion`], [`schedule`] | outcomes of recommendations, reports that projects owe |
//! | [`signal`], [`reminder`] | what dates say |
//! | [`search`], [`table`], [`diagram`] | words to search by, rows of spreadsheets, pictures of the tables |
//!
//! Start with [`kinds::recommendations`] to see what a table looks like, then with [`act::act`].

pub mod act;
pub mod actor;
pub mod address;
pub mod audit;
pub mod confirmation;
pub mod date;
pub mod diagram;
pub mod entry;
pub mod foundation;
pub mod kind;
pub mod kinds;
pub mod opinion;
pub mod permission;
pub mod related;
pub mod reminder;
pub mod schedule;
pub mod search;
pub mod signal;
pub mod table;
pub mod text;
pub mod value;
pub mod verify;

mod change_request;
mod consequences;
mod creation;
mod error;
mod evidence;
mod halves;
mod kept;
mod replay;
mod side;
mod translation;

pub use error::{Error, Errors, expected};
pub use halves::hash_to_sign;
pub use side::Side;
