//! What follows from an act elsewhere: opinions make an outcome, adopted minutes close a session, a change request
//! changes its project, a preferred claim displaces another.

use crate::act::{Changes, Request, Write, arrive};
use crate::actor::Reader;
use crate::address::Address;
use crate::date::Date;
use crate::entry::{Entry, version_hash, wording};
use crate::error::{Error, Errors};
use crate::permission::{Deed, Permit};
use crate::related::Related;
use crate::value::{self, Value};
use crate::{change_request, evidence, opinion, schedule};

/// What the register itself writes into an entry that is made.
pub(crate) fn before(entry: &mut Entry, related: &Related) -> Result<(), Errors> {
    match entry.kind().name {
        "opinion" => {
            let recommendation = considered(entry, related)?;
            let second = related
                .naming("opinion", "recommendation", &recommendation.address)
                .find(|other| other.side == entry.side && ["draft", "given", "final"].contains(&other.state));
            if let (Some(second), Some(side)) = (second, entry.side) {
                return Err(vec![Error::SecondOpinion { side, opinion: second.address.clone() }]);
            }
            entry.fields.insert("of_version", Value::Plain(considered_hash(recommendation)));
        }
        "agenda_item" if !entry.fields.contains_key("first_number") => {
            let carried = entry.reference("carried_from").and_then(|address| related.get(&address));
            let first = carried.and_then(|carried| carried.fields.get("first_number"));
            let number = first.unwrap_or(&entry.fields["number"]).clone();
            entry.fields.insert("first_number", number);
        }
        "milestone" | "indicator" => party(entry, related)?,
        "analysis_run" | "weak_link" => evidence::check(entry, related)?,
        _ => {}
    }
    Ok(())
}

/// Steps and numbers of a project are kept by its parties.
fn party(entry: &Entry, related: &Related) -> Result<(), Errors> {
    let project = entry.reference("project").and_then(|address| related.get(&address));
    let (Some(project), Some(region)) = (project, entry.reference("region")) else { return Ok(()) };
    if project.references("parties").contains(&region) {
        return Ok(());
    }
    Err(vec![Error::NoParty { region, project: project.address.clone() }])
}

/// Adds what follows from the first write of `changes`.
pub(crate) fn after(
    permit: &Permit,
    request: &Request,
    related: &Related,
    changes: &mut Changes,
) -> Result<(), Errors> {
    let Some(first) = changes.writes.first().cloned() else { return Ok(()) };
    let entry = &first.entry;
    let taken = match permit.deed() {
        // A half is no act yet.
        Deed::Take(row) if changes.waiting_for.is_none() => row.act,
        Deed::Take(_) => return Ok(()),
        _ => "",
    };
    let follow = Follow { request, related };
    match (entry.kind().name, taken) {
        ("opinion", "give") => reasoned(entry)?,
        ("opinion", "finish") => {
            reasoned(entry)?;
            follow.conclude(entry, changes)?;
        }
        ("opinion", "take_back") => drop(considered(entry, related)?),
        ("recommendation", "merge") => follow.merge(entry, changes)?,
        ("recommendation", "resume") => follow.lapse_opinions(entry, changes),
        ("recommendation", _)
            if permit.entry().state == "under_consideration"
                && wording(&entry.fields) != wording(&permit.entry().fields) =>
        {
            follow.lapse_opinions(entry, changes);
        }
        ("minutes", "adopt") => follow.move_named(entry, "session", "adopt_minutes", changes),
        ("statement", "correct") => follow.circulated(entry)?,
        ("change_request", "open") => change_request::open(&follow, changes)?,
        ("change_request", "agree" | "decline" | "withdraw") => {
            change_request::close(&follow, taken, permit.entry(), changes)?;
        }
        ("project", "start") => changes.writes.extend(schedule::renew(entry, related, request)),
        ("result", "confirm" | "settle") => today(&mut changes.writes[0].entry, "confirmed_on", request),
        ("result", "keep") => today(&mut changes.writes[0].entry, "kept_on", request),
        ("claim", "prefer") => follow.displace(entry, changes),
        ("person" | "user" | "partner_profile", "erase") => erase(&follow, changes)?,
        ("interest", "") if permit.deed() == Deed::Create => {
            follow.move_named(entry, "partner_profile", "receive_interest", changes);
        }
        _ => {}
    }
    Ok(())
}

/// The recommendation of an opinion, which must be under consideration.
fn considered<'a>(opinion: &Entry, related: &'a Related) -> Result<&'a Entry, Errors> {
    let address = opinion.reference("recommendation").expect("an opinion names its recommendation");
    let seen = |found: &&Entry| opinion.side.is_some_and(|side| Reader::Member(side).sees(found));
    let found = related.get(&address).filter(seen).ok_or_else(|| vec![Error::NotFound { address }])?;
    if found.state != "under_consideration" {
        return Err(vec![Error::RecommendationMoved { state: found.state }]);
    }
    Ok(found)
}

/// An opinion gives its reasons, unless it simply agrees.
fn reasoned(opinion: &Entry) -> Result<(), Errors> {
    let reasons = opinion.plain("answer") == Some("agreed") || opinion.texts("text").is_some();
    if reasons { Ok(()) } else { Err(vec![Error::MissingField { kind: "opinion", field: "text" }]) }
}

/// The hash of a recommendation that opinions name.
fn considered_hash(recommendation: &Entry) -> String {
    version_hash(&recommendation.address, "consider", &recommendation.fields)
}

fn today(entry: &mut Entry, field: &'static str, request: &Request) {
    let day = request.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    entry.fields.insert(field, Value::Plain(Date::Day(day).to_string()));
}

