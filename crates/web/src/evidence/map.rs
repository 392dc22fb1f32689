//! The map: regions as points, the weakest links as arcs, and the same as a table.

use std::collections::BTreeMap;

use axum::extract::Query;
use figures::{Arc, Caption, Map, Place};
use register::Side;
use register::entry::Entry;
use register::kind::kind;
use store::Filter;

use super::matrix;
use super::runs;
use super::shown::{self, Names, to};
use crate::block::{Block, Content};
use crate::error::{Answer, page};
use crate::pages::BlocksPage;
use crate::pages::question::Question;
use crate::shown::{Item, place_of, title};
use crate::visit::Visit;

/// Arcs on the map: more are a thicket.
const ARCS: usize = 30;
/// Links that are more likely weak than not are drawn; where nobody knows, all.
const LIKELY: f64 = 0.5;

pub(crate) async fn show(mut visit: Visit, Query(pairs): Query<BTreeMap<String, String>>) -> Answer {
    let question = Question::of(pairs);
    let visit = &mut visit;
    let lang = visit.lang;
    let runs = runs::newest(&runs::all(visit).await?);
    let chosen = runs.iter().find(|run| question.get("channel") == Some(run.channel())).or(runs.first());
    let filter = Filter { kind: kind("region"), ..Filter::default() };
    let regions = visit.register.list(visit.reader, &filter).await?;
    let placed: Vec<(Entry, Place)> = regions
        .into_iter()
        .filter(|region| region.state == "listed")
        .filter_map(|region| Some((region.clone(), place(visit, &region)?)))
        .collect();
    let mut rows = match chosen {
        Some(run) => visit.register.result_rows_of(visit.reader, run.address(), ARCS).await?,
        None => Vec::new(),
    };
    rows.retain(|row| row.found.as_ref().is_ok_and(|n| n.p_weak.is_none_or(|p| p >= LIKELY)));
    let names = Names::of_rows(visit, &rows).await?;
    let mut arcs = Vec::new();
    if let Some(run) = chosen {
        let at = |key: &str| placed.iter().position(|(region, _)| region.address.key() == key);
        for row in &rows {
            let (Some(from), Some(to), Ok(n)) = (at(&row.origin), at(&row.destination), &row.found) else {
                continue;
            };
            arcs.push(Arc {
                from,
                to,
                label: format!(
                    "{}: {}",
                    names.link(&row.origin, &row.destination, lang),
                    lang.ratio(n.ratio)
                ),
                weight: n.p_weak.unwrap_or(0.5),
                href: visit.path(&shown::place(run, &row.origin, &row.destination)),
            });
        }
    }
    let heading = lang.say("evidence-map");
    let channel = chosen.map_or_else(String::new, |run| shown::channel(lang, run.channel()));
    let map_title =
        chosen.map_or_else(|| heading.clone(), |run| format!("{}: {}", run.about(visit), heading));
    let description = lang
        .tell("evidence-map-description", &[("regions", placed.len().into()), ("links", arcs.len().into())]);
    let places: Vec<Place> = placed.into_iter().map(|(_, place)| place).collect();
    let header =
        [lang.say("web-region"), visit.label("region", "latitude"), visit.label("region", "longitude")];
    let figure = Map {
        caption: Caption { id: "figure-map", title: &map_title, description: &description },
        places: &places,
        arcs: &arcs,
        header: [&header[0], &header[1], &header[2]],
    }
    .draw();
    let mut blocks = Vec::new();
    let others: Vec<Item> = runs
        .iter()
        .map(|run| to(visit, &format!("/map?channel={}", run.channel()), shown::channel(lang, run.channel())))
        .collect();
    if others.len() > 1 {
        blocks.push(Block::new("channels", visit.label("dataset", "channel"), Content::List(others)));
    }
    blocks.push(
        Block::new("map", format!("{heading}: {channel}"), Content::Figure(figure)).lead(description.clone()),
    );
    if let Some(run) = chosen {
        let table = matrix::table(visit, run, &rows, &names, &heading);
        blocks.push(Block::new("list", lang.say("evidence-links"), Content::Table(table)));
    }
    let frame = visit.frame(heading.clone()).await?.under("/links", lang.say("evidence-links"));
    page(&BlocksPage { frame, heading, lead: vec![lang.say("evidence-map-about")], blocks })
}

/// A region with its coordinates, where the register has them.
fn place(visit: &Visit, region: &Entry) -> Option<Place> {
    let number = |field| region.plain(field).and_then(|text| text.parse::<f64>().ok());
    Some(Place {
        name: title(region, visit.lang).text,
        latitude: number("latitude")?,
        longitude: number("longitude")?,
        side: match region.side {
            Some(Side::A) => 0,
            Some(Side::B) => 1,
            None => 2,
        },
        href: visit.path(&place_of(&region.address)),
    })
}
