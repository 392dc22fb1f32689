//! Registers of other versions: brought up whole, or refused with a sentence.

use std::collections::BTreeSet;

use register::Side;
use register::actor::Audience;
use store::logins::Entered;
use store::{Error, Filter, Store};

use crate::fixture::{A, Fixture, block_on, postgres_place, sentences, sqlite_place};
use crate::on_both;
use crate::sql::{Database, column};

on_both!(
    a_newer_version_is_refused,
    an_older_version_is_refused_and_can_be_migrated,
    a_register_from_before_the_logins_gets_them,
    a_migration_that_was_not_finished_is_noticed_and_finished,
    the_words_of_the_tables_are_those_of_the_program,
);

async fn a_newer_version_is_refused(fixture: Fixture) {
    let database = Database::of(&fixture.url).await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 select 9999, 'of tomorrow', success, checksum, execution_time from _sqlx_migrations where version = 1";
    assert_eq!(database.execute(newer).await, 1);
    let refused = Store::open(&fixture.url).await.unwrap_err();
    assert!(matches!(refused, Error::Newer), "{refused:?}");
    assert!(matches!(fixture.store.migrate().await, Err(Error::Newer)));
    assert!(sentences(&refused).contains("a later one"));
}

/// The first migration alone, as an older version of the program had it, with entries in it.
async fn an_older_version_is_refused_and_can_be_migrated(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.zh", "跨境铁路")]).await;
    let fresh = schema(&fixture.url).await;
    let database = Database::of(&fixture.url).await;
    without_logins(&database).await;
    database.execute("drop table search").await;
    database.execute("delete from _sqlx_migrations where version > 1").await;

    let refused = Store::open(&fixture.url).await.unwrap_err();
    assert!(matches!(refused, Error::Older { found: 1, known } if known > 1), "{refused:?}");
    assert!(sentences(&refused).contains("counterpart migrate"));
    assert!(matches!(Store::create(&fixture.url).await, Err(Error::Older { .. })), "nothing is made over it");

    let store = Store::connect(&fixture.url, false).await.unwrap();
    store.migrate().await.unwrap();
    store.check_version().await.unwrap();
    assert_eq!(schema(&fixture.url).await, fresh);
    assert_eq!(fixture.list(A, &Filter::default()).await.last().unwrap(), "note/N-1");
    let words = Filter { words: Some("铁路".to_owned()), ..Filter::default() };
    assert_eq!(fixture.list(A, &words).await, ["note/N-1"], "what is migrated is found by its words");
    fixture.amend("sec-a", "note/N-1", &[("text.zh", "公路")]).await;
    fixture.is_sound().await;
}

/// What the fourth migration brought goes.
async fn without_results(database: &Database) {
    for table in ["result_reasons", "result_rows", "results"] {
        database.execute(&format!("drop table {table}")).await;
    }
    database.execute("delete from _sqlx_migrations where version > 3").await;
}

/// What the third migration brought goes, and what came after it.
async fn without_logins(database: &Database) {
    without_results(database).await;
    for table in ["failures", "resets", "logins", "recovery_codes", "second_factors", "passwords"] {
        database.execute(&format!("drop table {table}")).await;
    }
    database.execute("delete from _sqlx_migrations where version > 2").await;
}

async fn a_register_from_before_the_logins_gets_them(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.en", "as before")]).await;
    let fresh = schema(&fixture.url).await;
    without_logins(&Database::of(&fixture.url).await).await;
    let refused = Store::open(&fixture.url).await.unwrap_err();
    assert!(matches!(refused, Error::Older { found: 2, .. }), "{refused:?}");

    Store::connect(&fixture.url, false).await.unwrap().migrate().await.unwrap();
    assert_eq!(schema(&fixture.url).await, fresh);
    fixture.invited_to_the_web("web").await;
    assert!(matches!(fixture.log_in("web").await, Entered::Whole(_)));
    assert_eq!(fixture.list(A, &Filter::default()).await.iter().filter(|it| *it == "note/N-1").count(), 1);
    fixture.is_sound().await;
}

/// The migration is there, and the entries that are older were not yet made known to the search when the program ended.
async fn a_migration_that_was_not_finished_is_noticed_and_finished(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.zh", "跨境铁路")]).await;
    let database = Database::of(&fixture.url).await;
    database.execute("delete from search").await;
    let refused = Store::open(&fixture.url).await.unwrap_err();
    assert!(matches!(refused, Error::Unfinished), "{refused:?}");
    assert!(sentences(&refused).contains("counterpart migrate"));
    Store::connect(&fixture.url, false).await.unwrap().migrate().await.unwrap();
    Store::open(&fixture.url).await.expect("it is finished now");
    let words = Filter { words: Some("铁路".to_owned()), ..Filter::default() };
    assert_eq!(fixture.list(A, &words).await, ["note/N-1"]);
}

/// What a database says of its tables.
async fn schema(url: &str) -> Vec<String> {
    let database = Database::of(url).await;
    let sql = if url.starts_with("sqlite") {
        "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master order by 1"
    } else {
        "select table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(collation_name, '')
           from information_schema.columns where table_schema = 'public'
         union all select indexdef from pg_indexes where schemaname = 'public'
         union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint order by 1"
    };
    column(&database, sql).await
}

async fn the_words_of_the_tables_are_those_of_the_program(fixture: Fixture) {
    let schema = schema(&fixture.url).await.join("\n");
    let audiences = [Audience::Public, Audience::Members, Audience::Side(Side::A), Audience::Side(Side::B)];
    let audiences: Vec<&str> = audiences.iter().map(|audience| audience.code()).collect();
    let sides = Side::BOTH.map(Side::code);
    let expected: [(&str, &[&str]); 4] = [
        ("entries_audience", &audiences),
        ("entries_side", &sides),
        ("entries_waiting", &["a", "b", "ab"]),
        ("reminders_state", &["sending", "sent", "failed"]),
    ];
    for (constraint, words) in expected {
        let at = schema.find(constraint).unwrap_or_else(|| panic!("no constraint {constraint}"));
        let end = schema[at..].find([')', ']']).unwrap();
        let found: BTreeSet<&str> = schema[at..at + end].split('\'').skip(1).step_by(2).collect();
        assert_eq!(found, words.iter().copied().collect(), "{constraint}");
    }
}

#[test]
fn an_empty_database_holds_no_register() {
    block_on(async {
        for (url, _folder) in [sqlite_place(), postgres_place()] {
            let store = Store::connect(&url, true).await.unwrap();
            assert!(matches!(store.check_version().await, Err(Error::Empty)));
            store.migrate().await.unwrap();
            store.clear().await.unwrap();
            assert!(matches!(store.check_version().await, Err(Error::Empty)), "cleared");
            store.migrate().await.unwrap();
        }
    });
}
