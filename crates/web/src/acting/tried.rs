//! What a file would do, or has done: read and written by `sheets`, shown as a table.

use std::collections::BTreeMap;
use std::path::Path;

use axum::http::StatusCode;
use diagnostic::Report;
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::Entry;
use register::kind::Kind;
use sheets::import::{Done, Line, Row, Summary};
use sheets::{Fault, Reading};
use spreadsheets::Sheet;
use tokio::sync::Semaphore;
use words::Language;

use crate::block::{Column, Table};
use crate::error::Failure;
use crate::shown::{Item, Titles, Words};
use crate::visit::Visit;

/// Rows that a page shows.
const SHOWN: usize = 500;

/// Files that are read at the same time: one unpacks to 256 MiB at most, and its cells to more.
static READ_AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A file that somebody has sent.
pub(crate) struct Upload {
    pub(crate) kind: &'static Kind,
    /// As it is called on his machine.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What came of trying.
pub(crate) enum Tried {
    Faulty(Vec<Fault>),
    /// Nothing is wrong: what is done with each row, and the entries that are shown.
    Sound {
        summary: Summary,
        entries: Titles,
    },
}

/// Reads a file and writes its rows as the actor; everything is kept when asked to and nothing is wrong, else nothing.
pub(crate) async fn all(
    visit: &mut Visit,
    actor: &Actor,
    upload: Upload,
    keep: bool,
) -> Result<Tried, Failure> {
    let langs = visit.mechanism.entry.items("languages").to_vec();
    let (kind, name) = (upload.kind, upload.name.clone());
    let (sheet, rows) = match read(upload, langs.clone()).await? {
        Ok(read) => read,
        Err(faults) => return Ok(Tried::Faulty(faults)),
    };
    let mut register = visit.site.store.write().await?;
    let written = sheets::import::rows(&mut register, actor, kind, &rows, visit.now, |_| ()).await?;
    let summary = match written {
        Ok(summary) => summary,
        Err(problems) => {
            let reading = Reading { kind, map: &BTreeMap::new(), path: Path::new(&name), langs: &langs };
            return Ok(Tried::Faulty(reading.faults(&sheet, problems)));
        }
    };
    let shown: Vec<Address> = summary.lines.iter().take(SHOWN).map(|line| line.entry.clone()).collect();
    let entries = register.look_at(Reader::Member(actor.side), &shown).await?;
    if keep {
        register.commit().await?;
    }
    Ok(Tried::Sound { summary, entries })
}

/// The rows of a file, or everything that is wrong with it; not on the threads that answer others.
async fn read(upload: Upload, langs: Vec<String>) -> Result<Result<(Sheet, Vec<Row>), Vec<Fault>>, Failure> {
    let _permit = READ_AT_ONCE.acquire().await;
    let read = tokio::task::spawn_blocking(move || {
        let Upload { kind, name, bytes } = upload;
        let reading = Reading { kind, map: &BTreeMap::new(), path: Path::new(&name), langs: &langs };
        let of_file = |report: Report| report.problems.into_iter().map(Fault::of_file).collect::<Vec<_>>();
        let sheet = reading.sheet(&bytes).map_err(of_file)?;
        match reading.rows(&sheet) {
            Ok(rows) => Ok((sheet, rows)),
            Err(report) => Err(reading.faults(&sheet, report.problems)),
        }
    });
    read.await.map_err(|_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR))
}

impl Tried {
    /// What is said above the table.
    pub(crate) fn sentences(&self, lang: Language, kind: &'static Kind) -> Vec<String> {
        let of = words::kinds(lang, kind);
        let (mut sentences, n) = match self {
            Tried::Faulty(faults) => {
                (vec![lang.tell("web-import-faults", &[("n", faults.len().into())])], faults.len())
            }
            Tried::Sound { summary, .. } => {
                let counts = [
                    ("created", summary.n_created.into()),
                    ("changed", summary.n_changed.into()),
                    ("unchanged", summary.n_unchanged.into()),
                    ("acts", summary.n_acts.into()),
                    ("waiting", summary.waiting.len().into()),
                ];
                (vec![of, lang.tell("office-imported", &counts)], summary.lines.len())
            }
        };
        if n > SHOWN {
            sentences.push(lang.tell("web-import-first", &[("n", SHOWN.into())]));
        }
        sentences
    }

    pub(crate) fn table(&self, lang: Language) -> Table {
        match self {
            Tried::Faulty(faults) => table_of_faults(lang, faults),
            Tried::Sound { summary, entries } => table_of_lines(lang, &summary.lines, entries),
        }
    }
}

fn table_of_faults(lang: Language, faults: &[Fault]) -> Table {
    let with_sheet = faults.iter().any(|fault| !fault.worksheet.is_empty());
    let mut columns = vec![Column { numeric: true, ..Column::new(lang.say("web-import-row")) }];
    if with_sheet {
        columns.push(Column::new(lang.say("web-import-sheet")));
    }
    let labels =
        ["web-import-column", "web-import-value", "web-import-what", "web-import-why", "web-import-remedy"];
    columns.extend(labels.map(|key| Column::new(lang.say(key))));
    let row = |fault: &Fault| {
        let mut row = vec![fault.row.map(|row| Item::Number(row.to_string())).into_iter().collect()];
        if with_sheet {
            row.push(vec![Item::text(&fault.worksheet)]);
        }
        row.push(fault.column.iter().map(Item::text).collect());
        row.push(fault.value.iter().map(Item::text).collect());
        row.push(vec![english(lang, &fault.problem.what)]);
        row.push(fault.problem.causes.iter().map(|text| english(lang, text)).collect());
        row.push(fault.problem.remedy.iter().map(|text| english(lang, text)).collect());
        row
    };
    let rows = faults.iter().take(SHOWN).map(row).collect();
    Table { caption: lang.say("web-import-faulty"), columns, rows, more: None }
}

/// A sentence of a report: they are in English, and say so on other pages.
fn english(lang: Language, text: &str) -> Item {
    let other = (lang != Language::En).then(|| "en".to_owned());
    Item::Words(Words { text: text.to_owned(), lang: other, machine: false })
}

fn table_of_lines(lang: Language, lines: &[Line], entries: &Titles) -> Table {
    let labels = ["web-import-row", "web-import-entry", "web-import-deed", "web-state"];
    let row = |line: &Line| {
        let entry = entries.get(&line.entry);
        let title = |entry: &Entry| match line.done {
            // What is only tried has no page yet.
            Done::Created => Item::Words(crate::shown::title(entry, lang)),
            _ => Item::entry(entry, lang),
        };
        let number = line.row.map(|row| Item::Number(row.to_string())).into_iter().collect();
        let mut said = vec![Item::text(deed(lang, line.done))];
        said.extend(line.waiting.then(|| Item::text(lang.say("web-import-waits"))));
        let key = Item::Code(line.entry.key().to_owned());
        let entry_items = [vec![key], entry.map(title).into_iter().collect()].concat();
        vec![number, entry_items, said, entry.map(|entry| Item::state(entry, lang)).into_iter().collect()]
    };
    let rows = lines.iter().take(SHOWN).map(row).collect();
    let columns = labels.map(|key| Column::new(lang.say(key))).into();
    Table { caption: lang.say("web-import"), columns, rows, more: None }
}

fn deed(lang: Language, done: Done) -> String {
    match done {
        Done::Created => lang.say("web-import-created"),
        Done::Changed => lang.say("web-import-changed"),
        Done::Unchanged => lang.say("web-import-unchanged"),
    }
}
