//! The program as it is run: arguments and files in, output and exit code out.

#![allow(clippy::print_stdout, reason = "a test that cannot run says so, for the gate to count")]

mod acting;
mod analyse;
mod bad_input;
mod cases;
mod cli;
mod convert;
mod demo;
mod fit;
mod inspect;
mod office;
mod pages;
mod separation;
mod simulate;
mod weaklinks;
mod web;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program.
fn counterpart() -> Command {
    Command::new(env!("CARGO_BIN_EXE_counterpart"))
}

/// What one run gave.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Run {
    /// The output of a run that must have succeeded, as JSON.
    fn json(&self) -> serde_json::Value {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        serde_json::from_str(&self.stdout).expect("JSON on the standard output")
    }
}

/// A folder of one test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).expect("a file in the temporary folder");
        path
    }

    /// A path in it.
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program in the folder.
    fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        let output = counterpart().args(arguments).current_dir(self.0.path()).output();
        output.expect("the program runs").into()
    }

    /// Names of the files in it.
    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// The folder of other people's data; it need not be there.
fn data_folder() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    std::env::var_os("COUNTERPART_DATA").map_or_else(beside, PathBuf::from)
}

/// The same, for a test that needs it and is skipped, by name, without it.
fn shared_data(test: &str) -> Option<PathBuf> {
    let folder = data_folder();
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {test} (no data folder)");
    None
}
