//! Whatever is changed behind the register's back, in whichever table, is found.

use register::audit::{Content, Head, Link};
use register::verify::{Fault, Wrong};

use crate::draw::Draw;
use crate::fixture::{Fixture, server_key};
use crate::on_both;
use crate::sql::{Database, column};

on_both!(
    a_changed_column_is_found,
    a_row_that_is_gone_or_new_is_found,
    swapped_rows_are_found,
    a_chain_that_was_cut_is_found_by_a_head,
    a_chain_that_was_rewritten_is_found_by_a_head,
);

/// A register with a little of everything: texts, links, halves, dates, tokens.
async fn filled(fixture: &Fixture) {
    let inputs =
        [("title.en", "Railway"), ("title.zh", "铁路"), ("parties", "RU-SAR; CN-HB"), ("fields", "trade")];
    fixture.make("sec-a", "project/P-1", &inputs).await;
    fixture.take("chair-a", "agree", "project/P-1").await;
    let inputs = [("title.en", "First"), ("project", "P-1"), ("due", "2026-09")];
    fixture.make("sec-a", "milestone/M-1", &inputs).await;
    for n in 0..5 {
        fixture.make("sec-b", &format!("note/N-{n}"), &[("text.zh", "内部"), ("about", "project/P-1")]).await;
    }
    fixture.take("chair-b", "agree", "project/P-1").await;
    fixture.is_sound().await;
}

async fn head(fixture: &Fixture) -> Head {
    fixture.store.read().await.unwrap().head(&server_key()).await.unwrap()
}

async fn faults(fixture: &Fixture, heads: Vec<Head>) -> Vec<Fault> {
    fixture.store.read().await.unwrap().verify(heads, |_| {}).await.unwrap().faults
}

/// A change, with the change back, is found while it stands and only then.
async fn is_found(fixture: &Fixture, database: &Database, there: &str, back: &[String]) -> Vec<Fault> {
    assert!(database.execute(there).await > 0, "{there} touches nothing");
    let found = faults(fixture, Vec::new()).await;
    assert!(!found.is_empty(), "{there} is not found");
    for sql in back {
        database.execute(sql).await;
    }
    let left = faults(fixture, Vec::new()).await;
    assert!(left.is_empty(), "{there}: what is left is {left:?}");
    found
}

/// Tables with the column that names a row, columns of text, columns of numbers.
const COLUMNS: [(&str, &str, &[&str], &[&str]); 5] = [
    ("audit", "number", &["at", "previous", "content_hash", "hash", "address"], &[]),
    ("contents", "number", &["salt", "body"], &[]),
    ("entries", "id", &["address", "kind", "side", "state", "due", "changed_at", "json"], &["version"]),
    ("links", "origin || '|' || field || '|' || target", &["field", "target"], &["thread"]),
    ("tokens", "sha256", &["address"], &[]),
];

