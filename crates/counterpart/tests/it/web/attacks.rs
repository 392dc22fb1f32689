//! Requests that no client would make.

use std::thread;
use std::time::{Duration, Instant};

use testbed::http::{Answer, Connection};

use super::site::{Site, header};

#[test]
fn nothing_of_a_page_comes_from_the_name_it_is_asked_under() {
    let site = Site::exercise();
    let evil = "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n\
                X-Forwarded-Proto: evil\r\nX-Original-URL: /evil.example\r\nX-Rewrite-URL: /evil.example\r\n\
                Referer: http://evil.example/\r\nOrigin: http://evil.example\r\n";
    for path in ["/", "/en", "/zh/recommendation/R-201", "/en/mechanism/mechanism", "/ru/none", "/robots.txt"]
    {
        let answer = site.ask("GET", path, evil);
        assert!(!whole(&answer).contains("evil"), "{path}: {}", whole(&answer));
    }
    let absolute = site.ask("GET", "http://evil.example/en", "");
    assert!(!whole(&absolute).contains("evil"), "{}", whole(&absolute));
}

/// Headers and body.
fn whole(answer: &Answer) -> String {
    format!("{:?}\n{}", answer.headers, String::from_utf8_lossy(&answer.body))
}

#[test]
fn no_path_leads_out_of_the_site() {
    let site = Site::exercise();
    let ways = [
        "/assets/../counterpart.toml",
        "/assets/../../register/counterpart.toml",
        "/assets/%2e%2e/counterpart.toml",
        "/assets/..%2fcounterpart.toml",
        "/assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e%5ccounterpart.toml",
        "/assets//etc/passwd",
        "/assets/style.css%00",
        "/en/../counterpart.toml",
        "/en/%2e%2e/counterpart.toml",
        "/en/document/..%2f..%2fcounterpart.toml",
        "/en/document/%2e%2e%2f%2e%2e%2fserver.key",
        "/en/document/..%5c..%5cserver.key",
        "/en/document/..",
        "/en/document/%00",
        "/en/..%2f/..%2f",
        "/../../../../etc/passwd",
        "/etc/passwd",
        "/.git/config",
    ];
    for way in ways {
        let answer = site.get(way);
        assert!(matches!(answer.status, 400 | 404), "{way}: {}", answer.status);
        let said = whole(&answer);
        assert!(
            !said.contains("root:") && !said.contains("database") && !said.contains("PRIVATE"),
            "{way}: {said}"
        );
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_taken_in() {
    let site = Site::exercise();
    let said = format!("Content-Length: {}\r\n", 17 << 20);
    assert_eq!(site.ask("POST", "/en", &said).status, 413, "by what it says of itself");

    let mut connection = Connection::open(site.address());
    let head = format!(
        "POST /zh HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        site.address()
    );
    connection.send(head.as_bytes()).expect("the server listens");
    let chunk = [b"100000\r\n".as_slice(), &vec![b'a'; 1 << 20], b"\r\n"].concat();
    // A server that has heard enough may hang up.
    let sent = (0..17).take_while(|_| connection.send(&chunk).is_ok()).count();
    let answer = connection.answer();
    assert!(answer.as_ref().is_none_or(|answer| answer.status == 413), "by what comes: {answer:?}");
    assert!(sent > 15 || answer.is_some(), "{sent} of 17 parts were taken");

    assert_eq!(site.ask("GET", "/en", &format!("X: {}\r\n", "a".repeat(33 << 10))).status, 431);
    assert_eq!(site.ask("GET", &format!("/en/search?q={}", "a".repeat(33 << 10)), "").status, 431);
    let many = "X: a\r\n".repeat(200);
    assert_eq!(site.ask("GET", "/en", &many).status, 431);
}

#[test]
fn whoever_sends_slowly_holds_up_nobody_and_is_sent_away() {
    let site = Site::exercise();
    let slow: Vec<_> = (0..60).map(|k| thread::spawn(move || drip(k))).collect();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        let asked = Instant::now();
        assert_eq!(site.get("/en/recommendation/R-201").status, 200);
        assert!(asked.elapsed() < Duration::from_secs(2), "a page took {:?}", asked.elapsed());
        thread::sleep(Duration::from_millis(50));
    }
    for (k, connection) in slow.into_iter().enumerate() {
        let held = connection.join().expect("the connection is ended");
        assert!(held < Duration::from_secs(20), "connection {k} was held for {held:?}");
    }
}

/// Sends a request one byte a second, heads and, every third time, a body; the time until the server hangs up.
fn drip(k: usize) -> Duration {
    let start = Instant::now();
    let mut connection = Connection::open(Site::exercise().address());
    let request = "GET /en HTTP/1.1\r\nHost: slow.example\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    // Whoever says nothing at all is slow too.
    let request = if k.is_multiple_of(3) { "" } else { request };
    for byte in request.bytes().take(25) {
        if connection.send(&[byte]).is_err() {
            return start.elapsed();
        }
        thread::sleep(Duration::from_secs(1));
    }
    let answer = connection.answer();
    assert!(answer.is_none_or(|answer| answer.status == 408), "half a request is no request");
    start.elapsed()
}

#[test]
fn a_slow_body_holds_up_nobody() {
    let site = Site::exercise();
    let mut held = Vec::new();
    for _ in 0..60 {
        let mut connection = Connection::open(site.address());
        let head =
            format!("POST /en/search HTTP/1.1\r\nHost: {}\r\nContent-Length: 1000\r\n\r\na", site.address());
        connection.send(head.as_bytes()).expect("the server listens");
        held.push(connection);
    }
    for place in ["/en", "/zh/roadmap", "/ru/recommendation/R-201"] {
        let asked = Instant::now();
        assert_eq!(site.get(place).status, 200);
        assert!(asked.elapsed() < Duration::from_secs(2), "{place} took {:?}", asked.elapsed());
    }
}

#[test]
fn no_request_writes_a_header_of_an_answer() {
    let site = Site::exercise();
    let inject = "%0d%0aSet-Cookie:%20a=1%0d%0aX-Injected:%201";
    let unicode = "%E5%98%8A%E5%98%8DSet-Cookie:%20a=1";
    for inject in [inject, unicode] {
        let paths = [
            format!("/{inject}"),
            format!("/en/{inject}"),
            format!("/en/mechanism/{inject}"),
            format!("/en/mechanism/mechanism?{inject}"),
            format!("/?lang={inject}"),
            format!("/en/recommendation/R-201{inject}"),
            format!("/en/recommendations?state={inject}&sort={inject}"),
        ];
        for path in paths {
            let answer = site.get(&path);
            let injected = answer.headers.iter().find(|(name, value)| {
                ["set-cookie", "x-injected"].contains(&name.to_ascii_lowercase().as_str())
                    || value.contains("a=1")
            });
            assert!(injected.is_none(), "{path}: {injected:?}");
        }
    }
}

#[test]
fn no_redirect_leads_elsewhere() {
    let site = Site::exercise();
    let ways = [
        "//evil.example",
        "//evil.example/en",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/en//evil.example",
        "/en/mechanism//evil.example",
        "/en/mechanism/%2f%2fevil.example",
        "/?next=https://evil.example",
        "/?lang=//evil.example",
        "/en/mechanism/mechanism?next=//evil.example",
        "/en?return=https://evil.example",
        "/.evil.example",
        "/@evil.example",
    ];
    for way in ways {
        let answer = site.get(way);
        if (300..400).contains(&answer.status) {
            let to = header(&answer, "location");
            assert!(["/en", "/zh", "/ru"].contains(&to), "{way}: {to}");
        }
        assert!(!format!("{:?}", answer.headers).contains("evil"), "{way}: {:?}", answer.headers);
    }
}

#[test]
fn what_cannot_be_asked_is_refused_and_breaks_nothing() {
    let site = Site::exercise();
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        for path in ["/en", "/en/recommendation/R-201", "/zh/recommendations", "/en/search"] {
            assert_eq!(
                site.ask(method, path, "Sec-Fetch-Site: same-origin\r\n").status,
                405,
                "{method} {path}"
            );
        }
    }
    for words in [
        "GET\r\n\r\n",
        "GET /en HTTP/9.9\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET /en HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET /en HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\naa",
        "GET /e n HTTP/1.1\r\n\r\n",
        "POST /en HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    ] {
        let mut connection = Connection::open(site.address());
        connection.send(words.as_bytes()).expect("the server listens");
        connection.finish().expect("the server listens");
        let status = connection.answer().map_or(400, |answer| answer.status);
        assert!((400..500).contains(&status), "{words:?}: {status}");
    }
    assert_eq!(site.get("/en").status, 200);
    assert!(!site.log().contains("panicked"), "{}", site.log());
}

