//! Who fits whom: offers beside requests of the other side.
//!
//! The score of a match is a weighted mean of parts from 0 to 1, each of which is told as a reason. How alike an offer and a
//! request are weighs most; the rest decides between partners that offer the same.

use rayon::prelude::*;
use serde::Serialize;

use crate::meaning::{Meaning, cosine};

/// Weights of the parts of a score; they add up to 1.
const FIT: f64 = 0.50;
const BACK: f64 = 0.15;
const FIELDS: f64 = 0.10;
const WEAK_LINK: f64 = 0.15;
const PAST: f64 = 0.05;
const LANGUAGES: f64 = 0.05;

/// Likeness at which an offer and a request fit wholly: short texts in two languages are hardly ever more alike.
const WHOLE: f64 = 0.6;

/// Fit below which there is no match, whatever else speaks for it.
const LEAST: f64 = 0.05;

/// What an organisation offers or asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What its text is about.
    pub meaning: Meaning,
    /// Whether it offers; else it asks.
    pub offers: bool,
    /// Whether it can be answered still.
    pub open: bool,
    /// Its side, by any number.
    pub side: u8,
    /// Its organisation, by any number.
    pub organisation: usize,
    /// Keys of fields of cooperation.
    pub fields: Vec<String>,
    /// Languages in which one can speak with it.
    pub languages: Vec<String>,
}

/// What is known of two organisations beside their profiles.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Known {
    /// How weak the link of their regions is, 0 to 1: a match there counts more.
    pub weak_link: f64,
    /// Projects of the other organisation that came about.
    pub n_projects: usize,
}

/// A profile that fits, and how.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// Place of the other profile.
    pub profile: usize,
    /// 0 to 1.
    pub score: f64,
    /// Likeness of what is offered and what is asked for, 0 to 1.
    pub fit: f64,
    /// The other way round: a profile of the other organisation that fits one of the own, with its fit.
    pub back: Option<(usize, f64)>,
    /// Fields of cooperation that both name.
    pub fields: Vec<String>,
    /// Languages of both.
    pub languages: Vec<String>,
    /// How weak the link of the regions is, 0 to 1.
    pub weak_link: f64,
    /// Projects of the other organisation that came about.
    pub n_projects: usize,
}

/// The profiles that fit one, the best first, at most `n`; `known` says what is known of another profile.
///
/// An offer fits a request of the other side, and the other way round. Who has what I ask for and asks for what I have
/// fits better.
pub fn partners(
    profiles: &[Profile],
    of: usize,
    n: usize,
    known: impl Fn(usize) -> Known + Sync,
) -> Vec<Match> {
    let own = &profiles[of];
    let fits = |other: &Profile| {
        other.open
            && other.side != own.side
            && other.offers != own.offers
            && other.organisation != own.organisation
    };
    let mut matches: Vec<Match> = profiles
        .par_iter()
        .enumerate()
        .filter(|(_, other)| fits(other))
        .filter_map(|(k, other)| {
            let fit = cosine(&own.meaning.concepts, &other.meaning.concepts);
            (fit >= LEAST).then(|| judged(own, other, k, fit, None, known(k)))
        })
        .collect();
    best(&mut matches, n.saturating_mul(4).max(n));
    for found in &mut matches {
        let back = way_back(profiles, own, &profiles[found.profile]);
        *found = judged(own, &profiles[found.profile], found.profile, found.fit, back, known(found.profile));
    }
    best(&mut matches, n);
    matches
}

fn best(matches: &mut Vec<Match>, n: usize) {
    matches.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.profile.cmp(&y.profile)));
    matches.truncate(n);
}

fn judged(
    own: &Profile,
    other: &Profile,
    profile: usize,
    fit: f64,
    back: Option<(usize, f64)>,
    known: Known,
) -> Match {
    let both = |a: &[String], b: &[String]| a.iter().filter(|item| b.contains(item)).cloned().collect();
    let fields: Vec<String> = both(&own.fields, &other.fields);
    let languages: Vec<String> = both(&own.languages, &other.languages);
    let n_fields = own.fields.len().max(1) as f64;
    let score = FIT * (fit / WHOLE).min(1.0)
        + BACK * back.map_or(0.0, |(_, fit)| (fit / WHOLE).min(1.0))
        + FIELDS * fields.len() as f64 / n_fields
        + WEAK_LINK * known.weak_link.clamp(0.0, 1.0)
        + PAST * (known.n_projects as f64 / 3.0).min(1.0)
        + LANGUAGES * f64::from(u8::from(!languages.is_empty()));
    let Known { weak_link, n_projects } = known;
    Match { profile, score, fit, back, fields, languages, weak_link, n_projects }
}

/// The best fit of the other profiles of both organisations.
fn way_back(profiles: &[Profile], own: &Profile, other: &Profile) -> Option<(usize, f64)> {
    let of = |organisation: usize, offers: bool| {
        let all = profiles.iter().enumerate();
        all.filter(move |(_, each)| each.organisation == organisation && each.offers == offers)
    };
    let mut best: Option<(usize, f64)> = None;
    for (_, mine) in of(own.organisation, !own.offers) {
        for (k, theirs) in of(other.organisation, own.offers) {
            let fit = cosine(&mine.meaning.concepts, &theirs.meaning.concepts);
            if fit >= LEAST && best.is_none_or(|(_, before)| fit > before) {
                best = Some((k, fit));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Matcher;

    fn profile(text: &str, offers: bool, side: u8, organisation: usize) -> Profile {
        Profile {
            meaning: Matcher::builtin().read(text),
            offers,
            open: true,
            side,
            organisation,
            fields: vec!["trade".to_owned()],
            languages: vec!["en".to_owned()],
        }
    }

    fn found(profiles: &[Profile], known: impl Fn(usize) -> Known + Sync) -> Vec<usize> {
        partners(profiles, 0, 10, known).into_iter().map(|found| found.profile).collect()
    }

    #[test]
    fn an_offer_of_the_other_side_answers_a_request() {
        let profiles = [
            profile("求购落叶松锯材，用于家具生产", false, 0, 0),
            profile("Предлагаются лиственничные пиломатериалы для мебели", true, 1, 1),
            profile("Предлагаются места в университете для студентов", true, 1, 2),
            profile("Нужны пиломатериалы", false, 1, 3),
            profile("供应锯材", true, 0, 4),
        ];
        assert_eq!(found(&profiles, |_| Known::default())[0], 1);
        assert!(!found(&profiles, |_| Known::default()).contains(&3), "who asks does not offer");
        assert!(!found(&profiles, |_| Known::default()).contains(&4), "the own side is no partner here");
        let closed = profiles.map(|profile| Profile { open: false, ..profile });
        assert!(found(&closed, |_| Known::default()).is_empty());
    }

    #[test]
    fn a_weak_link_and_the_way_back_decide_between_equals() {
        let offer = "Sawn timber and furniture";
        let mut profiles = vec![
            profile("Timber and furniture wanted", false, 0, 0),
            profile(offer, true, 1, 1),
            profile(offer, true, 1, 2),
        ];
        let weak = |k: usize| Known { weak_link: f64::from(u8::from(k == 2)), n_projects: 0 };
        assert_eq!(found(&profiles, weak), [2, 1]);
        profiles.push(profile("Electric motors for mines", true, 0, 0));
        profiles.push(profile("Motors for mining wanted", false, 1, 2));
        let matches = partners(&profiles, 0, 10, |_| Known::default());
        assert_eq!((matches[0].profile, matches[0].back.map(|(k, _)| k)), (2, Some(4)));
    }
}
