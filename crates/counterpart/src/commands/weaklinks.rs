//! `counterpart weaklinks`: which pairs of two sides have a smaller flow than their fundamentals predict.

mod files;
pub mod progress;
pub mod question;
pub mod sides;

use std::path::PathBuf;

use clap::ArgGroup;
use gravity::FlowPanel;
use weaklinks::Analysis;

use crate::commands::roles::RoleArgs;
use crate::commands::rows::{refused, rows};
use crate::commands::{Format, TextFormat, inspect};
use crate::error::Failure;
use crate::evidence::Specification;
use crate::output::{self, Output};
use crate::periods;
use crate::report::{self, Context};
use progress::Progress;
use question::QuestionArgs;
use words::Language;

/// Options that mean nothing without sides, where the command only says what the table holds.
const QUESTION: [&str; 11] = [
    "covariates",
    "effects",
    "undirected",
    "since",
    "until",
    "weak_below",
    "order",
    "top",
    "folds",
    "seed",
    "out",
];

/// Arguments of `counterpart weaklinks`.
#[derive(clap::Args)]
#[command(group = ArgGroup::new("question").args(QUESTION).multiple(true).requires_all(["side_a", "side_b"]))]
pub struct Args {
    /// The table of flows: CSV (also .gz, .zst), Parquet or Arrow
    data: PathBuf,
    /// Regions of side A: codes and patterns such as 'RU-*', separated by commas, or a file with one a line; without sides, says what the table holds
    #[arg(long, value_name = "LIST", requires = "side_b")]
    side_a: Option<String>,
    /// Regions of side B
    #[arg(long, value_name = "LIST", requires = "side_a")]
    side_b: Option<String>,
    #[command(flatten)]
    question: QuestionArgs,
    /// Language of table and report
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Folder for links.csv, links.json, links.parquet and report.html
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    roles: RoleArgs,
}

/// The panel that is asked and what the report says about its data.
struct Evidence {
    panel: FlowPanel,
    amounts: bool,
    context: Context,
}

/// Finds the weak links, prints them and writes the files.
pub fn run(args: &Args) -> Result<(), Failure> {
    let (Some(side_a), Some(side_b)) = (&args.side_a, &args.side_b) else {
        let format = if matches!(args.format, Format::Json) { TextFormat::Json } else { TextFormat::Table };
        return inspect::show(&args.data, &args.roles, format);
    };
    let mut folder = args.out.as_deref().map(Output::prepare).transpose()?;
    let progress = Progress::new(args.lang);
    let asked = args.question.specification();
    let Evidence { panel, amounts, mut context } = args.evidence(&asked)?;
    let [side_a, side_b] = sides::find(&panel.regions, [side_a, side_b]).map_err(Failure::of_all)?;
    let plan = asked.plan(&panel, [side_a, side_b], amounts, args.question.threads.count());
    let analysis = weaklinks::run(&panel, &plan, &|stage| progress.show(stage))?;
    progress.end();
    if let Some(folder) = &mut folder {
        context.files = files::NAMES.map(str::to_owned).to_vec();
        files::add(folder, &analysis, &context, args.lang);
    }
    if let (Some(folder), Some(path)) = (folder, &args.out) {
        folder.commit()?;
        context.files = files::WRITTEN.map(|name| path.join(name).display().to_string()).to_vec();
    }
    print(&analysis, &context, args)
}

/// The result in the asked form; for people it says where the files are.
fn print(analysis: &Analysis, context: &Context, args: &Args) -> Result<(), Failure> {
    let text = match args.format {
        Format::Table => report::text(analysis, context, args.lang),
        Format::Csv => files::csv(analysis),
        Format::Json => files::json(analysis, context),
    };
    Ok(output::print(&text)?)
}

impl Args {
    /// Reads the table, cuts it to the asked periods and keeps account of what was left out.
    fn evidence(&self, asked: &Specification) -> Result<Evidence, Failure> {
        let covariates = asked.covariates.as_deref();
        let (file, roles, evidence) = rows(&self.data, &self.roles, covariates, asked.undirected)?;
        let panel = periods::between(evidence.panel, asked.since.as_deref(), asked.until.as_deref())?;
        let mut refused = refused(&evidence.dropped);
        let n_outside = evidence.rows.len() - panel.n_rows();
        if n_outside > 0 {
            refused.push(weaklinks::Dropped::by_rule("outside-periods", n_outside));
        }
        let context = Context {
            data_name: file.name,
            sha256: file.sha256.unwrap_or_default(),
            n_rows: evidence.n_rows,
            refused,
            shown: asked.shown,
            ..Context::default()
        };
        Ok(Evidence { panel, amounts: roles.flow_is_amount(), context })
    }
}
