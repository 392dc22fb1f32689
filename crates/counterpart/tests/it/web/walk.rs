//! The pages of the site, found as a reader finds them: by following links from the front page.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

use super::markup::links;
use super::site::{Site, header, text};

/// Pages that are tested with what is done after them.
const ELSEWHERE: &[&str] = &["/login", "/desk"];

/// One place (an address without its language) for each kind of page and each kind of entry of the exercise, with
/// one list that is filtered; the front page is the empty place.
pub fn places() -> &'static [String] {
    static PLACES: OnceLock<Vec<String>> = OnceLock::new();
    PLACES.get_or_init(|| walk(Site::exercise()))
}

fn walk(site: &Site) -> Vec<String> {
    let mut known = BTreeMap::from([(String::new(), String::new())]);
    let mut to_read = VecDeque::from([String::new()]);
    while let Some(place) = to_read.pop_front() {
        let answer = site.get(&format!("/en{place}"));
        if !answer.header("content-type").any(|media_type| media_type.starts_with("text/html")) {
            known.retain(|_, other| *other != place);
            continue;
        }
        assert_eq!(answer.status, 200, "{place}");
        for link in links(&text(&answer)) {
            let Some(next) = link.strip_prefix("/en").filter(|next| !ELSEWHERE.contains(next)) else {
                continue;
            };
            if let Entry::Vacant(new) = known.entry(pattern(next)) {
                new.insert(next.to_owned());
                to_read.push_back(next.to_owned());
            }
        }
    }
    known.into_values().collect()
}

/// What pages of one kind have in common.
fn pattern(place: &str) -> String {
    let (path, question) = place.split_once('?').map_or((place, ""), |(path, _)| (path, "?"));
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts[..] {
        ["link", ..] => "link/RUN/FROM/TO".to_owned(),
        [kind, _] => format!("{kind}/KEY{question}"),
        [_, _, page] => format!("KIND/KEY/{page}{question}"),
        // Lists of many kinds are one kind of page.
        [list] if !question.is_empty() && list != "search" => "LIST?".to_owned(),
        _ => place.to_owned(),
    }
}

#[test]
fn the_walk_finds_every_kind_of_page() {
    let places = places();
    let expected = [
        "",
        "/news",
        "/roadmap",
        "/members",
        "/help",
        "/about-the-data",
        "/accessibility",
        "/sessions",
        "/recommendations",
        "/commitments",
        "/links",
        "/balance",
        "/map",
    ];
    for place in expected {
        assert!(places.iter().any(|found| found == place), "no {place} in {places:?}");
    }
    let entries: BTreeSet<&str> = places
        .iter()
        .filter_map(|place| place.split('/').nth(1).filter(|_| place.matches('/').count() == 2))
        .collect();
    for kind in
        ["session", "recommendation", "decision", "commitment", "project", "region", "bulletin", "opinion"]
    {
        assert!(entries.contains(kind), "no {kind} in {entries:?}");
    }
    assert!(places.iter().any(|place| place.ends_with("/history")), "no history in {places:?}");
}

#[test]
fn no_link_of_these_pages_leads_nowhere() {
    let site = Site::exercise();
    let mut all = BTreeSet::new();
    for place in places() {
        all.extend(links(&site.page(&format!("/en{place}"))));
    }
    all.retain(|link| !ELSEWHERE.iter().any(|place| link.ends_with(place)));
    assert!(all.len() > 300, "{}", all.len());
    let broken: Vec<&String> =
        all.iter().filter(|link| !matches!(site.get(link).status, 200 | 308)).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(header(&site.get("/en"), "content-type"), "text/html; charset=utf-8");
}
