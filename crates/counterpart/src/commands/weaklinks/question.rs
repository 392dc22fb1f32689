//! The question as typed, for flows in a file and for those of the register.

use clap::ValueEnum;
use gravity::Effects;
use weaklinks::Order;

use crate::commands::Threads;
use crate::evidence::Specification;

/// Options of the question.
#[derive(clap::Args)]
pub struct QuestionArgs {
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
    pub top: usize,
    /// Folds of the cross-fit
    #[arg(long, value_name = "N", default_value_t = 10)]
    folds: usize,
    /// Seed of the folds
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    pub threads: Threads,
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

impl QuestionArgs {
    /// What is asked.
    pub fn specification(&self) -> Specification {
        Specification {
            covariates: self.covariates.clone(),
            effects: match self.effects {
                EffectsArg::OriginPeriodDestinationPeriod => Effects::OriginPeriodDestinationPeriod,
                EffectsArg::None => Effects::None,
            },
            undirected: self.undirected,
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
