//! Entries as rows of a table: one format out and in.

use std::collections::BTreeMap;

use crate::entry::Entry;
use crate::kind::{Field, Form, Kind};
use crate::text::TextState;
use crate::value::{Input, Inputs, Value};

/// A column: a field, or one language of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field.
    pub field: &'static Field,
    /// The language, for texts.
    pub lang: Option<String>,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Field {}

impl Column {
    /// Its name, `due` or `title.zh`.
    pub fn name(&self) -> String {
        match &self.lang {
            Some(lang) => format!("{}.{lang}", self.field.name),
            None => self.field.name.to_owned(),
        }
    }
}

/// The columns of a kind, texts once per language.
pub fn columns(kind: &'static Kind, langs: &[String]) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in kind.fields {
        if field.form == Form::Texts {
            columns.extend(langs.iter().map(|lang| Column { field, lang: Some(lang.clone()) }));
        } else {
            columns.push(Column { field, lang: None });
        }
    }
    columns
}

/// A column by its name.
pub fn column(kind: &'static Kind, name: &str) -> Option<Column> {
    let (name, lang) =
        name.split_once('.').map_or((name, None), |(name, lang)| (name, Some(lang.to_owned())));
    let field = kind.field(name)?;
    let fits = (field.form == Form::Texts) == lang.is_some() && lang.as_deref() != Some("");
    fits.then_some(Column { field, lang })
}

/// What cells write; languages of one text come together. Texts come as drafts.
pub fn inputs(cells: &[(Column, String)]) -> Inputs {
    let mut inputs = Inputs::new();
    for (column, text) in cells {
        let Some(lang) = &column.lang else {
            inputs.insert(column.field.name, Input::Plain(text.clone()));
            continue;
        };
        let texts = inputs.entry(column.field.name).or_insert_with(|| Input::Texts(BTreeMap::new()));
        if let Input::Texts(texts) = texts {
            texts.insert(lang.clone(), (text.clone(), TextState::Draft));
        }
    }
    inputs
}

/// The cell of an entry in a column; lists are joined by semicolons, lines by line ends.
pub fn cell(entry: &Entry, column: &Column) -> String {
    let value = entry.fields.get(column.field.name);
    match (value, &column.lang) {
        (Some(Value::Texts(texts)), Some(lang)) => {
            texts.get(lang).map(|version| version.text.clone()).unwrap_or_default()
        }
        (Some(value), None) => {
            let separator = if column.field.form == Form::Lines { "\n" } else { "; " };
            let items: Vec<&str> = value.items().iter().map(|item| short(column.field.form, item)).collect();
            items.join(separator)
        }
        _ => String::new(),
    }
}

/// A key alone where only one kind is meant.
fn short(form: Form, item: &str) -> &str {
    match form {
        Form::Ref([_]) | Form::Refs([_]) => item.split_once('/').map_or(item, |(_, key)| key),
        _ => item,
    }
}
