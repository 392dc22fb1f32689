//! `counterpart check`: whether the register can be opened, and what stands beside it is whole.

use serde::Serialize;

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart check`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Serialize)]
struct Checked {
    head: register::audit::Head,
    n_documents: usize,
    damaged_documents: Vec<String>,
}

/// Opens the register, reads its head and every document.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let head = desk.head(&mut desk.store.read().await?).await?;
        let documents = desk.documents();
        let hashes = documents.hashes()?;
        let damaged: Vec<String> =
            hashes.iter().filter(|hash| documents.read(hash).is_none()).cloned().collect();
        let changed = desk.store.read().await?.compare_results(&documents).await?;
        if let Some(first) = changed.first() {
            return Err(store::Error::Broken { address: first.to_string() }.into());
        }
        let checked = Checked { head, n_documents: hashes.len(), damaged_documents: damaged };
        if desk.json {
            output::print(&json(&checked))?;
        } else {
            let arguments = [
                ("n", (checked.head.number as i64).into()),
                ("hash", checked.head.hash.clone().into()),
                ("documents", checked.n_documents.into()),
            ];
            output::print(&format!("{}\n", desk.lang.tell("office-checked", &arguments)))?;
        }
        match checked.damaged_documents.first() {
            None => Ok(()),
            Some(first) => Err(store::Error::Broken { address: format!("document {first}") }.into()),
        }
    })
}
