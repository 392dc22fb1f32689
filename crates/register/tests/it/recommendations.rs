//! Recommendations, opinions, outcomes, merges.

use register::Side;
use register::kinds::recommendations::ANSWERS;
use register::opinion::combine;

use crate::desk::Desk;

const R: &str = "title.en=A line | text.en=Build a line | fields=trade";

/// A desk with `R-1` of side A under consideration.
fn considered() -> Desk {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("officer-a", &format!("create recommendation/R-1 | authors=A-1 | {R}")),
        ("officer-a", "submit recommendation/R-1"),
        ("sec-b", "consider recommendation/R-1 | number=1"),
    ]);
    desk
}

/// Gives the opinion of a side and makes it final.
fn opine(desk: &mut Desk, side: &str, key: &str, answer: &str) {
    let create = format!("create opinion/{key} | recommendation=R-1 | answer={answer} | text.en=Because");
    desk.does(&format!("sec-{side}"), &create);
    desk.does(&format!("sec-{side}"), &format!("give opinion/{key}"));
    desk.does(&format!("chair-{side}"), &format!("finish opinion/{key}"));
}

#[test]
fn two_final_opinions_make_the_outcome() {
    for a in ANSWERS {
        for b in ANSWERS {
            let mut desk = considered();
            opine(&mut desk, "a", "OP-A", a);
            assert_eq!(desk.state("recommendation/R-1"), "under_consideration", "one opinion is none yet");
            opine(&mut desk, "b", "OP-B", b);
            assert_eq!(desk.state("recommendation/R-1"), combine(a, b), "{a} with {b}");
        }
    }
}

#[test]
fn only_an_opinion_that_simply_agrees_needs_no_reasons() {
    for answer in ANSWERS {
        let mut desk = considered();
        desk.does("sec-a", &format!("create opinion/OP-A | recommendation=R-1 | answer={answer}"));
        if *answer == "agreed" {
            desk.does("sec-a", "give opinion/OP-A");
            continue;
        }
        assert_eq!(desk.refuses("sec-a", "give opinion/OP-A"), "missing-field", "{answer}");
        desk.does("sec-a", "amend opinion/OP-A | text.en=Because");
        desk.does("sec-a", "give opinion/OP-A");
    }
}

#[test]
fn an_amended_recommendation_makes_opinions_lapse() {
    let mut desk = considered();
    opine(&mut desk, "a", "OP-A", "agreed");
    desk.does("sec-b", "create opinion/OP-B | recommendation=R-1 | answer=declined | text.en=secret");
    desk.does("officer-a", "amend recommendation/R-1 | text.en=Build two lines");
    assert_eq!((desk.state("opinion/OP-A"), desk.state("opinion/OP-B")), ("lapsed", "lapsed"));
    assert_eq!(
        desk.seen_by("opinion/OP-B"),
        "b",
        "a draft that lapses is shown to nobody who did not see it"
    );
    assert_eq!(desk.seen_by("opinion/OP-A"), "public a b");
    opine(&mut desk, "b", "OP-B2", "agreed");
    assert_eq!(desk.state("recommendation/R-1"), "under_consideration", "what lapsed counts no more");
    opine(&mut desk, "a", "OP-A2", "agreed");
    assert_eq!(desk.state("recommendation/R-1"), "agreed");
}

#[test]
fn a_language_added_to_what_was_agreed_leaves_the_opinions_that_agreed() {
    let mut desk = considered();
    opine(&mut desk, "a", "OP-A", "agreed");
    opine(&mut desk, "b", "OP-B", "agreed");
    desk.does("officer-a", "translate recommendation/R-1 | title.zh=铁路");
    assert_eq!((desk.state("opinion/OP-A"), desk.state("opinion/OP-B")), ("final", "final"));
}

#[test]
fn a_side_has_one_opinion() {
    let mut desk = considered();
    desk.does("sec-a", "create opinion/OP-A | recommendation=R-1 | answer=agreed");
    let second = "create opinion/OP-A2 | recommendation=R-1 | answer=declined";
    assert_eq!(desk.refuses("sec-a", second), "second-opinion");
    desk.does("sec-b", "create opinion/OP-B | recommendation=R-1 | answer=agreed");
    desk.does("sec-a", "withdraw opinion/OP-A");
    desk.does("sec-a", second);
}

#[test]
fn a_final_opinion_is_taken_back_until_there_is_an_outcome() {
    let mut desk = considered();
    opine(&mut desk, "a", "OP-A", "agreed");
    desk.does("chair-a", "take_back opinion/OP-A");
    assert_eq!(desk.state("opinion/OP-A"), "given");
    desk.does("chair-a", "finish opinion/OP-A");
    opine(&mut desk, "b", "OP-B", "agreed");
    assert_eq!(desk.refuses("chair-a", "take_back opinion/OP-A"), "recommendation-moved");
    assert_eq!(desk.state("recommendation/R-1"), "agreed");
}

