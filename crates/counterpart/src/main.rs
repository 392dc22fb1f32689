//! `counterpart`: the command line. One file per command in [`commands`]; data on standard output, words on
//! standard error; exit code 0, 1 (data, fit, machine), 2 (the command as typed) or 130 (Ctrl-C).

mod commands;
mod demo;
mod error;
mod language;
mod output;
mod periods;
mod report;
mod simulated;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

/// Where two groups of regions cooperate less than they could, and what became of what they agreed.
#[derive(Parser)]
#[command(name = "counterpart", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    output::let_writing_finish_before_ctrl_c();
    match cli.command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // A closed standard error leaves nobody to tell.
            let _ = write!(std::io::stderr(), "{}", failure.report.render());
            ExitCode::from(failure.report.kind.exit_code())
        }
    }
}
