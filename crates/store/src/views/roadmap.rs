//! The road map of projects: as it stands, and what is new, moved, finished or dropped since a session.

use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use serde::Serialize;

use super::Brief;
use crate::error::Result;
use crate::listing::Filter;
use crate::transaction::Transaction;

/// Which projects, and since when.
#[derive(Debug, Clone, Default)]
pub struct RoadmapFilter {
    /// Changes since the end of this session.
    pub since: Option<Address>,
    /// Parties that all take part.
    pub parties: Vec<Address>,
    /// A field of cooperation.
    pub field: Option<Address>,
    /// That end by this day and are not finished.
    pub due_until: Option<String>,
    /// The first projects are left out.
    pub offset: usize,
    /// At most so many.
    pub limit: Option<usize>,
}

/// What happened to a project since a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Move {
    /// It was not there.
    New,
    /// It changed its state.
    Moved,
    /// It was completed.
    Finished,
    /// It was cancelled or not pursued.
    Dropped,
    /// It stands where it stood.
    Unchanged,
}

/// A project of the road map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoadmapItem {
    /// The project.
    #[serde(flatten)]
    pub project: Brief,
    /// Its number on the road map.
    pub number: Option<String>,
    /// Its parties.
    pub parties: Vec<Address>,
    /// Its fields.
    pub fields: Vec<Address>,
    /// The state it was in at the session; `None` when it was not there.
    pub was: Option<&'static str>,
    /// What happened since; `None` without a session to compare with.
    pub moved: Option<Move>,
}

impl Transaction {
    /// The projects that a filter lets through.
    pub async fn roadmap(
        &mut self,
        reader: Reader,
        filter: &RoadmapFilter,
        lang: &str,
    ) -> Result<Vec<RoadmapItem>> {
        let mut naming = filter.parties.clone();
        naming.extend(filter.field.clone());
        let projects = Filter {
            kind: register::kind::kind("project"),
            naming,
            due_until: filter.due_until.clone(),
            offset: filter.offset,
            limit: filter.limit,
            ..Filter::default()
        };
        let since = match &filter.since {
            Some(session) => self.look(reader, session).await?.and_then(|session| day_after(&session)),
            None => None,
        };
        let mut items = Vec::new();
        for project in self.list(reader, &projects).await? {
            let was = match &since {
                Some(day) => self.as_of(reader, &project.address, day).await?.map(|then| then.state),
                None => None,
            };
            items.push(RoadmapItem {
                number: project.plain("number").map(str::to_owned),
                parties: project.references("parties"),
                fields: project.references("fields"),
                was,
                moved: since.as_ref().map(|_| what_happened(was, project.state)),
                project: Brief::of(&project, lang),
            });
        }
        Ok(items)
    }
}

/// The day after a session, `None` when it has no year.
fn day_after(session: &Entry) -> Option<String> {
    let date = session.date("end").or_else(|| session.date("start"))?;
    date.last_day()?.tomorrow().ok().map(|day| day.to_string())
}

fn what_happened(was: Option<&'static str>, is: &'static str) -> Move {
    match (was, is) {
        (Some(was), is) if was == is => Move::Unchanged,
        (_, "completed") => Move::Finished,
        (_, "cancelled" | "not_pursued") => Move::Dropped,
        (None, _) => Move::New,
        (Some(_), _) => Move::Moved,
    }
}
