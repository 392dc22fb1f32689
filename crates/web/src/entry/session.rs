//! A session: who met, when and where; what became of its recommendations; agenda, statements, decisions, minutes.

use register::date::Date;
use register::entry::Entry;
use store::views::{Became, Brief, Outcome};
use store::{Filter, Order};

use super::parts::{Parts, rest};
use super::{facts, session_parts};
use crate::block::{Block, Column, Content, Fact, Table};
use crate::error::Failure;
use crate::pages::roadmap::{link, state};
use crate::shown::{Item, Titles, items, period, shape};
use crate::visit::Visit;

const HEAD: &[&str] = &["place", "chairs", "host", "key_areas", "body"];
/// Fields that the head shows in its own way.
const SHOWN: &[&str] = &["start", "end", "zone"];
/// Kinds that stand in parts of their own.
const KINDS: &[&str] = &[
    "recommendation",
    "agenda_item",
    "statement",
    "decision",
    "instrument",
    "participation",
    "minutes",
    "claim",
];
/// So many of what came of a recommendation stand in its row.
const FOLLOWED: usize = 3;

pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let lang = visit.lang;
    let mut parts = Parts::default();
    parts.head.extend(period(entry, lang).map(|when| Fact::new(lang.say("web-when"), vec![when])));
    if entry.flag("online") {
        parts
            .head
            .push(Fact::new(visit.label("session", "online"), vec![Item::text(words::word(lang, "yes"))]));
    }
    parts.head.extend(facts::chosen(visit, entry, HEAD).await?);
    parts.head.extend(beside(visit, entry).await?);
    let outcome = visit.register.outcome(visit.reader, &entry.address, lang.code()).await?;
    if let Some(outcome) = outcome.filter(|outcome| !outcome.recommendations.is_empty()) {
        parts.blocks.push(recommendations(visit, &outcome).await?);
    }
    parts.blocks.extend(session_parts::decisions(visit, entry).await?);
    parts.blocks.extend(session_parts::agenda(visit, entry).await?);
    parts.blocks.extend(session_parts::statements(visit, entry).await?);
    parts.blocks.extend(session_parts::instruments(visit, entry).await?);
    parts.blocks.extend(session_parts::minutes(visit, entry).await?);
    parts.blocks.extend(session_parts::participants(visit, entry).await?);
    parts.blocks.extend(facts::texts(visit, entry));
    let shown = [HEAD, SHOWN, &["online"]].concat();
    rest(visit, entry, &shown, KINDS, &mut parts).await?;
    Ok(parts)
}

/// The sessions of the same body, or of the same type, before and after this one.
async fn beside(visit: &mut Visit, entry: &Entry) -> Result<Vec<Fact>, Failure> {
    let lang = visit.lang;
    let filter = Filter { kind: Some(entry.kind()), order: Order::default(), ..Filter::default() };
    let mut sessions = visit.register.list(visit.reader, &filter).await?;
    let same = |session: &Entry| {
        session.plain("body") == entry.plain("body") && session.plain("type") == entry.plain("type")
    };
    let day = |session: &Entry| session.date("start").and_then(Date::first_day);
    sessions.retain(same);
    sessions.sort_by_key(day);
    let Some(here) = sessions.iter().position(|session| session.address == entry.address) else {
        return Ok(Vec::new());
    };
    let fact = |key: &str, session: Option<&Entry>| {
        let mut shown = vec![Item::entry(session?, lang)];
        shown.extend(period(session?, lang));
        Some(Fact::new(lang.say(key), shown))
    };
    let before = here.checked_sub(1).and_then(|k| sessions.get(k));
    let facts = [fact("web-session-before", before), fact("web-session-after", sessions.get(here + 1))];
    Ok(facts.into_iter().flatten().collect())
}

/// Each recommendation with both answers and what became of it.
async fn recommendations(visit: &mut Visit, outcome: &Outcome) -> Result<Block, Failure> {
    let lang = visit.lang;
    let mut authors: Vec<_> =
        outcome.recommendations.iter().flat_map(|became| became.authors.clone()).collect();
    authors.sort_unstable();
    authors.dedup();
    let titles: Titles = visit.register.look_at(visit.reader, &authors).await?;
    let rows = outcome.recommendations.iter().map(|became| row(visit, became, &titles)).collect();
    let [a, b] = visit.mechanism.side_names().map(str::to_owned);
    let kind = register::kind::kind("recommendation").expect("there are recommendations");
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column::new(lang.say("web-recommended-by")),
        Column::new(a),
        Column::new(b),
        Column::new(lang.say("web-outcome")),
        Column::new(lang.say("web-thread")),
    ];
    let heading = lang.say("web-session-recommendations");
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Block::new("recommendations", heading, Content::Table(table)).lead(totals(visit, outcome)))
}

/// How many came to what.
fn totals(visit: &Visit, outcome: &Outcome) -> String {
    let lang = visit.lang;
    let kind = register::kind::kind("recommendation").expect("there are recommendations");
    let count = |state: &&'static str| {
        let n = outcome.recommendations.iter().filter(|became| became.recommendation.state == *state).count();
        (n > 0).then(|| format!("{} – {}", words::state(lang, kind, state), lang.count(n)))
    };
    let counts: Vec<String> = kind.states.iter().filter_map(count).collect();
    let n = outcome.recommendations.len();
    let mut text = lang.tell("web-session-totals", &[("n", n.into()), ("counts", lang.list(&counts).into())]);
    if outcome.n_agreed_without_trace > 0 {
        let without = [("n", outcome.n_agreed_without_trace.into())];
        text = format!("{text} {}", lang.tell("web-session-without-trace", &without));
    }
    text
}

fn row(visit: &Visit, became: &Became, titles: &Titles) -> Vec<Vec<Item>> {
    let lang = visit.lang;
    let answer = |side| {
        let given = became.opinions.iter().filter(|answer| answer.side == side);
        let item = |answer: &store::views::Answer| {
            let drawn = shape(&answer.answer);
            let word = words::word(lang, &answer.answer);
            Item::State { word, class: drawn.class(), sign: drawn.sign() }
        };
        given.map(item).collect::<Vec<_>>()
    };
    vec![
        vec![link(visit, &became.recommendation)],
        items(became.authors.iter().filter_map(|author| titles.get(author)), lang),
        answer(register::Side::A),
        answer(register::Side::B),
        vec![state(visit, &became.recommendation)],
        followed(visit, became),
    ]
}

fn followed(visit: &Visit, became: &Became) -> Vec<Item> {
    let lang = visit.lang;
    let named =
        |brief: &&Brief| !["milestone", "report", "change_request"].contains(&brief.address.kind().name);
    let all: Vec<&Brief> = became.followed_by.iter().filter(named).collect();
    let mut items: Vec<Item> = all.iter().take(FOLLOWED).map(|brief| link(visit, brief)).collect();
    if all.len() > FOLLOWED {
        items.push(Item::text(lang.tell("web-and-more", &[("n", (all.len() - FOLLOWED).into())])));
    }
    if became.without_trace {
        items.push(Item::text(lang.say("web-thread-empty")));
    }
    items
}
