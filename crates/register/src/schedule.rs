//! The reports that a project owes, by its start, end and frequency.

use jiff::civil::Date as Day;
use jiff::{Span, ToSpan as _};

use crate::act::{Request, Write};
use crate::consequences::{complete, made_address};
use crate::date::Date;
use crate::entry::Entry;
use crate::kind::{Visibility, kind};
use crate::related::Related;
use crate::value::{Fields, Value};

/// No project is reported on more often than this; a longer schedule is cut.
const LONGEST: i64 = 240;

/// Expected reports that are missing are made; those of the future that hold nothing and no longer fit lapse.
pub(crate) fn renew(project: &Entry, related: &Related, request: &Request) -> Vec<Write> {
    let wanted = periods(project);
    let today = request.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let reports: Vec<&Entry> = related.naming("report", "project", &project.address).collect();
    let fits = |report: &Entry| wanted.iter().any(|(_, end)| report.date("end") == Some(Date::Day(*end)));
    let future = |report: &Entry| report.date("end").and_then(Date::last_day).is_some_and(|end| end >= today);
    let empty = |report: &Entry| !["text", "documents"].iter().any(|it| report.fields.contains_key(it));
    let mut writes = Vec::new();
    for report in reports
        .iter()
        .filter(|report| report.state == "expected" && empty(report) && future(report) && !fits(report))
    {
        let follow = crate::consequences::Follow { request, related };
        writes.extend(follow.moved(report, "lapse"));
    }
    let there = |end: Day| {
        reports.iter().any(|report| report.state != "lapsed" && report.date("end") == Some(Date::Day(end)))
    };
    for (start, end) in wanted.iter().filter(|(_, end)| *end >= today && !there(*end)) {
        writes.extend(expected(project, *start, *end, &reports, request));
    }
    writes
}

/// First and last day of each period to report on; none when start, end or frequency is not known to the day.
fn periods(project: &Entry) -> Vec<(Day, Day)> {
    let every: Option<Span> = match project.plain("report_every") {
        Some("month") => Some(1.month()),
        Some("quarter") => Some(3.months()),
        Some("half_year") => Some(6.months()),
        Some("year") => Some(1.year()),
        _ => None,
    };
    let start = project.date("start").and_then(Date::first_day);
    let end = project.date("end").and_then(Date::last_day);
    let (Some(every), Some(start), Some(last)) = (every, start, end) else { return Vec::new() };
    let mut periods = Vec::new();
    let mut from = start;
    for k in 1..=LONGEST {
        // From the first start, so that the 31st does not wander.
        let Ok(next) = every.checked_mul(k).and_then(|span| start.checked_add(span)) else { break };
        let until = next.yesterday().map_or(last, |day| day.min(last));
        periods.push((from, until));
        if until >= last {
            break;
        }
        from = next;
    }
    periods
}

/// A report that is due a month after its period has ended.
fn expected(project: &Entry, start: Day, end: Day, reports: &[&Entry], request: &Request) -> Option<Write> {
    let kind = kind("report")?;
    let due = end.checked_add(1.month()).ok()?;
    let taken = |key: &str| reports.iter().any(|report| report.address.key() == key);
    let base = format!("{}-{end}", project.address.key());
    // A lapsed report of the same period keeps its key.
    let key = if taken(&base) { format!("{base}-{}", project.version) } else { base };
    let plain = |day: Day| Value::Plain(Date::Day(day).to_string());
    let mut fields = Fields::from([
        ("project", Value::Plain(project.address.to_string())),
        ("start", plain(start)),
        ("end", plain(end)),
        ("due", plain(due)),
    ]);
    for (field, of) in [("regions", "parties"), ("organisations", "organisations")] {
        fields.extend(project.fields.get(of).map(|value| (field, value.clone())));
    }
    let entry = Entry {
        address: made_address(kind, &key)?,
        side: None,
        state: kind.first_state(),
        since: request.at,
        version: 1,
        visibility: Visibility::Public,
        fields,
        reason: None,
        pending: std::collections::BTreeMap::new(),
        bound: None,
        made_by: project.made_by.clone(),
        changed_at: request.at,
    };
    complete(&entry).then_some(Write { entry, deed: "expect", erases: false })
}
