//! A strategy: its points, and what carries each at central and at local level.

use register::entry::Entry;
use store::views::{Brief, PointView};

use super::facts;
use super::parts::{Parts, rest};
use crate::block::{Block, Column, Content, Table};
use crate::error::Failure;
use crate::pages::roadmap::{link, state};
use crate::shown::Item;
use crate::visit::Visit;

const HEAD: &[&str] = &["type", "level", "side", "region", "start", "end"];
/// So many carriers of a point stand in its row.
const CARRIERS: usize = 5;

pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let mut parts = Parts { head: facts::chosen(visit, entry, HEAD).await?, ..Parts::default() };
    parts.blocks.extend(points(visit, entry).await?);
    parts.blocks.extend(facts::texts(visit, entry));
    rest(visit, entry, HEAD, &["point", "claim"], &mut parts).await?;
    Ok(parts)
}

async fn points(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let plan = visit.register.plan(visit.reader, &entry.address, lang.code()).await?;
    let Some(plan) = plan.filter(|plan| !plan.points.is_empty()) else { return Ok(None) };
    let columns =
        ["web-point", "web-number", "web-central", "web-local"].map(|key| Column::new(lang.say(key)));
    let heading = lang.say("web-points");
    let rows = plan.points.iter().map(|point| row(visit, point)).collect();
    let table = Table { caption: heading.clone(), columns: columns.into(), rows, more: None };
    let counts = [("n", plan.points.len().into()), ("nothing", plan.n_with_nothing.into())];
    Ok(Some(
        Block::new("points", heading, Content::Table(table)).lead(lang.tell("web-points-about", &counts)),
    ))
}

fn row(visit: &Visit, point: &PointView) -> Vec<Vec<Item>> {
    let nothing = point.central.is_empty() && point.local.is_empty();
    let said = nothing.then(|| Item::text(visit.lang.say("web-point-nothing")));
    vec![
        vec![link(visit, &point.point)],
        point.number.iter().map(Item::text).collect(),
        carriers(visit, &point.central),
        said.into_iter().chain(carriers(visit, &point.local)).collect(),
    ]
}

fn carriers(visit: &Visit, briefs: &[Brief]) -> Vec<Item> {
    let carrier = |brief: &Brief| [link(visit, brief), state(visit, brief)];
    let mut items: Vec<Item> = briefs.iter().take(CARRIERS).flat_map(carrier).collect();
    if briefs.len() > CARRIERS {
        let n = briefs.len() - CARRIERS;
        items.push(Item::text(visit.lang.tell("web-and-more", &[("n", n.into())])));
    }
    items
}