async fn a_changed_column_is_found(fixture: Fixture) {
    filled(&fixture).await;
    let database = Database::of(&fixture.url).await;
    let mut draw = Draw::seeded(1);
    for (table, key, texts, numbers) in COLUMNS {
        let keys = column(&database, &format!("select cast({key} as text) from {table} order by 1")).await;
        for _ in 0..3 {
            let key_is = format!("cast({key} as text) = '{}'", keys[draw.below(keys.len())]);
            for name in texts {
                let old =
                    column(&database, &format!("select coalesce({name}, '') from {table} where {key_is}"))
                        .await;
                let new = changed(&old[0], &mut draw);
                let there = format!("update {table} set {name} = '{new}' where {key_is}");
                let old =
                    if old[0].is_empty() { "null".to_owned() } else { format!("'{}'", quoted(&old[0])) };
                let whole = format!("update {table} set {name} = {old} where {name} = '{new}'");
                // `side` has a constraint, so that only the other side can be written.
                let there = if *name == "side" { flipped_side(table, &key_is) } else { there };
                let whole = if *name == "side" {
                    format!("update {table} set side = {old} where {key_is}")
                } else {
                    whole
                };
                let found = is_found(&fixture, &database, &there, &[whole]).await;
                if table == "audit" || table == "contents" {
                    let number = key_is.rsplit('\'').nth(1).unwrap();
                    assert_eq!(found[0].number.to_string(), number, "{there}: {found:?}");
                }
            }
            for name in numbers {
                let there = format!("update {table} set {name} = 1 - {name} where {key_is}");
                is_found(&fixture, &database, &there, std::slice::from_ref(&there)).await;
            }
        }
    }
    // Columns with a constraint, and the numbers that everything hangs on.
    let others = [
        (
            "update entries set audience = 'public' where address = 'note/N-1'",
            "update entries set audience = 'b' where address = 'note/N-1'",
        ),
        (
            "update audit set audience = 'public' where address = 'note/N-1'",
            "update audit set audience = 'b' where address = 'note/N-1'",
        ),
        (
            "update entries set waiting = 'a' where address = 'note/N-1'",
            "update entries set waiting = null where address = 'note/N-1'",
        ),
        (
            "update audit set number = 7000 where number = 7",
            "update audit set number = 7 where number = 7000",
        ),
        (
            "update contents set number = 7000 where number = 7",
            "update contents set number = 7 where number = 7000",
        ),
        (
            "update tokens set sha256 = 'x' where address = 'user/sec-a'",
            "update tokens set sha256 = (select t.sha256 from kept t where t.address = 'user/sec-a') where sha256 = 'x'",
        ),
        (
            "update links set origin = 7000 where target = 'region/RU-SAR' and field = 'parties'",
            "update links set origin = (select id from entries where address = 'project/P-1') where origin = 7000",
        ),
    ];
    database.execute("create table kept as select * from tokens").await;
    for (there, back) in others {
        is_found(&fixture, &database, there, &[back.to_owned()]).await;
    }
}

fn flipped_side(table: &str, key_is: &str) -> String {
    format!("update {table} set side = case when side = 'a' then 'b' else 'a' end where {key_is}")
}

/// The text with one letter changed, in a way that a quoted literal of SQL holds.
fn changed(old: &str, draw: &mut Draw) -> String {
    if old.is_empty() {
        return "2026-01-01".to_owned();
    }
    let mut letters: Vec<char> = old.chars().collect();
    let at = draw.below(letters.len());
    letters[at] = if letters[at] == '7' { '8' } else { '7' };
    quoted(&letters.into_iter().collect::<String>())
}

fn quoted(text: &str) -> String {
    text.replace('\'', "''")
}

async fn a_row_that_is_gone_or_new_is_found(fixture: Fixture) {
    filled(&fixture).await;
    let database = Database::of(&fixture.url).await;
    let mut draw = Draw::seeded(2);
    for (table, key, ..) in COLUMNS {
        database.execute("drop table if exists kept").await;
        database.execute(&format!("create table kept as select * from {table}")).await;
        let keys =
            column(&database, &format!("select cast({key} as text) from {table} order by {key}")).await;
        let back = [format!("delete from {table}"), format!("insert into {table} select * from kept")];
        for _ in 0..4 {
            // The last link can only be missed by those who kept a head.
            let wanted = &keys[draw.below(keys.len() - 1)];
            let gone = format!("delete from {table} where cast({key} as text) = '{wanted}'");
            is_found(&fixture, &database, &gone, &back).await;
        }
        let new = match table {
            "audit" => {
                "insert into audit select number + 1, at, previous, content_hash, hash, address, audience from audit where number = (select max(number) from audit)"
            }
            "contents" => continue,
            "entries" => {
                "insert into entries (address, kind, state, audience, version, changed_at, json) select 'note/N-99', kind, state, audience, version, changed_at, json from entries where address = 'note/N-1'"
            }
            "links" => {
                "insert into links select origin, 'fields', 'field/other', 0 from links where target = 'region/RU-SAR' and field = 'parties'"
            }
            _ => {
                "insert into tokens values ('0000000000000000000000000000000000000000000000000000000000000000', 'user/sec-a')"
            }
        };
        is_found(&fixture, &database, new, &back).await;
    }
}

