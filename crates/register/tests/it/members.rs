//! Users, people, claims, interests: what one side keeps, and what is kept of people.

use register::Side;
use register::actor::Actor;
use register::entry::sha256;
use register::foundation::enrol;

use crate::desk::{Desk, address};

#[test]
fn a_one_time_token_is_used_once() {
    let mut desk = Desk::new();
    let (once, own) = (sha256(b"once"), sha256(b"own"));
    let line = format!("create user/U-1 | name=New | roles=secretariat | token={once}");
    desk.does("admin-b", &line);
    let invited = desk.entry("user/U-1").clone();
    assert_eq!(invited.side, Some(Side::B));
    assert!(Actor::of(&invited).is_err(), "who has not enrolled does not act");
    assert!(enrol(&invited, &sha256(b"other"), &own, desk.now).is_err());
    let write = enrol(&invited, &once, &own, desk.now).unwrap();
    desk.keep(&address("user/U-1"), write);
    let active = desk.entry("user/U-1").clone();
    assert_eq!((active.state, active.plain("token")), ("active", Some(own.as_str())));
    assert!(enrol(&active, &once, &sha256(b"thief"), desk.now).is_err(), "the token was used");
    assert!(enrol(&active, &own, &sha256(b"thief"), desk.now).is_err(), "nobody enrols twice");
    assert_eq!(desk.refuses("admin-b", "enrol user/U-1"), "no-transition");
    assert!(Actor::of(desk.entry("user/U-1")).is_ok());
}

#[test]
fn a_blocked_user_does_not_act() {
    let mut desk = Desk::new();
    assert_eq!(desk.refuses("admin-a", "block user/sec-a"), "reason");
    desk.does("admin-a", "block user/sec-a | because: left");
    assert!(Actor::of(desk.entry("user/sec-a")).is_err());
    desk.does("admin-a", "unblock user/sec-a");
    assert!(Actor::of(desk.entry("user/sec-a")).is_ok());
}

#[test]
fn an_administrator_keeps_the_users_of_one_side() {
    let mut desk = Desk::new();
    for line in [
        "create user/U-1 | name=New | roles=secretariat | side=b",
        "create key/KEY-1 | side=b | public=0000000000000000000000000000000000000000000000000000000000000000",
    ] {
        assert_eq!(desk.refuses("admin-a", line), "refused", "{line}");
    }
    assert_eq!(desk.refuses("admin-a", "amend user/sec-a | side=b"), "side-stays");
    assert_eq!(
        desk.refuses("admin-a", "amend user/admin-a | roles=administrator; secretariat"),
        "administrator-only"
    );
    assert_eq!(desk.refuses("admin-a", "amend user/sec-b | name=Mine"), "not-found");
    assert_eq!(desk.refuses("admin-a", "block user/sec-b | because: no"), "not-found");
    assert_eq!(desk.refuses("sec-a", "amend user/sec-a | roles=co_chair"), "refused");
}

#[test]
fn the_person_who_asks_is_erased() {
    let mut desk = Desk::new();
    desk.does("sec-a", "create person/PER-1 | title.en=Zoe Doe | email=zoe@example.org | languages=en");
    desk.does("sec-a", "amend person/PER-1 | phone=12345");
    assert_eq!(desk.refuses("sec-b", "erase person/PER-1 | because: asked"), "refused");
    assert_eq!(desk.refuses("sec-a", "erase person/PER-1"), "reason");
    let changes = desk.does("admin-a", "erase person/PER-1 | because: asked");
    assert!(changes.writes[0].erases);
    let person = desk.entry("person/PER-1");
    assert_eq!((person.state, person.fields.keys().copied().collect::<Vec<_>>()), ("erased", vec!["side"]));
    let left: String =
        desk.chain.iter().flat_map(|it| &it.content).map(|content| content.body.as_str()).collect();
    for word in ["Zoe", "zoe@", "12345"] {
        assert!(!left.contains(word), "{word}");
    }
    assert_eq!(desk.refuses("sec-a", "amend person/PER-1 | title.en=Zoe Doe"), "locked");
}

