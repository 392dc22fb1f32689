//! Who takes part: the regions, offices, bodies and organisations of both sides.

use register::Side;
use register::entry::Entry;
use store::Filter;

use super::BlocksPage;
use crate::block::{Block, Column, Content, Table};
use crate::error::{Answer, Failure, page};
use crate::shown::{Item, items};
use crate::visit::Visit;

pub(crate) async fn show(mut visit: Visit) -> Answer {
    let visit = &mut visit;
    let lang = visit.lang;
    let mut blocks = Vec::new();
    let regions = all(visit, "region").await?;
    let offices = all(visit, "office").await?;
    let bodies = all(visit, "body").await?;
    for (id, side) in [("side-a", Some(Side::A)), ("side-b", Some(Side::B)), ("neither", None)] {
        let of_side = |entries: &[Entry]| -> Vec<Entry> {
            entries.iter().filter(|entry| entry.side == side).cloned().collect()
        };
        let (regions, offices, bodies) = (of_side(&regions), of_side(&offices), of_side(&bodies));
        if regions.is_empty() && offices.is_empty() && bodies.is_empty() {
            continue;
        }
        let heading = match side {
            Some(side) => visit.mechanism.side(side).text.clone(),
            None => lang.say("web-neither-side"),
        };
        let lead = lang.tell("web-members-count", &[("n", regions.len().into())]);
        blocks.push(Block::new(id, heading, Content::Table(table(visit, &regions))).lead(lead));
        for (kind, entries) in [("office", offices), ("body", bodies)] {
            if let Some(kind) = register::kind::kind(kind).filter(|_| !entries.is_empty()) {
                let heading = words::kinds(lang, kind);
                blocks.push(Block::new(
                    format!("{id}-{}", kind.name),
                    heading,
                    Content::List(items(&entries, lang)),
                ));
            }
        }
    }
    blocks.push(Block::new("also", lang.say("web-also"), Content::List(also(visit))));
    let heading = lang.say("web-members");
    let frame = visit.frame(heading.clone()).await?;
    page(&BlocksPage { frame, heading, lead: vec![lang.say("web-members-about")], blocks })
}

/// Both sides, and lists that stand in no menu.
fn also(visit: &Visit) -> Vec<Item> {
    let lists = ["strategy", "common_element", "tie", "organisation", "dataset"];
    let list = |kind: &'static register::kind::Kind| Item::Link {
        href: visit.path(&format!("/{}", kind.plural.replace('_', "-"))),
        words: crate::shown::Words::plain(words::kinds(visit.lang, kind)),
    };
    let sides = Side::BOTH.map(|side| super::side::link(visit, side)).into_iter();
    sides.chain(lists.into_iter().filter_map(register::kind::kind).map(list)).collect()
}

async fn all(visit: &mut Visit, kind: &str) -> Result<Vec<Entry>, Failure> {
    let filter = Filter { kind: register::kind::kind(kind), ..Filter::default() };
    Ok(visit.register.list(visit.reader, &filter).await?)
}

/// Regions with what is known of them at a glance.
pub(crate) fn table(visit: &Visit, regions: &[Entry]) -> Table {
    let lang = visit.lang;
    let label = |name| {
        let kind = register::kind::kind("region").expect("regions exist");
        kind.field(name).map_or_else(String::new, |field| words::field(lang, kind, field))
    };
    let text = |region: &Entry, field| {
        let shown = region.text(field, lang.code());
        shown.map(|text| Item::Words(crate::shown::Words::of(text, lang))).into_iter().collect::<Vec<_>>()
    };
    let count = |region: &Entry, field| {
        let n = region.plain(field).and_then(|text| text.parse().ok());
        n.map(|n: f64| Item::Number(lang.decimal(n, 0))).into_iter().collect::<Vec<_>>()
    };
    let row = |region: &Entry| {
        vec![
            vec![Item::entry(region, lang)],
            text(region, "capital"),
            count(region, "population"),
            vec![Item::Code(region.address.key().to_owned())],
        ]
    };
    let columns = vec![
        Column::new(words::kind(lang, register::kind::kind("region").expect("regions exist"))),
        Column::new(label("capital")),
        Column { numeric: true, ..Column::new(label("population")) },
        Column::new(label("codes")),
    ];
    Table { caption: lang.say("web-members"), columns, rows: regions.iter().map(row).collect(), more: None }
}
