//! A database that is busy, read-only or gone in the middle: the right sentence, and nothing half.

use register::act::Wish;
use store::{Error, Store};

use crate::fixture::{A, Fixture, request, token};
use crate::on_both;
use crate::sql::Database;

on_both!(a_writer_that_waits_too_long_is_told, what_can_only_be_read_is_read_and_not_written);

/// Another process holds the register for longer than anybody should.
async fn a_writer_that_waits_too_long_is_told(fixture: Fixture) {
    let holder = Store::connect(&fixture.url, false).await.unwrap();
    let held = holder.write().await.unwrap();
    let wish = request("note/N-1", Wish::Create, &[("text.en", "x")]);
    let refused = fixture.act("sec-a", &wish).await;
    assert!(matches!(refused, Err(Error::Busy)), "{refused:?}");
    assert!(fixture.look(A, "field/trade").await.is_some(), "readers are not held up");
    drop(held);
    fixture.act("sec-a", &wish).await.expect("and now it is free");
    fixture.is_sound().await;
}

async fn what_can_only_be_read_is_read_and_not_written(fixture: Fixture) {
    let url = if fixture.url.starts_with("sqlite") {
        format!("{}?mode=ro", fixture.url)
    } else {
        let database = Database::of(&fixture.url).await;
        let name = fixture.url.rsplit_once('/').unwrap().1;
        database.execute(&format!("alter database {name} set default_transaction_read_only = on")).await;
        fixture.url.clone()
    };
    let store = Store::open(&url).await.unwrap();
    assert!(store.read().await.unwrap().actor(&token("sec-a")).await.is_ok());
    let refused = match store.write().await {
        Ok(mut transaction) => {
            let actor = transaction.actor(&token("sec-a")).await.unwrap();
            let wish = request("note/N-1", Wish::Create, &[("text.en", "x")]);
            transaction.act(&actor, &wish).await.unwrap_err()
        }
        Err(refused) => refused,
    };
    assert!(matches!(refused, Error::ReadOnly), "{refused:?}");
    assert!(fixture.look(A, "note/N-1").await.is_none());
}

#[test]
fn a_connection_lost_in_the_middle_leaves_nothing() {
    crate::fixture::on_postgres(|fixture| async move {
        let mut transaction = fixture.store.write().await.unwrap();
        let actor = transaction.actor(&token("sec-a")).await.unwrap();
        let wish = |key: &str| request(key, Wish::Create, &[("text.en", "x")]);
        transaction.act(&actor, &wish("note/N-1")).await.unwrap();
        let database = Database::of(&fixture.url).await;
        let others = "select pg_terminate_backend(pid) from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'";
        assert_eq!(database.execute(others).await, 1);
        let lost = transaction.act(&actor, &wish("note/N-2")).await;
        assert!(matches!(lost, Err(Error::Lost { .. })), "{lost:?}");
        assert!(transaction.commit().await.is_err());
        for key in ["note/N-1", "note/N-2"] {
            assert!(fixture.look(A, key).await.is_none(), "{key}");
        }
        fixture.is_sound().await;
        fixture.act("sec-a", &wish("note/N-1")).await.expect("the next connection works");
    });
}
