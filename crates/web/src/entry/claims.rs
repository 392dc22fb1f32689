//! What sources say: where they disagree, every value stands with its source, and the preferred one is marked.

use register::entry::Entry;

use crate::block::{Block, Column, Content, Table};
use crate::error::Failure;
use crate::shown::{Item, Words};
use crate::visit::Visit;

/// What sources say about some entries.
pub(crate) async fn about(visit: &mut Visit, entries: &[Entry]) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let mut rows = Vec::new();
    for entry in entries {
        let mut claims = visit.naming("claim", &[&entry.address]).await?;
        claims.retain(|claim| claim.reference("about").as_ref() == Some(&entry.address));
        claims.sort_by_key(|claim| (claim.plain("property").map(str::to_owned), place(claim)));
        for claim in &claims {
            let mut row = row(visit, entry, claim);
            if entries.len() > 1 {
                row.insert(0, vec![Item::entry(entry, lang)]);
            }
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let field = |name| Column::new(visit.label("claim", name));
    let mut columns =
        vec![field("property"), field("value"), field("status"), field("source"), field("date")];
    columns.push(Column::new(lang.say("web-state")));
    if entries.len() > 1 {
        columns.insert(0, field("about"));
    }
    let heading = lang.say("web-sources");
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("sources", heading, Content::Table(table)).lead(lang.say("web-sources-about"))))
}

/// The preferred first, what nobody holds any more last.
fn place(claim: &Entry) -> usize {
    ["preferred", "normal", "deprecated"].iter().position(|state| *state == claim.state).unwrap_or(3)
}

fn row(visit: &Visit, entry: &Entry, claim: &Entry) -> Vec<Vec<Item>> {
    let lang = visit.lang;
    let property = claim.plain("property").unwrap_or_default();
    let field = entry.kind().field(property);
    let label =
        field.map_or_else(|| property.replace('_', " "), |field| words::field(lang, entry.kind(), field));
    let text = claim.text("text", lang.code()).map(|text| Item::Words(Words::of(text, lang)));
    let value = claim.plain("value").map(|value| match field.map(|field| field.form) {
        Some(register::kind::Form::Choice(words)) if words.contains(&value) => {
            Item::text(words::word(lang, value))
        }
        Some(register::kind::Form::Date) => Item::date(value, lang),
        Some(register::kind::Form::Count | register::kind::Form::Number) => {
            Item::Number(crate::shown::number(lang, value))
        }
        _ => Item::text(value),
    });
    let status = claim.plain("status").map(|status| Item::text(words::word(lang, status)));
    let source = claim.plain("source").map(Item::text);
    let url = claim.plain("url").map(|href| Item::Outside { href: href.to_owned() });
    vec![
        vec![Item::Link {
            href: visit.path(&crate::shown::place_of(&claim.address)),
            words: Words::plain(label),
        }],
        value.into_iter().chain(text).collect(),
        status.into_iter().collect(),
        source.into_iter().chain(url).collect(),
        claim.plain("date").map(|date| Item::date(date, lang)).into_iter().collect(),
        // Most claims are neither preferred nor given up; only what is either is worth a word.
        if claim.state == "normal" { Vec::new() } else { vec![Item::state(claim, lang)] },
    ]
}
