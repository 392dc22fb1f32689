//! Accessibility, as far as axe-core can judge it.

use std::path::PathBuf;
use std::{env, fs};

use serde::Deserialize;
use serde_json::Value;

use super::Browser;

/// All rules of WCAG 2.0, 2.1 and 2.2 at levels A and AA, and none that is only advice.
const RUN: &str = "
    return axe.run(document, {
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
        resultTypes: ['violations'],
    }).then(found => found.violations.map(({ id, impact, nodes }) =>
        ({ rule: id, impact, nodes: nodes.map(node => node.html) })));";

/// A rule that a page breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The name that axe-core gives the rule, such as `image-alt`.
    pub rule: String,
    /// How bad it is: `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// The elements, as HTML.
    pub nodes: Vec<String>,
}

impl Browser {
    /// What on the open page violates WCAG 2.2 at level AA. The page's own policy does not stop axe-core, but a
    /// browser that blocks scripts does.
    pub fn axe(&self) -> Vec<Violation> {
        assert!(
            self.setup.javascript,
            "axe-core waits for timers, which never end where scripts are blocked"
        );
        let file = script();
        let axe = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let found: Value = self.evaluate(&format!("{axe}\n{RUN}"));
        serde_json::from_value(found).expect("axe-core lists violations")
    }
}

/// Where `cargo xtask test` puts axe-core: in the folder of build results, which holds this program too.
fn script() -> PathBuf {
    let program = env::current_exe().expect("a test is a program");
    let places = program.ancestors().map(|folder| folder.join("axe-core/axe.min.js"));
    let found = places.into_iter().find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!("axe-core is not in the folder of build results: `cargo xtask test` fetches it")
    })
}
