//! Figures as SVG, each with a text alternative and its numbers as a table.
//!
//! This crate is the only place that draws.
//! It knows no language: every label comes in as a string and every number through a [`Numbers`],
//! so a figure reads the same way in any script.
//! A figure is made for the width of a phone (its view box is [`WIDTH`] units wide), uses no script, no style sheet and no
//! outside resource, and its output depends on its input alone.
//!
//! ```text
//! figures
//! ├── scatter     expected against observed on log axes
//! ├── intervals   low, middle and high of each row
//! ├── courses     small multiples over periods
//! ├── event_study an effect before and after its start
//! ├── map         regions as points, links as arcs
//! ├── scale       values to places, ticks
//! └── svg         elements, escaping, width of a text
//! ```
//!
//! Start with [`Scatter`], [`Intervals`], [`Courses`] or [`EventStudy`]; each has one method, `draw`.
//! Colours are those of Okabe and Ito, told apart by readers with any form of colour blindness; a shape always says the same as a colour.

mod courses;
mod event_study;
mod intervals;
mod map;
mod scale;
mod scatter;
mod svg;

pub use courses::{Course, CourseLabels, Courses};
pub use event_study::{Event, EventLabels, EventStudy};
pub use intervals::{Interval, IntervalLabels, Intervals};
pub use map::{Arc, Map, Place};
pub use scatter::{Mark, Scatter, ScatterLabels, Series};

/// Width of every figure's view box, in units of its font (which is 13 high).
pub const WIDTH: f64 = 400.0;

/// A drawn figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// One `svg` element, ready to stand in a page or, with an XML declaration, in a file.
    pub svg: String,
    /// Title.
    pub title: String,
    /// What the figure shows, for readers who do not see it.
    pub description: String,
    /// The numbers that were drawn.
    pub table: Table,
}

/// Numbers of a figure, as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// One name a column.
    pub header: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<String>>,
}

/// What a figure is called: texts that do not depend on its kind.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// Name of the element in its page, such as `figure-course`; unique, letters and hyphens.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// What the figure shows, for readers who do not see it.
    pub description: &'a str,
}

/// How numbers are written in the reader's language.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    /// Short, for an axis: `10 M`.
    pub axis: &'a dyn Fn(f64) -> String,
    /// A flow, for the table.
    pub flow: &'a dyn Fn(f64) -> String,
    /// A ratio, for the table and its axis.
    pub ratio: &'a dyn Fn(f64) -> String,
    /// What stands where there is no number.
    pub none: &'a str,
}

impl Numbers<'_> {
    fn flow_or_none(&self, value: Option<f64>) -> String {
        value.filter(|v| v.is_finite()).map_or_else(|| self.none.to_owned(), self.flow)
    }

    fn ratio_or_none(&self, value: Option<f64>) -> String {
        value.filter(|v| v.is_finite()).map_or_else(|| self.none.to_owned(), self.ratio)
    }
}

/// Colour and shape of the first and the second direction: circles in blue, triangles in vermilion.
const DIRECTION_COLOURS: [&str; 2] = ["#0072b2", "#c04a00"];
const INK: &str = "#1f2933";
const MUTED: &str = "#52606d";
const RULE: &str = "#9aa5b1";
const GRID: &str = "#e4e7eb";
const BACKGROUND_DOT: &str = "#9aa5b1";
