//! Every kind of page at both widths in three languages: pictures of it, and whether it can be read by everybody.

use std::path::{Path, PathBuf};

use serde_json::Value;
use testbed::{Browser, Setup};

use super::site::{LANGUAGES, Site};
use super::walk::places;

/// What is asked of a page. It moves nothing once it is drawn, not even when its script has run.
const LOOK: &str = "
    const root = document.documentElement;
    const name = element => element.tagName + '.' + (element.getAttribute('class') || '');
    const wide = [...document.body.querySelectorAll('*')].filter(element =>
        element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest('.scroll, .skip'));
    let shift = 0;
    const moved = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        shift += entry.value;
        moved.push(...entry.sources.map(source => source.node ? name(source.node.parentElement ?? source.node) : ''));
    }))
        .observe({ type: 'layout-shift', buffered: true });
    const seen = () => ({
        lang: root.lang,
        title: document.title,
        headings: document.querySelectorAll('h1').length,
        needed: root.scrollWidth,
        wide: wide.slice(0, 5).map(name),
        shift,
        moved: moved.slice(0, 5),
        outside: performance.getEntriesByType('resource').map(entry => entry.name)
            .filter(name => !name.startsWith(location.origin)),
    });
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(seen()))));";

#[test]
fn every_page_on_a_phone() {
    look(Setup::phone(), 390);
}

#[test]
fn every_page_at_a_desk() {
    look(Setup::desk(), 1280);
}

#[test]
fn every_page_in_the_dark() {
    let site = Site::exercise();
    let browser = Browser::start(Setup::desk().in_the_dark());
    let mut faults = Vec::new();
    for place in places() {
        let path = format!("/zh{place}");
        browser.open(&site.at(&path));
        faults.extend(browser.axe().into_iter().map(|violation| format!("{path}: {violation:?}")));
    }
    assert_eq!(browser.evaluate("return matchMedia('(prefers-color-scheme: dark)').matches"), true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn look(setup: Setup, width: u64) {
    let site = Site::exercise();
    let browser = Browser::start(setup);
    let mut faults = Vec::new();
    for lang in LANGUAGES {
        for place in places() {
            let path = format!("/{lang}{place}");
            browser.open(&site.at(&path));
            let mut found = faults_of(&browser.evaluate(LOOK), lang, width);
            found.extend(browser.axe().iter().map(|violation| format!("{violation:?}")));
            found.extend(browser.console_errors());
            browser.screenshot(&picture(&path, width));
            faults.extend(found.into_iter().map(|fault| format!("{path} at {width}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults_of(seen: &Value, lang: &str, width: u64) -> Vec<String> {
    let mut faults = Vec::new();
    // On a phone a page that is too wide is zoomed out, so its visible width grows: compare with the screen's.
    if seen["needed"].as_u64().is_none_or(|needed| needed > width) {
        faults.push(format!("needs {} points, because of {}", seen["needed"], seen["wide"]));
    }
    if seen["shift"].as_f64().is_none_or(|shift| shift >= 0.01) {
        faults.push(format!("moves {} by {} while it is drawn", seen["moved"], seen["shift"]));
    }
    if seen["lang"].as_str().is_none_or(|said| said.split('-').next() != Some(lang)) {
        faults.push(format!("says its language is {}", seen["lang"]));
    }
    if seen["title"].as_str().is_none_or(str::is_empty) || seen["headings"] != 1 {
        faults.push(format!("title {}, {} headings of the first order", seen["title"], seen["headings"]));
    }
    if seen["outside"].as_array().is_none_or(|outside| !outside.is_empty()) {
        faults.push(format!("fetches {}", seen["outside"]));
    }
    faults
}

/// Where the picture of a page is written: `target/screenshots/en-recommendation-R-201-390.png`.
fn picture(path: &str, width: u64) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
    std::fs::create_dir_all(&folder).expect("the folder of build results can be written");
    let name: String = path[1..]
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '-' })
        .collect();
    folder.join(format!("{name}-{width}.png"))
}