async fn swapped_rows_are_found(fixture: Fixture) {
    filled(&fixture).await;
    let database = Database::of(&fixture.url).await;
    let n = fixture.verify().await.n_links;
    let mut draw = Draw::seeded(3);
    for table in ["audit", "contents"] {
        for _ in 0..4 {
            let first = 1 + draw.below(n as usize - 1);
            let swap = [
                format!("update {table} set number = -1 where number = {first}"),
                format!("update {table} set number = {first} where number = {first} + 1"),
                format!("update {table} set number = {first} + 1 where number = -1"),
            ];
            for sql in &swap {
                database.execute(sql).await;
            }
            let found = faults(&fixture, Vec::new()).await;
            assert_eq!(found.first().map(|fault| fault.number), Some(first as u64), "{table}: {found:?}");
            for sql in &swap {
                database.execute(sql).await;
            }
            fixture.is_sound().await;
        }
    }
}

async fn a_chain_that_was_cut_is_found_by_a_head(fixture: Fixture) {
    filled(&fixture).await;
    let kept = head(&fixture).await;
    // The last links, with everything that the tables know of them.
    let database = Database::of(&fixture.url).await;
    for k in [1, 3, 6] {
        let last = kept.number - k;
        database.execute(&format!("delete from audit where number > {last}")).await;
        database.execute(&format!("delete from contents where number > {last}")).await;
        let found = faults(&fixture, vec![kept.clone()]).await;
        assert!(found.contains(&Fault { number: kept.number, what: Wrong::Shortened }), "{found:?}");
    }
}

/// Whoever hosts the server can write a new chain whose hashes all fit: only a head that the other side kept tells.
async fn a_chain_that_was_rewritten_is_found_by_a_head(fixture: Fixture) {
    filled(&fixture).await;
    let early = head(&fixture).await;
    fixture.make("sec-a", "note/N-7", &[("text.en", "later")]).await;
    let kept = head(&fixture).await;
    assert!(faults(&fixture, vec![early.clone(), kept.clone()]).await.is_empty());
    let mut forged = kept.clone();
    forged.hash = early.hash.clone();
    let found = faults(&fixture, vec![forged]).await;
    assert_eq!(found[0].what, Wrong::HeadSignature, "a head that the server did not sign proves nothing");

    rewrite(&fixture).await;
    let unnoticed = faults(&fixture, Vec::new()).await;
    assert!(unnoticed.is_empty(), "the chain is consistent in itself: {unnoticed:?}");
    let found = faults(&fixture, vec![kept, early.clone()]).await;
    assert_eq!(found[0], Fault { number: early.number, what: Wrong::Rewritten });
}

/// Changes the words of an early entry everywhere, and computes all hashes anew.
async fn rewrite(fixture: &Fixture) {
    let links = fixture.store.read().await.unwrap().links(1).await.unwrap();
    let database = Database::of(&fixture.url).await;
    let mut last: Option<Link> = None;
    for recorded in links {
        let mut content: Content = recorded.content.expect("nothing was erased");
        content.body = content.body.replace("内部", "外部");
        let link = Link::after(last.as_ref(), recorded.link.at, &content);
        let (number, body) = (link.number, quoted(&content.body));
        database.execute(&format!("update contents set body = '{body}' where number = {number}")).await;
        let (previous, hashed, hash) = (&link.previous, &link.content, &link.hash);
        database
            .execute(&format!(
                "update audit set previous = '{previous}', content_hash = '{hashed}', hash = '{hash}' where number = {number}"
            ))
            .await;
        last = Some(link);
    }
    database.execute("update entries set json = replace(json, '内部', '外部')").await;
}
