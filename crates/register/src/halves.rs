//! What binds both sides: each confirms a half, the act happens when both name the same version.

use std::collections::BTreeMap;

use crate::act::{Changes, Lapsed, Request, arrive, stamped};
use crate::address::Address;
use crate::confirmation::{Bound, Half, Pending, Signed, message, verify};
use crate::entry::{Entry, version_hash};
use crate::error::{Error, Errors};
use crate::kind::{Halves, Row};
use crate::permission::Permit;
use crate::related::Related;
use crate::side::Side;
use crate::value::{Fields, Value};

/// Whether both sides must confirm this row on this entry. `side_of` says to whom an entry belongs, if there is one.
pub(crate) fn needs_both(
    row: &Row,
    entry: &Entry,
    fields: &Fields,
    side_of: impl Fn(&Address) -> Option<Option<Side>>,
) -> bool {
    match row.halves {
        Halves::One => false,
        Halves::Both => true,
        Halves::BothIfJoint => entry.flag("joint"),
        Halves::BothIfAcross => {
            let into = fields.get("merged_into").and_then(Value::plain);
            let target = into.and_then(|text| Address::parse(text).ok()).and_then(|into| side_of(&into));
            target != Some(entry.side)
        }
    }
}

/// Adds the own half; with both, the act happens.
pub(crate) fn confirm(
    permit: &Permit,
    row: &'static Row,
    request: &Request,
    fields: &Fields,
    related: &Related,
) -> Result<Changes, Errors> {
    let mut entry = permit.entry().clone();
    let side = permit.actor().side;
    let mut pending = entry.pending.remove(row.act).unwrap_or_else(|| Pending {
        halves: BTreeMap::new(),
        writes: written(&entry.fields, fields),
        reason: request.reason.clone(),
    });
    if let Some(half) = pending.halves.get(&side) {
        return Err(vec![Error::ConfirmedAlready { side, at: half.at }]);
    }
    if !request.inputs.is_empty() && pending.writes != written(&entry.fields, fields) {
        return Err(vec![Error::OtherProposal { side: side.other(), act: row.act }]);
    }
    let proposed = proposed(&entry, &pending);
    let hash = version_hash(&entry.address, row.act, &proposed);
    if let Some(signed) = &request.signed {
        check(signed, side, &message(&entry.address, row.act, &hash), related)
            .map_err(|fault| vec![fault])?;
    }
    let half = Half { hash, by: permit.actor().user.clone(), at: request.at, signed: request.signed.clone() };
    pending.halves.insert(side, half);
    if pending.halves.len() < 2 {
        entry.pending.insert(row.act, pending);
        let writes = vec![stamped(permit, entry, request)];
        return Ok(Changes { writes, lapsed: Vec::new(), waiting_for: Some(side.other()) });
    }
    let lapsed = lapse(&mut entry);
    entry.fields = proposed;
    arrive(&mut entry, row, request.reason.clone().or(pending.reason), request.at);
    let mut write = stamped(permit, entry, request);
    write.entry.bound =
        Some(Bound { act: row.act.to_owned(), version: write.entry.version, halves: pending.halves });
    Ok(Changes { writes: vec![write], lapsed, waiting_for: None })
}

/// The hash that the next half of an act will name, for whoever signs it.
pub fn hash_to_sign(entry: &Entry, row: &'static Row, fields: &Fields) -> String {
    let fields =
        entry.pending.get(row.act).map_or_else(|| fields.clone(), |pending| proposed(entry, pending));
    version_hash(&entry.address, row.act, &fields)
}

fn check(signed: &Signed, side: Side, message: &[u8], related: &Related) -> Result<(), Error> {
    let no_key = || Error::NoSuchKey { key: signed.key.clone(), side };
    let key = related
        .get(&signed.key)
        .filter(|key| key.kind().name == "key" && key.side == Some(side) && key.state == "active")
        .ok_or_else(no_key)?;
    let public = key.plain("public").ok_or_else(no_key)?;
    verify(public, message, &signed.signature)
}

/// What an act writes: the fields that differ.
fn written(old: &Fields, new: &Fields) -> BTreeMap<String, Option<Value>> {
    let names = old.keys().chain(new.keys());
    names
        .filter(|name| old.get(*name) != new.get(*name))
        .map(|name| ((*name).to_owned(), new.get(name).cloned()))
        .collect()
}

/// The fields as a pending act would leave them.
pub(crate) fn proposed(entry: &Entry, pending: &Pending) -> Fields {
    let mut proposed = entry.fields.clone();
    for (name, value) in &pending.writes {
        let Some(field) = entry.kind().field(name) else { continue };
        match value {
            Some(value) => drop(proposed.insert(field.name, value.clone())),
            None => drop(proposed.remove(field.name)),
        }
    }
    proposed
}

/// Drops all halves, and says whose.
pub(crate) fn lapse(entry: &mut Entry) -> Vec<Lapsed> {
    let lapsed = given(entry).collect();
    entry.pending.clear();
    lapsed
}

/// The halves that have been given, as they lapse when the entry changes.
pub(crate) fn given(entry: &Entry) -> impl Iterator<Item = Lapsed> {
    entry.pending.iter().flat_map(|(act, pending)| {
        pending.halves.keys().map(|side| Lapsed { side: *side, act, entry: entry.address.clone() })
    })
}

/// Takes the own half back, which is possible until the other arrives.
pub(crate) fn take_back(permit: &Permit, row: &'static Row, request: &Request) -> Result<Changes, Errors> {
    let mut entry = permit.entry().clone();
    let side = permit.actor().side;
    match entry.pending.remove(row.act) {
        Some(pending) if pending.halves.contains_key(&side) => {
            Ok(Changes { writes: vec![stamped(permit, entry, request)], ..Changes::default() })
        }
        _ => Err(vec![Error::NothingToTakeBack { side, act: row.act }]),
    }
}
