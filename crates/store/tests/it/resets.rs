//! Forgotten passwords, and what of logins an archive holds.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use store::logins::{Entered, PER_ACCOUNT, RESET_LIMIT, Reset};
use store::{Error, Key, Lock, Result, Store};
use tempfile::TempDir;

use crate::fixture::{Fixture, parse, postgres_place, sqlite_place};
use crate::logins::{MOMENT, now, tried};
use crate::on_both;

const FRESH: &str = "quite another password";

on_both!(
    a_reset_sets_the_password_once,
    a_reset_is_good_for_a_while,
    a_reset_of_nobody_looks_alike,
    whoever_asks_too_often_gets_no_more_mails,
    a_blocked_user_resets_nothing,
    an_archive_holds_credentials_and_no_logins,
    an_open_archive_holds_no_secrets,
    archives_of_other_programs_are_restored_or_refused,
);

impl Fixture {
    async fn ask(&self, account: &str) -> Reset {
        self.store.ask_reset(&tried(account, now())).await.unwrap()
    }

    async fn reset(&self, token: &str, password: &str) -> Result<bool> {
        self.store.reset_password(token, password, now()).await
    }
}

async fn a_reset_sets_the_password_once(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    fixture.invited_to_the_web("other").await;
    let (cookie, other) = (fixture.cookie("web").await, fixture.cookie("other").await);
    let (first, second) = (fixture.ask("web").await, fixture.ask("WEB@example.org").await);
    assert_eq!(first.user.unwrap().address, parse("user/web"));
    assert!(matches!(fixture.reset(&first.token, "short").await, Err(Error::ShortPassword { .. })));
    assert!(fixture.find_login(&cookie, now()).await.is_some(), "nothing has happened yet");
    assert!(fixture.reset(&first.token, FRESH).await.unwrap());
    assert!(fixture.find_login(&cookie, now()).await.is_none(), "all logins end");
    assert!(fixture.find_login(&other, now()).await.is_some(), "but those of others");
    for token in [&first.token, &second.token] {
        assert!(!fixture.reset(token, "a third password").await.unwrap());
    }
    assert_eq!(fixture.log_in("web").await, Entered::Wrong);
    let entered = fixture.store.log_in(&tried("web", now()), FRESH).await.unwrap();
    assert!(matches!(entered, Entered::Whole(_)));
    fixture.is_sound().await;
}

async fn a_reset_is_good_for_a_while(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let (in_time, late) = (fixture.ask("web").await, fixture.ask("web").await);
    let reset =
        async |reset: &Reset, when| fixture.store.reset_password(&reset.token, FRESH, when).await.unwrap();
    assert!(!reset(&late, now() + RESET_LIMIT).await);
    assert!(reset(&in_time, now() + RESET_LIMIT - MOMENT).await);
    fixture.store.ask_reset(&tried("web", now() + 2 * RESET_LIMIT)).await.unwrap();
    assert_eq!(fixture.rows("resets").await, ["1"], "what is too old goes");
}

async fn a_reset_of_nobody_looks_alike(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let (known, unknown) = (fixture.ask("web").await, fixture.ask("nobody").await);
    assert!(known.user.is_some() && unknown.user.is_none());
    assert_eq!(known.token.len(), unknown.token.len());
    assert_eq!(fixture.rows("resets").await, ["2"], "both are written");
    assert!(!fixture.reset(&unknown.token, FRESH).await.unwrap());
    assert!(!fixture.reset("", FRESH).await.unwrap());
}

async fn whoever_asks_too_often_gets_no_more_mails(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    for _ in 0..PER_ACCOUNT {
        assert!(fixture.ask("web").await.user.is_some());
    }
    let asked = fixture.ask(" WEB ").await;
    assert!(asked.user.is_none());
    assert!(!fixture.reset(&asked.token, FRESH).await.unwrap());
    assert!(matches!(fixture.log_in("web").await, Entered::Whole(_)), "he is not locked out by it");
}

async fn a_blocked_user_resets_nothing(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let early = fixture.ask("web").await;
    fixture.take("admin-a", "block", "user/web").await;
    assert!(!fixture.reset(&early.token, FRESH).await.unwrap());
    assert!(fixture.ask("web").await.user.is_none());
    fixture.take("admin-a", "unblock", "user/web").await;
    assert!(!fixture.reset(&early.token, FRESH).await.unwrap(), "nor later");
}

