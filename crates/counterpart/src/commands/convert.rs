//! `counterpart convert`: a table of flows of files as BACI, UN Comtrade, SDMX and OpenAlex publish them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use flows::formats::{Converted, Format, Request, convert};
use indicatif::ProgressBar;

use crate::commands::table_file::encoder;
use crate::error::Failure;
use crate::output::{self, Output};

/// Codes that are named of those a crosswalk lacks.
const CODES_SHOWN: usize = 10;

/// Arguments of `counterpart convert`.
#[derive(clap::Args)]
pub struct Args {
    /// The files, as they were published (also .gz, .zst): of one format, joined to one table
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the files are [default: recognised by what is in them]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<From>,
    /// The table of flows: .csv or .parquet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Use only rows with this value, such as flowCode=X; may be repeated; a * at the end stands for anything
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = choice)]
    choose: Vec<(String, String)>,
    /// Keep the values of this column apart, one row each, such as k, cmdCode or valuation; may be repeated
    #[arg(long, value_name = "COLUMN")]
    keep: Vec<String>,
    /// Codes and the regions they belong to, as CSV with the columns code and region; other codes are left out
    #[arg(long, value_name = "FILE")]
    crosswalk: Option<PathBuf>,
    /// Column of the values [default: primaryValue of Comtrade, OBS_VALUE of SDMX]
    #[arg(long, value_name = "COLUMN")]
    value: Option<String>,
    /// Column of the origin, for SDMX
    #[arg(long, value_name = "COLUMN")]
    origin: Option<String>,
    /// Column of the destination, for SDMX
    #[arg(long, value_name = "COLUMN")]
    destination: Option<String>,
    /// Revision of the products of BACI, such as HS92, where the name of the file does not say it
    #[arg(long, value_name = "REVISION")]
    classification: Option<String>,
    /// Write pairs without a co-publication as zero: right where the files hold all works of the regions
    #[arg(long)]
    zeros: bool,
}

/// `--from`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    /// CEPII's BACI: t, i, j, k, v, q
    Baci,
    /// UN Comtrade
    Comtrade,
    /// SDMX-CSV 1.0 and 2.0
    Sdmx,
    /// Works of OpenAlex, one JSON object a line
    Openalex,
}

/// Converts, writes the table, and says what was left out.
pub fn run(args: &Args) -> Result<(), Failure> {
    let encode = encoder(&args.out)?;
    let mut output = Output::prepare_for_file(&args.out)?;
    let bar = ProgressBar::new_spinner();
    let converted = convert(&request(args), &|n_rows| {
        bar.set_message(format!("{n_rows} rows read"));
        bar.tick();
    });
    bar.finish_and_clear();
    let converted = converted.map_err(Failure::of_all)?;
    let name = args.out.file_name().map_or_else(PathBuf::new, PathBuf::from);
    output.add(name, encode(&converted.table));
    output.commit()?;
    output::say(summary(&converted, &args.out).trim_end());
    Ok(())
}

fn request(args: &Args) -> Request {
    Request {
        paths: args.files.clone(),
        format: args.from.map(|from| match from {
            From::Baci => Format::Baci,
            From::Comtrade => Format::Comtrade,
            From::Sdmx => Format::Sdmx,
            From::Openalex => Format::Openalex,
        }),
        choose: args.choose.clone(),
        keep: args.keep.clone(),
        value: args.value.clone(),
        origin: args.origin.clone(),
        destination: args.destination.clone(),
        classification: args.classification.clone(),
        crosswalk: args.crosswalk.clone(),
        zeros: args.zeros,
    }
}

/// Reads `COLUMN=VALUE`.
fn choice(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, value)) if !column.trim().is_empty() => {
            Ok((column.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write COLUMN=VALUE, such as flowCode=X".to_owned()),
    }
}

/// What was read, written and left out, in the form of `inspect`.
fn summary(converted: &Converted, out: &Path) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "{name:<12}{value}");
    };
    let unit = if converted.format == Format::Openalex { "works" } else { "rows" };
    line("read", &format!("{} {unit} of {}", converted.n_rows, converted.format.name()));
    line("written", &format!("{} flows to {}", converted.table.n_rows(), out.display()));
    line("columns", &converted.table.names().join(", "));
    for left in &converted.left_out {
        let rows: Vec<String> = left.first_rows.iter().map(ToString::to_string).collect();
        let noun = if left.n_rows == 1 { "row" } else { "rows" };
        let more = if left.n_rows > rows.len() { ", ..." } else { "" };
        let (reason, file) = (left.reason.replace('-', " "), left.file.display());
        line("left out", &format!("{} {noun}, {reason}: {}{more} of {file}", left.n_rows, rows.join(", ")));
    }
    if !converted.unknown_codes.is_empty() {
        let codes = &converted.unknown_codes;
        let shown: Vec<&str> = codes.iter().take(CODES_SHOWN).map(|(code, _)| code.as_str()).collect();
        let more = if codes.len() > shown.len() { ", ..." } else { "" };
        let noun = if codes.len() == 1 { "code" } else { "codes" };
        line("no region", &format!("{} {noun}: {}{more}", codes.len(), shown.join(", ")));
    }
    for (what, n) in &converted.notes {
        line("counted", &format!("{}: {n}", what.replace('-', " ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::choice;

    #[test]
    fn a_choice_is_a_column_and_a_value() {
        assert_eq!(choice("flowCode=X"), Ok(("flowCode".to_owned(), "X".to_owned())));
        assert_eq!(choice("note = a=b"), Ok(("note".to_owned(), "a=b".to_owned())));
        assert_eq!(choice("motCode="), Ok(("motCode".to_owned(), String::new())));
        assert!(choice("flowCode").is_err() && choice("=X").is_err());
    }
}
