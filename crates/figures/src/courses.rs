//! Small multiples: observed and expected values over periods.

use crate::scale::Scale;
use crate::svg::{Anchor, Svg, fit, text_width, wrap};
use crate::{Caption, DIRECTION_COLOURS, Figure, GRID, INK, MUTED, Numbers, RULE, Table, WIDTH};

const GAP: f64 = 20.0;
const PANEL: f64 = (WIDTH - GAP) / 2.0;
const PLOT: f64 = 92.0;
/// Lines of a panel's name.
const NAME_LINES: usize = 2;
const LINE: f64 = 16.0;
const PANEL_HEIGHT: f64 = NAME_LINES as f64 * LINE + 10.0 + PLOT + 34.0;

/// One small panel a row, two panels side by side; each has its own scale, from zero.
pub struct Courses<'a> {
    /// Name, title and description.
    pub caption: Caption<'a>,
    /// Words on the figure.
    pub labels: CourseLabels<'a>,
    /// How numbers are written.
    pub numbers: Numbers<'a>,
    /// Names of the periods, in order.
    pub periods: &'a [String],
    /// The panels.
    pub courses: &'a [Course],
}

/// Words on [`Courses`].
#[derive(Debug, Clone, Copy)]
pub struct CourseLabels<'a> {
    /// The observed line.
    pub observed: &'a str,
    /// The expected line.
    pub expected: &'a str,
    /// What a gap means.
    pub missing: &'a str,
    /// Column of names in the table.
    pub link: &'a str,
    /// Column of periods in the table.
    pub period: &'a str,
}

/// One panel.
#[derive(Debug, Clone)]
pub struct Course {
    /// Name of the panel.
    pub name: String,
    /// Observed value of each period; none where it is missing.
    pub observed: Vec<Option<f64>>,
    /// Expected value of each period; none where it is missing.
    pub expected: Vec<Option<f64>>,
}

