//! One cell of a text table: a number, missing, or text.

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell {
    /// A number; infinite if so written.
    Number(f64),
    /// Nothing in it.
    Empty,
    /// A word for *missing*, such as `NA`: a label in a column of text, where it may be Namibia.
    MissingWord,
    /// The word `NaN`: a computation that failed, which is not the same as *not reported*.
    NotANumber,
    /// Anything else.
    Text,
}

const MISSING_WORDS: [&str; 6] = ["NA", "N/A", "#N/A", "NULL", "null", "."];

/// Digits from which an integer is an identifier and not an amount: f64 would merge neighbours.
const IDENTIFIER_DIGITS: usize = 18;

/// Reads a cell. `decimal_comma` where the columns are not separated by commas.
///
/// A leading zero (`01`, `007`) makes it text, so that codes survive.
pub(crate) fn cell(text: &str, decimal_comma: bool) -> Cell {
    let text = text.trim();
    if text.is_empty() {
        return Cell::Empty;
    }
    if MISSING_WORDS.contains(&text) {
        return Cell::MissingWord;
    }
    if text.eq_ignore_ascii_case("true") {
        return Cell::Number(1.0);
    }
    if text.eq_ignore_ascii_case("false") {
        return Cell::Number(0.0);
    }
    if is_code(text) {
        return Cell::Text;
    }
    let number = if decimal_comma && text.contains(',') {
        text.replacen(',', ".", 1).parse::<f64>()
    } else {
        text.parse::<f64>()
    };
    match number {
        Ok(value) if value.is_nan() => Cell::NotANumber,
        Ok(value) => Cell::Number(value),
        Err(_) => Cell::Text,
    }
}

/// Whether digits are a code: with a leading zero, or too many to be an amount.
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let leading_zero = bytes.len() > 1 && bytes[0] == b'0' && bytes[1].is_ascii_digit();
    leading_zero || bytes.len() >= IDENTIFIER_DIGITS && bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        let cases = [
            ("1.5", Cell::Number(1.5)),
            (" 12 ", Cell::Number(12.0)),
            ("-3e2", Cell::Number(-300.0)),
            ("0", Cell::Number(0.0)),
            ("0.5", Cell::Number(0.5)),
            ("inf", Cell::Number(f64::INFINITY)),
            ("TRUE", Cell::Number(1.0)),
            ("", Cell::Empty),
            ("NA", Cell::MissingWord),
            (".", Cell::MissingWord),
            ("NaN", Cell::NotANumber),
            ("01", Cell::Text),
            ("007", Cell::Text),
            ("123456789012345678", Cell::Text),
            ("1,5", Cell::Text),
            ("1 234", Cell::Text),
            ("RU-TA", Cell::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text, false), expected, "{text:?}");
        }
        assert_eq!(cell("1234,5", true), Cell::Number(1234.5));
        assert_eq!(cell("1,234,5", true), Cell::Text);
    }
}
