//! Passages: texts cut into pieces that can be quoted, each with its place.
//!
//! A passage is some sentences of one paragraph: as many as say one thing, so that what it is about does not blur, and
//! it can be read at a glance. Headings are no passages; they name the section of those below.

use serde::Serialize;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::language::{Language, script};

/// Letters after which a passage ends with its sentence; a Chinese character counts for three.
const ENOUGH: usize = 240;

/// Letters of a line that can still be a heading.
const LONGEST_HEADING: usize = 120;

/// A paragraph as a file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Its text.
    pub text: String,
    /// The page on which it begins, where the file has pages.
    pub page: Option<usize>,
    /// Whether the file says that it is a heading.
    pub heading: bool,
}

/// Where a passage stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The page, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The nearest heading above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The paragraph, counted from 1; headings count.
    pub paragraph: usize,
}

/// A piece of a text that can be quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The words as they stand there, in composed form (NFC), with single blanks.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// Cuts paragraphs into passages.
pub fn passages(blocks: &[Block]) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut section = None;
    for (k, block) in blocks.iter().enumerate() {
        let text = clean(&block.text);
        let is_title = k == 0 && blocks.len() > 1 && is_short(&text);
        if block.heading || is_title || is_heading(&text) {
            section = Some(text);
            continue;
        }
        for piece in pieces(&text) {
            let place = Place { page: block.page, section: section.clone(), paragraph: k + 1 };
            passages.push(Passage { text: piece.to_owned(), place });
        }
    }
    passages
}

/// Composed form, single blanks.
fn clean(text: &str) -> String {
    let composed = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    };
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A short line that is numbered as headings are and does not end as sentences do.
fn is_heading(text: &str) -> bool {
    if letters(text) > LONGEST_HEADING
        || text.ends_with(['.', '。', '!', '！', ';', '；', ',', '，', ':', '：'])
    {
        return false;
    }
    let words =
        ["Chapter ", "Section ", "Part ", "Глава ", "Раздел ", "Часть ", "ГЛАВА ", "РАЗДЕЛ ", "I", "V", "X"];
    is_chinese_number(text)
        || text.starts_with(|c: char| c.is_ascii_digit())
        || words.iter().any(|word| text.starts_with(word)) && text.chars().count() > 2
}

/// Short, and without the end of a sentence.
fn is_short(text: &str) -> bool {
    letters(text) <= LONGEST_HEADING
        && !text.ends_with(['.', '。', '!', '！', '?', '？', ';', '；', ',', '，', ':', '：'])
}

/// `第三章`, `一、`, `（二）`.
fn is_chinese_number(text: &str) -> bool {
    let digits = "〇零一二三四五六七八九十百";
    let bare = text.trim_start_matches(['第', '（', '(']);
    let rest = bare.trim_start_matches(|c| digits.contains(c));
    rest.len() < bare.len() && rest.starts_with(['章', '节', '篇', '部', '、', '）', ')'])
}

/// Sentences of a paragraph, as many together as make a passage; pieces without a letter are left out.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut n) = (Vec::new(), 0, 0);
    for sentence in sentences(text) {
        n += letters(sentence);
        let end = sentence.as_ptr() as usize - text.as_ptr() as usize + sentence.len();
        if n >= ENOUGH {
            pieces.push(text[start..end].trim());
            (start, n) = (end, 0);
        }
    }
    if n > 0 {
        pieces.push(text[start..].trim());
    }
    pieces.retain(|piece| Language::of(piece).is_some());
    pieces
}

/// A full stop ends a sentence when a blank follows and no small letter or digit after it (`т. е.`, `№. 5`).
fn sentences(text: &str) -> Vec<&str> {
    let (mut sentences, mut start) = (Vec::new(), 0);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let end = at + c.len_utf8();
        let ends = match c {
            '。' | '！' | '？' | '；' => true,
            '.' | '!' | '?' | ';' => {
                let after = text[end..].trim_start();
                rest.peek().is_some_and(|(_, c)| c.is_whitespace())
                    && !after.starts_with(|c: char| c.is_lowercase() && c != ';')
                    || c == ';' && rest.peek().is_some_and(|(_, c)| c.is_whitespace())
            }
            _ => false,
        };
        if ends {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

fn letters(text: &str) -> usize {
    let weight = |c| if script(c) == Some(Language::Zh) { 3 } else { usize::from(c.is_alphanumeric()) };
    text.chars().map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Vec<Passage> {
        let block = |text: &&str| Block { text: (*text).to_owned(), ..Block::default() };
        passages(&texts.iter().map(block).collect::<Vec<_>>())
    }

    #[test]
    fn passages_know_their_sections() {
        let found = of(&["一、形势与定位", "岚禾省地处琅江中游。", "2. Приоритеты", "Строится порт."]);
        let sections: Vec<_> =
            found.iter().map(|passage| passage.place.section.as_deref().unwrap()).collect();
        assert_eq!(sections, ["一、形势与定位", "2. Приоритеты"]);
        assert_eq!(found[1].place.paragraph, 4);
    }

    #[test]
    fn the_title_of_a_text_is_no_passage() {
        let found = of(&["Стратегия развития области", "Строится порт."]);
        assert_eq!(found[0].place.section.as_deref(), Some("Стратегия развития области"));
        assert_eq!(of(&["Строится порт"]).len(), 1, "a text of one line is no title");
    }

    #[test]
    fn long_paragraphs_are_cut_at_sentences_and_nothing_is_lost() {
        let sentence = "The port of the region is linked with the railway, e. g. by a line of 5.5 km. ";
        let paragraph = sentence.repeat(20);
        let found = of(&[&paragraph]);
        assert!(found.len() > 3);
        assert!(found.iter().all(|passage| passage.text.ends_with("km.")));
        let whole: Vec<&str> = found.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(whole.join(" "), paragraph.trim());
    }

    #[test]
    fn blanks_and_composition_do_not_matter() {
        assert_eq!(of(&["и\u{306}од  \n 12"])[0].text, "йод 12");
        assert!(of(&["— 12 —", ""]).is_empty());
    }
}
