//! `counterpart search`: entries that hold all of some words, in any language.

use std::fmt::Write as _;

use store::Filter;
use store::views::Brief;

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart search`.
#[derive(clap::Args)]
pub struct Args {
    /// The words; Chinese words of two characters are found inside sentences, Russian ones in any form
    #[arg(required = true)]
    words: Vec<String>,
    /// Only entries of this kind
    #[arg(long)]
    kind: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints what is found.
pub fn run(args: &Args) -> Result<(), Failure> {
    let kind = args.kind.as_deref().map(super::kind_named).transpose()?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let filter =
            Filter { kind, words: Some(args.words.join(" ")), limit: Some(args.limit), ..Filter::default() };
        let n = transaction.count(reader, &filter).await?;
        let found = transaction.list(reader, &filter).await?;
        let briefs: Vec<Brief> = found.iter().map(|entry| Brief::of(entry, desk.lang.code())).collect();
        if desk.json {
            return Ok(output::print(&json(&serde_json::json!({ "count": n, "entries": briefs })))?);
        }
        let mut text = format!("{}\n", desk.lang.tell("office-found", &[("n", n.into())]));
        for brief in &briefs {
            let _ = writeln!(
                text,
                "{} {}",
                words::kind(desk.lang, brief.address.kind()),
                print::brief(desk.lang, brief)
            );
        }
        Ok(output::print(&text)?)
    })
}
