//! How alike texts are: each of one set against each of another, and which are nearest.
//!
//! The likeness of two texts is `1 - (1 - c)(1 - λ l)`, where `c` is the cosine of their concepts, `l` what they share of
//! numbers and Latin words, and `λ` is [`LITERALS`]: equal numbers make alike what is alike already, and nothing else.
//! Some texts are near to everything, those that speak of development in general; so the nearest are found by
//! cross-domain similarity local scaling [LampleEtAl2018]: `2 s_ab - r_a - r_b`, where `r` is the mean likeness of a text
//! to the ten that are nearest to it.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;

use crate::meaning::Meaning;

/// `λ`: what equal numbers and Latin words may add.
const LITERALS: f64 = 0.3;

/// Neighbours over which the nearness of a text to everything is measured.
const NEIGHBOURS: usize = 10;

/// Two texts and how alike they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Place of the text in the first set.
    pub a: usize,
    /// Place in the second.
    pub b: usize,
    /// Their likeness, 0 to 1.
    pub likeness: f64,
    /// The likeness against that of their neighbours, which orders them; above 0 they are nearer to each other than their
    /// neighbours are.
    pub nearness: f64,
}

/// For each text of the first set the nearest of the second, at most `n` of each, the nearest first.
///
/// # Cost
///
/// Only texts that share a concept are compared: about `|a| · |b| · 64² / N` steps for `N` concepts.
pub fn nearest(a: &[Meaning], b: &[Meaning], n: usize) -> Vec<Vec<Near>> {
    let sets = Sets::new(a, b);
    let row = |k| {
        let mut row = sets.row(k);
        row.sort_by(order);
        row.truncate(n);
        row.shrink_to_fit();
        row
    };
    (0..a.len()).into_par_iter().map(row).collect()
}

/// Pairs of which one is the nearest of all to the other, in the order of their places.
pub(crate) fn nearest_either(a: &[Meaning], b: &[Meaning]) -> Vec<Near> {
    let sets = Sets::new(a, b);
    let nearer = |x: Near, y: Near| if order(&x, &y).is_le() { x } else { y };
    let nothing = || (Vec::new(), vec![None::<Near>; b.len()]);
    let (mut near, of_b) = (0..a.len())
        .into_par_iter()
        .fold(nothing, |(mut of_a, mut of_b), k| {
            let row = sets.row(k);
            for &near in &row {
                let best = &mut of_b[near.b];
                *best = Some(best.map_or(near, |best| nearer(best, near)));
            }
            of_a.extend(row.into_iter().reduce(nearer));
            (of_a, of_b)
        })
        .reduce(nothing, |(mut of_a, of_b), (more, other)| {
            of_a.extend(more);
            let both = of_b.into_iter().zip(other).map(|(x, y)| match (x, y) {
                (Some(x), Some(y)) => Some(nearer(x, y)),
                (x, y) => x.or(y),
            });
            (of_a, both.collect())
        });
    near.extend(of_b.into_iter().flatten());
    near.sort_by_key(|near| (near.a, near.b));
    near.dedup_by_key(|near| (near.a, near.b));
    near
}

/// The nearest first; of equals, by their places.
fn order(x: &Near, y: &Near) -> Ordering {
    y.nearness.total_cmp(&x.nearness).then((x.a, x.b).cmp(&(y.a, y.b)))
}

/// Two sets made ready.
struct Sets<'a> {
    a: &'a [Meaning],
    b: &'a [Meaning],
    literals: Literals<'a>,
    postings_b: Postings,
    /// How near each text of the second set is to its neighbours.
    mean_b: Vec<f64>,
}

impl<'a> Sets<'a> {
    fn new(a: &'a [Meaning], b: &'a [Meaning]) -> Self {
        let literals = Literals::new(a, b);
        let postings_a = Postings::new(a);
        let mean = |meaning| neighbours(&postings_a.likenesses(meaning, a, &literals));
        let mean_b = b.par_iter().map(mean).collect();
        Sets { a, b, literals, postings_b: Postings::new(b), mean_b }
    }

