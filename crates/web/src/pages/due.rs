//! Lists of what is due: the box by which a reader asks for it, and the day until which it counts.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use register::signal::SOON_DAYS;
use words::Language;

use super::list::Choice;
use super::question::Question;
use crate::shown::Words;

/// The box of a form.
pub(super) fn choice(lang: Language, question: &Question) -> Choice {
    let option =
        |name: &str, label: String| (name.to_owned(), Words::plain(label), question.get("due") == Some(name));
    let soon = lang.tell("web-due-soon", &[("days", SOON_DAYS.into())]);
    let options = vec![option("overdue", lang.say("web-overdue")), option("soon", soon)];
    Choice { name: "due", label: lang.say("field-due"), options }
}

/// The last day that is asked for, in UTC; `None` when the reader asks for everything.
pub(super) fn until(question: &Question, now: Timestamp) -> Option<String> {
    let days = match question.get("due")? {
        "overdue" => -1,
        "soon" => SOON_DAYS,
        _ => return None,
    };
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    today.checked_add(Span::new().days(days)).ok().map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_is_overdue_was_due_yesterday() {
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().expect("a time");
        let of = |due: &str| until(&Question::of(BTreeMap::from([("due".to_owned(), due.to_owned())])), now);
        assert_eq!(of("overdue").as_deref(), Some("2026-02-28"));
        assert_eq!(of("soon").as_deref(), Some("2026-03-31"));
        assert_eq!(of("whatever"), None);
    }
}
