//! `counterpart weaklinks` from file to files.

use std::fmt::Write as _;

use super::{Folder, Run};

/// Six regions of two countries over five years, sizes and distances from their places; one link is planted weak.
fn panel() -> String {
    let regions = ["CN-AH", "CN-HB", "CN-SC", "RU-SAM", "RU-SAR", "RU-TA"];
    let mut text = "origin,destination,year,flow,distance_km,crosses_border\n".to_owned();
    for year in 2001..=2005_u32 {
        for (i, origin) in regions.iter().enumerate() {
            for (j, destination) in regions.iter().enumerate() {
                if i == j {
                    continue;
                }
                let border = u32::from(origin[..2] != destination[..2]);
                let distance = 300.0 + 170.0 * (i as f64 - j as f64).abs() + 2500.0 * f64::from(border);
                let wave = 1.0 + 0.15 * f64::from((7 * i as u32 + 3 * j as u32 + 5 * year) % 11).sin();
                let planted = if (*origin, *destination) == ("CN-HB", "RU-SAR") { 0.1 } else { 1.0 };
                let size = ((i + 2) * (j + 2)) as f64;
                let flow = 1e6 * planted * wave * size / distance;
                let _ = writeln!(text, "{origin},{destination},{year},{flow:.1},{distance},{border}");
            }
        }
    }
    text
}

fn run(folder: &Folder, more: &[&str]) -> Run {
    folder.write("panel.csv", panel());
    let sides = ["weaklinks", "panel.csv", "--side-a", "CN-*", "--side-b", "RU-*"];
    folder.run(sides.iter().chain(more))
}

#[test]
fn the_planted_link_is_first_and_the_files_hold_every_pair() {
    let folder = Folder::new();
    let result = run(&folder, &["--out", "result", "--top", "3", "--format", "json"]);
    let json = result.json();
    assert_eq!(json["links"][0]["origin"], "CN-HB");
    assert_eq!(json["links"][0]["destination"], "RU-SAR");
    assert_eq!(json["links"].as_array().map(Vec::len), Some(18), "3 x 3 pairs in two directions");
    let read =
        |name: &str| std::fs::read_to_string(folder.path("result").join(name)).expect("a file of the result");
    assert_eq!(read("links.csv").lines().count(), 1 + 18);
    let file: serde_json::Value = serde_json::from_str(&read("links.json")).expect("JSON");
    assert_eq!(file["links"], json["links"]);
    let report = read("report.html");
    assert!(
        report.contains("<!doctype html>") && report.contains(json["file"]["sha256"].as_str().expect("text"))
    );
    assert_eq!(report.matches("<tbody role=\"rowgroup\"").count(), 3, "--top limits the report");
    let parquet = std::fs::read(folder.path("result").join("links.parquet")).expect("a file of the result");
    assert!(parquet.starts_with(b"PAR1"));
}

#[test]
fn the_json_has_the_agreed_shape() {
    let folder = Folder::new();
    let json = run(&folder, &["--format", "json"]).json();
    let mut shape = String::new();
    describe(&mut shape, "", &json);
    insta::assert_snapshot!(shape);
}

/// Keys of nested objects, one a line; of a list its first entry.
fn describe(shape: &mut String, path: &str, value: &serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                describe(shape, &format!("{path}.{key}"), value);
            }
        }
        serde_json::Value::Array(entries) if !entries.is_empty() => {
            describe(shape, &format!("{path}[]"), &entries[0]);
        }
        _ => {
            let _ = writeln!(shape, "{}", path.trim_start_matches('.'));
        }
    }
}

#[test]
fn the_table_is_in_the_asked_language_and_names_the_files() {
    let folder = Folder::new();
    for (language, word, files) in
        [("en", "Link", "Files:"), ("zh", "环节", "文件："), ("ru", "Звено", "Файлы:")]
    {
        let result = run(&folder, &["--lang", language, "--out", language]);
        assert_eq!(result.code, Some(0), "{}", result.stderr);
        assert!(result.stdout.contains(word) && result.stdout.contains(files), "{}", result.stdout);
        assert!(result.stdout.contains("CN-HB\u{a0}→ RU-SAR"));
        assert!(!result.stderr.contains('\u{1b}'), "progress is for terminals");
    }
}

#[test]
fn the_result_does_not_depend_on_the_threads() {
    let folder = Folder::new();
    let with = |threads: &str| run(&folder, &["--format", "json", "--threads", threads]).stdout;
    assert_eq!(with("1"), with("3"));
}

#[test]
fn csv_has_one_row_a_link() {
    let folder = Folder::new();
    let result = run(&folder, &["--format", "csv"]);
    assert_eq!(
        result.stdout.lines().next(),
        Some(
            "rank,origin,destination,observed,expected,ratio,low,high,p_weak,gap,gap_low,false_share,in_sample"
        )
    );
    assert_eq!(result.stdout.lines().count(), 1 + 18);
}

