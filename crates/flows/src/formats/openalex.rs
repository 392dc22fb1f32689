//! Works of OpenAlex, one JSON object a line, to co-publications of pairs of regions.
//!
//! A work counts for each pair of regions that its authors' institutions lie in: once in full counting, and
//! `1 / (n - 1)` in fractional counting, where `n` is the number of regions of the work
//! [PerianesRodriguezWaltmanVanEck2016]: then what a region gets from a work over all its partners is 1.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use hdfe::{Column, Labels, Table};
use serde::Deserialize;

use super::error::Error;
use super::gather::Names;
use super::rows::{Aside, text_content};
use super::tally::Tally;
use super::{Converted, Format, Work, converted};
use crate::recognise::{Content, HEAD, recognise};
use crate::text::decompressed;

/// Longest line: a work of thousands of authors has a few MiB.
const LONGEST_LINE: usize = 64 << 20;

/// What is read of a work; the rest of the line is skipped.
#[derive(Deserialize)]
struct Paper {
    id: Option<String>,
    publication_year: Option<u16>,
    authorships: Option<Vec<Authorship>>,
    is_retracted: Option<bool>,
    is_paratext: Option<bool>,
    is_authors_truncated: Option<bool>,
    /// A page of the API and not a work.
    results: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Authorship {
    institutions: Option<Vec<Institution>>,
}

#[derive(Deserialize)]
struct Institution {
    id: Option<String>,
    ror: Option<String>,
    country_code: Option<String>,
}

/// Works counted so far: a number a pair and year, and one for each work that counts, whatever the size of the files.
#[derive(Default)]
struct Counts {
    regions: Names,
    pairs: HashMap<(u32, u32, u16), Copublications>,
    years: BTreeSet<u16>,
    /// Works that count for a pair, by identifier: none may count twice.
    seen: HashSet<u64>,
    one_region: usize,
    truncated: usize,
    unknown: BTreeMap<String, usize>,
}

/// Co-publications of a pair in a year.
#[derive(Debug, Clone, Copy, Default)]
struct Copublications {
    full: f64,
    fractional: f64,
}

pub(super) fn convert(work: &Work) -> Result<Converted, Vec<Error>> {
    let mut tally = Tally::default();
    let mut counts = Counts::default();
    let mut errors = Vec::new();
    for path in &work.request.paths {
        tally.begin(path);
        errors.extend(read(work, path, &mut counts, &mut tally).err().map(Error::from));
    }
    errors.extend(tally.refused());
    if errors.is_empty() && counts.pairs.is_empty() {
        errors.push(work.nothing_left(&tally));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let notes = vec![
        ("works-of-one-region", counts.one_region),
        ("works-of-several-regions", counts.seen.len()),
        ("works-with-cut-authors", counts.truncated),
    ];
    tally.unknown_codes = std::mem::take(&mut counts.unknown);
    let by = if work.crosswalk.is_some() { "crosswalk" } else { "country" };
    Ok(converted(Format::Openalex, counts.table(work.request.zeros, by), tally, notes))
}

fn read(work: &Work, path: &Path, counts: &mut Counts, tally: &mut Tally) -> Result<(), crate::Error> {
    let compression = match text_content(path) {
        Err(crate::Error::NotATable { looks: crate::Looks::Json, .. }) => Content::Text,
        other => other?,
    };
    let mut lines = BufReader::with_capacity(1 << 16, decompressed(path, compression)?);
    let mut line = Vec::new();
    let mut row = 0;
    loop {
        line.clear();
        row += 1;
        let read = (&mut lines).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line);
        let n = read.map_err(|source| match compression {
            Content::Text => crate::Error::io(path, source),
            _ => crate::Error::Compression { path: path.to_owned(), source },
        })?;
        if n == 0 {
            return Ok(());
        }
        if line.len() > LONGEST_LINE {
            return Err(crate::Error::LongRow { path: path.to_owned(), row, limit_bytes: LONGEST_LINE });
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        work.count(tally);
        if let Err(aside) = counts.add(work, &line) {
            tally.push(row, aside);
        }
    }
}

impl Counts {
    fn add(&mut self, work: &Work, line: &[u8]) -> Result<(), Aside> {
        let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        let paper: Paper = serde_json::from_slice(text).map_err(|error| refused(&error))?;
        if paper.results.is_some() {
            return Err(aside("results", "is a page of works, and a line must be one work", ""));
        }
        let id = work_number(paper.id.as_deref())?;
        if paper.is_retracted == Some(true) {
            return Err(Aside::LeftOut("retracted"));
        }
        if paper.is_paratext == Some(true) {
            return Err(Aside::LeftOut("paratext"));
        }
        let Some(year) = paper.publication_year else { return Err(Aside::LeftOut("no-year")) };
        let regions = self.regions_of(work, paper.authorships.as_deref().unwrap_or_default());
        if regions.is_empty() {
            return Err(Aside::LeftOut("no-region"));
        }
        self.truncated += usize::from(paper.is_authors_truncated == Some(true));
        self.years.insert(year);
        self.count(id, year, &regions)
    }

    fn count(&mut self, id: u64, year: u16, regions: &BTreeSet<String>) -> Result<(), Aside> {
        let codes: Vec<u32> = regions.iter().map(|region| self.regions.code(region)).collect();
        if codes.len() == 1 {
            self.one_region += 1;
            return Ok(());
        }
        if !self.seen.insert(id) {
            return Err(Aside::LeftOut("repeated-work"));
        }
        let fraction = 1.0 / (codes.len() - 1) as f64;
        for (at, &first) in codes.iter().enumerate() {
            for &second in &codes[at + 1..] {
                let pair = self.pairs.entry((first, second, year)).or_default();
                pair.full += 1.0;
                pair.fractional += fraction;
            }
        }
        Ok(())
    }

    /// The regions of a work: by the crosswalk, of institution, ROR or country; by country without one.
    fn regions_of(&mut self, work: &Work, authorships: &[Authorship]) -> BTreeSet<String> {
        let mut regions = BTreeSet::new();
        let mut unknown = BTreeSet::new();
        for institution in authorships.iter().filter_map(|author| author.institutions.as_ref()).flatten() {
            let Institution { id, ror, country_code } = institution;
            let codes = [id, ror, country_code].map(|code| code.as_deref().filter(|code| !code.is_empty()));
            let region = match work.crosswalk {
                Some(crosswalk) => codes.iter().flatten().find_map(|code| crosswalk.get(code)),
                None => codes[2],
            };
            match region {
                Some(region) => {
                    regions.insert(region.to_owned());
                }
                None => unknown.extend(codes.iter().flatten().next().map(|&code| code.to_owned())),
            }
        }
        for code in unknown {
            *self.unknown.entry(code).or_default() += 1;
        }
        regions
    }

    fn table(mut self, zeros: bool, by: &str) -> Table {
        if zeros {
            self.add_zeros();
        }
        let names = self.regions.names();
        let name = |code: u32| names[code as usize].as_str();
        let mut rows: Vec<_> = self
            .pairs
            .iter()
            .map(|(&(first, second, year), pair)| (name(first), name(second), year, *pair))
            .collect();
        rows.sort_unstable_by_key(|(first, second, year, _)| (*first, *second, *year));
        let numbers = |of: fn(&(&str, &str, u16, Copublications)) -> f64| {
            Column::Numbers(rows.iter().map(of).collect())
        };
        let mut table = Table::new(rows.len());
        table.insert("region_a", Column::Labels(Labels::from_texts(rows.iter().map(|row| row.0))));
        table.insert("region_b", Column::Labels(Labels::from_texts(rows.iter().map(|row| row.1))));
        table.insert("year", numbers(|row| f64::from(row.2)));
        table.insert("copublications", numbers(|row| row.3.full));
        table.insert("copublications_fractional", numbers(|row| row.3.fractional));
        let constant = |text: &str| Column::Labels(Labels::from_texts(rows.iter().map(|_| text)));
        table.insert("regions_by", constant(by));
        table.insert("dataset", constant("OpenAlex"));
        table
    }

    /// Every pair of regions that have works, in every year that has works. The first of a pair is the first by name.
    fn add_zeros(&mut self) {
        let names = self.regions.names();
        let mut codes: Vec<u32> = (0..names.len() as u32).collect();
        codes.sort_unstable_by_key(|&code| &names[code as usize]);
        for (at, &first) in codes.iter().enumerate() {
            for &second in &codes[at + 1..] {
                for &year in &self.years {
                    self.pairs.entry((first, second, year)).or_default();
                }
            }
        }
    }
}

fn aside(column: &str, why: &'static str, text: &str) -> Aside {
    Aside::Refused { column: column.to_owned(), why, text: text.to_owned() }
}

/// What is wrong with a line that is no work, by kind, so that lines of one kind are counted together.
fn refused(error: &serde_json::Error) -> Aside {
    let why = match error.classify() {
        serde_json::error::Category::Eof => "ends before its JSON does",
        serde_json::error::Category::Data => "holds JSON that is no work",
        _ => "is not JSON",
    };
    aside("the line", why, &error.to_string())
}

/// The number in `https://openalex.org/W2741809807`.
fn work_number(id: Option<&str>) -> Result<u64, Aside> {
    let id = id.ok_or_else(|| aside("id", "is missing", ""))?;
    let last = id.rsplit('/').next().unwrap_or_default();
    let digits = last.strip_prefix(['W', 'w']).unwrap_or_default();
    digits.parse().map_err(|_| aside("id", "is not that of a work", id))
}

/// Whether compressed text is JSON.
pub(super) fn is_compressed_json(path: &Path) -> Result<bool, Error> {
    let compression = text_content(path)?;
    let mut head = Vec::new();
    decompressed(path, compression)?
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|source| crate::Error::Compression { path: path.to_owned(), source })?;
    Ok(recognise(&head) == Content::NoTable(crate::Looks::Json))
}
