//! Acts: what somebody wishes, and what it changes.
//!
//! [`act`] is the only way from one state of an entry to another. It takes what the entry and those around it are
//! ([`Related`], fetched as [`needs`](crate::related::needs) says), asks for the permit, and returns the entries as they are to be written.

use jiff::Timestamp;
use serde::Serialize;

use crate::actor::{Actor, Reader, audience};
use crate::address::Address;
use crate::confirmation::Signed;
use crate::consequences::after;
use crate::creation::create;
use crate::entry::{Entry, wording};
use crate::error::{Error, Errors};
use crate::halves;
use crate::kept;
use crate::kind::{Halves, Kind, Owner, Row, Visibility};
use crate::permission::{Deed, Permit, permit, refused};
use crate::related::Related;
use crate::side::Side;
use crate::translation;
use crate::value::{self, Fields, Inputs, Value};

/// What somebody wishes to do with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Make it.
    Create,
    /// Change its fields.
    Amend,
    /// Add languages to its texts.
    Translate,
    /// Take an act of its table.
    Take(String),
    /// Take back the own half of an act.
    TakeBack(String),
    /// Say that a language of a text has been read.
    Review {
        /// The field.
        field: String,
        /// The language.
        lang: String,
    },
    /// Say that a language of a text is what was signed.
    Authenticate {
        /// The field.
        field: String,
        /// The language.
        lang: String,
    },
}

/// An act as asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Which entry.
    pub address: Address,
    /// What to do.
    pub wish: Wish,
    /// The version the wish was made on; `None` takes the newest as it is.
    pub on_version: Option<u32>,
    /// Fields to write.
    pub inputs: Inputs,
    /// Who may see it; `None` leaves it as it is.
    pub visibility: Option<Visibility>,
    /// Why.
    pub reason: Option<String>,
    /// A signature, when the act is one side's half.
    pub signed: Option<Signed>,
    /// When.
    pub at: Timestamp,
}

impl Request {
    /// A wish without fields, reason or signature.
    pub fn new(address: Address, wish: Wish, at: Timestamp) -> Self {
        Request {
            address,
            wish,
            on_version: None,
            inputs: Inputs::new(),
            visibility: None,
            reason: None,
            signed: None,
            at,
        }
    }
}

/// One entry to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The entry as it is to be.
    pub entry: Entry,
    /// Its name in the audit chain.
    pub deed: &'static str,
    /// Whether everything that was ever written about it is to be erased.
    pub erases: bool,
}

/// A half that is gone, because the version it named is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lapsed {
    /// Whose half.
    pub side: Side,
    /// Of which act.
    pub act: &'static str,
    /// On which entry: the one acted on, or one that the act had consequences for.
    pub entry: Address,
}

/// What an act changes. Nothing, when the entry is already as wished.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The entries, in the order in which they are to be written.
    pub writes: Vec<Write>,
    /// Halves that lapse.
    pub lapsed: Vec<Lapsed>,
    /// The side whose half is still missing.
    pub waiting_for: Option<Side>,
}

/// What an act does, or everything that is wrong with it.
pub fn act(
    actor: &Actor,
    request: &Request,
    entry: Option<&Entry>,
    related: &Related,
) -> Result<Changes, Errors> {
    if request.wish == Wish::Create {
        return create(actor, request, entry, related);
    }
    // Whoever may not see it is told what he would be told if it did not exist: neither its state nor its acts.
    let entry = entry
        .filter(|entry| Reader::Member(actor.side).sees(entry))
        .ok_or_else(|| vec![Error::NotFound { address: request.address.clone() }])?;
    let permit = permit(actor, deed(request, entry)?, entry).map_err(|fault| vec![fault])?;
    if let Some(yours) = request.on_version
        && yours != entry.version
    {
        return Err(vec![Error::Outdated { address: entry.address.clone(), yours, current: entry.version }]);
    }
    let mut changes = match permit.deed() {
        Deed::Create => unreachable!("creation is handled above"),
        Deed::Amend => amend(&permit, request)?,
        Deed::Translate => translation::translate(&permit, request)?,
        Deed::Take(row) => take(&permit, row, request, related)?,
        Deed::TakeBack(row) => halves::take_back(&permit, row, request)?,
        Deed::Review { field, lang } => translation::review(&permit, request, field, lang)?,
        Deed::Authenticate { field, lang } => translation::authenticate(&permit, request, field, lang)?,
    };
    after(&permit, request, related, &mut changes)?;
    let others = changes.writes.iter().skip(1).filter_map(|write| related.get(&write.entry.address));
    changes.lapsed.extend(others.flat_map(halves::given));
    Ok(changes)
}

/// The deed that a wish names, on the entry as it stands.
fn deed<'a>(request: &'a Request, entry: &Entry) -> Result<Deed<'a>, Errors> {
    let row = |act: &str| {
        entry.kind().row(act, entry.state).ok_or_else(|| {
            vec![Error::NoRow { address: entry.address.clone(), act: act.to_owned(), state: entry.state }]
        })
    };
    Ok(match &request.wish {
        Wish::Create => Deed::Create,
        Wish::Amend => Deed::Amend,
        Wish::Translate => Deed::Translate,
        Wish::Take(act) => Deed::Take(row(act)?),
        Wish::TakeBack(act) => Deed::TakeBack(row(act)?),
        Wish::Review { field, lang } => Deed::Review { field, lang },
        Wish::Authenticate { field, lang } => Deed::Authenticate { field, lang },
    })
}

