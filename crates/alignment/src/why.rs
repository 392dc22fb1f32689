//! Why two texts are alike: the concepts that both touch, and the words of each that lead there.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::meaning::Matcher;

/// Words that are shown for a concept on each side.
const WORDS: usize = 3;

/// A concept that two texts share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shared {
    /// Place of the concept.
    pub concept: usize,
    /// Its share of the cosine of the two texts, 0 to 1; the shares of all concepts add up to 1.
    pub share: f64,
    /// Words of the first text that stand for it, the weightiest first.
    pub words_a: Vec<String>,
    /// Words of the second.
    pub words_b: Vec<String>,
}

/// The concepts of both vectors with their part of the cosine, the greatest first.
pub(crate) fn shared(a: &[(usize, f64)], b: &[(usize, f64)]) -> impl Iterator<Item = (usize, f64)> {
    let in_b: BTreeMap<usize, f64> = b.iter().copied().collect();
    let products = a.iter().filter_map(|(concept, weight)| Some((*concept, weight * in_b.get(concept)?)));
    let mut products: Vec<(usize, f64)> = products.filter(|(_, product)| *product > 0.0).collect();
    products.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    products.into_iter()
}

impl Matcher {
    /// The concepts that two texts share, those that make them most alike first, at most `n`.
    pub fn why(&self, a: &str, b: &str, n: usize) -> Vec<Shared> {
        let (meaning_a, meaning_b) = (self.read(a), self.read(b));
        let mut products: Vec<(usize, f64)> = shared(&meaning_a.concepts, &meaning_b.concepts).collect();
        let cosine: f64 = products.iter().map(|(_, product)| product).sum();
        products.truncate(n);
        let told = |(concept, product): (usize, f64)| Shared {
            concept,
            share: product / cosine,
            words_a: self.words_for(a, concept),
            words_b: self.words_for(b, concept),
        };
        products.into_iter().map(told).collect()
    }

    /// The concepts of a text, the strongest first, at most `n`.
    pub fn concepts(&self, text: &str, n: usize) -> Vec<Shared> {
        self.why(text, text, n)
    }

    /// The words of a text that stand for a concept.
    fn words_for(&self, text: &str, concept: usize) -> Vec<String> {
        let weights = self.weights(text);
        let mut words: BTreeMap<String, f64> = BTreeMap::new();
        for found in self.terms.find(text) {
            let concepts = &self.terms.term(found.term).concepts;
            if let Ok(place) = concepts.binary_search_by_key(&concept, |(concept, _)| *concept) {
                let weight = weights[&found.term] * concepts[place].1;
                let written = text[found.at].to_lowercase();
                let kept = words.entry(written).or_default();
                *kept = kept.max(weight);
            }
        }
        let mut words: Vec<(String, f64)> = words.into_iter().collect();
        words.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        // A part of a phrase that is shown already says nothing new.
        let mut shown: Vec<String> = Vec::new();
        for (word, _) in words {
            if !shown.iter().any(|longer| longer.contains(&word)) {
                shown.push(word);
            }
        }
        shown.truncate(WORDS);
        shown
    }
}
