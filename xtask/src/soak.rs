//! `cargo xtask soak`: the long versions of what the gate shortens, on seeds 1..N.

use crate::Error;
use crate::process::{self, cargo, output, root};
use crate::stamp::Stamp;

/// Property tests draw this many cases per seed of the soak.
const CASES_PER_SEED: usize = 100;

/// Kills of a register, for each thing that is killed.
const KILLS: usize = 200;

/// Runs the panels with known truth (weak links, effects), the kills of a register and the property tests, and writes `docs/soak-*.md`.
pub fn run(arguments: &[String]) -> Result<(), Error> {
    let seeds = match arguments {
        [] => 50,
        [seeds] => seeds.parse().map_err(|_| format!("SEEDS is a number, not {seeds:?}"))?,
        _ => return Err("soak takes one number, SEEDS".into()),
    };
    let stamp = Stamp::take()?;
    weak_links(seeds, &stamp)?;
    effects(seeds, &stamp)?;
    faults(&stamp)?;
    properties(seeds * CASES_PER_SEED, &stamp)
}

/// What weak-link ranking finds on simulated panels whose weak links are known.
fn weak_links(seeds: usize, stamp: &Stamp) -> Result<(), Error> {
    let n = seeds.to_string();
    let example = ["run", "--profile", "demo", "--package", "weaklinks", "--example", "soak", "--", &n];
    let tables = output(&mut cargo(&example))?;
    let head =
        format!("# Weak links on panels with known truth\n\n{}\n", made(&format!("soak {seeds}"), stamp));
    write("soak-weaklinks.md", &format!("{head}\n{tables}"))
}

/// Panels of each three-way design, and panels with staggered starts, for each seed of the soak.
const EFFECTS_PER_SEED: [usize; 2] = [20, 10];

/// How often intervals of effects hold the truth, on simulated panels whose effects are known.
fn effects(seeds: usize, stamp: &Stamp) -> Result<(), Error> {
    let [three_way, staggered] = EFFECTS_PER_SEED.map(|per_seed| (seeds * per_seed).to_string());
    let example = [
        "run",
        "--profile",
        "demo",
        "--package",
        "gravity",
        "--example",
        "soak_effects",
        "--",
        &three_way,
        &staggered,
    ];
    let tables = output(&mut cargo(&example))?;
    let head = format!("# Effects on panels with known truth\n\n{}\n", made(&format!("soak {seeds}"), stamp));
    write("soak-effects.md", &format!("{head}\n{tables}"))
}

/// The property tests, with many more cases than in the gate.
fn properties(cases: usize, stamp: &Stamp) -> Result<(), Error> {
    let mut test = cargo(&["test", "--workspace", "--lib", "--tests"]);
    process::run(test.env("PROPTEST_CASES", cases.to_string()))?;
    let text = format!(
        "# Property tests at length\n\n{}\n\nEvery property test of the workspace held in {cases} drawn cases.\n",
        made(&format!("soak {}", cases / CASES_PER_SEED), stamp)
    );
    write("soak-properties.md", &text)
}

/// Kills of clients and of the database server while they write to a register.
fn faults(stamp: &Stamp) -> Result<(), Error> {
    let mut test = cargo(&["test", "--package", "store", "--test", "it", "--", "crash::"]);
    process::run(test.env("COUNTERPART_SOAK_KILLS", KILLS.to_string()))?;
    let text = format!(
        "# A register that is killed\n\n{}\n\n\
         | killed with SIGKILL while acts are written | kills | faults found |\n|---|---|---|\n\
         | the client, on SQLite | {KILLS} | 0 |\n| the client, on PostgreSQL | {KILLS} | 0 |\n\
         | the PostgreSQL server | {KILLS} | 0 |\n\n\
         After each kill the register opened, and the replay of its chain found nothing.\n\
         Every act that was said to be committed was there, and every other one whole or not at all.\n",
        made("soak", stamp)
    );
    write("soak-faults.md", &text)
}

fn made(task: &str, stamp: &Stamp) -> String {
    format!(
        "Made by `cargo xtask {task}` on {}, commit {}.\nMachine: {}.",
        stamp.date, stamp.commit, stamp.machine
    )
}

fn write(name: &str, text: &str) -> Result<(), Error> {
    let path = root().join("docs").join(name);
    std::fs::write(&path, text).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    println!("written: {}", path.display());
    Ok(())
}
