//! `counterpart separation`.

use crate::{Folder, shared_data};

#[test]
fn rows_are_counted_from_zero() {
    let folder = Folder::new();
    folder.write("data.csv", "y,group\n1,a\n0,b\n2,a\n0,b\n0,a\n");
    let json =
        folder.run(["separation", "data.csv", "--formula", "y ~ 1 | group", "--format", "json"]).json();
    let rows: Vec<i64> = json["separated"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["row"].as_i64().expect("a number"))
        .collect();
    assert_eq!(rows, [1, 3]);
    assert!(json["separated"][0]["reason"].as_str().is_some_and(|reason| reason.contains("group")));
    let table = folder.run(["separation", "data.csv", "--formula", "y ~ 1 | group"]);
    assert!(table.stdout.starts_with("2 separated"), "{}", table.stdout);
}

/// The flagged rows of the files that come with ppmlhdfe.
#[test]
fn flagged_rows_are_found() {
    let Some(data) = shared_data("separation::flagged_rows_are_found") else { return };
    let folder = Folder::new();
    for number in 1..=14 {
        let path = data.join(format!("separation/{number:02}.csv"));
        let text = std::fs::read_to_string(&path).expect("one of the fourteen");
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().expect("a header");
        let at = header.iter().position(|name| *name == "separated").expect("the truth");
        let flagged: Vec<usize> = lines
            .enumerate()
            .filter(|(_, cells)| cells[at].parse::<f64>().is_ok_and(|flag| flag != 0.0))
            .map(|(row, _)| row)
            .collect();
        let named = |prefix: &str| {
            let names: Vec<&str> = header.iter().copied().filter(|name| name.starts_with(prefix)).collect();
            names.join(" + ")
        };
        let regressors = if named("x").is_empty() { "1".to_owned() } else { named("x") };
        let effects = if named("id").is_empty() { String::new() } else { format!(" | {}", named("id")) };
        let formula = format!("y ~ {regressors}{effects}");
        let path = path.to_str().expect("a path of text");
        let json = folder.run(["separation", path, "--formula", &formula, "--format", "json"]).json();
        let found: Vec<usize> = json["separated"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| row["row"].as_u64().expect("a number") as usize)
            .collect();
        assert_eq!(found, flagged, "file {number:02}, {formula}");
    }
}
