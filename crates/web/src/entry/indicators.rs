//! The numbers by which a project is followed: from where, to where, how far. What is not known is said so, never zero.

use register::entry::Entry;

use crate::block::{Block, Column, Content, Table};
use crate::error::Failure;
use crate::shown::{Item, Words, date, number};
use crate::visit::Visit;

pub(super) async fn block(visit: &mut Visit, project: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let indicators = visit.naming("indicator", &[&project.address]).await?;
    if indicators.is_empty() {
        return Ok(None);
    }
    let row = |indicator: &Entry| {
        let value = |field: &'static str| vec![value(visit, indicator, field)];
        vec![
            vec![Item::entry(indicator, lang)],
            indicator.plain("unit").map(|unit| Item::Words(Words::as_written(unit))).into_iter().collect(),
            value("baseline"),
            value("target"),
            value("actual"),
        ]
    };
    let numeric = |field| Column { numeric: true, ..Column::new(visit.label("indicator", field)) };
    let kind = register::kind::kind("indicator").expect("there are indicators");
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column::new(visit.label("indicator", "unit")),
        numeric("baseline"),
        numeric("target"),
        numeric("actual"),
    ];
    let heading = words::kinds(lang, kind);
    let rows = indicators.iter().map(row).collect();
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("indicators", heading, Content::Table(table))))
}

/// A value with its date in brackets.
fn value(visit: &Visit, indicator: &Entry, field: &'static str) -> Item {
    let lang = visit.lang;
    let Some(text) = indicator.plain(field) else { return Item::text(lang.say("web-unknown")) };
    let value = number(lang, text);
    let at = match field {
        "baseline" => "baseline_date",
        "target" => "target_date",
        _ => "actual_date",
    };
    Item::Number(match indicator.plain(at) {
        Some(at) => lang.tell("web-value-at", &[("value", value.into()), ("date", date(lang, at).into())]),
        None => value,
    })
}
