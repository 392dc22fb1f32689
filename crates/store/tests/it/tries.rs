//! How often one may try.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::logins::{Entered, PER_ACCOUNT, PER_ADDRESS, Try, WINDOW};

use crate::fixture::Fixture;
use crate::logins::{MOMENT, now, tried};
use crate::on_both;

on_both!(
    an_account_may_fail_so_often,
    an_address_may_fail_so_often,
    success_forgives_the_account_and_not_the_address,
    many_guesses_at_once_are_as_few_as_one_after_the_other,
);

impl Fixture {
    async fn fail(&self, tried: &Try<'_>) {
        let mut transaction = self.store.write().await.unwrap();
        transaction.failed(tried).await.unwrap();
        transaction.commit().await.unwrap();
    }

    async fn may_try(&self, account: &str, from: &str, at: Timestamp) -> bool {
        let tried = Try { account, from, at };
        // Opened anew: a restart forgives nothing.
        let store = Store::open(&self.url).await.unwrap();
        store.read().await.unwrap().may_try(&tried).await.unwrap()
    }
}

async fn an_account_may_fail_so_often(fixture: Fixture) {
    let second = |n: usize| now() + SignedDuration::from_secs(n as i64);
    for n in 0..PER_ACCOUNT {
        assert!(fixture.may_try("web", "address", second(n)).await, "{n}");
        fixture.fail(&Try { account: "web", from: &format!("address {n}"), at: second(n) }).await;
    }
    let last = second(PER_ACCOUNT);
    for same in ["web", " WEB "] {
        assert!(!fixture.may_try(same, "address", last).await);
    }
    assert!(fixture.may_try("other", "address", last).await);
    assert!(!fixture.may_try("web", "address", now() + WINDOW - MOMENT).await);
    assert!(fixture.may_try("web", "address", now() + WINDOW).await, "the first no longer counts");
    fixture.fail(&tried("web", now() + WINDOW)).await;
    assert!(!fixture.may_try("web", "address", now() + WINDOW).await, "the window slides");
    let entered = fixture.store.log_in(&tried("web", now() + WINDOW), "whatever").await.unwrap();
    assert_eq!(entered, Entered::TooOften);
}

async fn an_address_may_fail_so_often(fixture: Fixture) {
    for n in 0..PER_ADDRESS {
        assert!(fixture.may_try("another", "here", now()).await, "{n}");
        fixture.fail(&Try { account: &format!("account {n}"), from: "here", at: now() }).await;
    }
    assert!(!fixture.may_try("another", "here", now()).await);
    assert!(fixture.may_try("another", "there", now()).await);
    assert!(!fixture.may_try("another", "here", now() + WINDOW - MOMENT).await);
    assert!(fixture.may_try("another", "here", now() + WINDOW).await);
    assert_eq!(fixture.rows("failures").await, [(2 * PER_ADDRESS).to_string()]);
    fixture.fail(&tried("web", now() + WINDOW)).await;
    assert_eq!(fixture.rows("failures").await, ["2"], "what no longer counts goes");
}

async fn success_forgives_the_account_and_not_the_address(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    for _ in 0..PER_ACCOUNT - 1 {
        fixture.fail(&tried("web", now())).await;
    }
    fixture.cookie("web").await;
    assert_eq!(fixture.rows("failures").await, [(PER_ACCOUNT - 1).to_string()], "those of the address");
    for _ in 0..PER_ACCOUNT {
        assert!(matches!(fixture.log_in("web").await, Entered::Whole(_)));
    }
    assert_eq!(fixture.rows("failures").await, [(PER_ACCOUNT - 1).to_string()], "a success is no failure");
}

async fn many_guesses_at_once_are_as_few_as_one_after_the_other(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let fixture = Arc::new(fixture);
    let guess = |n: usize| {
        let fixture = Arc::clone(&fixture);
        tokio::spawn(async move {
            let password = format!("a wrong password {n}");
            fixture.store.log_in(&tried("web", now()), &password).await.unwrap()
        })
    };
    let guesses: Vec<_> = (0..3 * PER_ACCOUNT).map(guess).collect();
    let mut looked_at = 0;
    for guess in guesses {
        looked_at += usize::from(guess.await.unwrap() == Entered::Wrong);
    }
    assert_eq!(looked_at, PER_ACCOUNT);
}
