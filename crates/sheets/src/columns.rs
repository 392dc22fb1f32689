//! The columns of a kind: what they hold, how they are called, how a form explains them.

use std::collections::BTreeMap;

use register::kind::{Form, Kind, Visibility};
use register::table;
use spreadsheets::{Column, ColumnKind};
use words::{EntryColumn, Language};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The key of the entry.
    Key,
    /// The state it should be in.
    State,
    /// Who may see it.
    Visibility,
    /// The reason of the act.
    Reason,
    /// A field.
    Field(table::Column),
    /// Something an export says that an import does not read.
    Ignored,
}

impl Meaning {
    /// The name of the column for programs.
    pub fn name(&self) -> String {
        match self {
            Meaning::Key => "key".into(),
            Meaning::State => "state".into(),
            Meaning::Visibility => "visibility".into(),
            Meaning::Reason => "reason".into(),
            Meaning::Field(column) => column.name(),
            Meaning::Ignored => "version".into(),
        }
    }
}

/// The heading of a column for people.
pub fn heading(language: Language, kind: &'static Kind, meaning: &Meaning) -> String {
    match meaning {
        Meaning::Field(table::Column { field, lang: Some(lang) }) => {
            format!("{} ({lang})", words::field(language, kind, field))
        }
        Meaning::Field(column) => words::field(language, kind, column.field),
        Meaning::Key => words::column(language, EntryColumn::Key),
        Meaning::State => words::column(language, EntryColumn::State),
        Meaning::Visibility => words::column(language, EntryColumn::Visibility),
        Meaning::Reason => words::column(language, EntryColumn::Reason),
        Meaning::Ignored => meaning.name(),
    }
}

/// Every heading that is understood, in lower case: names, and labels in all languages.
pub fn known(kind: &'static Kind, langs: &[String]) -> BTreeMap<String, Meaning> {
    let mut all = vec![Meaning::Key, Meaning::State, Meaning::Visibility, Meaning::Reason, Meaning::Ignored];
    all.extend(table::columns(kind, langs).into_iter().map(Meaning::Field));
    let mut known = BTreeMap::new();
    for meaning in all {
        for language in Language::ALL {
            known.entry(normal(&heading(language, kind, &meaning))).or_insert_with(|| meaning.clone());
        }
        known.insert(normal(&meaning.name()), meaning);
    }
    known
}

/// Case, width and blanks do not matter in a heading.
pub(crate) fn normal(heading: &str) -> String {
    let plain = spreadsheets::normalized(heading).to_lowercase();
    plain.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The columns of a kind, as an export has them.
pub fn columns(kind: &'static Kind, langs: &[String]) -> Vec<Meaning> {
    let mut meanings = vec![Meaning::Key];
    // The token of a user is nobody's to export.
    let columns = table::columns(kind, langs).into_iter().filter(|column| column.field.name != "token");
    meanings.extend(columns.map(Meaning::Field));
    meanings.extend([Meaning::State, Meaning::Reason, Meaning::Visibility]);
    meanings
}

/// A column under its name for programs, which is the same in every language.
pub(crate) fn named(kind: &'static Kind, meaning: &Meaning) -> Column {
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
            (kind_of(language, column.field.form), required, explained)
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

fn kind_of(language: Language, form: Form) -> ColumnKind {
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
