//! Fields as boxes of a form, and what was typed into them as inputs of the register.

use std::collections::BTreeMap;

use register::entry::Entry;
use register::kind::{Field, Form, Kind};
use register::table::{self, Column};
use register::value::{Inputs, is_list};
use store::Filter;

use super::Sent;
use crate::error::Failure;
use crate::shown::{Words, title};
use crate::visit::Visit;

/// More entries than this are not offered in a list: their key is typed.
const MOST_OFFERED: usize = 300;

/// What boxes hold, by the name of their column.
pub(crate) type Values = BTreeMap<String, String>;

/// A box of a form with its label.
#[derive(Debug)]
pub(crate) struct FieldBox {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) about: Vec<String>,
    pub(crate) required: bool,
    pub(crate) faults: Vec<String>,
    pub(crate) control: Control,
}

#[derive(Debug)]
pub(crate) enum Control {
    Line { value: String, kind: &'static str },
    Area { value: String },
    Pick(Vec<Offer>),
    Ticks(Vec<Offer>),
    Texts(Vec<LanguageBox>),
}

/// Something that can be picked.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) value: String,
    pub(crate) words: Words,
    pub(crate) chosen: bool,
}

/// One language of a text.
#[derive(Debug)]
pub(crate) struct LanguageBox {
    pub(crate) column: String,
    pub(crate) tag: String,
    pub(crate) name: String,
    pub(crate) value: String,
    /// Whether it is a title, of one line.
    pub(crate) short: bool,
}

/// What was sent, by column; several values of one name are lines of one value.
pub(crate) fn values(form: &Sent) -> Values {
    let mut values = Values::new();
    for (name, value) in form {
        let value = value.replace("\r\n", "\n");
        let all = values.entry(name.clone()).or_default();
        if !all.is_empty() && !value.is_empty() {
            all.push('\n');
        }
        all.push_str(&value);
    }
    values
}

/// What an entry holds, by column.
pub(crate) fn values_of(entry: &Entry, langs: &[String]) -> Values {
    let columns = table::columns(entry.kind(), langs);
    columns.iter().map(|column| (column.name(), table::cell(entry, column))).collect()
}

/// What was typed, as inputs: of some fields, and of an entry only what is other than it was.
pub(crate) fn inputs(fields: &[&'static Field], typed: &Values, entry: Option<&Entry>) -> Inputs {
    let mut cells = Vec::new();
    for (name, value) in typed {
        let (field, lang) =
            name.split_once('.').map_or((name.as_str(), None), |(f, l)| (f, Some(l.to_owned())));
        let Some(field) = fields.iter().find(|known| known.name == field) else { continue };
        let column = Column { field, lang };
        let same = |entry: &Entry| table::cell(entry, &column).trim() == value.trim();
        if !entry.map_or_else(|| value.trim().is_empty(), same) {
            cells.push((column, value.clone()));
        }
    }
    table::inputs(&cells)
}

/// What was typed on an older version, upon the newest: what the form held untouched is as somebody else has left it, so
/// that sending it again undoes nobody's work.
pub(crate) fn upon(typed: Values, yours: &Entry, current: &Entry, langs: &[String]) -> Values {
    let (old, new) = (values_of(yours, langs), values_of(current, langs));
    let newest = |(name, value): (String, String)| {
        let untouched = old.get(&name).is_some_and(|old| items(old).eq(items(&value)));
        let value = if untouched { new.get(&name).cloned().unwrap_or_default() } else { value };
        (name, value)
    };
    typed.into_iter().map(newest).collect()
}

/// The items of a value, by whatever they are separated, and of addresses the key.
fn items(value: &str) -> impl Iterator<Item = &str> {
    let items = value.split(['\n', ';']).map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| item.rsplit_once('/').map_or(item, |(_, key)| key))
}

