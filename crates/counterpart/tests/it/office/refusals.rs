//! Who may not do something is told who may, and nothing has happened.

use std::fmt::Write as _;

use super::desk::Office;

/// Who tries what, and what the answer must name.
const ATTEMPTS: &[(&str, &str, &str)] = &[
    ("", "session confirm SES-1", "needs the token of the acting user"),
    (
        "a-hubei",
        "session confirm SES-1",
        "the secretariat of its own side, the co-chair's office of its own side",
    ),
    ("a-analyst", "session amend SES-1 --set start=2027", "the secretariat of its own side"),
    ("admin-a", "session confirm SES-1", "the co-chair's office"),
    ("a-secretariat", "rec withdraw R-2 --reason x", "the officer of a region that it names"),
    ("a-hubei", "rec withdraw R-2 --reason x", "the officer of a region that it names"),
    ("b-saratov", "rec consider R-2", "the secretariat of either side"),
    ("b-saratov", "rec submit R-1", "no way to submit it from there"),
    ("b-secretariat", "rec merge R-1 --set merged_into=R-1", "cannot be merged into recommendation/R-1"),
    (
        "a-secretariat",
        "rec merge R-1 --set merged_into=R-9",
        "names recommendation/R-9, which does not exist",
    ),
    ("a-secretariat", "opinion finish OP-A", "the co-chair's office"),
    ("b-chair", "opinion finish OP-A", "there is no opinion/OP-A"),
    ("a-secretariat", "project agree P-1", "the co-chair's office"),
    ("a-reviewer", "text review session/SES-1 title ru", "the reviewer of the language"),
    ("b-reviewer", "text authenticate session/SES-1 title en", "the secretariat"),
    ("b-secretariat", "session cancel SES-1", "needs a reason"),
    ("b-secretariat", "session confirm SES-1 --set place.en=Kazan", "does not write the field place"),
    ("b-secretariat", "session amend SES-1 --on-version 9", "your change was made on version 9"),
    ("b-secretariat", "session new SES-1 --set type=council", "exists already"),
    ("b-secretariat", "session new SES-2 --set type=party --set end=soon", "no value for the field type"),
    ("b-secretariat", "session new SES-2 --set type=party --set end=soon", "no value for the field end"),
    ("b-secretariat", "session new SES-2 --set type=party --set end=soon", "a session needs the field title"),
    ("b-secretariat", "session confirm SES-9", "there is no session/SES-9"),
    ("b-secretariat", "session take-back-half confirm SES-1", "no half of confirm to take back"),
    (
        "b-secretariat",
        "session confirm SES-1 --key-file stranger.key",
        "stranger.key is no active key of side B",
    ),
    ("b-secretariat", "session confirm SES-1 --key-file nothing", "nothing cannot be read"),
    ("b-secretariat", "show note/N-9", "there is no note/N-9"),
];

#[test]
fn who_may_not_is_told_who_may() {
    let mut office = Office::staffed();
    office.play(
        "
        a-secretariat: field new F --set title.en=Trade
        a-secretariat: session new SES-1 --set title.en=First --set type=council --set start=2026-06
        b-saratov: rec new R-1 --set title.en=Train --set text.en=Weekly --set authors=RU-SAR --set fields=F
        b-saratov: rec submit R-1
        b-secretariat: rec consider R-1
        b-saratov: rec new R-2 --set title.en=Bus --set text.en=Daily --set authors=RU-SAR --set fields=F
        b-saratov: rec submit R-2
        a-hubei: project new P-1 --set title.en=Train --set parties=CN-HB --set fields=F
        a-secretariat: opinion new OP-A --set recommendation=R-1 --set answer=agreed
        a-secretariat: opinion give OP-A
        ",
        "",
    );
    office.write("stranger.key", "11".repeat(32));
    let before = office.json("", "audit head");
    let mut wrong = String::new();
    for (user, line, expected) in ATTEMPTS {
        let run = office.run(user, line);
        let expected_code = if user.is_empty() { Some(2) } else { Some(1) };
        if run.code != expected_code || !run.stderr.contains(expected) || !run.stdout.is_empty() {
            let _ = writeln!(wrong, "{user}: {line}\n{:?} {}{}", run.code, run.stdout, run.stderr);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(office.json("", "audit head")["hash"], before["hash"], "nothing has happened");
}