/// Everything about a person goes, except that there was an entry; of an entry that is about something else goes what it
/// says of a person.
fn erase(follow: &Follow, changes: &mut Changes) -> Result<(), Errors> {
    let write = &mut changes.writes[0];
    let (address, kind) = (write.entry.address.clone(), write.entry.kind());
    let in_office = match kind.name {
        "person" => {
            let mut posts = follow.related.naming("post", "person", &address);
            write.entry.flag("public_office") || posts.any(|post| post.plain("office").is_some())
        }
        "user" => write.entry.fields.contains_key("office"),
        _ => false,
    };
    if in_office {
        return Err(vec![Error::HoldsOffice { person: address }]);
    }
    let is_person = write.entry.state == "erased";
    write.entry.fields.retain(|name, _| {
        let personal = kind.field(name).is_some_and(|field| field.personal);
        *name == "side" || !(is_person || personal)
    });
    write.erases = true;
    Ok(())
}

/// Writes to other entries, with the act they follow from.
pub(crate) struct Follow<'a> {
    pub(crate) request: &'a Request,
    pub(crate) related: &'a Related,
}

impl Follow<'_> {
    /// Another entry moved along a row of its table; nothing when it is in no state for it.
    pub(crate) fn moved(&self, entry: &Entry, act: &str) -> Option<Write> {
        let row = entry.kind().row(act, entry.state)?;
        let mut entry = entry.clone();
        // The reason was given for the act it follows from.
        arrive(&mut entry, row, None, self.request.at);
        Some(self.stamped(entry, row.act))
    }

    /// Another entry with its next version; its halves lapse.
    pub(crate) fn stamped(&self, mut entry: Entry, deed: &'static str) -> Write {
        entry.version += 1;
        entry.changed_at = self.request.at;
        entry.pending.clear();
        Write { entry, deed, erases: false }
    }

    fn move_named(&self, entry: &Entry, field: &str, act: &str, changes: &mut Changes) {
        let named = entry.reference(field).and_then(|address| self.related.get(&address));
        changes.writes.extend(named.and_then(|named| self.moved(named, act)));
    }

    /// With both final opinions on the version as it stands, the recommendation has its outcome.
    fn conclude(&self, opinion: &Entry, changes: &mut Changes) -> Result<(), Errors> {
        let recommendation = considered(opinion, self.related)?;
        let hash = considered_hash(recommendation);
        let names_it = |opinion: &Entry| opinion.plain("of_version") == Some(hash.as_str());
        if !names_it(opinion) {
            return Err(vec![Error::RecommendationMoved { state: "changed" }]);
        }
        let other = self
            .related
            .naming("opinion", "recommendation", &recommendation.address)
            .find(|other| other.side != opinion.side && other.state == "final" && names_it(other));
        let answers = (opinion.plain("answer"), other.and_then(|other| other.plain("answer")));
        if let (Some(own), Some(others)) = answers {
            let act = format!("conclude_{}", opinion::combine(own, others));
            changes.writes.extend(self.moved(recommendation, &act));
        }
        Ok(())
    }

    /// A merge keeps both authors.
    fn merge(&self, merged: &Entry, changes: &mut Changes) -> Result<(), Errors> {
        let into = merged.reference("merged_into").ok_or_else(|| vec![missing("merged_into")])?;
        let fault = || vec![Error::Merge { address: merged.address.clone(), to: into.clone() }];
        let target = self.related.get(&into).filter(|target| {
            target.address != merged.address && ["submitted", "under_consideration"].contains(&target.state)
        });
        let mut target = target.ok_or_else(fault)?.clone();
        for field in ["authors", "fields", "partners", "organisations"] {
            let mut items = target.items(field).to_vec();
            items.extend(
                merged.items(field).iter().filter(|item| !target.items(field).contains(item)).cloned(),
            );
            if !items.is_empty() {
                target.fields.insert(
                    merged.kind().field(field).expect("a field of recommendations").name,
                    Value::List(items),
                );
            }
        }
        let target = self.stamped(target, "receive_merged");
        self.lapse_opinions(&target.entry, changes);
        changes.writes.push(target);
        self.lapse_opinions(merged, changes);
        Ok(())
    }

    /// Opinions on a version that is gone.
    fn lapse_opinions(&self, recommendation: &Entry, changes: &mut Changes) {
        let opinions = self.related.naming("opinion", "recommendation", &recommendation.address);
        changes.writes.extend(opinions.filter_map(|opinion| self.moved(opinion, "lapse")));
    }

    fn circulated(&self, statement: &Entry) -> Result<(), Errors> {
        let session = statement.reference("session").ok_or_else(|| vec![missing("session")])?;
        let circulated =
            self.related.naming("minutes", "session", &session).any(|minutes| minutes.state == "circulated");
        if circulated { Ok(()) } else { Err(vec![Error::NotCirculated]) }
    }

    /// Of several claims about one thing, one is preferred.
    fn displace(&self, preferred: &Entry, changes: &mut Changes) {
        let Some(about) = preferred.reference("about") else { return };
        let same = self.related.naming("claim", "about", &about).filter(|claim| {
            claim.address != preferred.address
                && claim.state == "preferred"
                && claim.plain("property") == preferred.plain("property")
        });
        changes.writes.extend(same.filter_map(|claim| self.moved(claim, "rank_normal")));
    }
}

fn missing(field: &'static str) -> Error {
    Error::MissingField { kind: "entry", field }
}

/// The address of an entry that a consequence makes.
pub(crate) fn made_address(kind: &'static crate::kind::Kind, key: &str) -> Option<Address> {
    Address::new(kind, key).ok()
}

/// Whether fields are complete, for entries that a consequence makes.
pub(crate) fn complete(entry: &Entry) -> bool {
    value::missing(entry.kind(), &entry.fields).is_empty()
}
