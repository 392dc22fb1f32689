//! One suite for both databases: what the register does on SQLite it does on PostgreSQL.

mod acting;
mod backup;
mod busy;
mod crash;
mod documents;
mod draw;
mod erasing;
mod fixture;
mod founding;
mod full;
mod logins;
mod migrations;
mod reading;
mod reminders;
mod resets;
mod restoring;
mod results;
mod search;
mod second_factors;
mod sql;
mod tampering;
mod tries;
mod views;
mod visibility;
mod writers;

/// Makes of each `async fn name(fixture: Fixture)` a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { crate::fixture::on_sqlite(super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { crate::fixture::on_postgres(super::$name); })+
        }
    };
}
pub(crate) use on_both;
