//! The address of an entry: its kind and its key, `project/P-12`.
//!
//! The key is the external key of spreadsheets as well: it is chosen by whoever makes the entry (or numbered by
//! the store), is unique within the kind, and never changes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Error;
use crate::kind::{Kind, kind};

/// Where an entry is found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    kind: &'static str,
    key: String,
}

/// The longest key, in characters.
pub const LONGEST_KEY: usize = 100;

impl Address {
    /// An address of a kind.
    pub fn new(kind: &'static Kind, key: &str) -> Result<Self, Error> {
        let wrong = |c: char| c == '/' || c == ',' || c == ';' || c.is_whitespace() || c.is_control();
        if key.is_empty() || key.chars().count() > LONGEST_KEY || key.contains(wrong) {
            return Err(Error::Key { key: key.to_owned() });
        }
        Ok(Address { kind: kind.name, key: key.to_owned() })
    }

    /// Reads `kind/key`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (name, key) = text.split_once('/').ok_or_else(|| Error::Address { text: text.to_owned() })?;
        let kind = kind(name).ok_or_else(|| Error::UnknownKind { name: name.to_owned() })?;
        Address::new(kind, key)
    }

    /// The kind.
    pub fn kind(&self) -> &'static Kind {
        kind(self.kind).expect("an address is made of a kind that exists")
    }

    /// The key within the kind.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.key)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Address::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
