//! Lists, counts, histories, and what names what.

use register::actor::Reader;
use store::Filter;

use crate::fixture::{A, B, Fixture, kind, parse};
use crate::on_both;

on_both!(
    a_filter_lets_through_what_it_says,
    pages_follow_one_another,
    what_names_an_entry_is_found,
    many_entries_are_looked_at_together,
    what_changed_since_a_link_is_told,
    a_change_touches_what_was_read,
);

async fn five_projects(fixture: &Fixture) {
    fixture.make("sec-a", "field/culture", &[("title.en", "Culture")]).await;
    let projects = [
        ("P-1", "RU-SAR; CN-HB", "trade"),
        ("P-2", "RU-SAR; CN-SC", "trade; culture"),
        ("P-3", "RU-SAM; CN-HB", "culture"),
        ("P-4", "RU-SAR; CN-HB", "culture"),
        ("P-5", "CN-HB", "trade"),
    ];
    for (key, parties, fields) in projects {
        let inputs = [("title.en", key), ("parties", parties), ("fields", fields)];
        fixture.make("sec-a", &format!("project/{key}"), &inputs).await;
    }
    fixture.take("sec-b", "study", "project/P-3").await;
    fixture.take("chair-a", "drop", "project/P-4").await;
    fixture.take("chair-a", "agree", "project/P-5").await;
}

async fn a_filter_lets_through_what_it_says(fixture: Fixture) {
    five_projects(&fixture).await;
    let projects = || Filter { kind: kind("project"), ..Filter::default() };
    let naming = |all: &[&str]| Filter { naming: all.iter().map(|name| parse(name)).collect(), ..projects() };
    let states =
        |all: &[&str]| Filter { states: all.iter().map(ToString::to_string).collect(), ..projects() };
    let cases = [
        (projects(), "P-1 P-2 P-3 P-4 P-5"),
        (naming(&["region/RU-SAR", "region/CN-HB"]), "P-1 P-4"),
        (naming(&["region/RU-SAR", "region/CN-HB", "field/trade"]), "P-1"),
        (naming(&["region/RU-BA"]), ""),
        (states(&["under_study", "not_pursued"]), "P-3 P-4"),
        (states(&["'; drop table entries; --"]), ""),
        (Filter { waiting: true, ..projects() }, "P-5"),
        (Filter { words: Some("P-2".to_owned()), ..projects() }, "P-2"),
    ];
    for (filter, expected) in cases {
        let found: Vec<String> = fixture.list(Reader::Public, &filter).await;
        let expected: Vec<String> = expected.split_whitespace().map(|key| format!("project/{key}")).collect();
        assert_eq!(found, expected, "{filter:?}");
        let mut transaction = fixture.store.read().await.unwrap();
        assert_eq!(transaction.count(Reader::Public, &filter).await.unwrap(), expected.len());
    }
}

async fn pages_follow_one_another(fixture: Fixture) {
    five_projects(&fixture).await;
    let page = |offset, limit| Filter { kind: kind("project"), offset, limit, ..Filter::default() };
    assert_eq!(fixture.list(A, &page(0, Some(2))).await, ["project/P-1", "project/P-2"]);
    assert_eq!(fixture.list(A, &page(2, Some(2))).await, ["project/P-3", "project/P-4"]);
    assert_eq!(fixture.list(A, &page(4, Some(2))).await, ["project/P-5"]);
    assert_eq!(fixture.list(A, &page(5, Some(2))).await, Vec::<String>::new());
    assert_eq!(fixture.list(A, &page(3, None)).await, ["project/P-4", "project/P-5"]);
    let mut transaction = fixture.store.read().await.unwrap();
    assert_eq!(transaction.count(A, &page(2, Some(1))).await.unwrap(), 5, "a count knows no pages");
}

async fn what_names_an_entry_is_found(fixture: Fixture) {
    five_projects(&fixture).await;
    let fields = [("title.en", "First step"), ("project", "P-1"), ("due", "2026-09")];
    fixture.make("sec-a", "milestone/M-1", &fields).await;
    let mut transaction = fixture.store.read().await.unwrap();
    let mut found = async |to: &str, threads_only| -> Vec<String> {
        let naming = transaction.named_by(A, &parse(to), threads_only).await.unwrap();
        naming.iter().map(|(field, entry)| format!("{field} {}", entry.address)).collect()
    };
    assert_eq!(found("project/P-1", true).await, ["project milestone/M-1"]);
    assert_eq!(found("field/trade", true).await, Vec::<String>::new(), "a field is no thread");
    assert_eq!(
        found("field/trade", false).await,
        ["fields project/P-1", "fields project/P-2", "fields project/P-5"]
    );
    assert_eq!(found("region/CN-SC", false).await, ["parties project/P-2"]);
}

