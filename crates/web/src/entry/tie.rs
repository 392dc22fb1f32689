//! A tie: between whom, the instruments it is made of, what happened in it, whether it sleeps.

use jiff::civil::Date as Day;
use register::date::Date;
use register::entry::Entry;
use register::signal::{self, Signal};

use super::parts::Parts;
use super::{claims, facts, thread};
use crate::block::{Block, Content, Fact};
use crate::error::Failure;
use crate::pages::pair;
use crate::shown::{Item, Words};
use crate::visit::Visit;

const HEAD: &[&str] = &["of", "with", "level", "start"];

pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let lang = visit.lang;
    let happenings = happenings(visit, entry).await?;
    let mut parts = Parts { head: facts::chosen(visit, entry, HEAD).await?, ..Parts::default() };
    parts.head.extend(both(visit, entry));
    parts.notices.extend(sleeping(visit, entry, &happenings).await?);
    let events = thread::line(visit, &happenings).await?;
    let content =
        if events.is_empty() { Content::Say(vec![lang.say("web-tie-empty")]) } else { Content::Line(events) };
    parts.blocks.push(Block::new("line", lang.say("web-tie-line"), content));
    // What sources say of the instruments belongs here: an instrument's type decides what the tie is.
    let mut told = vec![entry.clone()];
    told.extend(happenings.into_iter().filter(|entry| entry.kind().name == "instrument"));
    parts.blocks.extend(claims::about(visit, &told).await?);
    parts.blocks.extend(facts::texts(visit, entry));
    parts.blocks.extend(facts::facts(visit, entry, HEAD).await?);
    let shown = ["instrument", "exchange", "claim"];
    parts.blocks.extend(super::around::around(visit, entry, &shown).await?);
    parts.blocks.extend(thread::back(visit, entry).await?);
    Ok(parts)
}

/// The instruments and exchange events of a tie.
pub(crate) async fn happenings(visit: &mut Visit, tie: &Entry) -> Result<Vec<Entry>, Failure> {
    let mut found = visit.naming("instrument", &[&tie.address]).await?;
    found.extend(visit.naming("exchange", &[&tie.address]).await?);
    Ok(found)
}

/// The way to everything between two regions.
fn both(visit: &Visit, tie: &Entry) -> Option<Fact> {
    let (of, with) = (tie.reference("of")?, tie.reference("with")?);
    let href = visit.path(&pair::place(&of, &with)?);
    let words = Words::plain(visit.lang.say("web-pair-all"));
    Some(Fact::new(visit.lang.say("web-pair"), vec![Item::Link { href, words }]))
}

/// That nothing has happened for long, when it is known when something happened last.
async fn sleeping(visit: &mut Visit, tie: &Entry, happenings: &[Entry]) -> Result<Option<String>, Failure> {
    if tie.state != "listed" {
        return Ok(None);
    }
    let fields = ["signed_on", "in_force_on", "end", "start"];
    let day = |entry: &Entry| -> Option<Day> {
        let filled = |name: &&str| entry.kind().field(name).and_then(|field| entry.date(field.name));
        fields.iter().filter_map(filled).filter_map(Date::last_day).max()
    };
    let last = happenings.iter().filter(|entry| entry.state != "cancelled").filter_map(day).max();
    let today = visit.register.today(tie, visit.now).await?;
    Ok(match signal::dormant(last, today) {
        Some(signal @ Signal::Dormant) => super::notice(visit, tie, &signal),
        _ => None,
    })
}
