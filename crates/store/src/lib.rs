//! Keeps the register in SQLite or PostgreSQL.
//!
//! It holds no rule: what an act does is decided by [`register`], and this crate writes it, with its link of the audit
//! chain, in one transaction. It checks no permission either: readers are passed to every query as a [`Reader`](register::actor::Reader), and
//! the audience of each entry, computed by the register, stands beside it.
//!
//! | module | what |
//! |---|---|
//! | `database`, `transaction` | opening, migrating, one transaction on either database |
//! | `acting`, `founding` | acts, and how a register begins |
//! | `reading` | entries, histories, lists, search |
//! | `chain`, `replaying` | the end of the chain, signed heads; replay and comparison of all tables |
//! | `backup` | one archive, restorable into either database |
//! | [`logins`] | passwords, second factors, who is logged in, how often one may try |
//! | [`views`] | what is due, the road map, outcomes, plans, threads |
//! | `results` | rows of analysis runs, from files that the chain names |
//! | `documents`, `aside`, `reminders` | files beside the database, and those that wait an hour; which reminders were sent |

mod acting;
mod aside;
mod backup;
mod chain;
mod database;
mod documents;
mod error;
mod founding;
pub mod listing;
pub mod logins;
mod reading;
mod reads;
mod reminders;
mod replaying;
mod results;
mod transaction;
pub mod views;

pub use acting::Done;
pub use backup::{Contents, Key, Lock, backup, restore};
pub use chain::Recorded;
pub use database::Store;
pub use documents::Documents;
pub use error::{Error, Result, differences};
pub use listing::{Filter, Order};
pub use reading::Version;
pub use reads::{Change, Reads};
pub use reminders::Reminder;
pub use replaying::Verified;
pub use results::{Apart, LinkRow, Numbers, PairOrder, PairQuery, pair_of};
pub use transaction::Transaction;