async fn many_entries_are_looked_at_together(fixture: Fixture) {
    five_projects(&fixture).await;
    for n in 0..120 {
        fixture.make("sec-a", &format!("note/N-{n}"), &[("text.en", "inside")]).await;
    }
    let mut wanted: Vec<_> = (0..120).map(|n| parse(&format!("note/N-{n}"))).collect();
    wanted.extend(["project/P-1", "project/P-1", "project/none", "region/RU-SAR"].map(parse));
    let mut transaction = fixture.store.read().await.unwrap();
    for (reader, n_notes) in [(Reader::Public, 0), (B, 0), (A, 120)] {
        let found = transaction.look_at(reader, &wanted).await.unwrap();
        assert_eq!(found.len(), n_notes + 2, "{reader:?}");
        for (address, entry) in found {
            assert_eq!(transaction.look(reader, &address).await.unwrap(), Some(entry));
        }
    }
    assert!(transaction.look_at(A, &[]).await.unwrap().is_empty());
}

async fn what_changed_since_a_link_is_told(fixture: Fixture) {
    let since = async |number| {
        let changes = fixture.store.read().await.unwrap().changes_since(number).await.unwrap();
        changes.into_iter().map(|change| (change.number, change.entry)).collect::<Vec<_>>()
    };
    let before = fixture.store.read().await.unwrap().end().await.unwrap().expect("it is founded").number;
    assert_eq!(since(before).await, []);
    assert_eq!(since(0).await.len() as u64, before);
    fixture.make("sec-a", "note/N-1", &[("text.en", "one")]).await;
    fixture.amend("sec-a", "note/N-1", &[("text.en", "two")]).await;
    let note = || parse("note/N-1");
    assert_eq!(since(before).await, [(before + 1, note()), (before + 2, note())]);
    assert_eq!(since(before + 1).await, [(before + 2, note())]);
    let end = fixture.store.read().await.unwrap().end().await.unwrap().unwrap();
    assert_eq!((end.number, end.hash == end.expected_hash()), (before + 2, true));
}

/// What was made of some reads is thrown away when, and only when, it may be other than it was.
async fn a_change_touches_what_was_read(fixture: Fixture) {
    five_projects(&fixture).await;
    let before = fixture.store.read().await.unwrap().end().await.unwrap().unwrap().number;
    fixture
        .make("sec-a", "project/P-6", &[("title.en", "P-6"), ("parties", "RU-SAM"), ("fields", "trade")])
        .await;
    fixture.amend("sec-a", "project/P-1", &[("title.en", "another")]).await;
    let changes = fixture.store.read().await.unwrap().changes_since(before).await.unwrap();
    let [made, amended] = <[_; 2]>::try_from(changes).expect("two changes");
    let projects = |naming: &[&str]| Filter {
        kind: register::kind::kind("project"),
        naming: naming.iter().map(|address| parse(address)).collect(),
        ..Filter::default()
    };
    let mut looked = fixture.store.read().await.unwrap();
    looked.look(A, &parse("project/P-1")).await.unwrap();
    looked.look(A, &parse("project/P-7")).await.unwrap();
    assert!(!looked.reads().are_touched_by(&made));
    assert!(looked.reads().are_touched_by(&amended));
    let mut named = fixture.store.read().await.unwrap();
    named.list(A, &projects(&["region/RU-SAM"])).await.unwrap();
    assert!(named.reads().are_touched_by(&made), "it names the region now");
    assert!(!named.reads().are_touched_by(&amended));
    let mut listed = fixture.store.read().await.unwrap();
    listed.count(A, &projects(&[])).await.unwrap();
    assert!(listed.reads().are_touched_by(&made) && listed.reads().are_touched_by(&amended));
    let mut fields = fixture.store.read().await.unwrap();
    fields.count(A, &Filter { kind: register::kind::kind("field"), ..Filter::default() }).await.unwrap();
    assert!(!fields.reads().are_touched_by(&made) && !fields.reads().are_touched_by(&amended));
}
