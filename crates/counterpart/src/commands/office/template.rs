//! `counterpart template`: a form to fill in, with drop-downs and a page of explanations.

use std::path::PathBuf;

use register::kinds;
use spreadsheets::{Form, Labels, write_form};

use super::export::{described, meanings};
use crate::error::Failure;
use crate::output::Output;
use words::Language;

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

/// Rows with drop-downs.
const ROWS: usize = 1_000;

fn after_help() -> String {
    let plurals: Vec<&str> = kinds::ALL.iter().map(|kind| kind.plural).collect();
    format!("Kinds: {}", plurals.join(", "))
}

/// Writes the form.
pub fn run(args: &Args) -> Result<(), Failure> {
    let kind = super::kind_named(&args.kind)?;
    let lang = args.lang;
    let langs: Vec<String> = Language::ALL.iter().map(|language| language.code().to_owned()).collect();
    let labels = Labels {
        heading: lang.say("sheet-heading"),
        meaning: lang.say("sheet-meaning"),
        required: lang.say("sheet-required"),
        allowed: lang.say("sheet-allowed"),
        yes: words::word(lang, "yes"),
        no: words::word(lang, "no"),
        text: lang.say("form-line"),
        number: lang.say("form-number"),
        date: lang.say("form-date"),
    };
    let mut columns: Vec<_> =
        meanings(kind, &langs).iter().map(|meaning| described(lang, kind, meaning)).collect();
    // The first column says what a row of the form is.
    columns[0].explanation = lang.join(&[words::kind_about(lang, kind), columns[0].explanation.clone()]);
    let form = Form {
        columns,
        sheet_name: words::kinds(lang, kind),
        explanations_name: lang.say("sheet-explanations"),
        lists_name: lang.say("sheet-lists"),
        labels,
        n_rows: ROWS,
    };
    let mut files = Output::prepare_for_file(&args.out)?;
    files.add(args.out.file_name().unwrap_or_default(), write_form(&form)?);
    files.commit()?;
    Ok(())
}
