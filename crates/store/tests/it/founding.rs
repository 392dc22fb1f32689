//! How a register begins, and how people enrol.

use register::act::Wish;
use store::{Error, Store};

use crate::fixture::{Fixture, at, foundation, request, sqlite_place, token};
use crate::on_both;

on_both!(a_register_is_founded_once, a_one_time_token_is_good_once, a_blocked_user_is_nobody);

async fn a_register_is_founded_once(fixture: Fixture) {
    let mut transaction = fixture.store.write().await.unwrap();
    assert!(matches!(transaction.found(&foundation()).await, Err(Error::Occupied)));
    drop(transaction);
    assert!(matches!(Store::create(&fixture.url).await, Err(Error::Occupied)));
    assert!(matches!(fixture.store.clear().await, Err(Error::Occupied)));
    Store::open(&fixture.url).await.expect("what was founded opens");
    fixture.is_sound().await;
}

async fn a_one_time_token_is_good_once(fixture: Fixture) {
    let (once, own) = (token("handed over"), token("made at the desk"));
    let fields = [("name", "Second"), ("side", "b"), ("roles", "secretariat"), ("token", &once)];
    fixture.make("admin-b", "user/second", &fields).await;
    let when = at("2026-05-15T08:00:00Z");

    let mut transaction = fixture.store.write().await.unwrap();
    assert!(matches!(transaction.actor(&once).await, Err(Error::Token)), "an invited user does not act");
    assert_eq!(transaction.enrol(&once, &own, when).await.unwrap().state, "active");
    transaction.commit().await.unwrap();

    let mut transaction = fixture.store.write().await.unwrap();
    for (one_time, case) in [(&once, "used before"), (&own, "no one-time token"), (&token("?"), "unknown")] {
        assert!(transaction.enrol(one_time, &token("another"), when).await.is_err(), "{case}");
    }
    assert!(matches!(transaction.actor(&once).await, Err(Error::Token)));
    assert_eq!(transaction.actor(&own).await.unwrap().user.to_string(), "user/second");
    drop(transaction);
    fixture.is_sound().await;
}

async fn a_blocked_user_is_nobody(fixture: Fixture) {
    fixture.take("admin-a", "block", "user/sec-a").await;
    let refused = fixture.act("sec-a", &request("note/N-1", Wish::Create, &[("text.en", "x")])).await;
    assert!(matches!(refused, Err(Error::Token)), "{refused:?}");
    fixture.take("admin-a", "unblock", "user/sec-a").await;
    fixture.make("sec-a", "note/N-1", &[("text.en", "x")]).await;
}

#[test]
fn an_address_of_no_database_is_refused() {
    crate::fixture::block_on(async {
        for url in ["", "mysql://localhost/register", "register.db", "postgres://[::1"] {
            assert!(matches!(Store::open(url).await, Err(Error::Url { .. })), "{url}");
        }
        let (url, _folder) = sqlite_place();
        assert!(matches!(Store::open(&url).await, Err(Error::Open { .. })), "there is no file");
    });
}