async fn an_archive_holds_credentials_and_no_logins(fixture: Fixture) {
    let (_, confirmed) = fixture.with_second_factor("web").await;
    fixture.invited_to_the_web("other").await;
    let reset = fixture.ask("other").await;
    let other = fixture.cookie("other").await;
    let identity = age::x25519::Identity::generate();
    let (path, _) = fixture.backup(&Lock::Recipients(vec![identity.to_public().to_string()])).await;
    let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
    for place in [sqlite_place, postgres_place] {
        let restored = restored(&path, &Key::Identity(secret.clone()), place()).await.unwrap();
        for table in ["logins", "resets", "failures"] {
            assert_eq!(restored.rows(table).await, ["0"], "{table}");
        }
        for cookie in [&other, &confirmed.cookie] {
            assert!(restored.find_login(cookie, now()).await.is_none());
        }
        assert!(!restored.reset(&reset.token, FRESH).await.unwrap());
        restored.cookie("other").await;
        let Entered::Half(half) = restored.log_in("web").await else {
            panic!("a second factor is asked for")
        };
        let entered = restored.give(&half, &confirmed.recovery_codes[0], now()).await;
        assert!(matches!(entered, Entered::Whole(_)));
        restored.is_sound().await;
    }
}

async fn an_open_archive_holds_no_secrets(fixture: Fixture) {
    fixture.with_second_factor("web").await;
    let (path, _) = fixture.backup(&Lock::Open).await;
    let restored = restored(&path, &Key::Open, place_like(&fixture)).await.unwrap();
    for table in ["passwords", "second_factors", "recovery_codes", "logins"] {
        assert_eq!(restored.rows(table).await, ["0"], "{table}");
    }
    // Its users are those they were, and come in by a mail.
    let reset = restored.ask("web").await;
    assert!(restored.reset(&reset.token, FRESH).await.unwrap());
}

/// As the program wrote archives before it knew of logins, as it may write them one day, and as nobody does.
async fn archives_of_other_programs_are_restored_or_refused(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let (path, _) = fixture.backup(&Lock::Open).await;
    let restore = async |path: PathBuf| restored(&path, &Key::Open, place_like(&fixture)).await;
    let older = restore(rewritten(&path, 1, None)).await.unwrap();
    assert_eq!(older.log_in("web").await, Entered::Wrong, "there was no password");
    older.is_sound().await;

    let Err(Error::Archive { why, .. }) = restore(rewritten(&path, 3, None)).await else {
        panic!("it is refused");
    };
    assert!(why.contains("newer"), "{why}");
    for (user, fault) in [("user/web", None), ("user/stranger", Some("user/stranger"))] {
        let credentials =
            format!(r#"{{"passwords":[["{user}","x"]],"second_factors":[],"recovery_codes":[]}}"#);
        let refused = restore(rewritten(&path, 2, Some(&credentials))).await.err();
        let why = refused.map(|error| match error {
            Error::Archive { why, .. } => why,
            other => panic!("{other:?}"),
        });
        assert_eq!(why.is_some(), fault.is_some(), "{why:?}");
        assert!(why.unwrap_or_default().contains(fault.unwrap_or_default()));
    }
}

fn place_like(fixture: &Fixture) -> (String, TempDir) {
    if fixture.url.starts_with("sqlite") { sqlite_place() } else { postgres_place() }
}

async fn restored(path: &Path, key: &Key, (url, folder): (String, TempDir)) -> Result<Fixture> {
    let store = Store::create(&url).await?;
    let restored = Fixture { url, store, folder };
    store::restore(&restored.store, &restored.documents(), path, key).await?;
    Ok(restored)
}

/// An open archive with another format, and credentials.
fn rewritten(path: &Path, format: u32, credentials: Option<&str>) -> PathBuf {
    let plain = zstd::Decoder::new(File::open(path).unwrap()).unwrap();
    let mut builder = tar::Builder::new(Vec::new());
    let mut add = |name: &str, text: &str| {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        builder.append_data(&mut header, name, text.as_bytes()).unwrap();
    };
    for member in tar::Archive::new(plain).entries().unwrap() {
        let mut member = member.unwrap();
        let name = member.path().unwrap().to_string_lossy().into_owned();
        let mut text = String::new();
        member.read_to_string(&mut text).unwrap();
        if name == "register.json" {
            assert!(text.contains("\"format\":2"), "{text}");
            text = text.replace("\"format\":2", &format!("\"format\":{format}"));
        }
        add(&name, &text);
    }
    if let Some(credentials) = credentials {
        add("credentials.json", credentials);
    }
    let rewritten = path.with_extension("rewritten");
    let bytes = zstd::encode_all(builder.into_inner().unwrap().as_slice(), 3).unwrap();
    std::fs::write(&rewritten, bytes).unwrap();
    rewritten
}
