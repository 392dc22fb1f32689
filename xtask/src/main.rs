//! The project's tasks: `cargo xtask demo`, `test`, `soak` and `bench`.
//!
//! One file per task. `process` runs commands, `packages` brings what the gate needs from outside cargo,
//! `licences` reads `deny.toml`, `tally` counts tests.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "tasks talk to the terminal")]

mod bench;
mod demo;
mod licences;
mod packages;
mod process;
mod soak;
mod stamp;
mod tally;
mod test;

use std::process::ExitCode;

/// What stops a task: a sentence for the terminal.
type Error = Box<dyn std::error::Error>;

const USAGE: &str = "\
Usage: cargo xtask TASK

  demo [--no-serve]
                 build, write the reports, make both examples of a register, say where to look;
                 at a terminal, serve them until Ctrl-C
  test           the gate: format, lints, documentation, licences, all tests
                 (installs a browser, PostgreSQL and a mail server, fetches axe-core, if it may)
  soak [SEEDS]   the long versions of what `test` shortens, seeds 1..SEEDS (default 50); writes docs/soak-*.md
  bench [PROFILE] [--threads N] [--runs N]
                 time and memory of `counterpart fit` against pyfixest, process against process;
                 PROFILE is smoke (panel S), iterate (S and M, the default) or full (all panels, 2000 groups
                 by `--by`, weak links; writes docs/benchmarks.md); appends to benches/results.csv
  bench register [full]
                 how long people wait for a register in SQLite and in PostgreSQL, at a tenth of the size that is
                 promised, or at both sizes; appends to benches/register.csv, writes docs/benchmarks-register.md
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &arguments[..]),
    };
    let outcome = match task {
        "demo" => demo::run(rest),
        "test" => test::run(),
        "soak" => soak::run(rest),
        "bench" => bench::run(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => {
            eprint!("error: no task {unknown:?}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
