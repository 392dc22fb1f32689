//! `counterpart inspect`: what a table holds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use flows::{ColumnKind, Format, Inspection, Reading, Role, inspect, read};

use crate::commands::roles::{RoleArgs, described};
use crate::commands::{TextFormat, json};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart inspect`.
#[derive(clap::Args)]
pub struct Args {
    /// The table of flows: CSV (also .gz, .zst), Parquet or Arrow
    data: PathBuf,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: TextFormat,
    #[command(flatten)]
    roles: RoleArgs,
}

/// Prints what the table holds.
pub fn run(args: &Args) -> Result<(), Failure> {
    show(&args.data, &args.roles, args.format)
}

/// Prints what a table holds; what `weaklinks` prints when it is asked without sides.
pub fn show(data: &Path, roles: &RoleArgs, format: TextFormat) -> Result<(), Failure> {
    let file = read(data, &Reading { columns: None, checksum: true })?;
    let roles = roles.find(&file)?;
    let seen = inspect(&file, &roles).map_err(Failure::of_all)?;
    let text = match format {
        TextFormat::Table => text(&seen),
        TextFormat::Json => json(&seen),
    };
    Ok(output::print(&text)?)
}

/// An inspection for people.
pub fn text(seen: &Inspection) -> String {
    let mut text = String::new();
    for (name, value) in lines(seen) {
        let _ = writeln!(text, "{name:<12}{value}");
    }
    let _ = writeln!(text, "\nnext\n  {}", seen.next);
    text
}

/// Name and value.
fn lines(seen: &Inspection) -> Vec<(&'static str, String)> {
    let format = match seen.format {
        Format::Csv => "CSV",
        Format::Parquet => "Parquet",
        Format::Arrow => "Arrow",
    };
    let mut lines = vec![
        ("file", format!("{} ({format}, {} bytes, {} rows)", seen.file, seen.n_bytes, seen.n_rows)),
        ("SHA-256", seen.sha256.clone().unwrap_or_default()),
        ("columns", columns(seen)),
        ("roles", roles(seen)),
        ("periods", periods(seen)),
        ("regions", regions(seen)),
        ("pairs", pairs(seen)),
        ("flows", flows(seen)),
    ];
    for dropped in &seen.dropped {
        let rows: Vec<String> = dropped.first_rows.iter().map(ToString::to_string).collect();
        let noun = if dropped.n_rows == 1 { "row" } else { "rows" };
        let more = if dropped.n_rows > rows.len() { ", ..." } else { "" };
        lines.push((
            "left out",
            format!(
                "{} {noun}, {}: {}{more}",
                dropped.n_rows,
                dropped.reason.replace('-', " "),
                rows.join(", ")
            ),
        ));
    }
    lines.push(("covariates", covariates(seen)));
    lines
}

fn columns(seen: &Inspection) -> String {
    let column = |column: &flows::ColumnSummary| {
        let kind = match column.kind {
            ColumnKind::Numbers => "numbers",
            ColumnKind::Labels => "labels",
        };
        let missing =
            if column.n_missing > 0 { format!(", {} missing", column.n_missing) } else { String::new() };
        format!("{} ({kind}{missing})", column.name)
    };
    let columns: Vec<String> = seen.columns.iter().map(column).collect();
    columns.join(", ")
}

fn roles(seen: &Inspection) -> String {
    let all = described(&seen.roles, &[Role::Origin, Role::Destination, Role::Period, Role::Flow]);
    let guessed: Vec<&str> =
        seen.roles.guessed.iter().map(|role| role.option().trim_start_matches('-')).collect();
    if guessed.is_empty() { all } else { format!("{all} (guessed from the name: {})", guessed.join(", ")) }
}

fn periods(seen: &Inspection) -> String {
    match (&seen.roles.period, seen.periods.n) {
        (None, _) => "one, as no column is a period".to_owned(),
        (Some(_), 1) => format!("1: {}", seen.periods.first),
        (Some(_), n) => format!("{n}, from {} to {}", seen.periods.first, seen.periods.last),
    }
}

fn regions(seen: &Inspection) -> String {
    let regions = &seen.regions;
    let mut text =
        format!("{} ({} as origin, {} as destination)", regions.n, regions.n_origins, regions.n_destinations);
    if !regions.prefixes.is_empty() {
        let prefixes: Vec<String> = regions
            .prefixes
            .iter()
            .take(10)
            .map(|prefix| format!("{}-* {}", prefix.prefix, prefix.n_regions))
            .collect();
        let _ = write!(text, "; by code: {}", prefixes.join(", "));
    }
    text
}

fn pairs(seen: &Inspection) -> String {
    let pairs = seen.pairs;
    format!(
        "{} of {} reported, {} never; {} zero throughout; {} rows short of one a period; {} domestic",
        pairs.present, pairs.possible, pairs.missing, pairs.zero, pairs.missing_rows, pairs.domestic
    )
}

fn flows(seen: &Inspection) -> String {
    let flows = seen.flows;
    let kind = if flows.whole_numbers { "; whole numbers" } else { "" };
    format!(
        "total {}, of it domestic {}; {} of {} rows zero; largest {}{kind}",
        amount(flows.total),
        amount(flows.domestic),
        flows.n_zero,
        flows.n_rows,
        amount(flows.largest)
    )
}

/// An amount as a person reads it: two decimals are enough for large ones.
fn amount(value: f64) -> String {
    if value.fract() != 0.0 && value >= 100.0 { format!("{value:.2}") } else { value.to_string() }
}

fn covariates(seen: &Inspection) -> String {
    if seen.covariates.is_empty() {
        return "none recognised; name them with --covariates".to_owned();
    }
    let covariates: Vec<String> = seen
        .covariates
        .iter()
        .map(|covariate| format!("{} ({:?})", covariate.term, covariate.kind).to_lowercase())
        .collect();
    covariates.join(", ")
}
