//! `counterpart analyse effect`: how far flows moved with a treatment, before and after its start.

mod evidence;
mod files;
mod shifts;

use std::path::PathBuf;

use clap::ValueEnum;
use gravity::effect::{Border, Equation, Model, Pairs, cohorts, course};
use hdfe::{Family, Ssc};
use words::Language;

use crate::commands::roles::RoleArgs;
use crate::commands::weaklinks::progress::Progress;
use crate::commands::{Format, Threads};
use crate::error::Failure;
use crate::output::{self, Output};
use crate::report::effect::{self, Asked, Found};
use evidence::Evidence;

/// Arguments of `counterpart analyse effect`.
#[derive(clap::Args)]
pub struct Args {
    /// The table of flows: CSV (also .gz, .zst), Parquet or Arrow
    data: PathBuf,
    /// Column of the treatment, such as rta: 0 before it starts and 1 after, or any other number
    #[arg(long, value_name = "COLUMN")]
    treatment: String,
    /// Leads of the treatment: columns, or numbers of periods that are counted from the table's own periods
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    leads: Vec<String>,
    /// Lags of the treatment, as the leads
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    lags: Vec<String>,
    /// Other covariates in the notation of formulas [default: none; with --pairs none all that are recognised]
    #[arg(long, value_name = "TERMS")]
    covariates: Option<String>,
    /// Pair effects
    #[arg(long, value_enum, default_value_t)]
    pairs: PairsArg,
    /// What tells flows across a border from domestic flows, beside pair effects
    #[arg(long, value_enum, default_value_t)]
    border: BorderArg,
    /// Leave out domestic flows (origin = destination)
    #[arg(long, conflicts_with = "border")]
    no_domestic: bool,
    /// Also give each cohort (pairs that start in the same period) its own effects, and average these
    #[arg(long)]
    cohorts: bool,
    /// Distribution of the flow given its mean; gaussian for the logarithm of positive flows
    #[arg(long, value_enum, default_value_t)]
    family: FamilyArg,
    /// Small-sample convention of standard errors [default: ppmlhdfe for poisson, fixest for gaussian]
    #[arg(long, value_enum)]
    ssc: Option<SscArg>,
    /// One row a pair: ties, co-publications
    #[arg(long)]
    undirected: bool,
    /// First period used
    #[arg(long, value_name = "PERIOD")]
    since: Option<String>,
    /// Last period used
    #[arg(long, value_name = "PERIOD")]
    until: Option<String>,
    /// Periods used, where not all are
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with_all = ["since", "until"])]
    periods: Vec<String>,
    #[command(flatten)]
    threads: Threads,
    /// Language of text and report
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Folder for effect.csv, effect.json, effect.svg and effect.html
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    roles: RoleArgs,
}

/// Pair effects as typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum PairsArg {
    /// One for each origin and destination
    #[default]
    Directed,
    /// One for each two regions, whichever way the flow goes
    Symmetric,
    /// None: pairs are also compared with each other
    None,
}

/// Border as typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum BorderArg {
    /// Nothing
    #[default]
    None,
    /// An effect of each region's domestic flow
    Region,
    /// An effect of crossing a border in each period but the last
    Period,
}

/// Distribution as typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum FamilyArg {
    /// Poisson pseudo-maximum likelihood
    #[default]
    Poisson,
    /// Least squares
    Gaussian,
}

/// Convention as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum SscArg {
    /// As ppmlhdfe
    Ppmlhdfe,
    /// As fixest
    Fixest,
}

/// Estimates, prints and writes the files.
pub fn run(args: &Args) -> Result<(), Failure> {
    args.threads.apply();
    let mut folder = args.out.as_deref().map(Output::prepare).transpose()?;
    let progress = Progress::new(args.lang);
    let Evidence { panel, treatment, leads, lags, mut asked } = args.evidence()?;
    progress.say("progress-effect");
    let equation = Equation { panel: &panel, model: args.model() };
    let found = Found {
        course: course(&equation, &treatment, &leads, &lags)?,
        cohorts: if args.cohorts {
            let plain = Args::without_shifts(&panel, &leads, &lags);
            Some(cohorts(&Equation { panel: &plain, model: args.model() }, &treatment)?)
        } else {
            None
        },
    };
    progress.end();
    if let Some(folder) = &mut folder {
        asked.files = files::NAMES.map(str::to_owned).to_vec();
        files::add(folder, &found, &asked, args.lang);
    }
    if let (Some(folder), Some(path)) = (folder, &args.out) {
        folder.commit()?;
        asked.files = files::NAMES.map(|name| path.join(name).display().to_string()).to_vec();
    }
    print(&found, &asked, args)
}

fn print(found: &Found, asked: &Asked, args: &Args) -> Result<(), Failure> {
    let text = match args.format {
        Format::Table => effect::text(found, asked, args.lang),
        Format::Csv => files::csv(found),
        Format::Json => files::json(found, asked),
    };
    Ok(output::print(&text)?)
}

impl Args {
    fn model(&self) -> Model {
        Model {
            pairs: match self.pairs {
                PairsArg::Directed => Pairs::Directed,
                PairsArg::Symmetric => Pairs::Symmetric,
                PairsArg::None => Pairs::None,
            },
            border: match self.border {
                BorderArg::None => Border::None,
                BorderArg::Region => Border::Region,
                BorderArg::Period => Border::Period,
            },
            family: match self.family {
                FamilyArg::Poisson => Family::Poisson,
                FamilyArg::Gaussian => Family::Gaussian,
            },
            ssc: self.ssc.map(|ssc| match ssc {
                SscArg::Ppmlhdfe => Ssc::Ppmlhdfe,
                SscArg::Fixest => Ssc::Fixest,
            }),
        }
    }
}
