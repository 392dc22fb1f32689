//! A side: its regions, offices and bodies, what it plans, what it owes, what it recommended.

use axum::extract::Path;
use register::Side;
use register::entry::Entry;
use register::kind::Kind;
use store::{Filter, Order};

use super::{BlocksPage, members};
use crate::block::{Block, Column, Content, Fact, More, Table};
use crate::entry::{around, notices};
use crate::error::{Answer, Failure, page};
use crate::shown::{Item, items};
use crate::visit::Visit;

/// So many of each kind stand on the page.
const FIRST: usize = 10;

/// The side of an entry, as a link to its page.
pub(crate) fn fact(visit: &Visit, side: Side) -> Fact {
    Fact::new(visit.lang.say("web-side"), vec![link(visit, side)])
}

/// The name of a side, which leads to its page.
pub(crate) fn link(visit: &Visit, side: Side) -> Item {
    let href = visit.path(&format!("/side/{}", side.code()));
    Item::Link { href, words: visit.mechanism.side(side).clone() }
}

pub(crate) async fn show(mut visit: Visit, Path((_, side)): Path<(String, String)>) -> Answer {
    let side = Side::parse(&side).ok_or_else(Failure::not_found)?;
    draw(&mut visit, side).await
}

async fn draw(visit: &mut Visit, side: Side) -> Answer {
    let lang = visit.lang;
    let mut blocks = Vec::new();
    let (_, regions) = of_side(visit, side, "region", &[], usize::MAX).await?;
    let table = members::table(visit, &regions);
    blocks.push(Block::new("regions", lang.say("web-members"), Content::Table(table)));
    blocks.extend(owed(visit, side).await?);
    for kind in ["recommendation", "strategy"] {
        blocks.extend(newest(visit, side, kind).await?);
    }
    for kind in ["office", "body"] {
        let (_, entries) = of_side(visit, side, kind, &[], usize::MAX).await?;
        if let Some(kind) = register::kind::kind(kind).filter(|_| !entries.is_empty()) {
            let heading = words::kinds(lang, kind);
            blocks.push(Block::new(kind.plural, heading, Content::List(items(&entries, lang))));
        }
    }
    let heading = visit.mechanism.side(side).text.clone();
    let lead = vec![lang.tell("web-members-count", &[("n", regions.len().into())])];
    let frame = visit.frame(heading.clone()).await?.under("/members", lang.say("web-members"));
    page(&BlocksPage { frame, heading, lead, blocks })
}

/// How many entries of a kind a side has, and the first of them.
async fn of_side(
    visit: &mut Visit,
    side: Side,
    kind: &str,
    states: &[&str],
    limit: usize,
) -> Result<(usize, Vec<Entry>), Failure> {
    let filter = Filter {
        kind: register::kind::kind(kind),
        side: Some(side),
        states: states.iter().map(|state| (*state).to_owned()).collect(),
        order: match kind {
            "commitment" => Order::Due { latest_first: false },
            "recommendation" => Order::Made { newest_first: true },
            _ => Order::default(),
        },
        ..Filter::default()
    };
    let n = visit.register.count(visit.reader, &filter).await?;
    let limit = (limit != usize::MAX).then_some(limit);
    Ok((n, visit.register.list(visit.reader, &Filter { limit, ..filter }).await?))
}

/// What the side has not done yet, the most urgent first.
async fn owed(visit: &mut Visit, side: Side) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let (n, entries) = of_side(visit, side, "commitment", &["open", "done"], FIRST).await?;
    let Some(kind) = register::kind::kind("commitment").filter(|_| n > 0) else { return Ok(None) };
    let mut rows = Vec::new();
    for entry in &entries {
        let due = entry.plain("due").map(|due| Item::date(due, lang));
        let mut state = vec![Item::state(entry, lang)];
        state.extend(notices(visit, entry).await?.into_iter().map(Item::text));
        rows.push(vec![vec![Item::entry(entry, lang)], due.into_iter().collect(), state]);
    }
    let columns = vec![
        Column::new(words::kind(lang, kind)),
        Column::new(visit.label("commitment", "due")),
        Column::new(lang.say("web-state")),
    ];
    let heading = lang.say("web-side-owes");
    let table = Table { caption: heading.clone(), columns, rows, more: Some(all(visit, side, kind, n)) };
    Ok(Some(Block::new("commitments", heading, Content::Table(table))))
}

async fn newest(visit: &mut Visit, side: Side, kind: &str) -> Result<Option<Block>, Failure> {
    let (n, entries) = of_side(visit, side, kind, &[], FIRST).await?;
    let Some(kind) = register::kind::kind(kind).filter(|_| n > 0) else { return Ok(None) };
    let mut table = around::table(visit, kind, &entries, None).await?;
    table.more = (n > entries.len()).then(|| all(visit, side, kind, n));
    let heading = words::kinds(visit.lang, kind);
    Ok(Some(Block::new(kind.plural, heading, Content::Table(table))))
}

/// The way to all entries of a kind that a side has.
fn all(visit: &Visit, side: Side, kind: &Kind, n: usize) -> More {
    let href = visit.path(&format!("/{}?side={}", kind.plural.replace('_', "-"), side.code()));
    let label = match kind.name {
        // Those that are done already are in the list too.
        "commitment" => words::kinds(visit.lang, kind),
        _ => visit.lang.tell("web-all-of", &[("n", n.into())]),
    };
    More { href, label }
}
