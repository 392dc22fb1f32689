//! Sessions, agenda, statements, minutes.

use crate::desk::Desk;

/// A desk with a closed session, a statement and minutes that are drafts.
fn closed() -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "confirm session/S-1"),
        ("chair-b", "confirm session/S-1"),
        ("sec-a", "open session/S-1"),
        ("sec-a", "begin session/S-1"),
        ("officer-b", "create statement/ST-1 | session=S-1 | type=introduced | region=B-1 | text.en=A port | fields=trade"),
        ("officer-b", "make statement/ST-1"),
        ("sec-b", "close session/S-1"),
        ("sec-a", "create minutes/M-1 | session=S-1 | title.en=Minutes | text.en=What was said"),
    ]);
    desk
}

#[test]
fn adopted_minutes_move_the_session() {
    let mut desk = closed();
    desk.does("sec-a", "circulate minutes/M-1");
    desk.does("chair-a", "adopt minutes/M-1");
    assert_eq!(desk.state("session/S-1"), "closed");
    desk.does("chair-b", "adopt minutes/M-1");
    assert_eq!((desk.state("minutes/M-1"), desk.state("session/S-1")), ("adopted", "minutes_adopted"));
    assert_eq!(desk.refuses("sec-a", "amend minutes/M-1 | text.en=Other"), "locked");
}

#[test]
fn adopted_minutes_change_by_a_protocol_of_both() {
    let mut desk = closed();
    desk.all_do(&[
        ("sec-a", "circulate minutes/M-1"),
        ("chair-a", "adopt minutes/M-1"),
        ("chair-b", "adopt minutes/M-1"),
    ]);
    let protocol = "amend_by_protocol minutes/M-1 | protocol.en=One word | because: a slip";
    assert_eq!(desk.refuses("sec-a", protocol), "refused");
    desk.does("chair-b", protocol);
    assert_eq!(desk.cell("minutes/M-1", "protocol.en"), "");
    desk.does("chair-a", "amend_by_protocol minutes/M-1");
    assert_eq!(desk.state("minutes/M-1"), "amended");
    assert_eq!(desk.cell("minutes/M-1", "protocol.en"), "One word");
    assert_eq!(desk.cell("minutes/M-1", "text.en"), "What was said");
}

#[test]
fn statements_are_corrected_only_while_minutes_are_circulated() {
    let mut desk = closed();
    let correct = "correct statement/ST-1 | text.en=A river port | because: river was meant";
    assert_eq!(desk.refuses("officer-b", correct), "not-circulated");
    desk.does("sec-a", "circulate minutes/M-1");
    assert_eq!(desk.refuses("officer-b2", correct), "refused");
    assert_eq!(desk.refuses("officer-b", "correct statement/ST-1 | text.en=A river port"), "reason");
    assert_eq!(
        desk.refuses("officer-b", "correct statement/ST-1 | type=recommended | because: x"),
        "not-written"
    );
    desk.does("officer-b", correct);
    assert_eq!(
        (desk.state("statement/ST-1"), desk.cell("statement/ST-1", "text.en").as_str()),
        ("made", "A river port")
    );
    desk.does("sec-a", "correct minutes/M-1 | because: a river port");
    assert_eq!(
        desk.refuses("officer-b", "correct statement/ST-1 | text.en=A dock | because: again"),
        "not-circulated"
    );
}

#[test]
fn minutes_adopted_before_the_session_is_closed_leave_it() {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "create minutes/M-1 | session=S-1 | title.en=Minutes | text.en=What was said"),
        ("sec-a", "circulate minutes/M-1"),
        ("chair-a", "adopt minutes/M-1"),
        ("chair-b", "adopt minutes/M-1"),
    ]);
    assert_eq!(desk.state("session/S-1"), "tentative");
}

#[test]
fn an_item_that_is_carried_over_keeps_its_first_number() {
    let mut desk = Desk::new();
    let item = "| session=S-1 | title.en=The port";
    desk.does("officer-a", &format!("create agenda_item/AG-1 {item} | number=3 | region=A-1"));
    assert_eq!(desk.cell("agenda_item/AG-1", "first_number"), "3");
    desk.does("sec-a", &format!("create agenda_item/AG-2 {item} | number=1 | carried_from=AG-1"));
    desk.does("sec-a", &format!("create agenda_item/AG-3 {item} | number=2 | carried_from=AG-2"));
    assert_eq!(desk.cell("agenda_item/AG-3", "first_number"), "3");
}

#[test]
fn a_postponed_session_is_set_again_and_confirmed_again() {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "confirm session/S-1"),
        ("sec-b", "confirm session/S-1"),
        ("sec-b", "postpone session/S-1 | because: floods"),
        ("sec-a", "postpone session/S-1"),
        ("sec-b", "reschedule session/S-1 | start=2026-09-01"),
    ]);
    assert_eq!(
        (desk.state("session/S-1"), desk.cell("session/S-1", "start").as_str()),
        ("tentative", "2026-09-01")
    );
}
