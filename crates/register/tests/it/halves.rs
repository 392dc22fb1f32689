//! What binds both sides: halves of confirmations.

use ed25519_dalek::{Signer as _, SigningKey};
use register::act::Lapsed;
use register::address::Address;
use register::confirmation::{Signed, message};
use register::entry::{hex, version_hash};
use register::{Side, hash_to_sign};

use crate::desk::{Desk, address};

/// A desk with a decision that is proposed.
fn proposed() -> Desk {
    let mut desk = Desk::new();
    desk.does("sec-a", "create decision/D-1 | title.en=Build | text.en=A bridge | level=mechanism");
    desk
}

#[test]
fn an_act_happens_when_the_second_half_arrives() {
    let mut desk = proposed();
    let first = desk.does("sec-a", "take decision/D-1");
    assert_eq!(first.waiting_for, Some(Side::B));
    assert_eq!(desk.state("decision/D-1"), "proposed");
    let second = desk.does("chair-b", "take decision/D-1");
    assert_eq!(second.waiting_for, None);
    let entry = desk.entry("decision/D-1");
    assert_eq!(entry.state, "taken");
    assert!(entry.pending.is_empty());
    let bound = entry.bound.as_ref().unwrap();
    assert_eq!((bound.act.as_str(), bound.version), ("take", entry.version));
    let hash = version_hash(&entry.address, "take", &entry.fields);
    assert!(bound.halves.values().all(|half| half.hash == hash), "both name the version that was bound");
    assert_eq!(bound.halves[&Side::A].by, address("user/sec-a"));
    assert_eq!(bound.halves[&Side::B].by, address("user/chair-b"));
}

#[test]
fn silence_confirms_nothing_and_a_side_has_one_half() {
    let mut desk = proposed();
    desk.does("sec-a", "take decision/D-1");
    assert_eq!(desk.refuses("sec-a", "take decision/D-1"), "confirmed-already");
    assert_eq!(desk.refuses("chair-a", "take decision/D-1"), "confirmed-already");
    let pending = &desk.entry("decision/D-1").pending["take"];
    assert_eq!(pending.missing().unwrap().0, Side::B);
    assert_eq!(pending.missing().unwrap().1, pending.halves[&Side::A].at, "waiting since the half was given");
}

#[test]
fn any_change_makes_a_half_lapse_and_says_so() {
    for change in [
        "amend decision/D-1 | text.en=A tunnel",
        "amend decision/D-1 | number=7",
        "translate decision/D-1 | title.ru=Строить",
    ] {
        let mut desk = proposed();
        desk.does("sec-a", "take decision/D-1");
        let changes = desk.does("sec-b", change);
        let half = Lapsed { side: Side::A, act: "take", entry: address("decision/D-1") };
        assert_eq!(changes.lapsed, [half], "{change}");
        assert!(desk.entry("decision/D-1").pending.is_empty(), "{change}");
        desk.does("sec-b", "take decision/D-1");
        assert_eq!(desk.state("decision/D-1"), "proposed", "{change}: the first half is gone");
    }
}

#[test]
fn to_read_a_text_changes_no_version() {
    let mut desk = proposed();
    desk.does("sec-a", "translate decision/D-1 | title.zh=建桥");
    desk.does("sec-b", "take decision/D-1");
    let changes = desk.does("reviewer-a", "review decision/D-1 | text: title.zh");
    assert_eq!(changes.lapsed, []);
    desk.does("sec-a", "take decision/D-1");
    assert_eq!(desk.state("decision/D-1"), "taken");
}

#[test]
fn another_act_makes_the_halves_of_all_others_lapse() {
    let mut desk = Desk::new();
    desk.does("sec-b", "cancel session/S-1 | because: no room");
    desk.does("sec-a", "confirm session/S-1");
    let changes = desk.does("sec-b", "confirm session/S-1");
    let half = Lapsed { side: Side::B, act: "cancel", entry: address("session/S-1") };
    assert!(changes.lapsed.contains(&half));
    assert_eq!(desk.state("session/S-1"), "confirmed");
    assert!(desk.entry("session/S-1").pending.is_empty());
}

