use std::collections::{BTreeMap, BTreeSet};

use register::kinds::ALL;
use register::permission::Deed;

use super::*;

/// What a key stands for: a name of a kind, or of all kinds that have it.
type Meaning = (&'static str, Option<&'static str>, String);

/// Words that forms can hold.
fn list(form: Form) -> &'static [&'static str] {
    match form {
        Form::Choice(words) | Form::Choices(words) => words,
        Form::Flag => &["yes", "no"],
        _ => &[],
    }
}

/// Acts of a kind, and the deeds that are no acts.
fn deeds(kind: &'static Kind) -> BTreeSet<&'static str> {
    let text = ("title", "en");
    let others = [
        Deed::Create.name(),
        Deed::Amend.name(),
        Deed::Translate.name(),
        Deed::Review { field: text.0, lang: text.1 }.name(),
        Deed::Authenticate { field: text.0, lang: text.1 }.name(),
    ];
    let acts = kind.rows.iter().flat_map(|row| [row.act, Deed::TakeBack(row).name()]);
    acts.chain(others).collect()
}

/// The keys that the names of a kind lead to, each with its meaning; those that are missing too, where they must exist.
fn named(kind: &'static Kind) -> Vec<(String, Meaning)> {
    let mut found = Vec::new();
    let mut take = |what, name: &str, finish: fn(String) -> String, must: bool| {
        let [own, shared] = own_then_shared(what, kind, name).map(finish);
        let exists = |key: &str| Language::En.find(key).is_some();
        if exists(&own) {
            found.push((own, (what, Some(kind.name), name.to_owned())));
        } else if must || exists(&shared) {
            found.push((shared, (what, None, name.to_owned())));
        }
    };
    for field in kind.fields {
        take("field", field.name, |key| key, true);
        take("field", field.name, about, false);
    }
    for state in kind.states {
        take("state", state, |key| key, true);
        take("state", state, about, false);
    }
    for deed in deeds(kind) {
        take("act", deed, |key| key, true);
    }
    found
}

/// Every key that is made from the register's tables.
pub(crate) fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for kind in ALL {
        keys.extend([key("kind", kind.name), key("kinds", kind.name), about(key("kind", kind.name))]);
        keys.extend(named(kind).into_iter().map(|(key, _)| key));
        keys.extend(kind.fields.iter().flat_map(|field| list(field.form)).map(|word| key("word", word)));
    }
    keys.extend(Role::ALL.map(|role| key("role", role.code())));
    keys.extend(Visibility::ALL.map(|visibility| key("visibility", visibility.code())));
    keys.extend(TextState::ALL.map(|state| key("text-state", state.code())));
    keys.extend(Step::ALL.map(|step| key("step", step.code())));
    for column in EntryColumn::ALL {
        keys.extend([key("column", column.name()), about(key("column", column.name()))]);
    }
    keys
}

/// Fails when one text stands for two names to somebody who looks at neither capitals nor blanks.
fn distinct(what: &str, texts: impl IntoIterator<Item = (&'static str, String)>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, text) in texts {
        let plain = text.to_lowercase().split_whitespace().collect();
        let other = seen.insert(plain, name).filter(|other| *other != name);
        assert_eq!(other, None, "{what}: and {name} are both {text:?}");
    }
}