/// The side that an entry of these fields belongs to.
pub(crate) fn side_of(kind: &Kind, fields: &Fields, actor: &Actor) -> Option<Side> {
    match kind.owner {
        Owner::Joint => None,
        Owner::Author => Some(actor.side),
        Owner::Named => fields.get("side").and_then(Value::plain).and_then(Side::parse),
    }
}

/// What is wrong with who may see an entry.
pub(crate) fn visibility_fault(entry: &Entry) -> Option<Error> {
    let kind = entry.kind();
    match (kind.visibility, entry.visibility) {
        (Visibility::Side, Visibility::Members | Visibility::Public) => {
            Some(Error::Internal { kind: kind.name })
        }
        (_, Visibility::Side) if entry.side.is_none() => Some(Error::JointSide),
        _ => None,
    }
}

fn amend(permit: &Permit, request: &Request) -> Result<Changes, Errors> {
    let mut entry = permit.entry().clone();
    let kind = entry.kind();
    let mut faults = value::write(kind, &mut entry.fields, &request.inputs).err().unwrap_or_default();
    faults.extend(value::missing(kind, &entry.fields));
    entry.visibility = request.visibility.unwrap_or(entry.visibility);
    if kind.owner == Owner::Named {
        entry.side = side_of(kind, &entry.fields, permit.actor());
    }
    faults.extend(visibility_fault(&entry));
    faults.extend(kept::faults(&entry, Some(permit.entry())));
    if !faults.is_empty() {
        return Err(faults);
    }
    // Nobody gives away what he could not have taken: the entry must be his before and after.
    let after = crate::permission::permit(permit.actor(), Deed::Amend, &entry);
    after.map_err(|_| vec![refused(permit.actor(), Deed::Amend, &entry)])?;
    Ok(changed(permit, entry, request))
}

/// The changes of one entry whose fields may have changed; halves that named the old version lapse.
pub(crate) fn changed(permit: &Permit, mut entry: Entry, request: &Request) -> Changes {
    let old = permit.entry();
    if entry == *old {
        return Changes::default();
    }
    let lapsed =
        if wording(&entry.fields) == wording(&old.fields) { Vec::new() } else { halves::lapse(&mut entry) };
    Changes { writes: vec![stamped(permit, entry, request)], lapsed, waiting_for: None }
}

/// An entry with its next version.
pub(crate) fn stamped(permit: &Permit, mut entry: Entry, request: &Request) -> Write {
    entry.version = permit.entry().version + 1;
    entry.changed_at = request.at;
    Write { entry, deed: permit.deed().name(), erases: false }
}

fn take(permit: &Permit, row: &'static Row, request: &Request, related: &Related) -> Result<Changes, Errors> {
    let entry = permit.entry();
    let mut faults = Errors::new();
    for name in request.inputs.keys().filter(|name| !row.writes.contains(name)) {
        faults.push(Error::NotWritten { act: row.act, field: (*name).to_owned() });
    }
    let mut fields = entry.fields.clone();
    faults.extend(value::write(entry.kind(), &mut fields, &request.inputs).err().unwrap_or_default());
    faults.extend(value::missing(entry.kind(), &fields));
    let seconds =
        entry.pending.get(row.act).is_some_and(|pending| !pending.halves.contains_key(&permit.actor().side));
    if row.reason && request.reason.as_deref().is_none_or(|text| text.trim().is_empty()) && !seconds {
        faults.push(Error::Reason { act: row.act });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if halves::needs_both(row, entry, &fields, |target| Some(related.get(target)?.side)) {
        return halves::confirm(permit, row, request, &fields, related);
    }
    if row.halves != Halves::One && entry.side.is_some_and(|side| side != permit.actor().side) {
        // Where one half is enough, it is the half of the entry's own side.
        return Err(vec![refused(permit.actor(), permit.deed(), entry)]);
    }
    let mut entry = entry.clone();
    let lapsed = halves::lapse(&mut entry);
    entry.fields = fields;
    arrive(&mut entry, row, request.reason.clone(), request.at);
    Ok(Changes { writes: vec![stamped(permit, entry, request)], lapsed, waiting_for: None })
}

/// Puts an entry into the state a row leads to.
pub(crate) fn arrive(entry: &mut Entry, row: &Row, reason: Option<String>, at: Timestamp) {
    if entry.state != row.to {
        entry.since = at;
    }
    if ["withdrawn", "lapsed"].contains(&row.to) {
        // A draft that is given up is shown to nobody who did not see it.
        entry.visibility = entry.visibility.min(audience(entry).visibility());
    }
    entry.state = row.to;
    entry.reason = reason.filter(|text| !text.trim().is_empty());
}
