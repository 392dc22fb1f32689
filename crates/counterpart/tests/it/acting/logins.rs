//! The ways in: what they cost whoever guesses, and what they tell him.

use std::time::{Duration, Instant};

use testbed::Smtp;

use super::site::{Client, NOW, PASSWORD, Page, Site};
use super::totp::code;

/// Asks for a page with a cookie of one's own making.
fn with_cookie(site: &Site, cookie: &str, place: &str) -> Page {
    site.nobody().get_with(place, &[("cookie", cookie)])
}

#[test]
fn a_cookie_that_was_there_before_the_login_is_worth_nothing_after_it() {
    let site = Site::start();
    site.give_password("a-secretariat");
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", "counterpart=planted")];
    let fields = [("account", "a-secretariat"), ("password", PASSWORD)];
    let entered = site.nobody().post_with("/en/login", &headers, &fields);
    assert_eq!(entered.status, 303);
    let whole = format!("counterpart={}", entered.cookie());
    assert!(entered.cookie().len() >= 32 && entered.cookie() != "planted", "{}", entered.cookie());
    assert_eq!(with_cookie(&site, "counterpart=planted", "/en/desk").status, 401);
    assert_eq!(with_cookie(&site, &whole, "/en/desk").status, 200);
    let twice = format!("counterpart=planted; {whole}");
    assert_eq!(with_cookie(&site, &twice, "/en/desk").status, 401, "somebody else may have set one of two");
}

#[test]
fn the_cookie_changes_with_the_second_factor_and_dies_with_the_logout() {
    let site = Site::start();
    site.give_password("a-cochair");
    let client = site.nobody();
    let first = client.log_in("a-cochair", PASSWORD).cookie().to_owned();
    let secret = secret_on(&client.get("/en/second-factor"));
    let mistyped = client.post("/en/second-factor", &[("code", "000000")]);
    assert_eq!((mistyped.status, secret_on(&mistyped)), (422, secret.clone()), "the app has it already");
    let on = client.post("/en/second-factor", &[("code", &code(&secret, NOW, 0))]);
    assert_eq!(on.status, 200, "{}", on.html);
    let second = on.cookie().to_owned();
    assert!(!second.is_empty() && second != first);
    let desk = |cookie: &str| with_cookie(&site, &format!("counterpart={cookie}"), "/en/desk").status;
    assert_eq!((desk(&first), desk(&second)), (401, 200));
    assert_eq!(client.post("/en/logout", &[]).status, 303);
    assert_eq!(desk(&second), 401, "the server has forgotten it");

    let half = client.log_in("a-cochair", PASSWORD);
    assert_eq!((half.status, half.header("cache-control")), (200, "no-store"));
    assert_eq!(desk(half.cookie()), 401, "a password alone is half a login");
    let wrong = client.post("/en/login/code", &[("code", "000000")]);
    assert_eq!(wrong.status, 401);
    let used = client.post("/en/login/code", &[("code", &code(&secret, NOW, 0))]);
    assert_eq!(used.status, 401, "a code is good once");
    let whole = client.post("/en/login/code", &[("code", &code(&secret, NOW, 1))]);
    assert_eq!(whole.status, 303);
    assert!(whole.cookie() != half.cookie());
    assert_eq!((desk(half.cookie()), desk(whole.cookie())), (401, 200));
}

/// The secret that a page shows, for an app that has no camera.
fn secret_on(page: &Page) -> String {
    let (_, rest) = page.html.split_once("<p><code>").unwrap_or_else(|| panic!("no secret: {}", page.html));
    rest.split('<').next().expect("it ends").to_owned()
}

#[test]
fn after_ten_wrong_passwords_the_right_one_is_too_many() {
    let site = Site::start();
    site.give_password("a-secretariat");
    site.give_password("b-secretariat");
    let client = site.nobody();
    for _ in 0..10 {
        assert_eq!(client.log_in("a-secretariat", "wrong").status, 401);
    }
    assert_eq!(client.log_in("a-secretariat", "wrong").status, 429);
    let right = client.log_in("a-secretariat", PASSWORD);
    assert_eq!((right.status, right.cookie()), (429, ""));
    assert_eq!(client.log_in("b-secretariat", PASSWORD).status, 303, "others are not shut out");
}

