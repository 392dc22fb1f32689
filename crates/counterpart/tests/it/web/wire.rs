//! Answers as they come over the wire: size, headers, what the browser has already.

use super::markup::{attribute, attributes, tags};
use super::script::encoded;
use super::site::{LANGUAGES, Site, header, text};
use super::walk::places;

/// What the first page may cost, with everything it needs.
const MOST: usize = 60_000;

#[test]
fn the_first_page_is_small_with_everything_it_needs() {
    let site = Site::exercise();
    for lang in LANGUAGES {
        let path = format!("/{lang}");
        let html = site.page(&path);
        let needed = tags(&html).filter_map(|tag| match tag.split(' ').next()? {
            "link" if matches!(attribute(tag, "rel"), Some("stylesheet" | "icon")) => attribute(tag, "href"),
            "script" | "img" => attribute(tag, "src"),
            _ => None,
        });
        let mut paths: Vec<&str> = needed.collect();
        assert_eq!(paths.len(), 3, "style, icon and script: {paths:?}");
        paths.push(&path);
        let size = |path: &&str| {
            let answer = site.ask("GET", path, "Accept-Encoding: gzip\r\n");
            assert_eq!((answer.status, header(&answer, "content-encoding")), (200, "gzip"), "{path}");
            let head: usize = answer.headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
            answer.body.len() + head
        };
        let all: usize = paths.iter().map(size).sum();
        println!("{path} with all it needs: {all} bytes over the wire");
        assert!(all < MOST, "{path}: {all} bytes");
    }
}

#[test]
fn the_first_page_says_all_before_any_script() {
    let site = Site::exercise();
    let says = [
        ("en", ["Who takes part", "What was promised", "What became of it"]),
        ("zh", ["参与方", "承诺了什么", "结果如何"]),
        ("ru", ["Кто участвует", "Что обещано", "Что из этого вышло"]),
    ];
    for (lang, words) in says {
        let html = site.page(&format!("/{lang}"));
        for word in words {
            assert!(html.contains(word), "no “{word}” on /{lang}");
        }
    }
}

/// What every answer says, whatever it is.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

#[test]
fn every_kind_of_answer_has_the_strict_headers() {
    let site = Site::exercise();
    let html = site.page("/en");
    let style =
        tags(&html).find_map(|tag| attribute(tag, "href").filter(|href| href.starts_with("/assets/style")));
    let answers = [
        ("GET", "/en", 200),
        ("GET", "/", 303),
        ("GET", "/en/mechanism/mechanism", 308),
        ("GET", style.expect("a style sheet"), 200),
        ("GET", "/robots.txt", 200),
        ("GET", "/assets/none.css", 404),
        ("GET", "/none", 404),
        ("GET", "/en/none", 404),
        ("GET", "/xx/", 404),
        ("GET", "/xx/recommendations", 404),
        ("POST", "/en", 403),
        ("DELETE", "/en/recommendation/R-201", 403),
        ("GET", "/ru/recommendation/%FF", 400),
        ("HEAD", "/zh/roadmap", 200),
    ];
    for (method, path, status) in answers {
        let answer = site.ask(method, path, "");
        assert_eq!(answer.status, status, "{method} {path}");
        for (name, value) in ALWAYS {
            assert_eq!(header(&answer, name), value, "{method} {path}");
        }
        assert_strict(header(&answer, "content-security-policy"));
        assert!(answer.header("server").next().is_none() && answer.header("x-powered-by").next().is_none());
        assert!(answer.header("set-cookie").next().is_none(), "{path}: reading needs no cookie");
        assert!(answer.header("access-control-allow-origin").next().is_none());
        header(&answer, "cache-control");
    }
    let own = "Sec-Fetch-Site: same-origin\r\n";
    for (path, origin, said) in [
        ("/en", own, "It could not be done"),
        ("/ru", own, "Не получилось"),
        ("/ru", "", "Вам этого делать нельзя"),
    ] {
        let refusal = site.ask("POST", path, origin);
        assert_eq!(refusal.status, if origin.is_empty() { 403 } else { 405 });
        if refusal.status == 405 {
            assert!(header(&refusal, "allow").contains("GET"));
        }
        assert!(text(&refusal).contains(said), "refusals are pages in the language");
        assert_strict(header(&refusal, "content-security-policy"));
    }
}

