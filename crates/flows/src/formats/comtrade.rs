//! Downloads of UN Comtrade as CSV: what each reporter says of its exports and imports.
//!
//! World totals, and rows by mode of transport, customs procedure, second partner or mode of supply, are parts of
//! other rows and are left out; a part without its whole is an error.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use hdfe::Rows as RowList;

use super::choice::{Choice, unknown};
use super::error::Error;
use super::gather::{Flow, Gather, Kind, Place, Shape};
use super::rows::{Aside, Rows};
use super::tally::Tally;
use super::{Converted, Format, Work};
use crate::error::push_row;

/// Columns that break a flow down, and the code of the whole.
const BREAKDOWNS: [(&str, &str); 5] = [
    ("motCode", "0"),
    ("customsCode", "C00"),
    ("partner2Code", "0"),
    ("partner2ISO", "W00"),
    ("mosCode", "0"),
];

/// Columns made from others.
const MADE: [&str; 3] = ["aggrLevel", "valuation", "reported_by"];

/// Columns of kind in the order of their values in [`Reader::kind`]; the second name is that in the table written.
const KINDS: [(&str, Option<&str>); 8] = [
    ("typeCode", None),
    ("freqCode", None),
    ("flowCode", None),
    ("aggrLevel", None),
    ("classificationCode", Some("classification")),
    ("valuation", Some("valuation")),
    ("reported_by", Some("reported_by")),
    ("dataset", Some("dataset")),
];

/// Columns of values, each with what it is if it is one thing.
const VALUES: [(&str, Option<&str>); 3] =
    [("primaryValue", None), ("cifvalue", Some("cif")), ("fobvalue", Some("fob"))];

pub(super) fn convert(work: &Work) -> Result<Converted, Vec<Error>> {
    let extra = extra(work);
    let mut gather = Gather::new(kinds(work, &extra));
    let mut tally = Tally::default();
    let mut wholes = Wholes::default();
    let mut errors = Vec::new();
    for path in &work.request.paths {
        let file = tally.begin(path);
        if let Err(found) = read(work, (path, file), &extra, &mut gather, &mut wholes, &mut tally) {
            errors.extend(found);
        }
    }
    errors.extend(wholes.missing(&tally));
    let shape = Shape { value: "trade_usd", thousands: false, quantity: None };
    work.finish(gather, tally, errors, (Format::Comtrade, shape))
}

/// Columns to keep that are not among [`KINDS`].
fn extra(work: &Work) -> Vec<String> {
    let is_kind = |name: &String| KINDS.iter().any(|(kind, _)| kind.eq_ignore_ascii_case(name));
    work.request.keep.iter().filter(|name| !is_kind(name)).cloned().collect()
}

fn kinds(work: &Work, extra: &[String]) -> Vec<Kind> {
    let kept = |name: &str| work.request.keep.iter().any(|keep| keep.eq_ignore_ascii_case(name));
    let known = KINDS.iter().map(|(published, shown)| Kind {
        name: shown.unwrap_or(published).to_owned(),
        published: (*published).to_owned(),
        shown: shown.is_some() || kept(published),
        // Who reported follows from the direction, which is asked for.
        may_differ: kept(published) || matches!(*published, "reported_by" | "dataset"),
    });
    let extra = extra.iter().map(|name| Kind {
        name: if name.eq_ignore_ascii_case("cmdCode") { "product".to_owned() } else { name.clone() },
        published: name.clone(),
        shown: true,
        may_differ: true,
    });
    known.chain(extra).collect()
}

/// Rows of the whole, and rows of parts whose whole must be there.
#[derive(Default)]
struct Wholes {
    whole: HashSet<[u32; 5]>,
    parts: Vec<([u32; 5], Place)>,
}

impl Wholes {
    fn missing(&self, tally: &Tally) -> Vec<Error> {
        let mut missing: Vec<Place> = self
            .parts
            .iter()
            .filter(|(part, _)| !self.whole.contains(part))
            .map(|(_, place)| *place)
            .collect();
        missing.sort_unstable();
        let error = |places: &[Place]| {
            let mut rows = RowList::default();
            for place in places {
                push_row(&mut rows, place.row as usize);
            }
            Error::NoTotal { path: tally.file(places[0].file as usize).clone(), rows }
        };
        missing.chunk_by(|a, b| a.file == b.file).map(error).collect()
    }
}

fn read(
    work: &Work,
    (path, file): (&Path, usize),
    extra: &[String],
    gather: &mut Gather,
    wholes: &mut Wholes,
    tally: &mut Tally,
) -> Result<(), Vec<Error>> {
    let one = |error: crate::Error| vec![Error::from(error)];
    let mut rows = Rows::open(path).map_err(one)?;
    let mut reader = Reader::new(work, path, file, &rows, extra)?;
    while rows.advance().map_err(one)? {
        work.count(tally);
        if let Err(aside) = reader.row(work, &rows, gather, wholes, tally) {
            tally.push(rows.number(), aside);
        }
    }
    Ok(())
}

