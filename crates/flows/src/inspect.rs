//! What a table of flows holds, and what to run next.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gravity::FlowPanel;
use hdfe::{Column, Labels};
use serde::Serialize;

use crate::covariates::{Recognised, recognise_covariates};
use crate::error::Error;
use crate::panel::{Dropped, panel};
use crate::read::{File, Format};
use crate::roles::{Role, Roles};

/// What a table of flows holds.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    /// Name of the file.
    pub file: String,
    /// What it is.
    pub format: Format,
    /// Size, in bytes.
    pub n_bytes: u64,
    /// SHA-256, if it was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Rows of the table.
    pub n_rows: usize,
    /// Its columns.
    pub columns: Vec<ColumnSummary>,
    /// Which column is what.
    pub roles: Roles,
    /// Periods.
    pub periods: PeriodSummary,
    /// Regions.
    pub regions: RegionSummary,
    /// Pairs of regions.
    pub pairs: PairCounts,
    /// Flows.
    pub flows: FlowSummary,
    /// Rows left out by rule.
    pub dropped: Vec<Dropped>,
    /// Columns that would enter the gravity equation.
    pub covariates: Vec<Recognised>,
    /// The command to run next.
    pub next: String,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnSummary {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Rows without a value.
    pub n_missing: usize,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// Numbers.
    Numbers,
    /// Labels.
    Labels,
}

/// Periods.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodSummary {
    /// How many.
    pub n: usize,
    /// The first.
    pub first: String,
    /// The last.
    pub last: String,
}

/// Regions.
#[derive(Debug, Clone, Serialize)]
pub struct RegionSummary {
    /// How many.
    pub n: usize,
    /// Those that appear as origin.
    pub n_origins: usize,
    /// Those that appear as destination.
    pub n_destinations: usize,
    /// Regions by the part of their code before the first `-`; empty when the codes are not of that form.
    pub prefixes: Vec<Prefix>,
}

/// Regions of one country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prefix {
    /// Part of the code before the first `-`.
    pub prefix: String,
    /// Number of regions.
    pub n_regions: usize,
}

/// Ordered pairs of different regions, from any origin to any destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PairCounts {
    /// All there could be.
    pub possible: usize,
    /// With a reported flow in at least one period.
    pub present: usize,
    /// Without any reported flow.
    pub missing: usize,
    /// Present, and zero in every period.
    pub zero: usize,
    /// Rows that the present pairs lack to have one in every period.
    pub missing_rows: usize,
    /// Regions with a flow to themselves.
    pub domestic: usize,
}

/// Flows of the rows used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FlowSummary {
    /// Rows used.
    pub n_rows: usize,
    /// Their sum.
    pub total: f64,
    /// The part of it within a region.
    pub domestic: f64,
    /// Rows that are zero.
    pub n_zero: usize,
    /// Largest flow.
    pub largest: f64,
    /// Whether all are whole numbers.
    pub whole_numbers: bool,
}

/// Looks at a table of flows.
pub fn inspect(file: &File, roles: &Roles) -> Result<Inspection, Vec<Error>> {
    let covariates = recognise_covariates(file, roles);
    let evidence = panel(file, roles, &covariates, false)?;
    let panel = &evidence.panel;
    let regions = region_summary(panel);
    Ok(Inspection {
        file: file.name.clone(),
        format: file.format,
        n_bytes: file.n_bytes,
        sha256: file.sha256.clone(),
        n_rows: evidence.n_rows,
        columns: columns(file),
        roles: roles.clone(),
        periods: PeriodSummary {
            n: panel.periods.len(),
            first: panel.periods.first().cloned().unwrap_or_default(),
            last: panel.periods.last().cloned().unwrap_or_default(),
        },
        pairs: pair_counts(panel, &regions),
        flows: flow_summary(panel),
        next: next_command(file, roles, panel, &regions),
        regions,
        dropped: evidence.dropped,
        covariates,
    })
}

fn columns(file: &File) -> Vec<ColumnSummary> {
    let summary = |name: &String| {
        let (kind, n_missing) = match file.table.get(name)? {
            Column::Numbers(values) => {
                (ColumnKind::Numbers, values.iter().filter(|value| value.is_nan()).count())
            }
            Column::Labels(labels) => {
                (ColumnKind::Labels, labels.codes.iter().filter(|code| **code == Labels::MISSING).count())
            }
        };
        Some(ColumnSummary { name: name.clone(), kind, n_missing })
    };
    file.table.names().iter().filter_map(summary).collect()
}

