//! `counterpart analyse movement`: whether chosen links moved more than links as weak that were not chosen.

mod asked;

use std::path::PathBuf;

use hdfe::{Column, Labels, Table};
use serde::Serialize;
use weaklinks::Plan;
use weaklinks::movement::{Change, Moved, Movement, movement};
use words::Language;

use crate::commands::roles::RoleArgs;
use crate::commands::rows::{refused, rows};
use crate::commands::weaklinks::{progress::Progress, sides};
use crate::commands::{Format, Threads, json};
use crate::error::Failure;
use crate::output;
use crate::report::movement::{Spans, text};

/// Arguments of `counterpart analyse movement`.
#[derive(clap::Args)]
pub struct Args {
    /// The table of flows: CSV (also .gz, .zst), Parquet or Arrow
    data: PathBuf,
    /// Regions of side A: codes and patterns such as 'RU-*', separated by commas, or a file with one a line
    #[arg(long, value_name = "LIST")]
    side_a: String,
    /// Regions of side B
    #[arg(long, value_name = "LIST")]
    side_b: String,
    /// The links that were chosen: ORIGIN:DESTINATION, separated by commas, or a file with one a line
    #[arg(long, value_name = "LIST")]
    links: String,
    /// Periods the links were chosen from: FIRST..LAST, or one
    #[arg(long, value_name = "PERIODS")]
    choosing: String,
    /// Periods before anything was done that were not used for choosing
    #[arg(long, value_name = "PERIODS")]
    before: String,
    /// Periods after
    #[arg(long, value_name = "PERIODS")]
    after: String,
    /// Covariates in the notation of formulas, such as 'log(distance_km) + contiguous' [default: all that are recognised]
    #[arg(long, value_name = "TERMS")]
    covariates: Option<String>,
    /// One row a pair: ties, co-publications
    #[arg(long)]
    undirected: bool,
    #[command(flatten)]
    threads: Threads,
    /// Language of the text
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    roles: RoleArgs,
}

/// What is published as JSON.
#[derive(Serialize)]
struct Published<'a> {
    choosing: &'a str,
    before: &'a str,
    after: &'a str,
    #[serde(flatten)]
    movement: &'a Movement,
    file: File,
}

/// A number of a change.
type Part = fn(&Change) -> f64;

/// The data, so that a reader can tell whether theirs are the same.
#[derive(Serialize)]
struct File {
    name: String,
    sha256: String,
    n_rows: usize,
    dropped: Vec<weaklinks::Dropped>,
}

/// Compares and prints.
pub fn run(args: &Args) -> Result<(), Failure> {
    let progress = Progress::new(args.lang);
    let (file, roles, evidence) = rows(&args.data, &args.roles, args.covariates.as_deref(), args.undirected)?;
    let panel = &evidence.panel;
    let [side_a, side_b] =
        sides::find(&panel.regions, [&args.side_a, &args.side_b]).map_err(Failure::of_all)?;
    let chosen = asked::links(&panel.regions, &args.links).map_err(Failure::of_all)?;
    let typed = [("--choosing", &args.choosing), ("--before", &args.before), ("--after", &args.after)];
    let windows = asked::windows(&panel.periods, typed).map_err(Failure::of_all)?;
    let plan = Plan {
        countries: gravity::countries(&panel.regions),
        amounts: roles.flow_is_amount(),
        threads: args.threads.count(),
        ..Plan::between(side_a, side_b)
    };
    progress.say("progress-movement");
    let found = movement(panel, &plan, &windows, &chosen)?;
    progress.end();
    let spans = Spans { choosing: &args.choosing, before: &args.before, after: &args.after };
    let text = match args.format {
        Format::Table => text(&found, spans, !args.undirected, args.lang),
        Format::Csv => csv(&found.links),
        Format::Json => json(&Published {
            choosing: spans.choosing,
            before: spans.before,
            after: spans.after,
            movement: &found,
            file: File {
                name: file.name,
                sha256: file.sha256.unwrap_or_default(),
                n_rows: evidence.n_rows,
                dropped: refused(&evidence.dropped),
            },
        }),
    };
    Ok(output::print(&text)?)
}

/// One row a chosen link.
fn csv(links: &[Moved]) -> String {
    let mut table = Table::new(links.len());
    let texts = |of: &dyn Fn(&Moved) -> &String| Column::Labels(Labels::from_texts(links.iter().map(of)));
    table.insert("origin", texts(&|link| &link.origin));
    table.insert("destination", texts(&|link| &link.destination));
    let numbers = |of: &dyn Fn(&Moved) -> f64| Column::Numbers(links.iter().map(of).collect());
    table.insert("chosen_at", numbers(&|link| link.chosen_at));
    table.insert("before", numbers(&|link| link.before));
    table.insert("after", numbers(&|link| link.after));
    let parts: [(&str, Part); 3] =
        [("change", |change| change.ratio), ("low", |change| change.low), ("high", |change| change.high)];
    for (name, part) in parts {
        table.insert(name, numbers(&|link| part(&link.change)));
    }
    for (name, part) in parts {
        table.insert(format!("matches_{name}"), numbers(&|link| part(&link.matches_change)));
    }
    // A table of texts and numbers is written as UTF-8.
    String::from_utf8(flows::csv(&table)).expect("CSV is text")
}
