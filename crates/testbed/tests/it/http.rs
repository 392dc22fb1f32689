//! Requests that behave, and others.

use testbed::http::{Connection, agent};

use crate::site::{Pages, serve};

const PAGES: Pages = &[
    ("/login", "Set-Cookie: session=1; Path=/\r\nSet-Cookie: lang=ru; Path=/\r\nLocation: /desk\r\n", ""),
    ("/desk", "", "seen COOKIES"),
];

#[test]
fn a_client_keeps_its_own_cookies_and_shows_answers_as_they_are() {
    let root = format!("http://{}", serve(PAGES));
    let (one, other) = (agent(), agent());
    let answer = one.get(format!("{root}/login")).call().expect("a redirect is an answer");
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/desk".parse().unwrap()));
    assert_eq!(one.get(format!("{root}/none")).call().expect("404 is an answer").status(), 404);
    let read = |agent: &ureq::Agent| {
        let mut answer = agent.get(format!("{root}/desk")).call().expect("it answers");
        answer.body_mut().read_to_string().expect("it is text")
    };
    let mut cookies: Vec<String> = read(&one)["seen ".len()..].split("; ").map(str::to_owned).collect();
    cookies.sort();
    assert_eq!(cookies, ["lang=ru", "session=1"]);
    assert_eq!(read(&other), "seen ");
}

#[test]
fn a_connection_says_anything_and_shows_everything() {
    let mut connection = Connection::open(serve(PAGES));
    connection.send(b"GET /login HTTP/1.1\r\nHost: a").expect("it listens");
    connection.send(b"\r\nHost: evil.example\r\n\r\n").expect("it still listens");
    let answer = connection.answer().expect("it answers");
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("set-cookie").collect::<Vec<_>>(), ["session=1; Path=/", "lang=ru; Path=/"]);
    let names: Vec<&str> = answer.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Set-Cookie", "Set-Cookie", "Location", "Content-Length", "Connection"]);

    let mut silent = Connection::open(serve(PAGES));
    silent.finish().expect("it listens");
    assert!(silent.answer().is_none());
}
