//! Numbers as people write them in a text cell.

use diagnostic::{Explain, Kind};

use crate::text::folded;

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum NumberError {
    /// Nothing like a number.
    #[error("\"{text}\" is not a number")]
    NotANumber { text: String },
    /// The comma may part thousands or decimals.
    #[error("the comma in \"{text}\" may part thousands or decimals")]
    Ambiguous { text: String },
}

impl Explain for NumberError {
    fn kind(&self) -> Kind {
        Kind::Data
    }

    fn code(&self) -> &'static str {
        match self {
            NumberError::NotANumber { .. } => "not-a-number",
            NumberError::Ambiguous { .. } => "ambiguous-number",
        }
    }

    fn remedy(&self) -> Vec<String> {
        vec!["write digits, and a point before decimals, such as 1234.5".to_owned()]
    }
}

/// The number that a text means.
///
/// Spaces may part thousands, a comma or a point decimals; where both stand, the first parts thousands.
/// Full-width digits are digits. `1,234` alone is refused: it is 1234 to some and 1.234 to others.
///
/// ```
/// assert_eq!(spreadsheets::number("1 234,5"), Ok(1234.5));
/// assert_eq!(spreadsheets::number("1,234.5"), Ok(1234.5));
/// assert!(spreadsheets::number("1,234").is_err());
/// ```
pub fn number(text: &str) -> Result<f64, NumberError> {
    let folded = folded(text);
    let (sign, digits) = match folded.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, folded.strip_prefix('+').unwrap_or(&folded)),
    };
    if is_ambiguous(digits) {
        return Err(NumberError::Ambiguous { text: text.trim().to_owned() });
    }
    let not_a_number = || NumberError::NotANumber { text: text.trim().to_owned() };
    let (whole, decimals) = split_decimals(digits);
    let whole = without_thousands(whole).ok_or_else(not_a_number)?;
    if !decimals.chars().all(|c| c.is_ascii_digit()) {
        return Err(not_a_number());
    }
    let value: f64 = format!("{whole}.{decimals}").parse().map_err(|_| not_a_number())?;
    Ok(sign * value)
}

/// One comma, with three digits behind and a number below a thousand before.
fn is_ambiguous(digits: &str) -> bool {
    match digits.split_once(',') {
        Some((before, after)) => {
            (1..=3).contains(&before.len())
                && !before.starts_with('0')
                && after.len() == 3
                && before.chars().chain(after.chars()).all(|c| c.is_ascii_digit())
        }
        None => false,
    }
}

/// The digits before and behind the decimal sign: the last comma or point, unless it occurs twice.
fn split_decimals(digits: &str) -> (&str, &str) {
    match digits.rfind([',', '.']) {
        Some(at) if digits.matches(&digits[at..=at]).count() == 1 => (&digits[..at], &digits[at + 1..]),
        _ => (digits, ""),
    }
}

/// The digits without what parts their thousands: one sign throughout, before groups of three.
fn without_thousands(whole: &str) -> Option<String> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return (!whole.is_empty()).then(|| whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(mark).collect();
    let sound = (mark.is_whitespace() || matches!(mark, ',' | '.' | '\''))
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| group.chars().all(|c| c.is_ascii_digit()));
    sound.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_three_countries() {
        let cases = [
            ("5", 5.0),
            ("-5", -5.0),
            ("\u{2212}5,25", -5.25),
            ("+7", 7.0),
            ("1.234", 1.234),
            ("0,125", 0.125),
            ("1\u{a0}234\u{a0}567,8", 1_234_567.8),
            ("1,234,567", 1_234_567.0),
            ("1.234.567,8", 1_234_567.8),
            ("１２３４．５", 1234.5),
        ];
        for (text, value) in cases {
            assert_eq!(number(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn no_number_is_guessed() {
        for text in ["", "-", ".", "1,2,3", "12 34", "1.5%", "1e5", "NaN", "inf", "5 млн", "1-2", ",5"] {
            assert!(number(text).is_err(), "{text}");
        }
        assert_eq!(number("1,234").unwrap_err().code(), "ambiguous-number");
    }
}
