//! Files as the field publishes them, to a table of flows: BACI, UN Comtrade, SDMX-CSV, OpenAlex works.
//!
//! What each column means is said in `docs/formats.md`. A file is read row by row and only sums are kept. Rows that
//! cannot be what they should are refused, all at once, and nothing comes of the file; rows left out by rule are
//! counted. Revision of the classification, valuation and who reported stand beside each value, and values that
//! differ in them are never added: [`Error::Mixed`] asks for a choice.

mod baci;
mod choice;
mod comtrade;
mod crosswalk;
mod error;
mod gather;
mod openalex;
mod rows;
mod sdmx;
mod tally;

use std::path::{Path, PathBuf};

use hdfe::Table;
use serde::Serialize;

use crate::read::{content, open};
use crate::recognise::Content;
use crosswalk::Crosswalk;
use rows::Rows;
use tally::Tally;

pub use error::Error;
pub use tally::LeftOut;

/// A format of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// CEPII's reconciled trade by product, one CSV a year.
    Baci,
    /// Downloads of UN Comtrade as CSV.
    Comtrade,
    /// SDMX-CSV 1.0 or 2.0.
    Sdmx,
    /// Works of OpenAlex, one JSON object a line.
    Openalex,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Baci => "BACI",
            Format::Comtrade => "UN Comtrade",
            Format::Sdmx => "SDMX-CSV",
            Format::Openalex => "OpenAlex",
        }
    }
}

/// What to make of which files.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The files: of one format, joined to one table.
    pub paths: Vec<PathBuf>,
    /// The format; recognised by the content if not given.
    pub format: Option<Format>,
    /// Rows to use: column and value; several values of a column are alternatives, a `*` at the end stands for
    /// anything.
    pub choose: Vec<(String, String)>,
    /// Columns whose values are kept apart: one row each, instead of a sum or an error.
    pub keep: Vec<String>,
    /// The column of values, where a format has several.
    pub value: Option<String>,
    /// The column of the origin (SDMX).
    pub origin: Option<String>,
    /// The column of the destination (SDMX).
    pub destination: Option<String>,
    /// The revision of the products (BACI), if the name of the file does not say it.
    pub classification: Option<String>,
    /// A table of codes and the regions they belong to; codes that are not in it are left out.
    pub crosswalk: Option<PathBuf>,
    /// Pairs without a co-publication are written as zero (OpenAlex).
    pub zeros: bool,
}

/// A table of flows and what became of the rows it was made of.
#[derive(Debug)]
pub struct Converted {
    /// What the files are.
    pub format: Format,
    /// The flows.
    pub table: Table,
    /// Rows or lines read.
    pub n_rows: usize,
    /// Rows left out by rule.
    pub left_out: Vec<LeftOut>,
    /// Codes that are not in the crosswalk, with the number of times they were met, most often first.
    pub unknown_codes: Vec<(String, usize)>,
    /// What else is to be known, such as the number of works whose list of authors is cut.
    pub notes: Vec<(&'static str, usize)>,
}

/// Makes a table of flows of published files. `progress` is told now and then how many rows were read.
pub fn convert(request: &Request, progress: &dyn Fn(usize)) -> Result<Converted, Vec<Error>> {
    let format = format(request)?;
    check_options(request, format)?;
    let crosswalk = request.crosswalk.as_deref().map(Crosswalk::read).transpose()?;
    let work = Work { request, crosswalk: crosswalk.as_ref(), progress };
    match format {
        Format::Baci => baci::convert(&work),
        Format::Comtrade => comtrade::convert(&work),
        Format::Sdmx => sdmx::convert(&work),
        Format::Openalex => openalex::convert(&work),
    }
}

/// What the readers of all formats need.
struct Work<'a> {
    request: &'a Request,
    crosswalk: Option<&'a Crosswalk>,
    progress: &'a dyn Fn(usize),
}

/// Rows between two words of progress.
const PROGRESS_ROWS: usize = 1 << 14;

