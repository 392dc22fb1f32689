//! `counterpart`: the command line. One file per command in [`commands`]; data on standard output, words on
//! standard error; exit code 0, 1 (data, fit, machine), 2 (the command as typed) or 130 (Ctrl-C).

mod commands;
mod demo;
mod desk;
mod error;
mod evidence;
mod example;
mod mail;
mod output;
mod periods;
mod report;
mod server_key;
mod simulated;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

/// Where two groups of regions cooperate less than they could, and what became of what they agreed.
#[derive(Parser)]
#[command(name = "counterpart", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let matches = Cli::command().subcommands(commands::acts::commands()).get_matches();
    output::let_writing_finish_before_ctrl_c();
    match run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // A closed standard error leaves nobody to tell.
            let _ = write!(std::io::stderr(), "{}", failure.report.render());
            ExitCode::from(failure.report.kind.exit_code())
        }
    }
}

/// Commands on kinds of entries are made from the register's tables; all others are written down.
fn run(matches: &clap::ArgMatches) -> Result<(), error::Failure> {
    if let Some((name, arguments)) = matches.subcommand()
        && let Some(kind) = commands::acts::kind_of(name)
    {
        return commands::acts::run(kind, arguments);
    }
    Cli::from_arg_matches(matches).unwrap_or_else(|error| error.exit()).command.run()
}
