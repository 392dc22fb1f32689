//! What must hold of every act that goes through.

use std::collections::BTreeSet;

use jiff::Timestamp;
use register::Side;
use register::act::{Changes, Request, Wish, Write};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::{Entry, version_hash};
use register::kind::{Halves, Role, Row, Scope};

use crate::desk::Desk;

type Log = BTreeSet<(Address, Address, String, Timestamp)>;

/// Asserts everything of an act that is about to be written.
pub fn check(desk: &Desk, actor: &Actor, request: &Request, changes: &Changes, log: &Log) {
    for (k, write) in changes.writes.iter().enumerate() {
        let old = desk.entries.get(&write.entry.address);
        counts_versions(old, write);
        let row = keeps_to_the_table(old, write);
        if actor.roles == [Role::Administrator] {
            administers(write);
        }
        if k > 0 {
            follows(row, write);
            continue;
        }
        acts_on_its_own(old, actor, request, write);
        if actor.roles == [Role::RegionOfficer] {
            names_its_region(old, actor, write);
        }
        if let (Some(row), None, Wish::Take(_)) = (row, changes.waiting_for, &request.wish) {
            is_bound(desk, actor, row, old, write, log);
        }
    }
    let pending = changes.writes.iter().flat_map(|write| write.entry.pending.values());
    assert!(pending.clone().all(|pending| pending.halves.len() == 1), "what both confirmed is done");
}

fn counts_versions(old: Option<&Entry>, write: &Write) {
    let next = old.map_or(1, |old| old.version + 1);
    assert_eq!(write.entry.version, next, "{}", write.entry.address);
}

/// The row that an entry went along, when it went along one.
fn keeps_to_the_table(old: Option<&Entry>, write: &Write) -> Option<&'static Row> {
    let entry = &write.entry;
    let Some(old) = old else {
        assert_eq!(entry.state, entry.kind().first_state(), "{}", entry.address);
        return None;
    };
    let row = entry.kind().row(write.deed, old.state);
    if old.state != entry.state {
        let to = row.map(|row| row.to);
        assert_eq!(to, Some(entry.state), "{} from {} by {}", entry.address, old.state, write.deed);
    }
    row
}

/// Administrators keep users, keys and settings; and erase people who ask for it.
fn administers(write: &Write) {
    let kind = write.entry.kind().name;
    let theirs = ["user", "key", "mechanism"].contains(&kind) || (kind, write.deed) == ("person", "erase");
    assert!(theirs, "an administrator did {} {}", write.deed, write.entry.address);
}

/// Deeds of the register itself that are no rows.
const ITS_OWN: &[&str] = &["expect", "receive_merged"];

/// What the register does elsewhere is nobody's to do.
fn follows(row: Option<&Row>, write: &Write) {
    let (kind, deed) = (write.entry.kind().name, write.deed);
    let nobodys = row.is_some_and(|row| row.who.is_empty()) || ITS_OWN.contains(&deed);
    assert!(nobodys || (kind, deed) == ("claim", "rank_normal"), "{deed} {kind} follows from nothing");
}

/// The actor sees what he acts on, and it is his side's, unless the table says otherwise.
fn acts_on_its_own(old: Option<&Entry>, actor: &Actor, request: &Request, write: &Write) {
    let entry = &write.entry;
    let seen = old.is_none_or(|old| Reader::Member(actor.side).sees(old));
    assert!(seen, "{} acted on {}, which he does not see", actor.user, entry.address);
    let own = |entry: &Entry| entry.side.is_none_or(|side| side == actor.side);
    let across = match (&request.wish, old) {
        (Wish::Take(act) | Wish::TakeBack(act), Some(old)) => {
            let row = old.kind().row(act, old.state).unwrap();
            row.who.iter().any(|who| who.scope != Scope::Own && actor.roles.contains(&who.role))
        }
        _ => false,
    };
    assert!(across || (own(entry) && old.is_none_or(own)), "{} acted on {}", actor.user, entry.address);
}

/// An officer of a region acts on what names it, before and after.
fn names_its_region(old: Option<&Entry>, actor: &Actor, write: &Write) {
    for entry in old.into_iter().chain([&write.entry]) {
        let named = entry.owners().iter().any(|owner| actor.regions.contains(owner));
        assert!(named, "{} changed {}, which does not name its region", actor.user, entry.address);
    }
}

/// What both sides must confirm, both have confirmed, by an act of their own on this very version.
fn is_bound(desk: &Desk, actor: &Actor, row: &Row, old: Option<&Entry>, write: &Write, log: &Log) {
    let (entry, old) = (&write.entry, old.unwrap());
    let bound = entry.bound.as_ref().filter(|bound| bound.version == entry.version);
    let alone = match row.halves {
        Halves::One => return,
        Halves::Both => false,
        Halves::BothIfJoint => !old.flag("joint"),
        Halves::BothIfAcross => entry
            .reference("merged_into")
            .and_then(|into| desk.entries.get(&into))
            .is_some_and(|into| into.side == old.side),
    };
    if alone {
        let own = old.side.is_none_or(|side| side == actor.side);
        assert!(own, "{} did {} alone to {}", actor.user, row.act, entry.address);
        return;
    }
    let bound = bound.unwrap_or_else(|| panic!("{} {} is not bound", row.act, entry.address));
    assert_eq!(bound.act, row.act);
    for side in Side::BOTH {
        let half = bound.halves.get(&side).unwrap_or_else(|| panic!("side {side} gave no half"));
        assert_eq!(desk.entries[&half.by].side, Some(side), "{} gave the half of side {side}", half.by);
        let did = (half.by.clone(), entry.address.clone(), row.act.to_owned(), half.at);
        assert!(log.contains(&did), "{} did not {} {}", half.by, row.act, entry.address);
        if row.act != "settle" {
            assert_eq!(half.hash, version_hash(&entry.address, row.act, &entry.fields), "{}", entry.address);
        }
    }
}
