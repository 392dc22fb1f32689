//! What an analysis says to people: a page and a table, in English, Chinese or Russian.
//!
//! ```text
//! report
//! ├── words      names of regions, links and terms in the reader's language
//! ├── findings   the headline, what stands out, what the data cannot say
//! ├── reason     one paragraph a link: why it stands where it stands
//! ├── drawings   the figures
//! ├── page       the HTML page (`templates/report.html`)
//! ├── table      the table for a terminal
//! ├── effect     page, text and figures of `analyse effect`
//! └── movement   text of `analyse movement`
//! ```
//!
//! Everything is computed from [`weaklinks::Analysis`]; every sentence stands in `locales/`.

mod drawings;
pub mod effect;
mod findings;
pub mod movement;
mod page;
mod reason;
mod table;
mod words;

use std::collections::HashMap;

use weaklinks::Analysis;

use ::words::Language;

/// What a report must know beside the analysis.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// What the flows are, in the reader's language, such as *Trade between provinces*; the name of the data otherwise.
    pub subject: Option<String>,
    /// The flows are drawn by a computer: said in the title, above the headline and in every figure.
    pub simulated: bool,
    /// Name of the data, such as the file's name.
    pub data_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Rows of the file.
    pub n_rows: usize,
    /// Where the data come from, in the reader's language.
    pub source: Option<String>,
    /// Licence of the data.
    pub licence: Option<String>,
    /// Unit of the flows, in the reader's language.
    pub unit: Option<String>,
    /// Names of the two sides, in the reader's language.
    pub side_names: Option<[String; 2]>,
    /// Names of the regions by code; a region without a name is called by its code.
    pub names: HashMap<String, RegionName>,
    /// Rows refused while reading, by reason, before those of the analysis.
    pub refused: Vec<weaklinks::Dropped>,
    /// Links shown in table and report.
    pub shown: usize,
    /// Files that hold every link, as they are called beside the report.
    pub files: Vec<String>,
}

/// What a region is called in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionName {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
    /// In Russian.
    pub ru: String,
}

/// The report as one HTML page that needs nothing else.
pub fn page(analysis: &Analysis, context: &Context, language: Language) -> String {
    page::render(&words::Words { analysis, context, language })
}

/// The report as text for a terminal: headline, first links, what was left out, where the files are.
pub fn text(analysis: &Analysis, context: &Context, language: Language) -> String {
    table::render(&words::Words { analysis, context, language })
}

#[cfg(test)]
mod tests;
