//! `counterpart template`: a form to fill in, with drop-downs and a page of explanations.

use std::path::PathBuf;

use register::kinds;
use words::Language;

use crate::error::Failure;
use crate::output::Output;

/// Arguments of `counterpart template`.
#[derive(clap::Args)]
#[command(after_help = after_help())]
pub struct Args {
    /// What is filled in: regions, sessions, projects, ...
    kind: String,
    /// Language of headings and explanations
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
    /// The workbook, .xlsx
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

fn after_help() -> String {
    let plurals: Vec<&str> = kinds::ALL.iter().map(|kind| kind.plural).collect();
    format!("Kinds: {}", plurals.join(", "))
}

/// Writes the form.
pub fn run(args: &Args) -> Result<(), Failure> {
    let kind = super::kind_named(&args.kind)?;
    let mut files = Output::prepare_for_file(&args.out)?;
    files.add(args.out.file_name().unwrap_or_default(), sheets::template(kind, args.lang)?);
    files.commit()?;
    Ok(())
}
