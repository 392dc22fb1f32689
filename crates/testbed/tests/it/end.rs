//! Nothing is left behind, however the test process ends.

use std::env;
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use testbed::{Browser, Postgres, Setup, Smtp};

use crate::query;

/// Set for the process that starts servers and is killed.
const KILLED: &str = "TESTBED_KILLED";

#[test]
fn servers_end_with_a_process_that_is_killed() {
    if env::var_os(KILLED).is_some() {
        start_and_be_killed();
    }
    let myself = env::current_exe().expect("a test is a program");
    let mut test = Command::new(myself);
    test.args(["--exact", "end::servers_end_with_a_process_that_is_killed", "--nocapture"]).env(KILLED, "1");
    let output = test.output().expect("a test can be run");
    assert!(!output.status.success(), "it is killed");

    let said = String::from_utf8(output.stdout).expect("it writes UTF-8");
    let word = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {said}")).to_owned()
    };
    let (folder, server, smtp) = (word("folder "), word("server "), word("smtp "));
    assert!(folder.contains("testbed-"));
    within_a_minute("the folder is there", || !Path::new(&folder).exists());
    within_a_minute("PostgreSQL runs", || is_gone(&server));
    within_a_minute("the mail server runs", || TcpStream::connect(&smtp).is_err());
    let browser = word("browser ");
    within_a_minute("the browser runs", || !is_said_by_any_process(&browser));
    within_a_minute("what the browser wrote is there", || !Path::new(&browser).exists());
}

#[test]
fn servers_end_when_dropped() {
    let (postgres, smtp) = (Postgres::start(), Smtp::start());
    let database = postgres.database();
    let (folder, server) = (query(&database, "SHOW data_directory"), query(&database, SERVER));
    let address = smtp.address();
    let browser = Browser::start(Setup::desk());
    let profile = profile(&browser);
    assert!(!is_gone(&server) && is_said_by_any_process(&profile) && Path::new(&profile).exists());
    drop((postgres, smtp, browser));
    assert!(!is_said_by_any_process(&profile) && !Path::new(&profile).exists());
    assert!(!Path::new(&folder).exists());
    assert!(is_gone(&server));
    assert!(TcpStream::connect(address).is_err());
}

/// The number of the server's process is in the first line of this file.
const SERVER: &str = r"SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)";

#[expect(clippy::print_stdout, reason = "the process that waits for the end reads it")]
fn start_and_be_killed() -> ! {
    let database = Postgres::shared().database();
    let smtp = Smtp::start();
    let browser = Browser::start(Setup::desk());
    println!();
    println!("browser {}", profile(&browser));
    println!("folder {}", query(&database, "SHOW data_directory").trim_end_matches("/data"));
    println!("server {}", query(&database, SERVER));
    println!("smtp {}", smtp.address());
    // No destructor runs then, as none does for what tests share.
    let kill = Command::new("sh").args(["-c", "kill -s KILL $PPID"]).status();
    panic!("still here after {kill:?}");
}

/// The folder in which a browser keeps what it knows.
fn profile(browser: &Browser) -> String {
    browser.open("chrome://version");
    let said = browser.text();
    let folder = said.split_once("--user-data-dir=").expect("it says how it was started").1;
    folder.split_whitespace().next().expect("a folder").to_owned()
}

/// Whether a process that runs was started with these words.
fn is_said_by_any_process(words: &str) -> bool {
    let processes = fs::read_dir("/proc").expect("this is Linux").flatten();
    let mut lines = processes.map(|process| fs::read(process.path().join("cmdline")).unwrap_or_default());
    lines.any(|line| String::from_utf8_lossy(&line).contains(words))
}

/// Whether a process has ended; one whose parent did not ask how has no command line any more.
fn is_gone(id: &str) -> bool {
    fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default().is_empty()
}

fn within_a_minute(otherwise: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_mins(1), "after a minute {otherwise}");
        sleep(Duration::from_millis(20));
    }
}
