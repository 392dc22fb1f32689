//! Every text of the interface in English, Chinese and Russian, and how each language writes numbers.
//!
//! All sentences stand in `locales/`, one folder a language, so that whoever translates finds them in one place.
//! [`Language`] fetches them by key; the functions here say what things of the register are called: kinds, fields, states,
//! acts, and what they mean.
//!
//! Keys of `locales/*/register.ftl` are made from the names in the tables of [`register::kinds`], so that a new field needs
//! no code here, only its texts; tests name what is missing. Where one name means different things in different kinds,
//! or its adjective must agree with the kind's noun, a key with the kind in it goes before the shared one:
//! `state-recommendation-withdrawn` before `state-withdrawn`.

mod fault;
mod language;

pub use fault::fault;
pub use fluent_templates::fluent_bundle::FluentValue;
pub use language::Language;

use jiff::tz::TimeZone;
use register::Side;
use register::actor::Audience;
use register::date::Date;
use register::kind::{Field, Form, Kind, Role, Visibility};
use register::reminder::Step;
use register::signal::Signal;
use register::text::TextState;

/// A column of a spreadsheet that is no field of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryColumn {
    /// The key of the entry.
    Key,
    /// The state it is in.
    State,
    /// Who can see it, at most.
    Visibility,
    /// The reason given for an act.
    Reason,
}

impl EntryColumn {
    /// All, in the order of a spreadsheet.
    #[cfg(test)]
    pub const ALL: [EntryColumn; 4] =
        [EntryColumn::Key, EntryColumn::State, EntryColumn::Visibility, EntryColumn::Reason];

    /// Its name, as in columns of spreadsheets.
    pub fn name(self) -> &'static str {
        match self {
            EntryColumn::Key => "key",
            EntryColumn::State => "state",
            EntryColumn::Visibility => "visibility",
            EntryColumn::Reason => "reason",
        }
    }
}

/// One entry of a kind, as a heading: "Recommendation".
pub fn kind(language: Language, kind: &Kind) -> String {
    language.say(&key("kind", kind.name))
}

/// All entries of a kind, as a heading: "Recommendations".
pub fn kinds(language: Language, kind: &Kind) -> String {
    language.say(&key("kinds", kind.name))
}

/// What a kind is, in one sentence.
pub fn kind_about(language: Language, kind: &Kind) -> String {
    language.say(&about(key("kind", kind.name)))
}

/// The label of a field and the heading of its column; within a kind no two are the same.
pub fn field(language: Language, kind: &Kind, field: &Field) -> String {
    first(language, &own_then_shared("field", kind, field.name))
}

/// What to know to fill a field in rightly, where the label does not say it.
pub fn field_about(language: Language, kind: &Kind, field: &Field) -> Option<String> {
    own_then_shared("field", kind, field.name).into_iter().find_map(|key| language.find(&about(key)))
}

/// A state, to stand after the name of an entry of the kind.
pub fn state(language: Language, kind: &Kind, state: &str) -> String {
    first(language, &own_then_shared("state", kind, state))
}

/// What a state means, where the word alone does not say it.
pub fn state_about(language: Language, kind: &Kind, state: &str) -> Option<String> {
    own_then_shared("state", kind, state).into_iter().find_map(|key| language.find(&about(key)))
}

/// An act or another deed (`create`, `amend`), as the label of a button.
pub fn act(language: Language, kind: &Kind, act: &str) -> String {
    first(language, &own_then_shared("act", kind, act))
}

/// A word of a [`Form::Choice`], and `yes` or `no` of a [`Form::Flag`].
pub fn word(language: Language, word: &str) -> String {
    language.say(&key("word", word))
}

/// A role.
pub fn role(language: Language, role: Role) -> String {
    language.say(&key("role", role.code()))
}

/// Who can see an entry at most, as a choice in a form.
pub fn visibility(language: Language, visibility: Visibility) -> String {
    language.say(&key("visibility", visibility.code()))
}

/// Who sees an entry as it stands. The names of the sides are the mechanism's.
pub fn audience(language: Language, audience: Audience, sides: [&str; 2]) -> String {
    match audience {
        Audience::Public => language.say("audience-public"),
        Audience::Members => language.say("audience-members"),
        Audience::Side(side) => language.tell("audience-side", &[("side", name_of(side, sides))]),
    }
}

/// How far one language of a text has come.
pub fn text_state(language: Language, state: TextState) -> String {
    language.say(&key("text-state", state.code()))
}

/// The name of a language; of one that the interface does not speak, its tag.
pub fn language(language: Language, tag: &str) -> String {
    language.find(&key("word", tag)).unwrap_or_else(|| tag.to_owned())
}

