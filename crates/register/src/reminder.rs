//! When somebody is reminded: 30 days before, on the day, 14 days after, then the superior.

use jiff::civil::Date as Day;
use serde::Serialize;

use crate::entry::Entry;
use crate::signal::{days_between, due};

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 30 days before.
    Before,
    /// On the day.
    OnDay,
    /// 14 days after.
    After,
    /// To the superior, 28 days after.
    Superior,
}

impl Step {
    /// All steps.
    pub const ALL: [Step; 4] = [Step::Before, Step::OnDay, Step::After, Step::Superior];

    /// Days after the date.
    pub fn day(self) -> i32 {
        match self {
            Step::Before => -30,
            Step::OnDay => 0,
            Step::After => 14,
            Step::Superior => 28,
        }
    }

    /// The word as stored.
    pub fn code(self) -> &'static str {
        match self {
            Step::Before => "before",
            Step::OnDay => "on_day",
            Step::After => "after",
            Step::Superior => "superior",
        }
    }
}

/// The step that is reached on a day, where the responsible region is; earlier ones that were missed are not made up for,
/// so that a secretariat that starts late does not get three mails at once.
pub fn reached(entry: &Entry, today: Day) -> Option<Step> {
    if !["commitment", "action_item", "milestone", "report"].contains(&entry.kind().name) {
        return None;
    }
    let last = due(entry)?.last_day()?;
    let since = days_between(last, today);
    Step::ALL.into_iter().rev().find(|step| since >= step.day())
}
