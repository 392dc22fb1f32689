//! Words to search by: the same for all texts, languages and databases.
//!
//! Chinese has no blanks between words, and a dictionary cuts sentences elsewhere than a reader does; so every pair of
//! neighbouring characters is a token, and a search for any two characters inside a sentence finds it. Russian and English
//! words are reduced to their stems (Snowball). The script decides, so a search needs no language.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;

/// Letters of a word that count: what is longer is no word, and PostgreSQL refuses words of more than 2 kB.
const LONGEST_WORD: usize = 100;

/// The tokens of a text, in order, with repetitions.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for run in runs(text) {
        match run.script {
            Script::Han => han(&run.text, &mut tokens),
            Script::Cyrillic => {
                tokens.push(stem(Algorithm::Russian, &beginning(&run.text).replace('ё', "е")));
            }
            Script::Latin => tokens.push(stem(Algorithm::English, beginning(&run.text))),
            Script::Other => tokens.push(beginning(&run.text).to_owned()),
        }
    }
    tokens
}

/// The tokens that a search asks for; all of them must be there. A single Chinese character ends in `*`: it asks for
/// tokens that begin with it.
pub fn query(words: &str) -> Vec<String> {
    let mut wanted: Vec<String> = Vec::new();
    for run in runs(words) {
        let han = run.script == Script::Han;
        if han && run.text.chars().count() == 1 {
            wanted.push(format!("{}*", run.text));
        } else if han {
            wanted.extend(pairs(&run.text));
        } else {
            wanted.extend(tokens(&run.text));
        }
    }
    wanted.sort();
    wanted.dedup();
    wanted
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Cyrillic,
    Latin,
    Other,
}

struct Run {
    script: Script,
    text: String,
}

/// Runs of letters of one script, or digits, in lower case.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let Some(script) = script(c) else {
            // A combining accent or a soft hyphen does not end a word.
            open &= c == '\u{ad}' || c == '\u{301}';
            continue;
        };
        match runs.last_mut() {
            Some(run) if open && run.script == script => run.text.push(c),
            _ => runs.push(Run { script, text: c.into() }),
        }
        open = true;
    }
    runs
}

fn script(c: char) -> Option<Script> {
    match c {
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' => {
            Some(Script::Han)
        }
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        c if c.is_alphabetic() && c < '\u{250}' => Some(Script::Latin),
        c if c.is_alphanumeric() => Some(Script::Other),
        _ => None,
    }
}

fn beginning(word: &str) -> &str {
    word.char_indices().nth(LONGEST_WORD).map_or(word, |(end, _)| &word[..end])
}

/// Every pair, and the last character by itself: so each character begins some token.
fn han(run: &str, tokens: &mut Vec<String>) {
    tokens.extend(pairs(run));
    tokens.extend(run.chars().last().map(String::from));
}

fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, words: &str) -> bool {
        let tokens = tokens(text);
        query(words).iter().all(|wanted| match wanted.strip_suffix('*') {
            Some(beginning) => tokens.iter().any(|token| token.starts_with(beginning)),
            None => tokens.contains(wanted),
        })
    }

    #[test]
    fn two_characters_inside_a_sentence_are_found() {
        let text = "双方同意扩大地方合作，建设跨境铁路。";
        for words in ["合作", "铁路", "跨境", "地方合作", "境铁", "路", "双"] {
            assert!(finds(text, words), "{words}");
        }
        assert!(!finds(text, "合铁"));
        assert!(!finds(text, "公路"));
    }

    #[test]
    fn inflected_russian_words_are_found() {
        let text = "Стороны договорились о строительстве железнодорожных мостов и обмене студентами.";
        for words in ["железнодорожный мост", "студент", "обмен студентов", "СТРОИТЕЛЬСТВО", "сторона"]
        {
            assert!(finds(text, words), "{words}");
        }
        assert!(finds("Учёный совет", "ученый"));
        assert!(!finds(text, "автомобиль"));
    }

    #[test]
    fn english_words_and_codes_are_found_in_any_case_and_width() {
        assert!(finds("Railways between Kazan and Wuhan, RU-TA", "railway kazan"));
        assert!(finds("ＲＵ－ＴＡ １２", "ru-ta 12"));
        assert!(!finds("Railways", "rail road"));
    }
}