/// A date with the precision it has.
pub fn date(language: Language, date: Date) -> String {
    let year = |year: i16| ("year", year.to_string().into());
    let month = |month: i8| ("month", month.into());
    match date {
        Date::Year(y) => language.tell("date-year", &[year(y)]),
        Date::Month(y, m) => language.tell("date-month", &[year(y), month(m)]),
        Date::Day(day) => {
            let arguments = [year(day.year()), month(day.month()), ("day", day.day().into())];
            language.tell("date-day", &arguments)
        }
        Date::MonthDay(m, day) => language.tell("date-month-day", &[month(m), ("day", day.into())]),
    }
}

/// When a reminder goes out.
pub fn step(language: Language, step: Step) -> String {
    language.say(&key("step", step.code()))
}

/// The heading of a column that is no field.
pub fn column(language: Language, column: EntryColumn) -> String {
    language.say(&key("column", column.name()))
}

/// What to write into a column that is no field.
pub fn column_about(language: Language, column: EntryColumn) -> String {
    language.say(&about(key("column", column.name())))
}

/// What the dates of an entry say. Days are those of the reader's time zone; the names of the sides are the mechanism's.
pub fn signal(language: Language, of: &Kind, signal: &Signal, sides: [&str; 2], zone: &TimeZone) -> String {
    match signal {
        Signal::DueSoon { days } => language.tell("signal-due-soon", &[("days", (*days).into())]),
        Signal::Overdue { days } => language.tell("signal-overdue", &[("days", (*days).into())]),
        Signal::Waiting { act: name, side, since } => language.tell(
            "signal-waiting",
            &[
                ("act", act(language, of, name).into()),
                ("side", name_of(*side, sides)),
                ("since", since.to_zoned_datetime(zone.clone()).date().to_string().into()),
            ],
        ),
        Signal::Dormant => language.say("signal-dormant"),
        Signal::Behind { field: name, lang } => {
            let label = of.field(name).map_or_else(String::new, |found| field(language, of, found));
            language.tell(
                "signal-behind",
                &[("field", label.into()), ("lang", self::language(language, lang).into())],
            )
        }
        Signal::NotAnswered { years } => language.tell("signal-not-answered", &[("years", (*years).into())]),
    }
}

/// What to write into a column or a box of this form.
pub fn form(language: Language, form: Form) -> String {
    let words = |key, words: &[&str]| {
        let words: Vec<String> = words.iter().map(|each| word(language, each)).collect();
        language.tell(key, &[("words", words.join("; ").into())])
    };
    match form {
        Form::Texts => language.say("form-texts"),
        Form::Line => language.say("form-line"),
        Form::Lines => language.say("form-lines"),
        Form::Date => language.say("form-date"),
        Form::Time => language.say("form-time"),
        Form::Zone => language.say("form-zone"),
        Form::Number => language.say("form-number"),
        Form::Count => language.say("form-count"),
        Form::Flag => language.say("form-flag"),
        Form::Choice(list) => words("form-choice", list),
        Form::Choices(list) => words("form-choices", list),
        Form::Ref(kinds) => reference(language, kinds, ["form-ref", "form-address"]),
        Form::Refs(kinds) => reference(language, kinds, ["form-refs", "form-addresses"]),
        Form::Url => language.say("form-url"),
        Form::Email => language.say("form-email"),
        Form::Hash => language.say("form-hash"),
        Form::Codes => language.say("form-codes"),
    }
}

/// A key is enough where one kind is meant; otherwise the address says which.
fn reference(language: Language, kinds: &[&str], [by_key, by_address]: [&'static str; 2]) -> String {
    let example = match kinds {
        [only] => {
            let only = register::kind::kind(only).map_or_else(String::new, |found| kind(language, found));
            return language.tell(by_key, &[("kind", only.into())]);
        }
        [] => "project/P-12".to_owned(),
        several => several.iter().map(|name| format!("{name}/...")).collect::<Vec<_>>().join(", "),
    };
    language.tell(by_address, &[("example", example.into())])
}

fn name_of(side: Side, [a, b]: [&str; 2]) -> FluentValue<'static> {
    match side {
        Side::A => a.to_owned().into(),
        Side::B => b.to_owned().into(),
    }
}

fn key(what: &str, name: &str) -> String {
    format!("{what}-{}", name.replace('_', "-"))
}

fn about(key: String) -> String {
    key + "-about"
}

/// The keys under which a name of a kind is looked for, in order.
fn own_then_shared(what: &str, kind: &Kind, name: &str) -> [String; 2] {
    [key(&key(what, kind.name), name), key(what, name)]
}

/// The text of the first key that exists; the last shows itself when none does.
fn first(language: Language, [own, shared]: &[String; 2]) -> String {
    language.find(own).unwrap_or_else(|| language.say(shared))
}

#[cfg(test)]
mod tests;
