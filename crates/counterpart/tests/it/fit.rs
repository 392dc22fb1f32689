//! `counterpart fit`.

use std::io::Read as _;
use std::process::Stdio;

use crate::{Folder, counterpart, shared_data};

/// Three origins, three destinations, two years; no pair is special.
const PANEL: &str = "\
origin,destination,year,flow,distance,weight
A,B,1,10,100,1
A,C,1,5,200,2
B,A,1,8,100,1
B,C,1,12,150,1
C,A,1,3,200,3
C,B,1,9,150,1
A,B,2,11,100,1
A,C,2,4,200,1
B,A,2,9,100,2
B,C,2,14,150,1
C,A,2,2,200,1
C,B,2,0,150,1
";

/// Closed form: with one indicator a Poisson fit gives the logarithms of two means.
#[test]
fn json_holds_the_numbers() {
    let folder = Folder::new();
    folder.write("data.csv", "y,d\n1,0\n3,0\n6,1\n10,1\n,1\n");
    let json = folder.run(["fit", "data.csv", "--formula", "y ~ d", "--format", "json"]).json();
    let coefficient = |at: usize, key: &str| json["coefficients"][at][key].as_f64().expect("a number");
    assert_eq!(json["coefficients"][1]["term"], "d");
    assert!((coefficient(0, "estimate") - 2.0_f64.ln()).abs() < 1e-8);
    assert!((coefficient(1, "estimate") - 4.0_f64.ln()).abs() < 1e-8);
    // hc1 of a group: sum of squared residuals / (sum of means)^2; the factor N/(N-1) is 4/3.
    let expected = ((2.0 / 16.0 + 8.0 / 256.0) * 4.0 / 3.0_f64).sqrt();
    assert!((coefficient(1, "std_error") - expected).abs() < 1e-8);
    for key in ["statistic", "p_value", "low", "high"] {
        assert!(coefficient(1, key).is_finite(), "{key}");
    }
    assert_eq!(json["n_obs"], 4);
    assert_eq!(json["dropped"], serde_json::json!({ "missing": 1, "singleton": 0, "separated": 0 }));
    assert_eq!(json["collinear"], serde_json::json!([]));
    assert_eq!(json["converged"], true);
    for key in ["deviance", "pseudo_r2", "log_likelihood", "iterations"] {
        assert!(json[key].is_number(), "{key}");
    }
    assert!(json["seconds"]["read"].is_number() && json["seconds"]["fit"].is_number());
    assert!(json.get("r2").is_none());
}

#[test]
fn gaussian_with_a_transformed_response() {
    let folder = Folder::new();
    folder.write("data.csv", PANEL);
    let formula = "log(flow) ~ log(distance) | origin + year";
    let json = folder
        .run(["fit", "data.csv", "--formula", formula, "--family", "gaussian", "--format", "json"])
        .json();
    assert_eq!(json["dropped"]["missing"], 1, "the logarithm of zero is not defined");
    assert!(json["r2"].is_number() && json.get("pseudo_r2").is_none());
    assert_eq!(json["ssc"], "fixest");
}

#[test]
fn every_option_is_taken() {
    let folder = Folder::new();
    folder.write("data.csv", PANEL);
    let fit = |extra: &[&str]| {
        let base = ["fit", "data.csv", "--formula", "flow ~ log(distance) | origin", "--format", "json"];
        folder.run(base.iter().chain(extra)).json()
    };
    let std_error =
        |json: &serde_json::Value| json["coefficients"][0]["std_error"].as_f64().expect("a number");
    let plain = fit(&[]);
    for vcov in ["iid", "cluster:origin", "cluster:origin^destination", "cluster:origin,destination"] {
        let json = fit(&["--vcov", vcov]);
        assert_eq!(json["vcov"], vcov);
        assert_eq!(json["coefficients"][0]["estimate"], plain["coefficients"][0]["estimate"]);
        assert!((std_error(&json) - std_error(&plain)).abs() > 1e-9, "{vcov}");
    }
    assert!(std_error(&fit(&["--ssc", "fixest"])) > std_error(&plain));
    assert_eq!(fit(&["--frequency-weights", "weight"])["n_obs"], 16);
    for weighted in [&["--weights", "weight"][..], &["--offset", "weight"]] {
        assert_ne!(fit(weighted)["coefficients"][0]["estimate"], plain["coefficients"][0]["estimate"]);
    }
    assert!(fit(&["--reset"])["reset"]["p_value"].is_number());
    assert_eq!(fit(&["--keep-singletons"])["n_obs"], 12);
}

