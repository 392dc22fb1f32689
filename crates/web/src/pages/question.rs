//! The question of an address, `?state=agreed&page=2`: what a list shows of what there is.

use std::collections::BTreeMap;

use crate::frame::encoded;

/// The parts of a question, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Question(BTreeMap<String, String>);

impl Question {
    /// Of the query of an address; a name that stands twice counts once, empty answers not at all.
    pub(crate) fn of(pairs: BTreeMap<String, String>) -> Self {
        Question(pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A number of at least one.
    pub(crate) fn page(&self) -> usize {
        self.get("page").and_then(|text| text.parse().ok()).filter(|page| *page > 0).unwrap_or(1)
    }

    /// The same question with one part changed, or taken away; a changed question begins at its first page.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut parts = self.0.clone();
        parts.remove("page");
        match value {
            Some(value) => parts.insert(name.to_owned(), value.to_owned()),
            None => parts.remove(name),
        };
        Question(parts)
    }

    /// As it stands behind a path.
    pub(crate) fn address(&self) -> String {
        let parts: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The parts that a form of some fields does not hold, to go along with it.
    pub(crate) fn others(&self, fields: &[&str]) -> Vec<(String, String)> {
        let other =
            |(name, _): &(&String, &String)| !fields.contains(&name.as_str()) && name.as_str() != "page";
        self.0.iter().filter(other).map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}
