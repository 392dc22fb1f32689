//! Days and moments as the language writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use register::date::Date;
use register::entry::Entry;
use words::Language;

use super::{Item, Titles};

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

/// Fields that say when something happened, the first that is filled in.
const HAPPENED: [&str; 6] = ["signed_on", "in_force_on", "date", "done", "start", "end"];

/// When an entry happened, as it stands in its fields: its own date, else that of its session, else that of its state.
pub(crate) fn happened(entry: &Entry, sessions: &Titles) -> String {
    let own = |entry: &Entry| {
        let filled = |name: &&str| entry.kind().field(name).and_then(|field| entry.plain(field.name));
        HAPPENED.iter().find_map(filled).map(str::to_owned)
    };
    let session = || {
        let field = entry.kind().field("session")?;
        own(sessions.get(&entry.reference(field.name)?)?)
    };
    own(entry).or_else(session).unwrap_or_else(|| entry.since.to_string().chars().take(10).collect())
}

/// From one day to another, with the time zone where there is one.
pub(crate) fn period(entry: &Entry, lang: Language) -> Option<Item> {
    let field = |name: &str| entry.kind().field(name).and_then(|field| entry.plain(field.name));
    let (start, end) = (field("start"), field("end"));
    let machine = start.or(end)?.to_owned();
    let mut text = match (start, end) {
        (Some(start), Some(end)) if start != end => format!("{} – {}", date(lang, start), date(lang, end)),
        (None, Some(end)) => format!("… – {}", date(lang, end)),
        _ => date(lang, &machine),
    };
    if let Some(zone) = field("zone") {
        text = lang.tell("web-in-zone", &[("when", text.into()), ("zone", zone.to_owned().into())]);
    }
    Some(Item::Date { machine, text })
}
