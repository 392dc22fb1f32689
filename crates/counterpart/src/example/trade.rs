//! Trade of the exercise: simulated, with one weak link that moves after it was put on the agenda.

use jiff::civil::Date as Day;
use simulate::{Panel, Plan, Region, Sides};

use super::Files;
use crate::error::Failure;
use crate::simulated;

/// The link that is weak, and moves.
const LINK: [&str; 2] = ["A-LUO", "B-SEV"];
/// Its ratio of observed to expected flow at first.
const WEAK: f64 = 0.3;
/// Its ratio from the year in which the session that took it up was held.
const MOVED: f64 = 0.8;
/// Days before today on which that session was held.
const SESSION: i32 = -395;
/// Years in the table that ends today.
const YEARS: i16 = 12;

/// A table of trade as it could be had on a day: up to the year before.
pub fn csv(files: &Files, day: Day) -> Result<Vec<u8>, Failure> {
    let first = files.day(0).year() - YEARS;
    let plan = Plan {
        n_periods: usize::try_from(day.year() - first).unwrap_or(1),
        first_year: usize::try_from(first).unwrap_or(2001),
        // Rounder than the world: a rehearsal should show what moved.
        kappa: 40.0,
        median_flow: 60.0,
        missing_share: 0.0,
        ..Plan::default()
    };
    let sides = Sides {
        a: regions(files, "regions-a.csv")?,
        b: regions(files, "regions-b.csv")?,
        contiguous: Vec::new(),
    };
    let mut panel = simulate::panel_between(&plan, &sides, 0)?;
    plant(&mut panel, files.day(SESSION).year());
    Ok(flows::csv(&simulated::flows(&panel)))
}

/// Takes the link's own ratio off its flows and puts the planted ones on.
fn plant(panel: &mut Panel, moves: i16) {
    for pair in panel.truth.clone() {
        let names = [pair.origin, pair.destination].map(|code| panel.regions[code as usize].clone());
        if !LINK.iter().all(|region| names.iter().any(|name| name == region)) {
            continue;
        }
        for row in 0..panel.flow.len() {
            if (panel.origin[row], panel.destination[row]) == (pair.origin, pair.destination) {
                let year: i16 = panel.periods[panel.period[row] as usize].parse().unwrap_or(0);
                let ratio = if year < moves { WEAK } else { MOVED };
                panel.flow[row] *= ratio / pair.lambda;
            }
        }
    }
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
