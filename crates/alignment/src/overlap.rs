//! Candidates for common elements: what passages of two sides are both about, with the passages.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::likeness::{Near, nearest_either};
use crate::meaning::{Matcher, Meaning};
use crate::why::{Shared, shared};

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
    let (read_a, read_b) = (read_all(matcher, a), read_all(matcher, b));
    let mut near = nearest_either(&read_a, &read_b);
    near.retain(|near| near.likeness >= threshold);
    near.sort_by(|x, y| y.likeness.total_cmp(&x.likeness).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut by_concept: BTreeMap<usize, usize> = BTreeMap::new();
    // A passage that stands in several texts of a side is quoted once.
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for near in near {
        let leading = shared(&read_a[near.a].concepts, &read_b[near.b].concepts).next();
        let Some((concept, _)) = leading.filter(|_| seen.insert((&a[near.a], &b[near.b]))) else { continue };
        let place = *by_concept.entry(concept).or_insert_with(|| {
            candidates.push(Candidate { concept, likeness: near.likeness, pairs: Vec::new(), n_more: 0 });
            candidates.len() - 1
        });
        candidates[place].take(near);
    }
    candidates.par_iter_mut().flat_map_iter(|candidate| &mut candidate.pairs).for_each(|pair| {
        pair.shared = matcher.why(&a[pair.a], &b[pair.b], TOLD);
    });
    candidates
}

impl Candidate {
    /// Quotes a pair, or counts it when both passages are quoted already, or there is no room.
    fn take(&mut self, near: Near) {
        let is_a = self.pairs.iter().any(|quoted| quoted.a == near.a);
        let is_quoted = is_a && self.pairs.iter().any(|quoted| quoted.b == near.b);
        if is_quoted || self.pairs.len() == QUOTED {
            self.n_more += 1;
        } else {
            let Near { a, b, likeness, .. } = near;
            self.pairs.push(Pair { a, b, likeness, shared: Vec::new() });
        }
    }
}

fn read_all(matcher: &Matcher, texts: &[String]) -> Vec<Meaning> {
    texts.par_iter().map(|text| matcher.read(text)).collect()
}
