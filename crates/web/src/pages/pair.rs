//! Two regions: what binds them, what happened between them, what they carry together.

use axum::extract::Path;
use register::address::Address;
use register::entry::Entry;

use super::BlocksPage;
use crate::block::{Block, Content};
use crate::entry::{around, claims, thread};
use crate::error::{Answer, Failure, page};
use crate::evidence::cited;
use crate::frame::encoded;
use crate::shown::{place_of, title};
use crate::visit::Visit;

/// The place of two regions on this site; `None` when one of them is none.
pub(crate) fn place(one: &Address, other: &Address) -> Option<String> {
    let are_regions = [one, other].iter().all(|address| address.kind().name == "region");
    are_regions.then(|| format!("/pair/{}/{}", encoded(one.key()), encoded(other.key())))
}

pub(crate) async fn show(mut visit: Visit, Path((_, one, other)): Path<(String, String, String)>) -> Answer {
    let regions = regions(&mut visit, &one, &other).await?;
    draw(&mut visit, &regions).await
}

async fn regions(visit: &mut Visit, one: &str, other: &str) -> Result<[Entry; 2], Failure> {
    let address = |key: &str| crate::entry::address("region", key);
    let (one, other) = (address(one)?, address(other)?);
    if one == other {
        return Err(Failure::not_found());
    }
    Ok([visit.must_see(&one).await?, visit.must_see(&other).await?])
}

async fn draw(visit: &mut Visit, regions: &[Entry; 2]) -> Answer {
    let lang = visit.lang;
    let [one, other] = regions;
    let names = [title(one, lang).text, title(other, lang).text];
    let mut blocks = Vec::new();
    blocks.extend(ties(visit, regions).await?);
    for kind in ["project", "recommendation", "result"] {
        blocks.extend(table(visit, kind, regions).await?);
    }
    let nothing = blocks.is_empty();
    blocks.extend(cited::flows(visit, regions).await?);
    let heading = lang.tell("web-pair-of", &[("a", names[0].clone().into()), ("b", names[1].clone().into())]);
    let mut lead = vec![lang.say("web-pair-about")];
    if nothing {
        lead.push(lang.say("web-pair-nothing"));
    }
    let kind = words::kinds(lang, one.kind());
    let frame = visit.frame(heading.clone()).await?.under("/regions", kind);
    let frame = frame
        .under(&place_of(&one.address), names[0].clone())
        .under(&place_of(&other.address), names[1].clone());
    page(&BlocksPage { frame, heading, lead, blocks })
}

/// The ties between both, what happened in them, and what sources say of it.
async fn ties(visit: &mut Visit, regions: &[Entry; 2]) -> Result<Vec<Block>, Failure> {
    let lang = visit.lang;
    let mut blocks: Vec<Block> = table(visit, "tie", regions).await?.into_iter().collect();
    let [one, other] = regions;
    let mut told = Vec::new();
    for kind in ["instrument", "exchange"] {
        told.extend(visit.naming(kind, &[&one.address, &other.address]).await?);
    }
    let ties = visit.naming("tie", &[&one.address, &other.address]).await?;
    for tie in &ties {
        for happening in crate::entry::happenings(visit, tie).await? {
            if !told.iter().any(|entry: &Entry| entry.address == happening.address) {
                told.push(happening);
            }
        }
    }
    let events = thread::line(visit, &told).await?;
    if !events.is_empty() {
        blocks.push(Block::new("line", lang.say("web-tie-line"), Content::Line(events)));
    }
    let told: Vec<Entry> = ties.into_iter().chain(told).collect();
    blocks.extend(claims::about(visit, &told).await?);
    Ok(blocks)
}

/// The entries of a kind that name both regions.
async fn table(visit: &mut Visit, kind: &str, regions: &[Entry; 2]) -> Result<Option<Block>, Failure> {
    let [one, other] = regions;
    let entries = visit.naming(kind, &[&one.address, &other.address]).await?;
    let Some(kind) = register::kind::kind(kind).filter(|_| !entries.is_empty()) else { return Ok(None) };
    let table = around::table(visit, kind, &entries, None).await?;
    let heading = words::kinds(visit.lang, kind);
    Ok(Some(Block::new(kind.plural.replace('_', "-"), heading, Content::Table(table))))
}
