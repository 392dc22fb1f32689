//! From what an entry was to what a link says it is: whether the tables know that way.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::words::Difference;
use super::{Last, Replay, Told};
use crate::address::Address;
use crate::confirmation::{Half, Pending, message, verify};
use crate::entry::{Entry, version_hash};
use crate::halves::{needs_both, proposed};
use crate::kind::{Field, Form, Halves, Row};
use crate::side::Side;
use crate::translation::{is_signed, standing};

/// A link and what it follows on.
pub(super) struct Step<'a> {
    pub(super) told: &'a Told<'a>,
    pub(super) before: &'a Last,
    pub(super) known: &'a Replay,
    /// What is said otherwise than before.
    pub(super) changes: Vec<Difference>,
}

type Checked = Result<(), String>;

impl Step<'_> {
    pub(super) fn check(&self) -> Checked {
        let (told, before) = (self.told, self.before);
        let (address, now) = (&told.entry.address, told.entry.version);
        if now != before.version + 1 {
            return Err(format!("{address} goes from version {} to {now}", before.version));
        }
        if told.entry.side != before.side {
            return Err(format!("{address} goes to another side"));
        }
        match told.kind.row(told.deed, before.state) {
            Some(row) => self.takes(row),
            None if told.state == before.state => self.stays(),
            None => Err(self.no_row()),
        }
    }

    /// An act of the table, or one side's half of it.
    fn takes(&self, row: &'static Row) -> Checked {
        if row.halves != Halves::One {
            let entry: Entry = serde_json::from_str(self.told.json)
                .map_err(|_| format!("{} cannot be read", self.told.entry.address))?;
            let pending = entry.pending.get(row.act);
            let fields = pending.map_or_else(|| entry.fields.clone(), |pending| proposed(&entry, pending));
            let side_of = |target: &Address| Some(self.known.last(&target.to_string())?.side);
            if needs_both(row, &entry, &fields, side_of) {
                return match pending {
                    Some(pending) if self.told.state == self.before.state => {
                        let hash = version_hash(&entry.address, row.act, &fields);
                        self.half(row, &entry, pending, &hash)
                    }
                    _ => self.done(row, &entry),
                };
            }
        }
        self.arrives(row)?;
        self.lapsed()
    }

    /// Where an act leads to, and what it writes.
    fn arrives(&self, row: &Row) -> Checked {
        if row.to != self.told.state {
            return Err(self.no_row());
        }
        // What nobody writes by hand is written by the register itself, with the act.
        self.writes(|field| row.writes.contains(&field.name) || field.kept)
    }

    /// One half is added, and nothing else.
    fn half(&self, row: &Row, entry: &Entry, pending: &Pending, hash: &str) -> Checked {
        self.writes(|_| false)?;
        self.keeps_bound()?;
        let mut halves = self.pending_before();
        let is_new = halves.insert(row.act.to_owned(), pending.clone()).is_none();
        let alone = halves.iter().map(|(act, pending)| (act.as_str(), pending));
        let alone = alone.eq(entry.pending.iter().map(|(act, pending)| (*act, pending)));
        match pending.halves.iter().next() {
            Some((side, half)) if is_new && alone && pending.halves.len() == 1 => {
                self.confirms(row, *side, half, hash)
            }
            _ => Err(format!("{} has other halves than it had", entry.address)),
        }
    }

    /// Both halves are there: the first as it stood, and one that is new.
    fn done(&self, row: &Row, entry: &Entry) -> Checked {
        let without = || {
            let (address, state) = (&entry.address, self.told.state);
            format!("{address} goes to {state} without both sides' confirmations")
        };
        let bound = entry.bound.as_ref().filter(|bound| {
            bound.act == row.act && bound.version == entry.version && bound.halves.len() == 2
        });
        let bound = bound.ok_or_else(without)?;
        let mut fields = entry.fields.clone();
        if row.act == "settle" {
            // When the second half of a settlement arrives, the register itself writes the day into the entry.
            fields.remove("confirmed_on");
        }
        let hash = version_hash(&entry.address, row.act, &fields);
        let first = self.pending_before().remove(row.act).map(|pending| pending.halves).unwrap_or_default();
        let stands = |side: &Side| first.get(side) == bound.halves.get(side);
        let second = Side::BOTH.into_iter().find(|side| !first.contains_key(side));
        let (Some(second), true) = (second, first.len() == 1 && first.keys().all(stands)) else {
            return Err(without());
        };
        if bound.halves.values().any(|half| half.hash != hash) {
            return Err(without());
        }
        self.confirms(row, second, &bound.halves[&second], &hash)?;
        self.arrives(row)?;
        self.has_no_halves()
    }

    /// A half is of who made it, of his side, on this version; and if it is signed, then with an active key of the side.
    fn confirms(&self, row: &Row, side: Side, half: &Half, hash: &str) -> Checked {
        let address = &self.told.entry.address;
        let user = self.known.last(self.told.by);
        let by = half.by.to_string() == self.told.by && user.is_none_or(|user| user.side == Some(side));
        if !by || half.hash != hash {
            return Err(format!("the half of side {side} of {address} is not what that side confirmed"));
        }
        let Some(signed) = &half.signed else { return Ok(()) };
        let key = signed.key.to_string();
        let active = |last: &&Last| last.side == Some(side) && last.state == "active";
        let public = self.known.last(&key).filter(active).and_then(|_| self.known.keys.get(&key));
        let text = address.split_once('/').map_or("", |(_, key)| key);
        let signs = Address::new(self.told.kind, text).ok().zip(public).is_some_and(|(address, public)| {
            verify(public, &message(&address, row.act, hash), &signed.signature).is_ok()
        });
        let wrong = || format!("the half of side {side} of {address} is not signed with a key of that side");
        if signs { Ok(()) } else { Err(wrong()) }
    }

    /// A deed that is no act of the table and leaves the state as it is.
    fn stays(&self) -> Checked {
        let Told { kind, deed, entry, state, .. } = self.told;
        match *deed {
            "amend" if kind.amends.iter().any(|amend| amend.states.contains(state)) => {
                self.writes(|field| !field.kept)?;
            }
            "amend" => return Err(format!("{} is changed while {state}, which locks it", entry.address)),
            "translate" => {
                self.writes(|field| field.form == Form::Texts)?;
                let stands = standing(kind, state);
                if self.changes.iter().any(|change| change.was.is_some_and(|was| was >= stands)) {
                    return Err(format!("a translation of {} replaces what stands", entry.address));
                }
            }
            "review_text" => self.writes(|_| false)?,
            "authenticate_text" if is_signed(kind, state) => self.writes(|_| false)?,
            "take_back_half" => return self.takes_back(),
            // What follows on a merge into it.
            "receive_merged" if kind.name == "recommendation" => {
                self.writes(|field| {
                    ["authors", "fields", "partners", "organisations"].contains(&field.name)
                })?;
                return self.lapsed();
            }
            _ => return Err(self.no_row()),
        }
        if !self.changes.is_empty() {
            // They named another wording.
            return self.lapsed();
        }
        let halves = self.told.entry.pending.map(RawValue::get);
        if halves != self.before.pending.as_deref() {
            return Err(format!("{} has other halves than it had", entry.address));
        }
        self.keeps_bound()
    }

    /// One half is gone, that of whoever takes it back.
    fn takes_back(&self) -> Checked {
        self.writes(|_| false)?;
        self.keeps_bound()?;
        let now = pending(self.told.entry.pending.map(RawValue::get));
        let mut gone = self.pending_before();
        gone.retain(|act, pending| now.get(act) != Some(pending));
        let user = self.known.last(self.told.by);
        let own = |pending: &Pending| match user.and_then(|user| user.side) {
            Some(side) => pending.halves.contains_key(&side),
            None => true,
        };
        let one = gone.len() == 1 && gone.values().all(own) && now.len() + 1 == self.pending_before().len();
        if one { Ok(()) } else { Err(format!("{} has other halves than it had", self.told.entry.address)) }
    }

    /// Only fields of which this is true say something else than before.
    fn writes(&self, may: impl Fn(&Field) -> bool) -> Checked {
        let Told { deed, entry, .. } = self.told;
        match self.changes.iter().find(|change| !may(change.field)) {
            Some(change) => {
                Err(format!("{deed} changes the field {} of {}", change.field.name, entry.address))
            }
            None => Ok(()),
        }
    }

    /// Halves of other acts lapse, and what both sides confirmed last stays.
    fn lapsed(&self) -> Checked {
        self.has_no_halves()?;
        self.keeps_bound()
    }

    fn has_no_halves(&self) -> Checked {
        let Told { deed, entry, .. } = self.told;
        if entry.pending.is_none() {
            return Ok(());
        }
        Err(format!("{deed} leaves halves of {} that named another version", entry.address))
    }

    fn keeps_bound(&self) -> Checked {
        if self.told.bound == self.before.bound {
            return Ok(());
        }
        Err(format!(
            "{} changes what both sides had confirmed of {}",
            self.told.deed, self.told.entry.address
        ))
    }

    fn pending_before(&self) -> BTreeMap<String, Pending> {
        pending(self.before.pending.as_deref())
    }

    fn no_row(&self) -> String {
        let Told { deed, entry, state, .. } = self.told;
        format!(
            "{} goes from {} to {state} by {deed}, which is not in its table",
            entry.address, self.before.state
        )
    }
}

fn pending(json: Option<&str>) -> BTreeMap<String, Pending> {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}
