//! Expected against observed flows on log axes.

use std::collections::BTreeSet;

use crate::scale::Scale;
use crate::svg::{Anchor, Svg, fit, text_width};
use crate::{BACKGROUND_DOT, Caption, Figure, GRID, INK, MUTED, Numbers, RULE, Table, WIDTH};

const LEFT: f64 = 62.0;
const RIGHT: f64 = WIDTH - 10.0;
/// Height of the band of zeros below the log axis.
const BAND: f64 = 26.0;
const LEGEND_LINE: f64 = 20.0;

/// Expected (across) against observed (up) flows; zeros stand in a band of their own.
pub struct Scatter<'a> {
    /// Name, title and description.
    pub caption: Caption<'a>,
    /// Words on the figure.
    pub labels: ScatterLabels<'a>,
    /// How numbers are written.
    pub numbers: Numbers<'a>,
    /// Expected and observed flow of every other pair, drawn as small grey dots.
    pub background: &'a [(f64, f64)],
    /// The pairs of interest, by direction: one or two.
    pub series: &'a [Series],
}

/// Words on a [`Scatter`].
#[derive(Debug, Clone, Copy)]
pub struct ScatterLabels<'a> {
    /// Axis of expected flows.
    pub expected: &'a str,
    /// Axis of observed flows.
    pub observed: &'a str,
    /// The line where both are the same.
    pub equal: &'a str,
    /// The band of zeros.
    pub zero: &'a str,
    /// The grey dots.
    pub background: &'a str,
    /// What a filled mark stands for.
    pub filled: &'a str,
    /// Column of names in the table.
    pub link: &'a str,
    /// Column of directions in the table.
    pub direction: &'a str,
}

/// The pairs of one direction.
#[derive(Debug, Clone)]
pub struct Series {
    /// Name of the direction.
    pub name: String,
    /// Its pairs.
    pub marks: Vec<Mark>,
}

/// One pair.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Name of the pair.
    pub name: String,
    /// Expected flow, positive.
    pub expected: f64,
    /// Observed flow, zero or more.
    pub observed: f64,
    /// Drawn filled.
    pub filled: bool,
}

