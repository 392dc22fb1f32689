//! How an entry is made.

use crate::act::{Changes, Request, Write, side_of, visibility_fault};
use crate::actor::{Actor, Reader};
use crate::consequences::{after, before};
use crate::entry::Entry;
use crate::error::{Error, Errors};
use crate::kept;
use crate::kind::{Kind, Owner};
use crate::permission::{Deed, permit};
use crate::related::Related;
use crate::value::{self, Fields, Input, Inputs};

/// The entry that a request makes, with what follows from it.
pub(crate) fn create(
    actor: &Actor,
    request: &Request,
    entry: Option<&Entry>,
    related: &Related,
) -> Result<Changes, Errors> {
    if let Some(entry) = entry {
        let address = request.address.clone();
        // That there is a draft of the other side is not told; a key is refused for several reasons.
        let seen = Reader::Member(actor.side).sees(entry);
        return Err(vec![if seen { Error::Exists { address } } else { Error::KeyRefused { address } }]);
    }
    let kind = request.address.kind();
    let mut inputs = request.inputs.clone();
    if kind.owner == Owner::Named {
        inputs.entry("side").or_insert_with(|| Input::Plain(actor.side.code().to_owned()));
    }
    let (fields, mut faults) = readable(kind, inputs);
    let made = drafted(actor, request, kind, fields);
    let missing = value::missing(kind, &made.fields)
        .into_iter()
        .filter(|fault| !told(&faults, fault))
        .collect::<Errors>();
    faults.extend(missing);
    if faults.is_empty() {
        faults.extend(visibility_fault(&made));
        faults.extend(kept::faults(&made, None));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let permit = permit(actor, Deed::Create, &made).map_err(|fault| vec![fault])?;
    let mut entry = made.clone();
    before(&mut entry, related)?;
    let mut changes =
        Changes { writes: vec![Write { entry, deed: "create", erases: false }], ..Changes::default() };
    after(&permit, request, related, &mut changes)?;
    Ok(changes)
}

/// The fields that can be read, so that only those are called missing that are, and what is wrong with the others.
fn readable(kind: &'static Kind, inputs: Inputs) -> (Fields, Errors) {
    let mut fields = Fields::new();
    let mut faults = Errors::new();
    for input in inputs {
        faults.extend(value::write(kind, &mut fields, &Inputs::from([input])).err().unwrap_or_default());
    }
    (fields, faults)
}

/// Whether a field that is missing was told to be wrong already.
fn told(faults: &Errors, missing: &Error) -> bool {
    faults.iter().any(|fault| fault.field() == missing.field())
}

fn drafted(actor: &Actor, request: &Request, kind: &'static Kind, fields: Fields) -> Entry {
    Entry {
        address: request.address.clone(),
        side: side_of(kind, &fields, actor),
        state: kind.first_state(),
        since: request.at,
        version: 1,
        visibility: request.visibility.unwrap_or(kind.visibility),
        fields,
        reason: request.reason.clone(),
        pending: std::collections::BTreeMap::new(),
        bound: None,
        made_by: actor.user.clone(),
        changed_at: request.at,
    }
}