/// Where everything stands in one file.
struct Reader {
    file: usize,
    choices: Vec<Choice>,
    /// Codes of reporter and partner: ISO if the first row has them.
    regions: Option<[usize; 2]>,
    iso: Option<[usize; 2]>,
    numeric: Option<[usize; 2]>,
    flow: usize,
    product: usize,
    /// Year or, where months are reported, year and month.
    year: Option<usize>,
    period: Option<usize>,
    frequency: Option<usize>,
    kind: Option<usize>,
    classification: usize,
    level: Option<usize>,
    value: usize,
    valuation: Option<&'static str>,
    cif: Option<usize>,
    fob: Option<usize>,
    breakdowns: Vec<(usize, &'static str)>,
    extra: Vec<usize>,
}

impl Reader {
    fn new(work: &Work, path: &Path, file: usize, rows: &Rows, extra: &[String]) -> Result<Self, Vec<Error>> {
        let mut missing = Vec::new();
        let mut need = |name: &str| {
            let at = rows.position(name);
            if at.is_none() {
                missing.push(name.to_owned());
            }
            at.unwrap_or_default()
        };
        let (flow, product, classification) = (need("flowCode"), need("cmdCode"), need("classificationCode"));
        let wanted = work.request.value.as_deref().unwrap_or("primaryValue");
        let known = VALUES.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let value = if known.is_some() { need(wanted) } else { 0 };
        let both = |a: &str, b: &str| Some([rows.position(a)?, rows.position(b)?]);
        let iso = both("reporterISO", "partnerISO");
        let numeric = both("reporterCode", "partnerCode");
        if iso.is_none() && numeric.is_none() {
            missing.push("reporterCode and partnerCode".to_owned());
        }
        let (year, period) = (rows.position("refYear"), rows.position("period"));
        if year.is_none() && period.is_none() {
            missing.push("refYear".to_owned());
        }
        let mut errors = Vec::new();
        if !missing.is_empty() {
            let (path, columns) = (path.to_owned(), rows.names().to_vec());
            errors.push(Error::MissingColumns { path, format: Format::Comtrade, missing, columns });
        }
        if known.is_none() {
            errors.push(unknown("--value", wanted, rows, &[]));
        }
        let mut positions = Vec::new();
        for name in extra {
            match rows.position(name) {
                Some(at) => positions.push(at),
                None => errors.push(unknown("--keep", name, rows, &MADE)),
            }
        }
        let choices = Choice::all(work.request, rows, &MADE);
        let choices = choices.unwrap_or_else(|found| {
            errors.extend(found);
            Vec::new()
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let chosen = |name: &str| choices.iter().any(|choice| choice.is_about(name));
        let breakdowns = BREAKDOWNS
            .iter()
            .filter(|(name, _)| !chosen(name))
            .filter_map(|(name, whole)| Some((rows.position(name)?, *whole)))
            .collect();
        Ok(Reader {
            file,
            regions: None,
            iso,
            numeric,
            flow,
            product,
            year,
            period,
            frequency: rows.position("freqCode"),
            kind: rows.position("typeCode"),
            classification,
            level: rows.position("aggrLevel"),
            value,
            valuation: known.and_then(|(_, valuation)| *valuation),
            cif: rows.position("cifvalue"),
            fob: rows.position("fobvalue"),
            breakdowns,
            extra: positions,
            choices,
        })
    }

    fn row(
        &mut self,
        work: &Work,
        rows: &Rows,
        gather: &mut Gather,
        wholes: &mut Wholes,
        tally: &mut Tally,
    ) -> Result<(), Aside> {
        self.choices.iter().try_for_each(|choice| choice.check(rows, |text| text))?;
        let [reporter, partner] = self.regions(rows)?;
        if self.is_world(rows)? {
            return Err(Aside::LeftOut("world-total"));
        }
        let exported = is_export(rows, self.flow)?;
        let (origin, destination) = if exported { (reporter, partner) } else { (partner, reporter) };
        let period = self.period(rows)?;
        let value = rows.amount(self.value)?;
        let part = rows.code(self.product)?;
        let level = self.level(rows, part)?;
        let reported_by = if exported { "origin" } else { "destination" };
        let valuation = self.valuation(rows, value, exported)?;
        let made = [("aggrLevel", &*level), ("valuation", valuation), ("reported_by", reported_by)];
        for choice in &self.choices {
            made.iter().try_for_each(|(name, value)| choice.check_made(name, value))?;
        }
        work.check_regions(origin, destination, tally)?;
        let mut kinds = self.kinds(rows, &level, reported_by)?;
        // Wholes and parts are the same flow whatever they are valued at.
        let identity = Flow {
            origin,
            destination,
            period: &period,
            part,
            kind: gather.kind(&kinds),
            value,
            quantity: None,
        };
        let place = Place { file: self.file as u32, row: rows.number() as u32 };
        let identity_of = gather.identity(&identity);
        if self.is_part(rows)? {
            wholes.parts.push((identity_of, place));
            return Err(Aside::LeftOut("breakdown"));
        }
        wholes.whole.insert(identity_of);
        kinds[5] = valuation;
        let kind = gather.kind(&kinds);
        gather.add(&Flow { kind, ..identity }, place);
        if value.is_none() {
            return Err(Aside::LeftOut("missing-value"));
        }
        Ok(())
    }

    /// Values of the columns of kind; the valuation is still empty.
    fn kinds<'r>(&self, rows: &'r Rows, level: &'r str, reported_by: &'r str) -> Result<Vec<&'r str>, Aside> {
        let text = |at: Option<usize>| at.map_or(Ok(""), |at| rows.text(at));
        let mut kinds = vec![
            text(self.kind)?,
            text(self.frequency)?,
            rows.text(self.flow)?,
            level,
            rows.code(self.classification)?,
            "",
            reported_by,
            "UN Comtrade",
        ];
        for &at in &self.extra {
            kinds.push(rows.text(at)?);
        }
        Ok(kinds)
    }

