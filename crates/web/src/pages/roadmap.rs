//! The road map: every project, and what became of it since a session.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::Uri;
use jiff::Timestamp;
use register::address::Address;
use register::entry::Entry;
use store::views::{Brief, Move, RoadmapFilter, RoadmapItem};
use store::{Filter, Order};

use super::due;
use super::export::{self, Downloads, Format};
use super::list::{Choice, PAGE, Pages, options};
use super::question::Question;
use super::timeline::Timeline;
use crate::block::{Column, Table};
use crate::entry::notices;
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::{Item, Titles, Words, items, period, place_of, shape, titled};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "roadmap.html")]
struct RoadmapPage {
    frame: Frame,
    found: String,
    choices: Vec<Choice>,
    table: Table,
    downloads: Downloads,
    timeline: Option<Timeline>,
    pages: Option<Pages>,
}

pub(crate) async fn show(mut visit: Visit, Query(pairs): Query<BTreeMap<String, String>>) -> Answer {
    draw(&mut visit, &Question::of(pairs)).await
}

/// The projects that are asked for, as a file of projects.
pub(crate) async fn download(
    mut visit: Visit,
    uri: Uri,
    Query(pairs): Query<BTreeMap<String, String>>,
) -> Answer {
    let (_, filter) = filters(&Question::of(pairs), visit.now);
    let (_, format) = export::asked(uri.path()).ok_or_else(Failure::not_found)?;
    file(&mut visit, filter, format).await
}

async fn file(visit: &mut Visit, filter: Filter, format: Format) -> Answer {
    let langs = visit.mechanism.entry.items("languages").to_vec();
    let kind = filter.kind.ok_or_else(Failure::not_found)?;
    export::file(visit, sheets::Table::of_kind(kind, &langs), filter, format).await
}

/// What a question asks of the road map, and the projects that it shows on all its pages.
fn filters(question: &Question, now: Timestamp) -> (RoadmapFilter, Filter) {
    let address = |name: &str| question.get(name).and_then(|text| Address::parse(text).ok());
    let filter = RoadmapFilter {
        since: address("session"),
        parties: ["region", "partner"].into_iter().filter_map(address).collect(),
        field: address("field"),
        due_until: due::until(question, now),
        offset: (question.page() - 1).saturating_mul(PAGE),
        limit: Some(PAGE),
    };
    let naming = filter.parties.iter().chain(&filter.field).cloned().collect();
    let all = Filter {
        kind: register::kind::kind("project"),
        naming,
        due_until: filter.due_until.clone(),
        ..Filter::default()
    };
    (filter, all)
}

async fn draw(visit: &mut Visit, question: &Question) -> Answer {
    let lang = visit.lang;
    let (filter, all) = filters(question, visit.now);
    let n = visit.register.count(visit.reader, &all).await?;
    let projects = visit.register.roadmap(visit.reader, &filter, lang.code()).await?;
    let addresses: Vec<Address> = projects.iter().map(|item| item.project.address.clone()).collect();
    let entries = visit.register.look_at(visit.reader, &addresses).await?;
    let table = table(visit, &projects, &entries, filter.since.is_some()).await?;
    let shown: Vec<&Entry> = addresses.iter().filter_map(|address| entries.get(address)).collect();
    let choices = choices(visit, question).await?;
    let heading = lang.say("web-roadmap");
    page(&RoadmapPage {
        found: lang.tell("web-found", &[("n", n.into())]),
        downloads: Downloads::of(&visit.path("/roadmap"), question),
        pages: Pages::of(lang, question, n, &visit.path("/roadmap")),
        frame: visit.frame(heading).await?,
        choices,
        table,
        timeline: Timeline::of(visit, &shown),
    })
}

async fn choices(visit: &mut Visit, question: &Question) -> Result<Vec<Choice>, Failure> {
    let lang = visit.lang;
    let regions = options(visit, "region", question).await?;
    let partner = regions.iter().map(|(value, words, _)| {
        let chosen = question.get("partner") == Some(value);
        (value.clone(), words.clone(), chosen)
    });
    Ok(vec![
        Choice {
            name: "session",
            label: lang.say("web-since-session"),
            options: sessions(visit, question).await?,
        },
        Choice { name: "partner", label: lang.say("web-partner"), options: partner.collect() },
        Choice { name: "region", label: lang.say("web-region"), options: regions },
        Choice {
            name: "field",
            label: lang.say("web-field"),
            options: options(visit, "field", question).await?,
        },
        due::choice(lang, question),
    ])
}

