//! `cargo xtask test`: the gate, the same here and in continuous integration.
//!
//! One feature set and one profile throughout, so that nothing is built twice: clippy and rustdoc share the
//! metadata of the dependencies, the tests build the code. `cargo test` is the only runner, because it is on
//! every machine and runs the examples of the documentation as well.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::process::{self, cargo};
use crate::tally::Tally;
use crate::{Error, licences, packages};

/// One thing that must hold beside the tests.
type Check = fn() -> Result<(), Error>;

/// Runs every check, also after one has failed, and ends with the plain line `N passed, N failed, N skipped`.
pub fn run() -> Result<(), Error> {
    packages::ensure()?;
    let checks: [(&str, Check); 4] = [
        ("format", format),
        ("lints", lints),
        ("documentation", documentation),
        ("licences and bans", licences::check),
    ];
    let mut failed_checks = Vec::new();
    for (name, check) in checks {
        println!("== {name}");
        if let Err(error) = check() {
            println!("{error}");
            failed_checks.push(name);
        }
    }
    println!("== tests");
    let mut tally = Tally::default();
    if let Err(error) = tests(&mut tally)
        && tally.failed == 0
    {
        println!("{error}");
        failed_checks.push("tests");
    }
    conclude(&tally, checks.len(), &failed_checks)
}

fn conclude(tally: &Tally, n_checks: usize, failed_checks: &[&str]) -> Result<(), Error> {
    println!();
    for name in &tally.skipped {
        println!("skipped: {name}");
    }
    for name in failed_checks {
        println!("failed: {name}");
    }
    let failed_here = failed_checks.iter().filter(|name| **name != "tests").count();
    let passed = tally.passed() + n_checks - failed_here;
    let failed = tally.failed + failed_checks.len();
    println!("{passed} passed, {failed} failed, {} skipped", tally.skipped.len());
    if failed == 0 { Ok(()) } else { Err("the gate is closed".into()) }
}

fn format() -> Result<(), Error> {
    process::run(&mut cargo(&["fmt", "--all", "--check"]))
}

fn lints() -> Result<(), Error> {
    process::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

fn documentation() -> Result<(), Error> {
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    process::run(doc.env("RUSTDOCFLAGS", "--deny warnings"))
}

/// Runs the tests, showing failures as they come and counting everything.
fn tests(tally: &mut Tally) -> Result<(), Error> {
    let mut test = cargo(&["test", "--workspace", "--no-fail-fast", "--", "--show-output"]);
    let mut child = test.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().expect("its standard output is piped");
    for line in BufReader::new(output).lines() {
        let line = line?;
        if tally.read(&line) {
            println!("{line}");
        }
    }
    let status = child.wait()?;
    if status.success() { Ok(()) } else { Err(format!("cargo test ended with {status}").into()) }
}
