//! Rows of a table into the register: the same for `import`, for the examples, and later for the web.
//!
//! A row makes its entry or changes it, by its key; what is already as the row says is left alone, so that importing
//! twice changes nothing. A column `state` walks the entry along its table to that state, as far as the acting user
//! may: what binds both sides waits for the other.

mod columns;
pub mod texts;
mod walk;

pub use columns::{Meaning, Reading, heading, meanings};

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
use store::{Transaction, wish_for};

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
}

/// Writes all rows, or returns everything that is wrong; the caller commits, or drops the transaction.
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
    let mut seen = std::collections::BTreeMap::new();
    for (k, row) in rows.iter().enumerate() {
        progress(k + 1);
        if let Some(before) = seen.insert(row.key.clone(), &row.place) {
            problems.push(twice(row, before));
            continue;
        }
        match one(transaction, actor, kind, row, at, &mut summary).await {
            Ok(()) => {}
            Err(store::Error::Refused(faults)) => problems.extend(placed(row, &faults)),
            Err(other) => return Err(other),
        }
    }
    Ok(if problems.is_empty() { Ok(summary) } else { Err(problems) })
}

async fn one(
    transaction: &mut Transaction,
    actor: &Actor,
    kind: &'static Kind,
    row: &Row,
    at: Timestamp,
    summary: &mut Summary,
) -> Result<(), store::Error> {
    let address = Address::new(kind, &row.key)?;
    let old = transaction.look(Reader::Member(actor.side), &address).await?;
    let inputs = table::inputs(&row.cells);
    if old.as_ref().is_none_or(|old| differs(old, &inputs, row.visibility)) {
        let mut request = Request::new(address.clone(), wish_for(old.is_some()), at);
        request.inputs = inputs;
        request.visibility = row.visibility;
        transaction.act(actor, &request).await?;
        let n = if old.is_some() { &mut summary.n_changed } else { &mut summary.n_created };
        *n += 1;
    } else {
        summary.n_unchanged += 1;
    }
    if let Some(state) = &row.state {
        let walked = walk::to(transaction, actor, &address, state, row.reason.as_deref(), at).await?;
        summary.n_acts += walked.n_acts;
        summary.waiting.extend(walked.waiting.then_some(address));
    }
    Ok(())
}

/// Whether a row says anything new of an entry. What cannot be written says so when it is tried.
fn differs(old: &Entry, inputs: &value::Inputs, visibility: Option<Visibility>) -> bool {
    let mut fields = old.fields.clone();
    let written = value::write(old.kind(), &mut fields, inputs);
    written.is_err()
        || fields != old.fields
        || visibility.is_some_and(|visibility| visibility != old.visibility)
}

fn twice(row: &Row, before: &Place) -> Problem {
    let at = match before {
        Place::File { row: Some(row), .. } => format!("it stands in row {row} as well"),
        _ => "it stands there twice".to_owned(),
    };
    Problem {
        code: "key-twice",
        what: format!("the key {} stands in the file twice", row.key),
        place: Some(row.place.clone()),
        causes: vec![at],
        remedy: vec!["give each entry one row".into()],
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
            problems.push(store::problem_at(problem, place.clone()));
        }
    }
    problems
}

/// A wish to take an act.
pub fn take(act: &str) -> Wish {
    Wish::Take(act.to_owned())
}
