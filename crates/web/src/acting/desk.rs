//! The desk of somebody who is logged in: what is due, what waits for the own side, what can be begun.

use askama::Template;
use register::entry::Entry;
use register::signal;
use register::text::TextState;
use store::views::{Due, DueFilter};
use store::{Filter, Order};

use super::create;
use super::deed::OfferedAct;
use super::{login, must_be_logged_in};
use crate::block::{Block, Column, Content, Event, Table};
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::pages::roadmap::{link, state};
use crate::shown::{Item, day};
use crate::visit::Visit;

/// Entries changed last, among which languages that are missing are looked for.
const LOOKED_AT: usize = 200;
/// Days ahead of which the desk tells.
const AHEAD_DAYS: i32 = signal::SOON_DAYS;
/// Lines of each part of the desk.
const MOST: usize = 30;

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    frame: Frame,
    who: String,
    ends: String,
    blocks: Vec<Block>,
    begin: Vec<OfferedAct>,
    administrator: bool,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    draw(visit).await
}

async fn draw(mut visit: Visit) -> Answer {
    let actor = must_be_logged_in(&visit)?;
    let lang = visit.lang;
    let roles: Vec<String> = actor.roles.iter().map(|role| words::role(lang, *role)).collect();
    let side = visit.mechanism.side(actor.side).text.clone();
    let mut blocks = vec![waiting(&mut visit).await?, due(&mut visit).await?];
    blocks.extend(translations(&mut visit).await?);
    blocks.push(today(&mut visit).await?);
    let begin = |kind: &'static register::kind::Kind| OfferedAct {
        href: visit.path(&format!("/new/{}", kind.name.replace('_', "-"))),
        label: words::kind(lang, kind),
    };
    let ends = visit
        .caller
        .login
        .as_ref()
        .map_or_else(String::new, |login| crate::shown::moment(lang, login.until()));
    page(&DeskPage {
        begin: create::kinds(&actor).map(begin).collect(),
        who: format!("{} · {side} · {}", actor.user.key(), lang.list(&roles)),
        ends: lang.tell("web-login-ends", &[("when", ends.into())]),
        administrator: actor.roles.contains(&register::kind::Role::Administrator),
        frame: visit.frame(lang.say("web-desk")).await?,
        blocks,
    })
}

/// What waits for the half of the own side.
async fn waiting(visit: &mut Visit) -> Result<Block, Failure> {
    let lang = visit.lang;
    let side = must_be_logged_in(visit)?.side;
    let filter = Filter { waiting: true, ..Filter::default() };
    let mut rows = Vec::new();
    for entry in visit.register.list(visit.reader, &filter).await? {
        for (act, pending) in &entry.pending {
            if let Some((missing, since)) = pending.missing().filter(|(missing, _)| *missing == side) {
                debug_assert_eq!(missing, side);
                rows.push(vec![
                    vec![Item::entry(&entry, lang)],
                    vec![Item::text(words::kind(lang, entry.kind()))],
                    vec![Item::text(words::act(lang, entry.kind(), act))],
                    vec![Item::day(since, lang)],
                ]);
            }
        }
    }
    let columns = columns(visit, &["web-entry", "web-kind", "web-act", "web-since"]);
    let heading = lang.say("web-desk-waiting");
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Block::new("waiting", heading, Content::Table(table)))
}

fn columns(visit: &Visit, keys: &[&str]) -> Vec<Column> {
    keys.iter().map(|key| Column::new(visit.lang.say(key))).collect()
}

/// What the own side owes, the longest overdue first; of whoever speaks for regions, what those owe.
async fn due(visit: &mut Visit) -> Result<Block, Failure> {
    let lang = visit.lang;
    let actor = must_be_logged_in(visit)?;
    let filter = DueFilter { side: Some(actor.side), within_days: AHEAD_DAYS };
    let mut all = visit.register.due(visit.reader, filter, visit.now, lang.code()).await?;
    all.retain(|due| due.waiting.is_none());
    if !actor.regions.is_empty() {
        all.retain(|due| due.owed_by.iter().any(|owner| actor.regions.contains(owner)));
    }
    all.truncate(MOST);
    let row = |due: &Due| {
        let days = due.days.unwrap_or_default();
        let signal =
            if days < 0 { signal::Signal::Overdue { days: -days } } else { signal::Signal::DueSoon { days } };
        let (sides, utc) = (visit.mechanism.side_names(), jiff::tz::TimeZone::UTC);
        vec![
            vec![link(visit, &due.entry)],
            vec![Item::text(words::kind(lang, due.entry.address.kind()))],
            due.due.iter().map(|date| Item::date(date, lang)).collect(),
            vec![Item::text(words::signal(lang, due.entry.address.kind(), &signal, sides, &utc))],
            vec![state(visit, &due.entry)],
        ]
    };
    let rows = all.iter().map(row).collect();
    let columns = columns(visit, &["web-entry", "web-kind", "web-due", "web-signal", "web-state"]);
    let heading = lang.say("web-desk-due");
    Ok(Block::new(
        "due",
        heading.clone(),
        Content::Table(Table { caption: heading, columns, rows, more: None }),
    ))
}

/// Languages that are missing, behind or only machine-made, among what was changed last.
async fn translations(visit: &mut Visit) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let filter =
        Filter { limit: Some(LOOKED_AT), order: Order::Changed { newest_first: true }, ..Filter::default() };
    let langs = visit.mechanism.entry.items("languages").to_vec();
    let side = must_be_logged_in(visit)?.side;
    let entries = visit.register.list(visit.reader, &filter).await?;
    let own = entries.iter().filter(|entry| entry.side.is_none_or(|of| of == side));
    let rows: Vec<_> = own
        .filter_map(|entry| {
            let open = open_languages(entry, &langs);
            let named: Vec<String> = open.iter().map(|code| words::language(lang, code)).collect();
            (!open.is_empty())
                .then(|| vec![vec![Item::entry(entry, lang)], vec![Item::text(lang.list(&named))]])
        })
        .take(MOST)
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let columns = columns(visit, &["web-entry", "web-languages"]);
    let heading = lang.say("web-desk-translations");
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("translations", heading, Content::Table(table))))
}

fn open_languages<'a>(entry: &Entry, langs: &'a [String]) -> Vec<&'a String> {
    let texts: Vec<_> = entry.kind().fields.iter().filter_map(|field| entry.texts(field.name)).collect();
    let open = |code: &&String| {
        texts.iter().any(|texts| {
            texts.get(*code).is_none_or(|version| version.behind || version.state == TextState::Machine)
        })
    };
    langs.iter().filter(open).collect()
}

/// What was done last, as far as the reader may see it.
async fn today(visit: &mut Visit) -> Result<Block, Failure> {
    let lang = visit.lang;
    let filter =
        Filter { limit: Some(MOST), order: Order::Changed { newest_first: true }, ..Filter::default() };
    let entries = visit.register.list(visit.reader, &filter).await?;
    let event = |entry: &Entry| Event {
        date: Some(Item::Date { machine: entry.changed_at.to_string(), text: day(lang, entry.changed_at) }),
        kind: words::kind(lang, entry.kind()),
        what: Item::entry(entry, lang),
        state: Some(Item::state(entry, lang)),
        note: None,
        depth: 0,
        more: None,
    };
    let events = entries.iter().map(event).collect();
    Ok(Block::new("changes", lang.say("web-desk-changes"), Content::Line(events)))
}
