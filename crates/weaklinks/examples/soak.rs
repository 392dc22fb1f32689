//! Prints what the method promises and what it does, over panels with known truth.
//!
//! `cargo run -p weaklinks --profile demo --example soak -- 50` runs the seeds 1 to 50; a second number is the first
//! seed. Ends with exit code 1 when a promise of the design is not kept.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

#[path = "../tests/it/measure.rs"]
mod measure;

use measure::{Measured, PLACES, RANKINGS, average, measure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let n_panels = numbers.next().unwrap_or(50).max(1);
    let first = numbers.next().unwrap_or(1);
    let measured: Vec<Measured> = (first..first + n_panels).map(measure).collect();
    let mean = average(&measured);
    println!("{n_panels} panels of 40 x 40 regions x 10 years, seeds {first} to {}\n", first + n_panels - 1);
    println!("| order | planted among the first 20 | area under precision-recall |");
    println!("|---|---|---|");
    for (at, ranking) in RANKINGS.iter().enumerate() {
        println!("| {ranking} | {:.3} | {:.3} |", mean.first[at], mean.area[at]);
    }
    let overall = mean.coverage.iter().sum::<f64>() / 4.0;
    println!("\n| coverage of the 90 % interval | all | by quarter of E, small to large |");
    println!("|---|---|---|");
    let quarters: Vec<String> = mean.coverage.iter().map(|share| format!("{share:.3}")).collect();
    println!("| lambda relative to its flow-weighted mean | {overall:.3} | {} |", quarters.join(" "));
    println!("\n| false share in the how-sure order at n | stated | actual |");
    println!("|---|---|---|");
    for (n, (stated, actual)) in PLACES.iter().zip(mean.false_share) {
        println!("| {n} | {stated:.3} | {actual:.3} |");
    }
    let broken = broken_promises(&mean, overall);
    println!();
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

fn broken_promises(mean: &Measured, overall: f64) -> Vec<String> {
    let mut broken = Vec::new();
    let mut promise = |kept: bool, text: String| {
        if !kept {
            broken.push(text);
        }
    };
    for (values, what) in [(&mean.first, "first 20"), (&mean.area, "area")] {
        for rival in 2..6 {
            promise(values[0] > values[rival], format!("how sure beats {} ({what})", RANKINGS[rival]));
        }
        // The last one is no rival of the design: it is printed because it shows what the prior costs and brings.
        for rival in 6..8 {
            promise(
                values[0] >= values[rival],
                format!("how sure is level with {} ({what})", RANKINGS[rival]),
            );
        }
        promise(values[1] > values[2], format!("how much beats E - O ({what})"));
    }
    for share in mean.coverage.iter().chain([&overall]) {
        promise((0.88..=0.92).contains(share), format!("coverage {share:.3} is between .88 and .92"));
    }
    for (n, (stated, actual)) in PLACES.iter().zip(mean.false_share) {
        promise(
            (stated - actual).abs() <= 0.05,
            format!("false share at {n}: {stated:.3} stated, {actual:.3} actual"),
        );
    }
    broken
}
