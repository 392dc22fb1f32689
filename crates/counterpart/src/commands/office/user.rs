//! `counterpart user`: users of the own side, and how they enrol at their own desk.

use std::path::PathBuf;

use register::act::{Request, Wish};
use register::entry::sha256;
use register::table;
use register::value::Input;

use super::acts;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::{output, server_key};

/// Arguments of `counterpart user`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Add a user of the own side; prints a one-time token for him
    New {
        /// Key of the user
        key: String,
        /// Field: name=..., roles=secretariat, regions=RU-SAR, language=ru, email=...
        #[arg(long = "set", value_name = "FIELD=VALUE")]
        set: Vec<String>,
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Exchange a one-time token for a token of one's own, at one's own desk
    Enrol {
        /// File for the new token; it must not exist
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Block a user of the own side
    Block {
        /// Key of the user
        key: String,
        /// Why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Let a blocked user act again
    Unblock {
        /// Key of the user
        key: String,
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Erase the name, mail address and everything else about a user of the own side
    Erase {
        /// Key of the user
        key: String,
        /// Why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        desk: DeskArgs,
    },
}

/// Adds, enrols, blocks, unblocks or erases a user.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::New { key, set, desk } => desk::run(new(key, set, desk)),
        What::Enrol { out, desk } => desk::run(enrol(out, desk)),
        What::Block { key, reason, desk } => {
            desk::run(acts::take(super::address_of("user", key)?, "block", Some(reason), desk))
        }
        What::Unblock { key, desk } => {
            desk::run(acts::take(super::address_of("user", key)?, "unblock", None, desk))
        }
        What::Erase { key, reason, desk } => {
            desk::run(acts::take(super::address_of("user", key)?, "erase", Some(reason), desk))
        }
    }
}

async fn new(key: &str, set: &[String], args: &DeskArgs) -> Result<(), Failure> {
    let desk = Desk::open(args).await?;
    let mut transaction = desk.store.write().await?;
    let actor = desk.actor(&mut transaction).await?;
    let kind = register::kind::kind("user").expect("users exist");
    let one_time = server_key::token();
    let cells = acts::cells(kind, set)?;
    let mut request = Request::new(super::address_of("user", key)?, Wish::Create, desk.now);
    request.inputs = table::inputs(&cells);
    request.inputs.insert("token", Input::Plain(sha256(one_time.as_bytes())));
    transaction.act(&actor, &request).await?;
    transaction.commit().await?;
    if desk.json {
        let made = serde_json::json!({ "user": request.address, "one_time_token": one_time });
        return Ok(output::print(&json(&made))?);
    }
    output::say(&desk.lang.tell("office-one-time-token", &[("user", key.to_owned().into())]));
    Ok(output::print(&format!("{one_time}\n"))?)
}

async fn enrol(out: &std::path::Path, args: &DeskArgs) -> Result<(), Failure> {
    let desk = Desk::open(args).await?;
    let one_time = args.token()?.ok_or(desk::Error::NoToken)?;
    let token = server_key::token();
    let mut transaction = desk.store.write().await?;
    let (old, new) = (sha256(one_time.as_bytes()), sha256(token.as_bytes()));
    let user = transaction.enrol(&old, &new, desk.now).await?;
    // The token is there before the register knows it: nobody is locked out by a full disk.
    server_key::write_secret(out, &token)?;
    transaction.commit().await?;
    if desk.json {
        return Ok(output::print(&json(&serde_json::json!({ "user": user.address, "token_file": out })))?);
    }
    let arguments =
        [("user", user.address.key().to_owned().into()), ("file", out.display().to_string().into())];
    Ok(output::print(&format!("{}\n", desk.lang.tell("office-enrolled", &arguments)))?)
}