/// Names with themselves and their texts in all languages: what a table that people made can hold.
fn readable(
    names: &[&'static str],
    text: impl Fn(Language, &'static str) -> String,
) -> Vec<(&'static str, String)> {
    let texts = |name| Language::ALL.map(|language| (name, text(language, name)));
    names.iter().flat_map(|name| texts(*name).into_iter().chain([(*name, (*name).to_owned())])).collect()
}

#[test]
fn every_name_of_the_register_has_a_text() {
    let keys = keys();
    let missing: Vec<&String> = keys.iter().filter(|key| Language::En.find(key).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for language in Language::ALL {
        let empty: Vec<&String> = keys.iter().filter(|key| language.say(key).trim().is_empty()).collect();
        assert!(empty.is_empty(), "{language:?}: {empty:?}");
    }
}

#[test]
fn what_pages_ask_for_is_found() {
    for language in Language::ALL {
        let mut texts = Vec::new();
        for of in ALL {
            texts.extend([kind(language, of), kinds(language, of), kind_about(language, of)]);
            texts.extend(of.states.iter().map(|name| state(language, of, name)));
            texts.extend(deeds(of).into_iter().map(|name| act(language, of, name)));
            for each in of.fields {
                texts.extend([field(language, of, each), form(language, each.form)]);
                texts.extend(field_about(language, of, each));
            }
        }
        for text in texts {
            assert!(!text.contains(['\u{27e6}', '{']), "{language:?}: {text}");
        }
    }
}

#[test]
fn no_key_means_two_things() {
    let mut meanings: BTreeMap<String, BTreeSet<Meaning>> = BTreeMap::new();
    for (key, meaning) in ALL.iter().flat_map(|kind| named(kind)) {
        meanings.entry(key).or_default().insert(meaning);
    }
    for (key, meanings) in meanings {
        assert_eq!(meanings.len(), 1, "{key}: {meanings:?}");
    }
}

#[test]
fn a_heading_in_any_language_means_one_column() {
    for kind in ALL {
        let columns = EntryColumn::ALL.map(EntryColumn::name);
        let mut headings = readable(&columns, |language, name| {
            let of = EntryColumn::ALL.into_iter().find(|each| each.name() == name).expect("a column");
            column(language, of)
        });
        let fields: Vec<&str> = kind.fields.iter().map(|each| each.name).collect();
        headings.extend(readable(&fields, |language, name| {
            field(language, kind, kind.field(name).expect("a field"))
        }));
        distinct(kind.name, headings);
    }
}

#[test]
fn a_choice_in_any_language_means_one_word() {
    for kind in ALL {
        distinct(kind.name, readable(kind.states, |language, name| state(language, kind, name)));
        for field in kind.fields {
            distinct(field.name, readable(list(field.form), word));
        }
    }
    let codes = Visibility::ALL.map(Visibility::code);
    let of = |code| Visibility::parse(code).expect("a visibility");
    distinct("visibility", readable(&codes, |language, code| visibility(language, of(code))));
}

#[test]
fn no_menu_or_row_of_buttons_says_the_same_twice() {
    for language in Language::ALL {
        distinct("kinds", ALL.iter().map(|each| (each.name, kind(language, each))));
        distinct("plurals", ALL.iter().map(|each| (each.name, kinds(language, each))));
        for kind in ALL {
            distinct(kind.name, deeds(kind).into_iter().map(|name| (name, act(language, kind, name))));
        }
    }
}

#[test]
fn what_is_particular_to_a_kind_goes_before_what_is_shared() {
    let of = |name| register::kind::kind(name).expect("a kind");
    assert_eq!(state(Language::Ru, of("recommendation"), "withdrawn"), "отозвано");
    assert_eq!(state(Language::Ru, of("bulletin"), "withdrawn"), "отозвана");
    assert_eq!(state(Language::Ru, of("result"), "withdrawn"), "отозван");
    // Made of the same words, and two things: the minutes are adopted, the session has its minutes adopted.
    assert_eq!(state(Language::En, of("minutes"), "adopted"), "adopted");
    assert_eq!(state(Language::En, of("session"), "minutes_adopted"), "minutes adopted");
    assert_eq!(act(Language::Zh, of("bulletin"), "release"), "发布");
    assert_eq!(act(Language::Zh, of("commitment"), "release"), "免除");
}

#[test]
fn signals_are_sentences() {
    let of = register::kind::kind("commitment").expect("a kind");
    let say = |language, what: Signal| signal(language, of, &what, ["A", "B"], &TimeZone::UTC);
    assert_eq!(say(Language::En, Signal::DueSoon { days: 0 }), "due today");
    assert_eq!(say(Language::En, Signal::DueSoon { days: 1 }), "due in 1 day");
    assert_eq!(say(Language::Ru, Signal::DueSoon { days: 0 }), "срок сегодня");
    assert_eq!(say(Language::Ru, Signal::DueSoon { days: 22 }), "до срока 22 дня");
    assert_eq!(say(Language::Ru, Signal::Overdue { days: 11 }), "просрочено на 11 дней");
    assert_eq!(say(Language::Zh, Signal::NotAnswered { years: 3 }), "满3年，尚未回访");
    let since = "2026-05-14T22:30:00Z".parse().expect("a time");
    let waiting = Signal::Waiting { act: "postpone", side: Side::B, since };
    assert_eq!(say(Language::En, waiting.clone()), "“Postpone”: waiting for B since 2026-05-14");
    let samara = TimeZone::fixed(jiff::tz::offset(4));
    assert!(signal(Language::Ru, of, &waiting, ["A", "B"], &samara).contains("2026-05-15"));
    let behind = |lang: &str| Signal::Behind { field: "title", lang: lang.to_owned() };
    assert_eq!(say(Language::Ru, behind("zh")), "Название: китайский текст отстаёт от других");
    assert_eq!(say(Language::En, behind("kk")), "Title: kk is behind the other languages");
}

#[test]
fn forms_say_what_to_write() {
    assert_eq!(form(Language::En, Form::Ref(&["region"])), "the key of an entry (Region)");
    assert_eq!(form(Language::Ru, Form::Choice(&["offer", "request"])), "одно из: предложение; запрос");
    let either = form(Language::En, Form::Ref(&["region", "organisation"]));
    assert_eq!(either, "kind and key of an entry: region/..., organisation/...");
    assert!(form(Language::Zh, Form::Refs(&[])).contains("project/P-12"));
}