#[test]
fn opinions_are_given_by_the_own_side_on_what_is_under_consideration() {
    let mut desk = considered();
    let of_b = "create opinion/OP-B | recommendation=R-1 | answer=agreed | side=b";
    assert_eq!(desk.refuses("sec-a", of_b), "refused");
    assert_eq!(
        desk.refuses("officer-a", "create opinion/OP-A | recommendation=R-1 | answer=agreed"),
        "refused"
    );
    desk.does("officer-a", &format!("create recommendation/R-2 | authors=A-1 | {R}"));
    desk.does("officer-a", "submit recommendation/R-2");
    let early = "create opinion/OP-A | recommendation=R-2 | answer=agreed";
    assert_eq!(desk.refuses("sec-a", early), "recommendation-moved");
}

#[test]
fn what_was_deferred_is_resumed_with_new_opinions() {
    let mut desk = considered();
    opine(&mut desk, "a", "OP-A", "deferred");
    opine(&mut desk, "b", "OP-B", "agreed");
    assert_eq!(desk.state("recommendation/R-1"), "deferred");
    desk.does("sec-b", "resume recommendation/R-1");
    assert_eq!((desk.state("opinion/OP-A"), desk.state("opinion/OP-B")), ("lapsed", "lapsed"));
    opine(&mut desk, "a", "OP-A2", "agreed");
    opine(&mut desk, "b", "OP-B2", "agreed_in_part");
    assert_eq!(desk.state("recommendation/R-1"), "agreed_in_part");
}

/// A desk with two submitted recommendations, R-1 of of `other`.
fn two(officer: &str, region: &str) -> Desk {
    let mut desk = considered();
    desk.does(officer, &format!("create recommendation/R-2 | authors={region} | {R} | organisations=ORG-A"));
    desk.does(officer, "amend recommendation/R-2 | fields=culture");
    desk.does(officer, "submit recommendation/R-2");
    desk
}

#[test]
fn a_merge_within_a_side_keeps_both_authors() {
    let mut desk = two("officer-a2", "A-2");
    desk.does("sec-a", "merge recommendation/R-2 | merged_into=R-1");
    assert_eq!(desk.state("recommendation/R-2"), "merged");
    assert_eq!(desk.cell("recommendation/R-1", "authors"), "A-1; A-2");
    assert_eq!(desk.cell("recommendation/R-1", "fields"), "trade; culture");
    assert_eq!(desk.cell("recommendation/R-1", "organisations"), "ORG-A");
    assert_eq!(desk.cell("recommendation/R-2", "authors"), "A-2", "what was merged stays readable");
}

#[test]
fn a_merge_across_sides_needs_both() {
    let mut desk = two("officer-b", "B-1");
    let first = desk.does("sec-b", "merge recommendation/R-2 | merged_into=R-1");
    assert_eq!(first.waiting_for, Some(Side::A));
    assert_eq!(desk.state("recommendation/R-2"), "submitted");
    assert_eq!(desk.cell("recommendation/R-1", "authors"), "A-1");
    desk.does("sec-a", "merge recommendation/R-2");
    assert_eq!(desk.state("recommendation/R-2"), "merged");
    assert_eq!(desk.cell("recommendation/R-1", "authors"), "A-1; B-1");
}

#[test]
fn the_other_side_does_not_merge_what_is_ours() {
    let mut desk = two("officer-a2", "A-2");
    assert_eq!(desk.refuses("sec-b", "merge recommendation/R-2 | merged_into=R-1"), "refused");
}

#[test]
fn opinions_on_what_receives_a_merge_lapse() {
    let mut desk = two("officer-a2", "A-2");
    opine(&mut desk, "b", "OP-B", "agreed");
    desk.does("sec-a", "merge recommendation/R-2 | merged_into=R-1");
    assert_eq!(desk.state("opinion/OP-B"), "lapsed");
}

#[test]
fn nothing_is_merged_into_itself_or_into_what_is_over() {
    let mut desk = two("officer-a2", "A-2");
    assert_eq!(desk.refuses("sec-a", "merge recommendation/R-1 | merged_into=R-1"), "merge");
    desk.does("officer-a", "withdraw recommendation/R-1 | because: no money");
    assert_eq!(desk.refuses("sec-a", "merge recommendation/R-2 | merged_into=R-1"), "merge");
    let to_nothing = "merge recommendation/R-2 | merged_into=R-9";
    assert!(desk.tries("sec-a", to_nothing).is_err() || desk.state("recommendation/R-2") == "submitted");
}

#[test]
fn a_region_writes_its_own_recommendations() {
    let mut desk = considered();
    let amend = "amend recommendation/R-1 | text.en=Other";
    for stranger in ["officer-a2", "officer-b", "sec-b", "chair-a", "analyst-a", "admin-a"] {
        assert_eq!(desk.refuses(stranger, amend), "refused", "{stranger}");
    }
    let given_away = "amend recommendation/R-1 | authors=A-2";
    assert_eq!(desk.refuses("officer-a", given_away), "refused", "nobody gives away what he could not take");
}
