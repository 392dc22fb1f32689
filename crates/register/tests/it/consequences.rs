//! What follows from an act elsewhere: every row that nobody takes is taken by the register itself.

use std::collections::BTreeSet;

use register::kinds::ALL;

use crate::desk::Desk;

const R: &str = "title.en=A line | text.en=Build a line | fields=trade";

/// A desk with `R-1` under consideration and an opinion of side A that is final.
fn considered(answer: &str) -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("officer-a", &format!("create recommendation/R-1 | authors=A-1 | {R}")),
        ("officer-a", "submit recommendation/R-1"),
        ("sec-a", "consider recommendation/R-1"),
        ("sec-a", &format!("create opinion/OP-A | recommendation=R-1 | answer={answer} | text.en=Because")),
        ("sec-a", "give opinion/OP-A"),
        ("chair-a", "finish opinion/OP-A"),
    ]);
    desk
}

/// A desk with a project; `started` when its reports are expected.
fn project(started: bool) -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        (
            "sec-a",
            "create project/P-1 | title.en=Port | parties=A-1;B-1 | fields=trade | start=2026 | end=2026 \
             | report_every=half_year",
        ),
        ("chair-a", "agree project/P-1"),
        ("chair-b", "agree project/P-1"),
    ]);
    if started {
        desk.does("sec-a", "start project/P-1");
    }
    desk.all_do(&[
        ("sec-a", "create change_request/CR-1 | project=P-1 | text.en=Why | changes=report_every=year"),
        ("sec-a", "open change_request/CR-1"),
        ("chair-a", "agree change_request/CR-1"),
        ("chair-b", "agree change_request/CR-1"),
    ]);
    desk
}

fn conclude(answer: &str) -> Desk {
    let mut desk = considered(answer);
    desk.all_do(&[
        ("sec-b", &format!("create opinion/OP-B | recommendation=R-1 | answer={answer} | text.en=Because")),
        ("sec-b", "give opinion/OP-B"),
        ("chair-b", "finish opinion/OP-B"),
    ]);
    desk
}

fn lapse() -> Desk {
    let mut desk = considered("agreed");
    desk.does("officer-a", "amend recommendation/R-1 | text.en=Build two");
    desk
}

fn minutes() -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "confirm session/S-1"),
        ("sec-b", "confirm session/S-1"),
        ("sec-a", "open session/S-1"),
        ("sec-a", "begin session/S-1"),
        ("sec-a", "close session/S-1"),
        ("sec-a", "create minutes/M-1 | session=S-1 | title.en=x | text.en=x"),
        ("sec-a", "circulate minutes/M-1"),
        ("chair-a", "adopt minutes/M-1"),
        ("chair-b", "adopt minutes/M-1"),
    ]);
    desk
}

fn interest() -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        (
            "company-a",
            "create partner_profile/PP-1 | organisation=ORG-A | type=offer | title.en=x | text.en=x | fields=trade",
        ),
        ("company-a", "submit partner_profile/PP-1"),
        ("sec-a", "publish partner_profile/PP-1"),
        ("company-b", "create interest/I-1 | partner_profile=PP-1 | organisation=ORG-B | text.en=x"),
    ]);
    desk
}

/// How each row that nobody takes comes about.
fn scenes() -> Vec<(&'static str, &'static str, Desk)> {
    vec![
        ("user", "enrol", Desk::new()),
        ("session", "adopt_minutes", minutes()),
        ("recommendation", "conclude_agreed", conclude("agreed")),
        ("recommendation", "conclude_agreed_in_part", conclude("agreed_in_part")),
        ("recommendation", "conclude_noted", conclude("noted")),
        ("recommendation", "conclude_deferred", conclude("deferred")),
        ("recommendation", "conclude_declined", conclude("declined")),
        ("opinion", "lapse", lapse()),
        ("project", "modify", project(false)),
        ("project", "modified_agreed", project(false)),
        ("project", "modified_in_implementation", project(true)),
        ("report", "lapse", project(true)),
        ("partner_profile", "receive_interest", interest()),
    ]
}

#[test]
fn every_row_that_nobody_takes_follows_from_something() {
    let scenes = scenes();
    let shown: BTreeSet<(&str, &str)> = scenes.iter().map(|(kind, act, _)| (*kind, *act)).collect();
    let all = ALL.iter().flat_map(|kind| kind.rows.iter().map(|row| (kind.name, row)));
    let followed = all.filter(|(_, row)| row.who.is_empty()).map(|(kind, row)| (kind, row.act));
    assert_eq!(followed.collect::<BTreeSet<_>>(), shown);
    for (kind, act, desk) in scenes {
        let of_kind = desk.chain.iter().filter(|it| it.address.kind().name == kind);
        let deed = format!("{{\"deed\":\"{act}\"");
        let taken = of_kind.flat_map(|it| &it.content).any(|content| content.body.starts_with(&deed));
        assert!(taken, "{kind} {act}");
    }
}

#[test]
fn nobody_takes_a_row_that_follows_from_something() {
    let mut desk = considered("agreed");
    for user in ["sec-a", "chair-a", "chair-b", "officer-a", "admin-a"] {
        assert_eq!(desk.refuses(user, "conclude_agreed recommendation/R-1"), "refused", "{user}");
    }
    let faults = desk.tries("sec-a", "conclude_agreed recommendation/R-1").unwrap_err();
    assert!(crate::desk::sentences(&faults).contains("it follows from another entry"));
}
