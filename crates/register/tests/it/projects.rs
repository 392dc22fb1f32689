//! Projects, change requests, the schedule of reports, commitments, results.

use register::Side;
use register::act::Lapsed;

use crate::desk::Desk;

/// A desk with a project that is agreed.
fn agreed() -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("officer-a", "create project/P-1 | title.en=Port | parties=A-1;B-1 | fields=trade | start=2026-01-31 | end=2026-12 | report_every=quarter"),
        ("chair-a", "agree project/P-1"),
        ("chair-b", "agree project/P-1"),
    ]);
    desk
}

fn request(desk: &mut Desk, key: &str, changes: &str) {
    desk.does(
        "officer-a",
        &format!("create change_request/{key} | project=P-1 | region=A-1 | text.en=Why | changes={changes}"),
    );
}

#[test]
fn an_agreed_request_changes_the_project_and_takes_it_back_to_where_it_stood() {
    for (state, begin) in [("agreed", None), ("in_implementation", Some(("sec-a", "start project/P-1")))] {
        let mut desk = agreed();
        if let Some((user, line)) = begin {
            desk.does(user, line);
        }
        request(&mut desk, "CR-1", "end=2027-06\ntitle.en=River port\namount=5");
        desk.does("officer-a", "open change_request/CR-1");
        assert_eq!(desk.state("project/P-1"), "in_modification");
        desk.does("chair-b", "agree change_request/CR-1");
        assert_eq!(desk.cell("project/P-1", "end"), "2026-12", "one half changes nothing");
        desk.does("chair-a", "agree change_request/CR-1");
        assert_eq!(desk.state("project/P-1"), state);
        let cells = ["end", "title.en", "amount"].map(|column| desk.cell("project/P-1", column));
        assert_eq!(cells, ["2027-06", "River port", "5"]);
    }
}

#[test]
fn a_declined_or_withdrawn_request_leaves_the_project_as_it_was() {
    for (user, line) in [
        ("chair-b", "decline change_request/CR-1 | because: too late"),
        ("officer-a", "withdraw change_request/CR-1 | because: not needed"),
    ] {
        let mut desk = agreed();
        request(&mut desk, "CR-1", "end=2027-06");
        desk.does("officer-a", "open change_request/CR-1");
        desk.does(user, line);
        assert_eq!(desk.state("project/P-1"), "agreed", "{line}");
        assert_eq!(desk.cell("project/P-1", "end"), "2026-12", "{line}");
    }
}

#[test]
fn a_request_that_cannot_be_carried_out_is_not_opened() {
    for (changes, code) in [
        ("number=7", "change-request"),
        ("later", "change-request"),
        ("number=7\nlater", "change-request change-request"),
        ("end=31.12.2027", "bad-value"),
        ("parties=", "missing-field"),
        ("title.en=", "missing-field"),
    ] {
        let mut desk = agreed();
        request(&mut desk, "CR-1", changes);
        assert_eq!(desk.refuses("officer-a", "open change_request/CR-1"), code, "{changes:?}");
        assert_eq!(desk.state("project/P-1"), "agreed");
    }
}

#[test]
fn a_second_request_waits_for_the_first() {
    let mut desk = agreed();
    request(&mut desk, "CR-1", "end=2027-06");
    request(&mut desk, "CR-2", "end=2028");
    desk.does("officer-a", "open change_request/CR-1");
    assert_eq!(desk.refuses("officer-a", "open change_request/CR-2"), "no-transition");
    desk.does("chair-a", "decline change_request/CR-1 | because: no");
    desk.does("officer-a", "open change_request/CR-2");
}

#[test]
fn a_change_is_asked_for_by_a_party() {
    let mut desk = agreed();
    let line = "create change_request/CR-1 | project=P-1 | region=A-2 | text.en=Why | changes=end=2030";
    desk.does("officer-a2", line);
    assert_eq!(desk.refuses("officer-a2", "open change_request/CR-1"), "no-party");
}

#[test]
fn an_agreed_project_is_not_amended_otherwise() {
    let mut desk = agreed();
    for user in ["officer-a", "sec-a", "chair-b"] {
        assert_eq!(desk.refuses(user, "amend project/P-1 | end=2030"), "locked", "{user}");
    }
    assert_eq!(desk.refuses("sec-a", "modify project/P-1"), "refused");
}

/// End and due date of each report that is still expected.
fn expected(desk: &Desk) -> Vec<(String, String)> {
    let reports =
        desk.entries.values().filter(|entry| entry.kind().name == "report" && entry.state == "expected");
    reports
        .map(|entry| (entry.plain("end").unwrap().to_owned(), entry.plain("due").unwrap().to_owned()))
        .collect()
}

