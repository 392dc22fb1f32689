//! Which parts the page of a kind has, in the order in which a reader asks for them.

use register::entry::Entry;

use super::{around, facts, thread};
use crate::block::Block;
use crate::error::Failure;
use crate::visit::Visit;

/// Kinds whose readers ask first what became of it.
const FOLLOWED: &[&str] =
    &["recommendation", "decision", "statement", "agenda_item", "common_element", "point", "dataset"];

/// The parts of an entry's page that have something in them.
pub(super) async fn blocks(visit: &mut Visit, entry: &Entry) -> Result<Vec<Block>, Failure> {
    let kind = entry.kind().name;
    let mut blocks = Vec::new();
    let followed = FOLLOWED.contains(&kind);
    if followed {
        blocks.push(thread::forward(visit, entry).await?);
    }
    blocks.extend(facts::texts(visit, entry));
    blocks.extend(facts::facts(visit, entry).await?);
    blocks.extend(around::around(visit, entry, &[]).await?);
    blocks.extend(thread::back(visit, entry).await?);
    Ok(blocks)
}
