//! Weak links: pairs of regions by channels, coloured; beside it the links of one channel, and how all of it was found.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use register::Side;
use register::address::Address;
use register::kind::kind;
use store::{Filter, LinkRow, PairOrder, PairQuery, pair_of};

use super::drawings;
use super::runs::{self, Head, Run};
use super::shown::{self, Names, to};
use crate::block::{Block, Column, Content, Table};
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::pages::list::{Choice, PAGE, Pages, options};
use crate::pages::pair;
use crate::pages::question::Question;
use crate::shown::{Item, Words, title};
use crate::visit::Visit;

/// Links of the list, and of its figure.
const LISTED: usize = 50;
const DRAWN: usize = 10;

/// The orders of pairs, with the keys of their names.
const ORDERS: [(&str, &str); 3] = [
    ("how-sure", "evidence-order-how-sure"),
    ("how-much", "evidence-order-how-much"),
    ("name", "evidence-order-name"),
];

#[derive(Template)]
#[template(path = "links.html")]
struct LinksPage {
    frame: Frame,
    heading: String,
    lead: Vec<String>,
    choices: Vec<Choice>,
    found: String,
    legend: Vec<(&'static str, String)>,
    matrix: Table,
    pages: Option<Pages>,
    blocks: Vec<Block>,
    also: Vec<Item>,
}

pub(crate) async fn show(mut visit: Visit, Query(pairs): Query<BTreeMap<String, String>>) -> Answer {
    let question = Question::of(pairs);
    let visit = &mut visit;
    let lang = visit.lang;
    let all = runs::newest(&runs::all(visit).await?);
    let fields = fields(visit, &question).await?;
    let shown: Vec<Run> = all.iter().filter(|run| run.concerns(&fields)).cloned().collect();
    let region = question.get("region").and_then(|text| Address::parse(text).ok());
    let chosen = shown.iter().find(|run| question.get("channel") == Some(run.channel()));
    let order = match question.get("order") {
        Some("name") => PairOrder::Name,
        // Units of channels differ: what is missing is sorted within one.
        Some("how-much") if chosen.is_some() || shown.len() == 1 => PairOrder::HowMuch,
        _ => PairOrder::HowSure,
    };
    let columns: Vec<Run> = chosen.map_or_else(|| shown.clone(), |run| vec![run.clone()]);
    let query = PairQuery {
        region: region.as_ref().map(|region| region.key().to_owned()),
        order,
        offset: (question.page() - 1).saturating_mul(PAGE),
        limit: PAGE,
        ..PairQuery::default()
    };
    let addresses: Vec<Address> = columns.iter().map(|run| run.address().clone()).collect();
    let (n, pairs) = visit.register.result_pairs(visit.reader, &addresses, &query).await?;
    let rows = visit.register.result_rows(visit.reader, &addresses, &pairs).await?;
    let names = Names::of_rows(visit, &rows).await?;
    let matrix = matrix(visit, &columns, &pairs, &rows, &names);
    let mut blocks = Vec::new();
    if let Some(run) = columns.first() {
        blocks.extend(list(visit, run).await?);
    }
    for run in &columns {
        if let Some(head) = runs::head(visit, run).await? {
            blocks.push(how(visit, run, &head));
        }
    }
    let path = visit.path("/links");
    let heading = lang.say("evidence-links");
    let frame = visit.frame(heading.clone()).await?;
    let mut lead = vec![lang.say("evidence-links-about")];
    if shown.is_empty() {
        lead.push(lang.say("evidence-links-none"));
    }
    page(&LinksPage {
        choices: choices(visit, &question, &all).await?,
        found: lang.tell("evidence-pairs-found", &[("n", n.into())]),
        legend: legend(visit),
        pages: Pages::of(lang, &question, n, &path),
        also: also(visit),
        frame,
        heading,
        lead,
        matrix,
        blocks,
    })
}

/// The fields that are asked for: one, and the key areas of a session.
async fn fields(visit: &mut Visit, question: &Question) -> Result<Vec<Address>, Failure> {
    let address = |name: &str| question.get(name).and_then(|text| Address::parse(text).ok());
    let mut fields: Vec<Address> = address("field").into_iter().collect();
    if let Some(session) = address("session") {
        let session = visit.register.look(visit.reader, &session).await?;
        fields.extend(
            session
                .filter(|entry| entry.kind().name == "session")
                .map(|entry| entry.references("key_areas"))
                .unwrap_or_default(),
        );
    }
    Ok(fields)
}

async fn choices(visit: &mut Visit, question: &Question, runs: &[Run]) -> Result<Vec<Choice>, Failure> {
    let lang = visit.lang;
    let channel = |run: &Run| {
        let name = run.channel().to_owned();
        let is_chosen = question.get("channel") == Some(name.as_str());
        (name, Words::plain(shown::channel(lang, run.channel())), is_chosen)
    };
    let order = |(word, key): (&'static str, &str)| {
        (word.to_owned(), Words::plain(lang.say(key)), question.get("order") == Some(word))
    };
    let channels = runs.iter().map(channel).collect();
    Ok(vec![
        Choice { name: "channel", label: visit.label("dataset", "channel"), options: channels },
        Choice {
            name: "region",
            label: lang.say("web-region"),
            options: options(visit, "region", question).await?,
        },
        Choice {
            name: "field",
            label: lang.say("web-field"),
            options: options(visit, "field", question).await?,
        },
        Choice {
            name: "session",
            label: lang.say("evidence-key-areas"),
            options: sessions(visit, question).await?,
        },
        Choice { name: "order", label: lang.say("evidence-order"), options: ORDERS.map(order).into() },
    ])
}

/// The sessions that have key areas.
async fn sessions(visit: &mut Visit, question: &Question) -> Result<Vec<(String, Words, bool)>, Failure> {
    let filter = Filter { kind: kind("session"), ..Filter::default() };
    let mut sessions = visit.register.list(visit.reader, &filter).await?;
    sessions.retain(|session| !session.items("key_areas").is_empty());
    let option = |session: &register::entry::Entry| {
        let address = session.address.to_string();
        let is_chosen = question.get("session") == Some(address.as_str());
        (address, title(session, visit.lang), is_chosen)
    };
    Ok(sessions.iter().map(option).collect())
}

/// One row a pair, one column a channel, both directions in a cell.
fn matrix(visit: &Visit, runs: &[Run], pairs: &[String], rows: &[LinkRow], names: &Names) -> Table {
    let lang = visit.lang;
    let mut columns = vec![Column::new(lang.say("web-pair"))];
    columns.extend(runs.iter().map(|run| Column::new(shown::channel(lang, run.channel()))));
    let mut by_cell: BTreeMap<(String, &str), Vec<&LinkRow>> = BTreeMap::new();
    for row in rows {
        by_cell.entry((pair_of(&row.origin, &row.destination), &row.result)).or_default().push(row);
    }
    let is_a = |key: &str| names.get(key).is_some_and(|region| region.side == Some(Side::A));
    let row = |pair: &String| {
        let (one, other) = pair.split_once(' ').unwrap_or((pair, ""));
        // Side A stands first, whatever its regions are called.
        let (one, other) = if is_a(one) { (one, other) } else { (other, one) };
        let mut cells = vec![vec![pair_item(visit, names, one, other)]];
        for run in runs {
            let result = run.entry.plain("sha256").unwrap_or_default();
            let mut links = by_cell.get(&(pair.clone(), result)).cloned().unwrap_or_default();
            links.sort_by_key(|row| row.origin != one);
            let item = |row: &&LinkRow| {
                let sign = if links.len() == 1 {
                    ""
                } else if row.origin == one {
                    "→"
                } else {
                    "←"
                };
                let about = names.link(&row.origin, &row.destination, lang);
                shown::cell(visit, run, row, sign, &about)
            };
            let mut items: Vec<Item> = links.iter().map(item).collect();
            if items.is_empty() {
                items.push(Item::None { text: lang.say("evidence-no-data") });
            }
            cells.push(items);
        }
        cells
    };
    Table { caption: lang.say("evidence-matrix"), columns, rows: pairs.iter().map(row).collect(), more: None }
}

fn pair_item(visit: &Visit, names: &Names, one: &str, other: &str) -> Item {
    let lang = visit.lang;
    let words = format!("{} – {}", names.name(one, lang), names.name(other, lang));
    let place = names.get(one).zip(names.get(other)).and_then(|(a, b)| pair::place(&a.address, &b.address));
    place.map_or_else(|| Item::text(words.clone()), |place| to(visit, &place, words.clone()))
}

/// The classes of the colours and what they mean.
fn legend(visit: &Visit) -> Vec<(&'static str, String)> {
    let lang = visit.lang;
    let from = |low: f64, high: f64| format!("{}–{}", lang.ratio(low), lang.ratio(high));
    vec![
        ("heat below-3", format!("< {}", lang.ratio(0.4))),
        ("heat below-2", from(0.4, 0.6)),
        ("heat below-1", from(0.6, 0.8)),
        ("heat even", from(0.8, 1.25)),
        ("heat above-1", from(1.25, 1.67)),
        ("heat above-2", format!("> {}", lang.ratio(1.67))),
        ("heat none", lang.say("evidence-not-reported")),
    ]
}

/// The links of one channel in the order of its run, as a table and drawn.
async fn list(visit: &mut Visit, run: &Run) -> Result<Vec<Block>, Failure> {
    let lang = visit.lang;
    let rows = visit.register.result_rows_of(visit.reader, run.address(), LISTED).await?;
    let names = Names::of_rows(visit, &rows).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let heading = lang.tell(
        "evidence-list-of",
        &[("channel", shown::channel(lang, run.channel()).into()), ("n", rows.len().into())],
    );
    let table = table(visit, run, &rows, &names, &heading);
    let mut blocks = vec![
        Block::new("list", heading, Content::Table(table))
            .lead(lang.tell("evidence-list-about", &[("unit", run.unit().to_owned().into())])),
    ];
    let head = runs::head(visit, run).await?;
    let weak_below = head.map_or(0.75, |head| head.question.weak_below);
    let drawn: Vec<_> = rows.iter().take(DRAWN).collect();
    if let Some(figure) = drawings::ranked(visit, run, &drawn, &names, weak_below) {
        blocks.push(Block::new("figure", figure.title.clone(), Content::Figure(figure)));
    }
    Ok(blocks)
}

/// Links with their numbers.
pub(super) fn table(visit: &Visit, run: &Run, rows: &[LinkRow], names: &Names, caption: &str) -> Table {
    let lang = visit.lang;
    let number = |key: &str| Column { numeric: true, ..Column::new(lang.say(key)) };
    let columns = vec![
        Column::new(lang.say("column-link")),
        number("evidence-observed"),
        number("evidence-expected"),
        number("evidence-ratio"),
        number("evidence-p-weak"),
        number("evidence-gap-low"),
    ];
    let row = |row: &LinkRow| {
        let words = names.link(&row.origin, &row.destination, lang);
        let link = vec![to(visit, &shown::place(run, &row.origin, &row.destination), words.clone())];
        let Ok(n) = &row.found else {
            let why = row.found.as_ref().err().map_or_else(String::new, |why| shown::missing(lang, why));
            let mut cells = vec![vec![Item::text(words)], vec![Item::None { text: why }]];
            cells.resize(6, Vec::new());
            return cells;
        };
        let some = |value: Option<String>| value.map(Item::Number).into_iter().collect::<Vec<_>>();
        vec![
            link,
            vec![Item::Number(lang.flow(n.observed))],
            vec![Item::Number(lang.flow(n.expected))],
            vec![Item::Number(shown::interval(lang, n))],
            some(n.p_weak.map(|p| lang.probability(p))),
            some(n.gap_low.map(|gap| lang.flow(gap))),
        ]
    };
    Table { caption: caption.to_owned(), columns, rows: rows.iter().map(row).collect(), more: None }
}

/// How the numbers of a run were found, in plain words: data, model, rows that were not used, what to know.
fn how(visit: &Visit, run: &Run, head: &Head) -> Block {
    let heading =
        visit.lang.tell("evidence-how", &[("channel", shown::channel(visit.lang, run.channel()).into())]);
    let id = format!("how-{}", run.address().key().to_lowercase());
    Block::new(id, heading, Content::Said(told(visit, run, head)))
}

/// The sentences on a run.
pub(super) fn told(visit: &Visit, run: &Run, head: &Head) -> Vec<Vec<Item>> {
    let lang = visit.lang;
    let say = |text: String| vec![Item::text(text)];
    let mut said =
        vec![vec![to(visit, &crate::shown::place_of(run.address()), title(&run.entry, lang).text)]];
    if let Some(dataset) = &run.dataset {
        let arguments = [
            ("source", dataset.plain("source").unwrap_or_default().to_owned().into()),
            ("licence", dataset.plain("licence").unwrap_or_default().to_owned().into()),
        ];
        said.push(vec![Item::entry(dataset, lang), Item::text(lang.tell("evidence-source", &arguments))]);
    }
    let (first, last) = (head.data.periods.first(), head.data.periods.last());
    said.push(say(lang.tell(
        "evidence-data",
        &[
            ("rows", head.data.n_rows.into()),
            ("pairs", head.data.n_pairs.into()),
            ("links", head.n_links.into()),
            ("first", first.cloned().unwrap_or_default().into()),
            ("last", last.cloned().unwrap_or_default().into()),
        ],
    )));
    let key = if head.question.effects == "none" { "evidence-model-sizes" } else { "evidence-model" };
    said.push(say(lang.tell(
        key,
        &[
            ("covariates", lang.list(&head.question.covariates).into()),
            ("folds", head.question.folds.into()),
            ("seed", head.question.seed.to_string().into()),
            ("share", lang.percent(head.question.weak_below, 0).into()),
        ],
    )));
    let estimates = head.model.coefficients.iter().filter_map(|it| {
        Some(format!("{} {} ({})", it.term, lang.decimal(it.estimate?, 3), lang.decimal(it.std_error?, 3)))
    });
    let estimates: Vec<String> = estimates.collect();
    if !estimates.is_empty() {
        said.push(say(lang.tell("evidence-estimates", &[("list", lang.list(&estimates).into())])));
    }
    let dropped = head.file.dropped.iter().chain(&head.data.dropped).filter(|dropped| dropped.n_rows > 0);
    let dropped: Vec<String> = dropped
        .map(|dropped| {
            let reason = lang.find(&format!("dropped-{}", dropped.reason));
            format!("{}: {}", reason.unwrap_or_else(|| dropped.reason.clone()), lang.count(dropped.n_rows))
        })
        .collect();
    said.push(say(if dropped.is_empty() {
        lang.tell("evidence-dropped-none", &[("n", head.file.n_rows.into())])
    } else {
        let list = dropped.join("; ");
        lang.tell("evidence-dropped", &[("n", head.file.n_rows.into()), ("list", list.into())])
    }));
    if head.n_not_reported > 0 {
        said.push(say(lang.tell("limits-not-reported", &[("n", head.n_not_reported.into())])));
    }
    said.extend(head.notes.iter().map(|note| {
        let n = note.n_links.max(note.n_pairs.max(note.n_rows));
        let n = if note.note == "one-way" { note.n_one_way } else { n };
        say(lang.tell(&format!("note-{}", note.note), &[("n", n.into()), ("total", note.n_pairs.into())]))
    }));
    said.push(say(lang.say("evidence-relative")));
    said
}

/// Other pages on the same numbers.
fn also(visit: &Visit) -> Vec<Item> {
    let item = |(place, key): (&str, &str)| to(visit, place, visit.lang.say(key));
    [
        ("/balance", "evidence-balance"),
        ("/map", "evidence-map"),
        ("/analysis-runs", "kinds-analysis-run"),
        ("/datasets", "kinds-dataset"),
        ("/weak-links", "kinds-weak-link"),
    ]
    .map(item)
    .into()
}