#[test]
fn without_sides_it_says_what_the_table_holds() {
    let folder = Folder::new();
    folder.write("panel.csv", panel());
    let asked = folder.run(["weaklinks", "panel.csv"]);
    let inspected = folder.run(["inspect", "panel.csv"]);
    assert_eq!(asked.code, Some(0), "{}", asked.stderr);
    assert_eq!(asked.stdout, inspected.stdout);
}

#[test]
fn options_that_mean_nothing_without_sides_are_refused() {
    let folder = Folder::new();
    folder.write("panel.csv", panel());
    for option in [&["--undirected"][..], &["--out", "result"], &["--top", "20"], &["--since", "2002"]] {
        let result = folder.run(["weaklinks", "panel.csv"].iter().chain(option));
        assert_eq!(result.code, Some(2), "{option:?}: {}", result.stderr);
        assert!(result.stderr.contains("--side-a <LIST>") && result.stdout.is_empty(), "{}", result.stderr);
    }
    assert_eq!(folder.files(), ["panel.csv"]);
}

#[test]
fn everything_wrong_with_the_sides_is_said_at_once_and_nothing_is_written() {
    let folder = Folder::new();
    folder.write("panel.csv", panel());
    let arguments =
        ["weaklinks", "panel.csv", "--side-a", "CN-AJ,XX-*,RU-TA", "--side-b", "RU-*", "--out", "result"];
    let result = folder.run(arguments);
    assert_eq!(result.code, Some(2));
    for part in ["CN-AJ", "did you mean \"CN-AH\"?", "XX-*", "one region is on both sides: RU-TA"] {
        assert!(result.stderr.contains(part), "{part} in {}", result.stderr);
    }
    assert_eq!(result.stdout, "");
    assert_eq!(folder.files(), ["panel.csv"]);
}

#[test]
fn one_side_alone_and_periods_that_do_not_exist_are_errors_of_the_command() {
    let folder = Folder::new();
    folder.write("panel.csv", panel());
    assert_eq!(folder.run(["weaklinks", "panel.csv", "--side-a", "CN-*"]).code, Some(2));
    let result = run(&folder, &["--since", "2010"]);
    assert_eq!(result.code, Some(2));
    assert!(result.stderr.contains("name periods from 2001 to 2005"), "{}", result.stderr);
}

#[test]
fn the_flow_is_no_covariate_of_itself() {
    let folder = Folder::new();
    let result = run(&folder, &["--covariates", "log(distance_km) + crosses_border:flow"]);
    assert_eq!(result.code, Some(2), "{}", result.stderr);
    for part in ["the flow \"flow\" is among the covariates", "where: --covariates", "do:"] {
        assert!(result.stderr.contains(part), "{part} in {}", result.stderr);
    }
}

/// A column called border may say that two regions share one, or that one lies between them.
#[test]
fn a_column_called_border_is_said_to_be_taken_for_contiguity() {
    let folder = Folder::new();
    folder.write("panel.csv", panel().replace("crosses_border", "border"));
    let result = folder.run(["weaklinks", "panel.csv", "--side-a", "CN-*", "--side-b", "RU-*"]);
    assert_eq!(result.code, Some(1), "{}", result.stderr);
    for part in ["border is taken for contiguity", "--covariates", "rename it crosses_border"] {
        assert!(result.stderr.contains(part), "{part} in {}", result.stderr);
    }
}

#[test]
fn numbers_that_cannot_be_are_refused_with_a_sentence() {
    let folder = Folder::new();
    for (option, value, part) in [
        ("--top", "0", "no link is asked for"),
        ("--top", "-3", "a whole number from 1 on"),
        ("--folds", "16", "16 folds need as many pairs, and the table has 15"),
        ("--folds", "1", "1 folds cannot leave a pair out"),
    ] {
        let result = run(&folder, &[&format!("{option}={value}")]);
        assert_eq!(result.code, Some(2), "{option} {value}: {}", result.stderr);
        assert!(result.stderr.contains(part), "{part} in {}", result.stderr);
    }
}

#[test]
fn a_table_of_ties_read_as_directed_is_pointed_to_undirected() {
    let folder = Folder::new();
    let one_way = |line: &&str| {
        let mut cells = line.split(',');
        cells.next() < cells.next() || line.starts_with("origin")
    };
    folder.write("ties.csv", panel().lines().filter(one_way).collect::<Vec<_>>().join("\n"));
    let ask = |more: &[&str]| {
        let sides = ["weaklinks", "ties.csv", "--side-a", "CN-*", "--side-b", "RU-*"];
        let result = folder.run(sides.iter().chain(more));
        assert_eq!(result.code, Some(0), "{}", result.stderr);
        result.stdout
    };
    for language in ["en", "zh", "ru"] {
        let said = ask(&["--lang", language]);
        assert!(said.contains("--undirected") && said.contains("15"), "{said}");
        assert!(!ask(&["--lang", language, "--undirected"]).contains("--undirected"));
    }
}

