//! Texts that a spreadsheet would run.
//!
//! A cell of a CSV file that begins with `=`, `+`, `-` or `@` (also behind space, and in their full-width forms)
//! is a formula to a spreadsheet, whatever it was to its author. An apostrophe before it makes it a text again;
//! that is how people write such texts too. To be able to take the apostrophe off when reading, a text that has
//! one of its own before such a sign gets a second one: [`unguarded`] undoes [`guarded`] for every text.

use std::borrow::Cow;

/// For CSV: an apostrophe before texts that would be run.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if runs(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// For XLSX, whose text cells are never run: only a text with an apostrophe of its own gets a second one.
pub(crate) fn guarded_apostrophe(text: &str) -> Cow<'_, str> {
    if text.starts_with('\'') { guarded(text) } else { Cow::Borrowed(text) }
}

/// The text without the apostrophe that keeps it from being run.
pub(crate) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Whether a spreadsheet would run the text.
pub(crate) fn runs(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_guarded_and_nothing_else() {
        for text in ["=1+1", "+7 999", "-", "@SUM(A1)", " =1", "\tx", "\rx", "'=1", "''-", "＝1"] {
            assert_eq!(guarded(text), format!("'{text}"));
            assert_eq!(unguarded(&guarded(text)), text);
            assert_eq!(unguarded(&guarded_apostrophe(text)), text);
        }
        for text in ["", "'", "'tis", "a=b", "''", "哈尔滨"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }
}
