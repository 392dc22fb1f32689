//! `counterpart convert`: published files to a table that the other commands read, or nothing.

use std::path::{Path, PathBuf};

use super::{Folder, Run};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../flows/samples").join(name)
}

fn convert(folder: &Folder, names: &[&str], options: &[&str]) -> Run {
    let files: Vec<String> = names.iter().map(|name| sample(name).display().to_string()).collect();
    let files = files.iter().map(String::as_str);
    folder.run(std::iter::once("convert").chain(files).chain(options.iter().copied()))
}

#[test]
fn years_of_baci_become_a_panel() {
    let folder = Folder::new();
    let years = ["BACI_HS17_Y2021_V000000.csv", "BACI_HS17_Y2022_V000000.csv"];
    let crosswalk = sample("baci-countries.csv").display().to_string();
    for out in ["trade.csv", "trade.parquet"] {
        let run = convert(&folder, &years, &["--crosswalk", &crosswalk, "--out", out]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        for part in ["9 rows of BACI", "6 flows to trade.", "1 row, not in crosswalk: 6 of ", "1 code: 490"] {
            assert!(run.stderr.contains(part), "{part:?} in\n{}", run.stderr);
        }
        let json = folder.run(["inspect", out, "--format", "json"]).json();
        assert_eq!(json["roles"]["flow"], "trade_usd");
        assert_eq!(json["periods"]["n"], 2);
        assert_eq!(json["flows"]["total"], 687_880.0);
    }
}

#[test]
fn co_publications_are_flows_without_direction() {
    let folder = Folder::new();
    let crosswalk = sample("openalex-regions.csv").display().to_string();
    let run =
        convert(&folder, &["openalex.jsonl"], &["--crosswalk", &crosswalk, "--zeros", "--out", "papers.csv"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for part in ["9 works of OpenAlex", "works of one region: 1\n", "1 row, retracted: 6 of", "2 codes: "] {
        assert!(run.stderr.contains(part), "{part:?} in\n{}", run.stderr);
    }
    let json = folder.run(["inspect", "papers.csv", "--format", "json"]).json();
    assert_eq!(json["roles"]["origin"], "region_a");
    assert_eq!(json["roles"]["flow"], "copublications");
    assert_eq!(json["flows"]["total"], 6.0);
}

#[test]
fn what_is_not_one_series_is_refused_and_the_old_table_stays() {
    let folder = Folder::new();
    folder.write("flows.csv", "old");
    let run = convert(&folder, &["comtrade.csv"], &["--out", "flows.csv"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    for part in [
        "error[mixed]: column \"flowCode\" has several values: M (2 rows), RX (1 row), X (6 rows)",
        "where: --where flowCode=...",
        "do:    choose with --where flowCode=VALUE",
        "column \"valuation\"",
    ] {
        assert!(run.stderr.contains(part), "{part:?} in\n{}", run.stderr);
    }
    assert_eq!(std::fs::read_to_string(folder.path("flows.csv")).expect("the old table"), "old");
    assert_eq!(folder.files(), ["flows.csv"]);
    let chosen =
        ["--where", "flowCode=X", "--where", "aggrLevel=0", "--where", "refYear=2021", "--out", "flows.csv"];
    let run = convert(&folder, &["comtrade.csv"], &chosen);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("2 rows, breakdown: 3, 4 of"), "{}", run.stderr);
}

#[test]
fn what_cannot_be_converted_leaves_nothing_behind() {
    let sides = ["--origin", "reporter", "--destination", "partner"];
    let cases: [(&str, &[&str], i32, &str); 6] = [
        ("sdmx-1.csv", &["--out", "x.csv"], 2, "error[no-regions]"),
        ("sdmx-1.csv", &[&sides[..], &["--out", "x.xlsx"]].concat(), 2, "error[unknown-ending]"),
        (
            "sdmx-1.csv",
            &[&sides[..], &["--where", "indicator=V", "--out", "x.csv"]].concat(),
            2,
            "did you mean",
        ),
        ("openalex.jsonl", &["--keep", "id", "--out", "x.csv"], 2, "error[needless-option]"),
        ("README.md", &["--out", "x.csv"], 1, "error["),
        ("none.csv", &["--out", "x.csv"], 1, "there is no file"),
    ];
    for (name, options, code, message) in cases {
        let folder = Folder::new();
        let run = convert(&folder, &[name], options);
        assert_eq!(run.code, Some(code), "{name} {options:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{name} {options:?}: {}", run.stderr);
        assert_eq!(folder.files(), [""; 0], "{name} {options:?}");
    }
}
