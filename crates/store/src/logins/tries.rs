//! How often one may try: failures are counted in the database, so that a restart forgives nothing.

use jiff::{SignedDuration, Timestamp};

use super::{before, hashed};
use crate::database::on;
use crate::error::Result;
use crate::transaction::Transaction;

/// For how long a failure counts.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// So many failures of an account count before no more is tried: with forty guesses an hour, and a password of twelve
/// characters, nobody gets anywhere; and whoever mistypes his does not wait long.
pub const PER_ACCOUNT: usize = 10;

/// So many from one address of the network: an office behind one address has many people who mistype.
pub const PER_ADDRESS: usize = 50;

/// Somebody tries to log in.
#[derive(Debug, Clone, Copy)]
pub struct Try<'a> {
    /// The account as typed: whether it is there makes no difference.
    pub account: &'a str,
    /// The address of the network it comes from.
    pub from: &'a str,
    /// When.
    pub at: Timestamp,
}

impl Try<'_> {
    fn account_name(&self) -> String {
        hashed(&format!("account {}", self.account.trim().to_lowercase()))
    }

    fn address_name(&self) -> String {
        hashed(&format!("address {}", self.from))
    }
}

/// A failure that was noted from an address.
#[derive(Debug)]
pub struct Failure(i64);

impl Transaction {
    /// Whether this may be tried at all.
    pub async fn may_try(&mut self, tried: &Try<'_>) -> Result<bool> {
        let since = before(tried.at, WINDOW);
        Ok(self.n_failures(&tried.account_name(), since).await? < PER_ACCOUNT
            && self.n_failures(&tried.address_name(), since).await? < PER_ADDRESS)
    }

    /// Notes that it failed; or, before it is known, that it may: who tries many at once is counted all the same.
    pub async fn failed(&mut self, tried: &Try<'_>) -> Result<Failure> {
        let (since, at) = (before(tried.at, WINDOW), tried.at.as_millisecond());
        on!(&mut self.inner, c => {
            sqlx::query("delete from failures where at <= $1").bind(since).execute(&mut **c).await.map(drop)
        })?;
        let mut noted = 0;
        for name in [tried.account_name(), tried.address_name()] {
            (noted,) = on!(&mut self.inner, c => {
                sqlx::query_as("insert into failures (name, at) values ($1, $2) returning id")
                    .bind(&name)
                    .bind(at)
                    .fetch_one(&mut **c)
                    .await
            })?;
        }
        Ok(Failure(noted))
    }

    /// It succeeded: what was noted was none, and the account's failures are forgotten. Those of others from the same
    /// address are not, or whoever has one account could try all others.
    pub async fn succeeded(&mut self, tried: &Try<'_>, noted: Failure) -> Result<()> {
        let name = tried.account_name();
        on!(&mut self.inner, c => {
            sqlx::query("delete from failures where name = $1 or id = $2")
                .bind(&name)
                .bind(noted.0)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    async fn n_failures(&mut self, name: &str, since: i64) -> Result<usize> {
        let (n,): (i64,) = on!(&mut self.inner, c => {
            sqlx::query_as("select count(*) from failures where name = $1 and at > $2")
                .bind(name)
                .bind(since)
                .fetch_one(&mut **c)
                .await
        })?;
        Ok(n as usize)
    }
}
