//! Flows of the exercise: simulated, with two weak links, one of which moves after it was put on the agenda.

use hdfe::{Column, Labels};
use jiff::civil::Date as Day;
use simulate::{Panel, Plan, Region, Sides};

use super::Files;
use crate::error::Failure;
use crate::simulated;

/// The link that is weak, is put on the agenda, and moves.
const MOVES: [&str; 2] = ["A-LUO", "B-SEV"];
/// A link that is weak too, was on no agenda before the third session, and stays as it is.
const STAYS: [&str; 2] = ["A-YAN", "B-BEL"];
/// Their ratios of observed to expected flow at first.
const WEAK: f64 = 0.15;
/// The ratio of the one that moves, from the quarter in which the session that took it up was held.
const MOVED: f64 = 0.85;
/// Days before today on which that session was held.
const SESSION: i32 = -395;
/// Years before today's in which the tables begin.
const YEARS: i16 = 4;

/// A channel of the exercise, as it is simulated.
struct Channel {
    seed: u64,
    median_flow: f64,
    /// Growth in a quarter.
    growth: f64,
    /// Whether the link that moves does so in this channel.
    moves: bool,
}

impl Channel {
    /// Of trade, which grows, or of investment, which does not.
    fn of(name: &str) -> Self {
        match name {
            "investment" => Channel { seed: 7, median_flow: 300.0, growth: -0.005, moves: false },
            _ => Channel { seed: 1, median_flow: 1500.0, growth: 0.01, moves: true },
        }
    }
}

/// A quarter by its name, `2026-Q3`.
pub fn quarter(day: Day) -> String {
    format!("{}-Q{}", day.year(), (day.month() + 2) / 3)
}

/// A table of flows as it could be had on a day: every quarter that was over by then.
pub fn table(files: &Files, channel: &str, day: Day) -> Result<hdfe::Table, Failure> {
    let channel = Channel::of(channel);
    let first = files.day(0).year() - YEARS;
    let quarters: Vec<String> =
        (first..=files.day(0).year()).flat_map(|year| (1..=4).map(move |q| format!("{year}-Q{q}"))).collect();
    let plan = Plan {
        seed: channel.seed,
        // Always all of them, so that a later table tells the same of the quarters that an earlier one has.
        n_periods: quarters.len(),
        // Rounder than the world: a rehearsal should show what moved.
        kappa: 400.0,
        lambda_sd: 0.03,
        median_flow: channel.median_flow,
        missing_share: 0.0,
        growth: channel.growth,
        step_sd: 0.01,
        ..Plan::default()
    };
    let sides = Sides {
        a: regions(files, "regions-a.csv")?,
        b: regions(files, "regions-b.csv")?,
        contiguous: Vec::new(),
    };
    let mut panel = simulate::panel_between(&plan, &sides, 0)?;
    panel.periods = quarters;
    let moves = if channel.moves { quarter(files.day(SESSION)) } else { "never".to_owned() };
    plant(&mut panel, MOVES, |period| if period < moves.as_str() { WEAK } else { MOVED });
    plant(&mut panel, STAYS, |_| WEAK);
    Ok(until(&panel, &quarter(day)))
}

/// Takes a link's own ratio off its flows, in both directions, and puts the planted ones on.
fn plant(panel: &mut Panel, link: [&str; 2], ratio: impl Fn(&str) -> f64) {
    for pair in panel.truth.clone() {
        let names = [pair.origin, pair.destination].map(|code| panel.regions[code as usize].as_str());
        if !link.iter().all(|region| names.contains(region)) {
            continue;
        }
        for row in 0..panel.flow.len() {
            if (panel.origin[row], panel.destination[row]) == (pair.origin, pair.destination) {
                let period = &panel.periods[panel.period[row] as usize];
                panel.flow[row] *= ratio(period) / pair.lambda;
            }
        }
    }
}

/// The quarters before one, as a table.
fn until(panel: &Panel, quarter: &str) -> hdfe::Table {
    let whole = simulated::flows(panel);
    let period = |row: &usize| panel.periods[panel.period[*row] as usize].as_str();
    let rows: Vec<usize> = (0..panel.flow.len()).filter(|row| period(row) < quarter).collect();
    let mut table = hdfe::Table::new(rows.len());
    for name in whole.names() {
        let (name, column) = match whole.get(name) {
            // Quarters are no numbers.
            _ if name == "year" => ("period", Column::Labels(Labels::from_texts(rows.iter().map(period)))),
            Some(Column::Numbers(values)) => {
                (name.as_str(), Column::Numbers(rows.iter().map(|&row| values[row]).collect()))
            }
            Some(Column::Labels(labels)) => {
                let codes = rows.iter().map(|&row| labels.codes[row]).collect();
                (name.as_str(), Column::Labels(Labels { codes, labels: labels.labels.clone() }))
            }
            None => continue,
        };
        table.insert(name, column);
    }
    table
}

/// The provinces of a side; its cities trade as parts of them.
fn regions(files: &Files, name: &str) -> Result<Vec<Region>, Failure> {
    let rows = files.rows(name)?;
    let Some((headings, rows)) = rows.split_first() else { return Ok(Vec::new()) };
    let at = |heading: &str| headings.iter().position(|name| name == heading);
    let cell = |row: &csv::StringRecord, heading: &str| {
        at(heading).and_then(|k| row.get(k)).unwrap_or_default().to_owned()
    };
    let number = |row: &csv::StringRecord, heading: &str| cell(row, heading).parse().unwrap_or(0.0);
    let region = |row: &csv::StringRecord| Region {
        code: cell(row, "key"),
        size: number(row, "grp_usd_mln"),
        latitude: number(row, "latitude"),
        longitude: number(row, "longitude"),
    };
    Ok(rows.iter().filter(|row| cell(row, "level") != "city").map(region).collect())
}
