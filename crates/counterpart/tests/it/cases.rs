//! Published tables as cases: `cases/<paper>-<table>/case.toml`. A new table needs no Rust.
//!
//! A case names a file of the data folder (`COUNTERPART_DATA`, or `../shared/data` beside the project), the
//! columns the paper derives from it and the rows it keeps; then every fit runs through `counterpart fit` as a
//! user would run it, and every effect through `counterpart analyse effect` on the file as it is. A figure is right when it rounds to the printed one: the tolerance is half a unit of the
//! last printed digit, because no more is known of the printed value. A case may state another, with a reason.

mod data;
mod expected;

use std::path::{Path, PathBuf};

use data::{Derive, Keep};
use expected::{Effect, Figure, Fit, Separation};
use serde::Deserialize;

/// One `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Where the figures were published.
    source: String,
    /// Page, table or file.
    page: String,
    /// Licence of the data.
    licence: String,
    /// The file, below the data folder.
    #[serde(default)]
    data: Option<String>,
    /// Columns made before rows are left out, in this order.
    #[serde(default)]
    derive: Vec<Derive>,
    /// Rows kept for all fits.
    #[serde(default)]
    keep: Vec<Keep>,
    /// What is estimated.
    #[serde(default)]
    fit: Vec<Fit>,
    /// Effects of a treatment, from the file as it is.
    #[serde(default)]
    effect: Vec<Effect>,
    /// Files whose separated rows are known.
    #[serde(default)]
    separation: Vec<Separation>,
}

#[test]
fn published_tables() {
    let mut faults = Vec::new();
    let mut n_cases = 0;
    for folder in folders() {
        n_cases += 1;
        let name = format!("cases/{}", folder.file_name().unwrap_or_default().to_string_lossy());
        let text =
            std::fs::read_to_string(folder.join("case.toml")).expect("each folder of cases/ has a case.toml");
        match toml::from_str::<Case>(&text) {
            Ok(case) => case.check(&name, &mut faults),
            Err(error) => faults.push(format!("{name}: {error}")),
        }
    }
    assert!(n_cases > 0, "no case was found");
    assert!(faults.is_empty(), "{} figures differ:\n{}", faults.len(), faults.join("\n"));
}

impl Case {
    fn check(&self, name: &str, faults: &mut Vec<String>) {
        if [&self.source, &self.page, &self.licence].iter().any(|text| text.trim().is_empty()) {
            faults.push(format!("{name}: source, page or licence is empty"));
        }
        let mut files = self.data.iter().chain(self.separation.iter().map(|separation| &separation.data));
        let folder = crate::data_folder();
        if let Some(file) = files.find(|file| !folder.join(file).is_file()) {
            println!("skipped: {name} (no {file} in the data folder)");
            return;
        }
        for fit in &self.fit {
            let Some(data) = &self.data else {
                faults.push(format!("{name}: a fit needs data"));
                continue;
            };
            let keep: Vec<&Keep> = self.keep.iter().chain(&fit.keep).collect();
            let outcome = data::prepare(&folder.join(data), &self.derive, &keep)
                .and_then(|prepared| fit.run(prepared.path()));
            let found = outcome.unwrap_or_else(|fault| vec![fault]);
            faults.extend(found.into_iter().map(|fault| format!("{name}, {}: {fault}", fit.name)));
        }
        for effect in &self.effect {
            let Some(data) = &self.data else {
                faults.push(format!("{name}: an effect needs data"));
                continue;
            };
            let found = effect.run(&folder.join(data)).unwrap_or_else(|fault| vec![fault]);
            faults.extend(found.into_iter().map(|fault| format!("{name}, {}: {fault}", effect.name)));
        }
        for separation in &self.separation {
            let fault = separation.run(&folder.join(&separation.data));
            faults.extend(fault.err().map(|fault| format!("{name}, {}: {fault}", separation.data)));
        }
    }
}

/// The root of the project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("cases")).expect("the project has a folder cases/");
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn a_figure_is_right_when_it_rounds_to_the_printed_one() {
    let right = |printed: &str, value: f64| Figure(printed.to_owned()).is(value, 0.5);
    assert!(right("-1.0016", -1.00164));
    assert!(right(".0273", 0.027_25));
    assert!(!right(".0273", 0.027_36));
    assert!(!right("-1.0016", 1.0016));
    assert!(right("25689", 25689.0));
    assert!(!right("no number", 0.0));
}
