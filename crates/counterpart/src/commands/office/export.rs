//! `counterpart export`: entries of a kind as a table, in the format that `import` reads.

use std::collections::BTreeMap;
use std::path::PathBuf;

use register::actor::Reader;
use register::entry::Entry;
use register::kind::{Form, Kind, Visibility};
use register::table::{self, cell};
use spreadsheets::{Column, ColumnKind, write_csv, write_xlsx};
use store::{Filter, Transaction};

use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::import;
use crate::import::{Meaning, heading};
use crate::output::{self, Output};
use words::EntryColumn;
use words::Language;

/// Arguments of `counterpart export`.
#[derive(clap::Args)]
pub struct Args {
    /// What to export: regions, sessions, projects, texts, ...
    kind: String,
    /// The file, .csv or .xlsx [default: CSV on standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Writes what the reader may see. The signed head goes with it, on standard error.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let langs = languages(&mut transaction).await?;
        let head = desk.head(&mut transaction).await?;
        let (columns, rows, name) = if args.kind == "texts" {
            let rows = texts(&mut transaction, reader).await?;
            if desk.json {
                return Ok(output::print(&crate::commands::json(&records(&rows)))?);
            }
            (text_columns(), rows, "texts".to_owned())
        } else {
            let kind = super::kind_named(&args.kind)?;
            let entries = transaction.list(reader, &Filter { kind: Some(kind), ..Filter::default() }).await?;
            if desk.json {
                return Ok(output::print(&crate::commands::json(&entries))?);
            }
            let meanings = meanings(kind, &langs);
            let rows = entries.iter().map(|entry| row(entry, &meanings)).collect();
            (meanings.iter().map(|meaning| named(kind, meaning)).collect(), rows, kind.plural.to_owned())
        };
        write(args, &columns, &rows, &name)?;
        let head = serde_json::to_string(&head).expect("a head has a JSON form");
        output::say(&desk.lang.tell("office-head", &[("head", head.into())]));
        Ok(())
    })
}

fn write(args: &Args, columns: &[Column], rows: &[Vec<String>], name: &str) -> Result<(), Failure> {
    let Some(path) = &args.out else {
        let csv = String::from_utf8(write_csv(columns, rows)).expect("the table is UTF-8");
        return Ok(output::print(&csv)?);
    };
    let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let bytes = if is_workbook { write_xlsx(columns, rows, name)? } else { write_csv(columns, rows) };
    let mut files = Output::prepare_for_file(path)?;
    files.add(path.file_name().unwrap_or_default(), bytes);
    files.commit()?;
    Ok(())
}

/// The columns of a kind, as an export has them.
pub fn meanings(kind: &'static Kind, langs: &[String]) -> Vec<Meaning> {
    let mut meanings = vec![Meaning::Key];
    // The token of a user is nobody's to export.
    let columns = table::columns(kind, langs).into_iter().filter(|column| column.field.name != "token");
    meanings.extend(columns.map(Meaning::Field));
    meanings.extend([Meaning::State, Meaning::Reason, Meaning::Visibility]);
    meanings
}

/// A column under its name for programs, which is the same in every language.
fn named(kind: &'static Kind, meaning: &Meaning) -> Column {
    let mut column = described(Language::En, kind, meaning);
    column.heading.clone_from(&column.name);
    column
}

/// A column as a form explains it.
pub fn described(language: Language, kind: &'static Kind, meaning: &Meaning) -> Column {
    let (column_kind, required, explanation) = match meaning {
        Meaning::Field(column) => {
            let required = column.field.required && column.lang.is_none();
            let about = words::field_about(language, kind, column.field);
            let takes = words::form(language, column.field.form);
            let explained = about.map_or_else(|| takes.clone(), |about| format!("{about} ({takes})"));
            (form(language, column.field.form), required, explained)
        }
        Meaning::Key => (ColumnKind::Text, true, words::column_about(language, EntryColumn::Key)),
        Meaning::State => {
            let states = kind.states.iter().map(|state| words::state(language, kind, state)).collect();
            (ColumnKind::Choice(states), false, words::column_about(language, EntryColumn::State))
        }
        Meaning::Reason => (ColumnKind::Text, false, words::column_about(language, EntryColumn::Reason)),
        Meaning::Visibility => {
            let words = Visibility::ALL.map(|visibility| words::visibility(language, visibility));
            (
                ColumnKind::Choice(words.to_vec()),
                false,
                words::column_about(language, EntryColumn::Visibility),
            )
        }
        Meaning::Ignored => (ColumnKind::Text, false, String::new()),
    };
    Column {
        heading: heading(language, kind, meaning),
        name: meaning.name(),
        kind: column_kind,
        required,
        explanation,
    }
}

fn form(language: Language, form: Form) -> ColumnKind {
    match form {
        Form::Choice(list) => {
            ColumnKind::Choice(list.iter().map(|word| words::word(language, word)).collect())
        }
        Form::Flag => ColumnKind::Choice(vec![words::word(language, "yes"), words::word(language, "no")]),
        Form::Date => ColumnKind::Date,
        Form::Number | Form::Count => ColumnKind::Number,
        _ => ColumnKind::Text,
    }
}

fn row(entry: &Entry, meanings: &[Meaning]) -> Vec<String> {
    let text = |meaning: &Meaning| match meaning {
        Meaning::Key => entry.address.key().to_owned(),
        Meaning::Field(column) => cell(entry, column),
        Meaning::State => entry.state.to_owned(),
        Meaning::Reason => entry.reason.clone().unwrap_or_default(),
        Meaning::Visibility => entry.visibility.code().to_owned(),
        Meaning::Ignored => entry.version.to_string(),
    };
    meanings.iter().map(text).collect()
}

/// The languages of the mechanism.
pub async fn languages(transaction: &mut Transaction) -> Result<Vec<String>, Failure> {
    let filter = Filter { kind: register::kind::kind("mechanism"), ..Filter::default() };
    let found = transaction.list(Reader::Public, &filter).await?;
    Ok(found.first().map(|mechanism| mechanism.items("languages").to_vec()).unwrap_or_default())
}

fn text_columns() -> Vec<Column> {
    let column = |name: &str| Column {
        heading: name.to_owned(),
        name: name.to_owned(),
        kind: ColumnKind::Text,
        required: true,
        explanation: String::new(),
    };
    import::texts::COLUMNS.iter().map(|name| column(name)).collect()
}

/// Rows of texts by the names of their columns.
fn records(rows: &[Vec<String>]) -> Vec<BTreeMap<&'static str, &str>> {
    let columns = || import::texts::COLUMNS.iter().copied();
    rows.iter().map(|row| columns().zip(row.iter().map(String::as_str)).collect()).collect()
}

/// Every language of every text that the reader may see and that is not signed wording.
async fn texts(transaction: &mut Transaction, reader: Reader) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows = Vec::new();
    for entry in transaction.list(reader, &Filter::default()).await? {
        for field in entry.kind().fields.iter().filter(|field| field.form == Form::Texts) {
            for (lang, version) in entry.texts(field.name).into_iter().flatten() {
                if version.state < register::text::TextState::Authentic {
                    let address = entry.address.to_string();
                    rows.push(vec![
                        address,
                        field.name.into(),
                        lang.clone(),
                        version.text.clone(),
                        version.state.code().into(),
                    ]);
                }
            }
        }
    }
    Ok(rows)
}
