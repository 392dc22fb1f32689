//! The page of one entry, whatever its kind: what it is, what came of it, what it says, what goes with it.

pub(crate) mod around;
pub(crate) mod claims;
mod facts;
mod file;
mod halves;
mod history;
mod indicators;
mod parts;
mod project;
mod recommendation;
mod region;
mod session;
mod session_parts;
mod strategy;
pub(crate) mod thread;
mod tie;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use register::address::Address;
use register::entry::Entry;
use register::signal::Signal;

use crate::acting::create;
use crate::acting::deed::{self, OfferedAct};
use crate::block::{Block, Fact};
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::{Item, Words, title};
use crate::visit::Visit;

pub(crate) use file::{dataset_file, file, result_file};
pub(crate) use history::history;
pub(crate) use tie::happenings;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: Frame,
    kind: String,
    title: Words,
    number: Option<String>,
    key: String,
    state: Item,
    since: Item,
    reason: Option<String>,
    /// What became of it, in plain words.
    sentences: Vec<String>,
    /// What a reader asks first: by whom, when, where.
    head: Vec<Fact>,
    /// What a reader should look at.
    signals: Vec<String>,
    /// Which half of which act is there, and which is missing.
    halves: Vec<halves::HalfLine>,
    audience: Option<String>,
    /// The parts of the page that have something in them.
    blocks: Vec<Block>,
    /// What may be done with it, and what can be made that names it.
    acts: Vec<OfferedAct>,
    beside: Vec<OfferedAct>,
    /// What was done a moment ago.
    done: Option<String>,
    versions: String,
    history: String,
}

/// The address of the entry that a path names, or where it really is.
pub(crate) async fn show(visit: Visit, Path((_, kind, key)): Path<(String, String, String)>) -> Answer {
    let address = address(&kind, &key)?;
    // The mechanism's own page is the front page.
    if address.kind().name == "mechanism" {
        return Ok(Redirect::permanent(&visit.path("")).into_response());
    }
    draw(visit, &address).await
}

/// An address from the parts of a path.
pub(crate) fn address(kind: &str, key: &str) -> Result<Address, Failure> {
    let kind = register::kind::kind(&kind.replace('-', "_")).ok_or_else(Failure::not_found)?;
    Address::new(kind, key).map_err(|_| Failure::not_found())
}

async fn draw(mut visit: Visit, address: &Address) -> Answer {
    let entry = visit.must_see(address).await?;
    let lang = visit.lang;
    let kind = entry.kind();
    let title = title(&entry, lang);
    let today = visit.register.today(&entry, visit.now).await?;
    let signals = register::signal::signals(&entry, today);
    let signals: Vec<String> = signals.iter().filter_map(|signal| notice(&visit, &entry, signal)).collect();
    let parts = parts::parts(&mut visit, &entry).await?;
    let plural = words::kinds(lang, kind);
    let frame = visit.frame(title.text.clone()).await?;
    let frame = frame.under(&format!("/{}", kind.plural.replace('_', "-")), plural);
    page(&EntryPage {
        kind: words::kind(lang, kind),
        number: kind.field("number").and_then(|field| entry.plain(field.name)).map(str::to_owned),
        key: entry.address.key().to_owned(),
        state: Item::state(&entry, lang),
        since: Item::day(entry.since, lang),
        reason: entry.reason.clone(),
        signals: signals.into_iter().chain(parts.notices).collect(),
        sentences: parts.sentences,
        head: parts.head,
        halves: halves::lines(&visit, &entry),
        audience: visit.actor.as_ref().map(|_| audience(&visit, &entry)),
        acts: deed::offers(&visit, &entry),
        beside: create::beside(&visit, &entry),
        done: done(&visit, &entry),
        versions: lang.tell("web-versions", &[("n", (entry.version as usize).into())]),
        history: format!("{}/history", visit.path(&crate::shown::place_of(&entry.address))),
        frame,
        title,
        blocks: parts.blocks,
    })
}

/// What the address says was done a moment ago, in the words of the kind; of a half that it is one, as the entry has it.
fn done(visit: &Visit, entry: &Entry) -> Option<String> {
    let (_, question) = visit.place.split_once('?')?;
    let act = question.split('&').find_map(|part| part.strip_prefix("done="))?.replace('-', "_");
    let (taken_back, act) = match act.strip_prefix("take_back_") {
        Some(act) => (true, act),
        None => (false, act.as_str()),
    };
    let (lang, kind) = (visit.lang, entry.kind());
    let known = ["create", "amend", "translate"].contains(&act) || kind.rows.iter().any(|row| row.act == act);
    let mut label = known.then(|| words::act(lang, kind, act))?;
    if taken_back {
        label = lang.tell("web-take-back", &[("act", label.into())]);
    }
    let is_half = entry.pending.contains_key(act) && !taken_back;
    Some(lang.tell(if is_half { "web-done-half" } else { "web-done" }, &[("act", label.into())]))
}

/// What the dates of an entry say, for its row in a table; that a language is behind stands on its page.
pub(crate) async fn notices(visit: &mut Visit, entry: &Entry) -> Result<Vec<String>, Failure> {
    let today = visit.register.today(entry, visit.now).await?;
    let signals = register::signal::signals(entry, today);
    let dated = signals.iter().filter(|signal| !matches!(signal, Signal::Behind { .. }));
    Ok(dated.filter_map(|signal| notice(visit, entry, signal)).collect())
}

/// What waits for a half is told beside the halves.
fn notice(visit: &Visit, entry: &Entry, signal: &Signal) -> Option<String> {
    if matches!(signal, Signal::Waiting { .. }) {
        return None;
    }
    let (sides, utc) = (visit.mechanism.side_names(), jiff::tz::TimeZone::UTC);
    Some(words::signal(visit.lang, entry.kind(), signal, sides, &utc))
}

fn audience(visit: &Visit, entry: &Entry) -> String {
    words::audience(visit.lang, register::actor::audience(entry), visit.mechanism.side_names())
}

#[cfg(test)]
mod tests {
    use register::kind::kind_or_plural;
    use register::kinds;

    use super::*;

    #[test]
    fn every_kind_has_the_address_of_an_entry_and_of_a_list() {
        for kind in kinds::ALL {
            let of_entry = Address::new(kind, "K-1").expect("this is a key");
            let place = crate::shown::place_of(&of_entry);
            let [name, key] = place.trim_start_matches('/').split('/').collect::<Vec<_>>()[..] else {
                panic!("{place}");
            };
            assert_eq!(address(name, key).ok(), Some(of_entry), "{place}");
            let plural = kind.plural.replace('_', "-");
            assert_eq!(kind_or_plural(&plural).map(|found| found.name), Some(kind.name), "{plural}");
            // Words of other pages go before lists and entries in the table of routes.
            for taken in [
                "news", "roadmap", "members", "search", "help", "side", "pair", "links", "link", "balance",
                "map",
            ] {
                assert!(name != taken && plural != taken, "{taken}");
            }
        }
    }
}