/// Questions that nobody would ask, of every page that takes one.
pub fn odd_questions() -> Vec<String> {
    let values = [
        "-1",
        "0",
        "99999999999999999999999",
        "1e9",
        "%00",
        "a%00b",
        "%FF%FE",
        "'",
        "%27%20OR%201=1%20--",
        "%25",
        "_",
        "\\",
        "(",
        "%22",
        "*",
        "NEAR(",
        "AND",
        "region/",
        "region/%00",
        "region/..",
        "%F0%9F%8C%8A",
        "%E2%80%AE",
        "%20",
        ",,,",
        "%EF%BF%BF",
    ];
    let pages = ["recommendations", "roadmap", "news", "search", "commitments", "documents"];
    let names =
        ["q", "words", "state", "sort", "page", "naming", "region", "partner", "field", "session", "side"];
    let mut questions = Vec::new();
    for page in pages {
        for name in names {
            questions.extend(values.iter().map(|value| format!("/{page}?{name}={value}")));
        }
    }
    questions.push(format!("/search?q={}", "%E9%95%BF".repeat(3000)));
    questions.push(format!("/search?q={}", "a+".repeat(8000)));
    questions.push(format!("/recommendations?{}", "state=agreed&".repeat(1000)));
    questions
}

#[test]
fn odd_questions_are_answered() {
    let started = Instant::now();
    ask_oddly(Site::exercise());
    println!("odd questions took {:?}", started.elapsed());
}

#[test]
fn odd_questions_are_answered_by_postgres_too() {
    ask_oddly(&Site::exercise_on_postgres());
}

fn ask_oddly(site: &Site) {
    for question in odd_questions() {
        let asked = Instant::now();
        let answer = site.get(&format!("/en{question}"));
        let short: String = question.chars().take(80).collect();
        assert!(matches!(answer.status, 200 | 400 | 404 | 422), "{short}: {}", answer.status);
        assert!(asked.elapsed() < Duration::from_secs(3), "{short} took {:?}", asked.elapsed());
    }
    assert!(!site.log().contains("panicked"), "{}", site.log());
}
