//! Dates as people write them, in three orders and incomplete.

use diagnostic::{Explain, Kind};
use jiff::civil;

use crate::text::folded;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum DateError {
    /// Nothing like a date.
    #[error("\"{text}\" is not a date")]
    NotADate { text: String },
    /// Day and month may be exchanged.
    #[error("\"{text}\" may be {first} or {second}")]
    Ambiguous { text: String, first: String, second: String },
    /// A year of two digits.
    #[error("the year of \"{text}\" does not have four digits")]
    ShortYear { text: String },
    /// Such as 31 February.
    #[error("there is no day or month \"{text}\"")]
    NoSuchDay { text: String },
}

impl Explain for DateError {
    fn kind(&self) -> Kind {
        Kind::Data
    }

    fn code(&self) -> &'static str {
        match self {
            DateError::NotADate { .. } => "not-a-date",
            DateError::Ambiguous { .. } => "ambiguous-date",
            DateError::ShortYear { .. } => "short-year",
            DateError::NoSuchDay { .. } => "no-such-day",
        }
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            DateError::NotADate { .. } => {
                "write YYYY-MM-DD such as 2023-05-14, or 2023-05 or 2023 when no more is known"
            }
            DateError::Ambiguous { .. } => "write YYYY-MM-DD: year, month, day",
            DateError::ShortYear { .. } => "write all four digits of the year, such as 2023-05-14",
            DateError::NoSuchDay { .. } => "check day and month, and write YYYY-MM-DD",
        };
        vec![step.to_owned()]
    }
}

/// The date that a text means, in ISO 8601: `2023-05-14`; incomplete `2023-05` or `2023`; without a year `--08-19`.
///
/// Read are `2023-05-14`, `14.05.2023`, `14/05/2023`, `2023年5月14日`, each also with `/`, `-` or `.` and without
/// leading zeros, `05.2023`, `2023年5月`, `8月19日`, all in full-width digits too, with `г.` or a time of midnight
/// behind. Between `/` or `-`, day and month that could be exchanged are refused, because half of the world
/// writes the month first.
///
/// ```
/// assert_eq!(spreadsheets::date("14.05.2023"), Ok("2023-05-14".to_owned()));
/// assert_eq!(spreadsheets::date("2023年5月"), Ok("2023-05".to_owned()));
/// assert!(spreadsheets::date("05/06/2023").is_err());
/// ```
pub fn date(text: &str) -> Result<String, DateError> {
    let folded = folded(text);
    let written = without_suffix(&folded);
    let (yearless, written) = match written.strip_prefix("--") {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    let not_a_date = || DateError::NotADate { text: text.trim().to_owned() };
    let (numbers, marks) = parts(written).ok_or_else(not_a_date)?;
    let guess = if yearless { yearless_parts(&numbers, &marks) } else { order(&numbers, &marks) };
    match guess {
        Guess::Date(year, month, day) => {
            canonical(year, month, day).ok_or_else(|| DateError::NoSuchDay { text: text.trim().to_owned() })
        }
        Guess::Exchangeable(year, one, other) => exchangeable(text, year, one, other),
        Guess::ShortYear => Err(DateError::ShortYear { text: text.trim().to_owned() }),
        Guess::None => Err(not_a_date()),
    }
}

/// Which number is what.
enum Guess {
    Date(Option<i16>, Option<i8>, Option<i8>),
    /// Year, and day and month in an unknown order.
    Exchangeable(i16, i8, i8),
    ShortYear,
    None,
}

/// The text without a time of midnight and without the Russian "г." (year).
fn without_suffix(text: &str) -> &str {
    let text = text.strip_suffix("г.").or_else(|| text.strip_suffix('г')).unwrap_or(text).trim_end();
    match text.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') && time.chars().all(|c| matches!(c, '0' | ':' | '.')) => day,
        _ => text,
    }
}

/// Numbers of at most four digits, and what stands behind each.
fn parts(text: &str) -> Option<(Vec<&str>, Vec<&str>)> {
    let (mut numbers, mut marks) = (Vec::new(), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 || digits > 4 || numbers.len() == 3 {
            return None;
        }
        numbers.push(&rest[..digits]);
        rest = &rest[digits..];
        let mark = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        marks.push(rest[..mark].trim());
        rest = &rest[mark..];
    }
    Some((numbers, marks))
}

fn yearless_parts(numbers: &[&str], marks: &[&str]) -> Guess {
    match (numbers, marks) {
        ([month, day], ["-", ""]) => Guess::Date(None, small(month), small(day)),
        _ => Guess::None,
    }
}

fn order(numbers: &[&str], marks: &[&str]) -> Guess {
    match (numbers, marks) {
        ([year], ["" | "年"]) => dated(year, None, None),
        ([month, day], ["月", "日" | "号"]) => Guess::Date(None, small(month), small(day)),
        ([year, month], ["年", "月"]) => dated(year, Some(month), None),
        ([year, month, day], ["年", "月", "日" | "号" | ""]) => dated(year, Some(month), Some(day)),
        ([one, other], ["-" | "." | "/", ""]) => match (one.len(), other.len()) {
            (4, 1 | 2) => dated(one, Some(other), None),
            (1 | 2, 4) => dated(other, Some(one), None),
            _ => Guess::None,
        },
        ([one, two, three], [first @ ("-" | "." | "/"), second, ""]) if first == second => {
            three_numbers(one, two, three, first)
        }
        _ => Guess::None,
    }
}

