//! The second factor: codes of an app, and recovery codes.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha1::Sha1;
use store::Store;
use store::logins::{Confirmed, Entered, HALF_LIMIT, PER_ACCOUNT};

use crate::fixture::{Fixture, parse};
use crate::logins::{FROM, MOMENT, now};
use crate::on_both;

const STEP: SignedDuration = SignedDuration::from_secs(30);

/// What the user's app shows: reckoned from the secret as it is typed into it.
pub fn code(secret: &str, at: Timestamp) -> String {
    let five = |letter: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).expect("base 32");
    let bits: Vec<u8> =
        secret.chars().map(five).flat_map(|five| (0..5).rev().map(move |k| (five >> k & 1) as u8)).collect();
    let key: Vec<u8> =
        bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| 2 * byte + bit)).collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).unwrap();
    mac.update(&(at.as_second() as u64 / 30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = (hash[19] % 16) as usize;
    let number = hash[offset..offset + 4].iter().fold(0, |number: u64, byte| number * 256 + u64::from(*byte));
    format!("{:06}", number % (1 << 31) % 1_000_000)
}

impl Fixture {
    /// A user with a second factor: its secret, and what he was shown; the code of `now` is taken.
    pub async fn with_second_factor(&self, key: &str) -> (String, Confirmed) {
        self.invited_to_the_web(key).await;
        let cookie = self.cookie(key).await;
        let secret = self.propose(key).await;
        let confirmed = self.confirm(&cookie, &code(&secret, now())).await.expect("the code is right");
        (secret, confirmed)
    }

    async fn propose(&self, key: &str) -> String {
        let mut transaction = self.store.write().await.unwrap();
        let secret = transaction.propose_second_factor(&parse(&format!("user/{key}"))).await.unwrap();
        transaction.commit().await.unwrap();
        secret
    }

    async fn confirm(&self, cookie: &str, typed: &str) -> Option<Confirmed> {
        let mut transaction = self.store.write().await.unwrap();
        let confirmed = transaction.confirm_second_factor(cookie, typed, now()).await.unwrap();
        transaction.commit().await.unwrap();
        confirmed
    }

    async fn half(&self, key: &str) -> String {
        match self.log_in(key).await {
            Entered::Half(cookie) => cookie,
            other => panic!("{other:?}"),
        }
    }

    pub async fn give(&self, cookie: &str, typed: &str, at: Timestamp) -> Entered {
        self.store.give_code(cookie, typed, FROM, at).await.unwrap()
    }
}

on_both!(
    a_second_factor_is_asked_for_once_a_code_was_given,
    a_code_is_good_once,
    a_half_login_is_worth_nothing_else,
    a_recovery_code_is_good_once,
    wrong_codes_are_counted,
    a_second_factor_can_be_replaced_and_dropped,
);

async fn a_second_factor_is_asked_for_once_a_code_was_given(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let (cookie, elsewhere) = (fixture.cookie("web").await, fixture.cookie("web").await);
    assert!(fixture.confirm(&cookie, "000000").await.is_none(), "nothing was proposed");
    let secret = fixture.propose("web").await;
    assert_eq!(secret.len(), 32);
    assert!(fixture.confirm(&cookie, &code(&secret, now() + 2 * STEP)).await.is_none());
    assert!(matches!(fixture.log_in("web").await, Entered::Whole(_)), "it is not asked for yet");
    let confirmed = fixture.confirm(&cookie, &code(&secret, now())).await.unwrap();
    for ended in [&cookie, &elsewhere] {
        assert!(fixture.find_login(ended, now()).await.is_none());
    }
    assert!(fixture.find_login(&confirmed.cookie, now()).await.unwrap().second_factor);
    assert!(matches!(fixture.log_in("web").await, Entered::Half(_)));
    let mut codes = confirmed.recovery_codes;
    codes.sort();
    codes.dedup();
    assert!(codes.len() == 10 && codes.iter().all(|code| code.len() == 19), "{codes:?}");
}

async fn a_code_is_good_once(fixture: Fixture) {
    let (secret, _) = fixture.with_second_factor("web").await;
    let half = fixture.half("web").await;
    assert_eq!(
        fixture.give(&half, &code(&secret, now()), now()).await,
        Entered::Wrong,
        "it confirmed the secret"
    );
    assert_eq!(
        fixture.give(&half, &code(&secret, now() + 2 * STEP), now()).await,
        Entered::Wrong,
        "too early"
    );
    let next = code(&secret, now() + STEP);
    let Entered::Whole(cookie) = fixture.give(&half, &next, now()).await else { panic!("it is right") };
    assert!(fixture.find_login(&cookie, now()).await.unwrap().second_factor);
    assert_eq!(fixture.give(&half, &next, now()).await, Entered::Ended, "the cookie was replaced");
    let half = fixture.half("web").await;
    assert_eq!(fixture.give(&half, &next, now()).await, Entered::Wrong, "it was taken");
    assert_eq!(
        fixture.give(&half, &code(&secret, now()), now()).await,
        Entered::Wrong,
        "older than one taken"
    );
    let later = now() + 2 * STEP;
    assert!(matches!(fixture.give(&half, &code(&secret, later), later).await, Entered::Whole(_)));
}

async fn a_half_login_is_worth_nothing_else(fixture: Fixture) {
    let (secret, confirmed) = fixture.with_second_factor("web").await;
    let half = fixture.half("web").await;
    assert!(fixture.find_login(&half, now()).await.is_none());
    assert!(fixture.confirm(&half, &code(&secret, now() + STEP)).await.is_none());
    let changed =
        fixture.store.change_password(&half, FROM, (crate::logins::PASSWORD, "another password"), now());
    assert_eq!(changed.await.unwrap(), Entered::Ended);
    let too_late = fixture.give(&half, &confirmed.recovery_codes[0], now() + HALF_LIMIT).await;
    assert_eq!(too_late, Entered::Ended);
    let just = fixture.give(&half, &confirmed.recovery_codes[0], now() + HALF_LIMIT - MOMENT).await;
    assert!(matches!(just, Entered::Whole(_)));
    assert_eq!(
        fixture.give(&confirmed.cookie, &confirmed.recovery_codes[1], now()).await,
        Entered::Ended,
        "whole"
    );
}

async fn a_recovery_code_is_good_once(fixture: Fixture) {
    let (_, confirmed) = fixture.with_second_factor("web").await;
    let (_, others) = fixture.with_second_factor("other").await;
    let half = fixture.half("web").await;
    assert_eq!(
        fixture.give(&half, &others.recovery_codes[0], now()).await,
        Entered::Wrong,
        "of somebody else"
    );
    let typed = confirmed.recovery_codes[3].replace('-', " ").to_lowercase();
    assert!(matches!(fixture.give(&half, &typed, now()).await, Entered::Whole(_)));
    let half = fixture.half("web").await;
    assert_eq!(fixture.give(&half, &typed, now()).await, Entered::Wrong);
    let mut transaction = fixture.store.read().await.unwrap();
    assert_eq!(transaction.n_recovery_codes(&parse("user/web")).await.unwrap(), 9);
    assert_eq!(transaction.n_recovery_codes(&parse("user/other")).await.unwrap(), 10);
}

async fn wrong_codes_are_counted(fixture: Fixture) {
    let (secret, confirmed) = fixture.with_second_factor("web").await;
    for _ in 0..PER_ACCOUNT {
        // A right password in between forgives nothing.
        let half = fixture.half("web").await;
        assert_eq!(fixture.give(&half, "000000 is no code", now()).await, Entered::Wrong);
    }
    let half = fixture.half("web").await;
    let restarted = Store::open(&fixture.url).await.unwrap();
    for right in [&code(&secret, now() + STEP), &confirmed.recovery_codes[0]] {
        assert_eq!(restarted.give_code(&half, right, FROM, now()).await.unwrap(), Entered::TooOften);
    }
}

async fn a_second_factor_can_be_replaced_and_dropped(fixture: Fixture) {
    let (old, confirmed) = fixture.with_second_factor("web").await;
    let new = fixture.propose("web").await;
    let half = fixture.half("web").await;
    assert_eq!(fixture.give(&half, &code(&new, now()), now()).await, Entered::Wrong, "only proposed");
    assert!(matches!(fixture.give(&half, &code(&old, now() + STEP), now()).await, Entered::Whole(_)));
    let again = fixture.confirm(&confirmed.cookie, &code(&new, now())).await.unwrap();
    let half = fixture.half("web").await;
    for gone in [&code(&old, now() + STEP), &confirmed.recovery_codes[0]] {
        assert_eq!(fixture.give(&half, gone, now()).await, Entered::Wrong);
    }
    assert!(matches!(fixture.give(&half, &again.recovery_codes[0], now()).await, Entered::Whole(_)));
    let mut transaction = fixture.store.write().await.unwrap();
    transaction.drop_second_factor(&parse("user/web")).await.unwrap();
    transaction.commit().await.unwrap();
    assert!(matches!(fixture.log_in("web").await, Entered::Whole(_)));
    fixture.is_sound().await;
}
