//! Both sides' confirmations: whose half is there, whose is missing, and since when.

use register::Side;
use register::confirmation::Half;
use register::entry::Entry;

use crate::shown::{Item, moment};
use crate::visit::Visit;

/// One side's half of an act.
#[derive(Debug)]
pub(super) struct HalfLine {
    pub(super) text: String,
    pub(super) when: Option<Item>,
    /// Whether this half is waited for.
    pub(super) missing: bool,
    pub(super) signed: Option<String>,
}

/// The halves of acts that wait, then those of the last act that bound both sides.
pub(super) fn lines(visit: &Visit, entry: &Entry) -> Vec<HalfLine> {
    let mut lines = Vec::new();
    for (act, pending) in &entry.pending {
        for (side, half) in &pending.halves {
            lines.push(given(visit, entry, act, *side, half));
        }
        if let Some((side, since)) = pending.missing() {
            lines.push(missing(visit, entry, act, side, since));
        }
    }
    if let Some(bound) = &entry.bound {
        for (side, half) in &bound.halves {
            lines.push(given(visit, entry, &bound.act, *side, half));
        }
    }
    lines
}

fn given(visit: &Visit, entry: &Entry, act: &str, side: Side, half: &Half) -> HalfLine {
    let lang = visit.lang;
    let act = words::act(lang, entry.kind(), act);
    let side = visit.mechanism.side(side).text.clone();
    let signed = if half.signed.is_some() { "web-half-signed" } else { "web-half-unsigned" };
    HalfLine {
        text: lang.tell("web-half-given", &[("side", side.into()), ("act", act.into())]),
        when: Some(Item::Date { machine: half.at.to_string(), text: moment(lang, half.at) }),
        missing: false,
        signed: Some(lang.say(signed)),
    }
}

fn missing(visit: &Visit, entry: &Entry, act: &str, side: Side, since: jiff::Timestamp) -> HalfLine {
    let lang = visit.lang;
    let days = register::signal::days_between(utc_day(since), utc_day(visit.now)).max(0);
    let arguments = [
        ("side", visit.mechanism.side(side).text.clone().into()),
        ("act", words::act(lang, entry.kind(), act).into()),
        ("days", days.into()),
    ];
    HalfLine {
        text: lang.tell("web-half-missing", &arguments),
        when: Some(Item::Date { machine: since.to_string(), text: moment(lang, since) }),
        missing: true,
        signed: None,
    }
}

fn utc_day(at: jiff::Timestamp) -> jiff::civil::Date {
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}
