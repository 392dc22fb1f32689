//! Values of fields: words, links, dates, numbers.

use std::collections::BTreeMap;

use register::Side;
use register::address::Address;
use register::entry::Entry;
use register::kind::{Field, Form};
use words::Language;

use super::{Words, date, shape, title};
use crate::frame::Mechanism;
use crate::visit::path;

/// One thing in a table or a list of facts.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Words(Words),
    /// An entry of the register or another page of this site.
    Link {
        href: String,
        words: Words,
    },
    /// An address elsewhere.
    Outside {
        href: String,
    },
    State {
        word: String,
        class: &'static str,
        sign: &'static str,
    },
    /// A date, with its form for machines.
    Date {
        machine: String,
        text: String,
    },
    Number(String),
    /// A ratio in the colour of its size, which leads to its page.
    Heat {
        href: String,
        class: &'static str,
        /// Which direction, where a cell has two.
        sign: String,
        /// What it is, for those who do not see where it stands.
        about: String,
        text: String,
    },
    /// Why there is no number.
    None {
        text: String,
    },
    /// A key, a hash, a code.
    Code(String),
}

impl Item {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Item::Words(Words::plain(text))
    }

    /// A link to an entry.
    pub(crate) fn entry(entry: &Entry, lang: Language) -> Self {
        Item::Link { href: path(lang, &place_of(&entry.address)), words: title(entry, lang) }
    }

    /// The state of an entry.
    pub(crate) fn state(entry: &Entry, lang: Language) -> Self {
        let shape = shape(entry.state);
        let word = words::state(lang, entry.kind(), entry.state);
        Item::State { word, class: shape.class(), sign: shape.sign() }
    }

    /// A date as it stands in a field.
    pub(crate) fn date(text: &str, lang: Language) -> Self {
        Item::Date { machine: text.to_owned(), text: date(lang, text) }
    }

    /// A moment's day.
    pub(crate) fn day(at: jiff::Timestamp, lang: Language) -> Self {
        Item::Date { machine: at.to_string(), text: super::day(lang, at) }
    }

    /// The words alone, for sorting and for files.
    pub(crate) fn plain(&self) -> &str {
        match self {
            Item::Words(words) | Item::Link { words, .. } => &words.text,
            Item::Outside { href } => href,
            Item::State { word, .. } => word,
            Item::Date { machine, .. } => machine,
            Item::Number(text) | Item::Code(text) | Item::Heat { text, .. } | Item::None { text } => text,
        }
    }
}

/// The place of an entry on this site, without the language.
pub(crate) fn place_of(address: &Address) -> String {
    format!("/{}/{}", address.kind().name.replace('_', "-"), crate::frame::encoded(address.key()))
}

/// The entries that others name, by address: those the reader may see.
pub(crate) type Titles = BTreeMap<Address, Entry>;

/// The values of a field.
pub(crate) fn items_of(
    entry: &Entry,
    field: &'static Field,
    titles: &Titles,
    lang: Language,
    mechanism: &Mechanism,
) -> Vec<Item> {
    let item = |text: &String| item(field.form, field.name, text, titles, lang, mechanism);
    entry.items(field.name).iter().filter_map(item).collect()
}

/// `None` for an entry that the reader may not see.
fn item(
    form: Form,
    field: &str,
    text: &str,
    titles: &Titles,
    lang: Language,
    mechanism: &Mechanism,
) -> Option<Item> {
    Some(match form {
        Form::Ref(_) | Form::Refs(_) => {
            let address = Address::parse(text).ok()?;
            Item::entry(titles.get(&address)?, lang)
        }
        Form::Date => Item::date(text, lang),
        Form::Count | Form::Number => Item::Number(number(lang, text)),
        Form::Choice(_) if field == "side" => match Side::parse(text) {
            Some(side) => Item::Words(mechanism.side(side).clone()),
            None => Item::text(words::word(lang, text)),
        },
        Form::Choice(_) | Form::Choices(_) | Form::Flag => Item::text(words::word(lang, text)),
        Form::Url => Item::Outside { href: text.to_owned() },
        Form::Hash | Form::Codes => Item::Code(text.to_owned()),
        Form::Lines if field == "languages" || field == "reviews" => Item::text(words::language(lang, text)),
        Form::Line | Form::Lines if text.starts_with("https://") || text.starts_with("http://") => {
            Item::Outside { href: text.to_owned() }
        }
        Form::Texts | Form::Line | Form::Lines => Item::Words(Words::as_written(text)),
        Form::Time | Form::Zone | Form::Email => Item::text(text),
    })
}

/// A number as it was written, with the marks of the language.
pub(crate) fn number(lang: Language, text: &str) -> String {
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    text.parse().map_or_else(|_| text.to_owned(), |value| lang.decimal(value, decimals))
}

/// Links to several entries.
pub(crate) fn items<'a>(entries: impl IntoIterator<Item = &'a Entry>, lang: Language) -> Vec<Item> {
    entries.into_iter().map(|entry| Item::entry(entry, lang)).collect()
}
