//! Parts of a session's page: decisions, agenda, statements, instruments, minutes, participants.

use std::collections::BTreeMap;

use register::Side;
use register::address::Address;
use register::entry::Entry;

use super::around;
use crate::block::{Block, Column, Content, Fact, Panel, Table};
use crate::error::Failure;
use crate::shown::{Item, Titles, Words};
use crate::visit::Visit;

/// What was decided at a session.
pub(super) async fn decisions(visit: &mut Visit, session: &Entry) -> Result<Option<Block>, Failure> {
    table(visit, session, "decision", &["level", "recommendations"]).await
}

/// What was signed at a session.
pub(super) async fn instruments(visit: &mut Visit, session: &Entry) -> Result<Option<Block>, Failure> {
    table(visit, session, "instrument", &["type", "parties", "signed_on"]).await
}

async fn table(
    visit: &mut Visit,
    session: &Entry,
    kind: &str,
    fields: &[&str],
) -> Result<Option<Block>, Failure> {
    let entries = visit.naming(kind, &[&session.address]).await?;
    let Some(kind) = register::kind::kind(kind).filter(|_| !entries.is_empty()) else { return Ok(None) };
    let fields: Vec<_> = fields.iter().filter_map(|name| kind.field(name)).collect();
    let table = around::table_with(visit, kind, &entries, &fields).await?;
    let heading = words::kinds(visit.lang, kind);
    Ok(Some(Block::new(kind.plural.replace('_', "-"), heading, Content::Table(table))))
}

/// The agenda in the order of its numbers, with what came of each item.
pub(super) async fn agenda(visit: &mut Visit, session: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let mut items = visit.naming("agenda_item", &[&session.address]).await?;
    if items.is_empty() {
        return Ok(None);
    }
    items.sort_by_key(|item| by_number(item.plain("number").unwrap_or_default()));
    let row = |item: &Entry| {
        let outcome = item.plain("outcome").map(|word| Item::text(words::word(lang, word)));
        let text = item.text("outcome_text", lang.code()).map(|text| Item::Words(Words::of(text, lang)));
        vec![
            vec![Item::entry(item, lang)],
            item.plain("number").map(Item::text).into_iter().collect(),
            outcome.into_iter().chain(text).collect(),
            vec![Item::state(item, lang)],
        ]
    };
    let kind = session_kind("agenda_item");
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column::new(lang.say("web-number")),
        Column::new(lang.say("web-outcome")),
        Column::new(lang.say("web-state")),
    ];
    let heading = words::kinds(lang, kind);
    let table =
        Table { caption: heading.clone(), columns, rows: items.iter().map(row).collect(), more: None };
    Ok(Some(Block::new("agenda", heading, Content::Table(table))))
}

fn session_kind(name: &str) -> &'static register::kind::Kind {
    register::kind::kind(name).expect("the page of a session names kinds that exist")
}

/// 2 before 10, 3 before 3.1: numbers inside a text count as numbers.
fn by_number(text: &str) -> Vec<(u32, String)> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.map(|part| (part.parse().unwrap_or(u32::MAX), part.to_owned())).collect()
}

/// What each region introduced, and what it recommended.
pub(super) async fn statements(visit: &mut Visit, session: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let statements = visit.naming("statement", &[&session.address]).await?;
    if statements.is_empty() {
        return Ok(None);
    }
    let speakers: Vec<Address> = statements.iter().filter_map(speaker).collect();
    let titles = visit.register.look_at(visit.reader, &speakers).await?;
    let mut order: Vec<Option<Address>> = Vec::new();
    let mut said: BTreeMap<Option<Address>, [Vec<Item>; 2]> = BTreeMap::new();
    for statement in &statements {
        let speaker = speaker(statement);
        if !order.contains(&speaker) {
            order.push(speaker.clone());
        }
        let column = usize::from(statement.plain("type") == Some("recommended"));
        said.entry(speaker).or_default()[column].push(Item::entry(statement, lang));
    }
    let row = |speaker: Option<Address>| {
        let [introduced, recommended] = said.remove(&speaker).unwrap_or_default();
        let who = speaker.and_then(|speaker| titles.get(&speaker)).map(|entry| Item::entry(entry, lang));
        vec![vec![who.unwrap_or_else(|| Item::text(lang.say("web-unknown")))], introduced, recommended]
    };
    let rows = order.into_iter().map(row).collect();
    let columns = ["web-who", "web-introduced", "web-recommended"].map(|key| Column::new(lang.say(key)));
    let heading = words::kinds(lang, session_kind("statement"));
    let table = Table { caption: heading.clone(), columns: columns.into(), rows, more: None };
    Ok(Some(Block::new("statements", heading, Content::Table(table))))
}

