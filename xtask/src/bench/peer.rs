//! The peer's Python environment, and measuring one process of either program.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::panel::Case;
use super::results::{Estimate, Program, Row};
use crate::Error;
use crate::process::{self, binary, command, output, target};

/// The Python of a virtual environment with the peer in it, made unless it is there.
pub fn environment() -> Result<PathBuf, Error> {
    let folder = target().join("bench-venv");
    let python = folder.join("bin/python");
    let complete = folder.join("complete");
    if !complete.is_file() {
        println!("Making a Python environment with pyfixest in {}.", folder.display());
        let made = process::run(&mut command("python3", &["-m", "venv", &folder.to_string_lossy()]));
        made.map_err(|error| format!("{error}\nbench needs Python 3 with venv (Debian: python3-venv)"))?;
        let requirements = "benches/peers/requirements.txt";
        process::run(&mut command(
            &python,
            &["-m", "pip", "install", "--quiet", "--requirement", requirements],
        ))?;
        std::fs::write(&complete, "")?;
    }
    Ok(python)
}

/// Runs one program once, as a process of its own.
pub fn measure(
    python: &Path,
    program: Program,
    case: &Case,
    file: &Path,
    threads: usize,
) -> Result<Row, Error> {
    let measured = json(&mut timed(python, program, *case, &file.to_string_lossy(), &threads.to_string()))?;
    let answer: Value = serde_json::from_str(measured["stdout"].as_str().unwrap_or_default())?;
    let number = |value: &Value, key: &str| {
        value[key].as_f64().ok_or_else(|| format!("{} says no {key}: {value}", program.name()))
    };
    let (seconds, peak_mib) = (number(&measured, "seconds")?, number(&measured, "peak_mib")?);
    let (n_obs, iterations, estimates) = match program {
        Program::Counterpart => (number(&answer, "n_obs")?, number(&answer, "iterations")?, ours(&answer)),
        Program::Pyfixest => (number(&answer, "nobs")?, number(&answer["fits"][0], "irls")?, theirs(&answer)),
    };
    let (read_s, fit_s) = match program {
        Program::Counterpart => (number(&answer["seconds"], "read")?, number(&answer["seconds"], "fit")?),
        Program::Pyfixest => (number(&answer, "load_s")?, number(&answer["fits"][0], "fit_s")?),
    };
    let (n_obs, iterations) = (n_obs as usize, iterations as usize);
    Ok(Row { case: *case, program, seconds, read_s, fit_s, peak_mib, n_obs, iterations, estimates })
}

/// Runs `counterpart` once with these arguments, wrapped likewise: seconds, peak memory and what it printed.
pub fn measure_own(python: &Path, arguments: &[&str]) -> Result<(f64, f64, String), Error> {
    let mut timed = command(python, &["benches/peers/measure.py"]);
    timed.arg(binary("release")).args(arguments);
    let measured = json(&mut timed)?;
    let number = |key: &str| measured[key].as_f64().ok_or_else(|| format!("measure.py says no {key}"));
    let printed = measured["stdout"].as_str().unwrap_or_default().to_owned();
    Ok((number("seconds")?, number("peak_mib")?, printed))
}

fn json(command: &mut Command) -> Result<Value, Error> {
    Ok(serde_json::from_str(&output(command)?)?)
}

/// The command line, wrapped in the script that measures it.
fn timed(python: &Path, program: Program, case: Case, file: &str, threads: &str) -> Command {
    let mut timed = command(python, &["benches/peers/measure.py"]);
    match program {
        Program::Counterpart => {
            timed.arg(binary("release")).args(["fit", file, "--formula", case.formula()]).args([
                "--vcov",
                "cluster:origin^dest",
                "--ssc",
                "fixest",
                "--threads",
                threads,
                "--format",
                "json",
            ])
        }
        // Its default. Of the demeaners that its plain installation has, it spent the least time demeaning on panels
        // S (fe3) and M (fe2) by `benches/peers/time_backends.py`; numba, jax and cupy were not installed or timed.
        Program::Pyfixest => timed.arg(python).arg("benches/peers/time_pyfixest.py").args([
            "--panel",
            file,
            "--model",
            case.model,
            "--backend",
            "rust",
            "--fits",
            "1",
            "--threads",
            threads,
        ]),
    };
    timed
}

fn ours(answer: &Value) -> Vec<Estimate> {
    let coefficients = answer["coefficients"].as_array().into_iter().flatten();
    let estimate = |coefficient: &Value| {
        let term = coefficient["term"].as_str()?.to_owned();
        Some(Estimate {
            term,
            value: coefficient["estimate"].as_f64()?,
            std_error: coefficient["std_error"].as_f64()?,
        })
    };
    coefficients.filter_map(estimate).collect()
}

fn theirs(answer: &Value) -> Vec<Estimate> {
    let coefficients = answer["coef"].as_object().into_iter().flatten();
    let estimate = |(term, estimate): (&String, &Value)| {
        let (value, std_error) = (estimate.as_f64()?, answer["se"][term].as_f64()?);
        Some(Estimate { term: term.clone(), value, std_error })
    };
    coefficients.filter_map(estimate).collect()
}
