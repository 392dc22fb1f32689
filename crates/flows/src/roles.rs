//! Which column is the origin, the destination, the period, the flow.

use serde::Serialize;

use crate::error::Error;
use crate::read::File;

/// What a column is in a table of flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Region the flow leaves.
    Origin,
    /// Region the flow reaches.
    Destination,
    /// Year, quarter, month.
    Period,
    /// How much flows.
    Flow,
}

/// Columns named by the user.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `--origin`.
    pub origin: Option<String>,
    /// `--destination`.
    pub destination: Option<String>,
    /// `--period`.
    pub period: Option<String>,
    /// `--flow`.
    pub flow: Option<String>,
}

/// The columns of a table by role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Roles {
    /// Column of the region the flow leaves.
    pub origin: String,
    /// Column of the region the flow reaches.
    pub destination: String,
    /// Column of the period; none when the table is of one period.
    pub period: Option<String>,
    /// Column of the flow.
    pub flow: String,
    /// Roles that were guessed from the name of the column.
    pub guessed: Vec<Role>,
}

/// Usual names of each role, in lower case. Names in a later group count only when none of an earlier one is there:
/// `i`, `j`, `t`, `v` is how BACI calls them.
const NAMES: [(Role, &[&[&str]]); 4] = [
    (
        Role::Origin,
        &[
            &[
                "origin",
                "exporter",
                "orig",
                "iso_o",
                "iso3_o",
                "isoo",
                "iso_origin",
                "reporter",
                "from",
                "source",
                "sender",
                "exp",
                "region_o",
                "origin_region",
                "country_o",
                "origin_code",
                "exporter_code",
                "reporter_code",
                "reporter_iso",
                "reporteriso",
                "region_a",
                "от",
                "来源地",
            ],
            &["i"],
        ],
    ),
    (
        Role::Destination,
        &[
            &[
                "destination",
                "importer",
                "dest",
                "iso_d",
                "iso3_d",
                "isod",
                "iso_destination",
                "partner",
                "to",
                "target",
                "receiver",
                "imp",
                "region_d",
                "destination_region",
                "country_d",
                "destination_code",
                "importer_code",
                "partner_code",
                "partner_iso",
                "partneriso",
                "region_b",
                "目的地",
            ],
            &["j"],
        ],
    ),
    (
        Role::Period,
        &[&["year", "period", "time", "date", "yr", "refyear", "quarter", "month", "год", "年份"], &["t"]],
    ),
    (
        Role::Flow,
        &[
            &[
                "flow",
                "trade",
                "value",
                "exports",
                "ties",
                "count",
                "flows",
                "trade_flow",
                "tradeflow",
                "trade_value",
                "tradevalue",
                "export",
                "export_value",
                "value_usd",
                "trade_usd",
                "migrants",
                "migration",
                "investment",
                "fdi",
                "copublications",
                "publications",
                "visitors",
                "amount",
                "primaryvalue",
            ],
            &["v", "y"],
        ],
    ),
];

impl Role {
    /// The option that names its column.
    pub fn option(self) -> &'static str {
        match self {
            Role::Origin => "--origin",
            Role::Destination => "--destination",
            Role::Period => "--period",
            Role::Flow => "--flow",
        }
    }

    pub(crate) fn noun(self) -> &'static str {
        match self {
            Role::Origin => "origin",
            Role::Destination => "destination",
            Role::Period => "period",
            Role::Flow => "flow",
        }
    }
}

/// Parts of names that say the flow is an amount of money, in lower case.
const AMOUNTS: [&str; 10] =
    ["trade", "value", "export", "import", "invest", "fdi", "revenue", "sales", "usd", "eur"];

impl Roles {
    /// Whether the flow's name says that it is an amount, so that whole numbers in it are rounded ones and no counts.
    pub fn flow_is_amount(&self) -> bool {
        let name = self.flow.to_lowercase();
        AMOUNTS.iter().any(|part| name.contains(part))
    }

    /// Finds the columns: those given, the others by their usual names. The errors are all that is wrong.
    pub fn find(file: &File, given: &Given) -> Result<Roles, Vec<Error>> {
        let mut errors = Vec::new();
        let mut guessed = Vec::new();
        let options = [&given.origin, &given.destination, &given.period, &given.flow];
        let taken: Vec<&str> = options.iter().filter_map(|name| name.as_deref()).collect();
        let mut find = |at: usize| {
            let (role, names) = NAMES[at];
            let found = if let Some(name) = options[at] {
                known(file, role, name).map(Some)
            } else {
                guess(file, role, names, &taken)
            };
            match found {
                Ok(column) => {
                    guessed.extend((options[at].is_none() && column.is_some()).then_some(role));
                    column
                }
                Err(error) => {
                    errors.push(error);
                    None
                }
            }
        };
        let (origin, destination, period, flow) = (find(0), find(1), find(2), find(3));
        let named = [
            (Role::Origin, origin.as_ref()),
            (Role::Destination, destination.as_ref()),
            (Role::Period, period.as_ref()),
            (Role::Flow, flow.as_ref()),
        ];
        errors.extend(two_roles(&named));
        match (origin, destination, flow) {
            (Some(origin), Some(destination), Some(flow)) if errors.is_empty() => {
                Ok(Roles { origin, destination, period, flow, guessed })
            }
            _ => Err(errors),
        }
    }

    /// Column of a role.
    pub fn column(&self, role: Role) -> Option<&str> {
        match role {
            Role::Origin => Some(&self.origin),
            Role::Destination => Some(&self.destination),
            Role::Period => self.period.as_deref(),
            Role::Flow => Some(&self.flow),
        }
    }
}

fn two_roles(named: &[(Role, Option<&String>)]) -> Option<Error> {
    named.iter().enumerate().find_map(|(at, (second, column))| {
        let column = (*column)?;
        let (first, _) = named[..at].iter().find(|(_, other)| *other == Some(column))?;
        Some(Error::TwoRoles { column: column.clone(), first: *first, second: *second })
    })
}

fn known(file: &File, role: Role, name: &str) -> Result<String, Error> {
    if file.table.get(name).is_some() {
        return Ok(name.to_owned());
    }
    Err(unknown_column(file, role.option(), name))
}

pub(crate) fn unknown_column(file: &File, option: &'static str, name: &str) -> Error {
    let columns = file.table.names().to_vec();
    let similarity = |column: &&String| strsim::jaro_winkler(&column.to_lowercase(), &name.to_lowercase());
    let nearest = columns
        .iter()
        .max_by(|a, b| similarity(a).total_cmp(&similarity(b)))
        .filter(|column| similarity(column) > 0.7)
        .cloned();
    Error::UnknownColumn { option, name: name.to_owned(), nearest, columns }
}

/// The column with a usual name; none is an error, except for the period.
fn guess(file: &File, role: Role, names: &[&[&str]], taken: &[&str]) -> Result<Option<String>, Error> {
    for group in names {
        let mut candidates: Vec<String> = file
            .table
            .names()
            .iter()
            .filter(|column| {
                !taken.contains(&column.as_str()) && group.contains(&column.to_lowercase().as_str())
            })
            .cloned()
            .collect();
        match candidates.len() {
            0 => {}
            1 => return Ok(candidates.pop()),
            _ => return Err(Error::Ambiguous { path: file.path.clone(), role, candidates }),
        }
    }
    if role == Role::Period {
        return Ok(None);
    }
    Err(Error::NoColumn { path: file.path.clone(), role, columns: file.table.names().to_vec() })
}
