//! Dates as the world has them: whole, or a year, a year and month, a month and day without a year.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::Date as Day;

use crate::error::Error;

/// A date with its precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// A year alone: `2023`.
    Year(i16),
    /// A month of a year: `2023-05`.
    Month(i16, i8),
    /// A day: `2023-05-14`.
    Day(Day),
    /// A day whose year is not known: `--08-19`.
    MonthDay(i8, i8),
}

impl Date {
    /// Reads the four forms; they are ISO 8601, the last one in its older edition.
    pub fn parse(text: &str) -> Result<Self, Error> {
        read(text).ok_or_else(|| Error::Date { text: text.to_owned() })
    }

    /// The first day it can mean; `None` without a year.
    pub fn first_day(self) -> Option<Day> {
        match self {
            Date::Year(year) => Day::new(year, 1, 1).ok(),
            Date::Month(year, month) => Day::new(year, month, 1).ok(),
            Date::Day(day) => Some(day),
            Date::MonthDay(..) => None,
        }
    }

    /// The last day it can mean; `None` without a year. Something due in May is late in June.
    pub fn last_day(self) -> Option<Day> {
        match self {
            Date::Year(year) => Day::new(year, 12, 31).ok(),
            Date::Month(..) => self.first_day().map(Day::last_of_month),
            Date::Day(day) => Some(day),
            Date::MonthDay(..) => None,
        }
    }

    /// Year, month, day, each as far as known.
    fn parts(self) -> (Option<i16>, Option<i8>, Option<i8>) {
        match self {
            Date::Year(year) => (Some(year), None, None),
            Date::Month(year, month) => (Some(year), Some(month), None),
            Date::Day(day) => (Some(day.year()), Some(day.month()), Some(day.day())),
            Date::MonthDay(month, day) => (None, Some(month), Some(day)),
        }
    }
}

fn read(text: &str) -> Option<Date> {
    if let Some(rest) = text.strip_prefix("--") {
        let (month, day) = rest.split_once('-')?;
        let (month, day) = (digits(month, 2)?, digits(day, 2)?);
        // 2000 has a 29 February.
        Day::new(2000, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        return Some(Date::MonthDay(month.try_into().ok()?, day.try_into().ok()?));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let year = i16::try_from(digits(parts.first()?, 4)?).ok()?;
    let month = parts.get(1).map(|text| digits(text, 2));
    let day = parts.get(2).map(|text| digits(text, 2));
    match (month, day, parts.len()) {
        (None, None, 1) => Some(Date::Year(year)),
        (Some(Some(month)), None, 2) if (1..=12).contains(&month) => Some(Date::Month(year, month as i8)),
        (Some(Some(month)), Some(Some(day)), 3) => Day::new(year, month as i8, day as i8).ok().map(Date::Day),
        _ => None,
    }
}

fn digits(text: &str, n: usize) -> Option<u16> {
    (text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// By year, month and day; what is not known comes after what is.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        fn unknown_last<T: Ord + Copy>(a: Option<T>, b: Option<T>) -> Ordering {
            (a.is_none(), a).cmp(&(b.is_none(), b))
        }
        let ((y, m, d), (y2, m2, d2)) = (self.parts(), other.parts());
        unknown_last(y, y2).then(unknown_last(m, m2)).then(unknown_last(d, d2))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Year(year) => write!(f, "{year:04}"),
            Date::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Date::Day(day) => write!(f, "{day}"),
            Date::MonthDay(month, day) => write!(f, "--{month:02}-{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_precision_is_read_and_written_alike() {
        for text in ["2023", "2023-05", "2023-05-14", "--08-19", "2024-02-29", "--02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "23",
            "2023-5",
            "2023-13",
            "2023-02-29",
            "--02-30",
            "2023-05-14T10",
            "--8-19",
            "2023-",
            "+203",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_sorts_last() {
        let mut dates = ["--08-19", "2023", "2023-05", "2023-05-14", "2022-12-31", "2024"]
            .map(|d| Date::parse(d).unwrap());
        dates.sort();
        assert_eq!(
            dates.map(|d| d.to_string()),
            ["2022-12-31", "2023-05-14", "2023-05", "2023", "2024", "--08-19"]
        );
    }

    #[test]
    fn something_due_in_a_month_is_late_after_its_last_day() {
        let last = |text: &str| Date::parse(text).unwrap().last_day().map(|day| day.to_string());
        assert_eq!(last("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(last("2023").as_deref(), Some("2023-12-31"));
        assert_eq!(last("--08-19"), None);
    }
}
