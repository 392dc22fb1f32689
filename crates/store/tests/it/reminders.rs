//! Each reminder is noted once.

use store::Reminder;

use crate::fixture::{Fixture, at};
use crate::on_both;

on_both!(a_reminder_is_begun_once, one_that_failed_is_tried_again, two_programs_do_not_send_the_same);

fn reminder(due: &str) -> Reminder {
    Reminder {
        address: "commitment/C-1".to_owned(),
        step: "before",
        due: due.to_owned(),
        recipient: "office@example.org".to_owned(),
    }
}

async fn begin(fixture: &Fixture, reminder: &Reminder) -> bool {
    let mut transaction = fixture.store.write().await.unwrap();
    let begun = transaction.begin_reminder(reminder, at("2026-05-14T08:00:00Z")).await.unwrap();
    transaction.commit().await.unwrap();
    begun
}

async fn end(fixture: &Fixture, reminder: &Reminder, sent: bool) {
    let mut transaction = fixture.store.write().await.unwrap();
    transaction.end_reminder(reminder, sent, at("2026-05-14T08:01:00Z")).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn states(fixture: &Fixture) -> Vec<String> {
    let rows = fixture.store.read().await.unwrap().reminders().await.unwrap();
    rows.into_iter().map(|row| row[4].clone()).collect()
}

async fn a_reminder_is_begun_once(fixture: Fixture) {
    let first = reminder("2026-06-13");
    assert!(begin(&fixture, &first).await);
    assert!(!begin(&fixture, &first).await, "a crash in the middle does not send it a second time");
    assert_eq!(states(&fixture).await, ["sending"]);
    end(&fixture, &first, true).await;
    assert!(!begin(&fixture, &first).await);
    assert!(begin(&fixture, &reminder("2026-07-01")).await, "a date that moves starts over");
    assert_eq!(states(&fixture).await, ["sent", "sending"]);
}

async fn one_that_failed_is_tried_again(fixture: Fixture) {
    let first = reminder("2026-06-13");
    assert!(begin(&fixture, &first).await);
    end(&fixture, &first, false).await;
    assert_eq!(states(&fixture).await, ["failed"]);
    assert!(begin(&fixture, &first).await && !begin(&fixture, &first).await);
}

async fn two_programs_do_not_send_the_same(fixture: Fixture) {
    let first = reminder("2026-06-13");
    let (a, b) = tokio::join!(begin(&fixture, &first), begin(&fixture, &first));
    assert!(a != b, "one of them sends it");
}
