//! The desk of somebody who works with a register: the folder it lives in, who sits there, in which language.

use std::future::Future;
use std::path::{Path, PathBuf};

use diagnostic::{Explain, Kind as ReportKind, Place};
use jiff::Timestamp;
use register::actor::{Actor, Reader};
use register::address::Address;
use register::audit::Head;
use register::entry::sha256;
use serde::Deserialize;
use store::{Documents, Store, Transaction};

use crate::error::Failure;
use crate::server_key;
use words::Language;

/// Where the register is and who acts.
#[derive(Debug, Clone, clap::Args)]
pub struct DeskArgs {
    /// Folder of the register [default: $COUNTERPART_REGISTER, or the current folder]
    #[arg(long, value_name = "DIR")]
    register: Option<PathBuf>,
    /// File with the token of the acting user [default: the token in $COUNTERPART_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    /// Language of texts and labels
    #[arg(long, value_enum, default_value_t)]
    pub lang: Language,
}

/// `counterpart.toml` in the folder of a register.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the register is kept.
    pub database: Option<String>,
    /// How mail goes out.
    pub mail: Option<Mail>,
}

/// A mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Name or address of the SMTP server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The sender of all mails.
    pub from: String,
    /// Whether the connection is encrypted (STARTTLS); only a server on this machine may do without.
    #[serde(default = "yes")]
    pub tls: bool,
    /// User name, where the server wants one.
    pub user: Option<String>,
    /// File with the password.
    pub password_file: Option<PathBuf>,
}

fn yes() -> bool {
    true
}

/// What can be wrong with a desk.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder has no configuration.
    #[error("{path} holds no register", path = .path.display())]
    NoRegister {
        /// The folder.
        path: PathBuf,
    },
    /// The configuration cannot be read.
    #[error("{path} cannot be read", path = .path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Nobody acts.
    #[error("this needs the token of the acting user")]
    NoToken,
    /// The environment names a time that is none.
    #[error("COUNTERPART_NOW is {text:?}, which is no time")]
    Now {
        /// What it is.
        text: String,
    },
    /// The entry does not exist, or is not for this reader.
    #[error("there is no {address}")]
    NotFound {
        /// The address.
        address: String,
    },
}

impl Explain for Error {
    fn kind(&self) -> ReportKind {
        match self {
            Error::Config { .. } => ReportKind::System,
            Error::NotFound { .. } => ReportKind::Data,
            _ => ReportKind::Command,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::NoRegister { .. } => "no-register",
            Error::Config { .. } => "configuration",
            Error::NoToken => "no-token",
            Error::Now { .. } => "clock",
            Error::NotFound { .. } => "not-found",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::Config { path, .. } => Some(Place::File { path: path.clone(), row: None, column: None }),
            _ => None,
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Config { why, .. } => vec![why.clone()],
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let advice = match self {
            Error::NoRegister { .. } => "name its folder with --register, or make one with counterpart init",
            Error::NoToken => "give --token-file FILE, or set COUNTERPART_TOKEN",
            Error::Now { .. } => "write it as 2026-05-14T10:00:00Z, or unset it",
            Error::Config { .. } | Error::NotFound { .. } => return Vec::new(),
        };
        vec![advice.to_owned()]
    }
}

/// An open register, with who sits before it.
pub struct Desk {
    /// The register.
    pub store: Store,
    /// Its folder.
    pub folder: PathBuf,
    /// Its configuration.
    pub config: Config,
    /// The language of texts and labels.
    pub lang: Language,
    /// Whether JSON is wanted.
    pub json: bool,
    /// The time.
    pub now: Timestamp,
    token: Option<String>,
}

impl Desk {
    /// Opens the register that the arguments name.
    pub async fn open(args: &DeskArgs) -> Result<Self, Failure> {
        let folder = args.folder();
        let config = config(&folder)?;
        let store = Store::open(&database_url(&folder, &config)).await?;
        let token = args.token()?;
        Ok(Desk { store, folder, config, lang: args.lang, json: args.json, now: now()?, token })
    }

