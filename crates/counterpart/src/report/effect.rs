//! What the estimate of an effect says to people: a page, a text and a figure, in English, Chinese or Russian.

mod drawings;
mod page;
mod sentences;
mod text;

use figures::Figure;
use gravity::effect::{Cohorts, Course, Model};
use words::Language;

pub use page::page;
pub use text::text;

/// What was asked of which data.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Column of the treatment.
    pub treatment: String,
    /// The equation beside its regressors.
    pub model: Model,
    /// Domestic flows among the rows.
    pub n_domestic: usize,
    /// Periods used.
    pub periods: Vec<String>,
    /// The treatment is 0 or 1.
    pub binary: bool,
    /// One row stands for both directions.
    pub undirected: bool,
    /// Name of the data's file.
    pub data_name: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Rows of the file.
    pub n_rows: usize,
    /// Rows left out before the fit.
    pub dropped: Vec<weaklinks::Dropped>,
    /// Files written, as the reader finds them.
    pub files: Vec<String>,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// The treatment, its leads and lags.
    pub course: Course,
    /// By cohort, where asked.
    pub cohorts: Option<Cohorts>,
}

/// One result, told in one language.
#[derive(Clone, Copy)]
struct Words<'a> {
    found: &'a Found,
    asked: &'a Asked,
    language: Language,
}

/// The figures, in the order of the page.
pub fn figures(found: &Found, asked: &Asked, language: Language) -> Vec<Figure> {
    Words { found, asked, language }.figures()
}

impl Asked {
    /// Every row that was left out, before the fit and by it.
    pub fn all_dropped(&self, found: &Found) -> Vec<weaklinks::Dropped> {
        let fit = found.course.fit.summary.dropped;
        // Only a logarithm can be undefined in a panel that has been checked.
        let of_fit = [("zero-flow", fit.missing), ("separated", fit.separated), ("singleton", fit.singleton)];
        let of_fit = of_fit.into_iter().filter(|(_, n)| *n > 0);
        self.dropped
            .iter()
            .cloned()
            .chain(of_fit.map(|(reason, n)| weaklinks::Dropped::by_rule(reason, n)))
            .collect()
    }
}
