//! The servers do what tests rely on: they start, keep, crash, and end with the test.

mod browser;
mod end;
mod http;
mod postgres;
mod site;
mod smtp;

use std::process::{Command, Output};

/// What `psql` answers to a statement, one row a line, columns separated by `|`.
fn query(database: &str, sql: &str) -> String {
    let Output { status, stdout, stderr } = psql(database, sql).output().expect("psql is installed");
    assert!(status.success(), "{sql}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("psql answers in UTF-8").trim().to_owned()
}

fn psql(database: &str, sql: &str) -> Command {
    let mut psql = Command::new("psql");
    psql.args(["--no-psqlrc", "--no-align", "--tuples-only", "--quiet", "--command", sql, database]);
    psql
}
