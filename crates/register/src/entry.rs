//! An entry of the register as it stands: fields, state, halves of confirmations, version.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::address::Address;
use crate::confirmation::{Bound, Pending};
use crate::date::Date;
use crate::kind::{Kind, Visibility, kind};
use crate::side::Side;
use crate::text::{Shown, Texts, show};
use crate::value::{Fields, Value};

/// An entry. Its JSON form is canonical: equal entries are equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Stored")]
pub struct Entry {
    /// Kind and key.
    pub address: Address,
    /// The side it belongs to; `None` when it is both sides'.
    pub side: Option<Side>,
    /// Its state, a word of its kind's table.
    pub state: &'static str,
    /// Since when it is in that state.
    pub since: Timestamp,
    /// Counts every change, from 1.
    pub version: u32,
    /// Who can see it, at most.
    pub visibility: Visibility,
    /// Its fields.
    pub fields: Fields,
    /// The reason given for the state it is in.
    pub reason: Option<String>,
    /// Acts that one side has confirmed and the other has not yet.
    pub pending: BTreeMap<&'static str, Pending>,
    /// The last act that both sides confirmed.
    pub bound: Option<Bound>,
    /// Who made it.
    pub made_by: Address,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

impl Entry {
    /// Its kind.
    pub fn kind(&self) -> &'static Kind {
        self.address.kind()
    }

    /// A single value.
    pub fn plain(&self, field: &str) -> Option<&str> {
        debug_assert!(self.kind().field(field).is_some(), "{} has no field {field}", self.kind().name);
        self.fields.get(field).and_then(Value::plain)
    }

    /// The items of a list.
    pub fn items(&self, field: &str) -> &[String] {
        debug_assert!(self.kind().field(field).is_some(), "{} has no field {field}", self.kind().name);
        self.fields.get(field).map_or(&[], Value::items)
    }

    /// A date.
    pub fn date(&self, field: &str) -> Option<Date> {
        self.plain(field).and_then(|text| Date::parse(text).ok())
    }

    /// Whether a flag is set.
    pub fn flag(&self, field: &str) -> bool {
        self.plain(field) == Some("yes")
    }

    /// The entry that a field names.
    pub fn reference(&self, field: &str) -> Option<Address> {
        self.plain(field).and_then(|text| Address::parse(text).ok())
    }

    /// The entries that a field names.
    pub fn references(&self, field: &str) -> Vec<Address> {
        self.items(field).iter().filter_map(|text| Address::parse(text).ok()).collect()
    }

    /// A text in the reader's language or another.
    pub fn text(&self, field: &str, lang: &str) -> Option<Shown<'_>> {
        self.texts(field).and_then(|texts| show(texts, lang))
    }

    /// A text in all its languages.
    pub fn texts(&self, field: &str) -> Option<&Texts> {
        self.fields.get(field).and_then(Value::texts)
    }

    /// Every entry this one names, with the field.
    pub fn all_references(&self) -> Vec<(&'static str, Address)> {
        let mut found = Vec::new();
        for field in self.kind().fields {
            if matches!(field.form, crate::kind::Form::Ref(_) | crate::kind::Form::Refs(_)) {
                found.extend(self.references(field.name).into_iter().map(|address| (field.name, address)));
            }
        }
        found
    }

    /// The regions and organisations that own it.
    pub fn owners(&self) -> Vec<Address> {
        self.kind()
            .fields
            .iter()
            .filter(|field| field.owns)
            .flat_map(|field| self.references(field.name))
            .collect()
    }

    /// The canonical form: what is stored, hashed and replayed.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("an entry has a JSON form")
    }
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Hexadecimal to bytes.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || text.len() % 2 == 1 {
        return None;
    }
    (0..text.len()).step_by(2).map(|k| u8::from_str_radix(&text[k..k + 2], 16).ok()).collect()
}

/// The form in JSON: words instead of what the tables of kinds hold.
#[derive(Serialize, Deserialize)]
struct Stored {
    address: Address,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    side: Option<Side>,
    state: String,
    since: Timestamp,
    version: u32,
    visibility: String,
    fields: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, Pending>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bound: Option<Bound>,
    made_by: Address,
    changed_at: Timestamp,
}

/// By hand, because the words of states live as long as the program, and what is read does not.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Stored::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

impl TryFrom<Stored> for Entry {
    type Error = String;

    fn try_from(stored: Stored) -> Result<Self, String> {
        let kind = stored.address.kind();
        let name = |field: String| kind.field(&field).map(|f| f.name).ok_or(format!("no field {field}"));
        let act = |act: String| {
            kind.rows.iter().find(|row| row.act == act).map(|row| row.act).ok_or(format!("no act {act}"))
        };
        Ok(Entry {
            state: kind.state(&stored.state).ok_or_else(|| format!("no state {}", stored.state))?,
            visibility: Visibility::parse(&stored.visibility).ok_or("no visibility")?,
            fields: stored
                .fields
                .into_iter()
                .map(|(n, v)| Ok((name(n)?, v)))
                .collect::<Result<_, String>>()?,
            pending: stored
                .pending
                .into_iter()
                .map(|(a, p)| Ok((act(a)?, p)))
                .collect::<Result<_, String>>()?,
            address: stored.address,
            side: stored.side,
            since: stored.since,
            version: stored.version,
            reason: stored.reason,
            bound: stored.bound,
            made_by: stored.made_by,
            changed_at: stored.changed_at,
        })
    }
}

impl From<Entry> for Stored {
    fn from(entry: Entry) -> Self {
        Stored {
            state: entry.state.to_owned(),
            visibility: entry.visibility.code().to_owned(),
            fields: entry.fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            pending: entry.pending.into_iter().map(|(act, pending)| (act.to_owned(), pending)).collect(),
            address: entry.address,
            side: entry.side,
            since: entry.since,
            version: entry.version,
            reason: entry.reason,
            bound: entry.bound,
            made_by: entry.made_by,
            changed_at: entry.changed_at,
        }
    }
}

/// The hash that confirmations name: of address, act and all fields, every language of every text included.
pub fn version_hash(address: &Address, act: &str, fields: &Fields) -> String {
    let json = serde_json::to_string(&(address, act, wording(fields))).expect("fields have a JSON form");
    sha256(json.as_bytes())
}

/// What fields say, in every language, without how far each text has come: to review a text changes no version.
pub(crate) fn wording(fields: &Fields) -> BTreeMap<&'static str, serde_json::Value> {
    let words = |value: &Value| match value {
        Value::Texts(texts) => {
            let words: BTreeMap<&str, &str> =
                texts.iter().map(|(lang, version)| (lang.as_str(), version.text.as_str())).collect();
            serde_json::to_value(words).expect("texts have a JSON form")
        }
        other => serde_json::to_value(other).expect("a value has a JSON form"),
    };
    fields.iter().map(|(name, value)| (*name, words(value))).collect()
}

/// A kind's word for a state that comes from outside.
pub fn state_of(kind_name: &str, state: &str) -> Option<&'static str> {
    kind(kind_name)?.state(state)
}
