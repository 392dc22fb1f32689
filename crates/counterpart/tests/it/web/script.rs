//! Script that somebody wrote into the register or into an address never runs, in no alphabet.

use std::path::Path;

use testbed::{Browser, Setup};

use super::markup::{attribute, attributes, tags};
use super::site::{LANGUAGES, Site, done, run};
use super::walk::places;
use crate::Folder;

/// What would run when a page did not escape it, in text, in an attribute, in a title, in a picture.
const HOSTILE: [&str; 6] = [
    "Larch<script>document.title='HACKED'</script>",
    "Лиственница\"><img src=x onerror=\"document.title='HACKED'\">",
    "落叶松'><svg onload=document.title='HACKED'>",
    "长江</title></textarea></select><script>document.title='HACKED'</script>",
    "Волга\" autofocus onfocus=\"document.title='HACKED'\" x=\"",
    "]]><iframe srcdoc=\"<script>parent.document.title='HACKED'</script>\"></iframe>{{7*7}}",
];

#[test]
fn what_is_written_into_the_register_never_runs() {
    let site = Site::exercise_with(write_hostile);
    let browser = Browser::start(Setup::desk());
    for lang in LANGUAGES {
        for place in hostile_places() {
            let path = format!("/{lang}{place}");
            assert_inert(&path, &site.page(&path));
            browser.open(&site.at(&path));
            assert!(!browser.title().starts_with("HACKED"), "{path}");
            assert!(browser.text().contains("HACKED"), "{path} shows what was written");
            assert_eq!(browser.console_errors(), [""; 0], "{path}");
        }
    }
}

/// Entries of the kinds whose words stand in lists, tables, threads, options, histories.
fn write_hostile(folder: &Path) {
    let users = [("a-secretariat", "a"), ("b-secretariat", "b")];
    for (k, words) in HOSTILE.iter().enumerate() {
        let (user, side) = users[k % 2];
        let set = |field: &str| format!("{field}={words}");
        let texts = ["title.en", "title.zh", "title.ru"].map(set);
        let key = format!("X-{k}");
        let titles = ["--set", &texts[0], "--set", &texts[1], "--set", &texts[2]];
        let add = |kind: &str, more: &[&str]| {
            done(folder, user, &[&[kind, "new", &key], &titles[..], more].concat());
        };
        add("field", &[]);
        add(
            "organisation",
            &["--set", "type=enterprise", "--set", if side == "a" { "region=A-LUO" } else { "region=B-SEV" }],
        );
        done(folder, user, &["organisation", "amend", &key, "--set", &format!("title.en=Amended {words}")]);
    }
}

fn hostile_places() -> Vec<String> {
    let mut places = vec![
        "/fields".to_owned(),
        "/organisations".into(),
        "/recommendations".into(),
        "/search?q=HACKED".into(),
    ];
    for k in 0..HOSTILE.len() {
        places.push(format!("/field/X-{k}"));
        places.push(format!("/organisation/X-{k}"));
        places.push(format!("/organisation/X-{k}/history"));
    }
    places
}

/// No tag of the page does anything that ours do not.
fn assert_inert(path: &str, html: &str) {
    for tag in tags(html) {
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        assert!(!["img", "iframe", "object", "embed", "style"].contains(&name), "{path}: {tag}");
        assert!(
            name != "script" || attribute(tag, "src").is_some_and(|src| src.starts_with("/assets/")),
            "{path}: {tag}"
        );
        for (attribute, value) in attributes(tag) {
            assert!(
                !attribute.starts_with("on") && attribute != "srcdoc" && attribute != "autofocus",
                "{path}: {tag}"
            );
            assert!(!value.contains("javascript:"), "{path}: {tag}");
        }
    }
}

#[test]
fn an_address_that_runs_is_refused() {
    let folder = Folder::new();
    done(folder.0.path(), "", &["init", "register", "--example", "exercise"]);
    for address in
        ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//evil.example", "\tjavascript:x"]
    {
        let set = format!("url={address}");
        let new = [
            "organisation",
            "new",
            "X",
            "--set",
            "title.en=X",
            "--set",
            "type=enterprise",
            "--set",
            "region=A-LUO",
            "--set",
            &set,
        ];
        let run = run(folder.0.path(), "a-secretariat", &new);
        assert_eq!(run.code, Some(1), "{address}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn what_is_written_into_an_address_never_runs() {
    let site = Site::exercise();
    for hostile in HOSTILE {
        let hostile = encoded(hostile);
        for path in paths_with(&hostile) {
            let answer = site.get(&path);
            let html = String::from_utf8(answer.body).expect("pages are UTF-8");
            assert_inert(&path, &html);
            assert!(answer.status < 500, "{path}: {}", answer.status);
        }
    }
}

/// Every page with something in its question or in its path.
fn paths_with(words: &str) -> Vec<String> {
    let mut paths = vec![
        format!("/{words}"),
        format!("/en/{words}"),
        format!("/ru/region/{words}"),
        format!("/zh/region/{words}/history"),
    ];
    let names = [
        "q", "words", "state", "sort", "page", "naming", "region", "partner", "field", "session", "side", "x",
    ];
    for place in places() {
        let sign = if place.contains('?') { '&' } else { '?' };
        let question = names.map(|name| format!("{name}={words}")).join("&");
        paths.push(format!("/zh{place}{sign}{question}"));
        paths.push(format!("/en{place}{sign}{words}={words}"));
    }
    paths
}

/// Percent-encoded.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
