//! The worked example: facts of `examples/volga-yangtze/`, embedded.

mod mechanism;
mod regions;
mod ties;

pub use mechanism::{Founding, Item, Mechanism, Point, Represented, Side};
pub use regions::{Region, RegionSource, Regions};
pub use ties::{Tie, Ties};

use serde::Deserialize;

use words::Language;

/// Everything the example knows.
pub struct Facts {
    /// The mechanism: sides, sessions, counts.
    pub mechanism: Mechanism,
    /// Regions of the two countries.
    pub regions: Regions,
    /// Friendly ties.
    pub ties: Ties,
}

impl Facts {
    /// The facts that the program carries.
    pub fn embedded() -> Self {
        Facts {
            mechanism: parsed(include_str!("../../../../examples/volga-yangtze/mechanism.toml")),
            regions: parsed(include_str!("../../../../examples/volga-yangtze/regions.toml")),
            ties: parsed(include_str!("../../../../examples/volga-yangtze/ties.toml")),
        }
    }

    /// The region of a code that the example names.
    pub fn region(&self, code: &str) -> &Region {
        let found = self.regions.regions.iter().find(|region| region.code == code);
        found.expect("a test checks that every code named in the example is a region of it")
    }
}

fn parsed<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    toml::from_str(text).expect("a test reads the embedded facts")
}

/// A text in the three languages.
#[derive(Debug, Clone, Deserialize)]
pub struct Text {
    en: String,
    zh: String,
    ru: String,
}

impl Text {
    /// The text for a reader.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
            Language::Ru => &self.ru,
        }
    }
}

/// Where a fact comes from: the first source, and further ones that say the same.
#[derive(Debug, Clone, Deserialize)]
pub struct Sources {
    source: String,
    #[serde(default)]
    also: Vec<String>,
}

impl Sources {
    /// All of them, the first one first.
    pub fn all(&self) -> impl Iterator<Item = Source<'_>> {
        std::iter::once(&self.source).chain(&self.also).map(|address| Source { address })
    }
}

/// One source.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// An address, or words where there is none.
    pub address: &'a str,
}

impl<'a> Source<'a> {
    /// Whether it can be a link.
    pub fn is_link(&self) -> bool {
        self.address.starts_with("https://") || self.address.starts_with("http://")
    }

    /// The site's name, or the words.
    pub fn label(&self) -> &'a str {
        let site = self.address.split_once("://").map_or(self.address, |(_, rest)| rest);
        let site = if self.is_link() { site.split('/').next().unwrap_or(site) } else { self.address };
        site.trim_start_matches("www.")
    }
}

/// A date as precise as its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = text.split('-');
        let mut next = || parts.next().map(str::parse::<u16>).transpose();
        let (year, month, day) = (next(), next(), next());
        match (year, month, day, parts.next()) {
            (Ok(Some(year)), Ok(month), Ok(day), None)
                if month.is_none_or(|m| (1..=12).contains(&m))
                    && day.is_none_or(|d| (1..=31).contains(&d)) =>
            {
                Ok(Date { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) })
            }
            _ => Err(format!("{text} is no date such as 2012, 2014-05 or 2012-04-29")),
        }
    }
}

impl Date {
    /// As the language writes it.
    pub fn in_language(self, language: Language) -> String {
        let year = ("year", self.year.to_string().into());
        let Some(month) = self.month else { return language.tell("date-year", &[year]) };
        let month = ("month", month.into());
        let Some(day) = self.day else { return language.tell("date-month", &[year, month]) };
        language.tell("date-day", &[year, month, ("day", day.into())])
    }

    /// The year alone, for a sentence.
    pub fn year(self) -> String {
        self.year.to_string()
    }

    /// For the `datetime` of a page.
    pub fn machine(self) -> String {
        let part = |part: Option<u8>| part.map_or_else(String::new, |n| format!("-{n:02}"));
        format!("{}{}{}", self.year, part(self.month), part(self.day))
    }
}

#[cfg(test)]
mod tests;
