//! Rows of a table into the register: the same for `counterpart import`, for the examples, and for the web.
//!
//! A row makes its entry or changes it, by its key; what is already as the row says is left alone, so that importing
//! twice changes nothing. A column `state` walks the entry along its table to that state, as far as the acting user
//! may: what binds both sides waits for the other. An organisation is known by its identifiers and its name as well.

mod organisations;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use diagnostic::{Place, Problem, Report};
use jiff::Timestamp;
use register::act::{Request, Wish};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::Entry;
use register::kind::{Kind, Visibility};
use register::table::{self, Column};
use register::{Errors, value};
use serde::Serialize;
use store::Transaction;

pub use organisations::By;
use organisations::Organisations;

/// A row as read.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Key of the entry.
    pub key: String,
    /// Its cells that are not empty.
    pub cells: Vec<(Column, String)>,
    /// The state it should be in.
    pub state: Option<String>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Why.
    pub reason: Option<String>,
    /// What is wrong with its cells.
    pub problems: Vec<Problem>,
    /// The fields whose cells could not be read.
    pub unreadable: Vec<&'static str>,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Entries made.
    pub n_created: usize,
    /// Entries changed.
    pub n_changed: usize,
    /// Entries that were as the row says.
    pub n_unchanged: usize,
    /// Acts taken to reach the states.
    pub n_acts: usize,
    /// Entries that wait for the other side's half.
    pub waiting: Vec<Address>,
    /// Organisations that stand in the register under another key.
    pub matched: Vec<Matched>,
    /// What became of each row, for pages that show it.
    #[serde(skip)]
    pub lines: Vec<Line>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file.
    pub row: Option<usize>,
    /// Its entry.
    pub entry: Address,
    /// What was done with the fields of the entry.
    pub done: Done,
    /// Acts taken to reach its state.
    pub n_acts: usize,
    /// Whether it waits for the other side's half.
    pub waiting: bool,
}

/// What a row did to the fields of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It made the entry.
    Created,
    /// It changed the entry.
    Changed,
    /// The entry was as the row says.
    Unchanged,
}

/// A row that means an organisation which has another key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matched {
    /// The key in the file.
    pub key: String,
    /// The organisation.
    pub entry: Address,
    /// How it was found.
    pub by: By,
}

