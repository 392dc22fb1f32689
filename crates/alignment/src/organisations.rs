//! One organisation under several names: by identifier, then by name in any script.
//!
//! A name is compared by what tells it from others. Words for the kind of organisation (university, 大学, ООО) are set apart;
//! the rest is spelled in Latin letters and reduced to sounds, since Wuhan, 武汉 and Ухань are one city in three
//! spellings. Names that are translated and not spelled (Yangtze, 长江, Янцзы) do not meet in this way.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::transliterate::transliterated;

/// Similarity of two names (Jaro-Winkler) from which they may be one.
const SAME: f64 = 0.9;

/// An organisation as it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Identifiers with their scheme, such as `ROR:03ekhbz91`.
    pub identifiers: Vec<String>,
    /// Its names, in any language.
    pub names: Vec<String>,
    /// Its region, if known.
    pub region: Option<String>,
}

/// By what two entries are taken for one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// They share an identifier.
    Identifier,
    /// They share a name, as it is written or as it sounds.
    Name,
}

/// Two entries that are one organisation, perhaps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Duplicate {
    /// Place of the first.
    pub first: usize,
    /// Place of the second, which stands behind the first.
    pub second: usize,
    /// By what.
    pub by: By,
    /// How sure: 1 for an identifier or the same written name, else the similarity of the names.
    pub likeness: f64,
}

/// Pairs of entries that are one organisation, perhaps, in the order of their places.
///
/// Entries of different regions, or with different identifiers of one scheme, are two organisations.
pub fn duplicates(organisations: &[Organisation]) -> Vec<Duplicate> {
    let names: Vec<Vec<Name>> =
        organisations.iter().map(|of| of.names.iter().filter_map(|name| Name::of(name)).collect()).collect();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (k, organisation) in organisations.iter().enumerate() {
        let keys =
            names[k].iter().map(Name::block).chain(organisation.identifiers.iter().map(|id| plain(id)));
        for key in keys {
            let block = blocks.entry(key).or_default();
            if block.last() != Some(&k) {
                block.push(k);
            }
        }
    }
    let mut found: BTreeMap<(usize, usize), Duplicate> = BTreeMap::new();
    for block in blocks.values() {
        for (n, &second) in block.iter().enumerate() {
            for &first in &block[..n] {
                let same = same(&organisations[first], &organisations[second], &names[first], &names[second]);
                if let Some((by, likeness)) = same {
                    found.insert((first, second), Duplicate { first, second, by, likeness });
                }
            }
        }
    }
    found.into_values().collect()
}

fn same(a: &Organisation, b: &Organisation, names_a: &[Name], names_b: &[Name]) -> Option<(By, f64)> {
    let shares = |id: &String| b.identifiers.iter().any(|other| plain(other) == plain(id));
    if a.identifiers.iter().any(shares) {
        return Some((By::Identifier, 1.0));
    }
    let scheme = |id: &str| id.split(':').next().map(plain);
    let differs = |id: &String| b.identifiers.iter().any(|other| scheme(other) == scheme(id));
    let elsewhere = a.region.is_some() && b.region.is_some() && a.region != b.region;
    if elsewhere || a.identifiers.iter().any(differs) {
        return None;
    }
    let pairs = names_a.iter().flat_map(|name| names_b.iter().map(move |other| name.likeness(other)));
    let likeness = pairs.fold(0.0, f64::max);
    (likeness >= SAME).then_some((By::Name, likeness))
}

