//! What goes with an entry: the entries that name it, kind by kind.

use register::entry::Entry;
use register::kind::{Form, Kind};
use store::{Filter, Order};

use crate::block::{Block, Column, Content, More, Table};
use crate::error::Failure;
use crate::frame::encoded;
use crate::shown::{Item, Titles};
use crate::visit::Visit;

/// So many of each kind stand on the page; the rest is a list of its own.
const FIRST: usize = 8;

/// Tables of the entries that name this one, but for the kinds that the page shows elsewhere.
pub(super) async fn around(
    visit: &mut Visit,
    entry: &Entry,
    elsewhere: &[&str],
) -> Result<Vec<Block>, Failure> {
    let counts = visit.register.naming_counts(visit.reader, &entry.address).await?;
    let mut blocks = Vec::new();
    for (kind, n) in counts {
        if !elsewhere.contains(&kind.name) {
            blocks.push(of_kind(visit, entry, kind, n).await?);
        }
    }
    Ok(blocks)
}

/// A table of the entries of a kind that name this one, the newest first.
pub(super) async fn of_kind(
    visit: &mut Visit,
    entry: &Entry,
    kind: &'static Kind,
    n: usize,
) -> Result<Block, Failure> {
    let filter = Filter {
        kind: Some(kind),
        naming: vec![entry.address.clone()],
        limit: Some(FIRST),
        order: Order::Made { newest_first: true },
        ..Filter::default()
    };
    let entries = visit.register.list(visit.reader, &filter).await?;
    let heading = words::kinds(visit.lang, kind);
    let mut table = table(visit, kind, &entries, Some(entry)).await?;
    if n > entries.len() {
        let plural = kind.plural.replace('_', "-");
        let href = visit.path(&format!("/{plural}?naming={}", encoded(&entry.address.to_string())));
        table.more = Some(More { href, label: visit.lang.tell("web-all-of", &[("n", n.into())]) });
    }
    Ok(Block::new(kind.plural.replace('_', "-"), heading, Content::Table(table)))
}

/// Fields that say most of an entry in a line, after its title: owners, dates, what it is about.
pub(crate) fn columns(kind: &'static Kind) -> Vec<&'static register::kind::Field> {
    const MOST: usize = 4;
    const FIRST: &[&str] = &[
        "session",
        "authors",
        "side",
        "region",
        "answer",
        "parties",
        "type",
        "a",
        "b",
        "due",
        "start",
        "date",
        "end",
        "fields",
        "project",
        "value",
        "target",
        "actual",
        "unit",
        "capacity",
        "office",
        "person",
        "organisation",
        "level",
        "source",
    ];
    let found = FIRST.iter().filter_map(|name| kind.field(name));
    found.filter(|field| field.form != Form::Texts).take(MOST).collect()
}

/// A table of entries of one kind; the column of the entry they all name is left out.
pub(crate) async fn table(
    visit: &mut Visit,
    kind: &'static Kind,
    entries: &[Entry],
    beside: Option<&Entry>,
) -> Result<Table, Failure> {
    let is_same = |field: &&'static register::kind::Field| {
        let names = |entry: &Entry| {
            let named = entry.references(field.name);
            beside.is_some_and(|beside| named == [beside.address.clone()])
        };
        !entries.is_empty() && entries.iter().all(names)
    };
    let fields: Vec<_> = columns(kind).into_iter().filter(|field| !is_same(field)).collect();
    table_with(visit, kind, entries, &fields).await
}

/// A table of entries of one kind with some of their fields.
pub(crate) async fn table_with(
    visit: &mut Visit,
    kind: &'static Kind,
    entries: &[Entry],
    fields: &[&'static register::kind::Field],
) -> Result<Table, Failure> {
    let lang = visit.lang;
    let titles = titles(visit, fields, entries).await?;
    let mut columns = vec![Column::new(words::kind(lang, kind))];
    columns.extend(fields.iter().map(|field| Column {
        numeric: matches!(field.form, Form::Number | Form::Count),
        ..Column::new(words::field(lang, kind, field))
    }));
    columns.push(Column::new(lang.say("web-state")));
    let row = |entry: &Entry| {
        let values = |field: &&'static register::kind::Field| {
            crate::shown::items_of(entry, field, &titles, lang, &visit.mechanism)
        };
        let mut row = vec![vec![Item::entry(entry, lang)]];
        row.extend(fields.iter().map(values));
        row.push(vec![Item::state(entry, lang)]);
        row
    };
    let caption = words::kinds(lang, kind);
    Ok(Table { caption, columns, rows: entries.iter().map(row).collect(), more: None })
}

/// What the fields of some entries name.
async fn titles(
    visit: &mut Visit,
    fields: &[&'static register::kind::Field],
    entries: &[Entry],
) -> Result<Titles, Failure> {
    let named = |entry: &Entry| -> Vec<_> {
        let of_field = |field: &&'static register::kind::Field| match field.form {
            Form::Ref(_) | Form::Refs(_) => entry.references(field.name),
            _ => Vec::new(),
        };
        fields.iter().flat_map(of_field).collect()
    };
    let mut addresses: Vec<_> = entries.iter().flat_map(named).collect();
    addresses.sort_unstable();
    addresses.dedup();
    Ok(visit.register.look_at(visit.reader, &addresses).await?)
}