#[test]
fn a_half_does_not_outlive_what_follows_from_an_act_elsewhere() {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "create project/P-1 | title.en=Port | parties=A-1;B-1 | fields=trade"),
        ("chair-a", "agree project/P-1"),
        ("chair-b", "agree project/P-1"),
        ("sec-a", "suspend project/P-1 | because: floods"),
        ("sec-a", "create change_request/CR-1 | project=P-1 | text.en=Why | changes=amount=5"),
    ]);
    let changes = desk.does("sec-a", "open change_request/CR-1");
    let half = Lapsed { side: Side::A, act: "suspend", entry: address("project/P-1") };
    assert_eq!(changes.lapsed, [half], "and whoever opens it is told");
    desk.all_do(&[
        ("chair-b", "decline change_request/CR-1 | because: no"),
        ("sec-b", "suspend project/P-1 | because: floods"),
    ]);
    assert_eq!(desk.state("project/P-1"), "agreed", "the half was given before the project was changed");
}

#[test]
fn a_change_that_changes_nothing_lapses_nothing() {
    let mut desk = proposed();
    desk.does("sec-a", "take decision/D-1");
    let version = desk.entry("decision/D-1").version;
    let changes = desk.does("sec-b", "amend decision/D-1 | title.en=Build");
    assert!(changes.writes.is_empty() && changes.lapsed.is_empty());
    assert_eq!(desk.entry("decision/D-1").version, version);
    assert!(desk.entry("decision/D-1").pending.contains_key("take"));
}

#[test]
fn a_half_is_taken_back_until_the_other_arrives() {
    let mut desk = proposed();
    desk.does("sec-a", "take decision/D-1");
    assert_eq!(desk.refuses("sec-b", "back:take decision/D-1"), "nothing-to-take-back");
    desk.does("chair-a", "back:take decision/D-1");
    assert!(desk.entry("decision/D-1").pending.is_empty());
    assert_eq!(desk.refuses("sec-a", "back:take decision/D-1"), "nothing-to-take-back");
    desk.all_do(&[("sec-b", "take decision/D-1"), ("sec-a", "take decision/D-1")]);
    assert_eq!(desk.refuses("sec-a", "back:take decision/D-1"), "no-transition");
    assert_eq!(desk.state("decision/D-1"), "taken");
}

#[test]
fn both_confirm_the_same_proposal_or_none() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create commitment/C-1 | title.en=Send a list | due=2026-03-01");
    desk.does("sec-a", "postpone commitment/C-1 | due=2026-06-01 | because: the list grew");
    let other = "postpone commitment/C-1 | due=2026-09-01 | because: later still";
    assert_eq!(desk.refuses("sec-b", other), "other-proposal");
    desk.does("sec-b", "postpone commitment/C-1 | due=2026-06-01 | because: agreed");
    assert_eq!(desk.cell("commitment/C-1", "due"), "2026-06-01");
    desk.does("chair-a", "postpone commitment/C-1 | due=2026-08-01 | because: again");
    desk.does("chair-b", "postpone commitment/C-1");
    assert_eq!(desk.cell("commitment/C-1", "due"), "2026-08-01", "confirmed as it was proposed");
    assert_eq!(desk.entry("commitment/C-1").reason.as_deref(), Some("again"), "the reason given comes along");
}

#[test]
fn what_is_proposed_is_not_written_before_both_agree() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create commitment/C-1 | title.en=Send a list | due=2026-03-01");
    desk.does("sec-b", "postpone commitment/C-1 | due=2026-06-01 | because: please");
    assert_eq!(desk.cell("commitment/C-1", "due"), "2026-03-01");
}

#[test]
fn a_reason_is_asked_of_the_first_half() {
    let mut desk = Desk::new();
    assert_eq!(desk.refuses("sec-a", "cancel session/S-1"), "reason");
    assert_eq!(desk.refuses("sec-a", "cancel session/S-1 | because:   "), "reason");
    desk.does("sec-a", "cancel session/S-1 | because: no room");
    desk.does("sec-b", "cancel session/S-1");
    assert_eq!(desk.entry("session/S-1").reason.as_deref(), Some("no room"));
}

