//! `counterpart analyse` from file to files.

use std::fmt::Write as _;

use super::{Folder, Run};

/// Ten regions over eight years; some pairs start a tie in different years, which raises their flow by a half at once and
/// by three quarters later. Nothing is random but the waves.
fn panel() -> String {
    let regions =
        ["CN-AH", "CN-HB", "CN-HN", "CN-JX", "CN-SC", "RU-KIR", "RU-NIZ", "RU-SAM", "RU-SAR", "RU-TA"];
    let mut text = "origin,destination,year,flow,tie,distance_km,crosses_border\n".to_owned();
    for year in 2001..=2008_u32 {
        for (i, origin) in regions.iter().enumerate() {
            for (j, destination) in regions.iter().enumerate() {
                if i == j {
                    continue;
                }
                let pair = i.min(j) * 10 + i.max(j);
                let start = [None, Some(2004), None, Some(2005), Some(2006)][pair % 5];
                let tied = start.is_some_and(|start| year >= start);
                let effect = match start {
                    Some(start) if year > start => 1.75,
                    Some(start) if year == start => 1.5,
                    _ => 1.0,
                };
                let border = u32::from(origin[..2] != destination[..2]);
                let distance = 300.0 + 170.0 * (i as f64 - j as f64).abs() + 2500.0 * f64::from(border);
                let wave =
                    f64::from((13 * i as u32 + 29 * j as u32 + 17 * year + 7 * (i as u32 * year)) % 23);
                let noise = 1.0 + 0.1 * (wave * 2.1).sin();
                let size = ((i + 2) * (j + 2)) as f64 * (1.0 + 0.02 * f64::from(year - 2001) * i as f64);
                let flow = 1e6 * effect * noise * size / distance;
                let tied = u32::from(tied);
                let _ = writeln!(text, "{origin},{destination},{year},{flow:.1},{tied},{distance},{border}");
            }
        }
    }
    text
}

fn effect(folder: &Folder, more: &[&str]) -> Run {
    folder.write("panel.csv", panel());
    let start = ["analyse", "effect", "panel.csv", "--treatment", "tie"];
    folder.run(start.iter().chain(more))
}

#[test]
fn an_effect_over_time_and_by_cohort() {
    let folder = Folder::new();
    let asked = ["--leads", "1", "--lags", "1", "--cohorts", "--out", "result", "--format", "json"];
    let json = effect(&folder, &asked).json();
    let near = |value: &serde_json::Value, truth: f64| {
        let value = value.as_f64().expect("a number");
        assert!((value - truth).abs() < 0.06, "{value} is not about {truth}");
    };
    near(&json["course"][2]["effect"]["estimate"], 1.5_f64.ln());
    near(&json["total"]["estimate"], 1.75_f64.ln());
    // Before the start and after the last year nothing is known of the lead.
    assert_eq!(json["n_obs"], 90 * 6);
    let dropped = json["file"]["dropped"].as_array().expect("a list");
    assert_eq!((&dropped[0]["reason"], &dropped[0]["n_rows"]), (&"unknown-shift".into(), &180.into()));
    assert!(json["leads"]["p_value"].as_f64().is_some());
    assert!(json["total"]["corrected"]["std_error"].as_f64() > Some(0.0));
    let cohorts = &json["cohorts"];
    assert_eq!(cohorts["by_start"].as_array().map(Vec::len), Some(3));
    near(&cohorts["by_since"][0]["effect"]["estimate"], 1.5_f64.ln());
    near(&cohorts["by_since"][1]["effect"]["estimate"], 1.75_f64.ln());
    let pairs = cohorts["comparison"]["never"].as_u64().zip(cohorts["comparison"]["starting"].as_u64());
    assert_eq!(pairs.map(|(never, starting)| never + starting), Some(90));

    let read =
        |name: &str| std::fs::read_to_string(folder.path("result").join(name)).expect("a file of the result");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&read("effect.json")).expect("JSON"), json);
    let csv = read("effect.csv");
    assert!(csv.starts_with("kind,of,estimate,std_error,p_value,low,high,corrected_estimate"), "{csv}");
    assert!(csv.contains("\ncumulative,-1,") && csv.contains("\ncohort,2004,") && csv.contains("\naverage,"));
    assert!(read("effect.svg").contains("<svg ") && read("effect.html").contains("<!doctype html>"));
}

