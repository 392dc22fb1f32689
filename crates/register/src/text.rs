//! One text in several languages, each with its state.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language tag: `en`, `zh`, `ru`, or any other of BCP 47; content knows no fixed list.
pub type Lang = String;

/// How far one language of a text has come. A language that is missing is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextState {
    /// Translated by a program, read by nobody.
    Machine,
    /// Written by a person.
    Draft,
    /// Read by a reviewer of the language.
    Reviewed,
    /// The wording that was signed.
    Authentic,
}

impl TextState {
    /// All states, in order.
    pub const ALL: [TextState; 4] =
        [TextState::Machine, TextState::Draft, TextState::Reviewed, TextState::Authentic];

    /// The word as stored.
    pub fn code(self) -> &'static str {
        match self {
            TextState::Machine => "machine",
            TextState::Draft => "draft",
            TextState::Reviewed => "reviewed",
            TextState::Authentic => "authentic",
        }
    }

    /// Reads the word as stored.
    pub fn parse(text: &str) -> Option<Self> {
        TextState::ALL.into_iter().find(|state| state.code() == text)
    }
}

/// One language of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextVersion {
    /// The words.
    pub text: String,
    /// How far they have come.
    pub state: TextState,
    /// Another language was changed after this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub behind: bool,
}

/// A text by language.
pub type Texts = BTreeMap<Lang, TextVersion>;

/// What a reader is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The words.
    pub text: &'a str,
    /// In which language; another than asked for when that one is missing, which the page must say.
    pub lang: &'a str,
    /// How far they have come; machine text must be marked.
    pub state: TextState,
}

/// The text in the reader's language, else in the one that has come furthest (ties: alphabetical).
pub fn show<'a>(texts: &'a Texts, lang: &str) -> Option<Shown<'a>> {
    let found = texts.get_key_value(lang).or_else(|| {
        // `max_by_key` takes the last of equals, so the languages are gone through backwards.
        texts.iter().rev().max_by_key(|(_, version)| version.state)
    })?;
    Some(Shown { text: &found.1.text, lang: found.0, state: found.1.state })
}

/// Writes some languages of a text. Where words are replaced, the other languages fall behind; a language that is added,
/// or that catches up, puts none behind. Languages whose words do not change keep their state.
pub fn write(texts: &mut Texts, changed: &BTreeMap<Lang, (String, TextState)>) {
    let mut replaced = false;
    for (lang, (text, state)) in changed {
        if texts.get(lang).is_some_and(|old| old.text == *text) {
            continue;
        }
        replaced |= texts.get(lang).is_some_and(|old| !old.behind);
        if text.is_empty() {
            texts.remove(lang);
        } else {
            texts.insert(lang.clone(), TextVersion { text: text.clone(), state: *state, behind: false });
        }
    }
    if replaced {
        for (lang, version) in texts.iter_mut() {
            version.behind |= !changed.contains_key(lang);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(lang: &str, text: &str) -> BTreeMap<Lang, (String, TextState)> {
        BTreeMap::from([(lang.to_owned(), (text.to_owned(), TextState::Draft))])
    }

    #[test]
    fn changing_one_language_sets_the_others_behind() {
        let mut texts = Texts::new();
        write(&mut texts, &one("en", "A railway"));
        write(&mut texts, &one("zh", "铁路"));
        assert!(!texts["en"].behind, "a translation puts nothing behind");
        write(&mut texts, &one("zh", "高速铁路"));
        assert!(texts["en"].behind && !texts["zh"].behind);
        write(&mut texts, &one("zh", "高速铁路"));
        assert!(!texts["zh"].behind, "writing the same words again changes nothing");
        write(&mut texts, &one("en", "A fast railway"));
        assert!(!texts["en"].behind && !texts["zh"].behind, "catching up puts nothing behind");
    }

    #[test]
    fn a_missing_language_is_replaced_by_the_best_one() {
        let mut texts = Texts::new();
        write(&mut texts, &BTreeMap::from([("ru".to_owned(), ("Мост".to_owned(), TextState::Reviewed))]));
        write(&mut texts, &BTreeMap::from([("zh".to_owned(), ("桥".to_owned(), TextState::Machine))]));
        let shown = show(&texts, "en").unwrap();
        assert_eq!((shown.text, shown.lang, shown.state), ("Мост", "ru", TextState::Reviewed));
        assert_eq!(show(&texts, "zh").unwrap().state, TextState::Machine);
        assert_eq!(show(&Texts::new(), "en"), None);
    }
}
