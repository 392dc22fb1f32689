//! `counterpart inspect`.

use crate::{Folder, shared_data};

#[test]
fn says_what_it_sees() {
    let folder = Folder::new();
    folder.write(
        "ties.csv",
        "origin,destination,ties,distance_km\nCN-A,RU-B,0,10\nCN-A,RU-C,2,20\nCN-D,RU-B,,5\n",
    );
    let run = folder.run(["inspect", "ties.csv"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for part in [
        "origin = origin",
        "guessed",
        "2 of 2 reported",
        "1 row, missing flow: 4",
        "log(distance_km) (distance)",
        "counterpart weaklinks ties.csv --side-a 'CN-*' --side-b 'RU-*' --undirected",
    ] {
        assert!(run.stdout.contains(part), "{part} in\n{}", run.stdout);
    }
    let json = folder.run(["inspect", "ties.csv", "--format", "json"]).json();
    assert_eq!(json["pairs"]["zero"], 1);
    assert_eq!(json["flows"]["total"], 2.0);
    assert_eq!(json["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_real_panel() {
    let Some(data) = shared_data("inspect::a_real_panel") else { return };
    let path = data.join("agtpa/agtpa_applications.parquet");
    let folder = Folder::new();
    let json = folder.run(["inspect", path.to_str().expect("a path of text"), "--format", "json"]).json();
    assert_eq!(json["n_rows"], 99_981);
    assert_eq!(json["regions"]["n"], 69);
    assert_eq!(json["periods"]["first"], "1986");
    let terms: Vec<&str> = json["covariates"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|term| term["term"].as_str())
        .collect();
    assert_eq!(terms, ["log(dist)", "cntg", "lang", "rta"]);
}
