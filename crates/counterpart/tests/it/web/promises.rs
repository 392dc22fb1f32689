//! `docs/security.md` names tests that exist.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_test_that_the_document_of_security_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = std::fs::read_to_string(root.join("docs/security.md")).expect("the document is there");
    let quoted = document.split('`').skip(1).step_by(2);
    // Names of tests are sentences.
    let named: BTreeSet<&str> =
        quoted.filter(|name| name.matches('_').count() >= 2 && !name.contains(['/', '.', ' '])).collect();
    let mut sources = String::new();
    collect(&root.join("crates"), &mut sources);
    assert!(named.len() > 50, "{}", named.len());
    let missing: Vec<&&str> = named.iter().filter(|name| !sources.contains(&format!("fn {name}("))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn collect(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push_str(&std::fs::read_to_string(&path).expect("a source is text"));
        }
    }
}
