//! How people reach a server: over TLS of its own, behind a server in front, and what it refuses to be.

use testbed::{Browser, Setup};

use super::site::{PASSWORD, Site};
use crate::{Folder, counterpart};

/// A certificate for this machine and its key, in a folder.
fn certificate() -> Folder {
    let folder = Folder::new();
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    folder.write("cert.pem", made.cert.pem());
    folder.write("key.pem", made.signing_key.serialize_pem());
    folder
}

#[test]
fn a_server_with_a_certificate_speaks_tls_and_its_cookie_is_bound_to_the_host() {
    let files = certificate();
    let path = |name: &str| files.path(name).to_str().expect("a path").to_owned();
    let site = Site::start_with(&["--tls-cert", &path("cert.pem"), "--tls-key", &path("key.pem")], "");
    assert!(site.base.starts_with("https://127.0.0.1:"), "{}", site.base);
    let browser = Browser::start(Setup::desk());
    browser.open(&format!("{}/en/login", site.base));
    let token = site.token("a-secretariat");
    let send = |place: &str, fields: &str| {
        let script = format!(
            "return fetch('/en/{place}', {{ method: 'POST', body: new URLSearchParams({fields}) }})
                .then(answer => answer.redirected ? new URL(answer.url).pathname : answer.status)"
        );
        browser.evaluate(&script)
    };
    send("enrol", &format!("{{ token: '{token}', password: '{PASSWORD}', repeated: '{PASSWORD}' }}"));
    let to = send("login", &format!("{{ account: 'a-secretariat', password: '{PASSWORD}' }}"));
    assert_eq!(to, "/en/desk");
    let cookies = browser.cookies();
    let cookie = cookies.first().expect("a cookie");
    assert_eq!(cookie.name, "__Host-counterpart");
    assert!(cookie.secure && cookie.http_only, "{cookie:?}");
    browser.open(&format!("{}/en/desk", site.base));
    assert!(browser.console_errors().is_empty());
    // Who speaks no TLS is not answered, and the server goes on.
    let plain = ureq::get(site.base.replace("https", "http")).call();
    assert!(plain.is_err(), "{plain:?}");
    browser.open(&format!("{}/en", site.base));
}

#[test]
fn behind_a_server_in_front_each_visitor_has_his_own_limit() {
    let site = Site::start_with(&["--behind-proxy", "127.0.0.1"], "");
    site.give_password("a-secretariat");
    let enter = |from: &str, password: &str| {
        let headers = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", from)];
        let fields = [("account", "a-nobody"), ("password", password)];
        site.nobody().post_with("/en/login", &headers, &fields).status
    };
    let refused = (0..200).find(|_| enter("192.0.2.1", "wrong") == 429).expect("guessing ends");
    assert!(refused > 2, "{refused}");
    assert_eq!(enter("203.0.113.9, 192.0.2.1", "wrong"), 429, "what he wrote himself is not believed");
    // The account's own limit is another one: a second visitor tries another account.
    let headers = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", "192.0.2.2")];
    let fields = [("account", "a-secretariat"), ("password", PASSWORD)];
    assert_eq!(site.nobody().post_with("/en/login", &headers, &fields).status, 303);
}

/// What `counterpart serve` says of options with which it cannot serve.
fn refusal(folder: &Folder, options: &[&str]) -> String {
    let mut serve = counterpart();
    serve.args(["serve", "--register", "register"]).args(options).current_dir(folder.path(""));
    let output = serve.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{options:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).expect("text")
}

#[test]
fn a_server_that_would_show_passwords_to_the_network_does_not_begin() {
    let folder = certificate();
    let mut init = counterpart();
    init.args(["init", "register", "--example", "exercise"]).current_dir(folder.path(""));
    assert!(init.output().expect("the program runs").status.success());
    folder.write("other.pem", rcgen::KeyPair::generate().expect("a key").serialize_pem());
    folder.write("empty.pem", "no certificate");
    let site = "https://register.example.org";
    for (options, code) in [
        (&["--bind", "0.0.0.0:0"][..], "no-public-url"),
        (&["--bind", "0.0.0.0:0", "--public-url", "http://register.example.org"], "in-the-open"),
        (&["--bind", "0.0.0.0:0", "--public-url", site], "no-tls"),
        (&["--public-url", "register.example.org"], "public-url"),
        (&["--public-url", "https://register.example.org/path"], "public-url"),
        (&["--public-url", site, "--tls-cert", "empty.pem", "--tls-key", "key.pem"], "pem"),
        (&["--public-url", site, "--tls-cert", "absent.pem", "--tls-key", "key.pem"], "pem"),
        (&["--public-url", site, "--tls-cert", "cert.pem", "--tls-key", "other.pem"], "certificate"),
        (
            &["--public-url", "http://127.0.0.1", "--tls-cert", "cert.pem", "--tls-key", "key.pem"],
            "in-the-open",
        ),
    ] {
        let said = refusal(&folder, options);
        assert!(said.contains(code), "{options:?}: {said}");
    }
    let said = refusal(&folder, &["--tls-cert", "cert.pem"]);
    assert!(said.contains("--tls-key"), "{said}");
}
