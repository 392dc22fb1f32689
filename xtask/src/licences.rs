//! Licences, bans and sources of the dependencies, by `deny.toml`.

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::Error;
use crate::process::root;

/// What `deny.toml` says.
struct Rules {
    allowed: Vec<String>,
    banned: Vec<String>,
}

/// Checks every package in the graph, for all platforms.
pub fn check() -> Result<(), Error> {
    let rules = Rules::read(&std::fs::read_to_string(root().join("deny.toml"))?)?;
    let metadata = MetadataCommand::new().current_dir(root()).exec()?;
    let faults = rules.faults(&metadata);
    println!("{} packages, {} faults", metadata.packages.len(), faults.len());
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

impl Rules {
    fn read(text: &str) -> Result<Self, Error> {
        let table: toml::Table = text.parse()?;
        let list = |section: &str, key: &str| {
            let found =
                table.get(section).and_then(|section| section.get(key)).and_then(toml::Value::as_array);
            found.ok_or_else(|| format!("deny.toml has no list {section}.{key}"))
        };
        let word = |value: &toml::Value| {
            value.as_str().map(str::to_owned).ok_or_else(|| format!("deny.toml: {value} is not a text"))
        };
        let allowed = list("licenses", "allow")?.iter().map(word).collect::<Result<_, _>>()?;
        let name = |ban: &toml::Value| word(ban.get("crate").unwrap_or(ban));
        let banned = list("bans", "deny")?.iter().map(name).collect::<Result<_, _>>()?;
        Ok(Rules { allowed, banned })
    }

    fn faults(&self, metadata: &Metadata) -> Vec<String> {
        metadata.packages.iter().filter_map(|package| self.fault(package)).collect()
    }

    fn fault(&self, package: &Package) -> Option<String> {
        let name = format!("{} {}", package.name, package.version);
        if self.banned.iter().any(|banned| *banned == package.name.as_str()) {
            return Some(format!("{name} is banned by deny.toml"));
        }
        if package.source.as_ref().is_some_and(|source| !source.is_crates_io()) {
            return Some(format!("{name} does not come from crates.io"));
        }
        match package.license.as_deref() {
            None => Some(format!("{name} names no licence")),
            Some(licence) if !allows(licence, &self.allowed) => {
                Some(format!("{name}: licence {licence:?} is not allowed by deny.toml"))
            }
            Some(_) => None,
        }
    }
}

/// Whether a licence expression holds with the allowed licences alone.
///
/// `AND` binds more tightly than `OR` (SPDX 2.3, annex D); the old form `MIT/Apache-2.0` is a choice.
fn allows(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let holds = any(&mut words, allowed);
    holds && words.peek().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words, allowed: &[String]) -> bool {
    let mut holds = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        holds |= all(words, allowed);
    }
    holds
}

fn all(words: &mut Words, allowed: &[String]) -> bool {
    let mut holds = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        holds &= one(words, allowed);
    }
    holds
}

fn one(words: &mut Words, allowed: &[String]) -> bool {
    let Some(word) = words.next() else { return false };
    if word == "(" {
        return any(words, allowed) & (words.next() == Some(")"));
    }
    let mut licence = word.to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        licence = format!("{licence} WITH {}", words.next().unwrap_or_default());
    }
    allowed.contains(&licence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, expected: bool) {
        let allowed =
            ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        assert_eq!(allows(expression, &allowed), expected, "{expression}");
    }

    #[test]
    fn a_choice_needs_one_and_a_sum_needs_all() {
        check("MIT", true);
        check("GPL-3.0", false);
        check("GPL-3.0 OR MIT", true);
        check("GPL-3.0 AND MIT", false);
        check("MIT/Apache-2.0", true);
        check("(MIT OR GPL-3.0) AND Unicode-3.0", true);
        check("(MIT OR Apache-2.0) AND GPL-3.0", false);
        check("GPL-3.0 AND MIT OR Apache-2.0", true);
        check("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true);
        check("GPL-3.0 WITH Classpath-exception-2.0", false);
        check("(MIT", false);
        check("MIT MIT", false);
        check("", false);
    }
}
