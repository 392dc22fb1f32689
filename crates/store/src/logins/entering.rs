//! The ways in: password, then second factor.
//!
//! Each try is counted as a failure before it is known to be none, in a transaction of its own: who sends a thousand
//! guesses at once gets no further than who sends them one after the other.

use jiff::Timestamp;
use register::actor::Actor;

use super::password;
use super::tries::Try;
use crate::database::Store;
use crate::error::Result;

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// Logged in; this is the cookie.
    Whole(String),
    /// The password was right; with this cookie the second factor can be given, and nothing else.
    Half(String),
    /// Password or code is wrong, or the account is not there.
    Wrong,
    /// Too many tries failed: nothing was looked at.
    TooOften,
    /// There is no such login any more.
    Ended,
}

impl Store {
    /// Logs in with a password. An account that is not there takes as long as a password that is wrong.
    pub async fn log_in(&self, tried: &Try<'_>, password: &str) -> Result<Entered> {
        let mut transaction = self.write().await?;
        if !transaction.may_try(tried).await? {
            return Ok(Entered::TooOften);
        }
        let noted = transaction.failed(tried).await?;
        let user = transaction.user_of_account(tried.account).await?.map(|user| user.address);
        let phc = match &user {
            Some(user) => transaction.password_of(user).await?,
            None => None,
        };
        transaction.commit().await?;
        let right = password::verify(password, phc.clone()).await;
        let Some(user) = user.filter(|_| right) else { return Ok(Entered::Wrong) };
        let mut transaction = self.write().await?;
        // Meanwhile the user may have been blocked, or the password changed.
        let entry = transaction.entry(&user).await?.filter(|user| Actor::of(user).is_ok());
        if entry.is_none() || transaction.password_of(&user).await? != phc {
            return Ok(Entered::Wrong);
        }
        transaction.succeeded(tried, noted).await?;
        let cookie = transaction.begin_login(&user, tried.at).await?;
        let is_half = transaction.half_login(&cookie, tried.at).await?.is_some();
        transaction.commit().await?;
        Ok(if is_half { Entered::Half(cookie) } else { Entered::Whole(cookie) })
    }

    /// Gives the second factor of a half login: a code of the app, or a recovery code.
    pub async fn give_code(&self, cookie: &str, typed: &str, from: &str, at: Timestamp) -> Result<Entered> {
        let mut transaction = self.write().await?;
        let Some(login) = transaction.half_login(cookie, at).await? else { return Ok(Entered::Ended) };
        let user = login.user.address;
        // Counted by itself: a right password forgives no wrong codes.
        let tried = Try { account: &format!("{user} second factor"), from, at };
        if !transaction.may_try(&tried).await? {
            return Ok(Entered::TooOften);
        }
        let noted = transaction.failed(&tried).await?;
        let cookie = if transaction.take_code(&user, typed, at).await? {
            transaction.succeeded(&tried, noted).await?;
            transaction.rotate_login(cookie, true, at).await?
        } else {
            None
        };
        transaction.commit().await?;
        Ok(cookie.map_or(Entered::Wrong, Entered::Whole))
    }
}
