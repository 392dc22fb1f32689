//! Evidence beside what came of it: the rows that were pointed to, as their runs have them; flows of a pair and of a region.

use register::address::Address;
use register::entry::Entry;
use store::views::{Direction, Node};
use store::{PairQuery, pair_of};

use super::matrix;
use super::runs::{self, Run};
use super::shown::{self, Names, to};
use crate::block::{Block, Column, Content, More, Table};
use crate::error::Failure;
use crate::frame::encoded;
use crate::shown::{Item, title};
use crate::visit::Visit;

/// Kinds whose pages show the evidence they came from.
const KINDS: &[&str] = &[
    "weak_link",
    "agenda_item",
    "statement",
    "recommendation",
    "decision",
    "commitment",
    "project",
    "result",
];
/// Links of a region on its page.
const OF_REGION: usize = 10;

/// The rows that an entry came from, as they stood: run and row, whatever was measured since.
pub(crate) async fn evidence(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    if !KINDS.contains(&entry.kind().name) {
        return Ok(None);
    }
    let lang = visit.lang;
    let node = visit.register.trace(visit.reader, &entry.address, Direction::Back, lang.code()).await?;
    let mut cited = Vec::new();
    let mut open: Vec<Node> = node.into_iter().collect();
    while let Some(node) = open.pop() {
        open.extend(node.next);
        if node.entry.address.kind().name == "weak_link" {
            cited.push(node.entry.address);
        }
    }
    cited.sort_unstable();
    let links = visit.register.look_at(visit.reader, &cited).await?;
    let mut rows = Vec::new();
    for link in links.values() {
        rows.extend(row(visit, link).await?);
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let heading = lang.say("evidence-cited");
    let number = |key: &str| Column { numeric: true, ..Column::new(lang.say(key)) };
    let columns = vec![
        Column::new(lang.say("column-link")),
        Column::new(visit.label("weak_link", "run")),
        number("evidence-rank"),
        number("evidence-observed"),
        number("evidence-expected"),
        number("evidence-ratio"),
        number("evidence-p-weak"),
    ];
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("evidence", heading, Content::Table(table)).lead(lang.say("evidence-cited-about"))))
}

async fn row(visit: &mut Visit, link: &Entry) -> Result<Option<Vec<Vec<Item>>>, Failure> {
    let lang = visit.lang;
    let keys = ["run", "origin", "destination"].map(|field| link.reference(field));
    let [Some(run), Some(origin), Some(destination)] = keys else { return Ok(None) };
    let Some(entry) = visit.register.look(visit.reader, &run).await? else { return Ok(None) };
    let found = visit.register.result_link(visit.reader, &run, origin.key(), destination.key()).await?;
    let run = Run { entry, dataset: None };
    let run_item = Item::Link {
        href: visit.path(&crate::shown::place_of(run.address())),
        words: title(&run.entry, lang),
    };
    let place = shown::place(&run, origin.key(), destination.key());
    let mut cells = vec![vec![to(visit, &place, title(link, lang).text)], vec![run_item]];
    if let Some((row, _)) = found {
        cells.push(vec![Item::Number(lang.count(row.row as usize))]);
        if let Ok(n) = &row.found {
            cells.push(vec![Item::Number(lang.flow(n.observed))]);
            cells.push(vec![Item::Number(lang.flow(n.expected))]);
            cells.push(vec![Item::Number(shown::interval(lang, n))]);
            cells.push(n.p_weak.map(|p| Item::Number(lang.probability(p))).into_iter().collect());
        }
    }
    cells.resize(7, Vec::new());
    Ok(Some(cells))
}

/// The way from a run to its links.
pub(crate) fn of_run(visit: &Visit, entry: &Entry) -> Option<Block> {
    let lang = visit.lang;
    (entry.kind().name == "analysis_run").then(|| {
        let items = vec![to(visit, "/links", lang.say("evidence-links"))];
        Block::new("links", lang.say("evidence-links"), Content::List(items))
    })
}

/// The flows between two regions, by channel and direction.
pub(crate) async fn flows(visit: &mut Visit, regions: &[Entry; 2]) -> Result<Vec<Block>, Failure> {
    let lang = visit.lang;
    let runs = runs::newest(&runs::all(visit).await?);
    let addresses: Vec<Address> = runs.iter().map(|run| run.address().clone()).collect();
    let pair = [pair_of(regions[0].address.key(), regions[1].address.key())];
    let found = visit.register.result_rows(visit.reader, &addresses, &pair).await?;
    let names = Names::of_rows(visit, &found).await?;
    let heading = lang.say("web-flows");
    let mut rows = Vec::new();
    for run in &runs {
        let result = run.entry.plain("sha256");
        let own: Vec<_> = found.iter().filter(|row| Some(row.result.as_str()) == result).cloned().collect();
        for mut cells in matrix::table(visit, run, &own, &names, &heading).rows {
            cells.insert(1, vec![Item::text(shown::channel(lang, run.channel()))]);
            cells.insert(2, vec![Item::text(run.unit())]);
            rows.push(cells);
        }
    }
    if rows.is_empty() {
        let say = Content::Say(vec![lang.say("web-flows-none")]);
        return Ok(vec![Block::new("flows", heading, say)]);
    }
    let mut columns = vec![
        Column::new(lang.say("column-link")),
        Column::new(visit.label("dataset", "channel")),
        Column::new(visit.label("dataset", "unit")),
    ];
    columns.extend(numbers(visit));
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    let mut blocks = vec![Block::new("flows", heading, Content::Table(table))];
    blocks.extend(super::balance::of_pair(visit, &runs, regions).await?);
    Ok(blocks)
}

fn numbers(visit: &Visit) -> impl Iterator<Item = Column> {
    let keys =
        ["evidence-observed", "evidence-expected", "evidence-ratio", "evidence-p-weak", "evidence-gap-low"];
    let lang = visit.lang;
    keys.into_iter().map(move |key| Column { numeric: true, ..Column::new(lang.say(key)) })
}

/// The weakest links of a region.
pub(crate) async fn of_region(visit: &mut Visit, region: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let runs = runs::newest(&runs::all(visit).await?);
    let Some(run) = runs.first() else { return Ok(None) };
    let query =
        PairQuery { region: Some(region.address.key().to_owned()), limit: OF_REGION, ..PairQuery::default() };
    let addresses = [run.address().clone()];
    let (n, pairs) = visit.register.result_pairs(visit.reader, &addresses, &query).await?;
    let mut rows = visit.register.result_rows(visit.reader, &addresses, &pairs).await?;
    rows.sort_by_key(|row| row.row);
    if rows.is_empty() {
        return Ok(None);
    }
    let names = Names::of_rows(visit, &rows).await?;
    let heading = lang.tell("evidence-of-region", &[("channel", shown::channel(lang, run.channel()).into())]);
    let mut table = matrix::table(visit, run, &rows, &names, &heading);
    let place = format!("/links?region={}", encoded(&region.address.to_string()));
    table.more =
        Some(More { href: visit.path(&place), label: lang.tell("evidence-all-pairs", &[("n", n.into())]) });
    Ok(Some(Block::new("links", heading, Content::Table(table))))
}
