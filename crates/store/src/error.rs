//! What can go wrong with the store.

use std::path::PathBuf;

use diagnostic::{Explain, Kind, Place, Report};
use register::entry::Entry;

/// Why the store does not do it.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the sentence of each variant says what it is")]
pub enum Error {
    #[error("{url:?} names no database")]
    Url { url: String },
    #[error("the database cannot be opened")]
    Open {
        #[source]
        source: sqlx::Error,
    },
    #[error("there is no register in this database")]
    Empty,
    #[error("there is a register in this database already")]
    Occupied,
    #[error("the register is of an older version ({found} of {known} migrations)")]
    Older { found: usize, known: usize },
    #[error("the register was being migrated, and that was not finished")]
    Unfinished,
    #[error("the register was written by a newer version of this program")]
    Newer,
    #[error("the register could not be migrated, and is as it was")]
    Migration {
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    #[error("the database is busy with another change")]
    Busy,
    #[error("the disk of the database is full, or takes no more")]
    Full,
    #[error("the database can only be read")]
    ReadOnly,
    #[error("the connection to the database was lost")]
    Lost {
        #[source]
        source: sqlx::Error,
    },
    #[error("the database answered with an error")]
    Database {
        #[source]
        source: sqlx::Error,
    },
    #[error("an act failed in the middle, and with it everything that was to be written together")]
    Incomplete,
    #[error("{address} stands in the database in a form that cannot be read")]
    Broken { address: String },
    #[error("the act is not possible")]
    Refused(register::Errors),
    #[error("{address} has changed since: it is at version {}, your change was made on version {}", .current.version, .yours.version)]
    Outdated { address: String, yours: Box<Entry>, current: Box<Entry> },
    #[error("the token is not known, or its user is not active")]
    Token,
    #[error("the password is shorter than {least} characters")]
    ShortPassword { least: usize },
    #[error("{path} cannot be read or written", path = .path.display())]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{path} is no archive of a register", path = .path.display())]
    Archive { path: PathBuf, why: String },
    #[error("the archive cannot be decrypted with this key")]
    Decrypt,
    #[error("the key {text:?} cannot be read")]
    Recipient { text: String },
    #[error("the chain in the archive is not sound: {first}")]
    Chain { first: String },
}

/// What the result of the store is.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(source: sqlx::Error) -> Self {
        let code = source
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .unwrap_or_default()
            .into_owned();
        match code.as_str() {
            // SQLite: busy, locked, and busy snapshot; PostgreSQL: lock not available, deadlock, serialization.
            "5" | "6" | "261" | "517" | "55P03" | "40P01" | "40001" => Error::Busy,
            // SQLite: full, and a write that the system refuses, as for a limit on the size of files; PostgreSQL: disk full.
            "13" | "778" | "53100" => Error::Full,
            // SQLite: read-only and its extended codes, cannot open; PostgreSQL: read-only transaction.
            "8" | "264" | "520" | "776" | "1032" | "1288" | "1544" | "25006" => Error::ReadOnly,
            "57P01" | "57P02" | "57P03" | "08006" | "08003" => Error::Lost { source },
            _ => match source {
                sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                    Error::Lost { source }
                }
                sqlx::Error::PoolTimedOut => Error::Busy,
                source => Error::Database { source },
            },
        }
    }
}

impl From<register::Error> for Error {
    fn from(fault: register::Error) -> Self {
        Error::Refused(vec![fault])
    }
}

impl From<register::Errors> for Error {
    fn from(faults: register::Errors) -> Self {
        Error::Refused(faults)
    }
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Url { .. } | Error::Recipient { .. } => Kind::Command,
            Error::Refused(_)
            | Error::Outdated { .. }
            | Error::Archive { .. }
            | Error::Chain { .. }
            | Error::Token
            | Error::ShortPassword { .. } => Kind::Data,
            _ => Kind::System,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Url { .. } => "database-url",
            Error::Open { .. } => "database-open",
            Error::Empty => "no-register",
            Error::Occupied => "register-exists",
            Error::Older { .. } => "older-register",
            Error::Unfinished => "unfinished-register",
            Error::Newer => "newer-register",
            Error::Migration { .. } => "migration",
            Error::Busy => "busy",
            Error::Full => "disk-full",
            Error::ReadOnly => "read-only",
            Error::Lost { .. } => "connection-lost",
            Error::Database { .. } => "database",
            Error::Incomplete => "incomplete",
            Error::Broken { .. } => "broken-entry",
            Error::Refused(_) => "refused",
            Error::Outdated { .. } => "outdated",
            Error::Token => "token",
            Error::ShortPassword { .. } => "short-password",
            Error::File { .. } => "file",
            Error::Archive { .. } => "archive",
            Error::Decrypt => "decrypt",
            Error::Recipient { .. } => "recipient",
            Error::Chain { .. } => "chain",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::Archive { path, .. } | Error::File { path, .. } => {
                Some(Place::File { path: path.clone(), row: None, column: None })
            }
            _ => None,
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Archive { why, .. } => vec![why.clone()],
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let advice = match self {
            Error::Url { .. } => "write sqlite:FILE or postgres://USER@HOST/DATABASE",
            Error::Empty => "make one with counterpart init",
            Error::Occupied => {
                "choose an empty folder or database; nothing is ever written over a living register"
            }
            Error::Older { .. } => "take a backup, then run counterpart migrate",
            Error::Unfinished => "run counterpart migrate again; nothing was lost",
            Error::Newer => "use the version of the program that wrote it, or a later one",
            Error::Busy | Error::Incomplete => "nothing was changed; try again",
            Error::Full => "nothing was changed; make room, then try again",
            Error::ReadOnly => {
                "nothing was changed; allow this user to write to the file and its folder, then try again"
            }
            Error::Lost { .. } => {
                "an act is there whole or not at all: look with counterpart audit show, then try again if it is not"
            }
            Error::Broken { .. } => "run counterpart audit verify, and restore a backup",
            Error::Outdated { .. } => "look at both versions, and make your change again on the newer one",
            Error::Token => "ask the administrator of your side for a new one",
            Error::ShortPassword { .. } => {
                "choose a longer one, such as four words that have nothing to do with each other"
            }
            Error::Decrypt => "give the key the archive was made for",
            Error::Recipient { .. } => "write a recipient such as age1...",
            Error::Chain { .. } => "use another backup; nothing was restored",
            _ => return Vec::new(),
        };
        vec![advice.to_owned()]
    }
}

impl Error {
    /// Everything that is wrong, for people.
    pub fn report(&self) -> Report {
        match self {
            Error::Refused(faults) => Report::of_all(faults).unwrap_or_else(|| Report::of(self)),
            Error::Outdated { yours, current, .. } => {
                let mut report = Report::of(self);
                report.problems[0].causes = differences(yours, current);
                report
            }
            other => Report::of(other),
        }
    }
}

/// Field by field, what differs between two versions of an entry.
pub fn differences(old: &Entry, new: &Entry) -> Vec<String> {
    let mut lines = Vec::new();
    if old.state != new.state {
        lines.push(format!("state: {} -> {}", old.state, new.state));
    }
    for field in new.kind().fields {
        let (before, after) = (old.fields.get(field.name), new.fields.get(field.name));
        if before != after {
            let show = |value: Option<&register::value::Value>| {
                value.map_or_else(
                    || "nothing".to_owned(),
                    |value| serde_json::to_string(value).unwrap_or_default(),
                )
            };
            lines.push(format!("{}: {} -> {}", field.name, show(before), show(after)));
        }
    }
    lines
}
