//! BACI of CEPII: `t i j k v q`, one CSV a year and revision of the Harmonized System [GaulierZignago2010].
//!
//! Values are free on board and reconciled from what both sides report.

use std::collections::HashMap;
use std::path::Path;

use super::choice::Choice;
use super::error::Error;
use super::gather::{Flow, Gather, Kind, Place, Shape};
use super::rows::{Aside, Rows};
use super::tally::Tally;
use super::{Converted, Format, Work};

/// Year, exporter, importer, product, value in thousand USD, quantity in tons.
pub(super) const COLUMNS: [&str; 6] = ["t", "i", "j", "k", "v", "q"];

/// What the name of a file says.
struct Release {
    revision: String,
    dataset: String,
}

pub(super) fn convert(work: &Work) -> Result<Converted, Vec<Error>> {
    let by_product = by_product(work)?;
    let mut gather = Gather::new(kinds(by_product));
    let mut tally = Tally::default();
    let mut years: HashMap<String, usize> = HashMap::new();
    let mut errors = Vec::new();
    for path in &work.request.paths {
        let file = tally.begin(path);
        let mut reader = Reader { work, file, by_product, gather: &mut gather, years: &mut years };
        match reader.read(path, &mut tally) {
            Ok(found) | Err(found) => errors.extend(found),
        }
    }
    let quantity = by_product.then_some("quantity_t");
    let shape = Shape { value: "trade_usd", thousands: true, quantity };
    work.finish(gather, tally, errors, (Format::Baci, shape))
}

/// Whether products are kept apart: the only column that BACI could keep.
fn by_product(work: &Work) -> Result<bool, Vec<Error>> {
    let keep = &work.request.keep;
    match keep.iter().find(|name| *name != "k") {
        None => Ok(!keep.is_empty()),
        Some(name) => {
            let columns = vec!["k".to_owned()];
            let error =
                crate::Error::UnknownColumn { option: "--keep", name: name.clone(), nearest: None, columns };
            Err(vec![error.into()])
        }
    }
}

fn kinds(by_product: bool) -> Vec<Kind> {
    let kind = |name: &str, may_differ| Kind {
        name: name.to_owned(),
        published: name.to_owned(),
        shown: true,
        may_differ,
    };
    let mut kinds = vec![
        kind("classification", false),
        kind("valuation", true),
        kind("reported_by", true),
        kind("dataset", false),
    ];
    if by_product {
        kinds.push(kind("product", true));
    }
    kinds
}

struct Reader<'a> {
    work: &'a Work<'a>,
    file: usize,
    by_product: bool,
    gather: &'a mut Gather,
    /// Files by the years in them.
    years: &'a mut HashMap<String, usize>,
}

impl Reader<'_> {
    fn read(&mut self, path: &Path, tally: &mut Tally) -> Result<Vec<Error>, Vec<Error>> {
        let one = |error: crate::Error| vec![Error::from(error)];
        let mut rows = Rows::open(path).map_err(one)?;
        let columns = columns(path, &rows)?;
        let choices = Choice::all(self.work.request, &rows, &[])?;
        let release = release(path, self.work.request.classification.as_deref())?;
        let whole = self.gather.kind(&release.kinds(self.by_product.then_some("")));
        let mut errors = Vec::new();
        let mut year = String::new();
        while rows.advance().map_err(one)? {
            self.work.count(tally);
            if let Err(aside) = self.row(&rows, columns, &choices, (&release, whole), tally) {
                tally.push(rows.number(), aside);
            } else if let Ok(text) = rows.text(columns[0])
                && text != year
            {
                text.clone_into(&mut year);
                errors.extend(self.year_twice(path, &year, tally));
            }
        }
        errors.extend(self.gather.settle(tally));
        Ok(errors)
    }

    fn row(
        &mut self,
        rows: &Rows,
        [t, i, j, k, v, q]: [usize; 6],
        choices: &[Choice],
        (release, whole): (&Release, u32),
        tally: &mut Tally,
    ) -> Result<(), Aside> {
        choices.iter().try_for_each(|choice| choice.check(rows, |text| text))?;
        let (period, part) = (rows.year(t)?, rows.code(k)?);
        let (origin, destination) = (rows.code(i)?, rows.code(j)?);
        let (value, quantity) = (rows.amount(v)?, rows.amount(q)?);
        self.work.check_regions(origin, destination, tally)?;
        if value.is_none() {
            return Err(Aside::LeftOut("missing-value"));
        }
        let kind = if self.by_product { self.gather.kind(&release.kinds(Some(part))) } else { whole };
        let place = Place { file: self.file as u32, row: rows.number() as u32 };
        self.gather.add(&Flow { origin, destination, period, part, kind, value, quantity }, place);
        Ok(())
    }

    /// A year that is in an earlier file too: of another version, or the same file twice.
    fn year_twice(&mut self, path: &Path, year: &str, tally: &Tally) -> Option<Error> {
        let first = *self.years.entry(year.to_owned()).or_insert(self.file);
        (first != self.file).then(|| Error::PeriodTwice {
            path: path.to_owned(),
            other: tally.file(first).clone(),
            period: year.to_owned(),
        })
    }
}

fn columns(path: &Path, rows: &Rows) -> Result<[usize; 6], Vec<Error>> {
    let at = COLUMNS.map(|name| rows.names().iter().position(|known| known == name));
    let missing: Vec<String> =
        COLUMNS.iter().zip(at).filter(|(_, at)| at.is_none()).map(|(name, _)| (*name).to_owned()).collect();
    if !missing.is_empty() {
        let (path, columns) = (path.to_owned(), rows.names().to_vec());
        return Err(vec![Error::MissingColumns { path, format: Format::Baci, missing, columns }]);
    }
    Ok(at.map(Option::unwrap_or_default))
}

/// Revision and version, from `BACI_HS92_Y1995_V202501.csv`, as CEPII names its files.
fn release(path: &Path, given: Option<&str>) -> Result<Release, Vec<Error>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.split('.').next().unwrap_or_default();
    let parts: Vec<&str> = stem.split('_').collect();
    let named = |start: &str| parts.iter().find(|part| is_numbered(part, start));
    let revision = match (named("HS").copied(), given) {
        (Some(named), Some(given)) if named != given => {
            let (path, named, given) = (path.to_owned(), named.to_owned(), given.to_owned());
            return Err(vec![Error::OtherRevision { path, named, given }]);
        }
        (Some(revision), _) | (None, Some(revision)) => revision,
        (None, None) => return Err(vec![Error::NoRevision { path: path.to_owned() }]),
    };
    let dataset = match named("V") {
        Some(version) => format!("BACI {}", version.trim_start_matches('V')),
        None => "BACI".to_owned(),
    };
    Ok(Release { revision: revision.to_owned(), dataset })
}

fn is_numbered(part: &str, start: &str) -> bool {
    part.strip_prefix(start)
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Release {
    /// Values of the columns of kind.
    fn kinds<'a>(&'a self, product: Option<&'a str>) -> Vec<&'a str> {
        let mut kinds = vec![self.revision.as_str(), "fob", "both", self.dataset.as_str()];
        kinds.extend(product);
        kinds
    }
}