/// The boxes of some fields, filled with values.
pub(crate) async fn boxes(
    visit: &mut Visit,
    kind: &'static Kind,
    fields: &[&'static Field],
    values: &Values,
) -> Result<Vec<FieldBox>, Failure> {
    let lang = visit.lang;
    let mut boxes = Vec::new();
    for field in fields {
        let control = control(visit, field, values).await?;
        let about = words::field_about(lang, kind, field);
        let form = matches!(control, Control::Line { .. } | Control::Area { .. });
        let form = form.then(|| words::form(lang, field.form));
        boxes.push(FieldBox {
            name: field.name.to_owned(),
            label: words::field(lang, kind, field),
            about: about.into_iter().chain(form).collect(),
            required: field.required,
            faults: Vec::new(),
            control,
        });
    }
    Ok(boxes)
}

async fn control(visit: &mut Visit, field: &'static Field, values: &Values) -> Result<Control, Failure> {
    let value = values.get(field.name).cloned().unwrap_or_default();
    let lang = visit.lang;
    let chosen = |word: &str| value.split(['\n', ';']).any(|item| item.trim() == word);
    let word = |word: &&'static str| Offer {
        value: (*word).to_owned(),
        words: match register::Side::parse(word).filter(|_| field.name == "side") {
            Some(side) => visit.mechanism.side(side).clone(),
            None => Words::plain(words::word(lang, word)),
        },
        chosen: chosen(word),
    };
    Ok(match field.form {
        Form::Texts => Control::Texts(languages(visit, field, values)),
        Form::Choice(list) => Control::Pick(list.iter().map(word).collect()),
        Form::Choices(list) => Control::Ticks(list.iter().map(word).collect()),
        Form::Flag => Control::Pick(["yes", "no"].iter().map(word).collect()),
        Form::Ref(kinds) | Form::Refs(kinds) => match offers(visit, kinds, &value).await? {
            Some(offers) if is_list(field.form) => Control::Ticks(offers),
            Some(offers) => Control::Pick(offers),
            None if is_list(field.form) => Control::Area { value },
            None => Control::Line { value, kind: "text" },
        },
        Form::Lines | Form::Codes => Control::Area { value },
        Form::Email => Control::Line { value, kind: "email" },
        Form::Url => Control::Line { value, kind: "url" },
        Form::Line | Form::Date | Form::Time | Form::Zone | Form::Number | Form::Count | Form::Hash => {
            Control::Line { value, kind: "text" }
        }
    })
}

fn languages(visit: &Visit, field: &'static Field, values: &Values) -> Vec<LanguageBox> {
    let boxed = |code: &String| {
        let column = format!("{}.{code}", field.name);
        LanguageBox {
            tag: if code == "zh" { "zh-Hans".to_owned() } else { code.clone() },
            name: words::language(visit.lang, code),
            value: values.get(&column).cloned().unwrap_or_default(),
            short: ["title", "place", "capital", "name"].contains(&field.name),
            column,
        }
    };
    // The reader's language is written first.
    let (own, others): (Vec<_>, Vec<_>) =
        visit.mechanism.entry.items("languages").iter().partition(|code| *code == visit.lang.code());
    own.into_iter().chain(others).map(boxed).collect()
}

/// The entries that a field can name; `None` when there are too many, or of any kind.
async fn offers(visit: &mut Visit, kinds: &[&str], value: &str) -> Result<Option<Vec<Offer>>, Failure> {
    let mut offers = Vec::new();
    for kind in kinds {
        let filter =
            Filter { kind: register::kind::kind(kind), limit: Some(MOST_OFFERED + 1), ..Filter::default() };
        for entry in visit.register.list(visit.reader, &filter).await? {
            let address = entry.address.to_string();
            let named = |item: &str| item == address || (kinds.len() == 1 && item == entry.address.key());
            let chosen = value.split(['\n', ';']).any(|item| named(item.trim()));
            offers.push(Offer { value: address, words: title(&entry, visit.lang), chosen });
        }
    }
    if kinds.is_empty() || offers.len() > MOST_OFFERED {
        return Ok(None);
    }
    offers.sort_by(|a, b| a.words.text.cmp(&b.words.text));
    Ok(Some(offers))
}

/// Puts what is wrong beside the box it is about; what is about no box is returned.
pub(crate) fn place(
    boxes: &mut [FieldBox],
    faults: &[register::Error],
    lang: words::Language,
) -> Vec<String> {
    let mut rest = Vec::new();
    for fault in faults {
        let said = words::fault(lang, fault);
        let field = fault.field().map(|field| field.split('.').next().unwrap_or(field));
        match boxes.iter_mut().find(|known| Some(known.name.as_str()) == field) {
            Some(known) => known.faults.push(said),
            None => rest.push(said),
        }
    }
    rest
}
