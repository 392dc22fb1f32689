//! A table of flows as a dataset of the register: Parquet beside the database, under its SHA-256.

use std::collections::BTreeMap;
use std::path::Path;

use diagnostic::{Explain, Kind as ReportKind};
use flows::{File, Given, Role, Roles};
use gravity::FlowPanel;
use hdfe::{Column, Labels, Table};
use register::entry::Entry;
use store::Documents;
use weaklinks::Dropped;

use super::Specification;
use crate::error::Failure;
use crate::periods;

/// Names of the columns of every dataset, by role.
const COLUMNS: [(Role, &str); 4] = [
    (Role::Origin, "origin"),
    (Role::Destination, "destination"),
    (Role::Period, "period"),
    (Role::Flow, "flow"),
];

/// What can be wrong with the file of a dataset.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is gone, or no longer what its checksum says.
    #[error("the file of {dataset} is gone, or is no longer the one that was checked")]
    Changed {
        /// The dataset.
        dataset: String,
    },
    /// A column would have the name of another.
    #[error("{column} would be called {role}, and there is another column of that name")]
    Taken {
        /// The column with the role.
        column: String,
        /// The name of the role.
        role: &'static str,
    },
}

impl Explain for Error {
    fn kind(&self) -> ReportKind {
        ReportKind::Data
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Changed { .. } => "dataset-changed",
            Error::Taken { .. } => "column-taken",
        }
    }

    fn remedy(&self) -> Vec<String> {
        vec![match self {
            Error::Changed { dataset } => format!(
                "restore the file from a backup, or add the table again and supersede {dataset}; nothing was analysed"
            ),
            Error::Taken { role, .. } => format!("rename or remove the column {role} in the file"),
        }]
    }
}

/// Reads a table as people have it, and gives it as it is kept; everything that is wrong with it is told at once. What
/// was read must be a table of flows: without duplicates, negative or infinite flows, text among numbers.
pub fn parquet(path: &Path, roles: impl Fn(&File) -> Result<Roles, Failure>) -> Result<Vec<u8>, Failure> {
    let file = flows::read(path, &flows::Reading::default())?;
    let roles = roles(&file)?;
    for name in file.table.names() {
        file.refuse_not_a_number(name)?;
    }
    // Pairs without direction are told apart when they are analysed; here each direction may stand by itself.
    let covariates = flows::recognise_covariates(&file, &roles);
    flows::panel(&file, &roles, &covariates, false).map_err(Failure::of_all)?;
    Ok(flows::parquet(&renamed(&file.table, &roles)?))
}

/// The table with the columns of the roles under their own names.
fn renamed(table: &Table, roles: &Roles) -> Result<Table, Failure> {
    let role_of = |name: &str| COLUMNS.iter().find(|(role, _)| roles.column(*role) == Some(name));
    let mut kept = Table::new(table.n_rows());
    let mut faults = Vec::new();
    for name in table.names() {
        let called = match role_of(name) {
            Some((_, role)) if *role != name && table.get(role).is_some() && role_of(role).is_none() => {
                faults.push(Error::Taken { column: name.clone(), role });
                continue;
            }
            Some((_, role)) => role,
            None => name.as_str(),
        };
        if let Some(column) = table.get(name) {
            kept.insert(called, column.clone());
        }
    }
    if faults.is_empty() { Ok(kept) } else { Err(Failure::of_all(faults)) }
}

/// A panel of a dataset, with what was left out on the way.
pub struct Evidence {
    /// The panel, its regions called by their keys in the register.
    pub panel: FlowPanel,
    /// Rows of the table.
    pub n_rows: usize,
    /// Rows left out.
    pub dropped: Vec<Dropped>,
}

/// The file of a dataset as a panel; a file that was changed is refused.
pub fn evidence(
    dataset: &Entry,
    documents: &Documents,
    regions: &[Entry],
    asked: &Specification,
) -> Result<Evidence, Failure> {
    let key = dataset.address.key();
    let path = dataset.plain("sha256").and_then(|hash| documents.sound(hash));
    let path = path.ok_or_else(|| Error::Changed { dataset: key.to_owned() })?;
    let mut file = flows::read(&path, &flows::Reading::default())?;
    key.clone_into(&mut file.name);
    let given = |role: usize| {
        let name = COLUMNS[role].1;
        file.table.get(name).is_some().then(|| name.to_owned())
    };
    let given = Given { origin: given(0), destination: given(1), period: given(2), flow: given(3) };
    let roles = Roles::find(&file, &given).map_err(Failure::of_all)?;
    call_by_keys(&mut file.table, regions);
    let covariates = match &asked.covariates {
        Some(list) => flows::covariates(&file, &roles, list).map_err(Failure::of_all)?,
        None => flows::recognise_covariates(&file, &roles),
    };
    let found = flows::panel(&file, &roles, &covariates, asked.undirected).map_err(Failure::of_all)?;
    let mut dropped: Vec<Dropped> = found
        .dropped
        .iter()
        .map(|dropped| Dropped {
            first_rows: dropped.first_rows.clone(),
            ..Dropped::by_rule(dropped.reason, dropped.n_rows)
        })
        .collect();
    let panel = periods::between(found.panel, asked.since.as_deref(), asked.until.as_deref())?;
    let n_outside = found.rows.len() - panel.n_rows();
    if n_outside > 0 {
        dropped.push(Dropped::by_rule("outside-periods", n_outside));
    }
    Ok(Evidence { panel, n_rows: found.n_rows, dropped })
}

/// Calls regions by their keys where the table has another code of theirs.
fn call_by_keys(table: &mut Table, regions: &[Entry]) {
    let mut keys: BTreeMap<String, &str> = BTreeMap::new();
    for region in regions {
        for code in region.items("codes") {
            let (_, code) = code.split_once(':').unwrap_or(("", code));
            keys.insert(code.to_owned(), region.address.key());
        }
    }
    // A key is its own, whatever else has it for a code.
    keys.extend(regions.iter().map(|region| (region.address.key().to_owned(), region.address.key())));
    for name in ["origin", "destination"] {
        let Some(Column::Labels(labels)) = table.get(name) else { continue };
        let called = labels.codes.iter().map(|&code| {
            let label = labels.labels.get(code as usize).map_or("", String::as_str);
            keys.get(label).copied().unwrap_or(label)
        });
        let called = Column::Labels(Labels::from_texts(called));
        table.insert(name, called);
    }
}
