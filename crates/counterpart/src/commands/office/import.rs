//! `counterpart import`: a table into the register, by the acting user's permissions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use diagnostic::{Kind as ReportKind, Report};
use indicatif::ProgressBar;
use sheets::import::{By, Summary};
use sheets::{Reading, import, texts};

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart import`.
#[derive(clap::Args)]
pub struct Args {
    /// What the rows are: regions, sessions, projects, texts, ... (counterpart template --help lists all)
    kind: String,
    /// The table, CSV or XLSX
    file: PathBuf,
    /// TOML file that says what its headings mean: a table `columns` with "Heading" = "title.ru"
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Say what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Imports all rows or none.
pub fn run(args: &Args) -> Result<(), Failure> {
    let map = args.map.as_deref().map(map).transpose()?.unwrap_or_default();
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.write().await?;
        let actor = desk.actor(&mut transaction).await?;
        let langs = sheets::languages(&mut transaction).await?;
        let written = if args.kind == "texts" {
            let rows = texts::read(&args.file, &map).map_err(failed)?;
            texts::write(&mut transaction, &actor, &rows, desk.now).await?
        } else {
            let kind = super::kind_named(&args.kind)?;
            let reading = Reading { kind, map: &map, path: &args.file, langs: &langs };
            let rows = reading.file().map_err(failed)?;
            let bar = bar(rows.len());
            let progress = |n| bar.set_position(n as u64);
            let written = import::rows(&mut transaction, &actor, kind, &rows, desk.now, progress).await?;
            bar.finish_and_clear();
            written
        };
        let summary = written.map_err(all)?;
        if !args.dry_run {
            transaction.commit().await?;
        }
        tell(&desk, &summary, args.dry_run)
    })
}

/// A file that cannot be read.
pub fn failed(report: Report) -> Failure {
    Failure { report }
}

/// Everything that is wrong with a file at once.
pub fn all(problems: Vec<diagnostic::Problem>) -> Failure {
    Failure { report: Report { kind: ReportKind::Data, problems } }
}

fn bar(n: usize) -> ProgressBar {
    if n < 500 { ProgressBar::hidden() } else { ProgressBar::new(n as u64) }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Map {
    columns: BTreeMap<String, String>,
}

fn map(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| store::Error::File { path: path.to_owned(), source })?;
    let map: Map = toml::from_str(&text)
        .map_err(|error| desk::Error::Config { path: path.to_owned(), why: error.message().to_owned() })?;
    Ok(map.columns)
}

fn tell(desk: &Desk, summary: &Summary, dry_run: bool) -> Result<(), Failure> {
    if desk.json {
        return Ok(output::print(&json(summary))?);
    }
    let arguments = [
        ("created", summary.n_created.into()),
        ("changed", summary.n_changed.into()),
        ("unchanged", summary.n_unchanged.into()),
        ("acts", summary.n_acts.into()),
        ("waiting", summary.waiting.len().into()),
    ];
    let mut text = format!("{}\n", desk.lang.tell("office-imported", &arguments));
    for matched in &summary.matched {
        let key = match matched.by {
            By::Identifier => "office-matched-identifier",
            By::Name => "office-matched-name",
        };
        let arguments =
            [("row", matched.key.clone().into()), ("entry", matched.entry.key().to_owned().into())];
        let _ = writeln!(text, "{}", desk.lang.tell(key, &arguments));
    }
    if dry_run {
        let _ = writeln!(text, "{}", desk.lang.say("office-dry-run"));
    }
    Ok(output::print(&text)?)
}