impl Scatter<'_> {
    /// Draws the figure.
    pub fn draw(&self) -> Figure {
        let mut svg = Svg::new();
        let top = self.legend(&mut svg);
        let side = RIGHT - LEFT;
        let (x, y) = self.scales(top, side);
        let bottom = top + side;
        self.frame(&mut svg, (x, y), top, bottom);
        self.draw_background(&mut svg, (x, y), bottom);
        // Filled marks last, so that hollow ones do not cover them.
        for filled in [false, true] {
            self.draw_marks(&mut svg, (x, y), bottom, filled);
        }
        Figure {
            svg: svg.finish(&self.caption, bottom + BAND + 46.0),
            title: self.caption.title.into(),
            description: self.caption.description.into(),
            table: self.table(),
        }
    }

    /// The key above the plot, one entry a line; returns where the plot begins.
    fn legend(&self, svg: &mut Svg) -> f64 {
        let mut y = 14.0;
        let width = WIDTH - 24.0;
        for (direction, series) in self.series.iter().enumerate() {
            svg.mark((8.0, y - 4.5), direction, false, "");
            svg.text((20.0, y), Anchor::Start, INK, false, &fit(&series.name, width));
            y += LEGEND_LINE;
        }
        for direction in 0..self.series.len() {
            svg.mark((8.0 + 13.0 * direction as f64, y - 4.5), direction, true, "");
        }
        let indent = 7.0 + 13.0 * self.series.len() as f64;
        svg.text((indent, y), Anchor::Start, INK, false, &fit(self.labels.filled, width));
        y += LEGEND_LINE;
        if !self.background.is_empty() {
            svg.dots(&[(8.0, y - 4.5)], BACKGROUND_DOT, 4.0);
            svg.text((20.0, y), Anchor::Start, INK, false, &fit(self.labels.background, width));
            y += LEGEND_LINE;
        }
        svg.line((1.0, y - 1.0), (15.0, y - 9.0), INK, 1.2, "");
        svg.text((20.0, y), Anchor::Start, INK, false, &fit(self.labels.equal, width));
        y + LEGEND_LINE + 12.0
    }

    /// Each axis holds its own values: observed flows spread further down than expected ones.
    fn scales(&self, top: f64, side: f64) -> (Scale, Scale) {
        let marks = self.series.iter().flat_map(|series| &series.marks).map(|m| (m.expected, m.observed));
        let values: Vec<(f64, f64)> = marks.chain(self.background.iter().copied()).collect();
        let (low, high) = positive_range(values.iter().map(|(expected, _)| *expected));
        let x = Scale::log(low, high, (LEFT, LEFT + side));
        let (low, high) = positive_range(values.iter().map(|(_, observed)| *observed));
        (x, Scale::log(low, high, (top + side, top)))
    }

    fn frame(&self, svg: &mut Svg, (x, y): (Scale, Scale), top: f64, bottom: f64) {
        for tick in y.ticks() {
            let at = y.at(tick);
            svg.line((LEFT, at), (RIGHT, at), GRID, 1.0, "");
            svg.text((LEFT - 6.0, at + 4.5), Anchor::End, MUTED, false, &(self.numbers.axis)(tick));
        }
        svg.rectangle((LEFT, bottom + 4.0), (RIGHT - LEFT, BAND - 4.0), "#f4f5f7");
        svg.text((LEFT - 6.0, bottom + 20.0), Anchor::End, MUTED, false, self.labels.zero);
        let base = bottom + BAND;
        let mut free_from = 0.0;
        for tick in x.ticks() {
            let at = x.at(tick);
            svg.line((at, top), (at, bottom), GRID, 1.0, "");
            let label = (self.numbers.axis)(tick);
            let half = text_width(&label) / 2.0;
            let middle = at.min(WIDTH - half);
            if middle - half >= free_from {
                svg.text((middle, base + 16.0), Anchor::Middle, MUTED, false, &label);
                free_from = middle + half + 6.0;
            }
        }
        let (low, high) = (x.low().max(y.low()), x.high().min(y.high()));
        if low < high {
            svg.line((x.at(low), y.at(low)), (x.at(high), y.at(high)), INK, 1.2, "");
        }
        svg.line((LEFT, bottom), (RIGHT, bottom), RULE, 1.0, "");
        svg.line((LEFT, top), (LEFT, base), RULE, 1.0, "");
        svg.text((0.0, top - 12.0), Anchor::Start, INK, true, &format!("↑ {}", self.labels.observed));
        svg.text((RIGHT, base + 38.0), Anchor::End, INK, true, &format!("{} →", self.labels.expected));
    }

    /// Pairs that fall on the same half unit are drawn once: there may be a hundred thousand.
    fn draw_background(&self, svg: &mut Svg, scales: (Scale, Scale), bottom: f64) {
        let drawn = self.background.iter().filter(|(e, o)| e.is_finite() && o.is_finite());
        let places: BTreeSet<(i64, i64)> = drawn
            .map(|&pair| {
                let (x, y) = point(pair, scales, bottom);
                ((2.0 * x).round() as i64, (2.0 * y).round() as i64)
            })
            .collect();
        let places: Vec<(f64, f64)> = places.iter().map(|&(x, y)| (x as f64 / 2.0, y as f64 / 2.0)).collect();
        if !places.is_empty() {
            svg.dots(&places, BACKGROUND_DOT, 2.4);
        }
    }

    fn draw_marks(&self, svg: &mut Svg, scales: (Scale, Scale), bottom: f64, filled: bool) {
        for (direction, series) in self.series.iter().enumerate() {
            for mark in series.marks.iter().filter(|mark| mark.filled == filled) {
                let label = format!(
                    "{}: {} / {}",
                    mark.name,
                    self.numbers.flow_or_none(Some(mark.observed)),
                    self.numbers.flow_or_none(Some(mark.expected))
                );
                svg.mark(point((mark.expected, mark.observed), scales, bottom), direction, filled, &label);
            }
        }
    }

    fn table(&self) -> Table {
        let labels = &self.labels;
        let header = [labels.link, labels.direction, labels.observed, labels.expected];
        let rows = self.series.iter().flat_map(|series| {
            series.marks.iter().map(|mark| {
                vec![
                    mark.name.clone(),
                    series.name.clone(),
                    self.numbers.flow_or_none(Some(mark.observed)),
                    self.numbers.flow_or_none(Some(mark.expected)),
                ]
            })
        });
        Table { header: header.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}

/// The smallest and the largest of the positive values; 1 and 10 where there are none.
fn positive_range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let positive = values.filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = positive.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (v.min(low), v.max(high)));
    if low.is_finite() { (low, high) } else { (1.0, 10.0) }
}

/// Place of a pair; a zero goes to the middle of the band.
fn point((expected, observed): (f64, f64), (x, y): (Scale, Scale), bottom: f64) -> (f64, f64) {
    let up = if observed > 0.0 { y.at(observed) } else { bottom + 2.0 + BAND / 2.0 };
    (x.at(expected), up)
}