/// The newest session first.
async fn sessions(visit: &mut Visit, question: &Question) -> Result<Vec<(String, Words, bool)>, Failure> {
    let kind = register::kind::kind("session");
    let filter = Filter { kind, order: Order::Made { newest_first: true }, ..Filter::default() };
    let sessions = visit.register.list(visit.reader, &filter).await?;
    let option = |session: &Entry| {
        let address = session.address.to_string();
        let chosen = question.get("session") == Some(address.as_str());
        (address, crate::shown::title(session, visit.lang), chosen)
    };
    Ok(sessions.iter().map(option).collect())
}

async fn table(
    visit: &mut Visit,
    projects: &[RoadmapItem],
    entries: &Titles,
    compared: bool,
) -> Result<Table, Failure> {
    let lang = visit.lang;
    let mut named: Vec<Address> =
        projects.iter().flat_map(|project| project.parties.iter().chain(&project.fields)).cloned().collect();
    named.sort_unstable();
    named.dedup();
    let titles = visit.register.look_at(visit.reader, &named).await?;
    let mut keys = vec!["web-project", "web-number", "web-parties", "web-fields", "web-when", "web-state"];
    if compared {
        keys.push("web-since-then");
    }
    let mut told = Vec::new();
    for project in projects {
        told.push(match entries.get(&project.project.address) {
            Some(entry) => notices(visit, entry).await?,
            None => Vec::new(),
        });
    }
    let row = |(project, told): (&RoadmapItem, Vec<String>)| {
        let entry = entries.get(&project.project.address);
        let when = entry.and_then(|entry| period(entry, lang)).into_iter().collect();
        let state = std::iter::once(state(visit, &project.project));
        let mut row = vec![
            vec![link(visit, &project.project)],
            project.number.iter().map(Item::text).collect(),
            links(&project.parties, &titles, visit),
            links(&project.fields, &titles, visit),
            when,
            state.chain(told.into_iter().map(Item::text)).collect(),
        ];
        if compared {
            row.push(project.moved.map(|moved| moved_since(visit, project, moved)).into_iter().collect());
        }
        row
    };
    Ok(Table {
        caption: lang.say("web-roadmap"),
        columns: keys.into_iter().map(|key| Column::new(lang.say(key))).collect(),
        rows: projects.iter().zip(told).map(row).collect(),
        more: None,
    })
}

fn links(addresses: &[Address], titles: &Titles, visit: &Visit) -> Vec<Item> {
    items(addresses.iter().filter_map(|address| titles.get(address)), visit.lang)
}

/// A line of a view as a link.
pub(crate) fn link(visit: &Visit, brief: &Brief) -> Item {
    let words = match &brief.title {
        Some(title) => titled(brief.address.kind(), title, visit.lang),
        None => Words::as_written(brief.address.key()),
    };
    Item::Link { href: visit.path(&place_of(&brief.address)), words }
}

/// The state of a line of a view.
pub(crate) fn state(visit: &Visit, brief: &Brief) -> Item {
    let shape = shape(brief.state);
    let word = words::state(visit.lang, brief.address.kind(), brief.state);
    Item::State { word, class: shape.class(), sign: shape.sign() }
}

fn moved_since(visit: &Visit, project: &RoadmapItem, moved: Move) -> Item {
    let lang = visit.lang;
    let was =
        project.was.map_or_else(String::new, |was| words::state(lang, project.project.address.kind(), was));
    Item::text(match moved {
        Move::New => lang.say("web-moved-new"),
        Move::Moved => lang.tell("web-moved-moved", &[("was", was.into())]),
        Move::Finished => lang.tell("web-moved-finished", &[("was", was.into())]),
        Move::Dropped => lang.tell("web-moved-dropped", &[("was", was.into())]),
        Move::Unchanged => lang.say("web-moved-unchanged"),
    })
}
