//! Languages of texts as rows of their own: `entry, field, language, text, state`; what translators send back.

use std::collections::BTreeMap;
use std::path::Path;

use diagnostic::{Kind, Place, Problem, Report};
use jiff::Timestamp;
use register::act::{Request, Wish};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::kind::Form;
use register::text::TextState;
use register::value::Input;
use store::Transaction;

use crate::import::Summary;
use crate::reading::all;

/// The columns, in order.
pub const COLUMNS: [&str; 5] = ["entry", "field", "language", "text", "state"];

/// One language of one text.
pub struct TextRow {
    place: Place,
    address: Address,
    field: &'static str,
    lang: String,
    text: String,
    state: TextState,
}

/// The rows of a file, or everything that is wrong with it.
pub fn read(path: &Path, map: &BTreeMap<String, String>) -> Result<Vec<TextRow>, Report> {
    let mut known: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    known.extend(map.keys().cloned());
    let sheet = spreadsheets::read_with_headings(path, &known).map_err(|errors| all(&errors))?;
    let names: Vec<String> = sheet
        .headings
        .iter()
        .map(|heading| map.get(heading).unwrap_or(heading).trim().to_lowercase())
        .collect();
    let mut problems = Vec::new();
    for column in COLUMNS.iter().filter(|column| !names.iter().any(|name| name == *column)) {
        let place = Place::File { path: path.to_owned(), row: Some(1), column: Some((*column).to_owned()) };
        problems.push(problem("no-column", format!("the table has no column {column}"), place));
    }
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let cell = |column: &str| {
            let k = names.iter().position(|name| name == column);
            k.and_then(|k| row.cells.get(k)).map(|cell| cell.text().into_owned()).unwrap_or_default()
        };
        match one(path, row.number, &cell) {
            Ok(row) => rows.push(row),
            Err(faults) => problems.extend(faults),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(Report { kind: Kind::Data, problems }) }
}

fn one(path: &Path, row: usize, cell: &dyn Fn(&str) -> String) -> Result<TextRow, Vec<Problem>> {
    let place =
        |column: &str| Place::File { path: path.to_owned(), row: Some(row), column: Some(column.to_owned()) };
    let mut problems = Vec::new();
    let address = Address::parse(&cell("entry"));
    if let Err(fault) = &address {
        problems.extend(Report::of(fault).problems.into_iter().map(|problem| problem.at(place("entry"))));
    }
    let field = address.as_ref().ok().and_then(|address| address.kind().field(&cell("field")));
    let field = field.filter(|field| field.form == Form::Texts);
    if field.is_none() && address.is_ok() {
        problems.push(problem(
            "unknown-field",
            format!("{:?} is no field with texts", cell("field")),
            place("field"),
        ));
    }
    let state = TextState::parse(&cell("state")).filter(|state| *state < TextState::Authentic);
    if state.is_none() {
        problems.push(problem(
            "bad-value",
            format!("{:?} is not machine, draft or reviewed", cell("state")),
            place("state"),
        ));
    }
    match (address, field, state) {
        (Ok(address), Some(field), Some(state)) if !cell("language").is_empty() => Ok(TextRow {
            place: place("text"),
            address,
            field: field.name,
            lang: cell("language"),
            text: cell("text"),
            state,
        }),
        _ => Err(problems),
    }
}

fn problem(code: &'static str, what: String, place: Place) -> Problem {
    Problem { code, what, place: Some(place), causes: Vec::new(), remedy: Vec::new() }
}

/// Writes all rows, or returns everything that is wrong. *Reviewed* needs a reviewer of the language.
pub async fn write(
    transaction: &mut Transaction,
    actor: &Actor,
    rows: &[TextRow],
    at: Timestamp,
) -> Result<Result<Summary, Vec<Problem>>, store::Error> {
    let mut summary = Summary::default();
    let mut problems = Vec::new();
    for row in rows {
        match write_one(transaction, actor, row, at).await {
            Ok(true) => summary.n_changed += 1,
            Ok(false) => summary.n_unchanged += 1,
            Err(store::Error::Refused(faults)) => {
                let faults = faults.iter().flat_map(|fault| Report::of(fault).problems);
                problems.extend(faults.map(|problem| problem.at(row.place.clone())));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(if problems.is_empty() { Ok(summary) } else { Err(problems) })
}

async fn write_one(
    transaction: &mut Transaction,
    actor: &Actor,
    row: &TextRow,
    at: Timestamp,
) -> Result<bool, store::Error> {
    let found = transaction.look(Reader::Member(actor.side), &row.address).await?;
    let old = found.as_ref().and_then(|entry| entry.texts(row.field)?.get(&row.lang));
    let same = old.is_some_and(|old| old.text == row.text);
    let mut changed = false;
    if !same {
        let state = row.state.min(TextState::Draft);
        let mut request = Request::new(row.address.clone(), Wish::Translate, at);
        request
            .inputs
            .insert(row.field, Input::Texts(BTreeMap::from([(row.lang.clone(), (row.text.clone(), state))])));
        changed |= !transaction.act(actor, &request).await?.entries.is_empty();
    }
    if row.state == TextState::Reviewed && !(same && old.is_some_and(|old| old.state >= TextState::Reviewed))
    {
        let wish = Wish::Review { field: row.field.to_owned(), lang: row.lang.clone() };
        changed |=
            !transaction.act(actor, &Request::new(row.address.clone(), wish, at)).await?.entries.is_empty();
    }
    Ok(changed)
}
