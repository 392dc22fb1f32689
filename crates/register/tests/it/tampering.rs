//! A chain that somebody changed is found out, and the first bad entry is named.

mod bound;
mod forged;

use std::sync::LazyLock;

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use proptest::sample::Index;
use register::audit::{Content, Head, Link};
use register::entry::hex;
use register::verify::{Fault, Verifier, Wrong};

use crate::desk::{Desk, Recorded};

/// A chain in which both sides did something, and a person was erased.
static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "create person/PER-1 | title.en=Zoe Doe | email=zoe@example.org"),
        ("sec-a", "amend person/PER-1 | phone=12345"),
        ("sec-a", "create decision/D-\"1\" | title.en=Build | text.en=A bridge | level=mechanism"),
        ("sec-a", "take decision/D-\"1\""),
        ("admin-a", "erase person/PER-1 | because: asked"),
        ("chair-b", "take decision/D-\"1\""),
        ("sec-b", "create note/N-1 | text.en=secret"),
        ("sec-b", "amend note/N-1 | text.en=more"),
        ("sec-a", "create bulletin/B-1 | title.en=x | text.en=x | date=2026 | joint=yes"),
        ("sec-a", "review bulletin/B-1"),
        ("chair-a", "release bulletin/B-1"),
        ("chair-b", "release bulletin/B-1"),
    ]);
    desk
});

fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

/// What a replay finds; the tables are those of the desk.
fn verify(chain: &[Recorded], heads: Vec<Head>) -> Vec<Fault> {
    let mut verifier = Verifier::new(heads);
    for recorded in chain {
        verifier.take(recorded.link.clone(), recorded.content.as_ref());
    }
    for entry in DESK.entries.values() {
        verifier.compare(&entry.address.to_string(), &entry.to_json());
    }
    verifier.finish(&[hex(key().verifying_key().as_bytes())], true)
}

/// Number and kind of the first fault.
#[track_caller]
fn first(faults: &[Fault]) -> (u64, Wrong) {
    let first = faults.first().expect("it is found out");
    assert!(!first.to_string().is_empty());
    (first.number, first.what.clone())
}

/// Chains all links anew, as somebody who has the server can.
fn rechained(contents: &[Option<Content>], chain: &[Recorded]) -> Vec<Recorded> {
    let mut made: Vec<Recorded> = Vec::new();
    for (recorded, content) in chain.iter().zip(contents) {
        let mut link = Link::after(
            made.last().map(|last| &last.link),
            recorded.link.at,
            content.as_ref().unwrap_or(&Content { salt: String::new(), body: String::new() }),
        );
        if content.is_none() {
            link.content.clone_from(&recorded.link.content);
            link.hash = link.expected_hash();
        }
        made.push(Recorded { link, content: content.clone(), address: recorded.address.clone() });
    }
    made
}

/// Where in the chain an entry was written the `nth` time.
fn place(address: &str, nth: usize) -> usize {
    let all = DESK.chain.iter().enumerate().filter(|(_, it)| it.address.to_string() == address);
    all.map(|(k, _)| k).nth(nth).unwrap()
}

#[test]
fn an_untouched_chain_is_valid_with_a_person_erased() {
    assert_eq!(verify(&DESK.chain, vec![Head::sign(&DESK.chain[9].link, &key())]), []);
    assert!(DESK.chain.iter().any(|recorded| recorded.content.is_none()));
    assert_eq!(
        verify(
            &rechained(&DESK.chain.iter().map(|it| it.content.clone()).collect::<Vec<_>>(), &DESK.chain),
            vec![]
        ),
        []
    );
}

/// Places of links with a content that erases nothing.
fn plain() -> Vec<usize> {
    let erases = |content: &Content| content.body.contains("\"erased\":[");
    let chain = DESK.chain.iter().enumerate();
    chain
        .filter(|(_, it)| it.content.as_ref().is_some_and(|content| !erases(content)))
        .map(|(k, _)| k)
        .collect()
}

