//! Entries as lines of a terminal.

use std::fmt::Write as _;

use register::address::Address;
use register::value::Value;
use store::views::Brief;

use crate::language::Language;
use crate::words;

/// `P-12  Freight terminal  in implementation since 2026-05-01`.
pub fn brief(language: Language, entry: &Brief) -> String {
    let kind = entry.address.kind();
    let state = words::state(language, kind, entry.state);
    let since = language.tell("office-state-since", &[("state", state.into()), ("since", entry.since.clone().into())]);
    let mut line = format!("{}  {}", entry.address.key(), title(language, entry));
    let _ = write!(line, "  [{since}]");
    if let Some(reason) = &entry.reason {
        let _ = write!(line, "  {}", language.tell("office-reason", &[("reason", reason.clone().into())]));
    }
    line
}

/// The title; in another language than asked for it says so, and machine text is marked.
pub fn title(language: Language, entry: &Brief) -> String {
    let Some(title) = &entry.title else { return language.say("office-untitled") };
    let mut text = title.text.clone();
    if title.lang != language.code() {
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

/// A value for people: words of lists by their labels, texts in the reader's language first.
pub fn value(value: &Value) -> String {
    match value {
        Value::Plain(text) => text.clone(),
        Value::List(items) => items.join("; "),
        Value::Texts(texts) => {
            let lines: Vec<String> = texts
                .iter()
                .map(|(lang, version)| {
                    let behind = if version.behind { ", behind" } else { "" };
                    format!("{lang} ({}{behind}): {}", version.state.code(), version.text)
                })
                .collect();
            lines.join("\n")
        }
    }
}
