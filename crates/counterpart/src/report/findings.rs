//! The headline, what stands out, and what the data cannot say.

use std::collections::BTreeMap;

use weaklinks::{Link, Note, SideTotal};

use super::words::Words;
use ::words::Language;

/// A region is named when it is part of so many weak links and of at least a third of them.
const MANY: usize = 3;

impl Words<'_> {
    /// One sentence from the numbers, without a full stop.
    pub(super) fn headline(&self) -> String {
        if self.analysis.links.is_empty() {
            return self.language.say("headline-empty");
        }
        let total = self.total();
        let n = self.analysis.surely_weak().len();
        let key = match n {
            _ if !self.has_intervals() => "headline-ratios-only",
            0 => "headline-none",
            _ => "headline-weak",
        };
        self.language.tell(
            key,
            &[
                ("observed", self.language.flow_in_words(total.0).into()),
                ("expected", self.language.flow_in_words(total.1).into()),
                ("n", n.into()),
            ],
        )
    }

    /// Observed and expected flow between the sides.
    fn total(&self) -> (f64, f64) {
        let sides = &self.analysis.sides;
        let totals = [Some(sides.a_to_b), sides.b_to_a];
        totals
            .into_iter()
            .flatten()
            .fold((0.0, 0.0), |sum, side: SideTotal| (sum.0 + side.observed, sum.1 + side.expected))
    }

    /// Up to three sentences on what stands out.
    pub(super) fn findings(&self) -> Vec<String> {
        let most = self.most_missing();
        let third = self.region_in_many().or_else(|| self.between_directions());
        [most.map(|link| self.say_most(link)), self.say_sure(most), third].into_iter().flatten().collect()
    }

    fn most_missing(&self) -> Option<&Link> {
        let size = |link: &Link| (link.gap_low.unwrap_or(0.0), link.gap);
        let links = self.analysis.links.iter().filter(|link| link.gap > 0.0);
        links.max_by(|a, b| {
            let (a, b) = (size(a), size(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        })
    }

    fn say_most(&self, link: &Link) -> String {
        let key = match link.gap_low {
            None => "finding-most-ratios",
            Some(gap) if gap > 0.0 => "finding-most",
            Some(_) => "finding-most-uncertain",
        };
        self.language.tell(
            key,
            &[
                ("link", self.link(link).into()),
                ("observed", self.language.flow_in_words(link.observed).into()),
                ("expected", self.language.flow_in_words(link.expected).into()),
                ("share", self.language.percent(link.observed / link.expected, 0).into()),
                ("gap", self.language.flow_in_words(link.gap_low.unwrap_or(0.0)).into()),
            ],
        )
    }

    /// The most surely weak link (or the lowest ratio), other than the one already named.
    fn say_sure(&self, named: Option<&Link>) -> Option<String> {
        let other = |link: &&Link| named.is_none_or(|named| !std::ptr::eq(*link, named));
        if !self.has_intervals() {
            let links = self.analysis.links.iter().filter(other);
            let lowest = links.min_by(|a, b| a.ratio.total_cmp(&b.ratio))?;
            return Some(self.language.tell(
                "finding-lowest",
                &[
                    ("link", self.link(lowest).into()),
                    ("ratio", self.language.percent(lowest.ratio, 0).into()),
                ],
            ));
        }
        let surest = self.analysis.surely_weak().into_iter().find(other)?;
        let share = |value: Option<f64>| self.language.percent(value.unwrap_or(f64::NAN), 0);
        Some(self.language.tell(
            "finding-sure",
            &[
                ("link", self.link(surest).into()),
                ("low", share(surest.low).into()),
                ("high", share(surest.high).into()),
                ("probability", self.language.probability(surest.p_weak?).into()),
            ],
        ))
    }

    /// The region that is part of most weak links, where one stands out.
    fn region_in_many(&self) -> Option<String> {
        let weak = self.analysis.surely_weak();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for link in &weak {
            *counts.entry(&link.origin).or_default() += 1;
            *counts.entry(&link.destination).or_default() += 1;
        }
        let n = counts.values().copied().max()?;
        let mut first = counts.iter().filter(|(_, count)| **count == n).map(|(code, _)| *code);
        let (region, None) = (first.next()?, first.next()) else { return None };
        if n < MANY || 3 * n < weak.len() {
            return None;
        }
        Some(self.language.tell(
            "finding-region",
            &[("region", self.region(region).into()), ("n", n.into()), ("total", weak.len().into())],
        ))
    }

    fn between_directions(&self) -> Option<String> {
        if self.analysis.links.is_empty() {
            return None;
        }
        let share = |side: SideTotal| self.language.percent(side.observed / side.expected, 0);
        let a_to_b = share(self.analysis.sides.a_to_b);
        Some(match self.analysis.sides.b_to_a {
            Some(b_to_a) => self
                .language
                .tell("finding-directions", &[("a_to_b", a_to_b.into()), ("b_to_a", share(b_to_a).into())]),
            None => self.language.tell("finding-total", &[("share", a_to_b.into())]),
        })
    }

    /// What the data cannot say.
    pub(super) fn limits(&self) -> String {
        let mut sentences = vec![self.language.say("limits")];
        let n = self.analysis.not_reported.len();
        if n > 0 {
            sentences.push(self.language.tell("limits-not-reported", &[("n", n.into())]));
        }
        self.language.join(&sentences)
    }

    /// What a reader must know before quoting a number.
    pub(super) fn notes(&self) -> Vec<String> {
        let say = |note: &Note| match note {
            Note::OnePeriodOfCounts => self.language.say("note-one-period-of-counts"),
            Note::RatiosOnly => self.language.say("note-ratios-only"),
            Note::InSample { n_links } => self.language.tell("note-in-sample", &[("n", (*n_links).into())]),
            Note::NothingExpected { n_pairs } => {
                self.language.tell("note-nothing-expected", &[("n", (*n_pairs).into())])
            }
            Note::OneWay { n_one_way, n_pairs } => self
                .language
                .tell("note-one-way", &[("n", (*n_one_way).into()), ("total", (*n_pairs).into())]),
            Note::DomesticLeftOut { n_rows } => {
                self.language.tell("note-domestic-left-out", &[("n", (*n_rows).into())])
            }
        };
        self.analysis.notes.iter().map(say).collect()
    }

    /// Rows left out and why, those refused while reading first; reasons without rows are not named.
    pub(super) fn dropped(&self) -> Vec<(String, usize)> {
        named(self.context.refused.iter().chain(&self.analysis.data.dropped), self.language)
    }
}

/// Reasons that have rows, as words.
pub(super) fn named<'a>(
    dropped: impl Iterator<Item = &'a weaklinks::Dropped>,
    language: Language,
) -> Vec<(String, usize)> {
    dropped
        .filter(|dropped| dropped.n_rows > 0)
        .map(|dropped| (reason_and_rows(dropped, language), dropped.n_rows))
        .collect()
}

