//! A simulated panel as tables: the flows, and the truth about each pair.

use hdfe::{Column, Labels, Table};
use simulate::Panel;

/// The flows, one row a pair and period, with the covariates of the gravity equation.
pub fn flows(panel: &Panel) -> Table {
    let mut table = Table::new(panel.flow.len());
    table.insert("origin", regions(panel, panel.origin.iter().copied()));
    table.insert("destination", regions(panel, panel.destination.iter().copied()));
    let years = panel.period.iter().map(|&period| panel.periods[period as usize].as_str());
    // Years of a plan are numbers, and a file of numbers is smaller.
    table.insert("year", Column::Numbers(years.map(|year| year.parse().unwrap_or(f64::NAN)).collect()));
    for (name, values) in [
        ("flow", &panel.flow),
        ("distance_km", &panel.distance_km),
        ("contiguous", &panel.contiguous),
        ("common_language", &panel.common_language),
        ("crosses_border", &panel.crosses_border),
        ("agreement", &panel.agreement),
    ] {
        table.insert(name, Column::Numbers(values.clone()));
    }
    table
}

/// The true ratio of every reported pair, and whether it was planted as weak.
pub fn truth(panel: &Panel) -> Table {
    let mut table = Table::new(panel.truth.len());
    table.insert("origin", regions(panel, panel.truth.iter().map(|pair| pair.origin)));
    table.insert("destination", regions(panel, panel.truth.iter().map(|pair| pair.destination)));
    table.insert("lambda", Column::Numbers(panel.truth.iter().map(|pair| pair.lambda).collect()));
    let planted = panel.truth.iter().map(|pair| f64::from(u8::from(pair.planted)));
    table.insert("planted", Column::Numbers(planted.collect()));
    table
}

fn regions(panel: &Panel, codes: impl Iterator<Item = u32>) -> Column {
    Column::Labels(Labels { codes: codes.collect(), labels: panel.regions.clone() })
}
