//! Passwords, and who is logged in until when.

use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use store::Error;
use store::logins::{Entered, IDLE_LIMIT, LIMIT, Login, Try};

use crate::fixture::{Fixture, NOW, at, parse, token};
use crate::on_both;
use crate::sql::{Database, column};

/// The password of everybody.
pub const PASSWORD: &str = "four words of nothing";

/// Where everybody sits.
pub const FROM: &str = "192.0.2.7";

/// As little as the tables can tell apart.
pub const MOMENT: SignedDuration = SignedDuration::from_millis(1);

pub fn now() -> Timestamp {
    at(NOW)
}

pub fn tried(account: &str, at: Timestamp) -> Try<'_> {
    Try { account, from: FROM, at }
}

impl Fixture {
    /// A user of side A who enrolled in a browser.
    pub async fn invited_to_the_web(&self, key: &str) {
        let (once, mail) = (format!("once {key}"), format!("{key}@example.org"));
        let hashed = token(&once);
        let fields = [
            ("name", key),
            ("side", "a"),
            ("roles", "secretariat"),
            ("email", &mail),
            ("language", "ru"),
            ("token", &hashed),
        ];
        self.make("admin-a", &format!("user/{key}"), &fields).await;
        self.store.set_first_password(&once, PASSWORD, now()).await.expect("a first password can be set");
    }

    pub async fn log_in(&self, account: &str) -> Entered {
        self.store.log_in(&tried(account, now()), PASSWORD).await.unwrap()
    }

    /// The cookie of a login of somebody without a second factor.
    pub async fn cookie(&self, account: &str) -> String {
        match self.log_in(account).await {
            Entered::Whole(cookie) => cookie,
            other => panic!("{account}: {other:?}"),
        }
    }

    pub async fn find_login(&self, cookie: &str, at: Timestamp) -> Option<Login> {
        self.store.find_login(cookie, at).await.unwrap()
    }

    pub async fn rows(&self, table: &str) -> Vec<String> {
        column(&Database::of(&self.url).await, &format!("select cast(count(*) as text) from {table}")).await
    }
}

on_both!(
    a_first_password_is_set_once,
    a_password_lets_its_user_in,
    a_login_ends_when_nobody_uses_it,
    a_login_ends_after_a_day,
    a_blocked_user_is_logged_out,
    another_cookie_makes_the_old_one_worthless,
    logging_out_ends_one_login_or_all_of_a_user,
    a_cookie_is_not_in_the_database,
    a_password_is_changed_by_who_knows_it,
    whoever_is_not_there_takes_as_long,
);

async fn a_first_password_is_set_once(fixture: Fixture) {
    let hashed = token("once new");
    let fields = [("name", "New"), ("side", "a"), ("roles", "secretariat"), ("token", &hashed)];
    fixture.make("admin-a", "user/new", &fields).await;
    let set = async |once, password| fixture.store.set_first_password(once, password, now()).await;
    assert!(matches!(set("once new", "elevenchars").await, Err(Error::ShortPassword { least: 12 })));
    assert!(matches!(set("other", PASSWORD).await, Err(Error::Token)));
    assert_eq!(fixture.log_in("new").await, Entered::Wrong, "an invited user is nobody");
    assert_eq!(set("once new", PASSWORD).await.unwrap().state, "active");
    assert!(matches!(fixture.log_in("new").await, Entered::Whole(_)));
    assert!(matches!(set("once new", "another password").await, Err(Error::Token)));
    assert_eq!(set("sec-a", PASSWORD).await.unwrap().state, "active", "by the token of the command line");
    assert!(matches!(fixture.log_in("sec-a").await, Entered::Whole(_)));
    assert!(matches!(set("nobody's", PASSWORD).await, Err(Error::Token)));
    fixture.is_sound().await;
}

