//! A project: who carries it, where it comes from, what it gave, its steps, numbers, reports and changes.

use register::Side;
use register::entry::Entry;

use super::parts::{Parts, rest};
use super::{around, facts, indicators, notices};
use crate::block::{Block, Column, Content, Fact, Table};
use crate::error::Failure;
use crate::shown::{Item, Words, items, period};
use crate::visit::Visit;

/// Where it comes from, and what it is about.
const HEAD: &[&str] =
    &["recommendation", "decision", "session", "organisations", "fields", "amount", "currency"];
const SHOWN: &[&str] = &["parties", "start", "end"];
/// Kinds that stand in parts of their own.
const KINDS: &[&str] = &["result", "milestone", "indicator", "report", "change_request", "claim"];

pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let lang = visit.lang;
    let mut parts = Parts { head: parties(visit, entry).await?, ..Parts::default() };
    parts.head.extend(period(entry, lang).map(|when| Fact::new(lang.say("web-when"), vec![when])));
    parts.head.extend(facts::chosen(visit, entry, HEAD).await?);
    parts.blocks.extend(results(visit, entry).await?);
    parts.blocks.extend(milestones(visit, entry).await?);
    parts.blocks.extend(indicators::block(visit, entry).await?);
    parts.blocks.extend(facts::texts(visit, entry));
    parts.blocks.extend(reports(visit, entry).await?);
    parts.blocks.extend(changes(visit, entry).await?);
    let shown = [HEAD, SHOWN].concat();
    rest(visit, entry, &shown, KINDS, &mut parts).await?;
    Ok(parts)
}

/// The parties under the names of their sides.
async fn parties(visit: &mut Visit, entry: &Entry) -> Result<Vec<Fact>, Failure> {
    let lang = visit.lang;
    let regions = visit.register.look_at(visit.reader, &entry.references("parties")).await?;
    let of_side = |side: Option<Side>| {
        let found: Vec<&Entry> = regions.values().filter(|region| region.side == side).collect();
        let label = match side {
            Some(side) => visit.mechanism.side(side).text.clone(),
            None => lang.say("web-neither-side"),
        };
        (!found.is_empty()).then(|| Fact::new(label, items(found, lang)))
    };
    Ok([Some(Side::A), Some(Side::B), None].into_iter().filter_map(of_side).collect())
}

/// What it gave: by whom it is claimed, and what the other side says of it.
async fn results(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let results = visit.naming("result", &[&entry.address]).await?;
    if results.is_empty() {
        return Ok(None);
    }
    let claimants: Vec<_> = results
        .iter()
        .flat_map(|result| ["region", "organisation"].map(|field| result.reference(field)))
        .flatten()
        .collect();
    let titles = visit.register.look_at(visit.reader, &claimants).await?;
    let mut rows = Vec::new();
    for result in &results {
        let by =
            ["region", "organisation"].into_iter().filter_map(|field| titles.get(&result.reference(field)?));
        let mut by = items(by, lang);
        if by.is_empty() {
            by.extend(result.side.map(|side| Item::Words(visit.mechanism.side(side).clone())));
        }
        let mut said = vec![Item::state(result, lang)];
        said.extend(answer(visit, result).map(Item::text));
        said.extend(notices(visit, result).await?.into_iter().map(Item::text));
        rows.push(vec![
            vec![Item::entry(result, lang)],
            measured(visit, result),
            result.plain("date").map(|date| Item::date(date, lang)).into_iter().collect(),
            by,
            said,
        ]);
    }
    let kind = register::kind::kind("result").expect("there are results");
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column { numeric: true, ..Column::new(visit.label("result", "value")) },
        Column::new(visit.label("result", "date")),
        Column::new(lang.say("web-claimed-by")),
        Column::new(lang.say("web-other-side-says")),
    ];
    let heading = words::kinds(lang, kind);
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("results", heading, Content::Table(table))))
}

/// A value with its unit.
fn measured(visit: &Visit, result: &Entry) -> Vec<Item> {
    let Some(value) = result.plain("value") else { return Vec::new() };
    let value = crate::shown::number(visit.lang, value);
    let unit = result.plain("unit").map(|unit| format!(" {unit}")).unwrap_or_default();
    vec![Item::Words(Words::as_written(format!("{value}{unit}")))]
}

/// Who confirmed or disputed it, and why.
fn answer(visit: &Visit, result: &Entry) -> Option<String> {
    let side = visit.mechanism.side(result.side?.other()).text.clone();
    let by = match result.state {
        "confirmed" | "disputed" => visit.lang.tell("web-by", &[("side", side.into())]),
        "settled" => visit.lang.say("web-both-sides"),
        _ => return None,
    };
    Some(result.reason.as_ref().map_or(by.clone(), |reason| format!("{by}: {reason}")))
}

/// Steps in the order of their dates, with what is due or overdue.
async fn milestones(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let mut steps = visit.naming("milestone", &[&entry.address]).await?;
    if steps.is_empty() {
        return Ok(None);
    }
    steps.sort_by_key(|step| step.date("due").and_then(register::date::Date::last_day));
    let mut rows = Vec::new();
    for step in &steps {
        let date = |field: &str| {
            step.plain(field).map(|date| Item::date(date, lang)).into_iter().collect::<Vec<_>>()
        };
        let mut state = vec![Item::state(step, lang)];
        state.extend(notices(visit, step).await?.into_iter().map(|text| Item::Words(Words::plain(text))));
        rows.push(vec![vec![Item::entry(step, lang)], date("due"), date("done"), state]);
    }
    let kind = register::kind::kind("milestone").expect("there are milestones");
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column::new(visit.label("milestone", "due")),
        Column::new(visit.label("milestone", "done")),
        Column::new(lang.say("web-state")),
    ];
    let heading = words::kinds(lang, kind);
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("milestones", heading, Content::Table(table))))
}

/// Reports that were written; those that are only expected are a schedule.
async fn reports(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let all = visit.naming("report", &[&entry.address]).await?;
    let (expected, written): (Vec<_>, Vec<_>) = all
        .into_iter()
        .filter(|report| report.state != "lapsed")
        .partition(|report| report.state == "expected");
    if written.is_empty() && expected.is_empty() {
        return Ok(None);
    }
    let kind = register::kind::kind("report").expect("there are reports");
    let dates: Vec<String> = expected
        .iter()
        .filter_map(|report| report.plain("due"))
        .map(|due| crate::shown::date(lang, due))
        .collect();
    let schedule = || lang.tell("web-reports-expected", &[("dates", lang.list(&dates).into())]);
    let heading = words::kinds(lang, kind);
    if written.is_empty() {
        return Ok(Some(Block::new("reports", heading, Content::Say(vec![schedule()]))));
    }
    let fields: Vec<_> =
        ["regions", "start", "end", "due"].iter().filter_map(|name| kind.field(name)).collect();
    let table = around::table_with(visit, kind, &written, &fields).await?;
    let block = Block::new("reports", heading, Content::Table(table));
    Ok(Some(if dates.is_empty() { block } else { block.lead(schedule()) }))
}

/// What was to be changed, for those who see it; what was changed stands in the versions.
async fn changes(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let requests = visit.naming("change_request", &[&entry.address]).await?;
    let Some(kind) = register::kind::kind("change_request").filter(|_| !requests.is_empty()) else {
        return Ok(None);
    };
    let fields: Vec<_> = ["region", "changes"].iter().filter_map(|name| kind.field(name)).collect();
    let table = around::table_with(visit, kind, &requests, &fields).await?;
    Ok(Some(Block::new("changes", words::kinds(visit.lang, kind), Content::Table(table))))
}
