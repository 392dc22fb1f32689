//! What dates say: due soon, overdue, dormant, behind, waiting. Computed, never stored.

use jiff::civil::Date as Day;
use jiff::{Timestamp, ToSpan as _};

use crate::date::Date;
use crate::entry::Entry;
use crate::kind::Form;
use crate::side::Side;

/// Days before its date from which something is due soon.
pub const SOON_DAYS: i32 = 30;
/// Years without event or report after which a tie is dormant.
pub const DORMANT_YEARS: i32 = 2;
/// Years after which a confirmed result is asked about again.
pub const ASKED_AGAIN_YEARS: [i32; 2] = [1, 3];

/// Something a reader should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// Due within [`SOON_DAYS`].
    DueSoon {
        /// Days left; 0 on the day.
        days: i32,
    },
    /// The date is over.
    Overdue {
        /// Days since.
        days: i32,
    },
    /// One side has confirmed, the other has not.
    Waiting {
        /// The act.
        act: &'static str,
        /// The side whose half is missing.
        side: Side,
        /// Since when.
        since: Timestamp,
    },
    /// No exchange event or report for [`DORMANT_YEARS`].
    Dormant,
    /// A language of a text was not brought up to date.
    Behind {
        /// The field.
        field: &'static str,
        /// The language.
        lang: String,
    },
    /// A confirmed result was not asked about again.
    NotAnswered {
        /// After how many years it should have been.
        years: i32,
    },
}

/// The date by which something is to be done with an entry; `None` when nothing is.
pub fn due(entry: &Entry) -> Option<Date> {
    let open: &[&str] = match entry.kind().name {
        "commitment" | "action_item" => &["open"],
        "milestone" => &["planned"],
        "report" => &["expected", "draft", "returned", "reopened"],
        _ => &[],
    };
    if open.contains(&entry.state) {
        return entry.date("due");
    }
    (entry.kind().name == "project" && ["in_implementation", "in_modification"].contains(&entry.state))
        .then(|| entry.date("end"))?
}

/// Signals of an entry on a day (the day it is where its responsible region is).
pub fn signals(entry: &Entry, today: Day) -> Vec<Signal> {
    let mut signals: Vec<Signal> = due(entry).and_then(|date| by_date(date, today)).into_iter().collect();
    signals.extend(entry.pending.iter().filter_map(|(act, pending)| {
        let (side, since) = pending.missing()?;
        Some(Signal::Waiting { act, side, since })
    }));
    signals.extend(behind(entry));
    signals.extend(not_answered(entry, today));
    signals
}

fn by_date(date: Date, today: Day) -> Option<Signal> {
    let days = days_between(today, date.last_day()?);
    match days {
        days if days < 0 => Some(Signal::Overdue { days: -days }),
        days if days <= SOON_DAYS => Some(Signal::DueSoon { days }),
        _ => None,
    }
}

/// Days from one day to another; negative when it lies before.
pub fn days_between(from: Day, to: Day) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn behind(entry: &Entry) -> Vec<Signal> {
    let mut found = Vec::new();
    for field in entry.kind().fields.iter().filter(|field| field.form == Form::Texts) {
        let texts = entry.texts(field.name).into_iter().flatten();
        found.extend(
            texts
                .filter(|(_, version)| version.behind)
                .map(|(lang, _)| Signal::Behind { field: field.name, lang: lang.clone() }),
        );
    }
    found
}

fn not_answered(entry: &Entry, today: Day) -> Option<Signal> {
    if entry.kind().name != "result" || !["confirmed", "settled"].contains(&entry.state) {
        return None;
    }
    let confirmed = entry.date("confirmed_on")?.last_day()?;
    let kept = entry.date("kept_on").and_then(Date::last_day);
    let years = ASKED_AGAIN_YEARS.into_iter().rev().find(|years| {
        let asked = confirmed.checked_add(years.years());
        asked.is_ok_and(|asked| asked <= today && kept.is_none_or(|kept| kept < asked))
    })?;
    Some(Signal::NotAnswered { years })
}

/// Whether a tie sleeps: nothing has happened since a day that lies too far back. `last` is the day of its last
/// exchange event, report or instrument; without any, nothing can be said.
pub fn dormant(last: Option<Day>, today: Day) -> Option<Signal> {
    let until = last?.checked_add(DORMANT_YEARS.years()).ok()?;
    (until < today).then_some(Signal::Dormant)
}
