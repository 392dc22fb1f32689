//! `counterpart demo`: the pages are there, in three languages, and need nothing else.

use std::path::Path;

use super::{Folder, Run, counterpart, shared_data};

const LANGUAGES: [&str; 3] = ["en", "zh", "ru"];

/// Runs the demonstration with the data folder given.
fn demo(out: &Path, data: &Path) -> Run {
    let mut command = counterpart();
    command.args(["demo", "--out"]).arg(out).env("COUNTERPART_DATA", data);
    command.output().expect("the program runs").into()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_demonstration_is_whole() {
    let root = Folder::new();
    let out = root.0.path().join("new/demo");
    // One run for everything: it is the longest command there is.
    let data = shared_data("real_trade_is_shown_where_the_data_are_at_hand");
    let run = demo(&out, data.as_deref().unwrap_or(root.0.path()));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut pages = vec!["index", "trade-simulated.report", "friendly-ties"];
    pages.extend(data.map(|_| "trade-between-country-groups.report"));
    for language in LANGUAGES {
        assert!(run.stdout.contains(&format!("index.{language}.html")), "it says where to look");
        for page in &pages {
            let name = format!("{page}.{language}.html");
            let html = read(&out, &name);
            check_page(&out, &name, &html);
            let tag = if language == "zh" { "zh-Hans" } else { language };
            assert!(html.contains(&format!("<html lang=\"{tag}\"")), "{name} says its language");
            let led_to = format!("href=\"{name}");
            assert!(
                read(&out, &format!("index.{language}.html")).contains(&led_to),
                "the index leads to {name}"
            );
        }
        let trade = read(&out, &format!("trade-simulated.report.{language}.html"));
        let word = match language {
            "zh" => "模拟",
            "ru" => "модел",
            _ => "imulated",
        };
        let title = trade.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        assert!(title.is_some_and(|title| title.contains(word)), "{language}: {title:?}");
    }
    check_index(&read(&out, "index.en.html"));
    check_truth(&read(&out, "trade-simulated.truth.csv"));
    check_ties(&read(&out, "friendly-ties.en.html"));
    assert_eq!(read(&out, "friendly-ties.csv").lines().count(), 1 + 31 * 83);
}

/// No outside resource, no unresolved text, and every link to a file of the folder leads somewhere.
fn check_page(out: &Path, name: &str, html: &str) {
    for marker in ["\u{27e6}", "{ $", "{{", "NaN"] {
        assert!(!html.contains(marker), "{name} contains {marker}");
    }
    for resource in ["src=", "<link", "@import", "url(", "<script src", "<iframe", "<object"] {
        assert!(!html.contains(resource), "{name} refers to {resource}");
    }
    for target in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        if target.starts_with("http://") || target.starts_with("https://") {
            continue;
        }
        let (file, place) = target.split_once('#').unwrap_or((target, ""));
        let page = if file.is_empty() { html.to_owned() } else { read(out, file) };
        assert!(
            place.is_empty() || page.contains(&format!("id=\"{place}\"")),
            "{name} links to {target}, which has no such place"
        );
    }
}

fn check_index(html: &str) {
    for fact in ["29 April 2012", "Kazan", "Mikhail Babich", "69", "58", "eleven", "Tatarstan", "Sichuan"] {
        assert!(html.contains(fact), "the index does not say {fact}");
    }
    let sessions = html.matches("<time").count();
    assert_eq!(sessions, 12);
    let found =
        html.split("Of the first 20 links that the report shows, ").nth(1).expect("the truth is told");
    let found: usize = found.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    // One link in twenty is planted: chance would find one.
    assert!(found >= 12, "{found} of the first 20 are planted");
}

fn check_truth(truth: &str) {
    assert!(truth.starts_with("origin,destination,lambda,planted\n"));
    let planted = truth.lines().filter(|line| line.ends_with(",1")).count();
    assert_eq!(planted, 257, "one in twenty of 2 x 31 x 83");
}

fn check_ties(html: &str) {
    assert!(html.contains("single out no pair") && html.contains("not a finding"));
    assert!(html.contains("31 ties in 25 of 84 pairs. For 10 of them the source names no act."));
    assert_eq!(html.matches("<tr><th scope=\"row\">").count(), 84 + 5, "every pair, and five terms");
    let head = html.find("383").expect("coverage is told");
    assert!(head < html.find("id=\"inventory\"").expect("the inventory"), "coverage stands at the head");
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_before_the_work() {
    let root = Folder::new();
    let file = root.write("file", "");
    let run = demo(&file.join("below"), root.0.path());
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[not-writable]"), "{}", run.stderr);
    assert_eq!(root.files(), ["file"]);
}
