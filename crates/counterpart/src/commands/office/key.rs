//! `counterpart key`: keys with which a side signs its confirmations, and keys of backups.

use std::path::PathBuf;

use register::act::{Request, Wish};
use register::value::Input;

use super::acts;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::server_key;

/// Arguments of `counterpart key`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Make a key of the own side and register its public half
    New {
        /// File for the secret half; it must not exist, and it belongs to the side alone
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// What the key is called
        #[arg(long)]
        label: Option<String>,
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Revoke a key of the own side
    Revoke {
        /// Its key in the register
        key: String,
        /// Why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        desk: DeskArgs,
    },
}

/// Makes or revokes a key.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::New { out, label, desk } => desk::run(new(out, label.as_deref(), desk)),
        What::Revoke { key, reason, desk } => {
            desk::run(acts::take(super::address_of("key", key)?, "revoke", Some(reason), desk))
        }
    }
}

async fn new(out: &std::path::Path, label: Option<&str>, args: &DeskArgs) -> Result<(), Failure> {
    let desk = Desk::open(args).await?;
    let mut transaction = desk.store.write().await?;
    let actor = desk.actor(&mut transaction).await?;
    let kind = register::kind::kind("key").expect("keys exist");
    let key = server_key::generate();
    let mut request = Request::new(transaction.next_key(kind).await?, Wish::Create, desk.now);
    request.inputs.insert("public", Input::Plain(server_key::public(&key)));
    if let Some(label) = label {
        request.inputs.insert("label", Input::Plain(label.to_owned()));
    }
    let done = transaction.act(&actor, &request).await?;
    // The secret half is there before the public one counts: a register never knows a key that nobody has.
    server_key::write_key(out, &key)?;
    transaction.commit().await?;
    acts::tell(&desk, &done)
}