#[test]
fn without_the_entry_that_says_so_what_was_erased_is_missing() {
    let mut chain = DESK.chain.clone();
    let erasure = place("person/PER-1", 2);
    chain.remove(erasure);
    let faults = verify(&chain, vec![]);
    for nth in 0..2 {
        let number = place("person/PER-1", nth) as u64 + 1;
        assert!(faults.contains(&Fault { number, what: Wrong::ContentMissing }));
    }
    assert!(faults.contains(&Fault { number: erasure as u64 + 1, what: Wrong::Number }));
}

/// A character that differs and keeps a field's form: another digit of hexadecimal.
fn other(c: u8, by: u8) -> char {
    let digits = b"0123456789abcdef";
    let k = digits.iter().position(|digit| *digit == c).unwrap_or(0);
    char::from(digits[(k + 1 + usize::from(by) % 15) % 16])
}

fn change(text: &mut String, at: usize, by: u8) {
    let c = other(text.as_bytes()[at], by);
    text.replace_range(at..=at, &c.to_string());
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn any_byte_of_a_link_that_is_changed_is_found(at in any::<Index>(), part in 0..5, byte in any::<Index>(), by in any::<u8>()) {
        let mut chain = DESK.chain.clone();
        let at = at.index(chain.len());
        let number = at as u64 + 1;
        let link = &mut chain[at].link;
        match part {
            0 => link.number += u64::from(by) + 1,
            1 => link.at = link.at.checked_add(jiff::Span::new().milliseconds(i64::from(by) + 1)).unwrap(),
            2 => change(&mut link.previous, byte.index(64), by),
            3 => change(&mut link.content, byte.index(64), by),
            _ => change(&mut link.hash, byte.index(64), by),
        }
        prop_assert_eq!(first(&verify(&chain, vec![])).0, number);
    }

    #[test]
    fn any_byte_of_a_content_that_is_changed_is_found(at in any::<Index>(), byte in any::<Index>(), by in any::<u8>(), salt: bool) {
        let mut chain = DESK.chain.clone();
        let at = *at.get(&plain());
        let content = chain[at].content.as_mut().unwrap();
        if salt {
            change(&mut content.salt, byte.index(32), by);
        } else {
            let mut bytes = content.body.clone().into_bytes();
            let k = byte.index(bytes.len());
            bytes[k] = bytes[k].wrapping_add(1 + by % 255);
            content.body = String::from_utf8_lossy(&bytes).into_owned();
        }
        prop_assert_eq!(first(&verify(&chain, vec![])), (at as u64 + 1, Wrong::Content));
    }

    #[test]
    fn an_entry_that_is_removed_is_found(at in any::<Index>()) {
        let mut chain = DESK.chain.clone();
        let at = *at.get(&plain());
        prop_assume!(at + 1 < chain.len());
        chain.remove(at);
        prop_assert_eq!(first(&verify(&chain, vec![])), (at as u64 + 1, Wrong::Number));
    }

    #[test]
    fn two_entries_that_are_swapped_are_found(one in any::<Index>(), two in any::<Index>()) {
        let mut chain = DESK.chain.clone();
        let (one, two) = (one.index(chain.len()), two.index(chain.len()));
        prop_assume!(one != two);
        chain.swap(one, two);
        prop_assert_eq!(first(&verify(&chain, vec![])), (one.min(two) as u64 + 1, Wrong::Number));
    }

    #[test]
    fn a_chain_that_was_cut_is_found_by_a_head(keep in any::<Index>(), head in any::<Index>()) {
        let keep = keep.index(DESK.chain.len() - 1);
        let head = keep + head.index(DESK.chain.len() - keep);
        let kept = vec![Head::sign(&DESK.chain[head].link, &key())];
        let mut verifier = Verifier::new(kept);
        for recorded in &DESK.chain[..keep] {
            verifier.take(recorded.link.clone(), recorded.content.as_ref());
        }
        let faults = verifier.finish(&[hex(key().verifying_key().as_bytes())], false);
        let found = faults.iter().find(|fault| fault.what == Wrong::Shortened);
        prop_assert_eq!(found.map(|fault| fault.number), Some(head as u64 + 1));
    }

    #[test]
    fn a_chain_that_was_rewritten_is_found_by_a_head(at in any::<Index>(), by in any::<u8>()) {
        let with: Vec<usize> = (0..DESK.chain.len()).filter(|k| DESK.chain[*k].content.is_some()).collect();
        let at = *at.get(&with);
        let mut contents: Vec<_> = DESK.chain.iter().map(|it| it.content.clone()).collect();
        // Even another salt makes another chain.
        change(&mut contents[at].as_mut().unwrap().salt, usize::from(by) % 32, by);
        let chain = rechained(&contents, &DESK.chain);
        prop_assert_eq!(verify(&chain, vec![]), vec![], "by itself it is valid");
        let heads: Vec<Head> = DESK.chain.iter().map(|it| Head::sign(&it.link, &key())).collect();
        prop_assert_eq!(first(&verify(&chain, heads)), (at as u64 + 1, Wrong::Rewritten));
    }
}

