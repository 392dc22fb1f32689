//! The result for a terminal.

use gravity::effect::Effect;
use words::Language;

use super::{Asked, Found, Words};
use crate::report::findings::named;
use crate::report::table::{LINE, align, wrap};

/// The result as text: headline, coefficients, time, cohorts, what stands out, what was left out, files.
pub fn text(found: &Found, asked: &Asked, language: Language) -> String {
    let words = Words { found, asked, language };
    let mut paragraphs = vec![wrap(&words.headline(), LINE)];
    paragraphs.extend(words.tables().into_iter().map(|table| {
        let mut rows = vec![table.header];
        rows.extend(table.rows);
        format!("{}\n{}", table.caption, align(&rows, &[0]))
    }));
    let mut remarks = words.findings();
    remarks.push(words.used());
    remarks.extend(words.left_out());
    paragraphs.push(remarks.iter().map(|line| wrap(line, LINE)).collect::<Vec<_>>().join("\n"));
    if !asked.files.is_empty() {
        paragraphs.push(language.tell("table-files", &[("files", asked.files.join("  ").into())]));
    }
    paragraphs.join("\n\n") + "\n"
}

/// A table of the result.
pub(super) struct Numbers {
    pub caption: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Words<'_> {
    /// Coefficients; the course over time; cohorts, times since the start.
    pub(super) fn tables(&self) -> Vec<Numbers> {
        let course = &self.found.course;
        let fit = &course.fit;
        let terms = fit.terms.iter().enumerate();
        let terms = terms.map(|(k, term)| (term.clone(), Some(fit.combination(&[(k, 1.0)]))));
        let mut tables = vec![self.numbers("effect-table-terms", "fit-term", terms.collect())];
        if course.points.len() > 2 {
            let points = course.points.iter().map(|point| (self.point(point), point.effect));
            tables.push(self.numbers("effect-table-course", "effect-figure-when", points.collect()));
        }
        if let Some(cohorts) = &self.found.cohorts {
            let pairs = |n: usize| self.tell("effect-pairs", &[("n", n.into())]);
            let by_start = cohorts.by_start.iter();
            let mut starts: Vec<_> = by_start
                .map(|cohort| (format!("{} ({})", cohort.name, pairs(cohort.n_pairs)), Some(cohort.effect)))
                .collect();
            starts.push((self.language.say("effect-average"), Some(cohorts.average)));
            tables.push(self.numbers("effect-table-cohorts", "effect-cohort", starts));
            let since = cohorts.by_since.iter().map(|since| {
                (
                    format!("{} ({})", self.language.count(since.name), pairs(since.n_pairs)),
                    Some(since.effect),
                )
            });
            tables.push(self.numbers("effect-table-since", "effect-since", since.collect()));
        }
        tables
    }

    /// A row an effect: as estimated, and corrected where any is.
    fn numbers(&self, caption: &str, name: &str, effects: Vec<(String, Option<Effect>)>) -> Numbers {
        let language = self.language;
        let corrected =
            effects.iter().flat_map(|(_, effect)| effect).any(|effect| effect.corrected.is_some());
        let mut keys = vec![name, "fit-estimate", "fit-std-error"];
        if corrected {
            keys.extend(["effect-corrected", "fit-std-error"]);
        }
        keys.extend(["effect-p-value", "effect-change", "fit-interval"]);
        let row = |(name, effect): (String, Option<Effect>)| {
            let mut row = vec![name];
            let Some(effect) = effect else {
                row.extend((1..keys.len()).map(|_| language.say("number-none")));
                return row;
            };
            let number = |value: f64| language.decimal(value, 4);
            row.extend([number(effect.plain.estimate), number(effect.plain.std_error)]);
            if let Some(corrected) = effect.corrected {
                row.extend([number(corrected.estimate), number(corrected.std_error)]);
            }
            let best = effect.best();
            row.extend([
                self.p_value(best.p_value),
                self.signed(best.estimate),
                format!("{}\u{a0}… {}", self.signed(best.low), self.signed(best.high)),
            ]);
            row
        };
        Numbers {
            caption: language.say(caption),
            rows: effects.into_iter().map(row).collect(),
            header: keys.iter().map(|key| language.say(key)).collect(),
        }
    }

    /// Observations, clusters, fixed effects.
    pub(super) fn used(&self) -> String {
        let summary = &self.found.course.fit.summary;
        let mut text = self.tell(
            "effect-used",
            &[
                ("n", summary.n_obs.into()),
                ("clusters", self.found.course.fit.n_clusters.into()),
                ("formula", summary.formula.clone().into()),
            ],
        );
        if !summary.collinear.is_empty() {
            let terms = self.language.list(&summary.collinear);
            text = self.language.join(&[text, self.tell("table-collinear", &[("terms", terms.into())])]);
        }
        text
    }

    /// Rows that were left out, with the reasons.
    fn left_out(&self) -> Option<String> {
        let dropped = named(self.asked.all_dropped(self.found).iter(), self.language);
        let parts: Vec<String> = dropped
            .into_iter()
            .map(|(reason, n)| self.tell("table-dropped-part", &[("reason", reason.into()), ("n", n.into())]))
            .collect();
        (!parts.is_empty()).then(|| self.tell("table-dropped", &[("reasons", parts.join("; ").into())]))
    }
}
