//! `counterpart weaklinks`: which pairs of two sides have a smaller flow than their fundamentals predict.

mod files;
pub(super) mod progress;
pub(super) mod sides;

use std::path::PathBuf;

use clap::{ArgGroup, ValueEnum};
use gravity::{Effects, FlowPanel};
use weaklinks::{Analysis, Order, Plan};

use crate::commands::evidence::{refused, rows};
use crate::commands::roles::RoleArgs;
use crate::commands::{Format, TextFormat, Threads, inspect};
use crate::error::Failure;
use crate::output::{self, Output};
use crate::periods;
use crate::report::{self, Context};
use progress::Progress;
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
    /// Covariates in the notation of formulas, such as 'log(distance_km) + contiguous' [default: all that are recognised]
    #[arg(long, value_name = "TERMS")]
    covariates: Option<String>,
    /// Fixed effects; none for sparse counts, with sizes among the covariates
    #[arg(long, value_enum, default_value_t)]
    effects: EffectsArg,
    /// One row a pair: ties, co-publications
    #[arg(long)]
    undirected: bool,
    /// First period used
    #[arg(long, value_name = "PERIOD")]
    since: Option<String>,
    /// Last period used
    #[arg(long, value_name = "PERIOD")]
    until: Option<String>,
    /// A link is weak below this share of the expected flow
    #[arg(long, value_name = "RATIO", default_value_t = 0.75)]
    weak_below: f64,
    /// Order of the links: by what is missing at least, or by the probability of being weak
    #[arg(long, value_enum, default_value_t)]
    order: OrderArg,
    /// Links in table and report; files hold all
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = top)]
    top: usize,
    /// Folds of the cross-fit
    #[arg(long, value_name = "N", default_value_t = 10)]
    folds: usize,
    /// Seed of the folds
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    threads: Threads,
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

/// Fixed effects as typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum EffectsArg {
    /// Of every origin and of every destination in every period
    #[default]
    #[value(name = "origin^period+destination^period")]
    OriginPeriodDestinationPeriod,
    /// None
    None,
}

/// Order as typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum OrderArg {
    /// By what is missing at least
    #[default]
    HowMuch,
    /// By the probability of being weak
    HowSure,
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
    let Evidence { panel, amounts, mut context } = args.evidence()?;
    let [side_a, side_b] = sides::find(&panel.regions, [side_a, side_b]).map_err(Failure::of_all)?;
    let plan = Plan { amounts, ..args.plan(&panel, side_a, side_b) };
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
    fn evidence(&self) -> Result<Evidence, Failure> {
        let (file, roles, evidence) =
            rows(&self.data, &self.roles, self.covariates.as_deref(), self.undirected)?;
        let panel = periods::between(evidence.panel, self.since.as_deref(), self.until.as_deref())?;
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
            shown: self.top,
            ..Context::default()
        };
        Ok(Evidence { panel, amounts: roles.flow_is_amount(), context })
    }

    fn plan(&self, panel: &FlowPanel, side_a: Vec<u32>, side_b: Vec<u32>) -> Plan {
        Plan {
            countries: gravity::countries(&panel.regions),
            effects: match self.effects {
                EffectsArg::OriginPeriodDestinationPeriod => Effects::OriginPeriodDestinationPeriod,
                EffectsArg::None => Effects::None,
            },
            since: self.since.clone(),
            until: self.until.clone(),
            weak_below: self.weak_below,
            order: match self.order {
                OrderArg::HowMuch => Order::HowMuch,
                OrderArg::HowSure => Order::HowSure,
            },
            shown: self.top,
            folds: self.folds,
            seed: self.seed,
            threads: self.threads.count(),
            ..Plan::between(side_a, side_b)
        }
    }
}

/// Reads `--top`.
fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("no link is asked for; give 1 or more".to_owned()),
        Ok(n) => Ok(n),
        Err(_) => Err("give a whole number from 1 on".to_owned()),
    }
}
