//! The headline, what stands out, and how sure it is.

use gravity::effect::{Effect, Estimate, Horizon, Pairs, Point};
use hdfe::Family;
use words::FluentValue;

use super::Words;

impl Words<'_> {
    /// The effect that the headline is about: the average over cohorts where these were asked for, else the treatment
    /// with all its lags.
    pub(super) fn headline_effect(&self) -> Effect {
        self.found.cohorts.as_ref().map_or(self.found.course.total, |cohorts| cohorts.average)
    }

    /// One sentence.
    pub(super) fn headline(&self) -> String {
        let Estimate { estimate, low, high, .. } = self.headline_effect().best();
        let key = match () {
            () if low > 0.0 => "effect-headline-larger",
            () if high < 0.0 => "effect-headline-smaller",
            () => "effect-headline-unclear",
        };
        let size = Estimate::percent(estimate);
        let shown =
            if key == "effect-headline-unclear" { self.signed(estimate) } else { self.percent(size.abs()) };
        self.language.tell(
            key,
            &[
                ("condition", self.condition().into()),
                ("percent", shown.into()),
                ("low", self.signed(low).into()),
                ("high", self.signed(high).into()),
            ],
        )
    }

    /// *With rta*, or *For each unit of tariff*.
    fn condition(&self) -> String {
        let key = if self.asked.binary { "effect-condition-with" } else { "effect-condition-unit" };
        self.language.tell(key, &[("treatment", self.asked.treatment.clone().into())])
    }

    /// An effect on the logarithm as a change of the flow, with its sign.
    pub(super) fn signed(&self, log: f64) -> String {
        let percent = Estimate::percent(log);
        let sign = if percent > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.percent(percent))
    }

    fn percent(&self, percent: f64) -> String {
        self.language.percent(percent / 100.0, usize::from(percent.abs() < 100.0))
    }

    /// *+12.3% (+3.1% to +22.4%)*.
    pub(super) fn with_interval(&self, effect: &Effect) -> String {
        let Estimate { estimate, low, high, .. } = effect.best();
        let texts = [("estimate", estimate), ("low", low), ("high", high)];
        self.language.tell("effect-with-interval", &texts.map(|(name, log)| (name, self.signed(log).into())))
    }

    pub(super) fn p_value(&self, p: f64) -> String {
        if p < 0.001 {
            self.language.tell("number-less-than", &[("n", self.language.decimal(0.001, 3).into())])
        } else {
            self.language.decimal(p, 3)
        }
    }

    /// A place on the axis of time, short.
    pub(super) fn horizon(&self, horizon: Horizon) -> String {
        let number = |by: f64| self.language.decimal(by, 0);
        match horizon {
            Horizon::Before(by) => format!("<\u{2212}{}", number(by)),
            Horizon::Reference => self.language.say("effect-reference"),
            Horizon::After(by) => number(by),
        }
    }

    /// A point as people say it: *more than 4 periods before*, *at the start*, *8 after*.
    pub(super) fn point(&self, point: &Point) -> String {
        match point.horizon {
            Horizon::Before(by) => {
                self.language.tell("effect-before", &[("n", self.language.decimal(by, 0).into())])
            }
            Horizon::Reference => self.language.say("effect-reference-long"),
            Horizon::After(0.0) => self.language.say("effect-start"),
            Horizon::After(by) => {
                self.language.tell("effect-after", &[("n", self.language.decimal(by, 0).into())])
            }
        }
    }

    /// What stands out, in the order it should be read.
    pub(super) fn findings(&self) -> Vec<String> {
        let mut findings = vec![self.comparison()];
        findings.push(self.before_the_start());
        findings.extend(self.over_time());
        findings.extend(self.by_cohort());
        findings.push(self.correction());
        if self.asked.n_domestic > 0 {
            findings.push(self.tell("effect-finding-domestic", &[("n", self.asked.n_domestic.into())]));
        }
        findings
    }

    fn comparison(&self) -> String {
        self.language.say(match self.asked.model.pairs {
            Pairs::None => "effect-finding-across-pairs",
            _ => "effect-finding-within-pairs",
        })
    }

    fn before_the_start(&self) -> String {
        let Some(test) = self.found.course.leads else { return self.language.say("effect-finding-no-leads") };
        let key =
            if test.p_value < 0.05 { "effect-finding-leads-moved" } else { "effect-finding-leads-quiet" };
        self.tell(key, &[("n", test.df.into()), ("p", self.p_value(test.p_value).into())])
    }

    fn over_time(&self) -> Option<String> {
        let after: Vec<&Point> = self
            .found
            .course
            .points
            .iter()
            .filter(|point| matches!(point.horizon, Horizon::After(_)))
            .collect();
        let [first, .., last] = after.as_slice() else { return None };
        let [first_effect, last_effect] = [first.effect?, last.effect?];
        Some(self.tell(
            "effect-finding-lags",
            &[
                ("first", self.with_interval(&first_effect).into()),
                ("when", self.point(last).into()),
                ("last", self.with_interval(&last_effect).into()),
            ],
        ))
    }

    fn by_cohort(&self) -> Vec<String> {
        let Some(cohorts) = &self.found.cohorts else { return Vec::new() };
        let counts = cohorts.comparison;
        let mut sentences = vec![
            self.tell(
                "effect-finding-cohorts",
                &[
                    ("average", self.with_interval(&cohorts.average).into()),
                    ("one", self.with_interval(&self.found.course.total).into()),
                ],
            ),
            self.tell(
                "effect-finding-comparison",
                &[
                    ("starting", counts.starting.into()),
                    ("cohorts", cohorts.by_start.len().into()),
                    ("never", counts.never.into()),
                ],
            ),
        ];
        if counts.always + counts.ending > 0 {
            let n = [("always", counts.always.into()), ("ending", counts.ending.into())];
            sentences.push(self.tell("effect-finding-excluded", &n));
        }
        if counts.periods_without > 0 {
            sentences
                .push(self.tell("effect-finding-no-comparison", &[("n", counts.periods_without.into())]));
        }
        sentences
    }

    fn correction(&self) -> String {
        let Effect { plain, corrected } = self.headline_effect();
        let number = |value: f64| -> FluentValue<'static> { self.language.decimal(value, 4).into() };
        match corrected {
            Some(corrected) => self.tell(
                "effect-finding-corrected",
                &[
                    ("estimate", number(plain.estimate)),
                    ("std_error", number(plain.std_error)),
                    ("corrected", number(corrected.estimate)),
                    ("corrected_error", number(corrected.std_error)),
                ],
            ),
            None if self.asked.model.pairs == Pairs::None || self.asked.model.family == Family::Gaussian => {
                self.tell(
                    "effect-finding-log",
                    &[("estimate", number(plain.estimate)), ("std_error", number(plain.std_error))],
                )
            }
            None => self.language.say("effect-finding-not-corrected"),
        }
    }

    pub(super) fn tell(&self, key: &str, arguments: &[(&'static str, FluentValue<'static>)]) -> String {
        self.language.tell(key, arguments)
    }
}
