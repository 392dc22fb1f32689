//! The exercise, served, and the people before it.

use std::fs::{File, read_to_string};
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use testbed::Postgres;
use testbed::http::agent;
use ureq::http::Response;
use ureq::{Agent, Body};

use super::form::Form;
use crate::{Folder, counterpart};

/// When everything happens.
pub const NOW: &str = "2026-05-14T09:00:00Z";

/// The password of everybody whom a test lets in.
pub const PASSWORD: &str = "forty two grey geese";

/// How long the server may take to begin on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server of the exercise; it ends with the test.
pub struct Site {
    folder: Folder,
    server: Child,
    /// `http://127.0.0.1:PORT`, or `https://` where it speaks TLS.
    pub base: String,
}

impl Site {
    pub fn start() -> Self {
        Site::start_with(&[], "")
    }

    /// The same in a database of PostgreSQL.
    pub fn start_on_postgres() -> Self {
        let folder = made(&["--database", &Postgres::shared().database()]);
        Site::serve(folder, &[])
    }

    /// The same with more options, and with more in its configuration.
    pub fn start_with(options: &[&str], config: &str) -> Self {
        let folder = made(&[]);
        folder.write("register/counterpart.toml", config);
        Site::serve(folder, options)
    }

    fn serve(folder: Folder, options: &[&str]) -> Self {
        let server = spawned(&folder, options);
        let mut site = Site { folder, server, base: String::new() };
        site.base = site.wait_until_it_listens();
        site
    }

    /// Kills the server as a power cut does.
    pub fn kill(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }

    /// Begins to serve again, at another address.
    pub fn begin_again(&mut self) {
        self.server = spawned(&self.folder, &[]);
        self.base = self.wait_until_it_listens();
    }

    fn wait_until_it_listens(&mut self) -> String {
        let start = Instant::now();
        loop {
            let ended = self.server.try_wait().expect("a child can be asked");
            let log = self.log();
            if let Some(base) = log.lines().find(|line| line.starts_with("http")) {
                return base.to_owned();
            }
            assert!(ended.is_none() && start.elapsed() < PATIENCE, "the server does not begin: {log}");
            sleep(Duration::from_millis(20));
        }
    }

    /// What the server has said to whoever runs it.
    pub fn log(&self) -> String {
        read_to_string(self.folder.path("log")).expect("the server has a log")
    }

    /// The folder of the register, for another process.
    pub fn register(&self) -> PathBuf {
        self.folder.path("register")
    }

    /// The database, for a test that compares pages with the register.
    pub fn database(&self) -> String {
        format!("sqlite:{}", self.folder.path("register/register.db").display())
    }

    /// The token with which a user of the exercise acts.
    pub fn token(&self, user: &str) -> String {
        let token = read_to_string(self.folder.path(&format!("register/tokens/{user}.token")));
        token.unwrap_or_else(|_| panic!("there is no user {user}")).trim().to_owned()
    }

    /// Gives a user the password of all.
    pub fn give_password(&self, user: &str) {
        let token = self.token(user);
        let fields = [("token", token.as_str()), ("password", PASSWORD), ("repeated", PASSWORD)];
        let answer = self.nobody().post("/en/enrol", &fields);
        assert_eq!(answer.status, 303, "{}", answer.html);
    }

    /// A client that nobody is logged in with.
    pub fn nobody(&self) -> Client {
        Client::at(&self.base)
    }

    /// The same, of pages in this language.
    pub fn reading(&self, lang: &'static str) -> Client {
        Client { lang, ..self.nobody() }
    }

    /// A user of the exercise, logged in; in the language of the side.
    pub fn enter(&self, user: &str) -> Client {
        self.give_password(user);
        let lang = if user.contains("a-") && !user.starts_with("b-") { "zh" } else { "ru" };
        let client = self.reading(lang);
        let entered = client.log_in(user, PASSWORD);
        assert_eq!((entered.status, entered.to()), (303, format!("/{lang}/desk").as_str()), "{user}");
        client
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It has nothing to keep: the folder goes with it.
        self.kill();
    }
}