#[test]
fn an_effect_is_told_in_three_languages() {
    let folder = Folder::new();
    for (language, word) in [("en", "flows are"), ("zh", "流量"), ("ru", "потоки")] {
        let run = effect(&folder, &["--lags", "1", "--cohorts", "--out", language, "--lang", language]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let page = std::fs::read_to_string(folder.path(language).join("effect.html")).expect("the page");
        for text in [&run.stdout, &page] {
            assert!(text.contains(word), "{text}");
            assert!(!text.contains('\u{27e6}'), "a key without a text:\n{text}");
        }
    }
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let folder = Folder::new();
    let with =
        |threads: &str| effect(&folder, &["--cohorts", "--format", "json", "--threads", threads]).stdout;
    assert_eq!(with("1"), with("3"));
}

#[test]
fn what_is_wrong_with_a_question_is_said() {
    let folder = Folder::new();
    let fails = |more: &[&str], code: i32, parts: &[&str]| {
        let run = effect(&folder, more);
        assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{more:?}: {}", run.stderr);
        for part in parts {
            assert!(run.stderr.contains(part), "{part:?} in\n{}", run.stderr);
        }
    };
    fails(&["--leads", "0"], 2, &["counted in periods from 1 on", "where: --leads, --lags"]);
    fails(&["--lags", "tie_lag"], 2, &["there is no column \"tie_lag\"", "--lags"]);
    fails(&["--periods", "1999"], 2, &["no period 1999", "2001 to 2008"]);
    fails(&["--border", "period"], 2, &["--border needs domestic flows"]);
    fails(&["--cohorts", "--pairs", "none"], 2, &["compare within"]);
    fails(&["--since", "2007"], 1, &["cannot be told", "does not change within any pair"]);
}

#[test]
fn chosen_links_stand_beside_links_as_weak() {
    let folder = Folder::new();
    folder.write("panel.csv", panel());
    folder.write("links.txt", "RU-SAM:CN-AH\nCN-HB:RU-TA\n");
    let start = ["analyse", "movement", "panel.csv", "--side-a", "CN-*", "--side-b", "RU-*"];
    let run = |more: &[&str]| folder.run(start.iter().chain(more));
    let windows = ["--choosing", "2001..2002", "--before", "2003..2004", "--after", "2005..2008"];
    let asked = |more: &[&'static str]| run(&[&["--links", "links.txt"], &windows[..], more].concat());
    let json = asked(&["--format", "json"]).json();
    assert_eq!(json["links"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["links"][0]["matches"].as_array().map(Vec::len), Some(5));
    assert_eq!(json["n_candidates"], 48);
    let change = |key: &str| json[key]["ratio"].as_f64().expect("a number");
    assert!((change("chosen") / change("matched") - change("difference")).abs() < 1e-9);
    for language in ["en", "zh", "ru"] {
        let text = asked(&["--lang", language]).stdout;
        assert!(text.contains("RU-SAM → CN-AH") && !text.contains('\u{27e6}'), "{text}");
    }
    let overlap =
        ["--choosing", "2001..2003", "--before", "2003", "--after", "2008", "--links", "RU-SAM:CN-AH"];
    let failed = run(&overlap);
    assert_eq!(failed.code, Some(2));
    assert!(failed.stderr.contains("must be there and lie apart"), "{}", failed.stderr);
    let unknown = run(&[&windows[..], &["--links", "RU-SAM>CN-AH,RU-SAM:CN-XX"]].concat());
    assert!(unknown.stderr.contains("is no link") && unknown.stderr.contains("CN-XX"), "{}", unknown.stderr);
}