#[test]
fn the_schedule_keeps_to_the_ends_of_months() {
    let mut desk = agreed();
    desk.does("sec-a", "start project/P-1");
    let expected = expected(&desk);
    let ends: Vec<&str> = expected.iter().map(|(end, _)| end.as_str()).collect();
    // From 31 January by quarters: 30 April, 31 July, 31 October, and the end of the project.
    assert_eq!(ends, ["2026-04-29", "2026-07-30", "2026-10-30", "2026-12-31"]);
    assert_eq!(expected[3].1, "2027-01-31", "due a month later");
    let report = desk.entry("report/P-1-2026-04-29");
    assert_eq!((report.plain("start"), report.items("regions").len()), (Some("2026-01-31"), 2));
    assert_eq!(desk.entry("report/P-1-2026-07-30").plain("start"), Some("2026-04-30"));
}

#[test]
fn a_new_frequency_touches_only_future_reports_without_content() {
    let mut desk = agreed();
    desk.does("sec-a", "start project/P-1");
    desk.on("2026-08-10");
    desk.does("officer-a", "write report/P-1-2026-10-30 | text.en=So far");
    desk.does("officer-b", "amend report/P-1-2026-12-31 | text.en=Notes");
    request(&mut desk, "CR-1", "report_every=month\nend=2027-01-30");
    desk.all_do(&[
        ("officer-a", "open change_request/CR-1"),
        ("chair-a", "agree change_request/CR-1"),
        ("chair-b", "agree change_request/CR-1"),
    ]);
    let state = |key: &str| desk.state(&format!("report/P-1-{key}"));
    assert_eq!(state("2026-04-29"), "expected", "what is past is owed still");
    assert_eq!(state("2026-07-30"), "expected");
    assert_eq!(state("2026-10-30"), "draft", "what is begun stays");
    assert_eq!(state("2026-12-31"), "expected", "what holds something stays");
    for end in ["2026-08-30", "2026-09-29", "2026-11-29", "2026-12-30", "2027-01-30"] {
        assert_eq!(state(end), "expected", "{end}");
    }
    assert_eq!(expected(&desk).len(), 8, "and no second one of 30 October");
}

#[test]
fn a_schedule_that_no_longer_fits_lapses() {
    let mut desk = agreed();
    desk.does("sec-a", "start project/P-1");
    request(&mut desk, "CR-1", "report_every=");
    desk.all_do(&[
        ("officer-a", "open change_request/CR-1"),
        ("chair-a", "agree change_request/CR-1"),
        ("chair-b", "agree change_request/CR-1"),
    ]);
    assert_eq!(expected(&desk), []);
    assert_eq!(desk.seen_by("report/P-1-2026-10-30"), "a b", "a report that was never published is not now");
}

#[test]
fn reports_are_written_by_parties_and_accepted_by_a_secretariat() {
    let mut desk = agreed();
    desk.does("sec-a", "start project/P-1");
    let report = "report/P-1-2026-04-29";
    assert_eq!(desk.refuses("officer-a2", &format!("write {report} | text.en=Done")), "refused");
    desk.does("officer-b", &format!("write {report} | text.en=Done"));
    desk.does("officer-b", &format!("submit {report}"));
    assert_eq!(desk.refuses("sec-a", &format!("return {report}")), "reason");
    desk.does("sec-a", &format!("return {report} | because: no numbers"));
    assert_eq!(desk.refuses("officer-b", &format!("submit {report}")), "no-transition");
    desk.does("officer-b", &format!("write {report} | text.en=Done, 7 ships"));
    desk.does("officer-b", &format!("submit {report}"));
    desk.does("sec-b", &format!("accept {report}"));
    assert_eq!(desk.seen_by(report), "public a b");
    desk.does("sec-a", &format!("reopen {report} | because: a mistake"));
    assert_eq!(desk.seen_by(report), "a b");
}

#[test]
fn a_commitment_is_claimed_by_one_side_and_confirmed_by_the_other() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create commitment/C-1 | title.en=Send a list | due=2026-03-01 | region=A-1");
    assert_eq!(desk.refuses("sec-b", "claim_done commitment/C-1"), "refused");
    desk.does("officer-a", "claim_done commitment/C-1 | done=2026-02-20");
    assert_eq!(desk.refuses("sec-a", "confirm commitment/C-1"), "refused");
    desk.does("sec-b", "reopen commitment/C-1 | because: half of it");
    desk.does("sec-a", "claim_done commitment/C-1 | done=2026-02-28");
    desk.does("sec-b", "confirm commitment/C-1");
    assert_eq!(desk.state("commitment/C-1"), "confirmed");
}

