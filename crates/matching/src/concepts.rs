//! What passages are about, by concept.

use std::collections::BTreeMap;

use alignment::{Language, Matcher};
use serde::Serialize;

use crate::passages::{Origin, Passages};

/// Concepts of a passage that are counted, and the share of it that each must have.
const COUNTED: (usize, f64) = (3, 0.05);

/// A concept that passages are about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Touched {
    /// Its label in the reader's language.
    pub label: String,
    /// Its official code, where it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How many passages are about it.
    pub n_passages: usize,
    /// The passage that is most about it, in the original.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
    /// Words of it that stand for the concept.
    pub words: Vec<String>,
}

/// The concepts that most passages are about, at most `limit`.
pub fn concepts(passages: &Passages, limit: usize, language: Language) -> Vec<Touched> {
    let matcher = Matcher::builtin();
    // How many passages, the greatest share, its passage and words.
    let mut touched: BTreeMap<usize, (usize, f64, usize, Vec<String>)> = BTreeMap::new();
    for (k, text) in passages.texts.iter().enumerate() {
        let found = matcher.concepts(text, COUNTED.0);
        for shared in found.into_iter().filter(|shared| shared.share >= COUNTED.1) {
            let kept = touched.entry(shared.concept).or_insert((0, 0.0, k, Vec::new()));
            kept.0 += 1;
            if shared.share > kept.1 {
                (kept.1, kept.2, kept.3) = (shared.share, k, shared.words_a);
            }
        }
    }
    let mut order: Vec<_> = touched.into_iter().collect();
    order.sort_by(|x, y| y.1.0.cmp(&x.1.0).then(y.1.1.total_cmp(&x.1.1)).then(x.0.cmp(&y.0)));
    order.truncate(limit);
    let told = |(concept, (n_passages, _, k, words)): (usize, (usize, f64, usize, Vec<String>))| {
        let concept = &matcher.scheme().concepts()[concept];
        Touched {
            label: concept.label(language).to_owned(),
            code: concept.code.clone(),
            n_passages,
            text: passages.texts[k].clone(),
            origin: passages.origins[k].clone(),
            words,
        }
    };
    order.into_iter().map(told).collect()
}
