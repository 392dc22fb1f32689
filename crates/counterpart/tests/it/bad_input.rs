//! Bad input: each says what, where and what to do, ends with 1 (data, fit) or 2 (command), and writes nothing.

use crate::Folder;

const HEADER: &str = "origin,destination,year,flow,distance\n";

/// Runs a fit of `y ~ x` on a table and expects an error with all of `parts`.
fn fit_fails(content: &[u8], formula: &str, code: i32, parts: &[&str]) {
    let folder = Folder::new();
    folder.write("data", content);
    fails(&folder, &["fit", "data", "--formula", formula], code, parts);
}

fn fails(folder: &Folder, arguments: &[&str], code: i32, parts: &[&str]) {
    let before = folder.files();
    let run = folder.run(arguments);
    assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stderr);
    assert_eq!(run.stdout, "", "data only when there is a result");
    assert!(run.stderr.starts_with("error"), "{}", run.stderr);
    for part in parts {
        assert!(run.stderr.contains(part), "{part:?} in\n{}", run.stderr);
    }
    assert_eq!(folder.files(), before, "nothing is written");
}

#[test]
fn no_such_file() {
    for command in ["fit", "separation"] {
        let arguments = [command, "none.csv", "--formula", "y ~ x"];
        fails(&Folder::new(), &arguments, 1, &["there is no file none.csv", "do:"]);
    }
    fails(&Folder::new(), &["inspect", "none.csv"], 1, &["there is no file none.csv"]);
}

#[test]
fn not_a_table() {
    fit_fails(b"<!doctype html><p>not found", "y ~ x", 1, &["not a table", "web page", "where: data", "do:"]);
    fit_fails(b"\x7fELF\0\0\0", "y ~ x", 1, &["binary data"]);
    fit_fails(b"Dear all,\nplease find, attached, the table\n", "y ~ x", 1, &["row 2", "cells"]);
    fails(&Folder::new(), &["fit", ".", "--formula", "y ~ x"], 1, &["folder"]);
}

#[test]
fn empty() {
    fit_fails(b"", "y ~ x", 1, &["empty", "where: data"]);
    fit_fails(b"y,x\n", "y ~ x", 1, &["no rows"]);
}

#[test]
fn no_numeric_column() {
    fit_fails(b"y,x\na,b\nc,d\n", "y ~ x", 1, &["no column holds numbers", "(columns: y, x)", "do:"]);
}

#[test]
fn an_unknown_column_names_the_nearest() {
    fit_fails(
        b"flow,distance\n1,2\n3,4\n",
        "flow ~ log(distanse)",
        2,
        &["there is no column \"distanse\"", "did you mean \"distance\"?", "           ^^^^^^^^"],
    );
}

#[test]
fn an_unbalanced_bracket_is_pointed_at() {
    fit_fails(
        b"flow,distance\n1,2\n3,4\n",
        "flow ~ log(distance",
        2,
        &["  where: flow ~ log(distance\n                   ^\n", "do:    add )"],
    );
}

#[test]
fn a_response_that_explains_itself() {
    let table = b"y,x\n1,1\n3,2\n2,4\n";
    fit_fails(
        table,
        "y ~ x + log(y)",
        2,
        &["\"y\" stands on both sides of ~", "  where: y ~ x + log(y)\n                     ^\n", "do:"],
    );
    for formula in ["y ~ y", "y ~ x:y", "y ~ x | y"] {
        fit_fails(table, formula, 2, &["both sides"]);
    }
}

#[test]
fn all_flows_zero() {
    fit_fails(b"y,x\n0,1\n0,2\n0,3\n", "y ~ x", 1, &["zero in every row", "do:"]);
}

#[test]
fn everything_separated() {
    fit_fails(b"y,x,g\n0,1,a\n0,2,a\n1,3,b\n", "y ~ x | g", 1, &["error["]);
}

#[test]
fn perfectly_collinear() {
    fit_fails(b"y,x,g\n1,1,a\n2,1,a\n3,5,b\n4,5,b\n", "y ~ x | g", 1, &["explain every regressor", "x"]);
}