#[test]
fn what_an_office_did_stays_on_record() {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("sec-a", "create person/PER-1 | title.en=Zoe Doe"),
        ("sec-a", "create person/PER-2 | title.en=Kim Roe | public_office=yes"),
        ("sec-a", "create person/PER-3 | title.en=Lou Poe"),
        ("sec-a", "create office/OFF-1 | title.en=Mayor"),
        ("sec-a", "create post/POST-1 | person=PER-1 | office=OFF-1"),
        ("sec-a", "create post/POST-3 | person=PER-3 | organisation=ORG-A"),
        ("sec-a", "leave post/POST-1 | end=2026-01"),
    ]);
    for person in ["PER-1", "PER-2"] {
        assert_eq!(desk.refuses("sec-a", &format!("erase person/{person} | because: asked")), "holds-office");
    }
    desk.does("sec-a", "erase person/PER-3 | because: asked");
}

#[test]
fn of_several_claims_one_is_preferred() {
    let mut desk = Desk::new();
    for (key, of, value) in [
        ("CL-1", "since", "2003"),
        ("CL-2", "since", "2002"),
        ("CL-3", "since", "2001"),
        ("CL-4", "name", "X"),
    ] {
        let line =
            format!("create claim/{key} | about=region/A-1 | property={of} | value={value} | source=a book");
        desk.does("officer-a", &line);
    }
    desk.does("sec-a", "prefer claim/CL-4");
    desk.does("sec-a", "prefer claim/CL-1");
    desk.does("sec-b", "prefer claim/CL-2");
    let states = ["CL-1", "CL-2", "CL-3", "CL-4"].map(|key| desk.state(&format!("claim/{key}")));
    assert_eq!(states, ["normal", "preferred", "normal", "preferred"]);
    desk.does("sec-a", "deprecate claim/CL-2 | because: a misprint");
    desk.does("sec-a", "prefer claim/CL-3");
    assert_eq!(desk.state("claim/CL-2"), "deprecated", "what was ranked lower by hand is not touched");
    assert_eq!(desk.refuses("sec-a", "amend claim/CL-1 | value=1999"), "locked");
}

#[test]
fn an_interest_moves_the_profile_it_is_about() {
    let mut desk = Desk::new();
    desk.all_do(&[
        ("company-a", "create partner_profile/PP-1 | organisation=ORG-A | type=offer | title.en=Pumps | text.en=We make pumps | fields=trade"),
        ("company-a", "submit partner_profile/PP-1"),
        ("sec-a", "publish partner_profile/PP-1"),
        ("company-b", "create interest/I-1 | partner_profile=PP-1 | organisation=ORG-B | text.en=Please"),
    ]);
    assert_eq!(desk.state("partner_profile/PP-1"), "interest");
    assert_eq!(desk.refuses("sec-b", "answer interest/I-1"), "refused");
    desk.does("sec-a", "answer interest/I-1");
    desk.does("sec-a", "introduce partner_profile/PP-1");
    desk.does("company-b", "create interest/I-2 | partner_profile=PP-1 | organisation=ORG-B | text.en=Again");
    assert_eq!(desk.state("partner_profile/PP-1"), "introduced", "what is further on stays there");
}

#[test]
fn the_interest_of_an_organisation_moves_nothing_it_cannot_see() {
    let mut desk = Desk::new();
    let profile = "create partner_profile/PP-1 | organisation=ORG-A | type=offer | title.en=Pumps | text.en=x | fields=trade";
    desk.does("company-a", profile);
    let interest = "create interest/I-1 | partner_profile=PP-1 | organisation=ORG-B | text.en=Please";
    let hidden = desk.refuses("company-b", interest);
    assert_eq!(hidden, desk.refuses("company-b", &interest.replace("PP-1", "PP-9")));
}
