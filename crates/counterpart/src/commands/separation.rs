//! `counterpart separation`: rows that a Poisson fit cannot use.

use std::path::PathBuf;

use flows::{Reading, read};
use hdfe::{Formula, SeparatedRow, find_separated};
use serde_json::json;

use crate::commands::fit::columns;
use crate::commands::{TextFormat, json};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart separation`.
#[derive(clap::Args)]
pub struct Args {
    /// The table: CSV (also .gz, .zst), Parquet or Arrow
    data: PathBuf,
    /// The model, such as 'flow ~ log(distance_km) | origin^year + destination^year'
    #[arg(long, value_name = "F")]
    formula: String,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: TextFormat,
}

/// Prints the separated rows, counted from 0 in the order of the file.
pub fn run(args: &Args) -> Result<(), Failure> {
    let formula = Formula::parse(&args.formula).map_err(Failure::of_all)?;
    let columns = columns(&formula);
    let file = read(&args.data, &Reading { columns: Some(&columns), checksum: false })?;
    file.refuse_not_a_number(formula.response.column())?;
    let rows = find_separated(&file.table, &formula).map_err(Failure::of_all)?;
    let text = match args.format {
        TextFormat::Table => table(&rows),
        TextFormat::Json => {
            let rows: Vec<_> =
                rows.iter().map(|row| json!({ "row": row.row, "reason": row.reason })).collect();
            json(&json!({ "separated": rows }))
        }
    };
    Ok(output::print(&text)?)
}

fn table(rows: &[SeparatedRow]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| format!("{:>10}  {}\n", row.row, row.reason)).collect();
    format!("{} separated (rows are counted from 0)\n{}", lines.len(), lines.concat())
}
