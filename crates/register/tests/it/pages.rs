//! `docs/entities.md`: every kind of entry, as its table says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use register::diagram::{mermaid, page};
use register::kinds::ALL;

const INTRODUCTION: &str = "\
# What the register keeps

Each kind of entry has fields, states, and a table of acts: from which state to which, and who may take them.
An act that is not in the table cannot be done, and nobody deletes.
*Both sides* means that each side confirms the same version and that the act happens when the second does; any change in between makes the first half lapse.
*Of the other side* and *of either side* say whose entries a role acts on, where these are not its own side's or joint ones; a region officer or an organisation acts on what names its own region or organisation in a field that *owns the entry*.
What the register itself does follows from another entry and is nobody's to do.

This page is made from the tables in `crates/register/src/kinds`; a test compares.
";

/// `docs/entities.md` is renewed by `COUNTERPART_WRITE_DOCS=1 cargo test -p register --test it pages`.
#[test]
fn the_page_of_entities_is_what_the_tables_say() {
    let mut text = String::from(INTRODUCTION);
    for kind in ALL {
        write!(text, "\n{}", page(kind)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/entities.md");
    if std::env::var_os("COUNTERPART_WRITE_DOCS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/entities.md is old; renew it with COUNTERPART_WRITE_DOCS=1 cargo test -p register --test it pages"
    );
}

/// Words that begin a statement of their own in a state diagram of Mermaid, and so name no state there.
const RESERVED: &[&str] =
    &["state", "note", "end", "as", "direction", "class", "classdef", "style", "click", "scale"];

#[test]
fn every_diagram_is_one_that_mermaid_draws() {
    for kind in ALL {
        let diagram = mermaid(kind);
        let mut lines = diagram.lines();
        assert_eq!(lines.next(), Some("stateDiagram-v2"), "{}", kind.name);
        assert_eq!(
            lines.next(),
            Some(format!("    [*] --> {}", kind.first_state()).as_str()),
            "{}",
            kind.name
        );
        let mut drawn = BTreeSet::from([kind.first_state()]);
        for line in lines {
            let (arrow, label) = line.split_once(": ").expect(line);
            let (from, to) =
                arrow.strip_prefix("    ").and_then(|arrow| arrow.split_once(" --> ")).expect(line);
            for state in [from, to] {
                assert!(state.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{line}");
                assert!(!RESERVED.contains(&state), "{line}");
                drawn.insert(state);
            }
            assert!(!label.is_empty() && !label.contains([':', ';', '#', '\n']), "{line}");
        }
        assert_eq!(drawn, kind.states.iter().copied().collect(), "{}", kind.name);
    }
}
