//! `counterpart backup`: everything in one archive, encrypted unless one says otherwise.

use std::path::PathBuf;

use store::Lock;

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::{output, server_key};

/// Arguments of `counterpart backup`.
#[derive(clap::Args)]
pub struct Args {
    /// The archive; it must not exist
    file: PathBuf,
    /// Public key that it is encrypted for, age1...; may be repeated
    #[arg(long, value_name = "KEY", conflicts_with_all = ["passphrase_file", "unencrypted"])]
    recipient: Vec<String>,
    /// File with the passphrase that it is encrypted with
    #[arg(long, value_name = "FILE", conflicts_with = "unencrypted")]
    passphrase_file: Option<PathBuf>,
    /// Leave it readable for everybody; the server's key then stays out of it
    #[arg(long)]
    unencrypted: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Writes the archive.
pub fn run(args: &Args) -> Result<(), Failure> {
    let lock = lock(args)?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let head = desk.head(&mut transaction).await?;
        let mut secrets = Vec::new();
        if !matches!(lock, Lock::Open) {
            let path = server_key::path(&desk.folder);
            let key = std::fs::read(&path).map_err(|source| store::Error::File { path, source })?;
            secrets.push(("server.key", key));
        }
        let contents =
            store::backup(&mut transaction, &desk.documents(), head, &secrets, &args.file, &lock).await?;
        if desk.json {
            return Ok(output::print(&json(&contents))?);
        }
        let arguments = [
            ("n", (contents.head.number as i64).into()),
            ("documents", contents.n_documents.into()),
            ("file", args.file.display().to_string().into()),
            ("hash", contents.head.hash.clone().into()),
        ];
        Ok(output::print(&format!("{}\n", desk.lang.tell("office-backed-up", &arguments)))?)
    })
}

fn lock(args: &Args) -> Result<Lock, Failure> {
    if args.unencrypted {
        return Ok(Lock::Open);
    }
    if let Some(path) = &args.passphrase_file {
        return Ok(Lock::Passphrase(passphrase(path)?));
    }
    if args.recipient.is_empty() {
        return Err(NoLock.into());
    }
    Ok(Lock::Recipients(args.recipient.clone()))
}

/// A passphrase from its file, without the line end.
pub fn passphrase(path: &std::path::Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| store::Error::File { path: path.to_owned(), source })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Nobody said how the archive is to be encrypted.
#[derive(Debug, thiserror::Error)]
#[error("a backup is encrypted, and nothing says for whom")]
struct NoLock;

impl diagnostic::Explain for NoLock {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Command
    }

    fn code(&self) -> &'static str {
        "no-recipient"
    }

    fn remedy(&self) -> Vec<String> {
        vec![
            "give --recipient age1..., the public key of whoever keeps the backup (age-keygen makes a pair)"
                .into(),
            "or --passphrase-file FILE, or --unencrypted when the place is safe".into(),
        ]
    }
}