/// Writes all rows, or returns everything that is wrong; the caller commits, or drops the transaction.
///
/// Rows that cannot be read are tried as well, so that a person sees all at once what is wrong with a file.
pub async fn rows(
    transaction: &mut Transaction,
    actor: &Actor,
    kind: &'static Kind,
    rows: &[Row],
    at: Timestamp,
    mut progress: impl FnMut(usize),
) -> Result<Result<Summary, Vec<Problem>>, store::Error> {
    let mut summary = Summary::default();
    let mut problems = Vec::new();
    let mut seen = BTreeMap::new();
    let mut failed = BTreeSet::new();
    let mut organisations = Organisations::needed(transaction, actor, kind).await?;
    for (k, row) in rows.iter().enumerate() {
        progress(k + 1);
        problems.extend(row.problems.iter().cloned());
        let address = match address(&organisations, actor, kind, row, &mut summary) {
            Ok(address) => address,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        if let Some(before) = seen.insert(address.clone(), &row.place) {
            problems.push(twice(row, &address, before));
            continue;
        }
        match one(transaction, actor, address.clone(), row, at, &mut summary).await {
            Ok(made) => made.iter().for_each(|entry| organisations.add(entry)),
            Err(store::Error::Refused(mut faults)) => {
                faults.retain(|fault| !follows(fault, row, &failed));
                problems.extend(placed(row, &faults));
                failed.insert(address);
            }
            Err(other) => return Err(other),
        }
    }
    Ok(if problems.is_empty() { Ok(summary) } else { Err(problems) })
}

/// Whether a fault is only what follows from another one: a cell that could not be read, a row that was refused.
fn follows(fault: &register::Error, row: &Row, failed: &BTreeSet<Address>) -> bool {
    match fault {
        register::Error::Dangling { to, .. } => failed.contains(to),
        fault => fault.field().is_some_and(|field| row.unreadable.contains(&field)),
    }
}

/// The entry that a row is about: that of its key, or an organisation that is known under another.
fn address(
    organisations: &Organisations,
    actor: &Actor,
    kind: &'static Kind,
    row: &Row,
    summary: &mut Summary,
) -> Result<Address, Vec<Problem>> {
    if row.key.is_empty() {
        // Told already.
        return Err(Vec::new());
    }
    let address = Address::new(kind, &row.key).map_err(|fault| placed(row, &vec![fault]))?;
    match organisations.meant(actor, &address, row).as_slice() {
        [] => Ok(address),
        [(found, by)] => {
            summary.matched.push(Matched { key: row.key.clone(), entry: found.clone(), by: *by });
            Ok(found.clone())
        }
        several => Err(vec![which(row, several)]),
    }
}

/// Makes or changes the entry of a row; returns it when its fields were written.
async fn one(
    transaction: &mut Transaction,
    actor: &Actor,
    address: Address,
    row: &Row,
    at: Timestamp,
    summary: &mut Summary,
) -> Result<Option<Entry>, store::Error> {
    let old = transaction.look(Reader::Member(actor.side), &address).await?;
    let inputs = table::inputs(&row.cells);
    let mut made = None;
    let mut line =
        Line { row: number(row), entry: address.clone(), done: Done::Unchanged, n_acts: 0, waiting: false };
    if old.as_ref().is_none_or(|old| differs(old, &inputs, row.visibility)) {
        let wish = if old.is_some() { Wish::Amend } else { Wish::Create };
        line.done = if old.is_some() { Done::Changed } else { Done::Created };
        let mut request = Request::new(address.clone(), wish, at);
        request.inputs = inputs;
        request.visibility = row.visibility;
        made = transaction.act(actor, &request).await?.entries.into_iter().next();
    }
    summary.count(line.done);
    if let Some(state) = &row.state {
        let walked = walk::to(transaction, actor, &address, state, row.reason.as_deref(), at).await?;
        (line.n_acts, line.waiting) = (walked.n_acts, walked.waiting);
        summary.n_acts += walked.n_acts;
        summary.waiting.extend(walked.waiting.then_some(address));
    }
    summary.lines.push(line);
    Ok(made)
}

impl Summary {
    fn count(&mut self, done: Done) {
        let n = match done {
            Done::Created => &mut self.n_created,
            Done::Changed => &mut self.n_changed,
            Done::Unchanged => &mut self.n_unchanged,
        };
        *n += 1;
    }
}

/// The number of a row in its file.
fn number(row: &Row) -> Option<usize> {
    match row.place {
        Place::File { row, .. } => row,
        _ => None,
    }
}

/// Whether a row says anything new of an entry. What cannot be written says so when it is tried.
fn differs(old: &Entry, inputs: &value::Inputs, visibility: Option<Visibility>) -> bool {
    let mut fields = old.fields.clone();
    let written = value::write(old.kind(), &mut fields, inputs);
    written.is_err()
        || fields != old.fields
        || visibility.is_some_and(|visibility| visibility != old.visibility)
}

fn twice(row: &Row, address: &Address, before: &Place) -> Problem {
    let at = match before {
        Place::File { row: Some(row), .. } => format!("it stands in row {row} as well"),
        _ => "it stands there twice".to_owned(),
    };
    let what = if address.key() == row.key {
        format!("the key {} stands in the file twice", row.key)
    } else {
        format!("{} is {address}, and stands in the file twice", row.key)
    };
    Problem {
        code: "key-twice",
        what,
        place: Some(row.place.clone()),
        causes: vec![at],
        remedy: vec!["give each entry one row".into()],
    }
}

/// A row that several organisations fit.
fn which(row: &Row, several: &[(Address, By)]) -> Problem {
    let names: Vec<String> = several.iter().map(|(address, _)| address.to_string()).collect();
    Problem {
        code: "several-fit",
        what: format!("{} may be any of several organisations", row.key),
        place: Some(row.place.clone()),
        causes: vec![format!("the same identifier or name have {}", names.join(", "))],
        remedy: vec!["give the row the key of the one that is meant, or an identifier of its own".into()],
    }
}

/// The faults of a row, each at its column.
fn placed(row: &Row, faults: &Errors) -> Vec<Problem> {
    let mut problems = Vec::new();
    for fault in faults {
        let mut place = row.place.clone();
        if let (Place::File { column, .. }, Some(field)) = (&mut place, fault.field()) {
            *column = Some(field.to_owned());
        }
        for problem in Report::of(fault).problems {
            problems.push(problem.at(place.clone()));
        }
    }
    problems
}
