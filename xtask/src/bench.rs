//! `cargo xtask bench`: `counterpart fit` against pyfixest, whole process against whole process; the register in `register`.
//!
//! `full` also measures many fits of one file and `counterpart weaklinks`, and writes `docs/benchmarks.md`.
//!
//! Both read the same Parquet file and fit the same formula with the same clustered errors and the same number
//! of threads. They run in turn (A B A B ...), so that a slow minute of the machine meets both. The ratio of
//! the medians is what counts; both must give the same estimates.

mod bandwidth;
mod others;
mod page;
mod panel;
mod peer;
mod register;
mod results;

use crate::Error;
use crate::process::{self, cargo};
use crate::stamp::Stamp;
use panel::Profile;
use results::{Program, Row};

/// As typed.
struct Options {
    profile: Profile,
    threads: usize,
    runs: usize,
}

/// Builds, makes the panels and the peer's environment, measures, compares and appends to `benches/results.csv`.
pub fn run(arguments: &[String]) -> Result<(), Error> {
    if let Some(("register", rest)) = arguments.split_first().map(|(word, rest)| (word.as_str(), rest)) {
        return register::run(rest);
    }
    let options = read(arguments)?;
    process::run(&mut cargo(&["build", "--release"]))?;
    let python = peer::environment()?;
    let stamp = Stamp::take()?;
    let bandwidth = bandwidth::measure(options.threads);
    let mut rows = Vec::new();
    for case in options.profile.cases() {
        let file = panel::make(&python, case.panel)?;
        for run in 0..options.runs {
            println!("panel {}, {}, run {} of {}", case.panel, case.model, run + 1, options.runs);
            rows.push(peer::measure(&python, Program::Counterpart, case, &file, options.threads)?);
            if case.has_peer() {
                rows.push(peer::measure(&python, Program::Pyfixest, case, &file, options.threads)?);
            }
        }
    }
    results::append(&rows, &stamp, options.threads)?;
    let mut sections = vec![page::fits(options.profile.cases(), &rows, bandwidth)];
    if matches!(options.profile, Profile::Full) {
        sections.push(others::groups(&python, options.threads)?);
        sections.push(others::weak_links(&python, options.threads)?);
    }
    print!("{}", sections.concat());
    if matches!(options.profile, Profile::Full) {
        page::write(&sections, &stamp, options.threads, options.runs)?;
    }
    compare(&options, &rows)
}

/// Estimates that differ from the published ones, or from the peer's, are an error.
fn compare(options: &Options, rows: &[Row]) -> Result<(), Error> {
    let mut faults = Vec::new();
    for case in options.profile.cases() {
        let of =
            |program: Program| rows.iter().filter(move |row| row.case == *case && row.program == program);
        let Some(first) = of(Program::Counterpart).next() else { continue };
        faults.extend(of(Program::Counterpart).filter_map(|row| panel::difference(row, &case.published())));
        faults.extend(of(Program::Pyfixest).filter_map(|row| results::difference(first, row)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn read(arguments: &[String]) -> Result<Options, Error> {
    let mut options = Options { profile: Profile::Iterate, threads: 2, runs: 5 };
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let mut number = || -> Result<usize, Error> {
            let text = words.next().ok_or_else(|| format!("{word} needs a number"))?;
            text.parse()
                .ok()
                .filter(|n| *n > 0)
                .ok_or_else(|| format!("{word} needs a number, not {text:?}").into())
        };
        match word {
            "--threads" => options.threads = number()?,
            "--runs" => options.runs = number()?,
            "smoke" => options.profile = Profile::Smoke,
            "iterate" => options.profile = Profile::Iterate,
            "full" => options.profile = Profile::Full,
            other => return Err(format!("bench does not know {other:?}; see cargo xtask help").into()),
        }
    }
    Ok(options)
}
