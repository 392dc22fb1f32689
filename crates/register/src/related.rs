//! The entries around the one that is acted on: which are needed, and what was found.

use std::collections::BTreeMap;

use crate::act::{Request, Wish};
use crate::address::Address;
use crate::entry::Entry;
use crate::kind::Form;
use crate::value::Input;

/// What [`act`](crate::act::act) needs to know beside the entry itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// An entry.
    Entry(Address),
    /// All entries of a kind that name an entry.
    Naming {
        /// The kind.
        kind: &'static str,
        /// The entry they name.
        to: Address,
    },
}

/// The entries that were found.
#[derive(Debug, Clone, Default)]
pub struct Related {
    entries: BTreeMap<Address, Entry>,
}

impl Related {
    /// Adds an entry.
    pub fn add(&mut self, entry: Entry) {
        self.entries.insert(entry.address.clone(), entry);
    }

    /// An entry by address.
    pub fn get(&self, address: &Address) -> Option<&Entry> {
        self.entries.get(address)
    }

    /// An entry by the text of its address.
    pub fn find(&self, text: &str) -> Option<&Entry> {
        Address::parse(text).ok().and_then(|address| self.entries.get(&address))
    }

    /// The entries of a kind that name another in a field.
    pub fn naming<'a>(
        &'a self,
        kind: &'static str,
        field: &'static str,
        to: &'a Address,
    ) -> impl Iterator<Item = &'a Entry> {
        self.entries
            .values()
            .filter(move |entry| entry.kind().name == kind && entry.references(field).contains(to))
    }
}

/// What an act needs, from the entry as it stands and what is to be written.
pub fn needs(request: &Request, entry: Option<&Entry>) -> Vec<Need> {
    let named = |field: &'static str| {
        let input = match request.inputs.get(field) {
            Some(Input::Plain(text)) => address(field, &request.address, text),
            _ => None,
        };
        input.or_else(|| entry.and_then(|entry| proposed(entry, field).or_else(|| entry.reference(field))))
    };
    let mut needs = Vec::new();
    if let Some(signed) = &request.signed {
        needs.push(Need::Entry(signed.key.clone()));
    }
    let own = || request.address.clone();
    match request.address.kind().name {
        "opinion" => {
            if let Some(recommendation) = named("recommendation") {
                needs.push(Need::Entry(recommendation.clone()));
                needs.push(Need::Naming { kind: "opinion", to: recommendation });
            }
        }
        "recommendation" => {
            needs.push(Need::Naming { kind: "opinion", to: own() });
            if let Some(into) = named("merged_into") {
                needs.push(Need::Naming { kind: "opinion", to: into.clone() });
                needs.push(Need::Entry(into));
            }
        }
        "agenda_item" => needs.extend(named("carried_from").map(Need::Entry)),
        "minutes" => needs.extend(named("session").map(Need::Entry)),
        "statement" => needs.extend(named("session").map(|to| Need::Naming { kind: "minutes", to })),
        "change_request" => {
            if let Some(project) = named("project") {
                needs.push(Need::Naming { kind: "report", to: project.clone() });
                needs.push(Need::Naming { kind: "change_request", to: project.clone() });
                needs.push(Need::Entry(project));
            }
        }
        "milestone" | "indicator" => needs.extend(named("project").map(Need::Entry)),
        "project" => needs.push(Need::Naming { kind: "report", to: own() }),
        "claim" if request.wish == Wish::Take("prefer".into()) => {
            needs.extend(named("about").map(|to| Need::Naming { kind: "claim", to }));
        }
        "person" => needs.push(Need::Naming { kind: "post", to: own() }),
        "interest" => needs.extend(named("partner_profile").map(Need::Entry)),
        "analysis_run" => needs.extend(named("dataset").map(Need::Entry)),
        "weak_link" => needs.extend(named("run").map(Need::Entry)),
        _ => {}
    }
    needs
}

/// What an act that one side has confirmed will write into a field.
fn proposed(entry: &Entry, field: &str) -> Option<Address> {
    let writes = entry.pending.values().find_map(|pending| pending.writes.get(field)?.as_ref()?.plain());
    writes.and_then(|text| Address::parse(text).ok())
}

/// The address that a field's text means, in its full or its short form.
fn address(field: &str, of: &Address, text: &str) -> Option<Address> {
    let (Form::Ref(kinds) | Form::Refs(kinds)) = of.kind().field(field)?.form else { return None };
    match (text.trim().contains('/'), kinds) {
        (false, [only]) => Address::new(crate::kind::kind(only)?, text.trim()).ok(),
        _ => Address::parse(text.trim()).ok(),
    }
}