async fn a_password_lets_its_user_in(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    fixture.invited_to_the_web("other").await;
    for account in ["web", " web ", "web@example.org", "WEB@Example.org"] {
        let login = fixture.find_login(&fixture.cookie(account).await, now()).await.unwrap();
        assert_eq!(login.user.address, parse("user/web"));
        assert_eq!(login.actor, fixture_actor(&fixture).await);
        assert_eq!((login.user.plain("name"), login.user.plain("language")), (Some("web"), Some("ru")));
    }
    let log_in =
        async |account, password| fixture.store.log_in(&tried(account, now()), password).await.unwrap();
    assert_eq!(log_in("web", "four words of nothing ").await, Entered::Wrong);
    assert_eq!(log_in("nobody", PASSWORD).await, Entered::Wrong);
    assert_eq!(log_in("sec-a", PASSWORD).await, Entered::Wrong, "who has no password");
    fixture.amend("admin-a", "user/other", &[("email", "web@example.org")]).await;
    assert_eq!(
        log_in("web@example.org", PASSWORD).await,
        Entered::Wrong,
        "a mail address of two is nobody's"
    );
    assert!(fixture.find_login("", now()).await.is_none());
}

async fn fixture_actor(fixture: &Fixture) -> register::actor::Actor {
    let user = fixture.look(crate::fixture::A, "user/web").await.unwrap();
    register::actor::Actor::of(&user).unwrap()
}

async fn a_login_ends_when_nobody_uses_it(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let unused = fixture.cookie("web").await;
    let used = fixture.cookie("web").await;
    let minute = SignedDuration::from_mins(1);
    let login = fixture.find_login(&unused, now() + minute - MOMENT).await.unwrap();
    assert_eq!(login.idle_at, now() + IDLE_LIMIT, "within a minute nothing is noted");
    let login = fixture.find_login(&used, now() + minute).await.unwrap();
    assert_eq!(login.idle_at, now() + minute + IDLE_LIMIT);

    assert!(fixture.find_login(&unused, now() + IDLE_LIMIT).await.is_none());
    assert!(fixture.find_login(&used, now() + minute + IDLE_LIMIT).await.is_none());
    let last = now() + minute + IDLE_LIMIT - MOMENT;
    assert!(fixture.find_login(&used, last).await.is_some());
    assert!(fixture.find_login(&used, last + IDLE_LIMIT - MOMENT).await.is_some(), "it was used");
}

async fn a_login_ends_after_a_day(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let cookie = fixture.cookie("web").await;
    let mut when = now();
    while when < now() + LIMIT - MOMENT {
        when = (when + IDLE_LIMIT - MOMENT).min(now() + LIMIT - MOMENT);
        let login = fixture.find_login(&cookie, when).await.expect("it is used all day");
        assert_eq!(login.ends_at, now() + LIMIT);
    }
    assert!(fixture.find_login(&cookie, now() + LIMIT).await.is_none());
    let mut transaction = fixture.store.write().await.unwrap();
    transaction.begin_login(&parse("user/web"), now() + LIMIT).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(fixture.rows("logins").await, ["1"], "what has ended goes");
}

async fn a_blocked_user_is_logged_out(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let cookie = fixture.cookie("web").await;
    fixture.take("admin-a", "block", "user/web").await;
    assert!(fixture.find_login(&cookie, now()).await.is_none());
    assert_eq!(fixture.log_in("web").await, Entered::Wrong);
    // A login that a failure left behind is worth nothing either.
    let mut transaction = fixture.store.write().await.unwrap();
    let left = transaction.begin_login(&parse("user/web"), now()).await.unwrap();
    transaction.commit().await.unwrap();
    assert!(fixture.find_login(&left, now()).await.is_none());
    fixture.take("admin-a", "unblock", "user/web").await;
    assert!(fixture.find_login(&cookie, now()).await.is_none(), "he has to log in again");
    assert!(fixture.find_login(&fixture.cookie("web").await, now()).await.is_some());
    fixture.is_sound().await;
}

