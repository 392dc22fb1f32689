//! All entries of a kind: filtered, sorted, by pages.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use jiff::Timestamp;
use register::Side;
use register::address::Address;
use register::kind::{Form, Kind, kind_or_plural};
use store::{Filter, Order};
use words::Language;

use super::due;
use super::export::{self, Downloads, Format};
use super::question::Question;
use crate::block::{Column, More, Table};
use crate::entry::{around, notices};
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::{Item, Titles, Words};
use crate::visit::Visit;

/// Entries on a page.
pub(crate) const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    frame: Frame,
    heading: String,
    about: String,
    /// The list that belongs beside this one.
    beside: Option<More>,
    /// How many there are, of all that fit the question.
    found: String,
    choices: Vec<Choice>,
    words: String,
    hidden: Vec<(String, String)>,
    /// What the list is about, when it is of the entries that name another.
    naming: Option<Item>,
    without_naming: String,
    table: Table,
    downloads: Downloads,
    pages: Option<Pages>,
}

/// A box of a form from which one thing is picked.
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) options: Vec<(String, Words, bool)>,
}

/// The way through the pages of a list.
pub(crate) struct Pages {
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) here: String,
}

impl Pages {
    /// `None` when there is only one.
    pub(crate) fn of(lang: Language, question: &Question, n: usize, path: &str) -> Option<Self> {
        let (page, last) = (question.page(), n.div_ceil(PAGE).max(1));
        let to = |page: usize| format!("{path}{}", question.with("page", Some(&page.to_string())).address());
        (last > 1).then(|| Pages {
            before: (page > 1).then(|| to(page - 1)),
            after: (page < last).then(|| to(page + 1)),
            here: lang.tell("web-page-of", &[("page", page.into()), ("last", last.into())]),
        })
    }
}

pub(crate) async fn show(
    mut visit: Visit,
    Path((_, plural)): Path<(String, String)>,
    Query(pairs): Query<BTreeMap<String, String>>,
) -> Answer {
    let (plural, format) = export::asked(&plural).map_or((&*plural, None), |(plural, f)| (plural, Some(f)));
    let kind = kind_or_plural(plural).ok_or_else(Failure::not_found)?;
    let question = Question::of(pairs);
    match format {
        Some(format) => download(&mut visit, kind, &question, format).await,
        None => draw(&mut visit, kind, &question).await,
    }
}

async fn download(visit: &mut Visit, kind: &'static Kind, question: &Question, format: Format) -> Answer {
    let langs = visit.mechanism.entry.items("languages").to_vec();
    export::file(visit, sheets::Table::of_kind(kind, &langs), filter(kind, question, visit.now), format).await
}

async fn draw(visit: &mut Visit, kind: &'static Kind, question: &Question) -> Answer {
    let lang = visit.lang;
    let filter = filter(kind, question, visit.now);
    let n = visit.register.count(visit.reader, &filter).await?;
    let entries = visit.register.list(visit.reader, &filter).await?;
    let mut table = around::table(visit, kind, &entries, None).await?;
    if has_due(kind) {
        told(visit, &entries, &mut table).await?;
    }
    let path = visit.path(&format!("/{}", kind.plural.replace('_', "-")));
    sortable(&mut table.columns, question, &path, lang);
    let choices = choices(visit, kind, question).await?;
    let naming = naming(visit, question).await?;
    let heading = words::kinds(lang, kind);
    let frame = visit.frame(heading.clone()).await?;
    page(&ListPage {
        about: words::kind_about(lang, kind),
        beside: beside(visit, kind),
        found: lang.tell("web-found", &[("n", n.into())]),
        words: question.get("words").unwrap_or_default().to_owned(),
        hidden: question.others(&["state", "side", "due", "region", "field", "words"]),
        without_naming: format!("{path}{}", question.with("naming", None).address()),
        downloads: Downloads::of(&path, question),
        pages: Pages::of(lang, question, n, &path),
        frame,
        heading,
        choices,
        naming,
        table,
    })
}

/// What a question asks of the register; what names nothing asks for nothing.
fn filter(kind: &'static Kind, question: &Question, now: Timestamp) -> Filter {
    let address = |name: &str| question.get(name).and_then(|text| Address::parse(text).ok());
    // Several states are asked for by links that count them together.
    let states = question.get("state").into_iter().flat_map(|states| states.split(','));
    let states = states.filter_map(|state| kind.state(state));
    Filter {
        kind: Some(kind),
        states: states.map(str::to_owned).collect(),
        side: question.get("side").and_then(Side::parse),
        naming: ["naming", "region", "field"].into_iter().filter_map(address).collect(),
        words: question.get("words").map(str::to_owned),
        due_until: due::until(question, now),
        offset: (question.page() - 1).saturating_mul(PAGE),
        limit: Some(PAGE),
        order: order(question),
        ..Filter::default()
    }
}

/// Whether entries of a kind can be due.
fn has_due(kind: &Kind) -> bool {
    kind.field("due").is_some()
}