impl Courses<'_> {
    /// Draws the figure.
    pub fn draw(&self) -> Figure {
        let mut svg = Svg::new();
        let top = self.legend(&mut svg);
        for (k, course) in self.courses.iter().enumerate() {
            let left = (k % 2) as f64 * (PANEL + GAP);
            self.panel(&mut svg, course, (left, top + (k / 2) as f64 * PANEL_HEIGHT));
        }
        let rows = self.courses.len().div_ceil(2);
        Figure {
            svg: svg.finish(&self.caption, top + rows as f64 * PANEL_HEIGHT),
            title: self.caption.title.into(),
            description: self.caption.description.into(),
            table: self.table(),
        }
    }

    fn legend(&self, svg: &mut Svg) -> f64 {
        svg.line((0.0, 9.5), (24.0, 9.5), DIRECTION_COLOURS[0], 2.0, "");
        svg.dots(&[(12.0, 9.5)], DIRECTION_COLOURS[0], 6.0);
        svg.text((30.0, 14.0), Anchor::Start, INK, false, self.labels.observed);
        svg.line((0.0, 29.5), (24.0, 29.5), MUTED, 2.0, "5 3");
        svg.text((30.0, 34.0), Anchor::Start, INK, false, self.labels.expected);
        if !self.has_gaps() {
            return 50.0;
        }
        let mut y = 54.0;
        for line in wrap(self.labels.missing, WIDTH) {
            svg.text((0.0, y), Anchor::Start, MUTED, false, &line);
            y += 18.0;
        }
        y - 4.0
    }

    fn has_gaps(&self) -> bool {
        self.courses.iter().any(|course| course.observed.iter().any(Option::is_none))
    }

    fn panel(&self, svg: &mut Svg, course: &Course, (left, top): (f64, f64)) {
        let mut lines = wrap(&course.name, PANEL);
        if lines.len() > NAME_LINES {
            lines = vec![lines[0].clone(), lines[1..].join(" ")];
        }
        for (k, line) in lines.iter().enumerate() {
            let y = top + 13.0 + LINE * k as f64;
            svg.text((left, y), Anchor::Start, INK, true, &fit(line, PANEL));
        }
        let plot_top = top + NAME_LINES as f64 * LINE + 10.0;
        let bottom = plot_top + PLOT;
        let values = course.observed.iter().chain(&course.expected).flatten();
        let max = values.copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        let y = Scale::from_zero(max, (bottom, plot_top));
        let ticks: Vec<(f64, String)> =
            y.ticks().into_iter().map(|tick| (y.at(tick), (self.numbers.axis)(tick))).collect();
        let margin = ticks.iter().map(|(_, label)| text_width(label)).fold(0.0, f64::max) + 6.0;
        let (from, to) = (left + margin, left + PANEL - 4.0);
        // Every second label where five would be close.
        for (k, (at, label)) in ticks.iter().enumerate() {
            svg.line((from, *at), (to, *at), if k == 0 { RULE } else { GRID }, 1.0, "");
            if ticks.len() <= 3 || k % 2 == 0 {
                svg.text((from - 5.0, at + 4.5), Anchor::End, MUTED, false, label);
            }
        }
        self.period_labels(svg, (from, to), bottom);
        self.lines(svg, course, (from + 4.0, to - 4.0), y);
    }

    fn period_labels(&self, svg: &mut Svg, (from, to): (f64, f64), bottom: f64) {
        if let [first, .., last] = self.periods {
            svg.text((from, bottom + 16.0), Anchor::Start, MUTED, false, first);
            svg.text((to, bottom + 16.0), Anchor::End, MUTED, false, last);
        } else if let [only] = self.periods {
            svg.text((f64::midpoint(from, to), bottom + 16.0), Anchor::Middle, MUTED, false, only);
        }
    }

    fn lines(&self, svg: &mut Svg, course: &Course, (from, to): (f64, f64), y: Scale) {
        let n = self.periods.len();
        let place = |k: usize| {
            if n > 1 { from + (to - from) * k as f64 / (n - 1) as f64 } else { f64::midpoint(from, to) }
        };
        let point =
            |(k, value): (usize, &Option<f64>)| value.filter(|v| v.is_finite()).map(|v| (place(k), y.at(v)));
        let expected: Vec<_> = course.expected.iter().enumerate().map(point).collect();
        let observed: Vec<_> = course.observed.iter().enumerate().map(point).collect();
        for run in runs(&expected) {
            if let [(x, at)] = run[..] {
                svg.line((x - 4.0, at), (x + 4.0, at), MUTED, 2.0, "");
            } else {
                svg.polyline(&run, MUTED, 2.0, "5 3");
            }
        }
        for run in runs(&observed) {
            if run.len() > 1 {
                svg.polyline(&run, DIRECTION_COLOURS[0], 2.0, "");
            }
            svg.dots(&run, DIRECTION_COLOURS[0], 5.0);
        }
    }

    fn table(&self) -> Table {
        let labels = &self.labels;
        let header = [labels.link, labels.period, labels.observed, labels.expected];
        let rows = self.courses.iter().flat_map(|course| {
            self.periods.iter().enumerate().map(|(k, period)| {
                let value =
                    |values: &[Option<f64>]| self.numbers.flow_or_none(values.get(k).copied().flatten());
                vec![course.name.clone(), period.clone(), value(&course.observed), value(&course.expected)]
            })
        });
        Table { header: header.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}

/// The points in unbroken runs: a missing one ends a run, so that nothing is drawn where nothing is known.
fn runs(points: &[Option<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let parts = points.split(Option::is_none);
    parts.map(|run| run.iter().copied().flatten().collect::<Vec<_>>()).filter(|run| !run.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_period_breaks_the_line() {
        let points = [Some((0.0, 1.0)), None, Some((2.0, 1.0)), Some((3.0, 2.0))];
        assert_eq!(runs(&points), [vec![(0.0, 1.0)], vec![(2.0, 1.0), (3.0, 2.0)]]);
        assert!(runs(&[None]).is_empty());
    }
}
