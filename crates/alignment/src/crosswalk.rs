//! Which divisions of other classifications of activities a division of ISIC corresponds to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

static TABLE: &str = include_str!("../crosswalk.csv");

/// Divisions of other classifications that cover a division of ISIC Rev. 4, wholly or in part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Crosswalk {
    /// NACE Rev. 2, of the European Union.
    pub nace: Vec<Division>,
    /// GB/T 4754-2017, of China.
    pub gbt: Vec<Division>,
    /// OKVED 2, of Russia.
    pub okved: Vec<Division>,
}

/// A division of a classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Division {
    /// Its code.
    pub code: String,
    /// Whether the correspondence was checked against a source, and may be shown as official.
    pub official: bool,
}

#[derive(Deserialize)]
struct Record {
    isic: String,
    nace2: String,
    gbt4754: String,
    okved2: String,
    status_nace2: String,
    status_gbt4754: String,
    status_okved2: String,
}

/// The correspondences by ISIC division, such as `01`.
pub fn crosswalks() -> BTreeMap<String, Crosswalk> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows =
        reader.deserialize().map(|row: Result<Record, _>| row.expect("the table of the program is sound"));
    rows.map(|row| {
        let crosswalk = Crosswalk {
            nace: divisions(&row.nace2, &row.status_nace2),
            gbt: divisions(&row.gbt4754, &row.status_gbt4754),
            okved: divisions(&row.okved2, &row.status_okved2),
        };
        (row.isic, crosswalk)
    })
    .collect()
}

fn divisions(codes: &str, status: &str) -> Vec<Division> {
    let codes = codes.split(';').map(str::trim).filter(|code| !code.is_empty());
    codes.map(|code| Division { code: code.to_owned(), official: status == "official" }).collect()
}
