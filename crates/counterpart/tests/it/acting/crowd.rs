//! Many who write at once, and a server that dies under them: what was acknowledged is in the verified chain.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use super::site::{Client, Site};
use crate::counterpart;

/// How many write at once.
const WRITERS: usize = 50;

/// How many entries each of them makes.
const EACH: usize = 3;

/// Who writes; the writers share their logins.
const USERS: [&str; 4] = ["a-secretariat", "b-secretariat", "a-cochair", "b-cochair"];

/// Sends the form of a new note; the status of the answer, if one came.
fn write(client: &Client, key: &str) -> Option<u16> {
    client.try_post("/en/new/note", &[("key", key), ("text.en", "Everybody writes at once.")])
}

/// Every note that was acknowledged can be read, and the chain that holds them replays to the tables as they are.
fn all_are_there(site: &Site, clients: &[Client], acknowledged: &[(usize, String)]) {
    for (user, key) in acknowledged {
        assert_eq!(clients[*user].get(&format!("/en/note/{key}")).status, 200, "{key}");
    }
    let mut verify = counterpart();
    let verified = verify.args(["audit", "verify", "--register"]).arg(site.register()).output();
    let verified = verified.expect("the program runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

fn fifty_write_at_once(site: &Site) {
    let clients = USERS.map(|user| site.enter(user));
    let acknowledged = Mutex::new(Vec::new());
    scope(|scope| {
        for writer in 0..WRITERS {
            let (clients, acknowledged) = (&clients, &acknowledged);
            scope.spawn(move || {
                for k in 0..EACH {
                    let (user, key) = (writer % USERS.len(), format!("N-CROWD-{writer}-{k}"));
                    assert_eq!(write(&clients[user], &key), Some(303), "{key}");
                    acknowledged.lock().expect("nobody panicked").push((user, key));
                }
            });
        }
    });
    let acknowledged = acknowledged.into_inner().expect("nobody panicked");
    assert_eq!(acknowledged.len(), WRITERS * EACH);
    all_are_there(site, &clients, &acknowledged);
}

#[test]
fn fifty_who_write_at_once_are_all_in_the_chain() {
    fifty_write_at_once(&Site::start());
}

#[test]
fn fifty_who_write_at_once_are_all_in_the_chain_on_postgres() {
    fifty_write_at_once(&Site::start_on_postgres());
}

/// How many acts are acknowledged before the server dies, and how many times.
const BEFORE_THE_END: usize = 40;
const DEATHS: usize = 3;

/// How long that may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

fn dies_and_loses_nothing(mut site: Site) {
    let mut acknowledged = Vec::new();
    for death in 0..DEATHS {
        let clients = USERS.map(|user| site.enter(user));
        let (written, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
        scope(|scope| {
            for writer in 0..8 {
                let (clients, written, over) = (&clients, &written, &over);
                scope.spawn(move || {
                    for k in 0.. {
                        let (user, key) = (writer % USERS.len(), format!("N-DEATH-{death}-{writer}-{k}"));
                        match write(&clients[user], &key) {
                            Some(303) => written.lock().expect("nobody panicked").push((user, key)),
                            Some(status) => panic!("{key}: {status}"),
                            None => break,
                        }
                        if over.load(Ordering::Relaxed) {
                            break;
                        }
                    }
                });
            }
            let begun = Instant::now();
            while written.lock().expect("nobody panicked").len() < BEFORE_THE_END {
                assert!(begun.elapsed() < PATIENCE, "the server writes nothing");
                sleep(Duration::from_millis(5));
            }
            site.kill();
            over.store(true, Ordering::Relaxed);
        });
        acknowledged.append(&mut written.into_inner().expect("nobody panicked"));
        site.begin_again();
    }
    assert!(acknowledged.len() >= DEATHS * BEFORE_THE_END);
    let clients = USERS.map(|user| site.enter(user));
    all_are_there(&site, &clients, &acknowledged);
}

#[test]
fn a_server_that_dies_under_load_loses_nothing_that_it_acknowledged() {
    dies_and_loses_nothing(Site::start());
}

#[test]
fn a_server_that_dies_under_load_loses_nothing_on_postgres() {
    dies_and_loses_nothing(Site::start_on_postgres());
}
