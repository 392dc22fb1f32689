//! What binds both sides, written anew in a chain whose hashes all fit: where the state stays as it is, where a merge
//! crosses sides, where the fields are locked, where a half is signed.

use std::sync::LazyLock;

use register::audit::{Body, Content};
use register::verify::{Fault, Verifier, Wrong};
use serde_json::{Value, json};

use super::rechained;
use crate::desk::{Desk, Recorded};
use crate::halves::{sign, with_key};

/// A chain with both sides' acts that leave the state as it is, a merge across sides, and a signed decision.
static BOUND: LazyLock<Desk> = LazyLock::new(|| {
    let (mut desk, key) = with_key();
    sign(&mut desk, "chair-a", "key/KEY-A", &key).unwrap();
    sign(&mut desk, "chair-b", "key/KEY-B", &key).unwrap();
    desk.all_do(&[
        ("sec-a", "create commitment/C-1 | title.en=Send | side=a | due=2026-03"),
        ("sec-a", "postpone commitment/C-1 | due=2026-06 | because: floods"),
        ("sec-b", "postpone commitment/C-1"),
        ("sec-a", "create minutes/M-1 | session=S-1 | title.en=Minutes | text.en=All agreed"),
        ("sec-a", "circulate minutes/M-1"),
        ("chair-a", "adopt minutes/M-1"),
        ("chair-b", "adopt minutes/M-1"),
        ("chair-a", "amend_by_protocol minutes/M-1 | protocol.en=First | because: a slip"),
        ("chair-b", "amend_by_protocol minutes/M-1"),
        ("chair-b", "amend_by_protocol minutes/M-1 | protocol.en=Second | because: another"),
        ("chair-a", "amend_by_protocol minutes/M-1"),
        ("sec-b", "translate minutes/M-1 | title.ru=machine:Протокол"),
        ("sec-a", "create instrument/I-1 | type=protocol | title.en=Ports | parties=region/A-1;region/B-1"),
        ("sec-a", "negotiate instrument/I-1"),
        ("sec-a", "clear instrument/I-1"),
        ("sec-b", "clear instrument/I-1"),
        ("chair-a", "sign instrument/I-1 | signed_on=2026-01-05"),
        ("chair-b", "sign instrument/I-1"),
        ("sec-a", "enter_into_force instrument/I-1"),
        ("sec-a", "renew instrument/I-1 | expires_on=2027"),
        ("sec-b", "renew instrument/I-1"),
        ("sec-b", "renew instrument/I-1 | expires_on=2028"),
        ("sec-a", "renew instrument/I-1"),
        ("officer-a", "create recommendation/R-A | title.en=x | text.en=x | authors=A-1 | fields=trade"),
        ("officer-b", "create recommendation/R-B | title.en=y | text.en=y | authors=B-1 | fields=culture"),
        ("officer-a", "submit recommendation/R-A"),
        ("officer-b", "submit recommendation/R-B"),
        ("sec-a", "merge recommendation/R-A | merged_into=R-B"),
        ("sec-b", "merge recommendation/R-A"),
        ("sec-a", "create decision/D-9 | title.en=Later | text.en=x | level=mechanism"),
        ("sec-a", "take decision/D-9"),
    ]);
    desk
});

fn faults(chain: &[Recorded]) -> Vec<Fault> {
    let mut verifier = Verifier::new(Vec::new());
    for recorded in chain {
        verifier.take(recorded.link.clone(), recorded.content.as_ref());
    }
    verifier.finish(&[], false)
}

/// Where the last link of an entry stands, counting `back` from it.
fn place(address: &str, back: usize) -> usize {
    let of = |recorded: &Recorded| recorded.address.to_string() == address;
    let places = (0..BOUND.chain.len()).rev().filter(|k| of(&BOUND.chain[*k]));
    places.into_iter().nth(back).expect("the entry has so many links")
}

fn body(at: usize) -> Value {
    serde_json::from_str(&BOUND.chain[at].content.as_ref().unwrap().body).unwrap()
}

/// The chain with another body in a place, or with one more behind the last.
fn with(at: usize, body: &Value) -> Vec<Recorded> {
    let mut chain = BOUND.chain.clone();
    if at == chain.len() {
        chain.push(chain[at - 1].clone());
    }
    let mut contents: Vec<_> = chain.iter().map(|it| it.content.clone()).collect();
    // Written as the register writes it, wherever it can be read.
    let canonical = serde_json::from_value::<Body>(body.clone()).map(|body| serde_json::to_string(&body));
    let body = canonical.map_or_else(|_| body.to_string(), Result::unwrap);
    contents[at] = Some(Content { salt: String::from("00"), body });
    rechained(&contents, &chain)
}

