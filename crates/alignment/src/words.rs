//! Texts as words: cut apart, reduced to their stems, with their places in the text.
//!
//! The script decides: Latin and Cyrillic words go through Snowball, Chinese through the dictionary of jieba. A Chinese
//! word that contains shorter ones is followed by them, because a text and a keyword may cut a compound differently.
//! A single character is left out: it stands for too much.

use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::{Jieba, TokenizeMode};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;

use crate::language::{Language, script};

/// Loading the dictionary takes a fifth of a second, so it is done once.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its stem; a number as it is written.
    pub stem: String,
    /// Bytes of the text.
    pub at: Range<usize>,
    /// Whose word it is; `None` for numbers.
    pub language: Option<Language>,
}

/// The words of a text, by where they begin and, of equals, the longest first.
///
/// Function words are left out: what is left of `quality of life` is `quality life`, as of `life quality`'s parts.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run.script {
            Some(Language::Zh) => chinese(&run, &mut words),
            Some(language) => words.extend(spelled(&run, language)),
            None => words.push(Word { stem: run.text, at: run.at, language: None }),
        }
    }
    words
}

/// The character that a compatibility form stands for (NFKC): a radical, a full-width letter.
pub fn plain_form(c: char) -> char {
    std::iter::once(c).nfkc().next().unwrap_or(c)
}

/// A run of letters of one script, or of digits, in lower case.
struct Run {
    script: Option<Language>,
    text: String,
    at: Range<usize>,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        // Accents and soft hyphens belong to the word they stand in.
        if matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}') {
            if let Some(run) = runs.last_mut().filter(|run| run.at.end == start) {
                run.at.end = end;
            }
            continue;
        }
        for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
            let script = script(c);
            if script.is_none() && !c.is_ascii_digit() {
                continue;
            }
            let c = if c == 'ё' { 'е' } else { c };
            match runs.last_mut() {
                Some(run) if run.script == script && (run.at.end == start || run.at.end == end) => {
                    run.text.push(c);
                    run.at.end = end;
                }
                _ => runs.push(Run { script, text: c.into(), at: start..end }),
            }
        }
    }
    runs
}

fn spelled(run: &Run, language: Language) -> Option<Word> {
    let (algorithm, function_words) = match language {
        Language::Ru => (Algorithm::Russian, RUSSIAN),
        _ => (Algorithm::English, ENGLISH),
    };
    if function_words.contains(&run.text.as_str()) {
        return None;
    }
    Some(Word { stem: stem(algorithm, &run.text), at: run.at.clone(), language: Some(language) })
}

/// Stems until nothing more comes off: Snowball takes обмене to обмен, and обмен itself to обм.
fn stem(algorithm: Algorithm, word: &str) -> String {
    let stemmer = Stemmer::create(algorithm);
    let mut stem = word.to_owned();
    loop {
        let shorter = stemmer.stem(&stem).into_owned();
        if shorter == stem || shorter.is_empty() {
            return stem;
        }
        stem = shorter;
    }
}

fn chinese(run: &Run, words: &mut Vec<Word>) {
    // A run holds one form of each character, so bytes of the run are bytes of the text unless forms were replaced.
    let is_plain = run.at.len() == run.text.len();
    let first = words.len();
    for token in JIEBA.tokenize(&run.text, TokenizeMode::Search, false) {
        if token.word.chars().nth(1).is_none() || CHINESE.contains(&token.word) {
            continue;
        }
        let at = if is_plain {
            run.at.start + token.byte_start..run.at.start + token.byte_end
        } else {
            run.at.clone()
        };
        words.push(Word { stem: token.word.to_owned(), at, language: Some(Language::Zh) });
    }
    words[first..].sort_by_key(|word| (word.at.start, std::cmp::Reverse(word.at.end)));
}

const ENGLISH: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "from",
    "by",
    "with",
    "and",
    "or",
    "as",
    "is",
    "are",
    "be",
    "been",
    "was",
    "were",
    "it",
    "its",
    "their",
    "them",
    "they",
    "this",
    "that",
    "these",
    "those",
    "which",
    "who",
    "whom",
    "into",
    "through",
    "such",
    "than",
    "not",
    "no",
    "all",
    "also",
    "has",
    "have",
    "will",
    "shall",
    "s",
    "per",
    "any",
    "each",
    "other",
    "our",
    "we",
    "his",
    "her",
    "more",
    "most",
    "but",
    "if",
    "can",
    "may",
    "including",
    "include",
    "between",
    "within",
    "among",
    "over",
    "under",
    "up",
    "out",
];

const RUSSIAN: &[&str] = &[
    "и",
    "в",
    "во",
    "на",
    "с",
    "со",
    "к",
    "ко",
    "у",
    "о",
    "об",
    "обо",
    "от",
    "из",
    "за",
    "по",
    "под",
    "при",
    "для",
    "до",
    "над",
    "без",
    "через",
    "между",
    "а",
    "но",
    "или",
    "либо",
    "не",
    "ни",
    "что",
    "чтобы",
    "как",
    "так",
    "же",
    "бы",
    "ли",
    "то",
    "этот",
    "эта",
    "это",
    "эти",
    "этих",
    "этого",
    "этой",
    "тот",
    "та",
    "те",
    "тех",
    "том",
    "его",
    "ее",
    "их",
    "они",
    "она",
    "он",
    "оно",
    "мы",
    "все",
    "всех",
    "всем",
    "всеми",
    "весь",
    "вся",
    "который",
    "которая",
    "которые",
    "которых",
    "которой",
    "которого",
    "также",
    "числе",
    "более",
    "менее",
    "есть",
    "быть",
    "был",
    "была",
    "были",
    "будет",
    "будут",
    "путем",
    "посредством",
];

const CHINESE: &[&str] = &[
    "以及", "并且", "或者", "对于", "其他", "这些", "包括", "一个", "所有", "进行", "方面", "有关", "相关",
    "其中",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn inflected_words_meet() {
        assert_eq!(stems("железные дороги"), stems("железной дорогой"));
        assert_eq!(stems("учёные"), stems("УЧЕНЫЕ"));
        assert_eq!(stems("Railways"), stems("railway"));
        assert_eq!(stems("ＧＤＰ ２０３０"), stems("gdp 2030"));
        assert_eq!(stems("quality of life"), stems("quality life"));
    }

    #[test]
    fn chinese_is_cut_into_words_and_their_parts() {
        let found = stems("加快建设生态环境监测网络");
        for word in ["生态", "环境监测", "环境", "监测", "网络"] {
            assert!(found.contains(&word.to_owned()), "{word}: {found:?}");
        }
        assert!(!found.contains(&"境监".to_owned()));
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Порт «Ухань» — ２０３０年的铁路";
        for word in words(text) {
            assert!(text.is_char_boundary(word.at.start) && text.is_char_boundary(word.at.end));
        }
        let rail = words(text).pop().unwrap();
        assert_eq!(&text[rail.at.clone()], "铁路");
        assert_eq!(&text[words(text)[0].at.clone()], "Порт");
    }
}
