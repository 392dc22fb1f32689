//! Contents that were written anew, in a chain whose hashes all fit.

use register::verify::Wrong;

use super::{DESK, Recorded, first, place, rechained, verify};

/// The chain with one body changed and everything after it chained anew.
fn rewritten(number: usize, change: impl Fn(&str) -> String) -> Vec<Recorded> {
    let mut contents: Vec<_> = DESK.chain.iter().map(|it| it.content.clone()).collect();
    let content = contents[number].as_mut().expect("it was not erased");
    let body = change(&content.body);
    assert_ne!(body, content.body, "there was something to change");
    content.body = body;
    rechained(&contents, &DESK.chain)
}

#[test]
fn a_move_outside_the_table_is_found_in_a_chain_that_fits() {
    let at = place("note/N-1", 1);
    let chain = rewritten(at, |body| body.replace("\"state\":\"kept\"", "\"state\":\"withdrawn\""));
    let (number, what) = first(&verify(&chain, vec![]));
    assert_eq!(number, at as u64 + 1);
    assert!(matches!(what, Wrong::Move(what) if what.contains("not in its table")));
}

#[test]
fn a_version_that_is_left_out_is_found() {
    let at = place("note/N-1", 1);
    let chain = rewritten(at, |body| body.replace("\"version\":2", "\"version\":3"));
    assert_eq!(first(&verify(&chain, vec![])).0, at as u64 + 1);
    let chain = rewritten(place("note/N-1", 0), |body| body.replace("\"version\":1", "\"version\":2"));
    assert_eq!(first(&verify(&chain, vec![])).0, place("note/N-1", 0) as u64 + 1);
}

#[test]
fn halves_that_are_missing_or_name_something_else_are_found() {
    let (decision, bulletin) = (place("decision/D-\"1\"", 2), place("bulletin/B-1", 3));
    let without_halves = |body: &str| {
        let (before, rest) = body.split_once(",\"bound\":").unwrap();
        let (_, after) = rest.split_once(",\"made_by\"").unwrap();
        format!("{before},\"made_by\"{after}")
    };
    let one_half = |body: &str| {
        let (before, rest) = body.split_once("\"halves\":{").unwrap();
        let (_, b) = rest.split_once(",\"b\":").unwrap();
        format!("{before}\"halves\":{{\"b\":{b}")
    };
    let other_words = |body: &str| {
        body.replace("\"Build\"", "\"Burn\"")
            .replace("\"title\":{\"en\":{\"text\":\"x\"", "\"title\":{\"en\":{\"text\":\"y\"")
    };
    let other_act = |body: &str| body.replace("\"bound\":{\"act\":\"", "\"bound\":{\"act\":\"un");
    for at in [decision, bulletin] {
        for (k, change) in [&without_halves as &dyn Fn(&str) -> String, &one_half, &other_words, &other_act]
            .iter()
            .enumerate()
        {
            let faults = verify(&rewritten(at, change), vec![]);
            let found = matches!(&first(&faults), (number, Wrong::Move(what)) if *number == at as u64 + 1 && what.contains("both sides"));
            assert!(found, "change {k} at {at}: {faults:?}");
        }
    }
}

#[test]
fn only_an_erasure_erases() {
    let note = place("note/N-1", 0);
    let mut chain = DESK.chain.clone();
    chain[note].content = None;
    assert_eq!(first(&verify(&chain, vec![])), (note as u64 + 1, Wrong::ContentMissing));
    let at = place("bulletin/B-1", 0);
    let claimed = rewritten(at, |body| format!("{},\"erased\":[1]}}", body.strip_suffix('}').unwrap()));
    let faults = verify(&claimed, vec![]);
    assert!(
        matches!(&first(&faults), (number, Wrong::Move(what)) if *number == at as u64 + 1 && what.contains("erased"))
    );
}

#[test]
fn a_body_that_cannot_be_read_is_found() {
    let at = place("note/N-1", 1);
    for change in ["", "{}", "{\"deed\":\"amend\",\"by\":\"user/sec-b\",\"entry\":{}}", "\u{0}"] {
        assert_eq!(
            first(&verify(&rewritten(at, |_| change.to_owned()), vec![])),
            (at as u64 + 1, Wrong::Body),
            "{change:?}"
        );
    }
    let unknown = rewritten(at, |body| body.replace("\"state\":\"kept\"", "\"state\":\"burnt\""));
    assert_eq!(first(&verify(&unknown, vec![])).0, at as u64 + 1);
}