#[test]
fn nobody_learns_which_accounts_there_are() {
    let smtp = Smtp::start();
    let site = Site::start_with(&[], &mail(&smtp));
    site.give_password("a-secretariat");
    let client = site.nobody();
    for place in ["/en/login", "/en/forgotten"] {
        let [there, not_there] = ["a-secretariat", "a-secretariaz"].map(|account| {
            let answer = client.post(place, &[("account", account), ("password", "wrong")]);
            (answer.status, answer.html.replace(account, "ACCOUNT"))
        });
        assert_eq!(there, not_there, "{place}");
    }
    // Without the work for nobody, an account that is not there would be answered twenty times as fast.
    let [there, not_there] = ["a-cochair", "a-cochaiz"].map(|account| median_login(&site, &client, account));
    let (fast, slow) = (there.min(not_there), there.max(not_there));
    assert!(slow < 3 * fast, "{there:?} with an account, {not_there:?} without");
}

fn median_login(site: &Site, client: &Client, account: &str) -> Duration {
    if account == "a-cochair" {
        site.give_password(account);
    }
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let start = Instant::now();
            assert_eq!(client.log_in(account, "wrong").status, 401);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn mail(smtp: &Smtp) -> String {
    let port = smtp.address().port();
    format!("[mail]\nhost = \"127.0.0.1\"\nport = {port}\nfrom = \"register@example.org\"\ntls = false\n")
}

#[test]
fn the_link_of_a_forgotten_password_is_good_once() {
    let smtp = Smtp::start();
    let site = Site::start_with(&[], &mail(&smtp));
    site.enter("admin-a").take("user/a-secretariat", "amend", &[("language", "en")]);
    let logged_in = site.enter("a-secretariat");
    let client = site.nobody();
    assert_eq!(client.submit("/en/forgotten", &[("account", "a-secretariat")]).status, 200);
    let link = mailed_link(&smtp, &site);
    let new = [("password", "nine green bottles"), ("repeated", "nine green bottles")];
    assert_eq!(client.submit(&link, &[("password", "short"), ("repeated", "short")]).status, 422);
    assert_eq!(client.submit(&link, &new).status, 303);
    assert_eq!(client.submit(&link, &new).status, 422, "it was good once");
    assert_eq!(logged_in.get("/zh/desk").status, 401, "all logins of the account end");
    assert_eq!(client.log_in("a-secretariat", PASSWORD).status, 401);
    assert_eq!(client.log_in("a-secretariat", "nine green bottles").status, 303);
    assert!(!site.log().contains("token="), "{}", site.log());
}

/// The place that the first mail links to.
fn mailed_link(smtp: &Smtp, site: &Site) -> String {
    let start = Instant::now();
    loop {
        if let Some(mail) = smtp.messages().first() {
            // Long lines of mails are broken, and a sign of equality is written otherwise then.
            let mail = mail.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
            let (_, rest) = mail.split_once(&site.base).unwrap_or_else(|| panic!("no link: {mail}"));
            return rest.split_whitespace().next().expect("an address ends").to_owned();
        }
        assert!(start.elapsed() < Duration::from_mins(1), "no mail came: {}", site.log());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_cookie_is_for_this_host_and_no_script() {
    let fields = [("account", "a-secretariat"), ("password", PASSWORD)];
    let plain = Site::start();
    plain.give_password("a-secretariat");
    let set = plain.nobody().post("/en/login", &fields);
    let attributes = "; Path=/; HttpOnly; SameSite=Lax";
    assert_eq!(set.header("set-cookie"), format!("counterpart={}{attributes}", set.cookie()));

    let over_tls = ["--public-url", "https://register.example.org", "--behind-proxy", "127.0.0.1"];
    let site = Site::start_with(&over_tls, "");
    site.give_password("a-secretariat");
    let set = site.nobody().post("/en/login", &fields);
    let cookie = set.cookie();
    assert_eq!(set.header("set-cookie"), format!("__Host-counterpart={cookie}{attributes}; Secure"));
    assert_eq!(with_cookie(&site, &format!("__Host-counterpart={cookie}"), "/en/desk").status, 200);
    assert_eq!(with_cookie(&site, &format!("counterpart={cookie}"), "/en/desk").status, 401);
}
