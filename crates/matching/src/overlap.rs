//! Candidates for common elements, each with its quotations and what the register knows of it.

use alignment::overlap::{Candidate, candidates};
use alignment::{Language, Matcher};
use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use register::kind::kind;
use serde::Serialize;
use store::views::Brief;
use store::{Filter, Transaction};

use crate::error::Error;
use crate::passages::{Origin, Passages};

/// What two parts of the register have in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlap {
    /// How many passages the first part has.
    pub n_passages_a: usize,
    /// How many the second.
    pub n_passages_b: usize,
    /// Likeness from which passages are shown.
    pub threshold: f64,
    /// The candidates, the most alike first.
    pub candidates: Vec<Found>,
}

/// A candidate for a common element.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// What it is called, in the reader's language.
    pub label: String,
    /// The same in every language of the scheme, for the entry that is made of it.
    #[serde(skip)]
    pub labels: [String; 3],
    /// Official code of the concept, where it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Likeness of the first quotations, 0 to 1.
    pub likeness: f64,
    /// Passages of both sides that say the same, the most alike first.
    pub quotations: Vec<Quotation>,
    /// Pairs of passages about the same that are not quoted.
    pub n_more: usize,
    /// The common element of the register that names the points quoted, in whatever state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<Brief>,
}

/// A passage of each side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quotation {
    /// How alike they are, 0 to 1.
    pub likeness: f64,
    /// Words of the first side, in the original.
    pub text_a: String,
    /// Where they stand.
    pub origin_a: Origin,
    /// Words of the second side, in the original.
    pub text_b: String,
    /// Where they stand.
    pub origin_b: Origin,
    /// Why they are alike.
    pub reasons: Vec<Reason>,
}

/// A concept that both passages touch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// Its label in the reader's language.
    pub label: String,
    /// Its share of the likeness, 0 to 1.
    pub share: f64,
    /// Words of the first passage that stand for it.
    pub words_a: Vec<String>,
    /// Words of the second.
    pub words_b: Vec<String>,
}

/// The candidates of two parts; at most `limit`.
pub fn overlap(a: &Passages, b: &Passages, threshold: f64, limit: usize, language: Language) -> Overlap {
    let matcher = Matcher::builtin();
    let found = candidates(matcher, &a.texts, &b.texts, threshold);
    Overlap {
        n_passages_a: a.texts.len(),
        n_passages_b: b.texts.len(),
        threshold,
        candidates: found.into_iter().take(limit).map(|found| told(matcher, a, b, found, language)).collect(),
    }
}

fn told(matcher: &Matcher, a: &Passages, b: &Passages, candidate: Candidate, language: Language) -> Found {
    let concept = |place: usize| &matcher.scheme().concepts()[place];
    let quotations = candidate.pairs.into_iter().map(|pair| Quotation {
        likeness: pair.likeness,
        text_a: a.texts[pair.a].clone(),
        origin_a: a.origins[pair.a].clone(),
        text_b: b.texts[pair.b].clone(),
        origin_b: b.origins[pair.b].clone(),
        reasons: pair
            .shared
            .into_iter()
            .map(|shared| Reason {
                label: concept(shared.concept).label(language).to_owned(),
                share: shared.share,
                words_a: shared.words_a,
                words_b: shared.words_b,
            })
            .collect(),
    });
    let of = concept(candidate.concept);
    Found {
        label: of.label(language).to_owned(),
        labels: Language::ALL.map(|language| of.label(language).to_owned()),
        code: of.code.clone(),
        likeness: candidate.likeness,
        quotations: quotations.collect(),
        n_more: candidate.n_more,
        element: None,
    }
}

impl Overlap {
    /// Finds the common elements of the register that name the points of both sides of a quotation.
    pub async fn know(
        &mut self,
        transaction: &mut Transaction,
        reader: Reader,
        lang: &str,
    ) -> Result<(), Error> {
        let filter = Filter { kind: kind("common_element"), ..Filter::default() };
        let elements = transaction.list(reader, &filter).await?;
        for found in &mut self.candidates {
            let known = elements.iter().find(|element| found.quotations.iter().any(|q| names(element, q)));
            found.element = known.map(|element| Brief::of(element, lang));
        }
        Ok(())
    }
}

fn names(element: &Entry, quotation: &Quotation) -> bool {
    let points = element.references("points");
    let named = |point: &Option<Address>| point.as_ref().is_some_and(|point| points.contains(point));
    named(&quotation.origin_a.point) && named(&quotation.origin_b.point)
}
