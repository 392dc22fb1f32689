//! `counterpart restore`: a register from an archive, into a folder and database that hold none.

use std::path::PathBuf;

use store::{Documents, Key, Store};

use crate::commands::json;
use crate::desk;
use crate::error::Failure;
use crate::{output, server_key};
use words::Language;

/// Arguments of `counterpart restore`.
#[derive(clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Folder for the register; it must hold none
    #[arg(long, value_name = "DIR")]
    register: PathBuf,
    /// Database to restore into: sqlite:FILE or postgres://... [default: an SQLite file in the folder]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// File with the secret key, AGE-SECRET-KEY-1...
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    identity_file: Option<PathBuf>,
    /// File with the passphrase
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Language of texts
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
}

/// Restores, verifying the chain; never over a living register.
pub fn run(args: &Args) -> Result<(), Failure> {
    let key = match (&args.identity_file, &args.passphrase_file) {
        (Some(path), _) => Key::Identity(identity(path)?),
        (None, Some(path)) => Key::Passphrase(super::backup::passphrase(path)?),
        (None, None) => Key::Open,
    };
    if args.register.join("counterpart.toml").exists() {
        return Err(store::Error::Occupied.into());
    }
    desk::run(async {
        let folder = &args.register;
        std::fs::create_dir_all(folder)
            .map_err(|source| store::Error::File { path: folder.clone(), source })?;
        let config = desk::Config { database: args.database.clone(), mail: None };
        let store = Store::create(&desk::database_url(folder, &config)).await?;
        let documents = Documents::at(&folder.join("documents"));
        let restored = match store::restore(&store, &documents, &args.file, &key).await {
            Ok(restored) => restored,
            Err(error) => {
                desk::give_up(folder, &config, store).await?;
                return Err(error.into());
            }
        };
        let (contents, secrets) = restored;
        match secrets.into_iter().find(|(name, _)| name == "server.key") {
            Some((_, bytes)) => {
                server_key::write_secret(&server_key::path(folder), String::from_utf8_lossy(&bytes).trim())?;
            }
            None => server_key::write_key(&server_key::path(folder), &server_key::generate())?,
        }
        super::init::write_config(folder, args.database.as_deref())?;
        store.close().await;
        if args.json {
            return Ok(output::print(&json(&contents))?);
        }
        let arguments = [
            ("n", (contents.head.number as i64).into()),
            ("documents", contents.n_documents.into()),
            ("folder", folder.display().to_string().into()),
        ];
        Ok(output::print(&format!("{}\n", args.lang.tell("office-restored", &arguments)))?)
    })
}

/// The secret key in a file of age, which has comments.
fn identity(path: &std::path::Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| store::Error::File { path: path.to_owned(), source })?;
    let line = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-"));
    Ok(line.unwrap_or(&text).to_owned())
}
