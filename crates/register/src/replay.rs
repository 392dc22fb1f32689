//! Whether what a link of the chain tells is something that the tables allow.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::confirmation::Bound;
use crate::entry::sha256;
use crate::kind::{Halves, Kind, Row, kind};
use crate::verify::Last;

/// What is read of an entry.
#[derive(Deserialize)]
pub(crate) struct LeanEntry<'a> {
    // A key may have a quotation mark in it, which JSON escapes.
    #[serde(borrow)]
    pub(crate) address: Cow<'a, str>,
    pub(crate) state: &'a str,
    pub(crate) version: u32,
    #[serde(borrow)]
    fields: &'a RawValue,
    #[serde(default, borrow)]
    bound: Option<&'a RawValue>,
}

/// Whether the table knows the way from the state before, and both halves are there where they must be.
pub(crate) fn check_move(
    deed: &str,
    before: Option<&Last>,
    entry: &LeanEntry,
    erased: &[u64],
) -> Result<(), String> {
    let address = &entry.address;
    let kind = address.split_once('/').and_then(|(name, _)| kind(name)).ok_or("an unknown kind of entry")?;
    if !erased.is_empty() && deed != "erase" {
        return Err(format!("{deed} {address} says that entries were erased"));
    }
    let Some(before) = before else { return begins(kind, deed, entry, erased) };
    if entry.version != before.version + 1 {
        return Err(format!("{address} goes from version {} to {}", before.version, entry.version));
    }
    if before.state == entry.state {
        return Ok(());
    }
    let row = kind
        .rows
        .iter()
        .find(|row| row.act == deed && row.from.contains(&before.state) && row.to == entry.state);
    let Some(row) = row else {
        return Err(format!(
            "{address} goes from {} to {} by {deed}, which is not in its table",
            before.state, entry.state
        ));
    };
    if needs_both(row, entry) && !bound(row, entry) {
        return Err(format!("{address} goes to {} without both sides' confirmations", entry.state));
    }
    Ok(())
}

/// The first that is known of an entry: that it was made, or that all the rest was erased.
fn begins(kind: &Kind, deed: &str, entry: &LeanEntry, erased: &[u64]) -> Result<(), String> {
    let made = kind.first_state() == entry.state && entry.version == 1;
    let gone = !erased.is_empty() && kind.rows.iter().any(|row| row.act == deed && row.to == entry.state);
    if made || gone { Ok(()) } else { Err(format!("{} begins as {}", entry.address, entry.state)) }
}

/// Whether a row needs both sides, as far as the entry by itself shows.
fn needs_both(row: &Row, entry: &LeanEntry) -> bool {
    match row.halves {
        Halves::Both => true,
        Halves::BothIfJoint => entry.fields.get().contains("\"joint\":\"yes\""),
        Halves::One | Halves::BothIfAcross => false,
    }
}

/// Whether both sides have confirmed this act on this version.
fn bound(row: &Row, entry: &LeanEntry) -> bool {
    let bound = entry.bound.and_then(|raw| serde_json::from_str::<Bound>(raw.get()).ok());
    bound.is_some_and(|bound| {
        let hash = hash(row, entry);
        bound.act == row.act
            && bound.version == entry.version
            && bound.halves.len() == 2
            && bound.halves.values().all(|half| hash.as_ref().is_none_or(|hash| half.hash == *hash))
    })
}

/// The hash that the halves must name, as [`version_hash`](crate::entry::version_hash) makes it; `None` where the
/// register itself writes a date into the entry when the second half arrives.
fn hash(row: &Row, entry: &LeanEntry) -> Option<String> {
    let json = serde_json::to_string(&(&entry.address, row.act, entry.fields)).ok()?;
    (row.act != "settle").then(|| sha256(json.as_bytes()))
}
