//! Values of fields, read at the edge into one canonical form.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::address::Address;
use crate::date::Date;
use crate::error::{Error, Errors};
use crate::kind::{Field, Form, Kind};
use crate::text::{self, Lang, TextState, Texts};

/// The value of a field. Its form is that of the kind's [`Field`]; the text is canonical, so that equal values are
/// equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// One value.
    Plain(String),
    /// Several.
    List(Vec<String>),
    /// A text in several languages.
    Texts(Texts),
}

impl Value {
    /// The text of a single value.
    pub fn plain(&self) -> Option<&str> {
        match self {
            Value::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// The items: of a list all, of a single value itself, of a text none.
    pub fn items(&self) -> &[String] {
        match self {
            Value::Plain(text) => std::slice::from_ref(text),
            Value::List(items) => items,
            Value::Texts(_) => &[],
        }
    }

    /// The languages of a text.
    pub fn texts(&self) -> Option<&Texts> {
        match self {
            Value::Texts(texts) => Some(texts),
            _ => None,
        }
    }
}

/// By hand, because the form shows at the first byte, and to try one after the other takes most of the time in which an
/// entry is read.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, a list of texts, or texts by language")
            }

            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Plain(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Value, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(items)).map(Value::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, texts: A) -> Result<Value, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(texts)).map(Value::Texts)
            }
        }
        deserializer.deserialize_any(Form)
    }
}

/// What somebody wants to write into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// One value or several, as typed; empty takes the value away.
    Plain(String),
    /// Languages of a text, each with the state it comes in; empty takes the language away.
    Texts(BTreeMap<Lang, (String, TextState)>),
}

/// Inputs by field.
pub type Inputs = BTreeMap<&'static str, Input>;

/// Fields of an entry.
pub type Fields = BTreeMap<&'static str, Value>;

