//! Candidates for common elements: what passages of two sides are both about, with the passages.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::likeness::{Near, nearest};
use crate::meaning::{Matcher, Meaning};
use crate::why::Shared;

/// Likeness from which two passages are shown as a candidate; `docs/alignment.md` has what it finds and misses.
pub const THRESHOLD: f64 = 0.25;

/// Pairs of passages that are quoted for a candidate.
const QUOTED: usize = 3;

/// Concepts that are told of a pair.
const TOLD: usize = 3;

/// Something that both sides write about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// Place of the concept that makes its first pair most alike; what the candidate is called by.
    pub concept: usize,
    /// Likeness of its first pair, 0 to 1.
    pub likeness: f64,
    /// The passages that support it, the most alike first; never empty.
    pub pairs: Vec<Pair>,
    /// Pairs about the same that are not quoted.
    pub n_more: usize,
}

/// Two passages that support a candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// Place among the passages of the first side.
    pub a: usize,
    /// Place among those of the second.
    pub b: usize,
    /// How alike they are, 0 to 1.
    pub likeness: f64,
    /// Why.
    pub shared: Vec<Shared>,
}

/// What the passages of two sides have in common, the most alike first.
///
/// Two passages support a candidate when one is the nearest of all to the other, and they are `threshold` alike or more.
/// Pairs about the same concept are one candidate.
pub fn candidates(matcher: &Matcher, a: &[String], b: &[String], threshold: f64) -> Vec<Candidate> {
    let near = mutual(&read_all(matcher, a), &read_all(matcher, b), threshold);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut by_concept: BTreeMap<usize, usize> = BTreeMap::new();
    // A passage that stands in several texts of a side is quoted once.
    let mut quoted: HashSet<(&str, &str)> = HashSet::new();
    for near in near {
        let (text_a, text_b) = (&a[near.a], &b[near.b]);
        if !quoted.insert((text_a, text_b)) {
            continue;
        }
        let shared = matcher.why(text_a, text_b, TOLD);
        let Some(concept) = shared.first().map(|shared| shared.concept) else { continue };
        let pair = Pair { a: near.a, b: near.b, likeness: near.likeness, shared };
        match by_concept.get(&concept).map(|&place| &mut candidates[place]) {
            Some(candidate) if candidate.pairs.len() < QUOTED => candidate.pairs.push(pair),
            Some(candidate) => candidate.n_more += 1,
            None => {
                by_concept.insert(concept, candidates.len());
                candidates.push(Candidate { concept, likeness: near.likeness, pairs: vec![pair], n_more: 0 });
            }
        }
    }
    candidates
}

/// Pairs of which one is the nearest to the other, the most alike first.
fn mutual(a: &[Meaning], b: &[Meaning], threshold: f64) -> Vec<Near> {
    let turned = |near: Near| Near { a: near.b, b: near.a, ..near };
    let mut near: Vec<Near> = nearest(a, b, 1).into_iter().flatten().collect();
    near.extend(nearest(b, a, 1).into_iter().flatten().map(turned));
    near.retain(|near| near.likeness >= threshold);
    near.sort_by(|x, y| y.likeness.total_cmp(&x.likeness).then((x.a, x.b).cmp(&(y.a, y.b))));
    near.dedup_by_key(|near| (near.a, near.b));
    near
}

fn read_all(matcher: &Matcher, texts: &[String]) -> Vec<Meaning> {
    texts.par_iter().map(|text| matcher.read(text)).collect()
}
