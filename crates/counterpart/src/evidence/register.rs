//! Tables made from the register itself: ties between regions, and people exchanged.

use std::collections::BTreeMap;

use hdfe::{Column, Labels, Table};
use register::Side;
use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use register::kind::{Visibility, kind};
use store::{Filter, Transaction};

use crate::error::Failure;

/// What a table is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Made {
    /// Ties that are in force, one row a pair of regions of the two sides
    Ties,
    /// Exchange events that were held, one row a pair and year
    Exchange,
}

impl Made {
    /// The channel of the dataset.
    pub fn channel(self) -> &'static str {
        match self {
            Made::Ties => "ties",
            Made::Exchange => "exchange",
        }
    }

    /// The key of the title of the dataset.
    pub fn title(self) -> &'static str {
        match self {
            Made::Ties => "evidence-made-ties",
            Made::Exchange => "evidence-made-exchange",
        }
    }
}

/// The table, of what everybody sees to whom the dataset will be shown: a count that one side keeps for itself is in no
/// table of both. A pair that the register knows nothing of has zero: the register is whole about itself.
pub async fn table(
    transaction: &mut Transaction,
    made: Made,
    side: Side,
    visibility: Visibility,
) -> Result<Table, Failure> {
    let reader = if visibility == Visibility::Public { Reader::Public } else { Reader::Member(side) };
    let shown = |entry: &Entry| register::actor::audience(entry).visibility() >= visibility;
    let mut of_kind: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for name in ["region", "tie", "exchange", "organisation"] {
        let filter = Filter { kind: kind(name), ..Filter::default() };
        let entries = transaction.list(reader, &filter).await?;
        of_kind.insert(name, entries.into_iter().filter(shown).collect());
    }
    let counts = match made {
        Made::Ties => ties(&of_kind["tie"], &of_kind["organisation"]),
        Made::Exchange => exchanges(&of_kind["exchange"]),
    };
    Ok(rows(&of_kind["region"], &counts, made))
}

/// A pair of regions, sorted, with a year where there is one.
type Cell = (Address, Address, String);

fn cell(one: &Address, other: &Address, year: &str) -> Cell {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    (first.clone(), second.clone(), year.to_owned())
}

fn ties(ties: &[Entry], organisations: &[Entry]) -> BTreeMap<Cell, f64> {
    let region_of = |address: Address| match address.kind().name {
        "region" => Some(address),
        _ => organisations.iter().find(|it| it.address == address).and_then(|it| it.reference("region")),
    };
    let mut counts = BTreeMap::new();
    for tie in ties.iter().filter(|tie| tie.state == "listed") {
        let ends = ["of", "with"].map(|field| tie.reference(field).and_then(region_of));
        if let [Some(one), Some(other)] = ends {
            *counts.entry(cell(&one, &other, "")).or_default() += 1.0;
        }
    }
    counts
}

fn exchanges(exchanges: &[Entry]) -> BTreeMap<Cell, f64> {
    let mut counts = BTreeMap::new();
    for event in exchanges.iter().filter(|event| event.state == "held") {
        let year: String = event.plain("start").unwrap_or_default().chars().take(4).collect();
        let regions = event.references("regions");
        for (k, one) in regions.iter().enumerate() {
            for other in &regions[k + 1..] {
                *counts.entry(cell(one, other, &year)).or_default() += 1.0;
            }
        }
    }
    counts
}

/// Every pair of the two sides, in every year that has any, with what sizes and distances are known of all regions.
fn rows(regions: &[Entry], counts: &BTreeMap<Cell, f64>, made: Made) -> Table {
    let of_side = |side: Side| {
        regions.iter().filter(move |region| region.side == Some(side) && region.state == "listed")
    };
    let mut years: Vec<&str> = counts.keys().map(|(_, _, year)| year.as_str()).collect();
    years.sort_unstable();
    years.dedup();
    if years.is_empty() {
        years.push("");
    }
    let mut found: Vec<(&Entry, &Entry, &str, f64)> = Vec::new();
    for one in of_side(Side::A) {
        for other in of_side(Side::B) {
            for year in &years {
                let n = counts.get(&cell(&one.address, &other.address, year)).copied().unwrap_or(0.0);
                found.push((one, other, year, n));
            }
        }
    }
    let mut table = Table::new(found.len());
    let labels = |of: fn(&(&Entry, &Entry, &str, f64)) -> String| {
        Column::Labels(Labels::from_texts(found.iter().map(of)))
    };
    table.insert("origin", labels(|row| row.0.address.key().to_owned()));
    table.insert("destination", labels(|row| row.1.address.key().to_owned()));
    if made == Made::Exchange {
        table.insert(
            "period",
            Column::Numbers(found.iter().map(|row| row.2.parse().unwrap_or(f64::NAN)).collect()),
        );
    }
    table.insert("flow", Column::Numbers(found.iter().map(|row| row.3).collect()));
    let mut add = |name: &str, of: &dyn Fn(&Entry, &Entry) -> Option<f64>| {
        let values: Option<Vec<f64>> = found.iter().map(|row| of(row.0, row.1)).collect();
        if let Some(values) = values {
            table.insert(name, Column::Numbers(values));
        }
    };
    let number = |region: &Entry, field| region.plain(field).and_then(|text| text.parse::<f64>().ok());
    add("distance_km", &|one, other| {
        let place = |region: &Entry| {
            let (latitude, longitude) = (number(region, "latitude")?, number(region, "longitude")?);
            Some(simulate::Region { code: String::new(), size: 0.0, latitude, longitude })
        };
        Some(place(one)?.distance_km(&place(other)?).max(1.0))
    });
    add("population_origin", &|one, _| number(one, "population").filter(|n| *n > 0.0));
    add("population_destination", &|_, other| number(other, "population").filter(|n| *n > 0.0));
    table
}