fn region_summary(panel: &FlowPanel) -> RegionSummary {
    let appear = |codes: &[u32]| {
        let mut seen = vec![false; panel.regions.len()];
        for &code in codes {
            seen[code as usize] = true;
        }
        seen
    };
    let (origins, destinations) = (appear(&panel.origin), appear(&panel.destination));
    let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count();
    let mut prefixes = BTreeMap::<&str, usize>::new();
    for (prefix, _) in panel.regions.iter().filter_map(|region| region.split_once('-')) {
        *prefixes.entry(prefix).or_default() += 1;
    }
    RegionSummary {
        n: origins
            .iter()
            .zip(&destinations)
            .filter(|(origin, destination)| **origin || **destination)
            .count(),
        n_origins: count(&origins),
        n_destinations: count(&destinations),
        prefixes: prefixes
            .into_iter()
            .map(|(prefix, n_regions)| Prefix { prefix: prefix.to_owned(), n_regions })
            .collect(),
    }
}

fn pair_counts(panel: &FlowPanel, regions: &RegionSummary) -> PairCounts {
    let mut rows: Vec<(u32, u32, bool)> = (0..panel.flow.len())
        .map(|row| (panel.origin[row], panel.destination[row], panel.flow[row] > 0.0))
        .collect();
    rows.sort_unstable();
    let mut both: Vec<u32> = panel.origin.clone();
    both.sort_unstable();
    both.dedup();
    let mut destinations = panel.destination.clone();
    destinations.sort_unstable();
    destinations.dedup();
    both.retain(|region| destinations.binary_search(region).is_ok());
    let possible = regions.n_origins * regions.n_destinations - both.len();
    let mut counts = PairCounts { possible, present: 0, missing: 0, zero: 0, missing_rows: 0, domestic: 0 };
    for pair in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if pair[0].0 == pair[0].1 {
            counts.domestic += 1;
            continue;
        }
        counts.present += 1;
        counts.missing_rows += panel.periods.len() - pair.len().min(panel.periods.len());
        counts.zero += usize::from(pair.iter().all(|(_, _, positive)| !positive));
    }
    counts.missing = possible - counts.present;
    counts
}

fn flow_summary(panel: &FlowPanel) -> FlowSummary {
    let domestic = (0..panel.flow.len()).filter(|&row| panel.origin[row] == panel.destination[row]);
    FlowSummary {
        n_rows: panel.flow.len(),
        total: panel.flow.iter().sum(),
        // A sum of nothing is -0; added to 0 it prints as 0.
        domestic: 0.0 + domestic.map(|row| panel.flow[row]).sum::<f64>(),
        n_zero: panel.flow.iter().filter(|flow| **flow == 0.0).count(),
        largest: panel.flow.iter().copied().fold(0.0, f64::max),
        whole_numbers: panel.flow.iter().all(|flow| flow.fract() == 0.0),
    }
}

/// A command that runs as it stands; its sides are an example where the codes name no countries.
fn next_command(file: &File, roles: &Roles, panel: &FlowPanel, regions: &RegionSummary) -> String {
    let (side_a, side_b) = example_sides(panel, regions);
    let mut command = format!(
        "counterpart weaklinks {} --side-a {} --side-b {}",
        quoted(&file.path.to_string_lossy()),
        quoted(&side_a),
        quoted(&side_b)
    );
    for role in [Role::Origin, Role::Destination, Role::Period, Role::Flow] {
        if let (false, Some(column)) = (roles.guessed.contains(&role), roles.column(role)) {
            let _ = write!(command, " {} {}", role.option(), quoted(column));
        }
    }
    if is_one_way(panel) {
        command.push_str(" --undirected");
    }
    command
}

/// The two countries with most regions by pattern; otherwise the regions with the largest flows, by turns.
fn example_sides(panel: &FlowPanel, regions: &RegionSummary) -> (String, String) {
    let mut prefixes = regions.prefixes.clone();
    prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.n_regions));
    if let [first, second, ..] = prefixes.as_slice() {
        let mut sides = [format!("{}-*", first.prefix), format!("{}-*", second.prefix)];
        sides.sort();
        let [side_a, side_b] = sides;
        return (side_a, side_b);
    }
    let mut totals = vec![0.0; panel.regions.len()];
    for row in (0..panel.flow.len()).filter(|&row| panel.origin[row] != panel.destination[row]) {
        totals[panel.origin[row] as usize] += panel.flow[row];
        totals[panel.destination[row] as usize] += panel.flow[row];
    }
    let mut order: Vec<usize> = (0..totals.len()).collect();
    order.sort_by(|&a, &b| totals[b].total_cmp(&totals[a]));
    let side = |first: usize| {
        let codes: Vec<&str> = order
            .iter()
            .skip(first)
            .step_by(2)
            .take(3)
            .map(|&region| panel.regions[region].as_str())
            .collect();
        codes.join(",")
    };
    (side(0), side(1))
}

/// Whether every pair is reported from one of its ends only, as ties are that have no direction.
fn is_one_way(panel: &FlowPanel) -> bool {
    let pairs: std::collections::HashSet<(u32, u32)> =
        panel.origin.iter().copied().zip(panel.destination.iter().copied()).collect();
    pairs
        .iter()
        .all(|&(origin, destination)| origin == destination || !pairs.contains(&(destination, origin)))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:=@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
