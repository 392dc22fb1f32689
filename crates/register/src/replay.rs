//! Whether what a link of the chain tells is something that the tables allow.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::entry::{Entry, version_hash};
use crate::kind::{Halves, Kind, Row, kind};
use crate::side::Side;
use crate::verify::Last;

/// What is read of a body.
#[derive(Deserialize)]
pub(crate) struct Lean<'a> {
    #[serde(borrow)]
    pub(crate) deed: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) entry: &'a RawValue,
    #[serde(default)]
    pub(crate) erased: Vec<u64>,
}

/// What is read of an entry.
#[derive(Deserialize)]
pub(crate) struct LeanEntry<'a> {
    // A key may have a quotation mark in it, which JSON escapes.
    #[serde(borrow)]
    pub(crate) address: Cow<'a, str>,
    #[serde(default)]
    pub(crate) side: Option<Side>,
    #[serde(borrow)]
    pub(crate) state: Cow<'a, str>,
    pub(crate) version: u32,
    #[serde(borrow)]
    pub(crate) visibility: Cow<'a, str>,
}

/// Whether the table knows the way from the state before, and both halves are there where they must be.
pub(crate) fn check_move(lean: &Lean, before: Option<&Last>, entry: &LeanEntry) -> Result<(), String> {
    let (deed, address) = (&*lean.deed, &entry.address);
    let kind = address.split_once('/').and_then(|(name, _)| kind(name)).ok_or("an unknown kind of entry")?;
    if !lean.erased.is_empty() && deed != "erase" {
        return Err(format!("{deed} {address} says that entries were erased"));
    }
    let Some(before) = before else { return begins(kind, lean, entry) };
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
    if row.halves != Halves::One && !confirmed(row, lean.entry) {
        return Err(format!("{address} goes to {} without both sides' confirmations", entry.state));
    }
    Ok(())
}

/// The first that is known of an entry: that it was made, or that all the rest was erased.
fn begins(kind: &Kind, lean: &Lean, entry: &LeanEntry) -> Result<(), String> {
    let made = kind.first_state() == entry.state && entry.version == 1;
    let erases = kind.rows.iter().any(|row| row.act == lean.deed && row.to == entry.state);
    let erased = erases && !lean.erased.is_empty() && lean.erased.len() + 1 == entry.version as usize;
    if made || erased { Ok(()) } else { Err(format!("{} begins as {}", entry.address, entry.state)) }
}

/// Whether both sides have confirmed this act on this version, where the entry by itself shows that both must.
fn confirmed(row: &Row, json: &RawValue) -> bool {
    let Ok(entry) = serde_json::from_str::<Entry>(json.get()) else { return false };
    let both = match row.halves {
        Halves::Both => true,
        Halves::BothIfJoint => entry.flag("joint"),
        Halves::One | Halves::BothIfAcross => false,
    };
    let hash = version_hash(&entry.address, row.act, &entry.fields);
    // When the second half of a settlement arrives, the register itself writes the day into the entry.
    let names_it = |half: &str| half == hash || row.act == "settle";
    let bound = entry.bound.is_some_and(|bound| {
        bound.act == row.act
            && bound.version == entry.version
            && bound.halves.len() == 2
            && bound.halves.values().all(|half| names_it(&half.hash))
    });
    bound || !both
}
