//! Prints how often intervals of effects hold the truth, over panels with known effects.
//!
//! `cargo run -p gravity --profile demo --example soak_effects -- 1000 500` runs 1 000 panels of each three-way design and 500 with
//! staggered starts. Ends with exit code 1 when a promise of the design is not kept.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

#[path = "../tests/it/effect/measure.rs"]
mod measure;

use std::process::ExitCode;

use measure::{Hit, average};
use simulate::Spread;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let n_three_way = numbers.next().unwrap_or(1000);
    let n_staggered = numbers.next().unwrap_or(500);
    let mut broken = three_way(n_three_way);
    broken.extend(staggered(n_staggered));
    for promise in &broken {
        println!("NOT KEPT: {promise}");
    }
    if broken.is_empty() {
        println!("every promise is kept");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn header(what: &str) {
    println!("| {what} | interval | 95 % interval covers | mean error | s.d. of errors | mean s.e. |");
    println!("|---|---|---|---|---|---|");
}

fn row(what: &str, interval: &str, [covered, bias, spread, std_error]: [f64; 4]) {
    println!("| {what} | {interval} | {covered:.3} | {bias:+.4} | {spread:.4} | {std_error:.4} |");
}

fn column(hits: &[[Hit; 3]], at: usize) -> [f64; 4] {
    average(&hits.iter().map(|hits| hits[at]).collect::<Vec<Hit>>())
}

fn three_way(n: u64) -> Vec<String> {
    println!(
        "{n} panels of 50 x 50 regions x 5 periods for each variance of a flow with mean m, seeds 1 to {n}\n"
    );
    header("variance");
    let mut broken = Vec::new();
    for spread in Spread::ALL {
        let hits: Vec<[Hit; 3]> = (1..=n).map(|seed| measure::three_way(50, 5, spread, seed)).collect();
        let name = match spread {
            Spread::Constant => "1",
            Spread::Mean => "m",
            Spread::MeanSquared => "m^2",
            Spread::WithRegressor => "m / 2 + m^2 exp(2 x) / 2",
        };
        let columns = [0, 1, 2].map(|at| column(&hits, at));
        for (interval, column) in
            ["as estimated", "bias corrected", "bias and s.e. corrected"].iter().zip(columns)
        {
            row(name, interval, column);
        }
        if matches!(spread, Spread::Constant | Spread::Mean) {
            let (plain, corrected) = (columns[0][0], columns[2][0]);
            if !(0.92..=0.98).contains(&corrected) {
                broken.push(format!(
                    "variance {name}: corrected intervals cover {corrected:.3}, not .92 to .98"
                ));
            }
            if corrected <= plain {
                broken.push(format!("variance {name}: corrected intervals cover no more than {plain:.3}"));
            }
        }
    }
    broken
}

fn staggered(n: u64) -> Vec<String> {
    println!(
        "\n{n} panels of regions x regions x 8 periods, starts in four of them, effects by cohort and growing, seeds 1 to {n}\n"
    );
    header("form");
    let mut broken = Vec::new();
    // The promise is made for 40 regions; 25 show what fewer do.
    for n_regions in [40, 25] {
        let hits: Vec<[Hit; 3]> = (1..=n).map(|seed| measure::staggered(n_regions, seed)).collect();
        let columns = [0, 1, 2].map(|at| column(&hits, at));
        let by_cohort = format!("{n_regions} regions, by cohort and period, averaged");
        row(&format!("{n_regions} regions, one coefficient"), "bias and s.e. corrected", columns[0]);
        row(&by_cohort, "as estimated", columns[1]);
        row(&by_cohort, "bias and s.e. corrected", columns[2]);
        if n_regions == 40 {
            let (naive, extended) = (columns[0][0], columns[2][0]);
            if !(0.92..=0.98).contains(&extended) {
                broken.push(format!("the extended form covers {extended:.3}, not .92 to .98"));
            }
            if naive >= 0.9 {
                broken.push(format!(
                    "one coefficient covers {naive:.3}: the panels do not tell the forms apart"
                ));
            }
        }
    }
    println!();
    broken
}