    /// Codes of reporter and partner. A file whose first row has no ISO codes has none at all.
    fn regions<'r>(&mut self, rows: &'r Rows) -> Result<[&'r str; 2], Aside> {
        if self.regions.is_none() {
            let iso = self.iso.filter(|iso| rows.text(iso[0]).is_ok_and(|code| !code.is_empty()));
            self.regions = iso.or(self.numeric).or(self.iso);
        }
        let regions = self.regions.unwrap_or_default();
        Ok([rows.code(regions[0])?, rows.code(regions[1])?])
    }

    fn is_world(&self, rows: &Rows) -> Result<bool, Aside> {
        let partner = |at: Option<[usize; 2]>| at.map_or(Ok(""), |[_, at]| rows.text(at));
        Ok(partner(self.iso)? == "W00" || partner(self.numeric)?.parse() == Ok(0_u32))
    }

    /// Whether the row is a part of another one.
    fn is_part(&self, rows: &Rows) -> Result<bool, Aside> {
        for (at, whole) in &self.breakdowns {
            let text = rows.text(*at)?;
            if !text.is_empty() && text != *whole {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The year; the month too, where months are reported.
    fn period<'r>(&self, rows: &'r Rows) -> Result<Cow<'r, str>, Aside> {
        let monthly = self.frequency.map_or(Ok(""), |at| rows.text(at))? == "M";
        let Some(at) = self.period.filter(|_| monthly || self.year.is_none()) else {
            return rows.year(self.year.unwrap_or_default()).map(Cow::Borrowed);
        };
        let text = rows.text(at)?;
        match (text.len(), text.bytes().all(|byte| byte.is_ascii_digit())) {
            (4, true) => Ok(Cow::Borrowed(text)),
            (6, true) => Ok(Cow::Owned(format!("{}-{}", &text[..4], &text[4..]))),
            _ => Err(rows.refused(at, "is not a year or a month")),
        }
    }

    /// How detailed the product is: 0 is the total, 2, 4 and 6 are digits of the Harmonized System.
    fn level<'r>(&self, rows: &'r Rows, product: &str) -> Result<Cow<'r, str>, Aside> {
        match self.level.map(|at| rows.text(at)).transpose()? {
            Some(level) if !level.is_empty() => Ok(Cow::Borrowed(level)),
            _ if product.eq_ignore_ascii_case("total") => Ok(Cow::Borrowed("0")),
            _ => Ok(Cow::Owned(product.len().to_string())),
        }
    }

    /// What the value is: `primaryValue` is the one of CIF and FOB that the reporter compiles.
    fn valuation(&self, rows: &Rows, value: Option<f64>, exported: bool) -> Result<&'static str, Aside> {
        if let Some(valuation) = self.valuation {
            return Ok(valuation);
        }
        let usual = if exported { "fob" } else { "cif" };
        let (Some(value), true) = (value, self.cif.is_some() || self.fob.is_some()) else {
            return Ok("unstated");
        };
        // Nothing has the same value on board and ashore.
        if value == 0.0 {
            return Ok(usual);
        }
        let is_value =
            |at: Option<usize>| at.map_or(Ok(None), |at| rows.amount(at)).map(|other| other == Some(value));
        let (cif, fob) = (is_value(self.cif)?, is_value(self.fob)?);
        Ok(match (cif, fob) {
            (true, true) => usual,
            (true, false) => "cif",
            (false, true) => "fob",
            (false, false) => "unstated",
        })
    }
}

/// Whether the reporter is where the goods come from.
fn is_export(rows: &Rows, at: usize) -> Result<bool, Aside> {
    match rows.code(at)? {
        "X" | "RX" | "DX" | "XIP" | "XOP" => Ok(true),
        "M" | "RM" | "FM" | "MIP" | "MOP" => Ok(false),
        _ => Err(rows.refused(at, "is no flow of UN Comtrade")),
    }
}
