//! Projects from start to end as bars over the years: the picture of what the table says.

use jiff::civil::Date as Day;
use register::date::Date;
use register::entry::Entry;

use crate::shown::{period, shape, title};
use crate::visit::Visit;

/// Units of the picture: room for labels, and its whole width.
const LEFT: f64 = 110.0;
const WIDTH: f64 = 1000.0;
/// Height of a row.
const ROW: f64 = 26.0;

/// A picture of some projects.
#[derive(Debug)]
pub(crate) struct Timeline {
    pub(crate) height: f64,
    /// Where each year begins.
    pub(crate) years: Vec<(f64, String)>,
    pub(crate) bars: Vec<Bar>,
    /// Where today is, when it lies inside.
    pub(crate) today: Option<f64>,
}

/// A project of the picture.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) x: f64,
    pub(crate) width: f64,
    pub(crate) y: f64,
    /// The number of the project.
    pub(crate) label: String,
    /// What it is and when, for a pointer that rests on it.
    pub(crate) title: String,
    pub(crate) href: String,
    /// The class of its state.
    pub(crate) class: &'static str,
}

impl Timeline {
    /// The projects whose days are known; `None` when there are none.
    pub(crate) fn of(visit: &Visit, projects: &[&Entry]) -> Option<Self> {
        let dated: Vec<(&Entry, [Day; 2])> =
            projects.iter().filter_map(|project| Some((*project, days(project)?))).collect();
        let first = dated.iter().map(|(_, [start, _])| start.year()).min()?;
        let last = dated.iter().map(|(_, [_, end])| end.year()).max()?.saturating_add(1);
        let place = |day: Day| {
            let year = f64::from(day.year() - first) + f64::from(day.day_of_year() - 1) / 366.0;
            LEFT + (WIDTH - LEFT) * year / f64::from(last - first)
        };
        let bars = dated.iter().enumerate().map(|(k, (project, [start, end]))| {
            let x = place(*start);
            bar(visit, project, [x, (place(*end) - x).max(4.0), ROW * (k as f64 + 1.0)])
        });
        let today = visit.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        // Labels of years keep their distance.
        let step = usize::try_from((last - first) / 12 + 1).unwrap_or(1);
        let year = |year: i16| (place(Day::constant(year, 1, 1)), year.to_string());
        Some(Timeline {
            height: ROW * (dated.len() as f64 + 1.5),
            years: (first..last).step_by(step).map(year).collect(),
            bars: bars.collect(),
            today: (first..last).contains(&today.year()).then(|| place(today)),
        })
    }
}

/// First and last day; a project without an end ends where it begins.
fn days(project: &Entry) -> Option<[Day; 2]> {
    let (start, end) = (project.date("start"), project.date("end"));
    let first = start.or(end).and_then(Date::first_day)?;
    let last = end.or(start).and_then(Date::last_day)?;
    Some([first, last.max(first)])
}

fn bar(visit: &Visit, project: &Entry, [x, width, y]: [f64; 3]) -> Bar {
    let lang = visit.lang;
    let when = period(project, lang).map_or_else(String::new, |when| match when {
        crate::shown::Item::Date { text, .. } => text,
        other => other.plain().to_owned(),
    });
    let state = words::state(lang, project.kind(), project.state);
    Bar {
        x,
        width,
        y,
        label: project.plain("number").unwrap_or(project.address.key()).chars().take(12).collect(),
        title: format!("{} · {when} · {state}", title(project, lang).text),
        href: visit.path(&crate::shown::place_of(&project.address)),
        class: shape(project.state).class(),
    }
}
