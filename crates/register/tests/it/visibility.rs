//! Who sees what, and what somebody is told about what he does not see.

use crate::desk::{Desk, address, sentences};

#[test]
fn drafts_are_inside_their_side_until_they_are_given() {
    let mut desk = Desk::new();
    let r = "title.en=x | text.en=x | fields=trade";
    desk.does("officer-b", &format!("create recommendation/R-1 | authors=B-1 | {r}"));
    assert_eq!(desk.seen_by("recommendation/R-1"), "b");
    desk.does("officer-b", "submit recommendation/R-1");
    assert_eq!(desk.seen_by("recommendation/R-1"), "a b");
    desk.does("sec-a", "consider recommendation/R-1");
    assert_eq!(desk.seen_by("recommendation/R-1"), "public a b");
}

#[test]
fn a_draft_that_is_withdrawn_is_shown_to_nobody_new() {
    let mut desk = Desk::new();
    let r = "authors=B-1 | title.en=x | text.en=x | fields=trade";
    for key in ["R-1", "R-2", "R-3"] {
        desk.does("officer-b", &format!("create recommendation/{key} | {r}"));
    }
    desk.does("officer-b", "submit recommendation/R-2");
    desk.all_do(&[("officer-b", "submit recommendation/R-3"), ("sec-b", "consider recommendation/R-3")]);
    for key in ["R-1", "R-2", "R-3"] {
        desk.does("officer-b", &format!("withdraw recommendation/{key} | because: no"));
    }
    let seen = ["R-1", "R-2", "R-3"].map(|key| desk.seen_by(&format!("recommendation/{key}")));
    assert_eq!(seen, ["b", "a b", "public a b"]);
}

#[test]
fn a_draft_without_a_side_is_inside_the_mechanism() {
    let mut desk = Desk::new();
    let line = "create statement/ST-1 | session=S-1 | type=introduced | side=none | text.en=x | fields=trade";
    desk.does("sec-a", line);
    assert_eq!(desk.seen_by("statement/ST-1"), "a b");
}

#[test]
fn visibility_is_one_choice() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create commitment/C-1 | title.en=x | due=2026 | visible: members");
    assert_eq!(desk.seen_by("commitment/C-1"), "a b");
    desk.does("sec-a", "create commitment/C-2 | title.en=x | due=2026 | visible: side");
    assert_eq!(desk.seen_by("commitment/C-2"), "a");
    desk.does("sec-b", "create note/N-1 | text.en=x");
    assert_eq!(desk.seen_by("note/N-1"), "b");
}

#[test]
fn a_joint_entry_is_not_for_one_side_only() {
    let mut desk = Desk::new();
    let project = "create project/P-1 | title.en=x | parties=A-1 | fields=trade";
    assert_eq!(desk.refuses("sec-a", &format!("{project} | visible: side")), "joint-side");
    desk.does("sec-a", project);
    assert_eq!(desk.refuses("sec-a", "amend project/P-1 | visible: side"), "joint-side");
    assert_eq!(
        desk.refuses("sec-a", "create body/B-1 | title.en=x | type=council | side=none | visible: side"),
        "joint-side"
    );
}

#[test]
fn internal_entries_stay_inside() {
    let mut desk = Desk::new();
    for wide in ["members", "public"] {
        let note = format!("create note/N-1 | text.en=x | visible: {wide}");
        assert_eq!(desk.refuses("sec-a", &note), "internal");
        let item = format!("create action_item/ACT-1 | title.en=x | due=2026 | visible: {wide}");
        assert_eq!(desk.refuses("sec-a", &item), "internal");
        assert_eq!(desk.refuses("admin-a", &format!("amend user/sec-a | visible: {wide}")), "internal");
    }
}

/// Lines about an entry of the other side, whatever it is.
const TRIES: &[&str] = &[
    "amend X | text.en=y",
    "translate X | text.ru=y",
    "submit X",
    "publish X",
    "withdraw X | because: y",
    "no_such_act X",
    "back:withdraw X",
    "review X | text: text.zh",
    "authenticate X | text: text.en",
    "amend X | text.en=y | seen: 7",
];

#[test]
fn what_is_hidden_is_as_what_does_not_exist() {
    let mut desk = Desk::new();
    desk.does(
        "officer-a",
        "create recommendation/R-1 | authors=A-1 | title.en=x | text.en=secret | fields=trade",
    );
    desk.does("sec-a", "create note/R-1 | text.en=secret");
    for kind in ["recommendation", "note"] {
        for line in TRIES {
            for user in ["sec-b", "chair-b", "officer-b", "reviewer-b", "admin-b"] {
                let hidden = desk.tries(user, &line.replace('X', &format!("{kind}/R-1"))).unwrap_err();
                let nothing = desk.tries(user, &line.replace('X', &format!("{kind}/R-9"))).unwrap_err();
                assert_eq!(sentences(&hidden), sentences(&nothing).replace("R-9", "R-1"), "{user}: {line}");
            }
        }
    }
}

#[test]
fn an_opinion_on_a_hidden_draft_is_one_on_nothing() {
    let mut desk = Desk::new();
    desk.does(
        "officer-a",
        "create recommendation/R-1 | authors=A-1 | title.en=x | text.en=secret | fields=trade",
    );
    let opinion = |key: &str| format!("create opinion/OP-1 | recommendation={key} | answer=agreed");
    let hidden = desk.tries("sec-b", &opinion("R-1")).unwrap_err();
    let nothing = desk.tries("sec-b", &opinion("R-9")).unwrap_err();
    assert_eq!(sentences(&hidden), sentences(&nothing).replace("R-9", "R-1"));
}

#[test]
fn a_bulletin_of_one_side_is_released_by_that_side() {
    let mut desk = Desk::new();
    let news = "title.en=x | text.en=x | date=2026-01-05";
    desk.does("sec-a", &format!("create bulletin/B-1 | {news}"));
    desk.does("sec-a", "review bulletin/B-1");
    assert_eq!(desk.refuses("chair-b", "release bulletin/B-1"), "refused");
    desk.does("chair-a", "release bulletin/B-1");
    desk.does("sec-a", &format!("create bulletin/B-2 | {news} | joint=yes"));
    desk.does("sec-a", "review bulletin/B-2");
    desk.does("chair-a", "release bulletin/B-2");
    assert_eq!(desk.seen_by("bulletin/B-2"), "a b", "a joint one needs both");
    desk.does("chair-b", "release bulletin/B-2");
    assert_eq!(desk.seen_by("bulletin/B-2"), "public a b");
}

#[test]
fn whoever_is_refused_is_told_who_could() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create commitment/C-1 | title.en=x | due=2026");
    let faults = desk.tries("officer-b", "claim_done commitment/C-1").unwrap_err();
    assert_eq!(
        sentences(&faults),
        "user/officer-b may not claim_done commitment/C-1 [\"it is for the secretariat of its own side, the \
         officer of a region that it names of its own side\"] []"
    );
    assert_eq!(desk.entry("commitment/C-1").address, address("commitment/C-1"));
}
