//! Texts without what nobody sees.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The text without spaces at its ends, be they non-breaking, ideographic or of no width, and with one kind of
/// line end.
pub(crate) fn trimmed(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_blank);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The text in the form in which texts that people type are compared: headings with headings, choices with choices.
///
/// Full-width characters become plain ones (NFKC), capital letters small, runs of space and line breaks one
/// space; a star or a colon at the end is a mark and no part of the name.
///
/// ```
/// assert_eq!(spreadsheets::normalized("Start\u{a0}\n Date *"), "start date");
/// assert_eq!(spreadsheets::normalized("ＩＤ："), "id");
/// ```
pub fn normalized(text: &str) -> String {
    let folded: String = folded(text).to_lowercase();
    let words: Vec<&str> = folded.split(is_blank).filter(|word| !word.is_empty()).collect();
    words.join(" ").trim_end_matches(['*', ':', ' ']).to_owned()
}

/// NFKC without spaces at the ends: full-width digits, letters and marks become plain ones.
pub(crate) fn folded(text: &str) -> String {
    let folded: String = text.nfkc().collect();
    trimmed(&folded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_ends_go_and_the_inside_stays() {
        assert_eq!(
            trimmed("\u{feff}\u{a0} Усть-Лабинск\u{a0}район \u{3000}\u{200b}"),
            "Усть-Лабинск\u{a0}район"
        );
        assert_eq!(trimmed("哈尔滨\r\n黑河"), "哈尔滨\n黑河");
    }
}
