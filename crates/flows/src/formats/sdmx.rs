//! SDMX-CSV 1.0 and 2.0: one row an observation, a column for each dimension, measure and attribute.
//!
//! The header does not tell dimensions from attributes. Columns before the measure are taken for dimensions, as the
//! standard orders them, except well-known attributes; a dimension with several values must be chosen from.

use std::path::Path;

use super::choice::{Choice, unknown};
use super::error::Error;
use super::gather::{Flow, Gather, Kind, Place, Shape};
use super::rows::{Aside, Rows};
use super::tally::Tally;
use super::{Converted, Format, Work};

/// Columns that identify the data and not the observation.
const IDENTIFIERS: [&str; 9] = [
    "DATAFLOW",
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "ACTION",
    "SERIES_KEY",
    "OBS_KEY",
    "KEY",
    "LAST UPDATE",
];

/// Attributes that may stand before the measure and differ without harm.
const ATTRIBUTES: [&str; 16] = [
    "UNIT_MULT",
    "DECIMALS",
    "OBS_STATUS",
    "OBS_FLAG",
    "OBS_CONF",
    "CONF_STATUS",
    "TIME_FORMAT",
    "TITLE",
    "TITLE_TS",
    "COLLECTION",
    "LAST_UPDATE",
    "DATA_SOURCE",
    "SOURCE_AGENCY",
    "COMMENT_OBS",
    "OBS_PRE_BREAK",
    "DATABASE_ID",
];

/// Attributes that say what the value is, wherever they stand.
const UNITS: [&str; 5] = ["UNIT_MEASURE", "UNIT", "CURRENCY", "PRICE_BASE", "VALUATION"];

/// Dimensions of the side that reports.
const REPORTERS: [&str; 6] = ["REF_AREA", "REPORTER", "DECLARANT", "REPORTING_COUNTRY", "L_REP_CTY", "GEO"];

/// Statuses of an observation that is missing (code list CL_OBS_STATUS): not collected, cannot exist, holiday,
/// suppressed, missing, in another category.
const MISSING_STATUSES: [&str; 6] = ["L", "M", "H", "Q", "O", "K"];

/// Codes of the world and of all partners together.
const TOTALS: [&str; 7] = ["_T", "_Z", "W0", "W00", "WLD", "WORLD", "TOTAL"];

/// Whether the first column is that of SDMX-CSV.
pub(super) fn is_first_column(name: &str) -> bool {
    matches!(column_id(name), "DATAFLOW" | "STRUCTURE")
}

/// The identifier of a column: of `FREQ: Frequency` and `FREQ[]` it is `FREQ`.
fn column_id(name: &str) -> &str {
    id(name.split('[').next().unwrap_or_default())
}

/// The code before a label: of `A: Annual` it is `A`.
fn id(text: &str) -> &str {
    text.split(':').next().unwrap_or_default().trim()
}

pub(super) fn convert(work: &Work) -> Result<Converted, Vec<Error>> {
    let mut tally = Tally::default();
    let mut state: Option<(Vec<String>, Gather)> = None;
    let mut errors = Vec::new();
    for path in &work.request.paths {
        let file = tally.begin(path);
        if let Err(found) = read(work, path, file, &mut state, &mut tally) {
            errors.extend(found);
        }
    }
    let gather = state.map(|(_, gather)| gather).unwrap_or_default();
    let shape = Shape { value: "value", thousands: false, quantity: None };
    work.finish(gather, tally, errors, (Format::Sdmx, shape))
}

fn read(
    work: &Work,
    path: &Path,
    file: usize,
    state: &mut Option<(Vec<String>, Gather)>,
    tally: &mut Tally,
) -> Result<(), Vec<Error>> {
    let one = |error: crate::Error| vec![Error::from(error)];
    let mut rows = Rows::open(path).map_err(one)?;
    let columns = Columns::find(work, path, &rows)?;
    let names: Vec<String> = columns.dimensions.iter().map(|(name, _)| name.clone()).collect();
    let (known, gather) =
        state.get_or_insert_with(|| (names.clone(), Gather::new(columns.kinds(&work.request.keep))));
    if *known != names {
        let missing = known.iter().filter(|name| !names.contains(name)).cloned().collect();
        let (path, columns) = (path.to_owned(), rows.names().to_vec());
        return Err(vec![Error::MissingColumns { path, format: Format::Sdmx, missing, columns }]);
    }
    while rows.advance().map_err(one)? {
        work.count(tally);
        if let Err(aside) = columns.row(work, &rows, file, gather, tally) {
            tally.push(rows.number(), aside);
        }
    }
    Ok(())
}

