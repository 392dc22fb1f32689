//! What is due, overdue, or waits for one side's half.

use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use register::Side;
use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use register::signal::{self, Signal};
use serde::Serialize;

use super::Brief;
use crate::error::Result;
use crate::listing::Filter;
use crate::transaction::Transaction;

/// What to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct DueFilter {
    /// What this side owes.
    pub side: Option<Side>,
    /// Days ahead.
    pub within_days: i32,
}

/// Something that somebody should do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The entry.
    #[serde(flatten)]
    pub entry: Brief,
    /// The date it is due on, as precise as it is known; `None` when a half is waited for.
    pub due: Option<String>,
    /// Days left; negative when it is overdue.
    pub days: Option<i32>,
    /// Who owes it: regions, office, organisation.
    pub owed_by: Vec<Address>,
    /// The act and the side whose half is missing, with days of waiting.
    pub waiting: Option<(String, Side, i32)>,
}

impl Transaction {
    /// What is due until some days from now, the oldest first, then what waits for a half.
    pub async fn due(
        &mut self,
        reader: Reader,
        filter: DueFilter,
        now: Timestamp,
        lang: &str,
    ) -> Result<Vec<Due>> {
        // A day ahead of UTC is enough for every time zone; the exact day is looked at below.
        let until = utc(now)
            .checked_add(jiff::Span::new().days(filter.within_days + 1))
            .map_or_else(|_| "9999-12-31".into(), |day| day.to_string());
        let mut found = Vec::new();
        for entry in self.list(reader, &Filter { due_until: Some(until), ..Filter::default() }).await? {
            let today = self.today(&entry, now).await?;
            let Some(date) = signal::due(&entry) else { continue };
            let Some(days) = date.last_day().map(|last| signal::days_between(today, last)) else { continue };
            if days <= filter.within_days && owes(&entry, filter.side) {
                let owed_by = owed_by(&entry);
                found.push(Due {
                    entry: Brief::of(&entry, lang),
                    due: Some(date.to_string()),
                    days: Some(days),
                    owed_by,
                    waiting: None,
                });
            }
        }
        found.sort_by_key(|due| due.days);
        for entry in self.list(reader, &Filter { waiting: true, ..Filter::default() }).await? {
            let today = self.today(&entry, now).await?;
            for signal in signal::signals(&entry, today) {
                let Signal::Waiting { act, side, since } = signal else { continue };
                if filter.side.is_none_or(|wanted| wanted == side) {
                    let days = signal::days_between(utc(since), utc(now));
                    let waiting = Some((act.to_owned(), side, days));
                    found.push(Due {
                        entry: Brief::of(&entry, lang),
                        due: None,
                        days: None,
                        owed_by: Vec::new(),
                        waiting,
                    });
                }
            }
        }
        Ok(found)
    }

    /// The day it is where the responsible region is; in UTC when no region says where that is.
    pub async fn today(&mut self, entry: &Entry, now: Timestamp) -> Result<Day> {
        let zone = match entry.owners().into_iter().find(|owner| owner.kind().name == "region") {
            Some(region) => self
                .entry(&region)
                .await?
                .and_then(|region| region.plain("zone").and_then(|name| TimeZone::get(name).ok())),
            None => None,
        };
        Ok(now.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC)).date())
    }
}

fn utc(at: Timestamp) -> Day {
    at.to_zoned_datetime(TimeZone::UTC).date()
}

/// What is both sides' is owed by either.
fn owes(entry: &Entry, side: Option<Side>) -> bool {
    side.is_none() || entry.side.is_none() || entry.side == side
}

fn owed_by(entry: &Entry) -> Vec<Address> {
    let mut owed_by = entry.owners();
    if entry.kind().field("office").is_some() {
        owed_by.extend(entry.reference("office"));
    }
    owed_by
}
