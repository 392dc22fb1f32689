//! Whether what a link of the chain tells is something that the tables allow.

mod step;
mod words;

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use serde::Deserialize;
use serde_json::value::RawValue;

use self::step::Step;
use self::words::Words;
use crate::actor::Audience;
use crate::kind::{Kind, Visibility, kind};
use crate::side::Side;
use crate::verify::Place;

/// What is read of a body, in one go.
#[derive(Deserialize)]
struct Lean<'a> {
    #[serde(borrow)]
    deed: Cow<'a, str>,
    #[serde(borrow)]
    by: Cow<'a, str>,
    #[serde(borrow)]
    entry: LeanEntry<'a>,
    #[serde(default)]
    erased: Vec<u64>,
}

/// The entry as it stands in a body that the register wrote. In any other order of its parts it is not found, and then no
/// table holds what this gives.
fn entry_in<'a>(body: &'a str, erased: &[u64]) -> &'a str {
    // A quotation mark inside a text has a backslash before it.
    let entry = body.split_once(r#","entry":"#).map_or("", |(_, entry)| entry);
    let end = if erased.is_empty() { Some("}") } else { None };
    let entry = end
        .map_or_else(|| entry.rsplit_once(r#","erased":"#).map(|(it, _)| it), |end| entry.strip_suffix(end));
    entry.unwrap_or_default()
}

/// What is read of an entry.
#[derive(Deserialize)]
struct LeanEntry<'a> {
    // A key may have a quotation mark in it, which JSON escapes.
    #[serde(borrow)]
    address: Cow<'a, str>,
    #[serde(default)]
    side: Option<Side>,
    #[serde(borrow)]
    state: Cow<'a, str>,
    version: u32,
    #[serde(borrow)]
    visibility: Cow<'a, str>,
    #[serde(borrow)]
    fields: &'a RawValue,
    #[serde(borrow, default)]
    pending: Option<&'a RawValue>,
    #[serde(borrow, default)]
    bound: Option<&'a RawValue>,
}

/// What the chain says of an entry.
#[derive(Debug, Clone)]
pub struct Last {
    /// Number of its last link.
    pub number: u64,
    /// Hashes of the entry, and of what both sides confirmed last, keyed as those of [`Words`].
    json: u64,
    bound: u64,
    state: &'static str,
    version: u32,
    side: Option<Side>,
    words: Words,
    pending: Option<Box<str>>,
}

/// What a link tells.
struct Told<'a> {
    kind: &'static Kind,
    deed: &'a str,
    by: &'a str,
    erased: &'a [u64],
    entry: &'a LeanEntry<'a>,
    /// The entry as it stands in the body.
    json: &'a str,
    state: &'static str,
    bound: u64,
    /// What its fields say; `None` when they are, byte for byte, what they were.
    words: Option<Words>,
}

/// What the chain has said so far.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    entries: HashMap<String, Last>,
    /// Public keys by the address of the key.
    keys: HashMap<String, String>,
    keyed: RandomState,
}

/// What was read of a body.
pub(crate) struct Taken<'a> {
    pub(crate) place: Place<'a>,
    /// Whether the tables allow what it tells.
    pub(crate) moved: Result<(), String>,
    /// Numbers of the links whose content it says was erased.
    pub(crate) erased: Vec<u64>,
}

impl Replay {
    /// The next body; `None` when it cannot be read.
    pub(crate) fn take<'a>(&mut self, number: u64, body: &'a str) -> Option<Taken<'a>> {
        let Lean { deed, by, entry, erased } = serde_json::from_str(body).ok()?;
        let json = entry_in(body, &erased);
        let (name, _) = entry.address.split_once('/')?;
        let kind = kind(name)?;
        let state = kind.state(&entry.state)?;
        let visibility = Visibility::parse(&entry.visibility)?;
        let before = self.entries.get(&*entry.address);
        let words = Words::of(kind, entry.fields, before.map(|before| &before.words), &self.keyed);
        let words = words.transpose().ok()?;
        let bound = self.keyed.hash_one(entry.bound.map(RawValue::get));
        let told =
            Told { kind, deed: &deed, by: &by, erased: &erased, entry: &entry, json, state, bound, words };
        let moved = self.check(&told, before);
        let words = told.words;
        let last = Last {
            number,
            json: self.keyed.hash_one(json),
            state,
            version: entry.version,
            side: entry.side,
            words: words.unwrap_or_default(),
            pending: entry.pending.map(|pending| pending.get().into()),
            bound,
        };
        self.remember(kind, &entry, last);
        let audience = Audience::of(kind, entry.side, visibility, state);
        Some(Taken { place: Place { address: entry.address, audience }, moved, erased })
    }

    fn check(&self, told: &Told, before: Option<&Last>) -> Result<(), String> {
        let Told { deed, entry, .. } = told;
        if !told.erased.is_empty() && *deed != "erase" {
            return Err(format!("{deed} {} says that entries were erased", entry.address));
        }
        let Some(before) = before else { return begins(told) };
        let changes =
            told.words.as_ref().map_or_else(Vec::new, |now| before.words.differences(told.kind, now));
        Step { told, before, known: self, changes }.check()
    }

    fn remember(&mut self, kind: &Kind, entry: &LeanEntry, mut last: Last) {
        #[derive(Deserialize)]
        struct Key {
            public: String,
        }
        if let ("key", Ok(key)) = (kind.name, serde_json::from_str::<Key>(entry.fields.get())) {
            self.keys.insert(entry.address.clone().into_owned(), key.public);
        }
        let Some(before) = self.entries.get_mut(&*entry.address) else {
            self.entries.insert(entry.address.clone().into_owned(), last);
            return;
        };
        if last.words.is_unknown() {
            last.words = std::mem::take(&mut before.words);
        }
        *before = last;
    }

    /// What the chain says of an entry.
    pub(crate) fn last(&self, address: &str) -> Option<&Last> {
        self.entries.get(address)
    }

    /// How many entries the chain knows.
    pub(crate) fn n_entries(&self) -> usize {
        self.entries.len()
    }

    /// Takes an entry out, with whether a table holds it as its last link does. What is left was not compared.
    pub(crate) fn compare(&mut self, address: &str, json: &str) -> Option<(Last, bool)> {
        let last = self.entries.remove(address)?;
        let same = last.json == self.keyed.hash_one(json);
        Some((last, same))
    }

    /// The entries that were not taken out.
    pub(crate) fn left(&self) -> impl Iterator<Item = (&str, &Last)> {
        self.entries.iter().map(|(address, last)| (address.as_str(), last))
    }
}

/// The first that is known of an entry: that it was made, or that all the rest was erased.
fn begins(told: &Told) -> Result<(), String> {
    let Told { kind, entry, state, .. } = told;
    let made = kind.first_state() == *state && entry.version == 1;
    let erases = kind.rows.iter().any(|row| row.act == told.deed && row.to == *state);
    let erased = erases && !told.erased.is_empty() && told.erased.len() + 1 == entry.version as usize;
    let bare = entry.pending.is_none() && entry.bound.is_none();
    if bare && (made || erased) { Ok(()) } else { Err(format!("{} begins as {state}", entry.address)) }
}