fn three_numbers(one: &str, two: &str, three: &str, mark: &str) -> Guess {
    match (one.len(), two.len(), three.len()) {
        (4, 1 | 2, 1 | 2) => dated(one, Some(two), Some(three)),
        // between points the day stands first everywhere
        (1 | 2, 1 | 2, 4) if mark == "." => dated(three, Some(two), Some(one)),
        (1 | 2, 1 | 2, 4) => match (three.parse(), small(one), small(two)) {
            (Ok(year), Some(one), Some(two)) => Guess::Exchangeable(year, one, two),
            _ => Guess::None,
        },
        (1 | 2, 1 | 2, 1 | 2) => Guess::ShortYear,
        _ => Guess::None,
    }
}

fn dated(year: &str, month: Option<&str>, day: Option<&str>) -> Guess {
    match year.parse() {
        Ok(number) if year.len() == 4 => {
            Guess::Date(Some(number), month.and_then(small), day.and_then(small))
        }
        _ if year.len() == 2 => Guess::ShortYear,
        _ => Guess::None,
    }
}

/// A day or a month: one or two digits.
fn small(text: &str) -> Option<i8> {
    // 100 is no day either, and says so later
    Some(if text.len() <= 2 { text.parse().ok()? } else { 100 })
}

fn exchangeable(text: &str, year: i16, one: i8, other: i8) -> Result<String, DateError> {
    let day_first = canonical(Some(year), Some(other), Some(one));
    let month_first = canonical(Some(year), Some(one), Some(other));
    match (day_first, month_first) {
        (Some(first), Some(second)) if first != second => {
            Err(DateError::Ambiguous { text: text.trim().to_owned(), first, second })
        }
        (Some(date), _) | (None, Some(date)) => Ok(date),
        (None, None) => Err(DateError::NoSuchDay { text: text.trim().to_owned() }),
    }
}

/// The date in ISO 8601, if there is such a one. Years before 1000 are slips.
fn canonical(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Option<String> {
    // 2000 has a 29 February: a day without a year may be one
    let whole = civil::Date::new(year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    if year.is_some_and(|year| year < 1000) {
        return None;
    }
    let whole = whole.to_string();
    Some(match (year, month, day) {
        (Some(_), Some(_), Some(_)) => whole,
        (Some(_), Some(_), None) => whole[..7].to_owned(),
        (Some(_), None, _) => whole[..4].to_owned(),
        (None, ..) => format!("-{}", &whole[4..]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_orders_and_incomplete_dates() {
        let cases = [
            ("2023-05-14", "2023-05-14"),
            ("2023/5/4", "2023-05-04"),
            ("2023.05.14", "2023-05-14"),
            ("14.05.2023", "2023-05-14"),
            ("4.5.2023 г.", "2023-05-04"),
            ("14/05/2023", "2023-05-14"),
            ("05/14/2023", "2023-05-14"),
            ("14-05-2023", "2023-05-14"),
            ("05/05/2023", "2023-05-05"),
            ("2023年5月14日", "2023-05-14"),
            ("２０２３年５月１４号", "2023-05-14"),
            ("2023 年 5 月", "2023-05"),
            ("\u{a0}14．05．2023 ", "2023-05-14"),
            ("2023-05-14T00:00:00", "2023-05-14"),
            ("14.05.2023 0:00", "2023-05-14"),
            ("2023", "2023"),
            ("2023年", "2023"),
            ("2023-05", "2023-05"),
            ("05.2023", "2023-05"),
            ("--08-19", "--08-19"),
            ("8月19日", "--08-19"),
            ("--02-29", "--02-29"),
            ("29.02.2024", "2024-02-29"),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        let cases = [
            ("05/06/2023", "ambiguous-date"),
            ("5-6-2023", "ambiguous-date"),
            ("14.05.23", "short-year"),
            ("23年5月14日", "short-year"),
            ("31.02.2023", "no-such-day"),
            ("29.02.2023", "no-such-day"),
            ("2023-13", "no-such-day"),
            ("--02-30", "no-such-day"),
            ("05.14.2023", "no-such-day"),
            ("0203-05-14", "no-such-day"),
            ("", "not-a-date"),
            ("soon", "not-a-date"),
            ("45060", "not-a-date"),
            ("2023-05-14 13:30", "not-a-date"),
            ("2023-05/14", "not-a-date"),
            ("2023-05-14-01", "not-a-date"),
            ("1.5", "not-a-date"),
            ("-2023", "not-a-date"),
        ];
        for (text, code) in cases {
            assert_eq!(date(text).expect_err(text).code(), code, "{text}");
        }
    }

    #[test]
    fn the_sentence_names_both_readings() {
        let error = date("05/06/2023").unwrap_err();
        assert_eq!(error.to_string(), "\"05/06/2023\" may be 2023-06-05 or 2023-05-06");
        assert_eq!(error.remedy(), ["write YYYY-MM-DD: year, month, day"]);
    }
}
