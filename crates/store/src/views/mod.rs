//! What became of it: entries arranged so that a question is answered.

mod due;
mod outcome;
mod plan;
mod roadmap;
mod trace;

pub use due::{Due, DueFilter};
pub use outcome::{Answer, Became, Outcome};
pub use plan::{PlanView, PointView};
pub use roadmap::{Move, RoadmapFilter, RoadmapItem};
pub use trace::{Direction, Node};

use register::address::Address;
use register::entry::Entry;
use serde::Serialize;

/// An entry as a line of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// Its address.
    pub address: Address,
    /// Its title or first text, in the reader's language or another.
    pub title: Option<Title>,
    /// Its state.
    pub state: &'static str,
    /// Since when, a day.
    pub since: String,
    /// The reason given for the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The side it belongs to; `None` when it is both sides'.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<register::Side>,
}

/// A title in some language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Title {
    /// The words.
    pub text: String,
    /// The language they are in: another than asked for when that one is missing; empty when nobody noted it.
    pub lang: String,
    /// Whether a program translated them.
    pub machine: bool,
}

impl Brief {
    /// A line of an entry for a reader of a language.
    pub fn of(entry: &Entry, lang: &str) -> Self {
        Brief {
            address: entry.address.clone(),
            title: title(entry, lang),
            state: entry.state,
            since: entry.since.to_string().chars().take(10).collect(),
            reason: entry.reason.clone(),
            side: entry.side,
        }
    }
}

/// Title, name or text of an entry, whichever it has.
pub fn title(entry: &Entry, lang: &str) -> Option<Title> {
    let kind = entry.kind();
    let field = ["title", "function", "text"]
        .into_iter()
        .find(|name| kind.field(name).is_some() && entry.fields.contains_key(name));
    if let Some(shown) = field.and_then(|field| entry.text(field, lang)) {
        let text = shown.text.lines().next().unwrap_or_default().to_owned();
        let machine = shown.state == register::text::TextState::Machine;
        return Some(Title { text, lang: shown.lang.to_owned(), machine });
    }
    let plain = ["name", "answer", "property", "label"].into_iter().find(|name| kind.field(name).is_some());
    let text = entry.plain(plain?)?.to_owned();
    Some(Title { text, lang: String::new(), machine: false })
}
