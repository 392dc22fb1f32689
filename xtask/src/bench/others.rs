//! Many fits of one file, and weak links.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::peer::measure_own;
use crate::Error;
use crate::process::{self, command, target};

/// Panels of 60 regions and 10 years in one file.
const GROUPS: usize = 2000;

/// `fit --by` on many small panels.
pub fn groups(python: &Path, threads: usize) -> Result<String, Error> {
    let file = target().join("bench").join("groups.parquet");
    if !file.is_file() {
        let unfinished = target().join("bench").join("groups.unfinished");
        let (out, n) = (unfinished.to_string_lossy(), GROUPS.to_string());
        process::run(&mut command(python, &["benches/peers/make_groups.py", "--groups", &n, "--out", &out]))?;
        fs::rename(&unfinished, &file)?;
    }
    println!("{GROUPS} groups");
    let (path, threads) = (file.to_string_lossy(), threads.to_string());
    let formula = "value ~ fta + tariff | origin^year + dest^year + origin^dest";
    let vcov = "cluster:origin^dest";
    let arguments =
        ["fit", &*path, "--formula", formula, "--vcov", vcov, "--by", "product", "--threads", &*threads];
    let (seconds, peak, printed) = measure_own(python, &arguments)?;
    let fitted = printed.lines().filter(|line| line.contains(",fta,")).count();
    let rows = GROUPS * 36_000;
    Ok(format!(
        "\n## Many fits of one file\n\n\
         `counterpart fit --by product`: {GROUPS} panels of 60 regions and 10 years with three effects, \
         {rows} rows in one Parquet file.\n\n\
         | groups fitted | process s | ms a group | peak MiB |\n|---|---|---|---|\n\
         | {fitted} | {seconds:.1} | {:.1} | {peak:.0} |\n",
        seconds * 1e3 / GROUPS as f64,
    ))
}

/// `weaklinks` on simulated panels, with reasons for the first twenty.
pub fn weak_links(python: &Path, threads: usize) -> Result<String, Error> {
    let mut text = "\n## Weak links\n\n\
        `counterpart weaklinks` on simulated flows (`counterpart simulate`), all reasons for the first 20.\n\n\
        | regions | years | process s | peak MiB |\n|---|---|---|---|\n"
        .to_owned();
    for regions in ["114", "300"] {
        let file = target().join("bench").join(format!("simulated_{regions}.parquet"));
        let path = file.to_string_lossy();
        if !file.is_file() {
            measure_own(python, &["simulate", "--regions", regions, "--periods", "10", "--out", &*path])?;
        }
        println!("weak links, {regions} regions");
        let threads = threads.to_string();
        let mut arguments = vec!["weaklinks", &*path];
        arguments.extend(SIDES);
        arguments.extend(["--threads", &*threads]);
        let (seconds, peak, _) = measure_own(python, &arguments)?;
        let _ = writeln!(text, "| {regions} | 10 | {seconds:.1} | {peak:.0} |");
    }
    Ok(text)
}

/// Nine regions and ten others of the simulated ones.
const SIDES: [&str; 4] = ["--side-a", "R00*", "--side-b", "R06*"];