/// The reason, with the numbers of the first rows where they are known.
fn reason_and_rows(dropped: &weaklinks::Dropped, language: Language) -> String {
    let reason = dropped_reason(&dropped.reason, language);
    if dropped.first_rows.is_empty() {
        return reason;
    }
    let mut rows: Vec<String> = dropped.first_rows.iter().map(ToString::to_string).collect();
    if dropped.n_rows > rows.len() {
        rows.push("…".to_owned());
    }
    let rows = rows.join(&language.say("list-separator"));
    language.tell("dropped-in-rows", &[("reason", reason.into()), ("rows", rows.into())])
}

/// Name of a reason for which rows were left out.
fn dropped_reason(reason: &str, language: Language) -> String {
    let key = match reason {
        "domestic" => "dropped-domestic",
        "outside-periods" => "dropped-outside-periods",
        "missing-flow" => "dropped-missing-flow",
        "missing-covariate" => "dropped-missing-covariate",
        "unknown-shift" => "dropped-unknown-shift",
        "zero-flow" => "dropped-zero-flow",
        "separated" => "dropped-separated",
        "singleton" => "dropped-singleton",
        "duplicate" => "dropped-duplicate",
        "negative-flow" => "dropped-negative-flow",
        "not-a-number" => "dropped-not-a-number",
        "missing-code" => "dropped-missing-code",
        _ => "dropped-other",
    };
    language.tell(key, &[("reason", reason.to_owned().into())])
}
