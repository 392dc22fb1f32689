//! The documents name what exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

#[test]
fn the_architecture_names_exactly_the_crates_that_exist() {
    let named = in_backticks(&read("ARCHITECTURE.md"), "### `");
    let metadata = cargo_metadata::MetadataCommand::new().current_dir(root()).no_deps().exec();
    let packages = metadata.expect("cargo metadata describes the workspace").packages;
    let crates: BTreeSet<String> = packages.into_iter().map(|package| package.name.to_string()).collect();
    assert_eq!(named, crates);
}

#[test]
fn each_direct_dependency_has_a_line_saying_what_it_saves() {
    let named = in_backticks(&read("CONTRIBUTING.md"), "| `");
    let manifest: toml::Table = read("Cargo.toml").parse().expect("the root manifest is TOML");
    let dependencies =
        manifest["workspace"]["dependencies"].as_table().expect("the workspace lists dependencies");
    let foreign = dependencies.iter().filter(|(_, value)| value.get("path").is_none());
    let foreign: BTreeSet<String> = foreign.map(|(name, _)| name.clone()).collect();
    assert_eq!(named, foreign);
}

#[test]
fn every_cited_work_is_in_the_references() {
    let references = in_backticks(&read("docs/references.md").replace("**", "`"), "- `");
    assert!(references.contains("HeadMayer2014"), "the references are read");
    let mut n_citations = 0;
    for path in texts() {
        for key in citations(&fs::read_to_string(&path).expect("a text of the project is UTF-8")) {
            n_citations += 1;
            assert!(
                references.contains(key),
                "{} cites {key}, which docs/references.md lacks",
                path.display()
            );
        }
    }
    assert!(n_citations > 0, "no citation was found");
}

#[test]
fn links_between_documents_lead_somewhere() {
    for path in texts().into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"))
    {
        let text = fs::read_to_string(&path).expect("a document is UTF-8");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let elsewhere = target.is_empty() || target.contains("://");
            let folder = path.parent().expect("a document lies in a folder");
            assert!(elsewhere || folder.join(target).exists(), "{} links to {target}", path.display());
        }
    }
}

#[test]
fn a_citation_is_a_name_and_a_year() {
    assert_eq!(citations("as in [HeadMayer2014; YotovEtAl2016, p. 3]").len(), 2);
    assert!(citations("in 2014, HS2012, `Key20`, [x]").is_empty());
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The words in backticks that follow `mark` at the start of a line.
fn in_backticks(text: &str, mark: &str) -> BTreeSet<String> {
    let named = text.lines().filter_map(|line| line.strip_prefix(mark)?.split('`').next());
    named.map(str::to_owned).collect()
}

/// Words such as `HeadMayer2014`.
fn citations(text: &str) -> Vec<&str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| is_key(word)).collect()
}

fn is_key(word: &str) -> bool {
    let name = word.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let year = &word[name.len()..];
    let capital = name.starts_with(|sign: char| sign.is_ascii_uppercase());
    let is_name = name.len() > 3 && capital && name.chars().any(char::is_lowercase);
    is_name && year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}

/// Code, documents and cases of the project.
fn texts() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "xtask/src", "docs", "cases"] {
        collect(&root().join(folder), &mut found);
    }
    let documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    found.extend(documents.map(|name| root().join(name)));
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            collect(&path, found);
        } else if matches!(extension, Some("rs" | "md" | "toml")) {
            found.push(path);
        }
    }
}
