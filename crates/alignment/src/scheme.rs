//! The concept scheme: what development strategies talk about, with labels and keywords in three languages.
//!
//! It is data: CSV files in `scheme/`, one row a concept. A keyword is one of the words that official texts use for the
//! concept in that language; the three lists together are a dictionary, by which texts in different languages meet.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::error::Error;
use crate::language::Language;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/scheme");

/// Something that strategies talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Unique word for programs, such as `isic-01`.
    pub id: String,
    /// Place of the broader concept in the scheme.
    pub broader: Option<usize>,
    /// Official code, such as `ISIC Rev.4 01`; only one that was checked against its source.
    pub code: Option<String>,
    /// Where the code was checked.
    pub source: Option<String>,
    labels: [String; 3],
    keywords: [Vec<String>; 3],
}

impl Concept {
    /// What it is called.
    pub fn label(&self, language: Language) -> &str {
        &self.labels[language as usize]
    }

    /// The words that texts use for it, without the label.
    pub fn keywords(&self, language: Language) -> &[String] {
        &self.keywords[language as usize]
    }
}

/// All concepts, in the order of their files and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    concepts: Vec<Concept>,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    broader: String,
    code: String,
    status: String,
    source: String,
    en: String,
    zh: String,
    ru: String,
    keywords_en: String,
    keywords_zh: String,
    keywords_ru: String,
}

impl Scheme {
    /// The scheme that comes with the program.
    pub fn builtin() -> Self {
        let mut files: Vec<_> = FILES.files().collect();
        files.sort_by_key(|file| file.path());
        let texts = files.iter().map(|file| (file.path(), file.contents_utf8().unwrap_or_default()));
        Scheme::read(texts).unwrap_or_else(|errors| panic!("the scheme of the program is sound: {errors:?}"))
    }

    /// Reads a scheme of its files: path and text of each.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files at once.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Result<Self, Vec<Error>> {
        let (mut rows, mut errors) = (Vec::new(), Vec::new());
        for (path, text) in files {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            for (k, record) in reader.deserialize::<Record>().enumerate() {
                let place = Place { path: path.to_owned(), row: k + 2 };
                match record {
                    Ok(record) => rows.push((place, record)),
                    Err(source) => errors.push(Error::Row { path: place.path, row: place.row, source }),
                }
            }
        }
        let scheme = linked(rows, &mut errors);
        if errors.is_empty() { Ok(scheme) } else { Err(errors) }
    }

    /// The concepts; their places are what other functions call a concept by.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Place of the concept of an id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.concepts.iter().position(|concept| concept.id == id)
    }

    /// The broader concepts of a concept, the nearest first.
    pub fn broader(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.concepts[place].broader, |&place| self.concepts[place].broader)
    }
}

struct Place {
    path: PathBuf,
    row: usize,
}

/// Concepts of rows, with every fault of theirs.
fn linked(rows: Vec<(Place, Record)>, errors: &mut Vec<Error>) -> Scheme {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (k, (place, record)) in rows.iter().enumerate() {
        let fault = |column, why| Error::Cell { path: place.path.clone(), row: place.row, column, why };
        if places.insert(record.id.clone(), k).is_some() {
            errors.push(fault("id", "the id stands twice"));
        }
        check(record, |column, why| errors.push(fault(column, why)));
    }
    let mut concepts = Vec::with_capacity(rows.len());
    for (place, record) in rows {
        let broader = places.get(&record.broader).copied();
        if broader.is_none() && !record.broader.is_empty() {
            let (path, row) = (place.path, place.row);
            errors.push(Error::Cell { path, row, column: "broader", why: "there is no concept of this id" });
        }
        concepts.push(concept(record, broader));
    }
    let scheme = Scheme { concepts };
    for place in 0..scheme.concepts.len() {
        if scheme.broader(place).take(scheme.concepts.len() + 1).any(|broader| broader == place) {
            errors.push(Error::Circle { id: scheme.concepts[place].id.clone() });
        }
    }
    scheme
}

fn check(record: &Record, mut fault: impl FnMut(&'static str, &'static str)) {
    let is_id = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if record.id.is_empty() || !is_id(&record.id) {
        fault("id", "an id has small letters, digits and hyphens");
    }
    match (record.code.is_empty(), record.status.as_str()) {
        (true, "") | (false, "official" | "unchecked") => {}
        (true, _) => fault("status", "a concept without a code has no status"),
        (false, _) => fault("status", "a code is official or unchecked"),
    }
    if record.status == "official" && record.source.is_empty() {
        fault("source", "an official code names where it was checked");
    }
    let texts = [
        ("en", &record.en, "keywords_en", &record.keywords_en),
        ("zh", &record.zh, "keywords_zh", &record.keywords_zh),
        ("ru", &record.ru, "keywords_ru", &record.keywords_ru),
    ];
    for (label_column, label, column, keywords) in texts {
        if label.trim().is_empty() {
            fault(label_column, "the label is missing");
        }
        if list(keywords).is_empty() {
            fault(column, "the keywords are missing");
        }
    }
}

fn concept(record: Record, broader: Option<usize>) -> Concept {
    let is_official = record.status == "official";
    Concept {
        id: record.id,
        broader,
        code: is_official.then_some(record.code),
        source: is_official.then_some(record.source),
        labels: [record.en, record.zh, record.ru],
        keywords: [list(&record.keywords_en), list(&record.keywords_zh), list(&record.keywords_ru)],
    }
}

fn list(keywords: &str) -> Vec<String> {
    keywords.split([';', '；']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "id,broader,code,status,source,en,zh,ru,keywords_en,keywords_zh,keywords_ru\n";

    fn faults(rows: &str) -> Vec<String> {
        let text = format!("{HEADER}{rows}");
        let errors = Scheme::read([(Path::new("a.csv"), text.as_str())]).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = faults(
            "A,none,1,,,rail,铁路,,rail,铁路,железная дорога\na,b,,,,x,x,x,x,x,x\nb,a,,,,x,x,x,x,x,x\n",
        );
        let expected = ["small letters", "official or unchecked", "label is missing", "no concept", "circle"];
        for words in expected {
            assert!(faults.iter().any(|fault| fault.contains(words)), "{words}: {faults:?}");
        }
    }

    #[test]
    fn a_code_that_was_not_checked_is_not_shown() {
        let text = format!("{HEADER}a,,ISIC 01,unchecked,,x,x,x,x,x,x\n");
        let scheme = Scheme::read([(Path::new("a.csv"), text.as_str())]).unwrap();
        assert_eq!(scheme.concepts()[0].code, None);
    }
}
