//! How a register begins, before anybody could act in it; and how somebody enrols.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::act::{Write, arrive};
use crate::address::Address;
use crate::entry::Entry;
use crate::error::{Error, Errors};
use crate::kind::{Kind, kind};
use crate::side::Side;
use crate::value::{self, Fields, Inputs, Value};

/// What a register begins with.
#[derive(Debug, Clone)]
pub struct Foundation {
    /// Fields of the mechanism.
    pub mechanism: Inputs,
    /// One administrator a side.
    pub administrators: [Administrator; 2],
    /// Member regions.
    pub members: Vec<Member>,
    /// When.
    pub at: Timestamp,
}

/// A member region.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its side.
    pub side: Side,
    /// Its key.
    pub key: String,
    /// Its fields.
    pub fields: Inputs,
}

/// The first user of a side.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// The side.
    pub side: Side,
    /// Fields of the user: name, language, mail address.
    pub fields: Inputs,
    /// SHA-256 of the token; a one-time token, unless the administrator is at this desk.
    pub token: String,
    /// Whether the administrator is at this desk, and need not enrol.
    pub present: bool,
}

/// The first entries: the mechanism and its administrators.
pub fn found(foundation: &Foundation) -> Result<Vec<Write>, Errors> {
    let mut writes = Vec::new();
    let mut faults = Errors::new();
    let by = address("user", &admin_key(foundation.administrators[0].side));
    for administrator in &foundation.administrators {
        let mut fields = Fields::new();
        let user = kind("user").expect("users exist");
        faults.extend(value::write(user, &mut fields, &administrator.fields).err().unwrap_or_default());
        fields.insert("side", Value::Plain(administrator.side.code().into()));
        fields.insert("roles", Value::List(vec!["administrator".into()]));
        fields.insert("token", Value::Plain(administrator.token.clone()));
        faults.extend(value::missing(user, &fields));
        let entry =
            first(user, &admin_key(administrator.side), Some(administrator.side), fields, &by, foundation.at);
        writes.push(Write { entry: entry.clone(), deed: "create", erases: false });
        if administrator.present {
            writes.push(enrolled(&entry, administrator.token.clone(), foundation.at));
        }
    }
    let mechanism = kind("mechanism").expect("the mechanism exists");
    let mut fields = Fields::new();
    faults.extend(value::write(mechanism, &mut fields, &foundation.mechanism).err().unwrap_or_default());
    faults.extend(value::missing(mechanism, &fields));
    let entry = first(mechanism, "mechanism", None, fields, &by, foundation.at);
    writes.push(Write { entry, deed: "create", erases: false });
    for member in &foundation.members {
        let region = kind("region").expect("regions exist");
        let mut fields = Fields::new();
        faults.extend(value::write(region, &mut fields, &member.fields).err().unwrap_or_default());
        fields.insert("side", Value::Plain(member.side.code().into()));
        faults.extend(value::missing(region, &fields));
        match Address::new(region, &member.key) {
            Ok(_) => {
                let entry = first(region, &member.key, Some(member.side), fields, &by, foundation.at);
                writes.push(Write { entry, deed: "create", erases: false });
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(writes) } else { Err(faults) }
}

fn admin_key(side: Side) -> String {
    format!("admin-{}", side.code())
}

fn address(name: &str, key: &str) -> Address {
    Address::new(kind(name).expect("the kind exists"), key).expect("the key is sound")
}

fn first(
    kind: &'static Kind,
    key: &str,
    side: Option<Side>,
    fields: Fields,
    by: &Address,
    at: Timestamp,
) -> Entry {
    Entry {
        address: address(kind.name, key),
        side,
        state: kind.first_state(),
        since: at,
        version: 1,
        visibility: kind.visibility,
        fields,
        reason: None,
        pending: BTreeMap::new(),
        bound: None,
        made_by: by.clone(),
        changed_at: at,
    }
}

/// A user with a token of his own, for the one-time token he was given.
///
/// # Errors
/// When the one-time token is not the user's, or was used before.
pub fn enrol(user: &Entry, one_time: &str, token: &str, at: Timestamp) -> Result<Write, Error> {
    if user.state != "invited" || user.plain("token") != Some(one_time) {
        return Err(Error::NotActive { user: user.address.clone() });
    }
    Ok(enrolled(user, token.to_owned(), at))
}

fn enrolled(user: &Entry, token: String, at: Timestamp) -> Write {
    let row = user.kind().row("enrol", "invited").expect("users enrol");
    let mut entry = user.clone();
    entry.fields.insert("token", Value::Plain(token));
    entry.version += 1;
    entry.changed_at = at;
    arrive(&mut entry, row, None, at);
    Write { entry, deed: row.act, erases: false }
}
