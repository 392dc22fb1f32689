//! An event study: an effect before and after its start, with intervals.

use crate::scale::Scale;
use crate::svg::{Anchor, Svg, text_width, wrap};
use crate::{Caption, DIRECTION_COLOURS, Figure, GRID, INK, MUTED, RULE, Table, WIDTH};

const PLOT: f64 = 200.0;
const RIGHT: f64 = WIDTH - 8.0;
const LINE: f64 = 17.0;

/// One point a place in time, with its interval; a line at zero and one at the start.
pub struct EventStudy<'a> {
    /// Name, title and description.
    pub caption: Caption<'a>,
    /// Words on the figure.
    pub labels: EventLabels<'a>,
    /// How a value is written, on the axis and in the table.
    pub number: &'a dyn Fn(f64) -> String,
    /// The points, in order of time.
    pub points: &'a [Event],
    /// Number of points before the start.
    pub n_before: usize,
}

/// Words on [`EventStudy`].
#[derive(Debug, Clone, Copy)]
pub struct EventLabels<'a> {
    /// The vertical axis.
    pub effect: &'a str,
    /// The horizontal axis, and the column of places in the table.
    pub when: &'a str,
    /// The line at the start.
    pub start: &'a str,
    /// Column of lower ends in the table.
    pub low: &'a str,
    /// Column of upper ends in the table.
    pub high: &'a str,
    /// What stands in the table for an interval where there is none.
    pub none: &'a str,
}

/// One point.
#[derive(Debug, Clone)]
pub struct Event {
    /// The place in time, short: it stands on the axis.
    pub label: String,
    /// Estimate.
    pub value: f64,
    /// Ends of its interval; none where the others are compared with it.
    pub ends: Option<(f64, f64)>,
}

impl EventStudy<'_> {
    /// Draws the figure.
    pub fn draw(&self) -> Figure {
        let mut svg = Svg::new();
        let mut top = 14.0;
        for line in wrap(self.labels.effect, WIDTH) {
            svg.text((0.0, top), Anchor::Start, INK, true, &line);
            top += LINE;
        }
        // The line of the start has its label above the plot.
        let plot_top = top + LINE + 4.0;
        let bottom = plot_top + PLOT;
        let values = self.points.iter().flat_map(|point| {
            let (low, high) = point.ends.unwrap_or((point.value, point.value));
            [low, point.value, high]
        });
        let finite: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        let low = finite.iter().copied().fold(0.0, f64::min);
        let high = finite.iter().copied().fold(0.0, f64::max);
        let scale = Scale::across_zero(low, high, (bottom, plot_top));
        let ticks: Vec<(f64, String)> =
            scale.ticks().into_iter().map(|tick| (tick, (self.number)(tick))).collect();
        let left = ticks.iter().map(|(_, label)| text_width(label)).fold(0.0, f64::max) + 8.0;
        for (tick, label) in &ticks {
            let y = scale.at(*tick);
            let colour = if tick.abs() < 1e-12 { INK } else { GRID };
            svg.line((left, y), (RIGHT, y), colour, 1.0, "");
            svg.text((left - 5.0, y + 4.5), Anchor::End, MUTED, false, label);
        }
        self.draw_points(&mut svg, scale, (left, RIGHT), (plot_top, bottom));
        svg.text(
            (RIGHT, bottom + 2.2 * LINE + 4.0),
            Anchor::End,
            INK,
            true,
            &format!("{} →", self.labels.when),
        );
        Figure {
            svg: svg.finish(&self.caption, bottom + 2.7 * LINE),
            title: self.caption.title.into(),
            description: self.caption.description.into(),
            table: self.table(),
        }
    }

    fn draw_points(&self, svg: &mut Svg, scale: Scale, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
        let step = (right - left) / self.points.len().max(1) as f64;
        let place = |k: usize| left + step * (k as f64 + 0.5);
        if self.n_before > 0 && self.n_before < self.points.len() {
            let x = left + step * self.n_before as f64;
            svg.line((x, top - 4.0), (x, bottom), MUTED, 1.2, "4 3");
            let room = right - x >= text_width(self.labels.start);
            let anchor = if room { Anchor::Start } else { Anchor::End };
            svg.text((x, top - 8.0), anchor, MUTED, false, self.labels.start);
        }
        svg.line((left, bottom), (right, bottom), RULE, 1.0, "");
        let widest = self.points.iter().map(|point| text_width(&point.label)).fold(0.0, f64::max) + 6.0;
        let every = (widest / step).ceil().max(1.0) as usize;
        for (k, point) in self.points.iter().enumerate() {
            let x = place(k);
            if k % every == 0 {
                svg.text((x, bottom + 16.0), Anchor::Middle, MUTED, false, &point.label);
            }
            let colour = DIRECTION_COLOURS[usize::from(k < self.n_before)];
            if let Some((low, high)) = point.ends.filter(|(low, high)| low.is_finite() && high.is_finite()) {
                svg.line((x, scale.at(low)), (x, scale.at(high)), colour, 2.5, "");
                for end in [low, high] {
                    svg.line((x - 4.0, scale.at(end)), (x + 4.0, scale.at(end)), colour, 1.5, "");
                }
            }
            if point.value.is_finite() {
                // Triangles before the start, circles after; hollow where the others are compared with it.
                let label = format!("{}: {}", point.label, (self.number)(point.value));
                svg.mark(
                    (x, scale.at(point.value)),
                    usize::from(k < self.n_before),
                    point.ends.is_some(),
                    &label,
                );
            }
        }
    }

    fn table(&self) -> Table {
        let labels = &self.labels;
        let header = [labels.when, labels.low, labels.effect, labels.high];
        let number = |value: Option<f64>| {
            value.filter(|value| value.is_finite()).map_or_else(|| labels.none.to_owned(), self.number)
        };
        let row = |point: &Event| {
            vec![
                point.label.clone(),
                number(point.ends.map(|ends| ends.0)),
                number(Some(point.value)),
                number(point.ends.map(|ends| ends.1)),
            ]
        };
        Table { header: header.map(str::to_owned).to_vec(), rows: self.points.iter().map(row).collect() }
    }
}