#[test]
fn a_commitment_is_postponed_or_released_by_both() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create commitment/C-1 | title.en=Send a list | due=2026-03-01");
    assert_eq!(desk.refuses("sec-a", "amend commitment/C-1 | due=2027"), "locked");
    desk.does("sec-a", "release commitment/C-1 | because: no use");
    assert_eq!(desk.state("commitment/C-1"), "open");
    let postponed = desk.does("chair-b", "postpone commitment/C-1 | due=2026-06 | because: rather later");
    assert_eq!(postponed.waiting_for, Some(Side::A));
    let done = desk.does("chair-a", "postpone commitment/C-1");
    assert_eq!(desk.cell("commitment/C-1", "due"), "2026-06");
    let release = |lapsed: &Lapsed| (lapsed.side, lapsed.act) == (Side::A, "release");
    assert!(done.lapsed.iter().any(release), "the old release named another version");
    desk.all_do(&[
        ("chair-b", "release commitment/C-1 | because: no use"),
        ("sec-a", "release commitment/C-1"),
    ]);
    assert_eq!(desk.state("commitment/C-1"), "released");
}

/// A desk with a result that A-1 claims, with B-1 as partner.
fn claimed() -> Desk {
    let mut desk = Desk::new();
    let line = "create result/RES-1 | title.en=Ships | region=A-1 | partners=B-1 | date=2026-01";
    desk.does("officer-a", line);
    desk
}

#[test]
fn a_result_is_confirmed_by_the_partner() {
    let mut desk = claimed();
    for user in ["officer-a", "sec-a", "officer-b2", "chair-b"] {
        assert_eq!(desk.refuses(user, "confirm result/RES-1"), "refused", "{user}");
    }
    desk.on("2026-02-03");
    desk.does("officer-b", "confirm result/RES-1");
    assert_eq!(
        (desk.state("result/RES-1"), desk.cell("result/RES-1", "confirmed_on").as_str()),
        ("confirmed", "2026-02-03")
    );
    desk.on("2027-02-10");
    desk.does("officer-a", "keep result/RES-1");
    assert_eq!(
        (desk.state("result/RES-1"), desk.cell("result/RES-1", "kept_on").as_str()),
        ("confirmed", "2027-02-10")
    );
    assert_eq!(desk.refuses("sec-a", "lapse result/RES-1"), "reason");
    desk.does("sec-a", "lapse result/RES-1 | because: the line closed");
    assert_eq!((desk.state("result/RES-1"), desk.seen_by("result/RES-1").as_str()), ("lapsed", "public a b"));
}

#[test]
fn a_disputed_result_is_settled_by_both_co_chairs() {
    let mut desk = claimed();
    assert_eq!(desk.refuses("officer-b", "dispute result/RES-1"), "reason");
    desk.does("officer-b", "dispute result/RES-1 | because: five ships, not seven");
    desk.on("2026-04-01");
    desk.does("chair-b", "settle result/RES-1 | because: six");
    assert_eq!(desk.state("result/RES-1"), "disputed");
    assert_eq!(desk.refuses("sec-a", "settle result/RES-1"), "refused");
    desk.does("chair-a", "settle result/RES-1");
    assert_eq!(
        (desk.state("result/RES-1"), desk.cell("result/RES-1", "confirmed_on").as_str()),
        ("settled", "2026-04-01")
    );
}

#[test]
fn a_project_is_dropped_before_it_is_agreed_and_cancelled_by_both_after() {
    let mut desk = Desk::new();
    desk.does("sec-b", "create project/P-2 | title.en=Fair | parties=A-1;B-1 | fields=trade");
    assert_eq!(desk.refuses("sec-b", "drop project/P-2 | because: no money"), "refused");
    desk.does("chair-b", "drop project/P-2 | because: no money");
    assert_eq!(desk.state("project/P-2"), "not_pursued");
    let mut desk = agreed();
    assert_eq!(desk.refuses("chair-a", "drop project/P-1 | because: no money"), "no-transition");
    desk.all_do(&[("chair-a", "cancel project/P-1 | because: no money"), ("chair-b", "cancel project/P-1")]);
    assert_eq!(desk.state("project/P-1"), "cancelled");
}

#[test]
fn steps_of_a_project_are_kept_by_its_parties() {
    let mut desk = agreed();
    let step = |region: &str| {
        format!("create milestone/M-{region} | project=P-1 | region={region} | title.en=Pile | due=2026-05")
    };
    assert_eq!(desk.refuses("sec-a", &step("A-2")), "no-party");
    desk.does("sec-a", &step("A-1"));
}

#[test]
fn what_the_register_writes_nobody_types() {
    let mut desk = agreed();
    let result =
        "create result/RES-9 | project=P-1 | region=A-1 | partners=B-1 | title.en=Port | date=2026-05";
    assert_eq!(desk.refuses("officer-a", &format!("{result} | confirmed_on=2020-01-01")), "kept-by-register");
    desk.does("officer-a", result);
    assert_eq!(desk.refuses("officer-a", "amend result/RES-9 | kept_on=2026-01-01"), "kept-by-register");
}
