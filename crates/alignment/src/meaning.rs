//! What a text is about: a weight for each of the concepts it touches, and the numbers and Latin words in it.
//!
//! Explicit semantic analysis across languages [PotthastSteinAnderka2008], with concepts in place of articles: a text is the
//! vector of its cosines with the three-language texts of the concepts. Two texts are as alike as these vectors.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::language::Language;
use crate::scheme::Scheme;
use crate::terms::Terms;
use crate::words::words;

/// Concepts of a text that are kept, the strongest. Fewer lose what is said in passing; more change nothing but the time.
const KEPT: usize = 64;

/// A scheme made ready for reading texts.
#[derive(Debug)]
pub struct Matcher {
    scheme: Scheme,
    pub(crate) terms: Terms,
}

/// What a text is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// The language of most of its letters.
    pub language: Option<Language>,
    /// Places of concepts, ascending, with weights that make a vector of length 1; empty when no word is known.
    pub concepts: Vec<(usize, f64)>,
    /// Numbers and Latin words, ascending: what languages share as it is written. An English text has numbers only.
    pub literals: Vec<String>,
}

impl Matcher {
    /// The matcher of the scheme that comes with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(Scheme::builtin()));
        &BUILTIN
    }

    /// Makes a scheme ready.
    pub fn new(scheme: Scheme) -> Self {
        let terms = Terms::new(&scheme);
        Matcher { scheme, terms }
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// What a text is about. The text is to be in composed form (NFC), as files are read.
    pub fn read(&self, text: &str) -> Meaning {
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for (term, weight) in self.weights(text) {
            for &(concept, in_concept) in &self.terms.term(term).concepts {
                *weights.entry(concept).or_default() += weight * in_concept;
            }
        }
        Meaning {
            language: Language::of(text),
            concepts: strongest(weights.into_iter().collect()),
            literals: literals(text),
        }
    }

    /// Terms of a text with their weights in it: `sqrt(n_t) · idf_t`.
    pub(crate) fn weights(&self, text: &str) -> BTreeMap<usize, f64> {
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for found in self.terms.find(text) {
            *weights.entry(found.term).or_default() += 1.0;
        }
        for (&term, weight) in &mut weights {
            *weight = weight.sqrt() * self.terms.term(term).idf;
        }
        weights
    }
}

/// The strongest concepts, as a vector of length 1 in the order of their places.
fn strongest(mut concepts: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    concepts.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    concepts.truncate(KEPT);
    let length = concepts.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    for (_, weight) in &mut concepts {
        *weight /= length;
    }
    concepts.sort_by_key(|(concept, _)| *concept);
    concepts
}

/// Numbers, and the Latin words of a text that is not written in Latin letters.
fn literals(text: &str) -> Vec<String> {
    let is_english = Language::of(text) == Some(Language::En);
    let is_literal = |word: &crate::words::Word| match word.language {
        None => true,
        Some(Language::En) => !is_english || is_abbreviation(&text[word.at.clone()]),
        Some(_) => false,
    };
    let mut literals: Vec<String> =
        words(text).into_iter().filter(is_literal).map(|word| word.stem).collect();
    literals.sort();
    literals.dedup();
    literals
}

fn is_abbreviation(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase())
}

/// The cosine of the concepts of two texts.
pub(crate) fn cosine(a: &[(usize, f64)], b: &[(usize, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(&(concept, weight)), Some(&(other, other_weight))) = (a.get(i), b.get(j)) {
        if concept == other {
            sum += weight * other_weight;
        }
        i += usize::from(concept <= other);
        j += usize::from(other <= concept);
    }
    sum
}