#[test]
fn covariates_that_the_fit_leaves_out_are_named() {
    let folder = Folder::new();
    let doubled = |(at, line): (usize, &str)| {
        let cells: Vec<&str> = line.split(',').collect();
        if at == 0 {
            format!("{line},miles,of_origin")
        } else {
            format!("{line},{},{}", cells[4], cells[0].len())
        }
    };
    folder.write("double.csv", panel().lines().enumerate().map(doubled).collect::<Vec<_>>().join("\n"));
    let covariates = "log(distance_km) + log(miles) + crosses_border + of_origin";
    let sides =
        ["weaklinks", "double.csv", "--side-a", "CN-*", "--side-b", "RU-*", "--covariates", covariates];
    let json = folder.run(sides.iter().chain(&["--format", "json"])).json();
    assert_eq!(json["model"]["collinear"], serde_json::json!(["log(miles)", "of_origin"]));
    let table = folder.run(sides.iter().chain(&["--out", "result"])).stdout.replace('\n', " ");
    assert!(table.contains("explain them: log(miles) and of_origin"), "{table}");
    let report = std::fs::read_to_string(folder.path("result/report.html")).expect("a report");
    let (_, named) = report.split_once("Left out as collinear").expect("a heading");
    assert!(named.contains("log(miles) and of_origin"));
}

#[test]
fn periods_outside_are_left_out_and_counted() {
    let folder = Folder::new();
    let json = run(&folder, &["--format", "json", "--since", "2002", "--until", "2004"]).json();
    assert_eq!(json["data"]["periods"], serde_json::json!(["2002", "2003", "2004"]));
    assert_eq!(json["file"]["dropped"], serde_json::json!([{ "reason": "outside-periods", "n_rows": 60 }]));
}

#[test]
fn a_folder_that_cannot_be_written_ends_the_command_before_the_work() {
    let folder = Folder::new();
    folder.write("taken", "a file");
    let result = run(&folder, &["--out", "taken/below"]);
    assert_eq!(result.code, Some(1));
    assert!(result.stderr.contains("not-writable"), "{}", result.stderr);
}

#[test]
fn one_region_is_no_panel() {
    let folder = Folder::new();
    folder.write("one.csv", "origin,destination,year,flow\nA,A,2001,5\nA,A,2002,6\n");
    let run = folder.run(["weaklinks", "one.csv", "--side-a", "A", "--side-b", "B", "--out", "result"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    folder.write("two.csv", "origin,destination,year,flow\nA,A,2001,5\nB,B,2002,6\n");
    let run = folder.run(["weaklinks", "two.csv", "--side-a", "A", "--side-b", "B", "--out", "result"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("one-region") && run.stderr.contains("do:"), "{}", run.stderr);
    assert!(!folder.files().iter().any(|file| file.contains("links")));
}

/// Ctrl-C while the links are estimated: nothing is written.
#[cfg(unix)]
#[test]
fn interrupted_before_the_files_are_written() {
    let folder = Folder::new();
    let panel = ["simulate", "--regions", "60", "--periods", "10", "--weak-share", "0.05", "--seed", "1"];
    let run = folder.run(panel.iter().chain(&["--out", "panel.csv", "--truth", "truth.csv"]));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = std::fs::read_to_string(folder.0.path().join("panel.csv")).expect("the panel was written");
    let mut regions: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    regions.dedup();
    let (side_a, side_b) = (regions[..10].join(","), regions[10..20].join(","));
    let mut child = crate::counterpart();
    child.args(["weaklinks", "panel.csv", "--side-a", &side_a, "--side-b", &side_b, "--out", "result"]);
    let mut child = child.current_dir(folder.0.path()).spawn().expect("the program runs");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    let status = child.wait().expect("it ends");
    assert!(matches!(status.code(), Some(130) | None), "{status:?}");
    let written = std::fs::read_dir(folder.0.path().join("result")).map_or(0, Iterator::count);
    assert_eq!(written, 0, "nothing is written");
}

#[test]
fn dropped_rows_are_named() {
    let folder = Folder::new();
    let mut rows: Vec<String> = panel().lines().map(str::to_owned).collect();
    let without_flow: Vec<&str> = rows[4].split(',').collect();
    rows[4] = [&without_flow[..3], &[""], &without_flow[4..]].concat().join(",");
    folder.write("gap.csv", rows.join("\n"));
    let run = folder.run(["weaklinks", "gap.csv", "--side-a", "CN-*", "--side-b", "RU-*", "--top", "1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("Flow missing (rows 5) 1"), "{}", run.stdout);
}
