//! The mechanism: sides, sessions, counts.

use serde::Deserialize;

use super::{Date, Sources, Text};

/// The mechanism.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanism {
    /// Its name.
    pub name: Text,
    /// What it is, in one sentence.
    pub what: Text,
    /// The two sides, A before B.
    pub side: [Side; 2],
    /// The session it goes back to.
    pub founding: Founding,
    /// The line of sessions since.
    pub session: Vec<Session>,
    /// What is counted in public.
    pub count: Vec<Count>,
}

impl Mechanism {
    /// The count of an identifier.
    pub fn count_of(&self, id: &str) -> &Count {
        self.count.iter().find(|count| count.id == id).expect("a test shows the page that asks for it")
    }

    /// Meetings of the Council.
    pub fn n_councils(&self) -> usize {
        self.session.iter().filter(|session| session.council).count()
    }
}

/// One side.
#[derive(Debug, Deserialize)]
pub struct Side {
    /// `a` or `b`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its name in a table.
    pub short: Text,
    /// The office of its co-chair.
    pub co_chair: Text,
    /// Codes of its member regions.
    pub members: Vec<String>,
    /// Source.
    #[serde(flatten)]
    pub sources: Sources,
}

/// The session of 2012.
#[derive(Debug, Deserialize)]
pub struct Founding {
    /// Day.
    pub date: Date,
    /// Kind of session.
    pub kind: Text,
    /// Place.
    pub place: Text,
    /// Who chaired.
    pub chair: Text,
    /// Who was the guest.
    pub guest: Text,
    /// What preceded it.
    pub before: Text,
    /// What a reader must know.
    pub caveat: Text,
    /// Who was represented.
    pub represented: Vec<Represented>,
    /// What stood above the regions.
    pub above: Vec<Item>,
    /// What the district brings.
    pub brings: Vec<Item>,
    /// The proposal.
    pub point: Vec<Point>,
    /// What was said.
    pub statement: Vec<Statement>,
    /// Fields named.
    pub field: Vec<Item>,
    /// Follow-through promised.
    pub promise: Vec<Item>,
    /// Source.
    #[serde(flatten)]
    pub sources: Sources,
}

/// Who was represented on one side; the sources add "and others".
#[derive(Debug, Deserialize)]
pub struct Represented {
    /// `a` or `b`.
    pub side: String,
    /// Codes of regions.
    pub regions: Vec<String>,
    /// Cities, which have no code of ISO 3166-2.
    pub cities: Vec<Text>,
}

/// An entry of a list.
#[derive(Debug, Deserialize)]
pub struct Item {
    /// Its text.
    pub text: Text,
}

/// One point of the proposal.
#[derive(Debug, Deserialize)]
pub struct Point {
    /// Its subject.
    pub title: Text,
    /// What it says.
    pub text: Text,
    /// What it names.
    pub named: Text,
    /// The question it leaves to those who follow it up.
    pub asks: Text,
}

/// What somebody said, in our words.
#[derive(Debug, Deserialize)]
pub struct Statement {
    /// Who.
    pub who: Text,
    /// What.
    pub text: Text,
}

/// A session.
#[derive(Debug, Deserialize)]
pub struct Session {
    /// Date.
    pub date: Date,
    /// The year is inferred.
    #[serde(default)]
    pub year_inferred: bool,
    /// Place.
    pub place: Text,
    /// What it was.
    pub what: Text,
    /// Co-chairs, office and name.
    pub chairs: Option<Text>,
    /// A meeting of the Council.
    #[serde(default)]
    pub council: bool,
    /// Whether it is known to have taken place.
    pub status: SessionStatus,
    /// What a reader must know.
    pub caveat: Option<Text>,
    /// Source.
    #[serde(flatten)]
    pub sources: Sources,
}

impl Session {
    /// Reported before the event only.
    pub fn is_announced(&self) -> bool {
        self.status == SessionStatus::Announced
    }
}

/// Whether a session is known to have taken place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionStatus {
    /// A source says so.
    Verified,
    /// Reported before the event only.
    Announced,
}

/// A number that public sources give.
#[derive(Debug, Deserialize)]
pub struct Count {
    /// Its identifier.
    pub id: String,
    /// The number.
    pub value: u32,
    /// When.
    pub date: Date,
    /// The year is inferred.
    #[serde(default)]
    pub year_inferred: bool,
    /// What is counted.
    pub what: Text,
    /// What a reader must know.
    pub caveat: Option<Text>,
    /// Source.
    #[serde(flatten)]
    pub sources: Sources,
}