/// What the dates of entries say, beside their states.
async fn told(
    visit: &mut Visit,
    entries: &[register::entry::Entry],
    table: &mut Table,
) -> Result<(), Failure> {
    for (entry, row) in entries.iter().zip(&mut table.rows) {
        let notices = notices(visit, entry).await?;
        if let Some(state) = row.last_mut() {
            state.extend(notices.into_iter().map(Item::text));
        }
    }
    Ok(())
}

/// The list that belongs beside this one.
fn beside(visit: &Visit, kind: &Kind) -> Option<More> {
    let (place, key) = match kind.name {
        "decision" => ("/commitments", "web-commitments"),
        "commitment" => ("/decisions", "web-decisions"),
        "project" => ("/roadmap", "web-roadmap"),
        _ => return None,
    };
    Some(More { href: visit.path(place), label: visit.lang.say(key) })
}

/// The newest stand first, unless the reader wants it otherwise.
fn order(question: &Question) -> Order {
    match question.get("sort") {
        Some("made") => Order::Made { newest_first: false },
        Some("state") => Order::State { backwards: false },
        Some("-state") => Order::State { backwards: true },
        Some("changed") => Order::Changed { newest_first: false },
        Some("-changed") => Order::Changed { newest_first: true },
        Some("due") => Order::Due { latest_first: false },
        Some("-due") => Order::Due { latest_first: true },
        _ => Order::Made { newest_first: true },
    }
}

/// The columns by which the whole list can be sorted: the first by when entries were made, the last by state.
fn sortable(columns: &mut [Column], question: &Question, path: &str, lang: Language) {
    let due = lang.say("field-due");
    let last = columns.len() - 1;
    let sort = question.get("sort").unwrap_or("-made");
    for (k, column) in columns.iter_mut().enumerate() {
        let key = match k {
            0 => "made",
            k if k == last => "state",
            _ if column.label == due => "due",
            _ => continue,
        };
        let other = if sort == key { format!("-{key}") } else { key.to_owned() };
        column.sort = Some(format!("{path}{}", question.with("sort", Some(&other)).address()));
        column.sorted = match sort.strip_prefix('-') {
            Some(name) if name == key => Some("descending"),
            None if sort == key => Some("ascending"),
            _ => None,
        };
    }
}

/// The boxes of the form: states, and regions and fields where the kind names them.
async fn choices(
    visit: &mut Visit,
    kind: &'static Kind,
    question: &Question,
) -> Result<Vec<Choice>, Failure> {
    let lang = visit.lang;
    let state = |state: &&'static str| {
        let word = Words::plain(words::state(lang, kind, state));
        ((*state).to_owned(), word, question.get("state") == Some(state))
    };
    let mut choices = vec![Choice {
        name: "state",
        label: lang.say("web-state"),
        options: kind.states.iter().map(state).collect(),
    }];
    if has_due(kind) {
        choices.push(due::choice(lang, question));
    }
    if kind.field("side").is_some() {
        let side = |side: Side| {
            let chosen = question.get("side") == Some(side.code());
            (side.code().to_owned(), visit.mechanism.side(side).clone(), chosen)
        };
        let options = [Side::A, Side::B].map(side).into();
        choices.push(Choice { name: "side", label: lang.say("web-side"), options });
    }
    for (name, key) in [("region", "web-region"), ("field", "web-field")] {
        let names = kind.fields.iter().any(|field| match field.form {
            Form::Ref(kinds) | Form::Refs(kinds) => kinds.contains(&name),
            _ => false,
        });
        if names {
            choices.push(Choice {
                name,
                label: lang.say(key),
                options: options(visit, name, question).await?,
            });
        }
    }
    Ok(choices)
}

/// All entries of a kind that lists are filtered by, sorted by name.
pub(crate) async fn options(
    visit: &mut Visit,
    kind: &'static str,
    question: &Question,
) -> Result<Vec<(String, Words, bool)>, Failure> {
    let filter = Filter { kind: register::kind::kind(kind), ..Filter::default() };
    let entries = visit.register.list(visit.reader, &filter).await?;
    let option = |entry: &register::entry::Entry| {
        let address = entry.address.to_string();
        let chosen = question.get(kind) == Some(address.as_str());
        (address, crate::shown::title(entry, visit.lang), chosen)
    };
    let mut options: Vec<_> = entries.iter().map(option).collect();
    options.sort_by(|a, b| a.1.text.cmp(&b.1.text));
    Ok(options)
}

async fn naming(visit: &mut Visit, question: &Question) -> Result<Option<Item>, Failure> {
    let Some(address) = question.get("naming").and_then(|text| Address::parse(text).ok()) else {
        return Ok(None);
    };
    let titles: Titles = visit.register.look_at(visit.reader, std::slice::from_ref(&address)).await?;
    Ok(titles.get(&address).map(|entry| Item::entry(entry, visit.lang)))
}
