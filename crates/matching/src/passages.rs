//! Strategies, their points and their files, as passages.

use std::path::Path;

use alignment::Place;
use register::Side;
use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use register::kind::kind;
use serde::Serialize;
use store::{Documents, Filter, Transaction};

use crate::error::Error;

/// Whose strategies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of a side.
    Side(Side),
    /// Those of a region, or one strategy.
    Entry(Address),
}

impl Part {
    /// A side by its letter, a strategy or region by its key.
    pub async fn find(transaction: &mut Transaction, reader: Reader, text: &str) -> Result<Self, Error> {
        match text {
            "a" | "A" => return Ok(Part::Side(Side::A)),
            "b" | "B" => return Ok(Part::Side(Side::B)),
            _ => {}
        }
        for name in ["strategy", "region"] {
            let address = if text.contains('/') {
                Address::parse(text)
            } else {
                Address::new(kind(name).expect("a kind of the register"), text)
            };
            if let Ok(address) = address
                && ["strategy", "region"].contains(&address.kind().name)
                && transaction.look(reader, &address).await?.is_some()
            {
                return Ok(Part::Entry(address));
            }
        }
        Err(Error::UnknownPart { text: text.to_owned() })
    }
}

/// Where a passage is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Title of the strategy in the reader's language, or name of the file.
    pub title: String,
    /// The strategy, in the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<Address>,
    /// The point that says the same, in the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Address>,
    /// Where in the text.
    pub place: Place,
}

/// Passages with their origins, in the same order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// The words, in the language in which they were written.
    pub texts: Vec<String>,
    /// Where each is from.
    pub origins: Vec<Origin>,
}

impl Passages {
    fn push(&mut self, text: String, origin: Origin) {
        self.texts.push(text);
        self.origins.push(origin);
    }

    fn extend(&mut self, blocks: &[textfiles::Block], title: &str, strategy: Option<&Address>) {
        for passage in alignment::passages(blocks) {
            let (title, strategy) = (title.to_owned(), strategy.cloned());
            self.push(passage.text, Origin { title, strategy, point: None, place: passage.place });
        }
    }
}

/// The passages of a file.
pub fn of_file(path: &Path) -> Result<Passages, Error> {
    let title = path.file_name().unwrap_or_default().to_string_lossy();
    let mut passages = Passages::default();
    passages.extend(&textfiles::read(path)?, &title, None);
    Ok(passages)
}

/// The passages of the strategies that a reader may see, superseded ones left out: of the files filed about each, or else
/// of the text in its entry, and its points. What a point says is not said again by the passage around it.
pub async fn of_part(
    transaction: &mut Transaction,
    documents: &Documents,
    reader: Reader,
    part: &Part,
    lang: &str,
) -> Result<Passages, Error> {
    let mut passages = Passages::default();
    for strategy in strategies(transaction, reader, part).await? {
        let title = store::views::title(&strategy, lang).map(|title| title.text).unwrap_or_default();
        let points = named(transaction, reader, "point", &strategy.address, "listed").await?;
        let said: Vec<String> = points.iter().filter_map(words).collect();
        let mut whole = Passages::default();
        for file in named(transaction, reader, "document", &strategy.address, "filed").await? {
            let bytes = file.plain("sha256").and_then(|hash| documents.read(hash));
            let name = file.plain("file_name").unwrap_or_default();
            if let Some(bytes) = bytes {
                // What is filed about a strategy need not be its text: a picture of its signing is passed over.
                let Ok(blocks) = textfiles::read_bytes(name, &bytes) else { continue };
                whole.extend(&blocks, &title, Some(&strategy.address));
            }
        }
        if whole.texts.is_empty()
            && let Some(text) = original(&strategy, "text")
        {
            let blocks = textfiles::read_bytes("strategy.txt", text.as_bytes()).unwrap_or_default();
            whole.extend(&blocks, &title, Some(&strategy.address));
        }
        for (text, origin) in whole.texts.into_iter().zip(whole.origins) {
            if !said.iter().any(|point| text.contains(point.trim_end_matches(['.', '。']))) {
                passages.push(text, origin);
            }
        }
        for point in &points {
            let Some(text) = words(point) else { continue };
            let section = point.plain("number").map(str::to_owned);
            let place = Place { page: None, section, paragraph: 0 };
            let (strategy, point) = (Some(strategy.address.clone()), Some(point.address.clone()));
            passages.push(text, Origin { title: title.clone(), strategy, point, place });
        }
    }
    Ok(passages)
}

async fn strategies(transaction: &mut Transaction, reader: Reader, part: &Part) -> Result<Vec<Entry>, Error> {
    let mut filter =
        Filter { kind: kind("strategy"), states: vec!["listed".to_owned()], ..Filter::default() };
    match part {
        Part::Entry(address) if address.kind().name == "strategy" => {
            return Ok(transaction.look(reader, address).await?.into_iter().collect());
        }
        Part::Entry(region) => filter.naming.push(region.clone()),
        Part::Side(side) => filter.side = Some(*side),
    }
    Ok(transaction.list(reader, &filter).await?)
}

/// Entries of a kind and state that name another.
async fn named(
    transaction: &mut Transaction,
    reader: Reader,
    name: &str,
    of: &Address,
    state: &str,
) -> Result<Vec<Entry>, Error> {
    let states = vec![state.to_owned()];
    let filter = Filter { kind: kind(name), states, naming: vec![of.clone()], ..Filter::default() };
    Ok(transaction.list(reader, &filter).await?)
}

/// What a point says: its text, or its title where it has none.
fn words(point: &Entry) -> Option<String> {
    original(point, "text").or_else(|| original(point, "title")).map(str::to_owned)
}

/// A text in the language in which it was written first, as far as can be told: the one that has come furthest.
fn original<'a>(entry: &'a Entry, field: &str) -> Option<&'a str> {
    let shown = entry.text(field, "")?;
    (!shown.text.trim().is_empty()).then_some(shown.text)
}
