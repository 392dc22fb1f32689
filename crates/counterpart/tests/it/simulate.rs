//! `counterpart simulate`: a panel and its truth, the same for the same seed.

use super::{Folder, Run};

fn simulate(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(std::iter::once("simulate").chain(arguments.iter().copied()))
}

fn read(folder: &Folder, name: &str) -> Vec<u8> {
    std::fs::read(folder.0.path().join(name)).expect("a written file")
}

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(read(folder, name)).expect("UTF-8")
}

#[test]
fn a_panel_and_its_truth() {
    let folder = Folder::new();
    let size = ["--regions", "12", "--periods", "3", "--weak-share", "0.1", "--seed", "4"];
    let files = ["--out", "flows.csv", "--truth", "truth.csv"];
    let run = simulate(&folder, &[&size[..], &files[..]].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let (flows, truth) = (text(&folder, "flows.csv"), text(&folder, "truth.csv"));
    let header =
        "origin,destination,year,flow,distance_km,contiguous,common_language,crosses_border,agreement\n";
    assert!(flows.starts_with(header));
    assert!(truth.starts_with("origin,destination,lambda,planted\n"));
    let n_pairs = truth.lines().count() - 1;
    assert_eq!(flows.lines().count() - 1, 3 * n_pairs);
    let planted = truth.lines().filter(|line| line.ends_with(",1")).count();
    assert_eq!(planted, (0.1 * n_pairs as f64).round() as usize);
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let folder = Folder::new();
    for name in ["one.parquet", "two.parquet", "one.csv", "two.csv"] {
        assert_eq!(simulate(&folder, &["--regions", "8", "--out", name]).code, Some(0), "{name}");
    }
    assert_eq!(read(&folder, "one.parquet"), read(&folder, "two.parquet"));
    assert_eq!(read(&folder, "one.csv"), read(&folder, "two.csv"));
    assert!(read(&folder, "one.parquet").starts_with(b"PAR1"));
    simulate(&folder, &["--regions", "8", "--seed", "2", "--out", "other.csv"]);
    assert_ne!(read(&folder, "one.csv"), read(&folder, "other.csv"));
}

#[test]
fn parquet_and_csv_hold_the_same_table() {
    let folder = Folder::new();
    let inspect = |name: &str| {
        assert_eq!(simulate(&folder, &["--regions", "8", "--out", name]).code, Some(0), "{name}");
        let json = folder.run(["inspect", name, "--format", "json"]).json();
        (json["pairs"].clone(), json["flows"].clone())
    };
    let (pairs, flow) = inspect("panel.parquet");
    assert!(pairs.is_object() && flow.is_object());
    assert_eq!((pairs, flow), inspect("panel.csv"));
}

#[test]
fn what_cannot_be_drawn_is_refused_and_nothing_written() {
    let cases: [(&[&str], i32, &str); 8] = [
        (&["--regions", "0", "--out", "x.csv"], 2, "error[too-few-regions]"),
        (&["--regions", "1", "--out", "x.csv"], 2, "error[too-few-regions]"),
        (&["--periods", "0", "--out", "x.csv"], 2, "error[no-periods]"),
        (&["--weak-share", "1.5", "--out", "x.csv"], 2, "error[out-of-range]"),
        (&["--regions", "99999999", "--out", "x.csv"], 2, "error[panel-too-large]"),
        (&["--out", "x.xlsx"], 2, "error[unknown-ending]"),
        (&["--out", "x.csv", "--truth", "x.csv"], 2, "error[same-file]"),
        (&["--out", "taken/x.csv", "--truth", "truth.csv"], 1, "error[not-writable]"),
    ];
    for (arguments, code, message) in cases {
        let folder = Folder::new();
        folder.write("taken", "");
        let run = simulate(&folder, arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(message) && run.stderr.contains("do:"), "{arguments:?}: {}", run.stderr);
        assert_eq!(folder.files(), ["taken"], "{arguments:?}");
    }
}
