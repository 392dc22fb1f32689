//! The command line as documented: `docs/cli.md` is every `--help`, and the README names what exists.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `docs/cli.md` is renewed by `COUNTERPART_WRITE_DOCS=1 cargo test --test it cli`.
#[test]
fn the_reference_page_is_what_help_says() {
    let mut page = String::from("# The command line\n\nEvery `--help`; a test compares.\n");
    write!(page, "\n```text\n{}```\n", help(&[])).expect("a String takes everything");
    for command in commands() {
        write!(page, "\n## {command}\n\n```text\n{}```\n", help(&[&command]))
            .expect("a String takes everything");
        for part in analyses().into_iter().filter(|_| command == "analyse") {
            let help = help(&[&command, &part]);
            write!(page, "\n### {command} {part}\n\n```text\n{help}```\n")
                .expect("a String takes everything");
        }
    }
    let path = root().join("docs/cli.md");
    if std::env::var_os("COUNTERPART_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("docs/ can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/cli.md is old; renew it with COUNTERPART_WRITE_DOCS=1 cargo test --test it cli"
    );
}

#[test]
fn the_readme_names_only_commands_and_options_that_exist() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the project has a README");
    let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with("counterpart ")).collect();
    assert!(lines.len() > 3, "the README shows how to use the program");
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        assert!(commands().iter().any(|command| command == words[0]), "no such command: {line}");
        let mut help = help(&words[..1]);
        // Parts of a command have help of their own.
        if help.contains("Commands:\n") {
            help = self::help(&words[..2]);
        }
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "no option {option}: {line}");
        }
    }
}

#[test]
fn an_unknown_command_is_the_users_mistake() {
    let output = run(&["rank"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(!output.stderr.is_empty());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Names of the commands, from the list in `--help`.
fn commands() -> Vec<String> {
    listed(&help(&[]))
}

/// Names of the parts of `analyse`, which have options enough for a page each.
fn analyses() -> Vec<String> {
    listed(&help(&["analyse"]))
}

fn listed(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).expect("the help lists the commands");
    let entries = list.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let names = entries.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

fn help(command: &[&str]) -> String {
    let output = run(&[command, &["--help"]].concat());
    assert!(output.status.success(), "counterpart {command:?} --help");
    let text = String::from_utf8(output.stdout).expect("the help is UTF-8");
    let trimmed = text.lines().map(|line| format!("{}\n", line.trim_end()));
    trimmed.collect()
}

fn run(arguments: &[&str]) -> std::process::Output {
    crate::counterpart().args(arguments).env("COLUMNS", "100").output().expect("the program starts")
}
