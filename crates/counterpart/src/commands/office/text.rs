//! `counterpart text`: one language of one text: write it, review it, mark it as what was signed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use register::act::{Request, Wish};
use register::address::Address;
use register::text::TextState;
use register::value::Input;

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart text`.
#[derive(clap::Args)]
pub struct Args {
    /// What to do
    #[arg(value_enum)]
    act: Act,
    /// The entry, such as recommendation/R-7
    entry: String,
    /// The field, such as title
    field: String,
    /// The language: en, zh, ru or another
    language: String,
    /// The words, for `write` and `machine`
    words: Option<String>,
    /// File with the words
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    file: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Act {
    /// Write it as a draft; other languages fall behind
    Write,
    /// Write what a program translated
    Machine,
    /// Say that a reviewer of the language has read it
    Review,
    /// Say that this is the wording that was signed
    Authenticate,
}

/// Writes or marks one language of a text.
pub fn run(args: &Args) -> Result<(), Failure> {
    let address = Address::parse(&args.entry)?;
    let words = match &args.file {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|source| store::Error::File { path: path.clone(), source })?,
        None => args.words.clone().unwrap_or_default(),
    };
    let (field, lang) = (args.field.clone(), args.language.clone());
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let wish = match args.act {
            Act::Write | Act::Machine => Wish::Translate,
            Act::Review => Wish::Review { field: field.clone(), lang: lang.clone() },
            Act::Authenticate => Wish::Authenticate { field: field.clone(), lang: lang.clone() },
        };
        let mut request = Request::new(address.clone(), wish, desk.now);
        if request.wish == Wish::Translate {
            let unknown =
                || register::Error::UnknownField { kind: address.kind().name, field: field.clone() };
            let name = address.kind().field(&field).ok_or_else(unknown)?.name;
            let state = if args.act == Act::Machine { TextState::Machine } else { TextState::Draft };
            request.inputs.insert(name, Input::Texts(BTreeMap::from([(lang, (words, state))])));
        }
        let mut transaction = desk.store.write().await?;
        let actor = desk.actor(&mut transaction).await?;
        let done = transaction.act(&actor, &request).await?;
        transaction.commit().await?;
        if desk.json {
            return Ok(output::print(&json(&done.entries))?);
        }
        let key = if done.entries.is_empty() { "office-nothing-changed" } else { "office-text-kept" };
        Ok(output::print(&format!("{}\n", desk.lang.say(key)))?)
    })
}
