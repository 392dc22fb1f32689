//! Names of regions, links and terms in the reader's language.

use weaklinks::{Analysis, Change, Link, Order, TermPart};

use super::Context;
use words::Language;

/// One analysis, told in one language.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) context: &'a Context,
    pub(super) language: Language,
}

/// What a covariate is about, told from its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Idea {
    Distance,
    Contiguity,
    Language,
    Border,
    Agreement,
    Colony,
    Other,
}

impl Words<'_> {
    /// The links of table and report.
    pub(super) fn shown(&self) -> &[Link] {
        &self.analysis.links[..self.analysis.links.len().min(self.context.shown)]
    }

    /// Whether the data allow intervals and probabilities.
    pub(super) fn has_intervals(&self) -> bool {
        self.analysis.prior.is_some()
    }

    /// Whether links have a direction.
    pub(super) fn is_directed(&self) -> bool {
        !self.analysis.question.undirected
    }

    /// Order of the links as far as the data allow it.
    pub(super) fn order_key(&self) -> &'static str {
        match (self.has_intervals(), self.analysis.question.order) {
            (false, _) => "links-order-ratio",
            (true, Order::HowMuch) => "links-order-how-much",
            (true, Order::HowSure) => "links-order-how-sure",
        }
    }

    /// Name of a region, or its code where it has none.
    pub(super) fn region(&self, code: &str) -> String {
        let name = self.context.names.get(code).map(|name| match self.language {
            Language::En => &name.en,
            Language::Zh => &name.zh,
            Language::Ru => &name.ru,
        });
        name.filter(|name| !name.is_empty()).map_or_else(|| code.to_owned(), Clone::clone)
    }

    /// Code of a region, where it also has a name.
    pub(super) fn code_beside_name(&self, code: &str) -> Option<String> {
        (self.region(code) != code).then(|| code.to_owned())
    }

    /// Name of a pair: with an arrow, or a dash where there is no direction.
    pub(super) fn pair(&self, origin: &str, destination: &str) -> String {
        let between = if self.is_directed() { "→" } else { "–" };
        format!("{}\u{a0}{between} {}", self.region(origin), self.region(destination))
    }

    /// Name of a link.
    pub(super) fn link(&self, link: &Link) -> String {
        self.pair(&link.origin, &link.destination)
    }

    /// 0 from side A to side B, 1 from side B to side A.
    pub(super) fn direction(&self, link: &Link) -> usize {
        usize::from(self.is_directed() && !self.analysis.question.side_a.contains(&link.origin))
    }

    /// Names of the directions: two, or one where there is no direction.
    pub(super) fn directions(&self) -> Vec<String> {
        if !self.is_directed() {
            return vec![self.language.say("direction-both")];
        }
        match &self.context.side_names {
            Some([a, b]) => vec![format!("{a} → {b}"), format!("{b} → {a}")],
            None => vec![self.language.say("direction-a-to-b"), self.language.say("direction-b-to-a")],
        }
    }

    /// Names of the sides.
    pub(super) fn side_names(&self) -> [String; 2] {
        self.context
            .side_names
            .clone()
            .unwrap_or_else(|| [self.language.say("side-a"), self.language.say("side-b")])
    }

    /// The threshold below which a link is weak, as a percentage.
    pub(super) fn threshold(&self) -> String {
        self.language.percent(self.analysis.question.weak_below, 0)
    }

    /// What the flows are.
    pub(super) fn subject(&self) -> String {
        self.context.subject.clone().unwrap_or_else(|| self.context.data_name.clone())
    }

    /// Name of a part of log E, such as *a short distance*.
    pub(super) fn term(&self, link: &Link, part: &TermPart) -> String {
        let (key, name) = match part.term.as_str() {
            "origin" => ("term-origin", self.region(&link.origin)),
            "destination" => ("term-destination", self.region(&link.destination)),
            "periods" => ("term-periods", String::new()),
            name => (self.covariate_key(part), name.to_owned()),
        };
        self.language.tell(key, &[("region", name.clone().into()), ("name", name.into())])
    }

    /// A pair is above the mean in a covariate when its contribution has the sign of the estimate.
    fn covariate_key(&self, part: &TermPart) -> &'static str {
        let coefficients = &self.analysis.model.coefficients;
        let estimate = coefficients.iter().find(|c| c.term == part.term).map_or(1.0, |c| c.estimate);
        let above = estimate * part.contribution > 0.0;
        match (Idea::of(&part.term), above) {
            (Idea::Distance, true) => "term-distance-long",
            (Idea::Distance, false) => "term-distance-short",
            (Idea::Contiguity, true) => "term-contiguity",
            (Idea::Contiguity, false) => "term-no-contiguity",
            (Idea::Language, true) => "term-language",
            (Idea::Language, false) => "term-no-language",
            (Idea::Border, true) => "term-border",
            (Idea::Border, false) => "term-no-border",
            (Idea::Agreement, true) => "term-agreement",
            (Idea::Agreement, false) => "term-no-agreement",
            (Idea::Colony, true) => "term-colony",
            (Idea::Colony, false) => "term-no-colony",
            (Idea::Other, _) => "term-other",
        }
    }

    /// What was changed, for a sentence that says what a link hangs on: key of the sentence and the thing.
    pub(super) fn change(&self, change: &Change) -> (&'static str, String) {
        match change {
            Change::Period(period) => ("reason-depends-period", period.clone()),
            Change::Partner(region) => ("reason-depends-partner", self.region(region)),
            Change::DistanceBins => ("reason-depends-bins", String::new()),
        }
    }
}

impl Idea {
    /// By the parts of names that the usual sources use (CEPII, the Advanced Guide, gegravity).
    fn of(term: &str) -> Idea {
        let term = term.to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| term.contains(part));
        if term.contains(':') || term.contains('*') {
            Idea::Other
        } else if has(&["dist"]) {
            Idea::Distance
        } else if has(&["contig", "cntg", "adjac"]) {
            Idea::Contiguity
        } else if has(&["lang"]) {
            Idea::Language
        } else if has(&["crosses_border", "border", "international", "intl"]) {
            Idea::Border
        } else if has(&["rta", "fta", "pta", "agreement"]) {
            Idea::Agreement
        } else if has(&["clny", "colon", "col45"]) {
            Idea::Colony
        } else {
            Idea::Other
        }
    }
}
