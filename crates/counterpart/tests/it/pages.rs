//! Pages and reports as a reader meets them, in a real browser: on a phone and on a desk.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use testbed::{Browser, Setup};

use crate::Folder;

const PHONE: u32 = 390;
const DESK: u32 = 1280;

/// What is asked of a page. A figure speaks when a screen reader finds a name for it.
const LOOK: &str = "
    const root = document.documentElement;
    const speaks = figure => figure.getAttribute('aria-hidden') === 'true' || figure.hasAttribute('aria-label')
        || figure.hasAttribute('aria-labelledby') || figure.querySelector(':scope > title') !== null;
    const name = element => element.tagName + '.' + (element.getAttribute('class') || '');
    const wide = [...document.body.querySelectorAll('*')].filter(element =>
        element.scrollWidth > root.clientWidth && getComputedStyle(element).overflowX === 'visible');
    return {
        lang: root.lang,
        title: document.title,
        headings: document.querySelectorAll('h1').length,
        visible: root.clientWidth,
        needed: root.scrollWidth,
        wide: wide.slice(0, 5).map(name),
        outside: performance.getEntriesByType('resource').map(entry => entry.name)
            .filter(name => !name.startsWith('file:') && !name.startsWith('data:')),
        scripts: document.scripts.length,
        silent: [...document.querySelectorAll('svg')].filter(figure => !speaks(figure)).map(name),
        links: [...document.querySelectorAll('a[href]')].map(link => link.href.split('#')[0])
            .filter(link => link.startsWith('file:')),
    };";

#[test]
fn the_demo_in_a_browser() {
    let folder = Folder::new();
    let browsers = Browsers::start();
    let run = folder.run(["demo", "--out", "."]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let pages = browsers.check(folder.0.path());
    for language in ["en", "zh", "ru"] {
        let index = folder.0.path().join(format!("index.{language}.html"));
        assert!(pages.contains(&index), "the demo writes {}", index.display());
    }
}

#[test]
fn a_report_in_a_browser() {
    let folder = Folder::new();
    let browsers = Browsers::start();
    folder.write("flows.csv", line_of_regions());
    for language in ["en", "zh", "ru"] {
        let sides = ["--side-a", "R00,R01,R02,R03", "--side-b", "R08,R09,R10"];
        let run = folder
            .run([&["weaklinks", "flows.csv", "--lang", language, "--out", language], &sides[..]].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    assert_eq!(browsers.check(folder.0.path()).len(), 3);
}

/// Five years of flows between fourteen regions on a line; one pair trades a fifth of what it could.
fn line_of_regions() -> String {
    let mut text = String::from("origin,destination,year,flow,distance_km,contiguous\n");
    let pairs = (0..14_i32).flat_map(|origin| (0..14_i32).map(move |destination| (origin, destination)));
    for (origin, destination) in pairs.filter(|(origin, destination)| origin != destination) {
        let apart = (origin - destination).abs();
        let distance = 100 + 90 * apart + 7 * (origin * destination % 5);
        for year in 2000..2005 {
            let shock = f64::from((origin * 31 + destination * 17 + year * 13) % 11 - 5) / 25.0;
            let sizes = f64::from((1 + origin % 4) * (2 + destination % 3));
            let weak = if (origin, destination) == (1, 9) { 0.2 } else { 1.0 };
            let flow = 1e7 * sizes / f64::from(distance) * shock.exp() * weak;
            let contiguous = i32::from(apart == 1);
            writeln!(text, "R{origin:02},R{destination:02},{year},{flow:.1},{distance},{contiguous}")
                .expect("a String takes everything");
        }
    }
    text
}

/// The two screens.
struct Browsers {
    phone: Browser,
    desk: Browser,
}

impl Browsers {
    fn start() -> Self {
        Browsers { phone: Browser::start(Setup::phone()), desk: Browser::start(Setup::desk()) }
    }

    /// Looks at every page of a folder on both screens.
    fn check(&self, folder: &Path) -> Vec<PathBuf> {
        let mut pages = Vec::new();
        collect(folder, &mut pages);
        let mut faults = Vec::new();
        for page in &pages {
            for (browser, width) in [(&self.phone, PHONE), (&self.desk, DESK)] {
                browser.open(&format!("file://{}", page.display()));
                let name = page.strip_prefix(folder).unwrap_or(page).display();
                let found = faults_of(page, &browser.evaluate(LOOK), width);
                faults.extend(found.into_iter().map(|fault| format!("{name} at {width}: {fault}")));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        pages
    }
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the demo's folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path);
        }
    }
}

fn faults_of(page: &Path, seen: &Value, width: u32) -> Vec<String> {
    let mut faults = Vec::new();
    let list = |key: &str| seen[key].as_array().cloned().unwrap_or_default();
    // On a phone a page that is too wide is zoomed out, so its visible width grows: compare with the screen's.
    let needed = seen["needed"].as_u64().unwrap_or(u64::MAX);
    if needed > u64::from(width) || seen["needed"].as_u64() > seen["visible"].as_u64() {
        faults.push(format!("needs {needed} points, because of {}", seen["wide"]));
    }
    let language = seen["lang"].as_str().unwrap_or_default().split('-').next().unwrap_or_default();
    let path = page.to_string_lossy();
    if !path.contains(&format!(".{language}.")) && !path.contains(&format!("/{language}/")) {
        faults.push(format!("says its language is {}", seen["lang"]));
    }
    if seen["title"].as_str().is_none_or(str::is_empty) || seen["headings"] != 1 {
        faults.push(format!("title {}, {} headings of the first order", seen["title"], seen["headings"]));
    }
    if seen["scripts"] != 0 {
        faults.push(format!("{} scripts", seen["scripts"]));
    }
    for (key, what) in [("outside", "is fetched from outside"), ("silent", "is a figure without a name")] {
        faults.extend(list(key).iter().map(|entry| format!("{entry} {what}")));
    }
    let broken = list("links").into_iter().filter(|link| {
        let path = link.as_str().and_then(|link| link.strip_prefix("file://")).unwrap_or_default();
        !Path::new(&path.replace("%20", " ")).exists()
    });
    faults.extend(broken.map(|link| format!("{link} leads nowhere")));
    faults
}