/// A desk with a decision, side A's key in the register, and the key.
pub fn with_key() -> (Desk, SigningKey) {
    let mut desk = proposed();
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = hex(key.verifying_key().as_bytes());
    desk.does("admin-a", &format!("create key/KEY-A | side=a | public={public}"));
    desk.does("admin-b", &format!("create key/KEY-B | side=b | public={public}"));
    (desk, key)
}

/// The half of a user, signed as if it were with `named`.
pub fn sign(desk: &mut Desk, user: &str, named: &str, key: &SigningKey) -> Result<(), String> {
    let mut request = desk.request("take decision/D-1");
    let entry = desk.entry("decision/D-1");
    let row = entry.kind().row("take", entry.state).unwrap();
    let hash = hash_to_sign(entry, row, &entry.fields);
    let signature = hex(&key.sign(&message(&entry.address, "take", &hash)).to_bytes());
    request.signed = Some(Signed { key: address(named), signature });
    let done = desk.act(&desk.actor(user), &request);
    done.map(drop).map_err(|faults| crate::desk::sentences(&faults))
}

#[test]
fn a_signature_is_checked_against_the_key_of_the_side() {
    let (mut desk, key) = with_key();
    let wrong = SigningKey::from_bytes(&[8; 32]);
    assert!(sign(&mut desk, "chair-a", "key/KEY-A", &wrong).unwrap_err().contains("signature"));
    assert!(sign(&mut desk, "chair-a", "key/KEY-B", &key).unwrap_err().contains("no active key of side A"));
    assert!(sign(&mut desk, "chair-a", "key/NONE", &key).unwrap_err().contains("no active key"));
    sign(&mut desk, "chair-a", "key/KEY-A", &key).unwrap();
    let half = &desk.entry("decision/D-1").pending["take"].halves[&Side::A];
    assert_eq!(half.signed.as_ref().map(|signed| &signed.key), Some(&address("key/KEY-A")));
}

#[test]
fn what_is_named_as_a_key_and_is_none_is_refused() {
    let (mut desk, key) = with_key();
    for named in ["user/chair-a", "region/A-1", "decision/D-1"] {
        assert!(sign(&mut desk, "chair-a", named, &key).unwrap_err().contains("no active key"), "{named}");
    }
}

#[test]
fn a_revoked_key_signs_nothing_more() {
    let (mut desk, key) = with_key();
    desk.does("admin-a", "revoke key/KEY-A | because: lost");
    assert!(sign(&mut desk, "chair-a", "key/KEY-A", &key).unwrap_err().contains("no active key"));
}

#[test]
fn a_half_without_a_key_is_unsigned_and_counts() {
    let (mut desk, key) = with_key();
    sign(&mut desk, "chair-a", "key/KEY-A", &key).unwrap();
    desk.does("chair-b", "take decision/D-1");
    let bound = desk.entry("decision/D-1").bound.as_ref().unwrap();
    assert!(bound.halves[&Side::A].signed.is_some() && bound.halves[&Side::B].signed.is_none());
}

#[test]
fn a_signature_fits_one_entry_one_act_and_one_version() {
    let (one, other): (Address, Address) = (address("decision/D-1"), address("decision/D-2"));
    let all = [
        message(&one, "take", "00"),
        message(&other, "take", "00"),
        message(&one, "supersede", "00"),
        message(&one, "take", "01"),
    ];
    for (k, message) in all.iter().enumerate() {
        assert!(all[k + 1..].iter().all(|other| other != message));
    }
}

#[test]
fn a_change_on_an_outdated_version_is_refused() {
    let mut desk = proposed();
    desk.does("sec-b", "amend decision/D-1 | text.en=A tunnel | seen: 1");
    assert_eq!(desk.refuses("sec-a", "amend decision/D-1 | text.en=A ferry | seen: 1"), "outdated");
    assert_eq!(desk.refuses("sec-a", "take decision/D-1 | seen: 1"), "outdated");
    assert_eq!(desk.refuses("sec-a", "take decision/D-1 | seen: 3"), "outdated");
    desk.does("sec-a", "take decision/D-1 | seen: 2");
    assert_eq!(desk.cell("decision/D-1", "text.en"), "A tunnel");
}
