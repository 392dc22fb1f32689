//! What one side keeps for itself is on no page that the other side or the public can get: no list, entry, history,
//! search, form, audit, error, header, log.

use std::collections::{BTreeSet, VecDeque};

use super::form::decoded;
use super::site::{Client, Page, Site};

/// What a page says, wherever: in its text, its headers, where it leads.
fn said(page: &Page) -> String {
    format!("{}{}", page.all_headers(), decoded(&page.html))
}

/// Every page that links lead to. Of lists it follows pages, and no other question: filters and orders hide and sort
/// what is there.
fn walk(client: &Client, mut look: impl FnMut(&str, &Page)) -> usize {
    let mut known = BTreeSet::new();
    let mut open: VecDeque<String> =
        ["", "/desk", "/audit", "/search"].map(|it| format!("/{}{it}", client.lang)).into();
    for kind in register::kinds::ALL {
        open.push_back(format!("/{}/{}", client.lang, kind.plural.replace('_', "-")));
        open.push_back(format!("/{}/new/{}", client.lang, kind.name.replace('_', "-")));
    }
    while let Some(place) = open.pop_front() {
        if !known.insert(place.clone()) {
            continue;
        }
        let page = client.get(&place);
        look(&place, &page);
        open.extend(links(client, &page).filter(|place| !known.contains(place)));
    }
    known.len()
}

/// Pages of the same language that a page leads to.
fn links(client: &Client, page: &Page) -> impl Iterator<Item = String> {
    let own = format!("/{}/", client.lang);
    let all: Vec<String> =
        page.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(decoded).collect();
    all.into_iter().filter(move |place| place.starts_with(&own)).filter(|place| {
        let question = place.split_once('?').map_or("", |(_, question)| question);
        question.is_empty() || question.starts_with("page=") || question.starts_with("until=")
    })
}

fn nothing_leaks(who: Option<&str>, markers: &[&str]) {
    let site = Site::start();
    let client = who.map_or_else(|| site.nobody(), |user| site.enter(user));
    let mut n_found = 0;
    let n_pages = walk(&client, |place, page| {
        let said = said(page);
        for marker in markers {
            assert!(!said.contains(marker), "{who:?} reads {marker} at {place}: {said}");
        }
        n_found += usize::from(page.status == 200);
    });
    assert!(n_found > 500, "{n_found} of {n_pages} pages were there");
    for marker in markers {
        // The words that were asked for are said back, as often as words that stand nowhere.
        let search = |words: &str| {
            let page = client.get(&format!("/{}/search?q={words}", client.lang));
            main_of(&page).replace(words, "WORDS")
        };
        assert_eq!(search(marker), search(&marker.replace("MARKER", "NOBODY")), "{who:?}");
    }
    hidden_is_not_there(&client, if markers.contains(&"MARKERALPHA") { "A" } else { "B" });
    assert!(!site.log().contains("MARKER"), "{}", site.log());
}

/// The main part of a page: the picture of its address, below, differs with the address.
fn main_of(page: &Page) -> String {
    // An answer without a page, such as that to a form where none can be sent, has no parts.
    let main = page.html.split_once("<main").map_or(page.html.as_str(), |(_, main)| main);
    decoded(main.split("<footer").next().unwrap_or(main))
}

/// What is hidden is answered as what was never there.
fn hidden_is_not_there(client: &Client, side: &str) {
    let lang = client.lang;
    for rest in ["", "/history", "/texts", "/act/amend", "/act/withdraw"] {
        let [hidden, never] = ["1", "never"].map(|key| {
            let key = format!("N-{side}-{key}");
            let page = client.get(&format!("/{lang}/note/{key}{rest}"));
            (page.status, main_of(&page).replace(&key, "KEY"))
        });
        assert_eq!(hidden, never, "{rest}");
        let [hidden, never] = ["1", "never"].map(|key| {
            let key = format!("N-{side}-{key}");
            let page =
                client.post(&format!("/{lang}/note/{key}{rest}"), &[("on_version", "1"), ("text.en", "x")]);
            (page.status, main_of(&page).replace(&key, "KEY"))
        });
        assert_eq!(hidden, never, "{rest}");
    }
}

#[test]
fn side_b_reads_nothing_that_side_a_keeps_for_itself() {
    nothing_leaks(Some("b-secretariat"), &["MARKERALPHA"]);
}

#[test]
fn side_a_reads_nothing_that_side_b_keeps_for_itself() {
    nothing_leaks(Some("a-secretariat"), &["MARKERBETA"]);
}

#[test]
fn the_public_reads_nothing_that_a_side_keeps_for_itself() {
    nothing_leaks(None, &["MARKERALPHA", "MARKERBETA"]);
}

#[test]
fn the_walk_finds_what_may_be_read() {
    let site = Site::start();
    let client = site.enter("a-secretariat");
    let mut found = BTreeSet::new();
    walk(&client, |place, page| {
        if said(page).contains("MARKERALPHA") {
            found.insert(place.to_owned());
        }
    });
    for place in ["/zh/note/N-A-1", "/zh/note/N-A-1/history", "/zh/note/N-A-1/act/amend", "/zh/notes"] {
        assert!(found.contains(place), "the walk reads the own side's words at {place}: {found:?}");
    }
}