/// A folder with the register of the exercise.
fn made(options: &[&str]) -> Folder {
    let folder = Folder::new();
    let mut init = counterpart();
    init.args(["init", "register", "--example", "exercise"]).args(options).current_dir(folder.path(""));
    let made = init.env("COUNTERPART_NOW", NOW).output().expect("the program runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

fn spawned(folder: &Folder, options: &[&str]) -> Child {
    let log = File::create(folder.path("log")).expect("the folder can be written");
    let mut serve = counterpart();
    serve.args(["serve", "--register", "register", "--bind", "127.0.0.1:0"]).args(options);
    serve.current_dir(folder.path("")).env("COUNTERPART_NOW", NOW);
    serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    serve.spawn().expect("the program runs")
}

/// A browser without scripts: it keeps cookies, sends forms as they stand on the page, and follows nothing by itself.
pub struct Client {
    agent: Agent,
    base: String,
    /// The language of the pages it asks for.
    pub lang: &'static str,
}

/// An answer.
pub struct Page {
    pub status: u16,
    headers: ureq::http::HeaderMap,
    pub html: String,
}

/// What a workbook says, in all its parts.
fn unpacked(workbook: Vec<u8>) -> String {
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("a workbook");
    let mut text = String::new();
    for k in 0..parts.len() {
        parts.by_index(k).expect("a part").read_to_string(&mut text).expect("parts are text");
    }
    text
}

impl Page {
    fn of(response: Response<Body>) -> Self {
        let (head, mut body) = response.into_parts();
        let body = body.read_to_vec().expect("the answer is whole");
        let html = match body.get(..4) {
            Some(start) if start.starts_with(b"PK") => unpacked(body),
            // A table of flows: what words it has stand in it as they are.
            Some(b"PAR1") => String::from_utf8_lossy(&body).into_owned(),
            _ => String::from_utf8(body).expect("text"),
        };
        Page { status: head.status.as_u16(), headers: head.headers, html }
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header is ASCII"))
    }

    /// All headers, as text.
    pub fn all_headers(&self) -> String {
        format!("{:?}", self.headers)
    }

    /// Where it leads.
    pub fn to(&self) -> &str {
        self.header("location")
    }

    /// The value of the cookie that it sets.
    pub fn cookie(&self) -> &str {
        let pair = self.header("set-cookie").split(';').next().unwrap_or_default();
        pair.split_once('=').map_or("", |(_, value)| value)
    }

    /// The text of the first element that begins so, without tags.
    pub fn text_after(&self, beginning: &str) -> Option<String> {
        let (_, rest) = self.html.split_once(beginning)?;
        super::form::text(rest.split_once('>')?.1.split("</p>").next()?).into()
    }
}

impl Client {
    /// A client of a server that nobody is logged in with.
    pub fn at(base: &str) -> Self {
        Client { agent: agent(), base: base.to_owned(), lang: "en" }
    }

    pub fn get(&self, place: &str) -> Page {
        self.get_with(place, &[])
    }

    /// The same with more headers.
    pub fn get_with(&self, place: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = self.agent.get(format!("{}{place}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Page::of(request.call().unwrap_or_else(|error| panic!("{place}: {error}")))
    }

    /// Sends fields from a page of the site.
    pub fn post(&self, place: &str, fields: &[(&str, &str)]) -> Page {
        self.post_with(place, &[("sec-fetch-site", "same-origin")], fields)
    }

    /// The same, of a server that may end meanwhile: an answer, when it came whole.
    pub fn try_post(&self, place: &str, fields: &[(&str, &str)]) -> Option<u16> {
        let request = self.agent.post(format!("{}{place}", self.base));
        let mut answer =
            request.header("sec-fetch-site", "same-origin").send_form(fields.iter().copied()).ok()?;
        answer.body_mut().read_to_vec().ok()?;
        Some(answer.status().as_u16())
    }

    /// Sends fields with exactly these headers.
    pub fn post_with(&self, place: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Page {
        let mut request = self.agent.post(format!("{}{place}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = request.send_form(fields.iter().copied());
        Page::of(sent.unwrap_or_else(|error| panic!("{place}: {error}")))
    }

    pub fn log_in(&self, account: &str, password: &str) -> Page {
        self.post(&format!("/{}/login", self.lang), &[("account", account), ("password", password)])
    }

    /// Opens a page, changes some fields of its form and sends it.
    pub fn submit(&self, place: &str, typed: &[(&str, &str)]) -> Page {
        let page = self.get(place);
        assert_eq!(page.status, 200, "{place}: {}", page.html);
        self.send(place, &Form::on(&page.html).with(typed))
    }

    /// Sends the form of a page.
    pub fn send(&self, place: &str, form: &Form) -> Page {
        let fields: Vec<_> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(form.action.as_deref().unwrap_or(place), &fields)
    }

    /// The page of an entry.
    pub fn entry(&self, entry: &str) -> Page {
        self.get(&format!("/{}/{entry}", self.lang))
    }

    /// Makes an entry by its form.
    pub fn make(&self, kind: &str, typed: &[(&str, &str)]) {
        let answer = self.submit(&format!("/{}/new/{kind}", self.lang), typed);
        assert_eq!(answer.status, 303, "{kind}: {}", answer.html);
    }

    /// Takes an act that the page of an entry offers, by its form, and comes back to the page that says so.
    pub fn take(&self, entry: &str, act: &str, typed: &[(&str, &str)]) -> Page {
        let place = format!("/{}/{entry}/act/{act}", self.lang);
        let offered = self.entry(entry);
        assert!(
            offered.html.contains(&format!("href=\"{place}\"")),
            "{act} is not offered: {}",
            offered.html
        );
        let answer = self.submit(&place, typed);
        assert_eq!(answer.status, 303, "{place}: {}", answer.html);
        let after = self.get(answer.to());
        assert!(after.text_after("<p class=\"sound\" role=\"status\"").is_some(), "{act}: {}", after.html);
        after
    }

    /// The state of an entry, in words.
    pub fn state(&self, entry: &str) -> String {
        let page = self.entry(entry);
        let status =
            page.text_after("<p class=\"status\"").unwrap_or_else(|| panic!("{entry}: {}", page.status));
        let status = status.split_once(' ').map_or("", |(_, rest)| rest);
        let since = [" since ", " 自 ", " с "].into_iter().find_map(|word| status.split_once(word));
        since.map_or(status, |(state, _)| state).trim().to_owned()
    }
}