fn is_named(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Where everything stands in one file.
struct Columns {
    choices: Vec<(Choice, bool)>,
    dataset: usize,
    dataset_name: String,
    action: Option<usize>,
    origin: (usize, bool),
    destination: (usize, bool),
    period: usize,
    value: usize,
    multiplier: Option<usize>,
    status: Option<usize>,
    /// Dimensions and units: name, position, and whether labels follow the codes.
    dimensions: Vec<(String, (usize, bool))>,
    kept: Vec<bool>,
    reported_by: &'static str,
}

impl Columns {
    fn find(work: &Work, path: &Path, rows: &Rows) -> Result<Self, Vec<Error>> {
        let request = work.request;
        let names = ids(rows);
        let position = |name: &str| names.iter().position(|known| known.eq_ignore_ascii_case(name));
        let labelled = |at: usize| rows.names()[at].contains(':');
        let mut errors = Vec::new();
        let mut missing = Vec::new();
        let mut need = |name: &str| {
            position(name).unwrap_or_else(|| {
                missing.push(name.to_owned());
                0
            })
        };
        let value = need(request.value.as_deref().unwrap_or("OBS_VALUE"));
        let period = need("TIME_PERIOD");
        let dataset = position("STRUCTURE_ID").unwrap_or_default();
        if !missing.is_empty() {
            let (path, columns) = (path.to_owned(), names.clone());
            errors.push(Error::MissingColumns { path, format: Format::Sdmx, missing, columns });
        }
        let sides = [("--origin", &request.origin), ("--destination", &request.destination)];
        let sides = sides.map(|(option, name)| {
            let name = name.as_deref()?;
            let at = position(name);
            if at.is_none() {
                errors.push(unknown(option, name, rows, &[]));
            }
            at
        });
        if request.origin.is_none() || request.destination.is_none() {
            errors.push(Error::NoRegions { path: path.to_owned(), columns: names.clone() });
        }
        for name in request.keep.iter().filter(|name| position(name).is_none()) {
            errors.push(unknown("--keep", name, rows, &[]));
        }
        let choices = choices(request, rows, &names).unwrap_or_else(|found| {
            errors.extend(found);
            Vec::new()
        });
        let ([Some(origin), Some(destination)], true) = (sides, errors.is_empty()) else {
            return Err(errors);
        };
        if origin == destination {
            let [first, second] = [crate::Role::Origin, crate::Role::Destination];
            let column = names[origin].clone();
            return Err(vec![crate::Error::TwoRoles { column, first, second }.into()]);
        }
        let is_dimension = |at: usize, name: &str| {
            let listed = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
            let place = [origin, destination, period, value].contains(&at) || name.is_empty();
            let told = listed(&IDENTIFIERS) || listed(&ATTRIBUTES) || name.ends_with("_LABEL");
            is_named(&request.keep, name) || !place && !told && (at < value || listed(&UNITS))
        };
        let dimensions: Vec<(String, (usize, bool))> = names
            .iter()
            .enumerate()
            .filter(|(at, name)| is_dimension(*at, name))
            .map(|(at, name)| (name.clone(), (at, labelled(at))))
            .collect();
        let reports = |at: usize| REPORTERS.iter().any(|known| known.eq_ignore_ascii_case(&names[at]));
        Ok(Columns {
            choices,
            dataset,
            dataset_name: names[dataset].clone(),
            action: position("ACTION"),
            origin: (origin, labelled(origin)),
            destination: (destination, labelled(destination)),
            period,
            value,
            multiplier: position("UNIT_MULT"),
            status: position("OBS_STATUS").or_else(|| position("OBS_FLAG")),
            kept: dimensions.iter().map(|(name, _)| is_named(&request.keep, name)).collect(),
            dimensions,
            reported_by: match (reports(origin), reports(destination)) {
                (true, false) => "origin",
                (false, true) => "destination",
                _ => "unstated",
            },
        })
    }

    /// Data set, valuation, side, the constant dimensions together, whether a power of ten is given; each dimension.
    fn kinds(&self, keep: &[String]) -> Vec<Kind> {
        let kind = |name: &str, published: &str, shown, may_differ| Kind {
            name: name.to_owned(),
            published: published.to_owned(),
            shown,
            may_differ,
        };
        let mut kinds = vec![
            kind("dataset", &self.dataset_name, true, is_named(keep, &self.dataset_name)),
            kind("valuation", "valuation", true, true),
            kind("reported_by", "reported_by", true, true),
            kind("series", "series", true, true),
            kind("UNIT_MULT", "UNIT_MULT", false, is_named(keep, "UNIT_MULT")),
        ];
        for ((name, _), kept) in self.dimensions.iter().zip(&self.kept) {
            kinds.push(kind(name, name, *kept, *kept));
        }
        kinds
    }

    fn row(
        &self,
        work: &Work,
        rows: &Rows,
        file: usize,
        gather: &mut Gather,
        tally: &mut Tally,
    ) -> Result<(), Aside> {
        for (choice, labelled) in &self.choices {
            choice.check(rows, |text| if *labelled { id(text) } else { text })?;
        }
        if self.action.map_or(Ok(""), |at| rows.text(at)).is_ok_and(|action| action.starts_with('D')) {
            return Err(Aside::LeftOut("deleted"));
        }
        let value = self.value(rows)?;
        if value.is_none() && self.is_attribute_row(rows)? {
            return Err(Aside::LeftOut("no-observation"));
        }
        let (origin, destination) = (code(rows, self.origin)?, code(rows, self.destination)?);
        if is_total(origin) || is_total(destination) {
            return Err(Aside::LeftOut("world-total"));
        }
        work.check_regions(origin, destination, tally)?;
        let period = rows.code(self.period)?;
        let mut values = Vec::with_capacity(self.dimensions.len());
        for (_, (at, labelled)) in &self.dimensions {
            let text = rows.text(*at)?;
            values.push(if *labelled { id(text) } else { text });
        }
        let series = self.series(&values);
        let dataset = rows.text(self.dataset)?;
        let dataset = dataset.split(": ").next().unwrap_or_default();
        let power = if self.multiplier.map_or(Ok(""), |at| rows.text(at))?.is_empty() { "" } else { "given" };
        let mut kinds = vec![dataset, valuation(&values), self.reported_by, &series, power];
        kinds.extend(values);
        let kind = gather.kind(&kinds);
        let place = Place { file: file as u32, row: rows.number() as u32 };
        gather.add(&Flow { origin, destination, period, part: "", kind, value, quantity: None }, place);
        if value.is_none() { Err(Aside::LeftOut("missing-value")) } else { Ok(()) }
    }

    /// The value in units; `None` when it is missing or its status says so.
    fn value(&self, rows: &Rows) -> Result<Option<f64>, Aside> {
        let status = self.status.map_or(Ok(""), |at| rows.text(at))?;
        let text = rows.text(self.value)?;
        // NaN is how the standard writes a missing number, a colon how Eurostat does.
        if MISSING_STATUSES.contains(&id(status)) || matches!(text, "NaN" | ":" | "#N/A") {
            return Ok(None);
        }
        let Some(value) = rows.amount(self.value)? else { return Ok(None) };
        let Some(at) = self.multiplier else { return Ok(Some(value)) };
        match id(rows.text(at)?) {
            "" => Ok(Some(value)),
            power => match power.parse::<i32>() {
                Ok(power @ 0..=15) => Ok(Some(value * 10_f64.powi(power))),
                Ok(power @ -15..0) => Ok(Some(value / 10_f64.powi(-power))),
                _ => Err(rows.refused(at, "is not a power of ten")),
            },
        }
    }

    /// A row that only carries attributes of a partial key.
    fn is_attribute_row(&self, rows: &Rows) -> Result<bool, Aside> {
        for at in [self.origin.0, self.destination.0, self.period] {
            if rows.text(at)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The dimensions that are not kept apart, as one text.
    fn series(&self, values: &[&str]) -> String {
        let parts: Vec<String> = self
            .dimensions
            .iter()
            .zip(values)
            .zip(&self.kept)
            .filter(|((_, value), kept)| !**kept && !value.is_empty())
            .map(|(((name, _), value), _)| format!("{name}={value}"))
            .collect();
        parts.join(", ")
    }
}

/// Names of the columns without labels; that of a column of names (`labels=name`) is empty.
fn ids(rows: &Rows) -> Vec<String> {
    let names: Vec<String> = rows.names().iter().map(|name| column_id(name).to_owned()).collect();
    if !names.iter().any(|name| name == "STRUCTURE_NAME") {
        return names;
    }
    let is_identifier = |name: &String| IDENTIFIERS.contains(&name.as_str());
    let first = names.iter().rposition(is_identifier).map_or(0, |at| at + 1);
    let is_name = |at: usize| at >= first && (at - first) % 2 == 1;
    names.into_iter().enumerate().map(|(at, name)| if is_name(at) { String::new() } else { name }).collect()
}

fn choices(
    request: &super::Request,
    rows: &Rows,
    names: &[String],
) -> Result<Vec<(Choice, bool)>, Vec<Error>> {
    // Columns are chosen by identifier, and the header may have labels.
    let full = |name: &String| {
        let at = names.iter().position(|known| known.eq_ignore_ascii_case(name));
        at.map_or_else(|| name.clone(), |at| rows.names()[at].clone())
    };
    let choose = request.choose.iter().map(|(name, value)| (full(name), value.clone())).collect();
    let choices = Choice::all(&super::Request { choose, ..super::Request::default() }, rows, &[])?;
    Ok(choices
        .into_iter()
        .map(|choice| {
            let labelled = choice.has_label();
            (choice, labelled)
        })
        .collect())
}

fn code<'r>(rows: &'r Rows, (at, labelled): (usize, bool)) -> Result<&'r str, Aside> {
    let text = rows.code(at)?;
    Ok(if labelled { id(text) } else { text })
}

/// The world, or a group of countries of the balance of payments, which are a digit and a letter (`5J`).
fn is_total(code: &str) -> bool {
    let group =
        matches!(code.as_bytes(), [digit, letter] if digit.is_ascii_digit() && letter.is_ascii_uppercase());
    group || TOTALS.contains(&code)
}

/// FOB or CIF, if a code of the series says so.
fn valuation(values: &[&str]) -> &'static str {
    let says = |word: &str| {
        values.iter().any(|value| {
            value.split(|sign: char| !sign.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word))
        })
    };
    match (says("FOB"), says("CIF")) {
        (true, false) => "fob",
        (false, true) => "cif",
        _ => "unstated",
    }
}
