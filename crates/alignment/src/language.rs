//! The three languages of the scheme, told apart by script.

use serde::Serialize;

/// A language of the scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Chinese, simplified characters.
    Zh,
    /// Russian.
    Ru,
}

impl Language {
    /// All three, in the order in which the scheme has them.
    pub const ALL: [Language; 3] = [Language::En, Language::Zh, Language::Ru];

    /// `en`, `zh`, `ru`.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
            Language::Ru => "ru",
        }
    }

    /// The language of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language that most letters of a text are written in; a Chinese character counts for three letters, since it
    /// stands for half a word.
    pub fn of(text: &str) -> Option<Self> {
        let mut letters = [0_usize; 3];
        for c in text.chars() {
            match script(c) {
                Some(Language::Zh) => letters[1] += 3,
                Some(Language::Ru) => letters[2] += 1,
                Some(Language::En) => letters[0] += 1,
                None => {}
            }
        }
        let most = letters.into_iter().max().filter(|&most| most > 0)?;
        Language::ALL.into_iter().zip(letters).find(|(_, n)| *n == most).map(|(language, _)| language)
    }
}

/// Whose letter it is; `None` for digits, signs, and letters of other scripts.
pub(crate) fn script(c: char) -> Option<Language> {
    match c {
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' => {
            Some(Language::Zh)
        }
        '\u{400}'..='\u{52f}' => Some(Language::Ru),
        c if c.is_alphabetic() && c < '\u{250}' => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_of_the_language_of_most_of_its_letters() {
        assert_eq!(Language::of("Развитие порта Wuhan"), Some(Language::Ru));
        assert_eq!(Language::of("发展 GDP"), Some(Language::Zh));
        assert_eq!(Language::of("Rail freight 铁路"), Some(Language::En));
        assert_eq!(Language::of("2030: 50 %"), None);
    }
}