    /// Who acts; the token must be there.
    pub async fn actor(&self, transaction: &mut Transaction) -> Result<Actor, Failure> {
        let token = self.token.as_ref().ok_or(Error::NoToken)?;
        Ok(transaction.actor(&sha256(token.as_bytes())).await?)
    }

    /// Who reads: a member with a token, the public without.
    pub async fn reader(&self, transaction: &mut Transaction) -> Result<Reader, Failure> {
        match self.token {
            Some(_) => Ok(Reader::Member(self.actor(transaction).await?.side)),
            None => Ok(Reader::Public),
        }
    }

    /// The files beside the database.
    pub fn documents(&self) -> Documents {
        Documents::at(&self.folder.join("documents"))
    }

    /// The signed end of the chain.
    pub async fn head(&self, transaction: &mut Transaction) -> Result<Head, Failure> {
        let key = server_key::read(&self.folder)?;
        Ok(transaction.head(&key).await?)
    }
}

impl DeskArgs {
    /// The folder of the register.
    pub fn folder(&self) -> PathBuf {
        folder(self.register.as_ref())
    }

    /// The token, without the line end it may have.
    pub fn token(&self) -> Result<Option<String>, Failure> {
        let text = match &self.token_file {
            Some(path) => {
                let read = std::fs::read_to_string(path);
                Some(read.map_err(|source| store::Error::File { path: path.clone(), source })?)
            }
            None => std::env::var("COUNTERPART_TOKEN").ok(),
        };
        Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
    }
}

/// The folder of a register: as given, or of the environment, or the current one.
pub fn folder(given: Option<&PathBuf>) -> PathBuf {
    let from_environment = || std::env::var_os("COUNTERPART_REGISTER").map(PathBuf::from);
    given.cloned().or_else(from_environment).unwrap_or_else(|| PathBuf::from("."))
}

/// The configuration of a register's folder.
pub fn config(folder: &Path) -> Result<Config, Failure> {
    let path = folder.join("counterpart.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::NoRegister { path: folder.to_owned() }.into());
        }
        Err(error) => return Err(Error::Config { path, why: error.to_string() }.into()),
    };
    toml::from_str(&text).map_err(|error| Error::Config { path, why: error.message().to_owned() }.into())
}

/// Where the register is kept: an SQLite file beside the configuration, unless it says otherwise.
pub fn database_url(folder: &Path, config: &Config) -> String {
    match &config.database {
        Some(url) => url.clone(),
        None => format!("sqlite:{}", folder.join("register.db").display()),
    }
}

/// Takes away the SQLite file of a register that could not be filled.
pub async fn give_up(folder: &Path, config: &Config, store: Store) -> Result<(), Failure> {
    store.clear().await?;
    store.close().await;
    if config.database.is_none() {
        for name in ["register.db", "register.db-wal", "register.db-shm"] {
            // What is not there need not go.
            let _ = std::fs::remove_file(folder.join(name));
        }
    }
    Ok(())
}

/// The time: that of the machine, or what tests and rehearsals set.
pub fn now() -> Result<Timestamp, Failure> {
    let Ok(text) = std::env::var("COUNTERPART_NOW") else {
        // Seconds are enough for a register.
        let now = Timestamp::now();
        return Ok(Timestamp::from_second(now.as_second()).unwrap_or(now));
    };
    text.parse().map_err(|_| Error::Now { text }.into())
}

/// Runs what waits for the database.
pub fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime of one thread starts").block_on(work)
}

/// Runs a server.
pub fn run_on_all_processors<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime starts").block_on(work)
}

/// An entry that must be there for this reader.
pub async fn must_see(
    transaction: &mut Transaction,
    reader: Reader,
    address: &Address,
) -> Result<register::entry::Entry, Failure> {
    let found = transaction.look(reader, address).await?;
    found.ok_or_else(|| Error::NotFound { address: address.to_string() }.into())
}

/// The error for an address that is not there.
pub fn not_found(address: &Address) -> Failure {
    Error::NotFound { address: address.to_string() }.into()
}