fn assert_strict(policy: &str) {
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    let expected = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ];
    for directive in expected {
        assert!(directives.contains(&directive), "no {directive} in {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
}

#[test]
fn https_is_asked_for_where_the_site_is_public_by_it() {
    let site = Site::exercise_at("https://register.example.org");
    assert_eq!(header(&site.get("/en"), "strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert!(site.page("/zh").contains("https://register.example.org/zh"), "the address to be sent to others");
    assert!(Site::exercise().get("/en").header("strict-transport-security").next().is_none());
}

#[test]
fn no_page_holds_script_or_style_of_its_own() {
    let site = Site::exercise();
    for place in places() {
        let path = format!("/ru{place}");
        let html = site.page(&path);
        for tag in tags(&html) {
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            assert!(
                name != "script" || attribute(tag, "src").is_some_and(|src| src.starts_with("/assets/")),
                "{path}: {tag}"
            );
            assert!(!["style", "iframe", "object", "embed", "base"].contains(&name), "{path}: {tag}");
            for (attribute, value) in attributes(tag) {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{path}: {tag}");
                let elsewhere = value.contains("javascript:") || value.starts_with("//");
                assert!(!elsewhere, "{path}: {tag}");
            }
        }
    }
}

#[test]
fn what_the_browser_has_already_is_not_sent_again() {
    let site = Site::exercise();
    for path in ["/en", "/zh/recommendation/R-201", "/ru/roadmap"] {
        let first = site.get(path);
        let mark = header(&first, "etag").to_owned();
        let again = site.ask("GET", path, &format!("If-None-Match: {mark}\r\nAccept-Encoding: gzip\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(header(&again, "etag"), mark);
        let other = site.ask("GET", path, "If-None-Match: W/\"0000000000000000\"\r\n");
        assert_eq!((other.status, other.body), (200, first.body), "{path}");
    }
    let pages = ["/en", "/zh", "/en/news"].map(|path| header(&site.get(path), "etag").to_owned());
    assert!(pages[0] != pages[1] && pages[0] != pages[2]);
    let html = site.page("/en");
    let asset = tags(&html).find_map(|tag| attribute(tag, "src")).expect("a script");
    assert_eq!(header(&site.get(asset), "cache-control"), "public, max-age=31536000, immutable");
    assert!(site.get("/en/none").header("etag").next().is_none(), "an error is not kept");
}

#[test]
fn head_is_what_get_is_without_its_body() {
    let site = Site::exercise();
    for path in ["/en", "/ru/recommendations?state=agreed", "/en/none", "/robots.txt"] {
        let (get, head) = (site.get(path), site.ask("HEAD", path, ""));
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(get.status, head.status, "{path}");
        for name in ["content-type", "cache-control", "content-security-policy"] {
            assert_eq!(header(&get, name), header(&head, name), "{path}");
        }
    }
}

#[test]
fn the_front_door_opens_in_the_language_of_the_browser() {
    let site = Site::exercise();
    for (wished, path) in
        [("zh-CN,zh;q=0.9,en;q=0.8", "/zh"), ("ru", "/ru"), ("de", "/en"), ("\u{7f}", "/en")]
    {
        let answer = site.ask("GET", "/", &format!("Accept-Language: {wished}\r\n"));
        if wished == "\u{7f}" {
            assert_eq!(answer.status, 400, "no header holds such a sign");
            continue;
        }
        assert_eq!((answer.status, header(&answer, "location")), (303, path), "{wished}");
        assert!(header(&answer, "vary").contains("accept-language"));
    }
}

#[test]
fn postgres_answers_as_sqlite_does() {
    let (sqlite, postgres) = (Site::exercise(), Site::exercise_on_postgres());
    // Keys, hashes and the signature in the foot of a page are those of one register.
    let body = |site: &Site, path: &str| {
        let html = site.page(path).replace(&site.address().to_string(), "HOST");
        html.split("<footer").next().unwrap_or_default().to_owned()
    };
    for place in places() {
        for lang in LANGUAGES {
            let path = format!("/{lang}{place}");
            assert_eq!(body(sqlite, &path), body(&postgres, &path), "{path}");
        }
    }
    for (place, words) in [
        ("/zh/search?q=", "班列"),
        ("/ru/search?q=", "рекомендацию"),
        ("/en/recommendations?words=", "larch"),
    ] {
        let path = format!("{place}{}", encoded(words));
        assert_eq!(body(sqlite, &path), body(&postgres, &path), "{path}");
    }
}
