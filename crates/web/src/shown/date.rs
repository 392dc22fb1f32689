//! Days and moments as the language writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use register::date::Date;
use words::Language;

/// A date with the precision it has.
pub(crate) fn date(lang: Language, text: &str) -> String {
    Date::parse(text).map_or_else(|_| text.to_owned(), |date| words::date(lang, date))
}

/// The day of a moment, in UTC.
pub(crate) fn day(lang: Language, at: Timestamp) -> String {
    words::date(lang, Date::Day(at.to_zoned_datetime(TimeZone::UTC).date()))
}

/// Day and time of a moment, in UTC, which is said.
pub(crate) fn moment(lang: Language, at: Timestamp) -> String {
    let time = at.to_zoned_datetime(TimeZone::UTC).time();
    format!("{}, {:02}:{:02} UTC", day(lang, at), time.hour(), time.minute())
}
