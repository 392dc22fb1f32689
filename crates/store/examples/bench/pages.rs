//! Public pages by the program as people start it, while others act: server and readers share this machine.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use testbed::Server;
use testbed::http::agent;
use ureq::Agent;

use crate::fill::{Size, TOKENS, region};
use crate::measure::Times;
use crate::words::Draw;

/// Addresses of seven kinds of page, of which readers ask at random.
const N_ADDRESSES: usize = 1_000;

/// Readers, each over a connection of his own.
const N_READERS: usize = 8;

/// Acts that change what pages show.
const ACTS_A_SECOND: u32 = 5;

/// How long is read before it counts, and how long it counts.
const BEFORE: Duration = Duration::from_secs(10);
const COUNTED: Duration = Duration::from_secs(30);

/// Signs in to act.
const PASSWORD: &str = "a long password of the bench";

/// Pages a second, the slowest of a hundred, and how many acts were acknowledged meanwhile.
pub fn all(size: Size, folder: &Path, program: &Path, tell: impl Fn(&Times)) {
    std::fs::write(folder.join("server.key"), format!("{}\n", "07".repeat(32))).expect("a key");
    let server = Server::start(program, |_, command: &mut Command| {
        command.args(["serve", "--bind", "127.0.0.1:0", "--register"]).arg(folder);
        // After the last act of the filling.
        command.env("COUNTERPART_NOW", "2030-01-01T09:00:00Z");
    });
    let base = format!("http://{}", server.address());
    let places: Vec<String> = (0..N_ADDRESSES).map(|k| place(k, size)).collect();
    let secretary = log_in(&base);
    let (times, acts) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let start = Instant::now();
    let counts = |begun: Instant| begun.duration_since(start) >= BEFORE;
    let goes_on = || start.elapsed() < BEFORE + COUNTED;
    scope(|scope| {
        for reader in 0..N_READERS {
            let (base, places, times) = (&base, &places, &times);
            scope.spawn(move || {
                let (agent, mut draw, mut own) = (agent(), Draw(reader as u64), Vec::new());
                while goes_on() {
                    let begun = Instant::now();
                    read(&agent, base, &places[draw.below(N_ADDRESSES, 1)]);
                    if counts(begun) {
                        own.push(begun.elapsed().as_secs_f64());
                    }
                }
                times.lock().expect("no reader panicked").append(&mut own);
            });
        }
        scope.spawn(|| {
            for k in 0.. {
                sleep(
                    (start + k * Duration::from_secs(1) / ACTS_A_SECOND)
                        .saturating_duration_since(Instant::now()),
                );
                if !goes_on() {
                    break;
                }
                let begun = Instant::now();
                act(&secretary, &base, k as usize * 7_919 % size.n_threads);
                if counts(begun) {
                    acts.lock().expect("nobody panicked").push(begun.elapsed().as_secs_f64());
                }
            }
        });
    });
    let mut times = times.into_inner().expect("no reader panicked");
    times.sort_by(f64::total_cmp);
    let slow = times[times.len() * 99 / 100];
    tell(&Times { what: "pages", seconds: vec![COUNTED.as_secs_f64()], n: times.len() as u64 });
    tell(&Times { what: "page", seconds: vec![slow], n: 1 });
    tell(&Times { what: "act", seconds: acts.into_inner().expect("nobody panicked"), n: 1 });
}

/// The address of a number: a seventh of each kind, in three languages.
fn place(k: usize, size: Size) -> String {
    let lang = ["en", "zh", "ru"][k % 3];
    let (n, entry) = (k / 7, k * 7_919 % size.n_threads);
    let at = |k: usize| region(k % size.n_regions());
    let place = match k % 7 {
        0 => String::new(),
        1 => format!("/recommendations?page={}", n + 1),
        2 => format!("/recommendation/R-{entry}"),
        3 => format!("/project/P-{entry}"),
        4 => format!("/{}", at(n)),
        5 => format!("/pair/{}/{}", at(2 * n).key(), at(2 * n + 1).key()),
        _ => format!("/projects?page={}", n + 1),
    };
    format!("/{lang}{place}")
}

fn read(agent: &Agent, base: &str, place: &str) {
    let answer = agent.get(format!("{base}{place}")).header("accept-encoding", "gzip").call();
    let mut answer = answer.unwrap_or_else(|error| panic!("{place}: {error}"));
    let body = answer.body_mut().read_to_vec().expect("the page is whole");
    assert!(answer.status() == 200 && body.starts_with(&[0x1f, 0x8b]), "{place}: {}", answer.status());
}

fn post(agent: &Agent, base: &str, place: &str, fields: &[(&str, &str)]) {
    let request = agent.post(format!("{base}{place}")).header("sec-fetch-site", "same-origin");
    let mut answer = request.send_form(fields.iter().copied()).expect("the server answers");
    let body = answer.body_mut().read_to_string().unwrap_or_default();
    assert_eq!(answer.status(), 303, "{place}: {body}");
}

fn log_in(base: &str) -> Agent {
    let agent = agent();
    let chosen = [("token", TOKENS[0]), ("password", PASSWORD), ("repeated", PASSWORD)];
    post(&agent, base, "/en/enrol", &chosen);
    post(&agent, base, "/en/login", &[("account", "sec-a"), ("password", PASSWORD)]);
    agent
}

/// What a source says of a project: its page, the lists and the front page are no longer what they were.
fn act(agent: &Agent, base: &str, thread: usize) {
    let about = format!("project/P-{thread}");
    let claim =
        [("about", about.as_str()), ("property", "state"), ("value", "seen"), ("source", "a newspaper")];
    post(agent, base, "/en/new/claim", &claim);
}
