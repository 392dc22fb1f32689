//! Intervals of ratios: low, middle and high of each row.

use crate::scale::Scale;
use crate::svg::{Anchor, Svg, fit, text_width};
use crate::{Caption, DIRECTION_COLOURS, Figure, GRID, INK, MUTED, Numbers, RULE, Table, WIDTH};

const LEFT: f64 = 12.0;
const RIGHT: f64 = WIDTH - 12.0;
/// A row holds its name and, below, its interval: long names keep their place on a phone.
const ROW: f64 = 36.0;

/// Rows of ratios with their intervals, a line at 1 and one at the threshold.
pub struct Intervals<'a> {
    /// Name, title and description.
    pub caption: Caption<'a>,
    /// Words on the figure.
    pub labels: IntervalLabels<'a>,
    /// How numbers are written.
    pub numbers: Numbers<'a>,
    /// Below this ratio a row counts as weak.
    pub threshold: f64,
    /// The rows, in order.
    pub rows: &'a [Interval],
    /// Names of the directions: one or two.
    pub directions: &'a [String],
}

/// Words on [`Intervals`].
#[derive(Debug, Clone, Copy)]
pub struct IntervalLabels<'a> {
    /// The axis.
    pub ratio: &'a str,
    /// The line at 1.
    pub one: &'a str,
    /// The line at the threshold.
    pub threshold: &'a str,
    /// Column of names in the table.
    pub link: &'a str,
    /// Column of lower ends in the table.
    pub low: &'a str,
    /// Column of upper ends in the table.
    pub high: &'a str,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Interval {
    /// Name of the row.
    pub name: String,
    /// Direction: 0 or 1.
    pub direction: usize,
    /// Middle.
    pub ratio: f64,
    /// Lower and upper end, where there are any.
    pub ends: Option<(f64, f64)>,
}

impl Intervals<'_> {
    /// Draws the figure.
    pub fn draw(&self) -> Figure {
        let mut svg = Svg::new();
        let mut top = 14.0;
        if self.directions.len() > 1 {
            top = self.legend(&mut svg);
        }
        let top = top + 24.0;
        let bottom = top + ROW * self.rows.len() as f64 + 6.0;
        let scale = self.scale();
        self.frame(&mut svg, scale, top, bottom);
        for (k, row) in self.rows.iter().enumerate() {
            draw_row(&mut svg, scale, row, top + ROW * k as f64);
        }
        Figure {
            svg: svg.finish(&self.caption, bottom + 44.0),
            title: self.caption.title.into(),
            description: self.caption.description.into(),
            table: self.table(),
        }
    }

    fn legend(&self, svg: &mut Svg) -> f64 {
        let mut y = 14.0;
        for (direction, name) in self.directions.iter().enumerate() {
            svg.mark((8.0, y - 4.5), direction, true, "");
            svg.text((20.0, y), Anchor::Start, INK, false, &fit(name, WIDTH - 24.0));
            y += 20.0;
        }
        y
    }

    fn scale(&self) -> Scale {
        let ends = self.rows.iter().flat_map(|row| [Some(row.ratio), row.ends.map(|(_, high)| high)]);
        let high = ends.flatten().filter(|v| v.is_finite()).fold(1.0_f64, f64::max);
        Scale::from_zero(high, (LEFT, RIGHT))
    }

    fn frame(&self, svg: &mut Svg, scale: Scale, top: f64, bottom: f64) {
        for tick in scale.ticks() {
            let at = scale.at(tick);
            svg.line((at, top), (at, bottom), GRID, 1.0, "");
            svg.text((at, bottom + 16.0), Anchor::Middle, MUTED, false, &(self.numbers.ratio)(tick));
        }
        let (weak, one) = (scale.at(self.threshold), scale.at(1.0));
        svg.line((weak, top - 4.0), (weak, bottom), MUTED, 1.2, "4 3");
        svg.line((one, top - 4.0), (one, bottom), INK, 1.2, "");
        // The two labels stand on either side of their lines and cannot meet.
        svg.text((weak + 3.0, top - 9.0), Anchor::End, MUTED, false, self.labels.threshold);
        let room = RIGHT - one + 8.0;
        let label = self.labels.one;
        let anchor = if text_width(label) <= room { Anchor::Start } else { Anchor::End };
        let (x, y) =
            if matches!(anchor, Anchor::Start) { (one - 3.0, top - 9.0) } else { (RIGHT, top - 9.0) };
        svg.text((x, y), anchor, INK, false, label);
        svg.line((LEFT, bottom), (RIGHT, bottom), RULE, 1.0, "");
        svg.text((RIGHT, bottom + 38.0), Anchor::End, INK, true, &format!("{} →", self.labels.ratio));
    }

    fn table(&self) -> Table {
        let labels = &self.labels;
        let header = [labels.link, labels.low, labels.ratio, labels.high];
        let rows = self.rows.iter().map(|row| {
            vec![
                row.name.clone(),
                self.numbers.ratio_or_none(row.ends.map(|(low, _)| low)),
                self.numbers.ratio_or_none(Some(row.ratio)),
                self.numbers.ratio_or_none(row.ends.map(|(_, high)| high)),
            ]
        });
        Table { header: header.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}

fn draw_row(svg: &mut Svg, scale: Scale, row: &Interval, top: f64) {
    // White behind the name, so that the vertical lines do not run through it.
    let name = fit(&row.name, RIGHT - LEFT);
    svg.rectangle((LEFT - 2.0, top + 3.0), (text_width(&name) + 8.0, 17.0), "#fff");
    svg.text((LEFT, top + 16.0), Anchor::Start, INK, false, &name);
    let y = top + 27.0;
    if let Some((low, high)) = row.ends.filter(|(low, high)| low.is_finite() && high.is_finite()) {
        let colour = DIRECTION_COLOURS[row.direction.min(1)];
        svg.line((scale.at(low), y), (scale.at(high), y), colour, 2.5, "");
        for end in [low, high] {
            svg.line((scale.at(end), y - 4.0), (scale.at(end), y + 4.0), colour, 1.5, "");
        }
    }
    if row.ratio.is_finite() {
        svg.mark((scale.at(row.ratio), y), row.direction, true, "");
    }
}
