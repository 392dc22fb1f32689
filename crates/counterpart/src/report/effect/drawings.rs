//! The event studies.

use figures::{Caption, Event, EventLabels, EventStudy, Figure};
use gravity::effect::{Effect, Estimate, Horizon};

use super::Words;

impl Words<'_> {
    /// The course of the treatment, unless it is one point beside cohorts, and the effects by time since the start where cohorts were asked for.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let points = &self.found.course.points;
        if points.len() > 2 || self.found.cohorts.is_none() {
            let events: Vec<Event> = points
                .iter()
                .map(|point| event(self.horizon(point.horizon), point.effect.as_ref()))
                .collect();
            let n_before = points.iter().filter(|point| !matches!(point.horizon, Horizon::After(_))).count();
            figures.push(self.event_study("course", &events, n_before));
        }
        if let Some(cohorts) = &self.found.cohorts {
            let reference = event(self.language.say("effect-reference"), None);
            let after = cohorts
                .by_since
                .iter()
                .map(|since| event(self.language.count(since.name), Some(&since.effect)));
            let events: Vec<Event> = std::iter::once(reference).chain(after).collect();
            figures.push(self.event_study("cohorts", &events, 1));
        }
        figures
    }

    fn event_study(&self, which: &str, events: &[Event], n_before: usize) -> Figure {
        let treatment = || [("treatment", self.asked.treatment.clone().into())];
        let (id, title, description) = if which == "cohorts" {
            ("figure-cohorts", "effect-figure-cohorts-title", "effect-figure-cohorts-description")
        } else {
            ("figure-course", "effect-figure-course-title", "effect-figure-course-description")
        };
        let title = self.tell(title, &treatment());
        let description = self.tell(description, &treatment());
        let say = |key| self.language.say(key);
        let (effect, when, start) =
            (say("effect-figure-effect"), say("effect-figure-when"), say("effect-figure-start"));
        let (low, high, none) = (say("column-low"), say("column-high"), say("number-none"));
        let number = |percent: f64| {
            // Ticks of an axis are round; a table's numbers need a decimal.
            let decimals = usize::from((percent - percent.round()).abs() > 1e-9);
            self.language.percent(percent / 100.0, decimals)
        };
        EventStudy {
            caption: Caption { id, title: &title, description: &description },
            labels: EventLabels {
                effect: &effect,
                when: &when,
                start: &start,
                low: &low,
                high: &high,
                none: &none,
            },
            number: &number,
            points: events,
            n_before,
        }
        .draw()
    }
}

fn event(label: String, effect: Option<&Effect>) -> Event {
    let percent = Estimate::percent;
    let best = effect.map(Effect::best);
    Event {
        label,
        value: best.map_or(0.0, |best| percent(best.estimate)),
        ends: best.map(|best| (percent(best.low), percent(best.high))),
    }
}