/// Whoever is named first: a region, an office, a person, an organisation.
fn speaker(entry: &Entry) -> Option<Address> {
    let names = ["region", "office", "person", "organisation"].into_iter();
    names.filter_map(|name| entry.kind().field(name)).find_map(|field| entry.reference(field.name))
}

/// Minutes with the state of each language.
pub(super) async fn minutes(visit: &mut Visit, session: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let minutes = visit.naming("minutes", &[&session.address]).await?;
    if minutes.is_empty() {
        return Ok(None);
    }
    let row = |minutes: &Entry| {
        let languages = minutes.texts("text").into_iter().flatten().map(|(code, version)| {
            let state = words::text_state(lang, version.state);
            Item::text(lang.tell(
                "web-language-state",
                &[("language", words::language(lang, code).into()), ("state", state.into())],
            ))
        });
        vec![vec![Item::entry(minutes, lang)], languages.collect(), vec![Item::state(minutes, lang)]]
    };
    let kind = session_kind("minutes");
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column::new(lang.say("web-languages")),
        Column::new(lang.say("web-state")),
    ];
    let heading = words::kinds(lang, kind);
    let table =
        Table { caption: heading.clone(), columns, rows: minutes.iter().map(row).collect(), more: None };
    Ok(Some(Block::new("minutes", heading, Content::Table(table))))
}

/// Who took part, by side and capacity.
pub(super) async fn participants(visit: &mut Visit, session: &Entry) -> Result<Option<Block>, Failure> {
    let all = visit.naming("participation", &[&session.address]).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let who: Vec<Address> = all.iter().filter_map(speaker).collect();
    let titles = visit.register.look_at(visit.reader, &who).await?;
    let mut panels = Vec::new();
    for side in [Some(Side::A), Some(Side::B), None] {
        let facts = of_side(visit, &all, side, &titles);
        let heading = match side {
            Some(side) => visit.mechanism.side(side).clone(),
            None => Words::plain(visit.lang.say("web-neither-side")),
        };
        if !facts.is_empty() {
            panels.push(Panel::new(heading, facts));
        }
    }
    let heading = words::kinds(visit.lang, session_kind("participation"));
    Ok(Some(Block::new("participants", heading, Content::Pair(panels))))
}

/// Those of a side under their capacities; the absent stand apart.
fn of_side(visit: &Visit, all: &[Entry], side: Option<Side>, titles: &Titles) -> Vec<Fact> {
    let lang = visit.lang;
    let mut facts: Vec<Fact> = Vec::new();
    for entry in all.iter().filter(|entry| entry.side == side) {
        let label = match entry.state {
            "absent" => words::state(lang, entry.kind(), entry.state),
            _ => words::word(lang, entry.plain("capacity").unwrap_or_default()),
        };
        let text = entry.text("text", lang.code()).map(|text| Item::Words(Words::of(text, lang)));
        let who = speaker(entry).and_then(|who| titles.get(&who)).map(|who| Item::entry(who, lang)).or(text);
        let items = who.unwrap_or_else(|| Item::entry(entry, lang));
        match facts.iter_mut().find(|fact| fact.label == label) {
            Some(fact) => fact.items.push(items),
            None => facts.push(Fact::new(label, vec![items])),
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::by_number;

    #[test]
    fn an_agenda_is_in_the_order_of_its_numbers() {
        let mut numbers = ["10", "2", "3.1", "3", "A"];
        numbers.sort_by_key(|number| by_number(number));
        assert_eq!(numbers, ["2", "3", "3.1", "10", "A"]);
    }
}
