//! Tables of flows as datasets, analyses as runs: the same bytes again, of frozen data only, whole or not at all, and for
//! nobody who may not see the data.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::desk::Office;

/// The run of the example, asked again.
const AGAIN: &str = "analyse weaklinks --dataset D-1 --top 6";

fn field(entry: &Value, name: &str) -> String {
    entry["fields"][name].as_str().unwrap_or_else(|| panic!("no {name} in {entry}")).to_owned()
}

/// The file that the register keeps under a hash.
fn kept(office: &Office, hash: &str) -> PathBuf {
    office.path(&format!("register/documents/{}/{hash}", &hash[..2]))
}

#[test]
fn the_same_run_again_gives_the_same_bytes() {
    let office = Office::example("exercise");
    let first = office.json("", "show analysis_run/AR-1");
    for threads in ["--threads 1", "--threads 3"] {
        let done = office.json("a-analyst", &format!("{AGAIN} {threads}"));
        let again = &done["entries"][0];
        for name in ["sha256", "data_sha256", "specification", "seed", "program"] {
            assert_eq!(field(again, name), field(&first, name), "{name}");
        }
    }
    let other = office.json("a-analyst", "analyse weaklinks --dataset D-2 --like AR-1 --top 6");
    assert_eq!(field(&other["entries"][0], "specification"), field(&first, "specification"));
    assert_ne!(field(&other["entries"][0], "sha256"), field(&first, "sha256"));
    let text = fs::read_to_string(kept(&office, &field(&first, "sha256"))).expect("the results are kept");
    for line in text.lines() {
        serde_json::from_str::<Value>(line).expect("each line of the results is JSON");
    }
    office.done("", "check");
    office.done("", "audit verify");
}

#[test]
fn a_run_that_fails_leaves_nothing_and_data_that_changed_are_refused() {
    let office = Office::example("exercise");
    office.done("a-analyst", "data get D-1 --out trade.csv");
    let add = "data add trade.csv --key D-9 --title Trade --channel trade --unit USD --source x --licence x";
    office.done("a-analyst", add);
    let n_runs = || office.done("a-analyst", "export analysis-runs");
    let before = n_runs();
    let message = office.refused("a-analyst", "analyse weaklinks --dataset D-9");
    assert!(message.contains("frozen data only"), "{message}");
    office.play_all("a-analyst: dataset check D-9\na-analyst: dataset freeze D-9");
    // The same flows under the same names are the same file, whatever its way here.
    let [first, second] = ["D-1", "D-9"].map(|key| office.json("a-analyst", &format!("show dataset/{key}")));
    assert_eq!(field(&first, "sha256"), field(&second, "sha256"));
    let path = kept(&office, &field(&first, "sha256"));
    let whole = fs::read(&path).expect("the table is kept");
    fs::write(&path, &whole[1..]).expect("the folder can be written");
    let message = office.refused("a-analyst", AGAIN);
    assert!(message.contains("D-1") && message.contains("nothing was analysed"), "{message}");
    assert_eq!(n_runs(), before);
    fs::write(&path, whole).expect("the folder can be written");
    let message = office.refused("a-secretariat", AGAIN);
    assert!(message.contains("it is for the analyst"), "{message}");
}

#[test]
fn a_table_with_faults_is_refused_with_all_of_them_and_no_dataset_is_made() {
    let office = Office::example("exercise");
    office.write("bad.csv", "from,to,year,value\nA-LUO,B-SEV,2024,-1\nA-LUO,B-SEV,2024,2\n");
    let add = "data add bad.csv --title Trade --channel trade --unit USD --source x --licence x";
    let message = office.refused("a-analyst", add);
    assert!(message.matches("error[").count() >= 2, "{message}");
}

#[test]
fn results_that_were_changed_in_the_file_or_in_a_table_are_noticed() {
    let office = Office::example("exercise");
    let run = office.json("", "show analysis_run/AR-1");
    let path = kept(&office, &field(&run, "sha256"));
    let whole = fs::read(&path).expect("the results are kept");
    fs::write(&path, &whole[1..]).expect("the folder can be written");
    assert!(office.refused("", "audit verify").contains("AR-1"));
    fs::write(&path, whole).expect("the folder can be written");
    office.done("", "audit verify");
}

#[test]
fn what_one_side_keeps_for_itself_is_in_no_run_export_or_search_of_the_other() {
    let office = Office::example("exercise");
    office.done("a-analyst", "data get D-1 --out trade.csv");
    office.play_all(
        "
        a-analyst: data add trade.csv --key D-A --visibility side --title MARKERALPHA --channel trade --unit MARKERALPHA --source MARKERALPHA --licence x
        a-analyst: dataset check D-A
        a-analyst: dataset freeze D-A
        a-analyst: analyse weaklinks --dataset D-A --key AR-A --top 1
        a-analyst: weak-link new WL-A --visibility side --set title.en=MARKERALPHA --set run=AR-A --set origin=A-LUO --set destination=B-SEV
        ",
    );
    for line in [
        "analyse weaklinks --dataset D-A --visibility public",
        "weak-link new WL-B --set title.en=x --set run=AR-A --set origin=A-LUO --set destination=B-SEV",
    ] {
        let message = office.refused("a-analyst", line);
        assert!(message.contains("seen by fewer"), "{message}");
    }
    for other in ["", "b-secretariat"] {
        for line in
            ["export datasets", "export analysis-runs", "export weak-links", "audit show --limit 100000"]
        {
            let said = office.done(other, line);
            assert!(!said.contains("MARKERALPHA") && !said.contains("AR-A"), "{other}: {line}\n{said}");
        }
        assert_eq!(
            office.json(other, "search MARKERALPHA")["count"],
            office.json(other, "search NOBODYALPHA")["count"]
        );
        for line in
            ["show dataset/D-A", "show analysis_run/AR-A", "show weak_link/WL-A", "data get D-A --out x.csv"]
        {
            assert!(office.refused(other, line).contains("there is no"), "{other}: {line}");
        }
    }
    // Whoever may not see the data is told that there are none.
    let message = office.refused("b-analyst", "analyse weaklinks --dataset D-A");
    assert!(message.contains("there is no dataset/D-A"), "{message}");
}

#[test]
fn ties_and_exchanges_become_data_of_what_everybody_sees() {
    let office = Office::example("exercise");
    for what in ["ties", "exchange"] {
        let made = office.json("a-analyst", &format!("data make {what}"));
        let key = made["entries"][0]["address"].as_str().expect("an address").to_owned();
        let key = key.split_once('/').expect("an address").1.to_owned();
        office.done("a-analyst", &format!("data get {key} --out {what}.csv"));
        let table = fs::read_to_string(office.path(&format!("{what}.csv"))).expect("the table");
        assert!(table.starts_with("origin,destination,"), "{table}");
        assert!(table.lines().count() > 25, "{table}");
    }
}