#[track_caller]
fn is_found(at: usize, body: &Value, says: &str) {
    let faults = faults(&with(at, body));
    let first = faults.first().unwrap_or_else(|| panic!("{says}: nothing is found"));
    assert_eq!(first.number, at as u64 + 1, "{first}");
    assert!(matches!(&first.what, Wrong::Move(what) if what.contains(says)), "{first} instead of {says}");
}

/// A body of an entry as it stands now, one version on, by a deed: to be put behind the last link.
fn next(address: &str, deed: &str, by: &str) -> (usize, Value) {
    let mut body = body(place(address, 0));
    body["deed"] = json!(deed);
    body["by"] = json!(by);
    body["entry"]["version"] = json!(body["entry"]["version"].as_u64().unwrap() + 1);
    (BOUND.chain.len(), body)
}

#[test]
fn the_chain_is_sound_before_anything_is_forged() {
    assert_eq!(faults(&BOUND.chain), []);
    for address in ["decision/D-1", "commitment/C-1", "decision/D-9"] {
        let at = place(address, 0);
        assert_eq!(faults(&with(at, &body(at))), [], "the same words in another order of keys");
    }
    // What may be done next is no fault either.
    let (at, mut half) = next("decision/D-9", "take_back_half", "user/sec-a");
    half["entry"].as_object_mut().unwrap().remove("pending");
    assert_eq!(faults(&with(at, &half)), []);
}

/// Links at which both halves came together and the state stayed or a merge crossed sides.
const DONE: [(&str, usize); 5] = [
    ("commitment/C-1", 0),
    ("minutes/M-1", 1),
    ("instrument/I-1", 0),
    ("recommendation/R-A", 0),
    ("decision/D-1", 0),
];

#[test]
fn halves_that_are_missing_are_found_where_the_state_stays() {
    for (address, back) in DONE {
        let at = place(address, back);
        let without = "without both sides' confirmations";
        let mut body = body(at);
        let bound = body["entry"]["bound"].take();
        body["entry"].as_object_mut().unwrap().remove("bound");
        is_found(at, &body, without);
        body["entry"]["bound"] = bound.clone();
        body["entry"]["bound"]["halves"].as_object_mut().unwrap().remove("a");
        is_found(at, &body, without);
        body["entry"]["bound"] = bound.clone();
        body["entry"]["bound"]["version"] = json!(1);
        is_found(at, &body, without);
        // Halves that were given for what stood there before.
        body["entry"]["bound"] = bound;
        body["entry"]["fields"]["source"] = json!("another");
        is_found(at, &body, without);
    }
}

#[test]
fn both_halves_of_an_earlier_act_confirm_no_later_one() {
    for (address, back, earlier) in [("minutes/M-1", 1, 3), ("instrument/I-1", 0, 2)] {
        let at = place(address, back);
        let mut forged = body(at);
        forged["entry"]["bound"] = body(place(address, earlier))["entry"]["bound"].clone();
        is_found(at, &forged, "without both sides' confirmations");
        forged["entry"]["bound"]["version"] = forged["entry"]["version"].clone();
        is_found(at, &forged, "without both sides' confirmations");
    }
}

#[test]
fn a_merge_across_sides_by_one_side_is_found() {
    // As if the recommendations had been of one side: the half is left out, and the act done at once.
    let at = place("recommendation/R-A", 1);
    let mut forged = body(place("recommendation/R-A", 0));
    forged["entry"]["version"] = body(at)["entry"]["version"].clone();
    forged["entry"].as_object_mut().unwrap().remove("bound");
    is_found(at, &forged, "without both sides' confirmations");
}

#[test]
fn a_half_is_one_sides_own_and_nothing_else() {
    let at = place("decision/D-9", 0);
    let half = |change: &dyn Fn(&mut Value)| {
        let mut body = body(at);
        change(&mut body["entry"]);
        body
    };
    let of_b = half(&|entry| {
        let halves = &mut entry["pending"]["take"]["halves"];
        *halves = json!({ "b": halves["a"] });
    });
    is_found(at, &of_b, "the half of side B");
    let of_another = half(&|entry| entry["pending"]["take"]["halves"]["a"]["by"] = json!("user/chair-a"));
    is_found(at, &of_another, "the half of side A");
    let of_other_words = half(&|entry| entry["fields"]["title"]["en"]["text"] = json!("Never"));
    is_found(at, &of_other_words, "changes the field title");
    let other_hash = half(&|entry| entry["pending"]["take"]["halves"]["a"]["hash"] = json!("00"));
    is_found(at, &other_hash, "the half of side A");
    let with_another = half(&|entry| entry["pending"]["withdraw"] = entry["pending"]["take"].clone());
    is_found(at, &with_another, "other halves");
    let (at, mut taken_back) = next("decision/D-9", "take_back_half", "user/sec-b");
    taken_back["entry"].as_object_mut().unwrap().remove("pending");
    is_found(at, &taken_back, "other halves");
}

