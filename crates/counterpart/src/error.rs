//! What can go wrong in the binary itself, and how any crate's error ends a command.

use std::path::PathBuf;

use diagnostic::{Explain, Kind, Place, Report};

/// How a command ends when it does not succeed: `?` turns the error of any crate into it.
#[derive(Debug)]
pub struct Failure {
    /// What is printed.
    pub report: Report,
}

impl<E: Explain + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        // The store knows more than one problem of an act, and both versions of an outdated one.
        let known = (&error as &dyn std::any::Any).downcast_ref::<store::Error>();
        Failure { report: known.map_or_else(|| Report::of(&error), store::Error::report) }
    }
}

impl Failure {
    /// Ends a command with everything that is wrong at once.
    #[expect(clippy::needless_pass_by_value, reason = "the form that `map_err` takes")]
    pub fn of_all<E: Explain>(errors: Vec<E>) -> Failure {
        Failure { report: Report::of_all(&errors).expect("a failed check names what failed") }
    }
}

/// Errors of the binary itself.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be written.
    #[error("cannot write to {path}", path = path.display())]
    NotWritable {
        /// The file or folder.
        path: PathBuf,
        /// What the machine said.
        #[source]
        source: std::io::Error,
    },
    /// Standard output cannot be written (a full disk behind `>`).
    #[error("cannot write to the standard output")]
    Stdout(#[source] std::io::Error),
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::System
    }

    fn code(&self) -> &'static str {
        "not-writable"
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::NotWritable { path, .. } => {
                Some(Place::File { path: path.clone(), row: None, column: None })
            }
            Error::Stdout(_) => None,
        }
    }

    fn remedy(&self) -> Vec<String> {
        vec!["name a place where you may write and the disk has room; nothing was written".into()]
    }
}
