//! Who is logged in, and until when.

use jiff::{SignedDuration, Timestamp};
use register::actor::Actor;
use register::address::Address;
use register::entry::Entry;

use super::{after, before, hashed, secret, time};
use crate::database::{Pool, Store, on};
use crate::error::{Error, Result};
use crate::reading::parse;
use crate::transaction::Transaction;

/// A login that nobody uses ends: long enough to look something up, short enough for a desk that was left.
pub const IDLE_LIMIT: SignedDuration = SignedDuration::from_mins(30);

/// Every login ends: a working day, so that a cookie that was taken is worth nothing the next morning.
pub const LIMIT: SignedDuration = SignedDuration::from_hours(12);

/// Within which the second factor is to be given: time to find the telephone.
pub const HALF_LIMIT: SignedDuration = SignedDuration::from_mins(10);

/// How exactly it is known when a login was used last, so that not every page is a write.
const SLIDE: SignedDuration = SignedDuration::from_mins(1);

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Login {
    /// Who, as the register has it now.
    pub user: Entry,
    /// As whom he acts.
    pub actor: Actor,
    /// When it ends unless a page is asked for.
    pub idle_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether a second factor was given.
    pub second_factor: bool,
}

impl Login {
    /// When it ends without another page.
    pub fn until(&self) -> Timestamp {
        self.idle_at.min(self.ends_at)
    }
}

/// A row of the table with its user: user, JSON, made, seen, ends, whether the second factor was given, whether one is
/// asked for.
type LoginRow = (String, String, i64, i64, i64, i64, i64);

/// A login that has not ended, whole or half.
struct Held {
    login: Login,
    is_whole: bool,
    /// Whether it is time to note that it was used.
    slides: bool,
}

