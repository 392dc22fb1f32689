//! The figures of a report.

use figures::{
    Caption, Course, CourseLabels, Courses, Figure, Interval, IntervalLabels, Intervals, Mark, Numbers,
    Scatter, ScatterLabels, Series,
};
use weaklinks::Link;

use super::words::Words;

/// Links whose course is drawn.
const COURSES: usize = 6;
/// Rows of the figure of intervals.
const INTERVALS: usize = 20;

impl Words<'_> {
    /// Expected against observed, intervals, courses; none where there is no link.
    pub(super) fn figures(&self) -> Vec<Figure> {
        if self.analysis.links.is_empty() {
            return Vec::new();
        }
        let axis = |value| self.language.axis(value);
        let flow = |value| self.language.flow(value);
        let ratio = |value| self.language.ratio(value);
        let none = self.language.say("number-none");
        let numbers = Numbers { axis: &axis, flow: &flow, ratio: &ratio, none: &none };
        let mut figures = vec![self.flows(numbers)];
        if !self.shown().is_empty() {
            figures.push(self.intervals(numbers));
            figures.push(self.courses(numbers));
        }
        figures
    }

    /// Title of a figure; simulated data are called so in every figure, since figures travel alone.
    fn figure_title(&self, key: &str) -> String {
        let title = self.language.say(key);
        if self.context.simulated {
            format!("{title} ({})", self.language.say("report-simulated").to_lowercase())
        } else {
            title
        }
    }

    fn flows(&self, numbers: Numbers) -> Figure {
        let links = &self.analysis.links;
        let count = |is: &dyn Fn(&Link) -> bool| links.iter().filter(|link| is(link)).count();
        let title = self.figure_title("figure-flows-title");
        let description = self.language.tell(
            "figure-flows-description",
            &[
                ("n", links.len().into()),
                ("below", count(&|link| link.observed < link.expected).into()),
                ("zero", count(&|link| link.observed <= 0.0).into()),
            ],
        );
        let n_shown = self.shown().len();
        let series: Vec<Series> = self
            .directions()
            .into_iter()
            .enumerate()
            .map(|(direction, name)| {
                let of_direction = |(_, link): &(usize, &Link)| self.direction(link) == direction;
                let mark = |(k, link): (usize, &Link)| Mark {
                    name: self.link(link),
                    expected: link.expected,
                    observed: link.observed,
                    filled: k < n_shown,
                };
                Series { name, marks: links.iter().enumerate().filter(of_direction).map(mark).collect() }
            })
            .collect();
        let background: Vec<(f64, f64)> =
            self.analysis.other_pairs.iter().map(|pair| (pair.expected, pair.observed)).collect();
        let say = |key| self.language.say(key);
        let (expected, observed) = (say("figure-flows-expected"), say("figure-flows-observed"));
        let (equal, filled) = (say("figure-flows-equal"), say("figure-flows-filled"));
        let (others, link, direction) =
            (say("figure-flows-background"), say("column-link"), say("column-direction"));
        Scatter {
            caption: Caption { id: "figure-flows", title: &title, description: &description },
            labels: ScatterLabels {
                expected: &expected,
                observed: &observed,
                equal: &equal,
                zero: "0",
                background: &others,
                filled: &filled,
                link: &link,
                direction: &direction,
            },
            numbers,
            background: &background,
            series: &series,
        }
        .draw()
    }

    fn intervals(&self, numbers: Numbers) -> Figure {
        let links = &self.shown()[..self.shown().len().min(INTERVALS)];
        let question = &self.analysis.question;
        let (title, description) = if self.has_intervals() {
            ("figure-intervals-title", "figure-intervals-description")
        } else {
            ("figure-intervals-title-ratios", "figure-intervals-description-ratios")
        };
        let n_below =
            links.iter().filter(|link| link.high.is_some_and(|high| high < question.weak_below)).count();
        let threshold = self.language.ratio(question.weak_below);
        let title = self.figure_title(title);
        let description = self.language.tell(
            description,
            &[
                ("n", links.len().into()),
                ("n_below", n_below.into()),
                ("threshold", threshold.clone().into()),
            ],
        );
        let rows: Vec<Interval> = links
            .iter()
            .map(|link| Interval {
                name: format!("{}. {}", link.rank, self.link(link)),
                direction: self.direction(link),
                ratio: link.ratio,
                ends: link.low.zip(link.high),
            })
            .collect();
        let say = |key| self.language.say(key);
        let (ratio, one, link) =
            (say("figure-intervals-ratio"), say("figure-intervals-one"), say("column-link"));
        let (low, high) = (say("column-low"), say("column-high"));
        let weak = self.language.tell("figure-intervals-threshold", &[("threshold", threshold.into())]);
        Intervals {
            caption: Caption { id: "figure-intervals", title: &title, description: &description },
            labels: IntervalLabels {
                ratio: &ratio,
                one: &one,
                threshold: &weak,
                link: &link,
                low: &low,
                high: &high,
            },
            numbers,
            threshold: question.weak_below,
            rows: &rows,
            directions: &self.directions(),
        }
        .draw()
    }

    fn courses(&self, numbers: Numbers) -> Figure {
        let links = &self.shown()[..self.shown().len().min(COURSES)];
        let periods = &self.analysis.data.periods;
        let course = |link: &Link| {
            let of = |value: &dyn Fn(&weaklinks::CoursePoint) -> Option<f64>| {
                let point =
                    |period: &String| link.reasons.course.iter().find(|point| point.period == *period);
                periods.iter().map(|period| point(period).and_then(value)).collect()
            };
            Course {
                name: format!("{}. {}", link.rank, self.link(link)),
                observed: of(&|point| point.observed),
                expected: of(&|point| point.expected),
            }
        };
        let courses: Vec<Course> = links.iter().map(course).collect();
        let title = self.figure_title("figure-courses-title");
        let names: Vec<String> = links.iter().map(|link| self.link(link)).collect();
        let key =
            if periods.len() > 1 { "figure-courses-description" } else { "figure-courses-description-one" };
        let end = |period: Option<&String>| period.cloned().unwrap_or_default();
        let description = self.language.tell(
            key,
            &[
                ("first", end(periods.first()).into()),
                ("last", end(periods.last()).into()),
                ("links", self.language.list(&names).into()),
            ],
        );
        let say = |key| self.language.say(key);
        let (observed, expected) = (say("figure-courses-observed"), say("figure-courses-expected"));
        let (missing, link, period) =
            (say("figure-courses-missing"), say("column-link"), say("column-period"));
        Courses {
            caption: Caption { id: "figure-courses", title: &title, description: &description },
            labels: CourseLabels {
                observed: &observed,
                expected: &expected,
                missing: &missing,
                link: &link,
                period: &period,
            },
            numbers,
            periods,
            courses: &courses,
        }
        .draw()
    }
}
