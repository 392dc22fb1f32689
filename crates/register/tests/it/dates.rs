//! What dates say: signals and reminders.

use jiff::civil::Date as Day;
use register::Side;
use register::reminder::{Step, reached};
use register::signal::{Signal, dormant, due, signals};

use crate::desk::Desk;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[track_caller]
fn check(desk: &Desk, of: &str, today: &str, expected: &[Signal]) {
    assert_eq!(signals(desk.entry(of), day(today)), expected, "{of} on {today}");
}

/// A desk with a commitment that is due on a date of some precision.
fn commitment(date: &str) -> Desk {
    let mut desk = Desk::new();
    desk.does("sec-a", &format!("create commitment/C-1 | title.en=A list | due={date}"));
    desk
}

#[test]
fn due_soon_and_overdue_follow_from_the_date() {
    let desk = commitment("2026-05-14");
    check(&desk, "commitment/C-1", "2026-04-13", &[]);
    check(&desk, "commitment/C-1", "2026-04-14", &[Signal::DueSoon { days: 30 }]);
    check(&desk, "commitment/C-1", "2026-05-14", &[Signal::DueSoon { days: 0 }]);
    check(&desk, "commitment/C-1", "2026-05-15", &[Signal::Overdue { days: 1 }]);
    check(&desk, "commitment/C-1", "2027-05-15", &[Signal::Overdue { days: 366 }]);
}

#[test]
fn something_due_in_a_month_or_a_year_is_late_when_that_is_over() {
    check(&commitment("2026-02"), "commitment/C-1", "2026-02-28", &[Signal::DueSoon { days: 0 }]);
    check(&commitment("2026-02"), "commitment/C-1", "2026-03-01", &[Signal::Overdue { days: 1 }]);
    check(&commitment("2026"), "commitment/C-1", "2027-01-02", &[Signal::Overdue { days: 2 }]);
    check(&commitment("--05-14"), "commitment/C-1", "2026-05-15", &[]);
}

#[test]
fn what_is_done_is_not_due() {
    let mut desk = commitment("2026-05-14");
    assert!(due(desk.entry("commitment/C-1")).is_some());
    desk.does("sec-a", "claim_done commitment/C-1");
    assert_eq!(due(desk.entry("commitment/C-1")), None);
    check(&desk, "commitment/C-1", "2027-01-01", &[]);
}

#[test]
fn a_project_is_due_at_its_end_while_it_goes_on() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create project/P-1 | title.en=x | parties=A-1;B-1 | fields=trade | end=2026-06");
    check(&desk, "project/P-1", "2026-08-01", &[]);
    desk.all_do(&[
        ("chair-a", "agree project/P-1"),
        ("chair-b", "agree project/P-1"),
        ("sec-a", "start project/P-1"),
    ]);
    check(&desk, "project/P-1", "2026-07-02", &[Signal::Overdue { days: 2 }]);
}

#[test]
fn a_missing_half_waits_since_the_other_was_given() {
    let mut desk = Desk::new();
    desk.does("sec-b", "confirm session/S-1");
    let since = desk.entry("session/S-1").pending["confirm"].halves[&Side::B].at;
    check(&desk, "session/S-1", "2026-02-20", &[Signal::Waiting { act: "confirm", side: Side::A, since }]);
}

#[test]
fn a_language_that_is_behind_is_named() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create project/P-1 | title.en=x | title.zh=一 | parties=A-1;B-1 | fields=trade");
    desk.does("sec-a", "amend project/P-1 | title.en=y");
    check(&desk, "project/P-1", "2026-08-01", &[Signal::Behind { field: "title", lang: "zh".into() }]);
}

#[test]
fn a_confirmed_result_is_asked_about_after_one_and_three_years() {
    let mut desk = Desk::new();
    desk.does("officer-a", "create result/R-1 | title.en=x | region=A-1 | partners=B-1 | date=2026");
    desk.on("2026-03-01");
    desk.does("officer-b", "confirm result/R-1");
    let asked = |years| [Signal::NotAnswered { years }];
    check(&desk, "result/R-1", "2027-02-28", &[]);
    check(&desk, "result/R-1", "2027-03-01", &asked(1));
    check(&desk, "result/R-1", "2029-03-01", &asked(3));
    desk.on("2027-03-02");
    desk.does("officer-a", "keep result/R-1");
    check(&desk, "result/R-1", "2029-02-28", &[]);
    check(&desk, "result/R-1", "2029-03-01", &asked(3));
    desk.does("officer-a", "lapse result/R-1 | because: closed");
    check(&desk, "result/R-1", "2030-03-01", &[]);
}

#[test]
fn a_tie_sleeps_when_nothing_happened_for_two_years() {
    let last = Some(day("2024-02-29"));
    assert_eq!(dormant(last, day("2026-02-28")), None);
    assert_eq!(dormant(last, day("2026-03-01")), Some(Signal::Dormant));
    assert_eq!(dormant(None, day("2026-03-01")), None, "of what is not known nothing is said");
}

#[test]
fn reminders_come_before_on_and_after_the_day_and_then_to_the_superior() {
    let desk = commitment("2026-05-14");
    let step = |today: &str| reached(desk.entry("commitment/C-1"), day(today));
    for (today, expected) in [
        ("2026-04-13", None),
        ("2026-04-14", Some(Step::Before)),
        ("2026-05-13", Some(Step::Before)),
        ("2026-05-14", Some(Step::OnDay)),
        ("2026-05-27", Some(Step::OnDay)),
        ("2026-05-28", Some(Step::After)),
        ("2026-06-10", Some(Step::After)),
        ("2026-06-11", Some(Step::Superior)),
        ("2027-06-11", Some(Step::Superior)),
    ] {
        assert_eq!(step(today), expected, "{today}");
    }
}

#[test]
fn only_what_somebody_owes_is_reminded_of() {
    let mut desk = commitment("2026-05-14");
    desk.does("sec-a", "create project/P-1 | title.en=x | parties=A-1;B-1 | fields=trade | end=2026-05-14");
    desk.all_do(&[
        ("chair-a", "agree project/P-1"),
        ("chair-b", "agree project/P-1"),
        ("sec-a", "start project/P-1"),
    ]);
    assert_eq!(reached(desk.entry("project/P-1"), day("2026-05-14")), None);
    desk.does("sec-a", "create milestone/M-1 | project=P-1 | title.en=x | due=2026-05");
    assert_eq!(reached(desk.entry("milestone/M-1"), day("2026-05-31")), Some(Step::OnDay));
    desk.does("sec-a", "claim_done commitment/C-1");
    assert_eq!(reached(desk.entry("commitment/C-1"), day("2026-05-14")), None);
}
