//! Entries as lines of a terminal.

use std::fmt::Write as _;

use register::address::Address;
use register::kind::{Field, Form, Role};
use register::kinds::recommendations::ANSWERS;
use register::text::TextVersion;
use register::value::Value;
use store::views::{Brief, Title};

use words::Language;

/// `P-12  Freight terminal  in implementation since 2026-05-01`.
pub fn brief(language: Language, entry: &Brief) -> String {
    let kind = entry.address.kind();
    let state = words::state(language, kind, entry.state);
    let since = language
        .tell("office-state-since", &[("state", state.into()), ("since", entry.since.clone().into())]);
    let mut line = format!("{}  {}", entry.address.key(), title(language, entry));
    let _ = write!(line, "  [{since}]");
    if let Some(reason) = &entry.reason {
        let _ = write!(line, "  {}", language.tell("office-reason", &[("reason", reason.clone().into())]));
    }
    line
}

/// The title of an entry; an opinion without words of its own is called by its answer.
pub fn title(language: Language, entry: &Brief) -> String {
    match &entry.title {
        None => language.say("office-untitled"),
        Some(title) if entry.address.kind().name == "opinion" && ANSWERS.contains(&title.text.as_str()) => {
            words::word(language, &title.text)
        }
        Some(title) => shown(language, title),
    }
}

/// A text; in another language than asked for it says so, and machine text is marked.
pub fn shown(language: Language, title: &Title) -> String {
    let mut text = title.text.clone();
    if !title.lang.is_empty() && title.lang != language.code() {
        let _ = write!(text, " ({})", title.lang);
    }
    if title.machine {
        let _ = write!(text, " {}", language.say("office-machine"));
    }
    text
}

/// Keys of some entries.
pub fn keys(addresses: &[Address]) -> String {
    let keys: Vec<&str> = addresses.iter().map(Address::key).collect();
    keys.join(", ")
}

/// A value for people: words of lists by their labels, texts with their states.
pub fn value(language: Language, field: &Field, value: &Value) -> String {
    match value {
        Value::Texts(texts) => {
            let lines: Vec<String> =
                texts.iter().map(|(lang, version)| text(language, lang, version)).collect();
            lines.join("\n")
        }
        other => {
            let items: Vec<String> = other.items().iter().map(|item| word(language, field, item)).collect();
            items.join("; ")
        }
    }
}

fn text(language: Language, lang: &str, version: &TextVersion) -> String {
    let state = words::text_state(language, version.state);
    let behind = if version.behind { language.say("office-behind") } else { String::new() };
    format!("{lang} ({state}{behind}): {}", version.text)
}

/// A word of a list by its label; anything else as it is.
fn word(language: Language, field: &Field, item: &str) -> String {
    match (field.form, Role::parse(item)) {
        (Form::Choices(_), Some(role)) => words::role(language, role),
        (Form::Choice(_) | Form::Choices(_) | Form::Flag, _) => words::word(language, item),
        _ => item.to_owned(),
    }
}
