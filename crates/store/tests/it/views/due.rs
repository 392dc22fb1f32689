//! What is due: the day before, on the day and the day after, where the region that owes it lies.

use register::Side;
use store::views::{Due, DueFilter};

use crate::fixture::{A, B, Fixture, at};
use crate::on_both;

on_both!(
    a_day_begins_and_ends_where_the_region_lies,
    what_is_due_is_told_of_the_side_that_owes_it,
    a_half_that_is_missing_is_told_with_its_days,
);

async fn due(fixture: &Fixture, filter: DueFilter, now: &str) -> Vec<Due> {
    fixture.store.read().await.unwrap().due(A, filter, at(now), "en").await.unwrap()
}

fn within(within_days: i32) -> DueFilter {
    DueFilter { within_days, ..DueFilter::default() }
}

/// The last minute of a day and the first of the next, in UTC+3, +4, +5 and +8.
async fn a_day_begins_and_ends_where_the_region_lies(fixture: Fixture) {
    let zones = [("a", "RU-SAR", 3), ("a", "RU-SAM", 4), ("a", "RU-BA", 5), ("b", "CN-HB", 8)];
    for (side, region, _) in zones {
        let fields = [("title.en", region), ("region", region), ("side", side), ("due", "2026-09-30")];
        fixture.make(&format!("sec-{side}"), &format!("commitment/{region}"), &fields).await;
    }
    for (_, region, hours) in zones {
        let commitment = format!("commitment/{region}");
        for (day, left) in [("2026-09-29", 1), ("2026-09-30", 0), ("2026-10-01", -1)] {
            for time in ["00:00", "12:00", "23:59"] {
                let now = format!("{day}T{time}:00+{hours:02}:00");
                let told = async |within_days| {
                    let all = due(&fixture, within(within_days), &now).await;
                    all.into_iter().find(|it| it.entry.address.to_string() == commitment)
                };
                let found = told(1).await.unwrap_or_else(|| panic!("{region} at {now}"));
                assert_eq!(
                    (found.days, found.due.as_deref()),
                    (Some(left), Some("2026-09-30")),
                    "{region} at {now}"
                );
                assert_eq!(found.owed_by[0].key(), region);
                assert!(told(left).await.is_some(), "{region} at {now}");
                assert!(told(left - 1).await.is_none(), "{region} at {now}: it is due in {left}");
            }
        }
    }
    // At one moment it is another day in each.
    let all = due(&fixture, within(30), "2026-09-30T19:30:00Z").await;
    let days: Vec<_> = all.iter().map(|it| (it.entry.address.key(), it.days.unwrap())).collect();
    assert_eq!(days, [("RU-BA", -1), ("CN-HB", -1), ("RU-SAR", 0), ("RU-SAM", 0)], "the oldest first");
}

async fn what_is_due_is_told_of_the_side_that_owes_it(fixture: Fixture) {
    let fields = [("title.en", "x"), ("region", "RU-SAR"), ("side", "a"), ("due", "2026-06")];
    fixture.make("sec-a", "commitment/C-1", &fields).await;
    fixture.make("sec-b", "action_item/ACT-1", &[("title.en", "x"), ("due", "2026-06-10")]).await;
    let fields = [("title.en", "P"), ("parties", "RU-SAR; CN-HB"), ("fields", "trade")];
    fixture.make("sec-a", "project/P-1", &fields).await;
    fixture
        .make("sec-a", "milestone/M-1", &[("title.en", "M"), ("project", "P-1"), ("due", "2026-06-20")])
        .await;
    fixture
        .make("sec-a", "milestone/M-2", &[("title.en", "M"), ("project", "P-1"), ("due", "--06-20")])
        .await;
    let told = async |reader, side| {
        let filter = DueFilter { side, within_days: 60 };
        let all =
            fixture.store.read().await.unwrap().due(reader, filter, at("2026-05-14T10:00:00Z"), "en").await;
        all.unwrap().iter().map(|it| it.entry.address.key().to_owned()).collect::<Vec<_>>().join(" ")
    };
    // A month is over with its last day; a day without a year is never due.
    assert_eq!(told(A, None).await, "M-1 C-1");
    assert_eq!(told(A, Some(Side::B)).await, "M-1", "what is both sides' is owed by either");
    assert_eq!(told(B, Some(Side::B)).await, "ACT-1 M-1");
    fixture.take("off-a", "claim_done", "commitment/C-1").await;
    fixture.take("sec-b", "reach", "milestone/M-1").await;
    assert_eq!(told(A, None).await, "", "what is done is not due");
}

async fn a_half_that_is_missing_is_told_with_its_days(fixture: Fixture) {
    let fields = [("title.en", "D"), ("text.en", "x"), ("level", "mechanism")];
    fixture.make("sec-a", "decision/D-1", &fields).await;
    fixture.take("sec-a", "take", "decision/D-1").await;
    let told = async |side| {
        let filter = DueFilter { side, within_days: 0 };
        let all = due(&fixture, filter, "2026-06-23T10:00:00Z").await;
        all.into_iter().map(|it| it.waiting.expect("nothing has a date")).collect::<Vec<_>>()
    };
    let missing = ("take".to_owned(), Side::B, 40);
    assert_eq!(told(None).await, std::slice::from_ref(&missing));
    assert_eq!(told(Some(Side::B)).await, [missing]);
    assert_eq!(told(Some(Side::A)).await, []);
    fixture.take("chair-b", "take", "decision/D-1").await;
    assert_eq!(told(None).await, []);
}
