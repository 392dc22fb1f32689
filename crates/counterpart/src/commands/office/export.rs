//! `counterpart export`: entries of a kind as a table, in the format that `import` reads.

use std::path::PathBuf;

use sheets::Table;
use store::Filter;

use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output::{self, Output};

/// Arguments of `counterpart export`.
#[derive(clap::Args)]
pub struct Args {
    /// What to export: regions, sessions, projects, texts, ...
    kind: String,
    /// The file, .csv or .xlsx [default: CSV on standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Writes what the reader may see. The signed head goes with it, on standard error.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let langs = sheets::languages(&mut transaction).await?;
        let head = desk.head(&mut transaction).await?;
        let table = if args.kind == "texts" {
            let table = Table::of_texts(&mut transaction, reader).await?;
            if desk.json {
                return Ok(output::print(&crate::commands::json(&table.records()))?);
            }
            table
        } else {
            let kind = super::kind_named(&args.kind)?;
            let entries = transaction.list(reader, &Filter { kind: Some(kind), ..Filter::default() }).await?;
            if desk.json {
                return Ok(output::print(&crate::commands::json(&entries))?);
            }
            let mut table = Table::of_kind(kind, &langs);
            for entry in &entries {
                table.add(entry);
            }
            table
        };
        write(args, &table)?;
        let head = serde_json::to_string(&head).expect("a head has a JSON form");
        output::say(&desk.lang.tell("office-head", &[("head", head.into())]));
        Ok(())
    })
}

fn write(args: &Args, table: &Table) -> Result<(), Failure> {
    let Some(path) = &args.out else {
        let csv = String::from_utf8(table.csv()).expect("the table is UTF-8");
        return Ok(output::print(&csv)?);
    };
    let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let bytes = if is_workbook { table.xlsx()? } else { table.csv() };
    let mut files = Output::prepare_for_file(path)?;
    files.add(path.file_name().unwrap_or_default(), bytes);
    files.commit()?;
    Ok(())
}
