//! Which reminders were sent. Each is noted before it is sent: after a crash in between it is not sent a second time,
//! and stands as `sending` for a person to look at.

use jiff::Timestamp;

use crate::database::on;
use crate::error::Result;
use crate::transaction::Transaction;

/// One reminder to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The entry.
    pub address: String,
    /// The step.
    pub step: &'static str,
    /// The date it was due on: a date that moves starts over.
    pub due: String,
    /// Mail address.
    pub recipient: String,
}

impl Transaction {
    /// Notes that a reminder is about to be sent; `false` when it was noted before.
    pub async fn begin_reminder(&mut self, reminder: &Reminder, at: Timestamp) -> Result<bool> {
        let at = at.to_string();
        let n = on!(&mut self.inner, c => {
            sqlx::query(
                "insert into reminders (address, step, due, recipient, state, at) values ($1, $2, $3, $4, 'sending', $5)
                 on conflict (address, step, due, recipient) do update set state = 'sending', at = excluded.at
                   where reminders.state = 'failed'",
            )
            .bind(&reminder.address)
            .bind(reminder.step)
            .bind(&reminder.due)
            .bind(&reminder.recipient)
            .bind(&at)
            .execute(&mut **c)
            .await
            .map(|done| done.rows_affected())
        })?;
        Ok(n == 1)
    }

    /// Notes how the sending ended; one that failed is tried again.
    pub async fn end_reminder(&mut self, reminder: &Reminder, sent: bool, at: Timestamp) -> Result<()> {
        let (state, at) = (if sent { "sent" } else { "failed" }, at.to_string());
        on!(&mut self.inner, c => {
            sqlx::query(
                "update reminders set state = $1, at = $2 where address = $3 and step = $4 and due = $5 and recipient = $6",
            )
            .bind(state)
            .bind(&at)
            .bind(&reminder.address)
            .bind(reminder.step)
            .bind(&reminder.due)
            .bind(&reminder.recipient)
            .execute(&mut **c)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// All reminders with their state, `sending`, `sent` or `failed`: address, step, due, recipient, state, time.
    pub async fn reminders(&mut self) -> Result<Vec<[String; 6]>> {
        let rows: Vec<(String, String, String, String, String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select address, step, due, recipient, state, at from reminders order by address, step, due, recipient")
                .fetch_all(&mut **c)
                .await
        })?;
        Ok(rows.into_iter().map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]).collect())
    }

    /// Puts a reminder back from a backup.
    pub(crate) async fn put_reminder(&mut self, row: &[String; 6]) -> Result<()> {
        on!(&mut self.inner, c => {
            let mut query = sqlx::query(
                "insert into reminders (address, step, due, recipient, state, at) values ($1, $2, $3, $4, $5, $6)",
            );
            for text in row {
                query = query.bind(text.as_str());
            }
            query.execute(&mut **c).await.map(drop)
        })?;
        Ok(())
    }
}
