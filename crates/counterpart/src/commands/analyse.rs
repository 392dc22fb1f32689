//! `counterpart analyse`: the ranking of a dataset of the register, and whether something moved.

mod effect;
mod movement;
mod weaklinks;

use clap::Subcommand;

use crate::error::Failure;

/// Arguments of `counterpart analyse`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Rank the links of a frozen dataset of the register, as `counterpart weaklinks` does, and keep the run
    Weaklinks(Box<weaklinks::Args>),
    /// Estimate the effect of an agreement, a tie or a project on flows, before and after its start
    Effect(Box<effect::Args>),
    /// Say whether links that were chosen moved more than links as weak that were not
    Movement(Box<movement::Args>),
}

/// Does it.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Weaklinks(args) => weaklinks::run(args),
        What::Effect(args) => effect::run(args),
        What::Movement(args) => movement::run(args),
    }
}