async fn another_cookie_makes_the_old_one_worthless(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let old = fixture.cookie("web").await;
    let mut transaction = fixture.store.write().await.unwrap();
    let new = transaction.rotate_login(&old, false, now()).await.unwrap().expect("there is such a login");
    assert_eq!(transaction.rotate_login(&old, false, now()).await.unwrap(), None);
    transaction.commit().await.unwrap();
    assert!(fixture.find_login(&old, now()).await.is_none());
    let login = fixture.find_login(&new, now()).await.unwrap();
    assert_eq!(login.ends_at, now() + LIMIT, "it lasts no longer");
}

async fn logging_out_ends_one_login_or_all_of_a_user(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    fixture.invited_to_the_web("other").await;
    let other = fixture.cookie("other").await;
    let cookies = [fixture.cookie("web").await, fixture.cookie("web").await, fixture.cookie("web").await];
    let found = async || {
        let mut found = Vec::new();
        for cookie in cookies.iter().chain([&other]) {
            found.push(fixture.find_login(cookie, now()).await.is_some());
        }
        found
    };
    let mut transaction = fixture.store.write().await.unwrap();
    transaction.end_login(&cookies[1]).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(found().await, [true, false, true, true]);
    let mut transaction = fixture.store.write().await.unwrap();
    transaction.end_logins_of(&parse("user/web")).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(found().await, [false, false, false, true]);
}

async fn a_cookie_is_not_in_the_database(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let cookie = fixture.cookie("web").await;
    assert!(cookie.len() == 64 && cookie.bytes().all(|byte| byte.is_ascii_hexdigit()), "{cookie}");
    let database = Database::of(&fixture.url).await;
    assert_eq!(column(&database, "select sha256 from logins").await, [token(&cookie)]);
    let phc = column(&database, "select phc from passwords").await;
    assert!(phc[0].starts_with("$argon2id$") && !phc[0].contains(PASSWORD));
}

async fn a_password_is_changed_by_who_knows_it(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let (cookie, elsewhere) = (fixture.cookie("web").await, fixture.cookie("web").await);
    let change =
        async |cookie, old, new| fixture.store.change_password(cookie, FROM, (old, new), now()).await;
    assert_eq!(change(&cookie, "wrong password", "quite another one").await.unwrap(), Entered::Wrong);
    assert!(matches!(change(&cookie, PASSWORD, "short").await, Err(Error::ShortPassword { .. })));
    assert_eq!(change("no cookie", PASSWORD, "quite another one").await.unwrap(), Entered::Ended);
    let Entered::Whole(fresh) = change(&cookie, PASSWORD, "quite another one").await.unwrap() else {
        panic!("it is changed");
    };
    for ended in [&cookie, &elsewhere] {
        assert!(fixture.find_login(ended, now()).await.is_none());
    }
    assert!(fixture.find_login(&fresh, now()).await.is_some());
    assert_eq!(fixture.log_in("web").await, Entered::Wrong);
    for _ in 0..10 {
        assert_eq!(change(&fresh, PASSWORD, "a third password").await.unwrap(), Entered::Wrong);
    }
    assert_eq!(change(&fresh, "quite another one", "a third password").await.unwrap(), Entered::TooOften);
}

/// The quickest of several: what the machine does besides makes some slower and none quicker.
async fn whoever_is_not_there_takes_as_long(fixture: Fixture) {
    fixture.invited_to_the_web("web").await;
    let mut quickest = [f64::INFINITY; 3];
    for _ in 0..8 {
        for (k, account) in ["web", "nobody", "sec-a"].into_iter().enumerate() {
            let start = Instant::now();
            let entered = fixture.store.log_in(&tried(account, now()), "a wrong password").await.unwrap();
            assert_eq!(entered, Entered::Wrong);
            quickest[k] = quickest[k].min(start.elapsed().as_secs_f64());
        }
    }
    let [known, unknown, without] = quickest;
    for other in [unknown, without] {
        assert!((0.6..1.7).contains(&(other / known)), "{quickest:?}");
    }
}