/// Writes inputs into fields; all faults at once, and nothing is written when there is one.
pub fn write(kind: &'static Kind, fields: &mut Fields, inputs: &Inputs) -> Result<(), Errors> {
    let mut faults = Errors::new();
    let mut written = fields.clone();
    for (name, input) in inputs {
        let Some(field) = kind.field(name) else {
            faults.push(Error::UnknownField { kind: kind.name, field: (*name).to_owned() });
            continue;
        };
        match read(field, written.get(name), input) {
            Ok(Some(value)) => drop(written.insert(field.name, value)),
            Ok(None) => drop(written.remove(field.name)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        *fields = written;
        return Ok(());
    }
    Err(faults)
}

/// The value that an input makes of an old one; `None` when nothing is left.
fn read(field: &'static Field, old: Option<&Value>, input: &Input) -> Result<Option<Value>, Error> {
    match (field.form, input) {
        (Form::Texts, Input::Texts(changed)) => {
            let mut texts = old.and_then(Value::texts).cloned().unwrap_or_default();
            text::write(&mut texts, changed);
            Ok((!texts.is_empty()).then_some(Value::Texts(texts)))
        }
        (Form::Texts, Input::Plain(text)) if text.is_empty() => Ok(None),
        (Form::Texts, Input::Plain(_)) | (_, Input::Texts(_)) => Err(Error::Language { field: field.name }),
        (_, Input::Plain(text)) => parse(field, text),
    }
}

/// The value of a text as typed.
fn parse(field: &'static Field, typed: &str) -> Result<Option<Value>, Error> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let each = |item: &str| {
        canonical(field.form, item).ok_or_else(|| Error::Value {
            field: field.name,
            text: item.to_owned(),
            form: field.form,
        })
    };
    if !is_list(field.form) {
        return each(typed).map(|text| Some(Value::Plain(text)));
    }
    let separators: &[char] = if field.form == Form::Lines { &['\n'] } else { &['\n', ';', ','] };
    let mut items = Vec::new();
    for item in typed.split(separators).map(str::trim).filter(|item| !item.is_empty()) {
        let item = each(item)?;
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok((!items.is_empty()).then_some(Value::List(items)))
}

/// Whether a field of this form holds several values.
pub fn is_list(form: Form) -> bool {
    matches!(form, Form::Lines | Form::Refs(_) | Form::Choices(_) | Form::Codes)
}

/// The one way in which a value is written; `None` when the text is no value of the form.
fn canonical(form: Form, text: &str) -> Option<String> {
    match form {
        Form::Texts => None,
        Form::Line | Form::Lines => (!text.contains(char::is_control)).then(|| text.to_owned()),
        Form::Date => Date::parse(text).ok().map(|date| date.to_string()),
        Form::Time => time(text),
        Form::Zone => jiff::tz::TimeZone::get(text).ok().map(|_| text.to_owned()),
        Form::Number => number(text),
        Form::Count => text.parse::<u64>().ok().map(|count| count.to_string()),
        Form::Flag => match text {
            "yes" | "true" | "1" => Some("yes".to_owned()),
            "no" | "false" | "0" => Some("no".to_owned()),
            _ => None,
        },
        Form::Choice(words) | Form::Choices(words) => words.contains(&text).then(|| text.to_owned()),
        Form::Ref(kinds) | Form::Refs(kinds) => reference(kinds, text),
        Form::Url => (text.starts_with("https://") || text.starts_with("http://"))
            .then(|| (!text.contains(char::is_whitespace)).then(|| text.to_owned()))?,
        Form::Email => email(text),
        Form::Hash => (text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()))
            .then(|| text.to_ascii_lowercase()),
        Form::Codes => {
            let (scheme, code) = text.split_once(':')?;
            (!scheme.trim().is_empty() && !code.trim().is_empty())
                .then(|| format!("{}:{}", scheme.trim(), code.trim()))
        }
    }
}

fn time(text: &str) -> Option<String> {
    let time: jiff::civil::Time = format!("{text}:00").parse().ok()?;
    Some(format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// A decimal number, written without a needless plus, leading zeros or trailing zeros of the fraction.
fn number(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || unsigned.ends_with('.') {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_zero = whole == "0" && fraction.is_empty();
    let sign = if text.starts_with('-') && !is_zero { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// A full address; a key alone will do where only one kind is meant.
fn reference(kinds: &[&str], text: &str) -> Option<String> {
    let address = match (text.contains('/'), kinds) {
        (false, [only]) => Address::new(crate::kind::kind(only)?, text).ok()?,
        _ => Address::parse(text).ok()?,
    };
    (kinds.is_empty() || kinds.contains(&address.kind().name)).then(|| address.to_string())
}

fn email(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let sound = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@' || c == '<' || c == '>')
    };
    (sound(name) && sound(host)).then(|| text.to_owned())
}

/// What fields an entry of the kind still needs.
pub fn missing(kind: &'static Kind, fields: &Fields) -> Errors {
    kind.fields
        .iter()
        .filter(|field| field.required && !fields.contains_key(field.name))
        .map(|field| Error::MissingField { kind: kind.name, field: field.name })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: Form, typed: &str, expected: Option<&str>) {
        assert_eq!(canonical(form, typed).as_deref(), expected, "{form:?} {typed:?}");
    }

    #[test]
    fn values_have_one_way_to_be_written() {
        check(Form::Number, "+007.50", Some("7.5"));
        check(Form::Number, "-0.0", Some("0"));
        check(Form::Number, "1,5", None);
        check(Form::Number, "1.", None);
        check(Form::Number, "NaN", None);
        check(Form::Count, "-1", None);
        check(Form::Count, "012", Some("12"));
        check(Form::Time, "9:05", None);
        check(Form::Time, "09:05", Some("09:05"));
        check(Form::Time, "24:00", None);
        check(Form::Zone, "Europe/Samara", Some("Europe/Samara"));
        check(Form::Zone, "Samara", None);
        check(Form::Ref(&["region"]), "RU-SAR", Some("region/RU-SAR"));
        check(Form::Ref(&["region"]), "project/P-1", None);
        check(Form::Ref(&["region", "organisation"]), "RU-SAR", None);
        check(Form::Url, "javascript:alert(1)", None);
        check(Form::Email, "a@b@c", None);
        check(Form::Codes, "iso: RU-SAR", Some("iso:RU-SAR"));
    }

    #[test]
    fn all_faults_are_told_and_nothing_is_written() {
        let kind = crate::kind::kind("milestone").unwrap();
        let mut fields = Fields::new();
        let inputs = Inputs::from([
            ("due", Input::Plain("31.12.2026".into())),
            ("project", Input::Plain("P-1".into())),
            ("title", Input::Plain("no language".into())),
        ]);
        assert_eq!(write(kind, &mut fields, &inputs).unwrap_err().len(), 2);
        assert!(fields.is_empty());
    }
}