impl Work<'_> {
    /// Counts a row.
    fn count(&self, tally: &mut Tally) {
        tally.n_rows += 1;
        if tally.n_rows.is_multiple_of(PROGRESS_ROWS) {
            (self.progress)(tally.n_rows);
        }
    }

    /// Leaves out flows of codes without a region, and flows within a region.
    fn check_regions(&self, origin: &str, destination: &str, tally: &mut Tally) -> Result<(), rows::Aside> {
        let Some(crosswalk) = self.crosswalk else {
            return if origin == destination { Err(rows::Aside::LeftOut("within-region")) } else { Ok(()) };
        };
        let regions = [origin, destination].map(|code| {
            let region = crosswalk.get(code);
            if region.is_none() {
                *tally.unknown_codes.entry(code.to_owned()).or_default() += 1;
            }
            region
        });
        match regions {
            [Some(origin), Some(destination)] if origin == destination => {
                Err(rows::Aside::LeftOut("within-region"))
            }
            [Some(_), Some(_)] => Ok(()),
            _ => Err(rows::Aside::LeftOut("not-in-crosswalk")),
        }
    }

    /// What is wrong with what was gathered, or that nothing was.
    fn finish(
        &self,
        mut gather: gather::Gather,
        tally: Tally,
        mut errors: Vec<Error>,
        (format, shape): (Format, gather::Shape),
    ) -> Result<Converted, Vec<Error>> {
        errors.extend(tally.refused());
        errors.extend(gather.errors(&tally));
        if errors.is_empty() && gather.is_empty() {
            errors.push(self.nothing_left(&tally));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(converted(format, gather.table(self.crosswalk, shape), tally, Vec::new()))
    }

    fn nothing_left(&self, tally: &Tally) -> Error {
        let reasons =
            tally.left_out().iter().map(|left| format!("{}: {} rows", left.reason, left.n_rows)).collect();
        Error::NothingLeft { path: self.request.paths[0].clone(), n_rows: tally.n_rows, reasons }
    }
}

fn converted(format: Format, table: Table, tally: Tally, notes: Vec<(&'static str, usize)>) -> Converted {
    let (left_out, n_rows) = (tally.left_out(), tally.n_rows);
    let mut unknown_codes: Vec<(String, usize)> = tally.unknown_codes.into_iter().collect();
    unknown_codes.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    Converted { format, table, n_rows, left_out, unknown_codes, notes }
}

/// The one format of all files.
fn format(request: &Request) -> Result<Format, Vec<Error>> {
    if let Some(format) = request.format {
        return Ok(format);
    }
    let mut errors = Vec::new();
    let mut found: Option<(Format, &Path)> = None;
    for path in &request.paths {
        match (recognise(path), found) {
            (Err(error), _) => errors.push(error),
            (Ok(format), None) => found = Some((format, path)),
            (Ok(format), Some((known, first))) if format != known => errors.push(Error::SeveralFormats {
                first: first.to_owned(),
                second: path.clone(),
                formats: [known, format],
            }),
            _ => {}
        }
    }
    match found {
        Some((format, _)) if errors.is_empty() => Ok(format),
        _ => Err(errors),
    }
}

/// What a file is, by its first bytes and its columns.
fn recognise(path: &Path) -> Result<Format, Error> {
    let mut file = open(path)?;
    let is_json = match content(path, &mut file)? {
        Content::NoTable(crate::Looks::Json) => true,
        Content::Gzip | Content::Zstd => openalex::is_compressed_json(path)?,
        _ => false,
    };
    if is_json {
        return Ok(Format::Openalex);
    }
    let rows = Rows::open(path)?;
    let has = |names: &[&str]| names.iter().all(|name| rows.position(name).is_some());
    let first = rows.names().first().map(String::as_str).unwrap_or_default();
    if baci::COLUMNS.iter().all(|name| rows.names().iter().any(|known| known == name)) {
        Ok(Format::Baci)
    } else if has(&["flowCode", "cmdCode", "primaryValue"]) {
        Ok(Format::Comtrade)
    } else if sdmx::is_first_column(first) {
        Ok(Format::Sdmx)
    } else {
        Err(Error::UnknownFormat { path: path.to_owned(), columns: rows.names().to_vec() })
    }
}

/// Options that have no meaning for the format are refused: they would be ignored in silence.
fn check_options(request: &Request, format: Format) -> Result<(), Vec<Error>> {
    let (is_baci, is_sdmx) = (format == Format::Baci, format == Format::Sdmx);
    let is_openalex = format == Format::Openalex;
    let given = [
        ("--where", !request.choose.is_empty(), !is_openalex),
        ("--keep", !request.keep.is_empty(), !is_openalex),
        ("--value", request.value.is_some(), is_sdmx || format == Format::Comtrade),
        ("--origin", request.origin.is_some(), is_sdmx),
        ("--destination", request.destination.is_some(), is_sdmx),
        ("--classification", request.classification.is_some(), is_baci),
        ("--zeros", request.zeros, is_openalex),
    ];
    let errors: Vec<Error> = given
        .into_iter()
        .filter(|(_, is_given, has_meaning)| *is_given && !has_meaning)
        .map(|(option, ..)| Error::Needless { option, format })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