#[test]
fn not_a_number_infinite_and_negative_flows() {
    fit_fails(
        b"y,x\n1,1\nNaN,2\n3,4\n",
        "y ~ x",
        1,
        &["NaN in row 3", "where: data, row 3, column \"y\"", "do:"],
    );
    fit_fails(b"y,x\n1,1\ninf,2\n3,4\n", "y ~ x", 1, &["infinite in row 3", "do:"]);
    fit_fails(b"y,x\n1,1\n2,-inf\n3,4\n", "y ~ x", 1, &["\"x\" is infinite in row 3"]);
    fit_fails(b"y,x\n1,1\n-2,2\n3,4\n", "y ~ x", 1, &["negative in row 3", "do:"]);
}

#[test]
fn flows_that_cannot_be_are_refused_at_once() {
    let folder = Folder::new();
    let rows = "A,B,1,-1,1\nB,A,1,NaN,1\nA,C,1,inf,1\nA,C,1,2,1\n";
    folder.write("data.csv", format!("{HEADER}{rows}"));
    let parts = ["negative in row 2", "NaN in row 3", "infinite in row 4", "row 5 repeats 4"];
    fails(&folder, &["inspect", "data.csv"], 1, &parts);
}

#[test]
fn columns_without_a_role_are_named() {
    let folder = Folder::new();
    folder.write("data.csv", "a,b,n\nx,y,1\n");
    fails(
        &folder,
        &["inspect", "data.csv"],
        1,
        &["--origin COLUMN", "--destination COLUMN", "--flow COLUMN", "a, b, n"],
    );
    fails(
        &folder,
        &["inspect", "data.csv", "--origin", "A", "--destination", "b", "--flow", "n"],
        2,
        &["did you mean \"a\"?"],
    );
}

/// The row is not read to its end: with an address space of 180 MB there is no room for it.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_200_megabytes() {
    let folder = Folder::new();
    let mut content = b"y,x\n1,1\n2,".to_vec();
    content.resize(200 << 20, b'1');
    folder.write("data", content);
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 180000; exec \"$0\" fit data --formula 'y ~ x' --threads 1"])
        .arg(env!("CARGO_BIN_EXE_counterpart"))
        .current_dir(folder.0.path())
        .output();
    let run = crate::Run::from(output.expect("a shell"));
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("longer than 4 MiB") && run.stderr.contains("row 3"), "{}", run.stderr);
}

#[test]
fn a_truncated_parquet_file() {
    fit_fails(
        b"PAR1\x15\x04\x15\x20\x15\x20\x4c\x15",
        "y ~ x",
        1,
        &["Parquet file is damaged or incomplete", "where: data", "why:", "do:"],
    );
}

#[test]
fn options_that_cannot_be() {
    let folder = Folder::new();
    folder.write("data.csv", "y,x\n1,1\n2,2\n3,4\n");
    let with = |option: &str, value: &str, part: &str| {
        fails(&folder, &["fit", "data.csv", "--formula", "y ~ x", option, value], 2, &[part]);
    };
    with("--vcov", "hc3", "cluster:a,b");
    with("--vcov", "cluster:z", "\"z\"");
    with("--weights", "z", "\"z\"");
    with("--family", "normal", "gaussian");
    with("--threads", "0", "--threads");
}

/// Ctrl-C while a large table is read.
#[cfg(unix)]
#[test]
fn interrupted_in_the_middle() {
    let folder = Folder::new();
    let rows = "7,1.5\n3,2.5\n5,1\n".repeat(400_000);
    folder.write("data.csv", format!("y,x\n{rows}"));
    let mut child = crate::counterpart();
    child.args(["fit", "data.csv", "--formula", "y ~ x"]).current_dir(folder.0.path());
    let child = child.stdout(std::process::Stdio::piped()).spawn().expect("the program runs");
    std::thread::sleep(std::time::Duration::from_millis(100));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    let output = child.wait_with_output().expect("it ends");
    // By the handler, or by the signal itself while the process was still starting.
    assert!(matches!(output.status.code(), Some(130) | None), "{:?}", output.status);
    assert!(output.stdout.is_empty());
    assert_eq!(folder.files(), ["data.csv"]);
}