#[test]
fn a_signature_that_does_not_fit_is_found() {
    let by_both = place("decision/D-1", 0);
    let by_one = place("decision/D-1", 1);
    let says = "not signed with a key of that side";
    for (at, halves, side) in
        [(by_one, "/entry/pending/take/halves", "a"), (by_both, "/entry/bound/halves", "b")]
    {
        let signed = |change: &dyn Fn(&mut Value)| {
            let mut body = body(at);
            change(&mut body.pointer_mut(halves).unwrap()[side]["signed"]);
            body
        };
        let flipped = signed(&|signed| {
            let text = signed["signature"].as_str().unwrap();
            let other = if text.starts_with('0') { "1" } else { "0" };
            signed["signature"] = json!(format!("{other}{}", &text[1..]));
        });
        is_found(at, &flipped, says);
        let others = if side == "a" { "key/KEY-B" } else { "key/KEY-A" };
        is_found(at, &signed(&|signed| signed["key"] = json!(others)), says);
        is_found(at, &signed(&|signed| signed["key"] = json!("key/NONE")), says);
    }
    // A key that was revoked before.
    let revoked = place("key/KEY-A", 0);
    let mut body = body(revoked);
    body["entry"]["state"] = json!("revoked");
    let faults = faults(&with(revoked, &body));
    assert!(faults.iter().any(|fault| fault.number == by_one as u64 + 1 && fault.to_string().contains(says)));
}

#[test]
fn the_first_half_stands_in_what_is_bound_as_it_was_given() {
    let at = place("commitment/C-1", 0);
    let mut forged = body(at);
    forged["entry"]["bound"]["halves"]["a"]["by"] = json!("user/chair-a");
    is_found(at, &forged, "without both sides' confirmations");
}

#[test]
fn what_is_locked_and_changed_is_found() {
    let cases: [(&str, &str, &str, &str, Value, &str); 7] = [
        ("decision/D-1", "amend", "user/sec-a", "/fields/title/en/text", json!("Burn"), "locks it"),
        ("commitment/C-1", "amend", "user/sec-a", "/fields/due", json!("2030"), "locks it"),
        (
            "decision/D-1",
            "translate",
            "user/sec-a",
            "/fields/title/en/text",
            json!("Burn"),
            "replaces what stands",
        ),
        (
            "decision/D-1",
            "review_text",
            "user/reviewer-a",
            "/fields/title/en/text",
            json!("Burn"),
            "changes the field title",
        ),
        (
            "decision/D-1",
            "authenticate_text",
            "user/sec-a",
            "/fields/level",
            json!("city"),
            "not in its table",
        ),
        (
            "minutes/M-1",
            "authenticate_text",
            "user/sec-a",
            "/fields/title/en/text",
            json!("x"),
            "changes the field title",
        ),
        ("session/S-1", "tidy", "user/sec-a", "/fields/start", json!("2027"), "not in its table"),
    ];
    for (address, deed, by, field, value, says) in cases {
        let (at, mut body) = next(address, deed, by);
        *body["entry"].pointer_mut(field).unwrap() = value;
        is_found(at, &body, says);
    }
    let (at, mut body) = next("commitment/C-1", "claim_done", "user/sec-a");
    body["entry"]["state"] = json!("done");
    body["entry"]["fields"]["due"] = json!("2030");
    is_found(at, &body, "claim_done changes the field due");
    let (at, mut body) = next("minutes/M-1", "translate", "user/sec-b");
    body["entry"]["fields"]["title"]["ru"]["text"] = json!("Запись");
    assert_eq!(faults(&with(at, &body)), [], "what a program translated may be replaced");
}

#[test]
fn what_both_confirmed_is_kept_by_whatever_follows() {
    let (at, mut body) = next("commitment/C-1", "claim_done", "user/sec-a");
    body["entry"]["state"] = json!("done");
    assert_eq!(faults(&with(at, &body)), []);
    body["entry"]["bound"]["halves"]["b"]["by"] = json!("user/chair-b");
    is_found(at, &body, "what both sides had confirmed");
    let (at, mut body) = next("decision/D-9", "amend", "user/sec-a");
    body["entry"]["fields"]["title"]["en"]["text"] = json!("Never");
    is_found(at, &body, "leaves halves");
    let (at, mut body) = next("commitment/C-1", "reopen", "user/sec-b");
    body["entry"]["side"] = json!("b");
    is_found(at, &body, "to another side");
}
