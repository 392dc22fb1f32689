//! Why a link stands where it stands: one paragraph, computed from its record.

use weaklinks::{Link, TermPart};

use super::words::Words;

/// A factor between these says nothing worth a word.
const ORDINARY: (f64, f64) = (0.9, 1.0 / 0.9);
/// At most so many factors speak for more, and as many for less.
const FACTORS: usize = 3;

impl Words<'_> {
    /// The whole reason.
    pub(super) fn reason(&self, link: &Link) -> String {
        let parts = [
            self.reason_terms(link),
            self.reason_course(link),
            self.reason_similar(link),
            self.reason_sensitivity(link),
            link.in_sample.then(|| self.language.say("reason-in-sample")),
        ];
        self.language.join(&parts.into_iter().flatten().collect::<Vec<_>>())
    }

    /// What makes the expected flow larger or smaller than that of the mean pair.
    fn reason_terms(&self, link: &Link) -> Option<String> {
        let mut parts: Vec<&TermPart> =
            link.reasons.terms.iter().filter(|part| part.term != "mean-pair").collect();
        if parts.is_empty() {
            return None;
        }
        parts.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        let pick = |wanted: &dyn Fn(f64) -> bool| -> Vec<String> {
            let wanted = parts.iter().filter(|part| wanted(part.contribution.exp()));
            wanted.take(FACTORS).map(|part| self.factor(link, part)).collect()
        };
        let more = pick(&|factor| factor > ORDINARY.1);
        let less = pick(&|factor| factor < ORDINARY.0);
        let key = match (more.is_empty(), less.is_empty()) {
            (true, true) => "reason-average",
            (false, true) => "reason-more",
            (true, false) => "reason-less",
            (false, false) => "reason-more-and-less",
        };
        let n_more = more.len();
        let arguments = [
            ("more", self.language.list(&more).into()),
            ("less", self.language.list(&less).into()),
            ("n_more", n_more.into()),
        ];
        Some(self.language.tell(key, &arguments))
    }

    fn factor(&self, link: &Link, part: &TermPart) -> String {
        let factor = part.contribution.exp();
        let decimals = if factor < 0.1 { 3 } else { usize::from(factor < 10.0) + usize::from(factor < 1.0) };
        self.language.tell(
            "reason-part",
            &[
                ("name", self.term(link, part).into()),
                ("factor", self.language.decimal(factor, decimals).into()),
            ],
        )
    }

    /// Since when, or how often, the flow has been below the threshold.
    fn reason_course(&self, link: &Link) -> Option<String> {
        let known: Vec<(&str, f64)> = link
            .reasons
            .course
            .iter()
            .filter_map(|point| Some((point.period.as_str(), point.observed? / point.expected?)))
            .filter(|(_, ratio)| ratio.is_finite())
            .collect();
        if known.len() < 2 {
            return None;
        }
        let threshold = self.analysis.question.weak_below;
        let n = known.iter().filter(|(_, ratio)| *ratio < threshold).count();
        let last_run = known.iter().rev().take_while(|(_, ratio)| *ratio < threshold).count();
        let (key, period) = if n == known.len() {
            ("reason-course-every", "")
        } else if n == 0 {
            ("reason-course-never", "")
        } else if n == last_run && n > 1 {
            ("reason-course-since", known[known.len() - n].0)
        } else {
            let least = known.iter().min_by(|(_, a), (_, b)| a.total_cmp(b))?;
            (if n == 1 { "reason-course-once" } else { "reason-course-some" }, least.0)
        };
        let arguments = [
            ("n", n.into()),
            ("total", known.len().into()),
            ("share", self.threshold().into()),
            ("period", period.to_owned().into()),
        ];
        Some(self.language.tell(key, &arguments))
    }

    /// Similar pairs that do better.
    fn reason_similar(&self, link: &Link) -> Option<String> {
        if link.reasons.similar.is_empty() {
            return None;
        }
        let better = link.reasons.similar.iter().filter(|pair| pair.ratio > link.ratio);
        let name = |pair: &weaklinks::Similar| {
            let link = self.pair(&pair.origin, &pair.destination);
            let ratio = self.language.ratio(pair.ratio);
            self.language.tell("reason-similar-pair", &[("link", link.into()), ("ratio", ratio.into())])
        };
        let pairs: Vec<String> = better.map(name).collect();
        Some(if pairs.is_empty() {
            self.language.say("reason-similar-none")
        } else {
            self.language.tell("reason-similar", &[("pairs", self.language.list(&pairs).into())])
        })
    }

    /// How far the link moves when one thing is changed, and whether it hangs on one.
    fn reason_sensitivity(&self, link: &Link) -> Option<String> {
        let changes = link.reasons.sensitivity.iter().filter(|change| change.ratio.is_finite());
        let low = changes.clone().min_by(|a, b| a.ratio.total_cmp(&b.ratio))?;
        let high = changes.clone().max_by(|a, b| a.ratio.total_cmp(&b.ratio))?;
        let bins = changes.clone().any(|change| change.change == weaklinks::Change::DistanceBins);
        let (low_text, high_text) = (self.language.ratio(low.ratio), self.language.ratio(high.ratio));
        let key = if low_text == high_text { "reason-steady" } else { "reason-moves" };
        let moves = self.language.tell(
            key,
            &[
                ("low", low_text.into()),
                ("high", high_text.clone().into()),
                ("ratio", high_text.clone().into()),
                ("bins", if bins { "yes" } else { "no" }.into()),
            ],
        );
        let threshold = self.analysis.question.weak_below;
        if link.ratio >= threshold || high.ratio < threshold {
            return Some(moves);
        }
        let (key, thing) = self.change(&high.change);
        let depends = self.language.tell(
            key,
            &[("period", thing.clone().into()), ("region", thing.into()), ("ratio", high_text.into())],
        );
        Some(self.language.join(&[moves, depends]))
    }
}
