//! The figures: ranked links, one link over its runs, courses, indices.

use figures::{
    Caption, Course, CourseLabels, Courses, Figure, Interval, IntervalLabels, Intervals, Numbers as Written,
};
use register::Side;
use store::{LinkRow, Numbers};
use words::Language;

use super::runs::{Point, Run};
use super::shown::{self, Names};
use crate::visit::Visit;

/// Title of a figure; what is simulated is called so by the title of its data, since figures travel alone.
fn titled(visit: &Visit, run: &Run, key: &str) -> String {
    format!("{}: {}", run.about(visit), visit.lang.say(key))
}

/// The first links of a run with their intervals.
pub(super) fn ranked(
    visit: &Visit,
    run: &Run,
    rows: &[&LinkRow],
    names: &Names,
    weak_below: f64,
) -> Option<Figure> {
    let lang = visit.lang;
    let is_a = |key: &str| names.get(key).is_some_and(|region| region.side == Some(Side::A));
    let found = rows.iter().filter_map(|row| Some((row, row.found.as_ref().ok()?)));
    let interval = |(row, n): (&&LinkRow, &Numbers)| Interval {
        name: names.link(&row.origin, &row.destination, lang),
        direction: usize::from(!is_a(&row.origin)),
        ratio: n.ratio,
        ends: n.low.zip(n.high),
    };
    let rows: Vec<Interval> = found.map(interval).collect();
    let [a, b] = [Side::A, Side::B].map(|side| visit.mechanism.side(side).text.clone());
    let directions = [format!("{a} → {b}"), format!("{b} → {a}")];
    let title = titled(visit, run, "evidence-figure-ranked");
    intervals(lang, "figure-ranked", &title, weak_below, &rows, &directions)
}

/// One link in several runs, the oldest first.
pub(super) fn over_runs(
    visit: &Visit,
    run: &Run,
    rows: Vec<(String, Numbers)>,
    weak_below: f64,
) -> Option<Figure> {
    let interval = |(name, n): (String, Numbers)| Interval {
        name,
        direction: 0,
        ratio: n.ratio,
        ends: n.low.zip(n.high),
    };
    let rows: Vec<Interval> = rows.into_iter().map(interval).collect();
    let title = titled(visit, run, "evidence-figure-moved");
    intervals(visit.lang, "figure-moved", &title, weak_below, &rows, &[String::new()])
}

fn intervals(
    lang: Language,
    id: &str,
    title: &str,
    weak_below: f64,
    rows: &[Interval],
    directions: &[String],
) -> Option<Figure> {
    if rows.is_empty() {
        return None;
    }
    let description = lang.tell("evidence-figure-intervals", &[("n", rows.len().into())]);
    let say = |key| lang.say(key);
    let (ratio, one, link) = (say("figure-intervals-ratio"), say("figure-intervals-one"), say("column-link"));
    let (low, high) = (say("column-low"), say("column-high"));
    let weak = lang.tell("figure-intervals-threshold", &[("threshold", lang.ratio(weak_below).into())]);
    let figure = |numbers: Written| {
        Intervals {
            caption: Caption { id, title, description: &description },
            labels: IntervalLabels {
                ratio: &ratio,
                one: &one,
                threshold: &weak,
                link: &link,
                low: &low,
                high: &high,
            },
            numbers,
            threshold: weak_below,
            rows,
            directions,
        }
        .draw()
    };
    Some(written(lang, figure))
}

/// Draws with numbers as the language writes them.
fn written(lang: Language, draw: impl FnOnce(Written) -> Figure) -> Figure {
    let axis = |value| lang.axis(value);
    let flow = |value| lang.flow(value);
    let ratio = |value| lang.ratio(value);
    let none = lang.say("number-none");
    draw(Written { axis: &axis, flow: &flow, ratio: &ratio, none: &none })
}

/// Observed against expected over the periods of a link.
pub(super) fn course(visit: &Visit, run: &Run, name: &str, points: &[Point]) -> Option<Figure> {
    let periods: Vec<String> = points.iter().map(|point| point.period.clone()).collect();
    let of = |value: fn(&Point) -> Option<f64>| points.iter().map(value).collect();
    let course = Course {
        name: name.to_owned(),
        observed: of(|point| point.observed),
        expected: of(|point| point.expected),
    };
    let title = format!("{}: {name}", shown::channel(visit.lang, run.channel()));
    courses(visit.lang, "figure-course", &title, &periods, &[course])
}

/// Courses as small panels.
pub(super) fn courses(
    lang: Language,
    id: &str,
    title: &str,
    periods: &[String],
    courses: &[Course],
) -> Option<Figure> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return None };
    let description = lang
        .tell("evidence-figure-course", &[("first", first.clone().into()), ("last", last.clone().into())]);
    let say = |key| lang.say(key);
    let (observed, expected) = (say("figure-courses-observed"), say("figure-courses-expected"));
    let (missing, link, period) = (say("figure-courses-missing"), say("column-link"), say("column-period"));
    let figure = |numbers: Written| {
        Courses {
            caption: Caption { id, title, description: &description },
            labels: CourseLabels {
                observed: &observed,
                expected: &expected,
                missing: &missing,
                link: &link,
                period: &period,
            },
            numbers,
            periods,
            courses,
        }
        .draw()
    };
    (!courses.is_empty()).then(|| written(lang, figure))
}
