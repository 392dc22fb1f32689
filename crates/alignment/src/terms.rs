//! The terms of the scheme: which words and phrases stand for which concepts, and for how much.
//!
//! Each concept is taken for a small text in three parts, one a script: its label and keywords. A term is a word of such a
//! text by its stem, or a whole keyword of several words. In the part of concept `c`, term `t` weighs
//! `sqrt(n_ct) · idf_t`, divided by the length (Euclidean) of the part, where `n_ct` is how often it stands there,
//! `idf_t = ln(1 + N / N_t)`, `N` the number of concepts and `N_t` of those with the term. What stands in a narrower
//! concept counts for the broader one too, a quarter as much for each step.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::language::Language;
use crate::scheme::Scheme;
use crate::words::{Word, words};

/// How much of a term's count the next broader concept gets.
const BROADER: f64 = 0.25;

/// Words of the longest phrase that is looked for in a text.
const LONGEST_PHRASE: usize = 6;

/// Bytes of the longest Chinese phrase that is looked for in a text.
const LONGEST_CHINESE: usize = 36;

/// The terms of a scheme.
#[derive(Debug)]
pub(crate) struct Terms {
    /// Places of terms: words by their stems, phrases by their stems with blanks between them. A Chinese phrase is kept
    /// as it is written, since a text may cut it elsewhere.
    places: HashMap<String, usize>,
    terms: Vec<Term>,
}

/// A term and the concepts it stands for.
#[derive(Debug)]
pub(crate) struct Term {
    /// `idf_t`.
    pub idf: f64,
    /// Concepts, and the weight of the term in each.
    pub concepts: Vec<(usize, f64)>,
}

/// A term of the scheme in a text.
#[derive(Debug)]
pub(crate) struct Found {
    /// Place of the term.
    pub term: usize,
    /// Bytes of the text.
    pub at: Range<usize>,
}

/// How often each term stands in one part of a concept.
type Counts = BTreeMap<String, f64>;

impl Terms {
    pub fn new(scheme: &Scheme) -> Self {
        let mut parts: Vec<[Counts; 3]> = (0..scheme.concepts().len()).map(|c| parts(scheme, c)).collect();
        for part in parts.iter_mut().flatten() {
            for count in part.values_mut() {
                *count = count.sqrt();
            }
        }
        broaden(scheme, &mut parts);
        weighted(&parts)
    }

    pub fn term(&self, place: usize) -> &Term {
        &self.terms[place]
    }

    /// The terms of the scheme in a text.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let words = words(text);
        let mut found = Vec::new();
        for (k, word) in words.iter().enumerate() {
            self.push(&word.stem, word.at.clone(), &mut found);
            if word.language != Some(Language::Zh) {
                self.phrases(&words[k..], &mut found);
            }
        }
        self.chinese_phrases(text, &words, &mut found);
        found
    }

    fn push(&self, term: &str, at: Range<usize>, found: &mut Vec<Found>) {
        if let Some(&term) = self.places.get(term) {
            found.push(Found { term, at });
        }
    }

    /// Phrases that begin with the first of these words.
    fn phrases(&self, words: &[Word], found: &mut Vec<Found>) {
        let mut phrase = words[0].stem.clone();
        for word in words.iter().take(LONGEST_PHRASE).skip(1) {
            if word.language == Some(Language::Zh) {
                break;
            }
            phrase.push(' ');
            phrase.push_str(&word.stem);
            self.push(&phrase, words[0].at.start..word.at.end, found);
        }
    }

    /// Chinese phrases: parts of the text that begin where a word begins and end where one ends.
    fn chinese_phrases(&self, text: &str, words: &[Word], found: &mut Vec<Found>) {
        let chinese = || words.iter().filter(|word| word.language == Some(Language::Zh));
        let mut starts: Vec<usize> = chinese().map(|word| word.at.start).collect();
        let mut ends: Vec<usize> = chinese().map(|word| word.at.end).collect();
        starts.dedup();
        ends.sort_unstable();
        ends.dedup();
        for start in starts {
            let from = ends.partition_point(|&end| end <= start);
            for &end in ends[from..].iter().take_while(|&&end| end - start <= LONGEST_CHINESE) {
                // A single word has been found already, so that only phrases are left under this name.
                self.push(&chinese_phrase(&text[start..end]), start..end, found);
            }
        }
    }
}

/// What a Chinese phrase is kept under: not to be taken for a word.
fn chinese_phrase(phrase: &str) -> String {
    format!("={phrase}")
}

/// The three parts of a concept's text.
fn parts(scheme: &Scheme, place: usize) -> [Counts; 3] {
    let concept = &scheme.concepts()[place];
    let mut parts = [Counts::new(), Counts::new(), Counts::new()];
    for language in Language::ALL {
        let keywords = std::iter::once(concept.label(language))
            .chain(concept.keywords(language).iter().map(String::as_str));
        for keyword in keywords {
            count(keyword, language, &mut parts);
        }
    }
    parts
}

/// Counts the words of a keyword, and the keyword itself when it has several. A Latin abbreviation in a Chinese keyword
/// belongs to the Latin part: the script tells words of a text apart, and nothing else.
fn count(keyword: &str, language: Language, parts: &mut [Counts; 3]) {
    let words = words(keyword);
    for word in &words {
        if let Some(language) = word.language {
            *parts[language as usize].entry(word.stem.clone()).or_default() += 1.0;
        }
    }
    let phrase = match language {
        Language::Zh if words.iter().any(|word| word.at == (0..keyword.len())) => return,
        Language::Zh => chinese_phrase(keyword),
        _ if words.len() < 2 => return,
        _ => words.iter().map(|word| word.stem.as_str()).collect::<Vec<_>>().join(" "),
    };
    *parts[language as usize].entry(phrase).or_default() += 1.0;
}

/// Gives broader concepts a part of what stands in narrower ones.
fn broaden(scheme: &Scheme, parts: &mut [[Counts; 3]]) {
    let own = parts.to_vec();
    for (place, own) in own.iter().enumerate() {
        for (step, broader) in scheme.broader(place).enumerate() {
            let share = BROADER.powi(step as i32 + 1);
            for (part, own) in parts[broader].iter_mut().zip(own) {
                for (term, count) in own {
                    let kept = part.entry(term.clone()).or_default();
                    *kept = kept.max(share * count);
                }
            }
        }
    }
}

fn weighted(parts: &[[Counts; 3]]) -> Terms {
    let mut n_concepts: BTreeMap<&str, usize> = BTreeMap::new();
    for term in parts.iter().flatten().flat_map(Counts::keys) {
        *n_concepts.entry(term).or_default() += 1;
    }
    let n = parts.len() as f64;
    let mut places = HashMap::new();
    let mut terms = Vec::new();
    for (place, (term, n_concepts)) in n_concepts.into_iter().enumerate() {
        places.insert(term.to_owned(), place);
        terms.push(Term { idf: (1.0 + n / n_concepts as f64).ln(), concepts: Vec::new() });
    }
    for (concept, parts) in parts.iter().enumerate() {
        for part in parts {
            let weight = |(term, count): (&String, &f64)| (places[term], count * terms[places[term]].idf);
            let weights: Vec<(usize, f64)> = part.iter().map(weight).collect();
            let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
            for (term, weight) in weights {
                terms[term].concepts.push((concept, weight / length));
            }
        }
    }
    Terms { places, terms }
}
