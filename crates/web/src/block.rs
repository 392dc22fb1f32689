//! What pages are made of: facts, texts, tables, time lines. One template draws them all.

use crate::shown::{Item, Prose, Words};

/// A part of a page under its own heading.
#[derive(Debug)]
pub(crate) struct Block {
    /// The anchor of the heading.
    pub(crate) id: String,
    pub(crate) heading: String,
    /// A sentence under the heading.
    pub(crate) lead: Option<String>,
    pub(crate) content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    Facts(Vec<Fact>),
    Texts(Vec<Prose>),
    Table(Table),
    /// What happened, the oldest first.
    Line(Vec<Event>),
    /// Things of both sides beside each other.
    Pair(Vec<Panel>),
    List(Vec<Item>),
    /// Sentences.
    Say(Vec<String>),
    /// Sentences with links in them.
    Said(Vec<Vec<Item>>),
    /// A drawing with its numbers.
    Figure(figures::Figure),
}

impl Block {
    pub(crate) fn new(id: impl Into<String>, heading: impl Into<String>, content: Content) -> Self {
        Block { id: id.into(), heading: heading.into(), lead: None, content }
    }

    pub(crate) fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }
}

/// A name and what goes with it.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) items: Vec<Item>,
}

impl Fact {
    pub(crate) fn new(label: impl Into<String>, items: Vec<Item>) -> Self {
        Fact { label: label.into(), items }
    }
}

/// What stands under the name of a side.
#[derive(Debug)]
pub(crate) struct Panel {
    pub(crate) heading: Words,
    /// A sentence when there is nothing else.
    pub(crate) empty: Option<String>,
    pub(crate) facts: Vec<Fact>,
    /// What the side says, in its own words.
    pub(crate) text: Option<Words>,
}

impl Panel {
    pub(crate) fn new(heading: Words, facts: Vec<Fact>) -> Self {
        Panel { heading, empty: None, facts, text: None }
    }
}

/// A number that leads to what it counts.
#[derive(Debug)]
pub(crate) struct Count {
    pub(crate) n: String,
    pub(crate) what: String,
    pub(crate) href: String,
}

/// Something that happened.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) date: Option<Item>,
    pub(crate) kind: String,
    pub(crate) what: Item,
    pub(crate) state: Option<Item>,
    pub(crate) note: Option<Words>,
    /// How far it hangs from the first.
    pub(crate) depth: usize,
    /// What hangs on it and is shown on demand.
    pub(crate) more: Option<Details>,
}

/// Small things behind a line that opens them.
#[derive(Debug)]
pub(crate) struct Details {
    pub(crate) summary: String,
    pub(crate) events: Vec<Event>,
}

/// A table with headings and a way to more of it.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Vec<Item>>>,
    /// Where all of it is, when this is only the beginning.
    pub(crate) more: Option<More>,
}

/// A column of a table.
#[derive(Debug, Default)]
pub(crate) struct Column {
    pub(crate) label: String,
    pub(crate) numeric: bool,
    /// Where the whole list is sorted by it, for lists of several pages.
    pub(crate) sort: Option<String>,
    /// `ascending` or `descending`, when it is sorted by this column.
    pub(crate) sorted: Option<&'static str>,
}

impl Column {
    pub(crate) fn new(label: impl Into<String>) -> Self {
        Column { label: label.into(), ..Column::default() }
    }
}

/// The way to the rest of a table.
#[derive(Debug)]
pub(crate) struct More {
    pub(crate) href: String,
    pub(crate) label: String,
}
