//! What the fields of an entry say, as short hashes: a replay that kept the words themselves would keep the register.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::kind::{Field, Form, Kind};
use crate::text::TextState;

/// One field, or one language of a text. The hashes are keyed anew for each replay, so that nobody can look for words
/// that have the hash of others.
#[derive(Debug, Clone, Copy)]
struct Word {
    lang: u32,
    said: u32,
    /// Place among the fields of the kind.
    field: u8,
    state: Option<TextState>,
}

/// What all fields say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    whole: u64,
    each: Box<[Word]>,
}

/// A field, or one language of it, that says something else than before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Difference {
    pub(crate) field: &'static Field,
    /// How far the text had come that stood there.
    pub(crate) was: Option<TextState>,
}

#[derive(Deserialize)]
struct Version<'a> {
    #[serde(borrow)]
    text: &'a RawValue,
    state: TextState,
}

impl Words {
    /// Those of fields as they stand in JSON. `None` when they stand there, byte for byte, as before.
    pub(crate) fn of(
        kind: &Kind,
        fields: &RawValue,
        before: Option<&Words>,
        keyed: &RandomState,
    ) -> Option<Result<Self, serde_json::Error>> {
        let whole = keyed.hash_one(fields.get());
        if before.is_some_and(|before| before.whole == whole) {
            return None;
        }
        Some(each(kind, fields, keyed).map(|each| Words { whole, each: each.into() }))
    }

    /// Whether nothing is known of them. Even no fields have a hash.
    pub(crate) fn is_unknown(&self) -> bool {
        self.whole == 0
    }

    /// What is said otherwise afterwards; how far a text has come says nothing.
    pub(crate) fn differences(&self, kind: &'static Kind, after: &Words) -> Vec<Difference> {
        let field = |word: &Word| &kind.fields[usize::from(word.field)];
        let gone = self.each.iter().filter(|word| after.at(word).is_none_or(|now| now.said != word.said));
        let gone = gone.map(|word| Difference { field: field(word), was: word.state });
        let new = after.each.iter().filter(|word| self.at(word).is_none());
        gone.chain(new.map(|word| Difference { field: field(word), was: None })).collect()
    }

    /// The word in the same place.
    fn at(&self, of: &Word) -> Option<&Word> {
        self.each.iter().find(|word| (word.field, word.lang) == (of.field, of.lang))
    }
}

fn each(kind: &Kind, fields: &RawValue, keyed: &RandomState) -> Result<Vec<Word>, serde_json::Error> {
    use serde::de::Error as _;
    let fields: BTreeMap<Cow<str>, &RawValue> = serde_json::from_str(fields.get())?;
    let hash = |text: &str| keyed.hash_one(text) as u32;
    let mut words = Vec::new();
    for (name, value) in fields {
        let place = kind.fields.iter().position(|field| field.name == name);
        let place = place.ok_or_else(|| serde_json::Error::custom("no such field"))?;
        let field = place as u8;
        if kind.fields[place].form != Form::Texts {
            words.push(Word { lang: 0, said: hash(value.get()), field, state: None });
            continue;
        }
        let versions: BTreeMap<Cow<str>, Version> = serde_json::from_str(value.get())?;
        for (lang, Version { text, state }) in versions {
            words.push(Word { lang: hash(&lang), said: hash(text.get()), field, state: Some(state) });
        }
    }
    Ok(words)
}
