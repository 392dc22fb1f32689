//! Cells of spreadsheets: one format out and in.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use register::act::{Request, Wish, act};
use register::address::Address;
use register::entry::Entry;
use register::kind::{Form, Kind, Owner};
use register::kinds::ALL;
use register::related::Related;
use register::table::{cell, column, columns, inputs};
use register::value::{self, Fields};

use crate::desk::{Desk, address};

/// A text that stands for a value of a form, as somebody types it.
fn typed(form: Form, at: usize, n: u16) -> String {
    let of = |items: &[&str]| items[at % items.len()].to_owned();
    match form {
        Form::Texts => of(&["A line", "一条铁路", "Линия", "two\nlines", " with blanks ", "a;b, c"]),
        Form::Line => of(&["12", "No. 7-б", "a; b", "x"]),
        Form::Lines => of(&["one", "one\ntwo", "a, b; c\n\nd", "title.zh=桥"]),
        Form::Date => of(&["2026-05-14", "2026-05", "2026", "--05-14"]),
        Form::Time => of(&["09:05", "23:59"]),
        Form::Zone => of(&["Europe/Samara", "Asia/Shanghai"]),
        Form::Number => of(&["+007.50", "-0.0", "12", "-3.25"]),
        Form::Count => n.to_string(),
        Form::Flag => of(&["yes", "no", "1", "false"]),
        Form::Choice(words) => of(words),
        Form::Choices(words) => format!("{}; {}", of(words), words[usize::from(n) % words.len()]),
        Form::Ref([]) | Form::Refs([]) => of(&["region/A-1", "project/P-12"]),
        Form::Ref([only]) | Form::Refs([only]) => of(&["K-1", &format!("{only}/K-2"), "Кл-3"]),
        Form::Ref(kinds) | Form::Refs(kinds) => format!("{}/K-1", of(kinds)),
        Form::Url => of(&["https://example.org/a;b", "http://example.org"]),
        Form::Email => of(&["office@example.org"]),
        Form::Hash => "AB".repeat(32),
        Form::Codes => of(&["iso:RU-SAR", "ror: 05qwgg493; lei:X"]),
    }
}

/// An entry of the kind whose fields were typed.
fn made(kind: &'static Kind, desk: &Desk, dice: &[(usize, u16)]) -> Entry {
    let langs = ["en", "zh"].map(str::to_owned);
    let columns = columns(kind, &langs);
    let cells: Vec<_> = columns
        .into_iter()
        .zip(dice.iter().cycle())
        .filter(|(column, (_, n))| column.field.required || n % 3 > 0)
        .map(|(column, (at, n))| {
            let text =
                if column.field.name == "side" { "a".to_owned() } else { typed(column.field.form, *at, *n) };
            (column, text)
        })
        .collect();
    let mut fields = Fields::new();
    value::write(kind, &mut fields, &inputs(&cells))
        .unwrap_or_else(|faults| panic!("{}: {faults:?}", kind.name));
    let mut entry = desk.entry("region/A-1").clone();
    entry.address = Address::new(kind, "K-1").unwrap();
    entry.side = (kind.owner != Owner::Joint).then_some(register::Side::A);
    entry.state = kind.first_state();
    entry.fields = fields;
    entry
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn cells_that_go_out_come_in_as_they_were(of in any::<Index>(), dice in prop::collection::vec(any::<(usize, u16)>(), 7..29)) {
        let kind = *of.get(ALL);
        let entry = made(kind, &Desk::new(), &dice);
        let langs = ["en", "zh"].map(str::to_owned);
        let cells: Vec<_> = columns(kind, &langs).into_iter().map(|column| (column.clone(), cell(&entry, &column))).collect();
        for (column, text) in &cells {
            prop_assert_eq!(register::table::column(kind, &column.name()), Some(column.clone()));
            prop_assert!(!text.contains("; ;"));
        }
        let mut fields = Fields::new();
        value::write(kind, &mut fields, &inputs(&cells)).unwrap();
        prop_assert_eq!(&fields, &entry.fields, "into nothing");
        let mut again = entry.fields.clone();
        value::write(kind, &mut again, &inputs(&cells)).unwrap();
        prop_assert_eq!(&again, &entry.fields, "twice changes nothing");
    }
}

#[test]
fn an_entry_goes_through_json_and_back() {
    let desk = Desk::new();
    for kind in ALL {
        let dice: Vec<(usize, u16)> = (0..17).map(|k| (k, k as u16 * 7 + 1)).collect();
        let entry = made(kind, &desk, &dice);
        let json = entry.to_json();
        let read: Entry = serde_json::from_str(&json).unwrap();
        assert_eq!(read, entry);
        assert_eq!(read.to_json(), json, "equal entries are equal bytes");
    }
}

#[test]
fn an_entry_of_another_table_is_not_read() {
    let json = Desk::new().entry("region/A-1").to_json();
    for (from, to) in [
        ("\"listed\"", "\"burnt\""),
        ("\"level\"", "\"height\""),
        ("region/A-1", "planet/A-1"),
        ("\"public\"", "\"all\""),
    ] {
        let other = json.replace(from, to);
        assert_ne!(other, json, "{from}");
        assert!(serde_json::from_str::<Entry>(&other).is_err(), "{to}");
    }
}

#[test]
fn a_column_names_a_field_and_a_language_of_texts() {
    let kind = register::kind::kind("milestone").unwrap();
    for name in ["title.zh", "due", "title.kk"] {
        assert_eq!(column(kind, name).unwrap().name(), name);
    }
    for name in ["title", "title.", "due.en", "nothing", ""] {
        assert_eq!(column(kind, name), None, "{name:?}");
    }
}

#[test]
fn all_that_is_missing_or_wrong_is_told_at_once() {
    let desk = Desk::new();
    let request = Request::new(address("milestone/M-1"), Wish::Create, desk.now);
    let faults = act(&desk.actor("sec-a"), &request, None, &Related::default()).unwrap_err();
    let fields: BTreeMap<_, _> =
        faults.iter().map(|fault| (fault.field().unwrap(), fault.to_string())).collect();
    assert_eq!(fields.keys().copied().collect::<Vec<_>>(), ["due", "project", "title"]);
}

#[test]
fn a_field_that_is_not_there_is_told_with_the_one_that_was_meant() {
    let told = |kind: &'static str, field: &str| {
        let fault = register::Error::UnknownField { kind, field: field.to_owned() };
        diagnostic::Explain::remedy(&fault).join(" ")
    };
    assert_eq!(told("commitment", "deu"), "did you mean due?");
    assert_eq!(told("recommendation", "titel.zh"), "did you mean title.zh?");
    assert_eq!(told("recommendation", "title"), "did you mean title.en?");
    assert_eq!(told("key", "nonsense"), "it has: side, public, label");
}
