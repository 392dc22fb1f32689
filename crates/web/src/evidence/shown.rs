//! Numbers, links and regions as cells and sentences.

use std::collections::BTreeMap;

use register::address::Address;
use register::entry::Entry;
use register::kind::kind;
use store::{LinkRow, Numbers};
use words::Language;

use super::runs::Run;
use crate::error::Failure;
use crate::frame::encoded;
use crate::shown::{Item, Words, place_of, title};
use crate::visit::Visit;

/// Names of regions by key.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, Entry>);

impl Names {
    /// Those of some keys that the reader may see.
    pub(super) async fn of<'a>(
        visit: &mut Visit,
        keys: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Failure> {
        let region = kind("region").expect("regions exist");
        let mut addresses: Vec<Address> =
            keys.into_iter().filter_map(|key| Address::new(region, key).ok()).collect();
        addresses.sort_unstable();
        addresses.dedup();
        let found = visit.register.look_at(visit.reader, &addresses).await?;
        Ok(Names(found.into_iter().map(|(address, entry)| (address.key().to_owned(), entry)).collect()))
    }

    /// Those of the regions of some rows.
    pub(super) async fn of_rows(visit: &mut Visit, rows: &[LinkRow]) -> Result<Self, Failure> {
        let keys = rows.iter().flat_map(|row| [row.origin.as_str(), row.destination.as_str()]);
        Names::of(visit, keys).await
    }

    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.0.get(key)
    }

    /// What a region is called; by its key when the register does not know it.
    pub(super) fn name(&self, key: &str, lang: Language) -> String {
        self.0.get(key).map_or_else(|| key.to_owned(), |entry| title(entry, lang).text)
    }

    /// A link by its regions.
    pub(super) fn link(&self, origin: &str, destination: &str, lang: Language) -> String {
        format!("{}\u{a0}→ {}", self.name(origin, lang), self.name(destination, lang))
    }

    pub(super) fn item(&self, key: &str, visit: &Visit) -> Item {
        match self.0.get(key) {
            Some(entry) => {
                Item::Link { href: visit.path(&place_of(&entry.address)), words: title(entry, visit.lang) }
            }
            None => Item::Code(key.to_owned()),
        }
    }
}

/// The place of a link of a run on this site.
pub(super) fn place(run: &Run, origin: &str, destination: &str) -> String {
    format!("/link/{}/{}/{}", encoded(run.address().key()), encoded(origin), encoded(destination))
}

/// A channel in the reader's language.
pub(super) fn channel(lang: Language, channel: &str) -> String {
    let word = words::word(lang, channel);
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The class of a ratio: from far below what is expected to far above. Orange to blue, told apart with any form of colour
/// blindness; the number always stands there too.
fn class(ratio: f64) -> &'static str {
    match ratio {
        r if r < 0.4 => "heat below-3",
        r if r < 0.6 => "heat below-2",
        r if r < 0.8 => "heat below-1",
        r if r <= 1.25 => "heat even",
        r if r <= 1.67 => "heat above-1",
        _ => "heat above-2",
    }
}

/// A ratio with its interval.
pub(super) fn interval(lang: Language, numbers: &Numbers) -> String {
    let ratio = lang.ratio(numbers.ratio);
    match numbers.low.zip(numbers.high) {
        Some((low, high)) => format!("{ratio} ({}–{})", lang.ratio(low), lang.ratio(high)),
        None => ratio,
    }
}

/// The cell of a link: its ratio, coloured; or why there is none.
pub(super) fn cell(visit: &Visit, run: &Run, row: &LinkRow, sign: &str, about: &str) -> Item {
    let lang = visit.lang;
    match &row.found {
        Ok(numbers) => Item::Heat {
            href: visit.path(&place(run, &row.origin, &row.destination)),
            class: class(numbers.ratio),
            sign: sign.to_owned(),
            about: about.to_owned(),
            text: lang.ratio(numbers.ratio),
        },
        Err(missing) => {
            Item::None { text: format!("{sign} {}", self::missing(lang, missing)).trim().to_owned() }
        }
    }
}

/// Why a pair has no numbers.
pub(super) fn missing(lang: Language, missing: &str) -> String {
    match missing {
        "not-reported" => lang.say("evidence-not-reported"),
        _ => lang.say("evidence-nothing-expected"),
    }
}

/// Words that lead to a page of this site.
pub(super) fn to(visit: &Visit, place: &str, words: impl Into<String>) -> Item {
    Item::Link { href: visit.path(place), words: Words::plain(words) }
}
