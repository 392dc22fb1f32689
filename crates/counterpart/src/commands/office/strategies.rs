//! `counterpart strategies`: texts of strategies in, what they are about, what both sides' have in common.

mod add;
mod keep;
mod page;

use std::path::{Path, PathBuf};

use alignment::overlap::THRESHOLD;
use matching::{Part, Passages};
use register::actor::Reader;
use store::Transaction;
use words::Language;

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart strategies`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Keep the text of a strategy: plain text, DOCX, PDF, a web page, or a table of priorities
    Add(add::Args),
    /// Say which concepts strategies are about, with a passage for each
    Match(Match),
    /// List what the strategies of two sides, regions or files have in common
    Overlap(Overlap),
    /// Say which confirmed common elements have nothing behind them, and which projects stand on none
    Coverage(Coverage),
}

#[derive(clap::Args)]
struct Match {
    /// A side (a, b), a region or strategy by its key, or a file
    of: String,
    /// At most so many concepts
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(clap::Args)]
struct Overlap {
    /// A side (a, b), a region or strategy by its key, or a file
    first: String,
    /// What to compare it with; a national plan too
    second: String,
    /// Quote the passages of both, in the original
    #[arg(long)]
    quote: bool,
    /// Show passages that are so much alike, from 0 to 1
    #[arg(long, value_name = "LIKENESS", default_value_t = THRESHOLD)]
    from: f64,
    /// At most so many candidates
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: usize,
    /// Put these of the list into the register, as candidates that both sides confirm or strike: 1,4
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    keep: Vec<usize>,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(clap::Args)]
struct Coverage {
    #[command(flatten)]
    desk: DeskArgs,
}

/// Does what was asked.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Add(args) => add::run(args),
        Command::Match(args) => about(args),
        Command::Overlap(args) => overlap(args),
        Command::Coverage(args) => desk::run(async {
            let desk = Desk::open(&args.desk).await?;
            let mut transaction = desk.store.read().await?;
            let reader = desk.reader(&mut transaction).await?;
            let coverage = matching::coverage(&mut transaction, reader, desk.lang.code()).await?;
            let text = if desk.json { json(&coverage) } else { page::coverage(desk.lang, &coverage) };
            Ok(output::print(&text)?)
        }),
    }
}

fn about(args: &Match) -> Result<(), Failure> {
    let lang = args.desk.lang;
    let tell = |passages: &Passages| {
        let touched = matching::concepts(passages, args.limit, language(lang));
        let text = if args.desk.json {
            json(&touched)
        } else {
            page::concepts(lang, passages.texts.len(), &touched)
        };
        Ok(output::print(&text)?)
    };
    if let Some(path) = file(&args.of) {
        return tell(&matching::of_file(&path)?);
    }
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        tell(&passages(&desk, &mut transaction, reader, &args.of).await?)
    })
}

fn overlap(args: &Overlap) -> Result<(), Failure> {
    let lang = args.desk.lang;
    let find = |a: &Passages, b: &Passages| matching::overlap(a, b, args.from, args.limit, language(lang));
    let print = |overlap: &matching::Overlap| {
        let text = if args.desk.json { json(overlap) } else { page::overlap(lang, overlap, args.quote) };
        output::print(&text)
    };
    if let (Some(first), Some(second), []) = (file(&args.first), file(&args.second), args.keep.as_slice()) {
        return Ok(print(&find(&matching::of_file(&first)?, &matching::of_file(&second)?))?);
    }
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction =
            if args.keep.is_empty() { desk.store.read().await? } else { desk.store.write().await? };
        let reader = desk.reader(&mut transaction).await?;
        let first = passages(&desk, &mut transaction, reader, &args.first).await?;
        let second = passages(&desk, &mut transaction, reader, &args.second).await?;
        let mut overlap = find(&first, &second);
        overlap.know(&mut transaction, reader, lang.code()).await?;
        if args.keep.is_empty() {
            return Ok(print(&overlap)?);
        }
        keep::run(&desk, transaction, &overlap, &args.keep).await
    })
}

/// The passages of a part of the register, or of a file; none at all is an error.
async fn passages(
    desk: &Desk,
    transaction: &mut Transaction,
    reader: Reader,
    of: &str,
) -> Result<Passages, Failure> {
    if let Some(path) = file(of) {
        return Ok(matching::of_file(&path)?);
    }
    let part = Part::find(transaction, reader, of).await?;
    let passages = matching::of_part(transaction, &desk.documents(), reader, &part, desk.lang.code()).await?;
    if passages.texts.is_empty() {
        return Err(matching::Error::NoText { text: of.to_owned() }.into());
    }
    Ok(passages)
}

/// A file by its path. What looks like a path is one, so that a missing file is called missing.
fn file(text: &str) -> Option<PathBuf> {
    let path = Path::new(text);
    (path.is_file() || path.extension().is_some()).then(|| path.to_owned())
}

fn language(lang: Language) -> alignment::Language {
    alignment::Language::parse(lang.code()).expect("both have the same three languages")
}