    /// A text of the first set beside all of the second that share a concept with it.
    fn row(&self, k: usize) -> Vec<Near> {
        let likenesses = self.postings_b.likenesses(&self.a[k], self.b, &self.literals);
        let mean = neighbours(&likenesses);
        let near = |(other, likeness): (usize, f64)| Near {
            a: k,
            b: other,
            likeness,
            nearness: 2.0 * likeness - mean - self.mean_b[other],
        };
        likenesses.into_iter().map(near).collect()
    }
}

/// Mean likeness to the nearest; fewer than ten count as if the others were not alike at all.
fn neighbours(likenesses: &[(usize, f64)]) -> f64 {
    let mut values: Vec<f64> = likenesses.iter().map(|(_, likeness)| *likeness).collect();
    if values.len() > NEIGHBOURS {
        values.select_nth_unstable_by(NEIGHBOURS, |x, y| y.total_cmp(x));
        values.truncate(NEIGHBOURS);
    }
    // In one order, so that the sum is the same whatever the selection did.
    values.sort_by(|x, y| y.total_cmp(x));
    values.iter().sum::<f64>() / NEIGHBOURS as f64
}

/// The texts of a set by concept.
struct Postings {
    texts: Vec<Vec<(usize, f64)>>,
    n_texts: usize,
}

impl Postings {
    fn new(meanings: &[Meaning]) -> Self {
        let concepts = meanings.iter().flat_map(|meaning| &meaning.concepts);
        let n_concepts = concepts.map(|(concept, _)| concept + 1).max().unwrap_or(0);
        let mut texts = vec![Vec::new(); n_concepts];
        for (k, meaning) in meanings.iter().enumerate() {
            for &(concept, weight) in &meaning.concepts {
                texts[concept].push((k, weight));
            }
        }
        Postings { texts, n_texts: meanings.len() }
    }

    /// The texts that share a concept with a meaning, and how alike they are.
    fn likenesses(&self, meaning: &Meaning, others: &[Meaning], literals: &Literals) -> Vec<(usize, f64)> {
        let mut cosines = vec![0.0; self.n_texts];
        for &(concept, weight) in &meaning.concepts {
            for &(k, other) in self.texts.get(concept).map_or(&[][..], Vec::as_slice) {
                cosines[k] += weight * other;
            }
        }
        let found = cosines.into_iter().enumerate().filter(|(_, cosine)| *cosine > 0.0);
        found
            .map(|(k, cosine)| {
                let shared = literals.shared(&meaning.literals, &others[k].literals);
                (k, 1.0 - (1.0 - cosine.min(1.0)) * (1.0 - LITERALS * shared))
            })
            .collect()
    }
}

/// How rare each number and Latin word is.
struct Literals<'a> {
    weights: HashMap<&'a str, f64>,
}

impl<'a> Literals<'a> {
    fn new(a: &'a [Meaning], b: &'a [Meaning]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for literal in a.iter().chain(b).flat_map(|meaning| &meaning.literals) {
            *counts.entry(literal).or_default() += 1;
        }
        let n = (a.len() + b.len()) as f64;
        let weight = |n_texts: usize| (1.0 + n / n_texts as f64).ln();
        Literals { weights: counts.into_iter().map(|(literal, count)| (literal, weight(count))).collect() }
    }

    /// The cosine of two sets of literals, with a 1 under the root for each text, so that a single number that is
    /// everywhere makes no two texts equal.
    fn shared(&self, a: &[String], b: &[String]) -> f64 {
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let square = |literal: &String| self.weights[literal.as_str()].powi(2);
        let both: f64 = a.iter().filter(|literal| b.binary_search(literal).is_ok()).map(square).sum();
        let length = |literals: &[String]| 1.0 + literals.iter().map(square).sum::<f64>();
        both / (length(a) * length(b)).sqrt()
    }
}
