//! The reader's language: sentences from `locales/`, and how numbers are written, each in one place.
//!
//! No sentence stands in code: [`Language::say`] and [`Language::tell`] fetch it by key.
//! Counts are passed as numbers, so that Fluent picks the plural form and [`Language::decimal`] writes the digits;
//! everything else is passed as text.

use fluent_templates::Loader as _;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid};
use serde::Serialize;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        customise: |bundle| {
            // Direction marks around arguments would end up in files and terminals; all three scripts run left to right.
            bundle.set_use_isolating(false);
            let counts = match bundle.locales.first().map(|locale| locale.language.as_str()) {
                Some("ru") => format_count_ru,
                Some("zh") => format_count_zh,
                _ => format_count_en,
            };
            bundle.set_formatter(Some(counts));
        },
    };
}

/// A language of reports and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Chinese (simplified)
    Zh,
    /// Russian
    Ru,
}

/// A gap that no line is broken at.
const NO_BREAK_SPACE: char = '\u{a0}';

impl Language {
    /// All languages, in the order of a language menu.
    pub const ALL: [Language; 3] = [Language::En, Language::Zh, Language::Ru];

    /// `en`, `zh` or `ru`: on the command line and in names of files.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
            Language::Ru => "ru",
        }
    }

    /// The `lang` attribute of a page; for Chinese it names the script, which decides the shapes of characters.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-Hans",
            other => other.code(),
        }
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Zh => "中文",
            Language::Ru => "Русский",
        }
    }

    fn locale(self) -> LanguageIdentifier {
        match self {
            Language::En => langid!("en"),
            Language::Zh => langid!("zh"),
            Language::Ru => langid!("ru"),
        }
    }

    /// The text of a key without arguments.
    pub fn say(self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// The text of a key with its arguments. A key that does not exist shows itself in double brackets, which tests look for.
    pub fn tell(self, key: &str, arguments: &[(&'static str, FluentValue<'static>)]) -> String {
        let arguments = arguments.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
        LOCALES
            .try_lookup_with_args(&self.locale(), key, &arguments)
            .unwrap_or_else(|| format!("\u{27e6}{key}\u{27e7}"))
    }

    /// The text of a key that need not exist.
    pub fn find(self, key: &str) -> Option<String> {
        LOCALES.try_lookup(&self.locale(), key)
    }

    /// A number with so many decimals, in groups of three: 1,234.5 in English and Chinese, 1 234,5 in Russian.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return self.say("number-none");
        }
        let digits = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let (group, point) = match self {
            Language::En | Language::Zh => (',', '.'),
            Language::Ru => (NO_BREAK_SPACE, ','),
        };
        let mut text = String::new();
        if value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
            text.push('\u{2212}');
        }
        for (k, digit) in whole.chars().enumerate() {
            if k > 0 && (whole.len() - k) % 3 == 0 {
                text.push(group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(point);
            text.push_str(fraction);
        }
        text
    }

    /// A count.
    pub fn count(self, n: usize) -> String {
        self.decimal(n as f64, 0)
    }

    /// A flow for a table: as many decimals as give about three digits, none from 100 on.
    pub fn flow(self, value: f64) -> String {
        let size = value.abs();
        let decimals = match size {
            _ if size >= 100.0 || size == 0.0 => 0,
            _ if size >= 10.0 => 1,
            _ if size >= 1.0 => 2,
            _ => 3,
        };
        self.decimal(value, decimals)
    }

    /// A flow for a sentence: three digits and the word for the power of ten (12.4 million, 1240万, 12,4 млн).
    pub fn flow_in_words(self, value: f64) -> String {
        self.scaled(value, ["number-long-1", "number-long-2", "number-long-3"])
    }

    /// A number for an axis: as few characters as the language needs.
    pub fn axis(self, value: f64) -> String {
        if value != 0.0 && value.abs() < 1.0 {
            // A tick is 1, 2 or 5 times a power of ten: one digit says it all.
            let decimals = (-value.abs().log10() - 1e-9).ceil().clamp(0.0, 12.0) as usize;
            return self.decimal(value, decimals);
        }
        self.scaled(value, ["number-short-1", "number-short-2", "number-short-3"])
    }

    /// Divides by the largest power of ten the language has a word for.
    fn scaled(self, value: f64, keys: [&str; 3]) -> String {
        let powers = match self {
            Language::En | Language::Ru => [1e6, 1e9, 1e12],
            Language::Zh => [1e4, 1e8, 1e12],
        };
        let Some(k) = powers.iter().rposition(|power| value.abs() >= 0.9995 * power) else {
            return if value.fract() == 0.0 { self.decimal(value, 0) } else { self.flow(value) };
        };
        let lead = value / powers[k];
        let decimals = match lead.abs() {
            lead if lead >= 99.95 => 0,
            lead if lead >= 9.995 => 1,
            _ => 2,
        };
        let mut number = self.decimal(lead, decimals);
        if decimals > 0 {
            let short = number.trim_end_matches('0').trim_end_matches(['.', ',']).len();
            number.truncate(short);
        }
        self.tell(keys[k], &[("n", number.into())])
    }

    /// A ratio, two decimals.
    pub fn ratio(self, value: f64) -> String {
        self.decimal(value, 2)
    }

    /// A share as a percentage: 12.5% in English and Chinese, 12,5 % in Russian.
    pub fn percent(self, share: f64, decimals: usize) -> String {
        let number = self.decimal(100.0 * share, decimals);
        match self {
            Language::En | Language::Zh => format!("{number}%"),
            Language::Ru => format!("{number}{NO_BREAK_SPACE}%"),
        }
    }

    /// A probability as a percentage that never claims certainty: more than 99.9%.
    pub fn probability(self, p: f64) -> String {
        if p > 0.999 {
            self.tell("number-more-than", &[("n", self.percent(0.999, 1).into())])
        } else if p < 0.001 {
            self.tell("number-less-than", &[("n", self.percent(0.001, 1).into())])
        } else {
            self.percent(p, 1)
        }
    }

    /// Several things in a row: the separator of the language, and its word before the last.
    pub fn list(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                let first = first.join(&self.say("list-separator"));
                self.tell("list-last", &[("first", first.into()), ("last", last.clone().into())])
            }
        }
    }

    /// Sentences one after the other: with a space between, but not in Chinese.
    pub fn join(self, sentences: &[String]) -> String {
        sentences.join(if self == Language::Zh { "" } else { " " })
    }
}

fn format_count_en<M>(value: &FluentValue, _: &M) -> Option<String> {
    format_count(Language::En, value)
}

fn format_count_zh<M>(value: &FluentValue, _: &M) -> Option<String> {
    format_count(Language::Zh, value)
}

fn format_count_ru<M>(value: &FluentValue, _: &M) -> Option<String> {
    format_count(Language::Ru, value)
}

/// Counts inside a sentence are written as everywhere else.
fn format_count(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.decimal(number.value, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
