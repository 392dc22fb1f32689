//! The page: everything the template shows, as text.

use askama::Template;
use figures::Figure;
use words::Language;

use super::text::Numbers;
use super::{Asked, Found, Words};
use crate::report::findings::named;

#[derive(Template)]
#[template(path = "effect.html")]
struct Page {
    language: Language,
    title: String,
    headline: String,
    facts: Vec<(String, String, bool)>,
    findings: Vec<String>,
    figures: Vec<Figure>,
    tables: Vec<Numbers>,
    used: String,
    dropped: Vec<(String, String)>,
    method: Vec<String>,
    version: &'static str,
}

impl Page {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }
}

/// The result as one HTML page that needs nothing else.
pub fn page(found: &Found, asked: &Asked, language: Language) -> String {
    let words = Words { found, asked, language };
    let dropped = named(asked.all_dropped(found).iter(), language);
    let page = Page {
        language,
        title: words.tell("effect-title", &[("treatment", asked.treatment.clone().into())]),
        headline: words.headline(),
        facts: words.facts(),
        findings: words.findings(),
        figures: words.figures(),
        tables: words.tables(),
        used: words.used(),
        dropped: dropped.into_iter().map(|(reason, n)| (reason, language.count(n))).collect(),
        method: words.method(),
        version: env!("CARGO_PKG_VERSION"),
    };
    // The template writes to a string and asks nothing of the outside.
    page.render().expect("a template of strings renders")
}

impl Words<'_> {
    /// Name, text, and whether it is code.
    fn facts(&self) -> Vec<(String, String, bool)> {
        let (language, asked) = (self.language, self.asked);
        let summary = &self.found.course.fit.summary;
        let question = self.tell("effect-question", &[("treatment", asked.treatment.clone().into())]);
        let periods = match asked.periods.as_slice() {
            [] => language.say("number-none"),
            [only] => only.clone(),
            [first, .., last] => self.tell(
                "asked-periods-range",
                &[
                    ("first", first.clone().into()),
                    ("last", last.clone().into()),
                    ("n", asked.periods.len().into()),
                ],
            ),
        };
        let rows = self.tell("asked-rows-of", &[("n", summary.n_obs.into()), ("all", asked.n_rows.into())]);
        let mut facts = vec![
            (language.say("asked-question"), question, false),
            (language.say("asked-data"), asked.data_name.clone(), false),
            (language.say("asked-rows"), rows, false),
            (language.say("asked-periods"), periods, false),
            (language.say("asked-equation"), summary.formula.clone(), true),
        ];
        if !asked.sha256.is_empty() {
            facts.push((language.say("asked-sha256"), asked.sha256.clone(), true));
        }
        facts
    }

    fn method(&self) -> Vec<String> {
        let mut keys = vec!["effect-method-equation", "effect-method-time"];
        if self.found.cohorts.is_some() {
            keys.push("effect-method-cohorts");
        }
        if self.headline_effect().corrected.is_some() {
            keys.push("effect-method-corrected");
        }
        keys.into_iter().map(|key| self.language.say(key)).collect()
    }
}
