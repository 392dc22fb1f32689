//! What can go wrong between a file and its text.

use std::io;
use std::path::PathBuf;

use diagnostic::{Explain, Kind, Place};

/// Error of a file.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum Error {
    /// The machine cannot read it.
    #[error("{} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// Nothing in it.
    #[error("the file holds no text")]
    Empty { path: PathBuf },
    /// More than a text of people would take.
    #[error("the file, or what it unpacks to, is larger than {} MiB", limit_bytes >> 20)]
    TooLarge { path: PathBuf, limit_bytes: u64 },
    /// Something else than a text.
    #[error("the file is no text, DOCX, PDF, web page or table: it looks like {looks}")]
    NotAText { path: PathBuf, looks: &'static str },
    /// Neither Unicode nor one of the encodings that can be told apart.
    #[error("the encoding of the text is not recognised")]
    Encoding { path: PathBuf },
    /// Ends early or is not what it claims.
    #[error("the {format} is damaged or incomplete")]
    Damaged { path: PathBuf, format: &'static str, why: String },
    /// Encrypted.
    #[error("the {format} is protected by a password")]
    Password { path: PathBuf, format: &'static str },
    /// Pictures of pages.
    #[error("the PDF has {n_pages} pages and no text in them")]
    Scan { path: PathBuf, n_pages: usize },
    /// Letters whose meaning the PDF does not tell.
    #[error("the text of the PDF cannot be told from its fonts: {} of 100 signs have no meaning", percent)]
    Fonts { path: PathBuf, percent: usize },
    /// What is wrong with a table.
    #[error("the table cannot be read")]
    Table { path: PathBuf, why: Vec<String> },
}

impl Error {
    fn path(&self) -> &PathBuf {
        match self {
            Error::Unreadable { path, .. }
            | Error::Empty { path }
            | Error::TooLarge { path, .. }
            | Error::NotAText { path, .. }
            | Error::Encoding { path }
            | Error::Damaged { path, .. }
            | Error::Password { path, .. }
            | Error::Scan { path, .. }
            | Error::Fonts { path, .. }
            | Error::Table { path, .. } => path,
        }
    }
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Unreadable { .. } => Kind::System,
            _ => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Unreadable { .. } => "not-readable",
            Error::Empty { .. } => "empty",
            Error::TooLarge { .. } => "too-large",
            Error::NotAText { .. } => "not-a-text",
            Error::Encoding { .. } => "encoding",
            Error::Damaged { .. } => "damaged",
            Error::Password { .. } => "password",
            Error::Scan { .. } => "scan",
            Error::Fonts { .. } => "fonts",
            Error::Table { .. } => "table",
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::File { path: self.path().clone(), row: None, column: None })
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Encoding { .. } => vec![
                "it is neither UTF-8 nor UTF-16 with its mark, and reads neither as Russian in Windows-1251 nor as \
                 Chinese in GB 18030"
                    .to_owned(),
            ],
            Error::Damaged { why, .. } => vec![why.clone()],
            Error::Scan { .. } => vec!["it was scanned: its pages are pictures".to_owned()],
            Error::Table { why, .. } => why.clone(),
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let advice = match self {
            Error::Unreadable { .. } | Error::Empty { .. } | Error::Table { .. } => return Vec::new(),
            Error::TooLarge { .. } => "take the pictures out, or split the text into parts",
            Error::NotAText { .. } => "open it in its program, and save it as DOCX, PDF or plain text",
            Error::Encoding { .. } => "open it in an editor, and save it as UTF-8",
            Error::Damaged { .. } => "fetch it again, or open it in its program and save it anew",
            Error::Password { .. } => "save it without the password",
            Error::Scan { .. } => {
                "recognise the text with a program for it (OCR), read it through, and take that file"
            }
            Error::Fonts { .. } => "take the DOCX it was made from, or recognise the text of its pages (OCR)",
        };
        vec![advice.to_owned()]
    }
}
