//! Pages are in their language: no word of the interface is left in English, and Russian plurals are right.

use std::collections::{BTreeMap, BTreeSet};

use testbed::{Browser, Setup};

use super::site::{LANGUAGES, Site};
use super::walk::places;

/// What a page says in its own language: texts, and names that only a screen reader speaks. What is marked with
/// another language is not of the page's; keys and hashes are of none.
const SAID: &str = "
    const own = element => {
        const tongue = element.closest('[lang]');
        return tongue === document.documentElement && !element.closest('code, .code, time, script');
    };
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (own(walker.currentNode.parentElement)) said.push(walker.currentNode.data);
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label'])
        for (const element of document.querySelectorAll(`[${name}]`)) if (own(element)) said.push(element.getAttribute(name));
    return said.map(text => text.trim().replace(/\\s+/g, ' ')).filter(text => /\\p{L}/u.test(text));";

#[test]
fn no_word_of_the_interface_is_left_in_english() {
    let site = Site::exercise();
    let browser = Browser::start(Setup::desk());
    let mut faults = BTreeMap::<String, String>::new();
    for place in places() {
        let [english, others @ ..] =
            LANGUAGES.map(|lang| said(&browser, &site.at(&format!("/{lang}{place}"))));
        assert!(english.len() > 10, "{place}: {english:?}");
        for (lang, other) in LANGUAGES[1..].iter().zip(&others) {
            let same = other.intersection(&english).filter(|text| !is_same(text));
            faults.extend(same.map(|text| (text.clone(), format!("/{lang}{place}"))));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn said(browser: &Browser, address: &str) -> BTreeSet<String> {
    browser.open(address);
    let said = browser.evaluate(SAID);
    said.as_array().into_iter().flatten().filter_map(|text| Some(text.as_str()?.to_owned())).collect()
}

/// What is the same in every language: the name of the software, addresses, and zones of time by their codes.
fn is_same(text: &str) -> bool {
    // The program and the formats of files are called so everywhere.
    ["Counterpart", "CSV", "XLSX"].contains(&text)
        || text.contains("://")
        || text.contains('@')
        || text.starts_with("Etc/")
        || is_of_data(text)
}

/// Periods and units stand as the table of flows has them.
fn is_of_data(text: &str) -> bool {
    text.ends_with("million USD") || text.get(4..6) == Some("-Q")
}

#[test]
fn russian_plurals_are_right() {
    let site = Site::exercise();
    let mut seen = BTreeSet::new();
    for kind in register::kinds::ALL {
        let plural = kind.plural.replace('_', "-");
        let lists = kind.states.iter().map(|state| format!("/ru/{plural}?state={state}"));
        for path in lists.chain([format!("/ru/{plural}")]) {
            seen.extend(counted(&site.get(&path)));
        }
    }
    for n in [1, 2, 5, 21] {
        assert!(seen.contains(&n), "no list of {n} in {seen:?}");
    }
}

/// How many entries a list says it has, by the right word; none where there is no list, or nothing in it.
fn counted(answer: &testbed::http::Answer) -> Option<usize> {
    let html = String::from_utf8_lossy(&answer.body);
    let said = html.split_once("role=\"status\">")?.1.split('<').next()?;
    let (number, word) = said.split_once(' ')?;
    let n: usize = number.parse().ok()?;
    let right = match (n % 10, n % 100) {
        (1, 1 | 21..) => "запись",
        (2..=4, 2..=4 | 22..) => "записи",
        _ => "записей",
    };
    assert_eq!(word, right, "{said}");
    Some(n)
}
