//! What a list shows, as a file for spreadsheets: all of its pages, in the format that an import reads.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use diagnostic::{Kind, Problem, Report};
use register::audit::Head;
use register::kind::kind_or_plural;
use sheets::Table;
use spreadsheets::Notes;
use store::Filter;
use tokio::sync::Semaphore;
use words::Language;

use super::question::Question;
use crate::error::{Answer, Failure};
use crate::frame::head_line;
use crate::visit::Visit;

/// Entries that are read at once.
const READ: usize = 500;

/// Bytes of text in a file: what is made lies in memory until it is sent.
const LARGEST: usize = 64 << 20;

/// Files of more than [`READ`] entries that are made at the same time.
static LARGE_ONES: Semaphore = Semaphore::const_new(2);

/// The signed end of the chain as the file was made, where the file itself has no room for it.
const HEAD: HeaderName = HeaderName::from_static("counterpart-head");

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What is asked for by the last part of an address: `recommendations.csv`.
pub(crate) fn asked(name: &str) -> Option<(&str, Format)> {
    [Format::Csv, Format::Xlsx].into_iter().find_map(|format| {
        let stem = name.strip_suffix(format.ending())?.strip_suffix('.')?;
        Some((stem, format))
    })
}

/// The addresses of a list as files.
pub(crate) struct Downloads {
    pub(crate) csv: String,
    pub(crate) xlsx: String,
}

impl Downloads {
    /// The list at a path, with the question that is asked of it, on all its pages.
    pub(crate) fn of(path: &str, question: &Question) -> Self {
        let question = question.with("page", None).address();
        let address = |format: Format| format!("{path}.{}{question}", format.ending());
        Downloads { csv: address(Format::Csv), xlsx: address(Format::Xlsx) }
    }
}

/// A form to fill in, for the entries of a kind.
pub(crate) async fn template(visit: Visit, Path((_, plural)): Path<(String, String)>) -> Answer {
    let lang = visit.lang;
    let kind = kind_or_plural(&plural).ok_or_else(Failure::not_found)?;
    let bytes = sheets::template(kind, lang);
    let bytes = bytes.map_err(|error| Failure::of_report(Report::of(&error)))?;
    let name = format!("{}-{}", kind.plural.replace('_', "-"), lang.code());
    Ok((attachment(&name, Format::Xlsx), bytes).into_response())
}

/// All entries that a filter lets through and that the reader may see, as a file.
pub(crate) async fn file(visit: &mut Visit, mut table: Table, filter: Filter, format: Format) -> Answer {
    fill(visit, &mut table, filter).await?;
    let head = visit.register.head(&visit.site.key).await?;
    let notes = notes(visit, &table, &head);
    let name = format!("{}-{}", table.name.replace('_', "-"), day(visit));
    let made = tokio::task::spawn_blocking(move || match format {
        Format::Csv => Ok(table.csv()),
        Format::Xlsx => table.xlsx_with_notes(&notes),
    });
    let bytes = made.await.map_err(|_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    let bytes = bytes.map_err(|error| Failure::of_report(Report::of(&error)))?;
    let mut headers = attachment(&name, format);
    headers.insert(HEAD, value(&head_line(&head)));
    Ok((headers, bytes).into_response())
}

/// Adds all rows, page by page.
async fn fill(visit: &mut Visit, table: &mut Table, mut filter: Filter) -> Result<(), Failure> {
    let (mut n_bytes, mut permit) = (0, None);
    for k in 0.. {
        (filter.offset, filter.limit) = (k * READ, Some(READ));
        let entries = visit.register.list(visit.reader, &filter).await?;
        let before = table.rows.len();
        for entry in &entries {
            table.add(entry);
        }
        n_bytes += table.rows[before..].iter().flatten().map(String::len).sum::<usize>();
        if n_bytes > LARGEST {
            return Err(too_large(visit.lang));
        }
        if entries.len() < READ {
            break;
        }
        if permit.is_none() {
            let free = LARGE_ONES.try_acquire();
            permit = Some(free.map_err(|_| Failure::of_status(StatusCode::SERVICE_UNAVAILABLE))?);
        }
    }
    Ok(())
}

fn too_large(lang: Language) -> Failure {
    let limit = [("mib", (LARGEST >> 20).into())];
    Failure::of_report(Report {
        kind: Kind::Data,
        problems: vec![Problem {
            code: "too-large",
            what: lang.tell("web-export-too-large", &limit),
            place: None,
            causes: Vec::new(),
            remedy: vec![lang.say("web-export-too-large-advice")],
        }],
    })
}

/// Where the rows are from, for whoever meets the file without this site.
fn notes(visit: &Visit, table: &Table, head: &Head) -> Notes {
    let lang = visit.lang;
    let line = |key: &str, said: String| [lang.say(key), said];
    let mut lines = vec![
        line("web-export-source", visit.mechanism.title.text.clone()),
        line("web-export-address", format!("{}{}", visit.site.public_url, visit.path(&visit.place))),
        line("web-export-made", visit.now.to_string()),
        line("web-export-entries", table.rows.len().to_string()),
        line("web-export-head", head_line(head)),
        [String::new(), lang.say("web-head-about")],
    ];
    if visit.mechanism.exercise {
        lines.push([String::new(), lang.say("web-exercise")]);
    }
    Notes { sheet_name: lang.say("web-export-source"), lines }
}

fn day(visit: &Visit) -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(visit.now).date()
}

/// What a browser is told of a file to keep; its name is plain ASCII.
fn attachment(name: &str, format: Format) -> HeaderMap {
    let ending = format.ending();
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, value(&format!("attachment; filename=\"{name}.{ending}\""))),
    ])
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("names, dates, hashes and keys are ASCII")
}
