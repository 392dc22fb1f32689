//! `counterpart analyse`: what a treatment did.

mod effect;

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
    /// Estimate the effect of an agreement, a tie or a project on flows, before and after its start
    Effect(Box<effect::Args>),
}

/// Does it.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Effect(args) => effect::run(args),
    }
}
