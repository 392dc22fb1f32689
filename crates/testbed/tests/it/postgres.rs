//! Databases, and crashes.

use std::process::Stdio;
use std::thread;

use testbed::Postgres;

use crate::{psql, query};

#[test]
fn each_database_is_empty_and_its_own() {
    let databases: Vec<String> = thread::scope(|scope| {
        let made: Vec<_> = (0..2).map(|_| scope.spawn(|| Postgres::shared().database())).collect();
        made.into_iter().map(|database| database.join().expect("a database is made")).collect()
    });
    for (database, place) in databases.iter().zip(["Казань", "武汉"]) {
        query(database, &format!("CREATE TABLE place (name text); INSERT INTO place VALUES ('{place}')"));
    }
    assert_eq!(query(&databases[0], "SELECT name, length(name) FROM place"), "Казань|6");
    assert_eq!(query(&databases[1], "SELECT name, length(name) FROM place"), "武汉|2");
}

#[test]
fn databases_are_the_same_on_every_machine() {
    let database = Postgres::shared().database();
    let sql = "SELECT pg_encoding_to_char(encoding), datcollate, datctype, current_setting('TimeZone')
               FROM pg_database WHERE datname = current_database()";
    assert_eq!(query(&database, sql), "UTF8|C|C|UTC");
    assert!(query(&database, "SHOW server_version_num").parse::<u32>().expect("a number") >= 15_00_00);
}

#[test]
fn what_was_committed_survives_a_crash_and_nothing_else_does() {
    let mut postgres = Postgres::start();
    let database = postgres.database();
    query(&database, "CREATE TABLE place (name text); INSERT INTO place VALUES ('Saratov')");
    let open = "BEGIN; INSERT INTO place VALUES ('Hubei'); SELECT pg_sleep(600)";
    let mut client = psql(&database, open).stderr(Stdio::null()).spawn().expect("psql is installed");
    let asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    while query(&database, asleep) == "0" {}

    postgres.kill();
    assert!(!client.wait().expect("psql ends with its connection").success());
    assert!(!psql(&database, "SELECT 1").output().expect("psql is installed").status.success());

    postgres.start_again();
    assert_eq!(query(&database, "SELECT name FROM place"), "Saratov");
    postgres.kill();
    postgres.start_again();
    assert_eq!(query(&database, "SELECT name FROM place"), "Saratov");
}

#[test]
fn it_waits_for_the_disk_only_when_asked() {
    let mut careful = Postgres::with_fsync(true);
    let database = careful.database();
    assert_eq!(query(&database, "SHOW fsync"), "on");
    careful.kill();
    careful.start_again();
    assert_eq!(query(&database, "SHOW fsync"), "on");
    assert_eq!(query(&Postgres::shared().database(), "SHOW fsync"), "off");
}