impl Store {
    /// Who is logged in with a cookie; notes that the login was used. Nobody, when it has ended, its second factor was
    /// not given, or its user is not active.
    pub async fn find_login(&self, cookie: &str, at: Timestamp) -> Result<Option<Login>> {
        let mut transaction = self.read().await?;
        let Some(held) = transaction.held(cookie, at).await?.filter(|held| held.is_whole) else {
            return Ok(None);
        };
        drop(transaction);
        let mut login = held.login;
        if held.slides {
            match self.slide(cookie, at).await {
                Ok(()) => login.idle_at = time(after(at, IDLE_LIMIT)),
                // The page can be shown all the same, and the next one tries again.
                Err(Error::Busy | Error::Full | Error::ReadOnly) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(Some(login))
    }

    /// Alone, because the end of the chain need not be held for it.
    async fn slide(&self, cookie: &str, at: Timestamp) -> Result<()> {
        const SQL: &str = "update logins set seen_at = $2 where sha256 = $1 and seen_at < $2";
        let (sha256, at) = (hashed(cookie), at.as_millisecond());
        match &self.pool {
            Pool::Sqlite(pool) => sqlx::query(SQL).bind(&sha256).bind(at).execute(pool).await.map(drop)?,
            Pool::Postgres(pool) => sqlx::query(SQL).bind(&sha256).bind(at).execute(pool).await.map(drop)?,
        }
        Ok(())
    }
}

impl Transaction {
    /// Begins a login of a user and returns its cookie; those that have ended go.
    pub async fn begin_login(&mut self, user: &Address, at: Timestamp) -> Result<String> {
        let (cookie, address) = (secret(), user.to_string());
        let (sha256, idle) = (hashed(&cookie), before(at, IDLE_LIMIT));
        on!(&mut self.inner, c => {
            sqlx::query("delete from logins where ends_at <= $1 or seen_at <= $2")
                .bind(at.as_millisecond())
                .bind(idle)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        on!(&mut self.inner, c => {
            sqlx::query(
                "insert into logins (sha256, address, made_at, seen_at, ends_at, second_factor)
                 values ($1, $2, $3, $3, $4, 0)",
            )
            .bind(&sha256)
            .bind(&address)
            .bind(at.as_millisecond())
            .bind(after(at, LIMIT))
            .execute(&mut **c)
            .await
            .map(drop)
        })?;
        Ok(cookie)
    }

    /// Gives a login another cookie, as whenever it can do more than before: who knew the old one has nothing. `None`
    /// when there is no such login.
    pub async fn rotate_login(
        &mut self,
        cookie: &str,
        second_factor: bool,
        at: Timestamp,
    ) -> Result<Option<String>> {
        let fresh = secret();
        let (old, new) = (hashed(cookie), hashed(&fresh));
        let n = on!(&mut self.inner, c => {
            sqlx::query("update logins set sha256 = $2, seen_at = $3, second_factor = $4 where sha256 = $1")
                .bind(&old)
                .bind(&new)
                .bind(at.as_millisecond())
                .bind(i64::from(second_factor))
                .execute(&mut **c)
                .await
                .map(|done| done.rows_affected())
        })?;
        Ok((n == 1).then_some(fresh))
    }

    /// Logs out.
    pub async fn end_login(&mut self, cookie: &str) -> Result<()> {
        let sha256 = hashed(cookie);
        on!(&mut self.inner, c => {
            sqlx::query("delete from logins where sha256 = $1").bind(&sha256).execute(&mut **c).await.map(drop)
        })?;
        Ok(())
    }

    /// Ends all logins of a user, whole or half.
    pub async fn end_logins_of(&mut self, user: &Address) -> Result<()> {
        self.end_other_logins(user, "").await
    }

    /// A user who is not active is logged out and cannot reset the password, also for the time after he is unblocked.
    pub(crate) async fn shut_out(&mut self, user: &Address) -> Result<()> {
        self.end_logins_of(user).await?;
        self.forget_resets(user).await
    }

    /// Ends the logins of a user but for one.
    pub(super) async fn end_other_logins(&mut self, user: &Address, but: &str) -> Result<()> {
        let (address, but) = (user.to_string(), hashed(but));
        on!(&mut self.inner, c => {
            sqlx::query("delete from logins where address = $1 and sha256 <> $2")
                .bind(&address)
                .bind(&but)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// A login as [`Store::find_login`] finds it, without noting anything.
    pub(super) async fn login(&mut self, cookie: &str, at: Timestamp) -> Result<Option<Login>> {
        Ok(self.held(cookie, at).await?.filter(|held| held.is_whole).map(|held| held.login))
    }

    /// A login whose second factor is still to be given.
    pub(super) async fn half_login(&mut self, cookie: &str, at: Timestamp) -> Result<Option<Login>> {
        Ok(self.held(cookie, at).await?.filter(|held| !held.is_whole).map(|held| held.login))
    }

    async fn held(&mut self, cookie: &str, at: Timestamp) -> Result<Option<Held>> {
        let sha256 = hashed(cookie);
        let row: Option<LoginRow> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select e.address, e.json, l.made_at, l.seen_at, l.ends_at, l.second_factor,
                    (select count(*) from second_factors f where f.address = l.address and f.secret is not null)
                 from logins l join entries e on e.address = l.address where l.sha256 = $1",
            )
            .bind(&sha256)
            .fetch_optional(&mut **c)
            .await
        })?;
        row.map_or(Ok(None), |row| held(row, at))
    }
}

fn held(row: LoginRow, at: Timestamp) -> Result<Option<Held>> {
    let (address, json, made_at, seen_at, ends_at, given, asked) = row;
    let user = parse(&address, &json)?;
    let is_whole = given == 1 || asked == 0;
    let idle_at = after(time(seen_at), IDLE_LIMIT);
    let ends_at = if is_whole { ends_at } else { ends_at.min(after(time(made_at), HALF_LIMIT)) };
    let ended = at.as_millisecond() >= ends_at.min(idle_at);
    let actor = Actor::of(&user).ok().filter(|_| !ended);
    Ok(actor.map(|actor| {
        let (idle_at, ends_at) = (time(idle_at), time(ends_at));
        let login = Login { user, actor, idle_at, ends_at, second_factor: given == 1 };
        Held { login, is_whole, slides: before(at, SLIDE) >= seen_at }
    }))
}