fn plain(identifier: &str) -> String {
    identifier.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// A name as it is compared.
struct Name {
    written: String,
    kind: Option<usize>,
    sound: String,
}

impl Name {
    /// None for a name of which nothing is left when the words for its kind are gone.
    fn of(name: &str) -> Option<Self> {
        let mut rest = name.to_lowercase().replace('ё', "е");
        let written: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut kind = None;
        for (place, words) in KINDS.iter().enumerate() {
            for word in *words {
                if let Some(without) = without(&rest, word) {
                    kind = kind.or(Some(place));
                    rest = without;
                }
            }
        }
        let sound = sound(&rest);
        (sound.len() > 2).then_some(Name { written, kind, sound })
    }

    /// Names that may be one share this.
    fn block(&self) -> String {
        let start: String = self.sound.chars().take(2).collect();
        format!("={start}")
    }

    fn likeness(&self, other: &Name) -> f64 {
        if self.written == other.written {
            return 1.0;
        }
        if self.kind.is_some() && other.kind.is_some() && self.kind != other.kind {
            return 0.0;
        }
        strsim::jaro_winkler(&self.sound, &other.sound)
    }
}

/// Words for kinds of organisations, longer ones before those they contain.
const KINDS: &[&[&str]] = &[
    &["university", "университет", "大学"],
    &["institute", "институт", "研究院", "研究所", "学院"],
    &["academy", "академия", "科学院"],
    &["college", "колледж"],
    &["chamber of commerce", "торгово-промышленная палата", "商会", "贸促会"],
    &[
        "co., ltd.",
        "co.,ltd",
        "company",
        "limited",
        "corporation",
        "corp.",
        "group",
        "ltd.",
        "ltd",
        "llc",
        "jsc",
        "компания",
        "корпорация",
        "общество с ограниченной ответственностью",
        "ооо",
        "пао",
        "зао",
        "ао",
        "группа",
        "股份有限公司",
        "有限责任公司",
        "有限公司",
        "集团",
        "公司",
    ],
    &[
        "state",
        "national",
        "federal",
        "государственный",
        "национальный",
        "федеральный",
        "of",
        "the",
        "имени",
        "им.",
    ],
];

/// The text without a word; a word of letters with blanks counts only whole.
fn without(text: &str, word: &str) -> Option<String> {
    let at = text.find(word)?;
    let end = at + word.len();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{2e80}');
    let is_part = word.chars().all(|c| c < '\u{2e80}')
        && (is_letter(text[..at].chars().next_back()) || is_letter(text[end..].chars().next()));
    (!is_part).then(|| format!("{} {}", &text[..at], &text[end..]))
}

/// A spelling reduced to sounds: endings of Russian adjectives gone, and letters for like sounds made one.
fn sound(text: &str) -> String {
    let mut sound = String::new();
    for word in transliterated(text).split(' ') {
        let endings = ["skii", "skaia", "skoe", "skogo", "skoi"];
        let stem = endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        sound.push_str(stem);
    }
    let folds = [
        ("shch", "s"),
        ("kh", "h"),
        ("wu", "u"),
        ("zh", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("ts", "c"),
        ("dz", "c"),
        ("q", "c"),
        ("j", "c"),
        ("x", "s"),
        ("w", "v"),
        ("ng", "n"),
        ("yi", "i"),
        ("y", "i"),
        ("iu", "u"),
        ("ia", "a"),
    ];
    let mut sound = folds.iter().fold(sound, |sound, (from, to)| sound.replace(from, to));
    let mut last = None;
    sound.retain(|c| last.replace(c) != Some(c));
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Organisation {
        Organisation { names: vec![name.to_owned()], ..Organisation::default() }
    }

    fn are_one(a: &str, b: &str) -> bool {
        !duplicates(&[named(a), named(b)]).is_empty()
    }

    #[test]
    fn a_name_is_known_in_another_script() {
        assert!(are_one("武汉大学", "Wuhan University"));
        assert!(are_one("Уханьский университет", "Wuhan University"));
        assert!(are_one("Уханьский университет", "武汉大学"));
        assert!(are_one("Саратовский государственный университет", "Saratov State University"));
        assert!(are_one("ООО «Камкаст»", "Kamkast Ltd."));
        assert!(are_one("  wuhan  UNIVERSITY", "Wuhan University"));
    }

    #[test]
    fn others_are_others() {
        assert!(!are_one("武汉大学", "武汉研究院"));
        assert!(!are_one("Saratov State University", "Samara State University"));
        assert!(!are_one("Университет", "University"), "nothing tells them from others");
        assert!(!are_one("长沙大学", "Wuhan University"));
    }

    #[test]
    fn an_identifier_goes_before_a_name() {
        let with = |name: &str, id: &str| Organisation { identifiers: vec![id.to_owned()], ..named(name) };
        let found = duplicates(&[with("A Works", "LEI:AB1"), with("Other Plant", "lei: ab1")]);
        assert_eq!((found.len(), found[0].by), (1, By::Identifier));
        assert!(duplicates(&[with("Hubei Steel", "LEI:AB1"), with("Hubei Steel", "LEI:AB2")]).is_empty());
        let at =
            |region: &str| Organisation { region: Some(region.to_owned()), ..named("Agrarian University") };
        assert!(duplicates(&[at("CN-HB"), at("CN-AH")]).is_empty());
    }
}