#[test]
fn the_end_that_was_cut_is_missed_in_the_tables_as_well() {
    let last = DESK.chain.len();
    let faults = verify(&DESK.chain[..last - 1], vec![]);
    assert_eq!(first(&faults).0, last as u64 - 1);
    assert!(matches!(first(&faults).1, Wrong::Table(what) if what.contains("bulletin/B-1 was changed")));
}

#[test]
fn a_clock_that_goes_back_is_found() {
    let mut chain = DESK.chain.clone();
    let last = chain.len() - 1;
    let early = chain[last - 1].link.at.checked_sub(jiff::Span::new().hours(1)).unwrap();
    chain[last].link.at = early;
    chain[last].link.hash = chain[last].link.expected_hash();
    assert_eq!(first(&verify(&chain, vec![])), (last as u64 + 1, Wrong::Time));
}

#[test]
fn a_row_changed_by_hand_is_found_in_its_table() {
    let mut verifier = Verifier::new(vec![]);
    for recorded in &DESK.chain {
        verifier.take(recorded.link.clone(), recorded.content.as_ref());
    }
    assert_eq!(verifier.n_entries(), DESK.entries.len());
    for entry in DESK.entries.values() {
        match entry.address.to_string().as_str() {
            "note/N-1" => {}
            "bulletin/B-1" => {
                verifier.compare("bulletin/B-1", &entry.to_json().replace("released", "in_review"));
            }
            address => verifier.compare(address, &entry.to_json()),
        }
    }
    verifier.compare("note/N-2", "{}");
    let faults = verifier.finish(&[], true);
    let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let [unknown, gone, changed] = sentences.as_slice() else { panic!("{sentences:?}") };
    assert!(unknown.contains("note/N-2 stands in a table"));
    assert!(gone.contains("note/N-1 is gone") && gone.contains(&(place("note/N-1", 1) + 1).to_string()));
    assert!(changed.contains("bulletin/B-1 was changed"));
}

#[test]
fn a_head_is_the_servers_or_it_proves_nothing() {
    let link = &DESK.chain[4].link;
    let sound = Head::sign(link, &key());
    let stranger = Head::sign(link, &SigningKey::from_bytes(&[4; 32]));
    let mut moved = sound.clone();
    moved.number = 4;
    let mut broken = sound.clone();
    broken.signature = "zz".into();
    assert_eq!(verify(&DESK.chain, vec![sound]), []);
    for head in [stranger, moved, broken] {
        let number = head.number;
        assert_eq!(verify(&DESK.chain, vec![head]), [Fault { number, what: Wrong::HeadSignature }]);
    }
}

#[test]
fn a_content_does_not_betray_itself_by_its_hash() {
    let body = &DESK.chain[4].content.as_ref().unwrap().body;
    let content = |salt: &str| Content { salt: salt.into(), body: body.clone() };
    assert_ne!(content("00").hash(), content("01").hash());
}
