//! Which parts the page of a kind has, in the order in which a reader asks for them.

use register::entry::Entry;

use super::{around, claims, facts, project, recommendation, region, session, strategy, thread, tie};
use crate::block::{Block, Fact};
use crate::error::Failure;
use crate::evidence::cited;
use crate::visit::Visit;

/// Kinds whose readers ask first what became of it.
const FOLLOWED: &[&str] = &[
    "decision",
    "statement",
    "agenda_item",
    "common_element",
    "point",
    "dataset",
    "analysis_run",
    "weak_link",
];

/// What stands on the page of an entry under its title.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What became of it, in plain words.
    pub(super) sentences: Vec<String>,
    /// What a reader should look at.
    pub(super) notices: Vec<String>,
    /// By whom, when, where.
    pub(super) head: Vec<Fact>,
    pub(super) blocks: Vec<Block>,
}

/// The parts of an entry's page that have something in them.
pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    match entry.kind().name {
        "recommendation" => recommendation::parts(visit, entry).await,
        "session" => session::parts(visit, entry).await,
        "project" => project::parts(visit, entry).await,
        "region" => region::parts(visit, entry).await,
        "strategy" => strategy::parts(visit, entry).await,
        "tie" => tie::parts(visit, entry).await,
        _ => any(visit, entry).await,
    }
}

async fn any(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let mut parts = Parts::default();
    let mut shown = vec!["claim"];
    if FOLLOWED.contains(&entry.kind().name) {
        let thread = thread::forward(visit, entry, &[]).await?;
        shown.extend(thread.kinds);
        parts.blocks.push(thread.block);
    }
    parts.blocks.extend(facts::texts(visit, entry));
    parts.blocks.extend(super::file::link(visit, entry));
    parts.blocks.extend(cited::of_run(visit, entry));
    rest(visit, entry, &[], &shown, &mut parts).await?;
    Ok(parts)
}

/// What every page ends with: other fields, other entries, what sources say, where it comes from.
pub(super) async fn rest(
    visit: &mut Visit,
    entry: &Entry,
    fields: &[&str],
    kinds: &[&str],
    parts: &mut Parts,
) -> Result<(), Failure> {
    parts.blocks.extend(cited::evidence(visit, entry).await?);
    parts.blocks.extend(facts::facts(visit, entry, fields).await?);
    parts.blocks.extend(around::around(visit, entry, kinds).await?);
    parts.blocks.extend(claims::about(visit, std::slice::from_ref(entry)).await?);
    parts.blocks.extend(thread::back(visit, entry).await?);
    Ok(())
}
