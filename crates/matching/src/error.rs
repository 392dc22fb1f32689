//! What can go wrong.

use diagnostic::{Explain, Kind, Place};

/// Error of the register, or of a file kept beside it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The register.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A text that cannot be read.
    #[error(transparent)]
    Text(#[from] textfiles::Error),
    /// Something that is no side, region or strategy.
    #[error("{text} is neither a side, nor a region or strategy of the register, nor a file")]
    UnknownPart {
        /// What was asked for.
        text: String,
    },
    /// Nothing to compare.
    #[error("{text} has no text of a strategy")]
    NoText {
        /// What was asked for.
        text: String,
    },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Store(error) => error.kind(),
            Error::Text(error) => error.kind(),
            Error::UnknownPart { .. } => Kind::Command,
            Error::NoText { .. } => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Store(error) => error.code(),
            Error::Text(error) => error.code(),
            Error::UnknownPart { .. } => "unknown-part",
            Error::NoText { .. } => "no-text",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::Store(error) => error.place(),
            Error::Text(error) => error.place(),
            _ => None,
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Store(error) => error.causes(),
            Error::Text(error) => error.causes(),
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        match self {
            Error::Store(error) => error.remedy(),
            Error::Text(error) => error.remedy(),
            Error::UnknownPart { .. } => {
                vec!["name a side (a, b), a region (REG-1), a strategy (S-1) or a file".to_owned()]
            }
            Error::NoText { .. } => vec!["load one with counterpart strategies add".to_owned()],
        }
    }
}