#[test]
fn the_thread_count_changes_no_digit() {
    let folder = Folder::new();
    folder.write("data.csv", PANEL);
    let formula = "flow ~ log(distance) | origin^year";
    let run = |threads: &str| {
        let run = folder.run(["fit", "data.csv", "--formula", formula, "--threads", threads]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stdout
    };
    assert_eq!(run("1"), run("4"));
}

#[test]
fn tables_for_people_and_for_programs() {
    let folder = Folder::new();
    folder.write("data.csv", PANEL);
    let run = |format: &str| {
        folder.run(["fit", "data.csv", "--formula", "flow ~ log(distance) | origin", "--format", format])
    };
    let table = run("table").stdout;
    for word in ["log(distance)", "std. error", "observations", "12", "origin (3)", "pseudo R2"] {
        assert!(table.contains(word), "{word} in\n{table}");
    }
    let csv = run("csv").stdout;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "term,estimate,std_error,statistic,p_value,low,high");
    assert!(lines[1].starts_with("log(distance),-") && lines.len() == 2, "{csv}");
}

#[test]
fn a_perfect_fit_is_said_to_be_one() {
    let folder = Folder::new();
    let table = |noise: f64| {
        let row = |at: u32| {
            let (x, g) = (f64::from(at * at % 17), at % 3);
            format!("{},{x},{g}\n", 0.3 * x + 7.0 + f64::from(g) + noise * f64::from(at % 5))
        };
        "y,x,g\n".to_owned() + &(0..40).map(row).collect::<String>()
    };
    folder.write("exact.csv", table(0.0));
    folder.write("noisy.csv", table(1e-5));
    for formula in ["y ~ x + g", "y ~ x | g"] {
        let fit = |file| folder.run(["fit", file, "--family", "gaussian", "--formula", formula]).stdout;
        let exact = fit("exact.csv");
        assert!(exact.contains("perfect fit") && exact.contains("0.300000"), "{exact}");
        assert!(!fit("noisy.csv").contains("perfect fit"), "{formula}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    folder.write("data.csv", PANEL);
    let mut child = counterpart()
        .args(["separation", "data.csv", "--formula", "flow ~ log(distance)"])
        .current_dir(folder.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("text");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(stderr, "");
}

#[test]
fn gravity_of_the_sample_of_thirty_countries() {
    let Some(data) = shared_data("fit::gravity_of_the_sample_of_thirty_countries") else { return };
    let folder = Folder::new();
    let sample = data.join("gegravity/gegravity_sample.csv");
    let formula = "trade ~ lndist + contiguity + common_language + pta + international | exporter + importer";
    let sample = sample.to_str().expect("a path of text");
    let json = folder.run(["fit", sample, "--formula", formula, "--format", "json"]).json();
    let rounded =
        |at: usize, key: &str| format!("{:.4}", json["coefficients"][at][key].as_f64().expect("a number"));
    assert_eq!((rounded(0, "estimate"), rounded(0, "std_error")), ("-0.3899".into(), "0.0730".into()));
    assert_eq!((rounded(4, "estimate"), rounded(4, "std_error")), ("-3.4126".into(), "0.2151".into()));
}

/// Two products and one that has no flow, in a file sorted by product and in one that is not: the same rows, and
/// those of each product are those of a file of its own.
#[test]
fn each_group_is_fitted_by_itself() {
    let folder = Folder::new();
    let lines: Vec<&str> = PANEL.lines().collect();
    let of = |product: &str, factor: f64| -> Vec<String> {
        let line = |line: &&str| {
            let cells: Vec<&str> = line.split(',').collect();
            let flow: f64 = cells[3].parse().expect("a flow");
            let flow = flow * factor + f64::from(u8::from(product == "tea, black")) * flow * flow;
            format!("{},{},{},{flow},{},\"{product}\"\n", cells[0], cells[1], cells[2], cells[4])
        };
        lines[1..].iter().map(line).collect()
    };
    let header = "origin,destination,year,flow,distance,product\n";
    let (salt, tea, none) = (of("salt", 1.0), of("tea, black", 0.5), of("none", 0.0));
    folder.write("sorted.csv", &(header.to_owned() + &salt.concat() + &tea.concat() + &none.concat()));
    let mixed: Vec<String> =
        (0..salt.len()).flat_map(|at| [salt[at].clone(), tea[at].clone(), none[at].clone()]).collect();
    folder.write("mixed.csv", &(header.to_owned() + &mixed.concat()));
    folder.write("tea.csv", &(header.to_owned() + &tea.concat()));
    let formula = "flow ~ log(distance) | origin + year";
    let by = |file: &str| folder.run(["fit", file, "--formula", formula, "--by", "product"]).stdout;
    let table = by("sorted.csv");
    assert_eq!(table, by("mixed.csv"));
    let alone = folder.run(["fit", "tea.csv", "--formula", formula, "--format", "csv"]).stdout;
    let estimates = alone.lines().nth(1).expect("a term");
    let row = format!("\"tea, black\",{estimates},12,0,0,0,");
    assert!(table.lines().any(|line| line == row), "{row} is not in\n{table}");
    let last = table.lines().last().expect("rows");
    assert!(last.starts_with("none,,") && last.contains("zero"), "a reason: {last}");
}
