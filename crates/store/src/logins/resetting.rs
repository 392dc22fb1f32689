//! Passwords anew: the first one, one that is changed, one that was forgotten.

use jiff::{SignedDuration, Timestamp};
use register::actor::Actor;
use register::address::Address;
use register::entry::Entry;

use super::entering::Entered;
use super::tries::Try;
use super::{after, hashed, password, secret};
use crate::database::{Store, on};
use crate::error::{Error, Result};
use crate::transaction::Transaction;

/// For how long the link of a mail is good: mail can be slow, and mailboxes are read by others later.
pub const RESET_LIMIT: SignedDuration = SignedDuration::from_mins(30);

/// A reset that was asked for; whoever asked is told the same in every case.
#[derive(Debug)]
pub struct Reset {
    /// To whom the token goes by mail; nobody when the account is not there, or asks too often.
    pub user: Option<Entry>,
    /// Good once.
    pub token: String,
}

impl Store {
    /// Sets the password of a user by a token: by the one-time token that the administrator gave, which enrols, or by
    /// the token with which an active user acts on the command line.
    pub async fn set_first_password(&self, token: &str, password: &str, at: Timestamp) -> Result<Entry> {
        let token = hashed(token);
        // Before anything is computed, so that strangers cannot have it computed.
        if !["invited", "active"].contains(&self.read().await?.user_of(&token).await?.state) {
            return Err(Error::Token);
        }
        let phc = password::hash(password).await?;
        let mut transaction = self.write().await?;
        let known = transaction.user_of(&token).await?;
        let user = if known.state == "invited" {
            // Nobody knows a token whose hash this is: a command line is enrolled otherwise.
            transaction.enrol(&token, &hashed(&secret()), at).await?
        } else {
            Actor::of(&known).map_err(|_| Error::Token)?;
            transaction.end_logins_of(&known.address).await?;
            known
        };
        transaction.put_password(&user.address.to_string(), &phc).await?;
        transaction.commit().await?;
        Ok(user)
    }

    /// Changes the password of who is logged in, given the old one; other logins end, and this one gets another cookie.
    pub async fn change_password(
        &self,
        cookie: &str,
        from: &str,
        passwords: (&str, &str),
        at: Timestamp,
    ) -> Result<Entered> {
        let (old, new) = passwords;
        password::check(new)?;
        let mut transaction = self.write().await?;
        let Some(login) = transaction.login(cookie, at).await? else { return Ok(Entered::Ended) };
        let user = login.user.address;
        let tried = Try { account: &format!("{user} password"), from, at };
        if !transaction.may_try(&tried).await? {
            return Ok(Entered::TooOften);
        }
        let noted = transaction.failed(&tried).await?;
        let phc = transaction.password_of(&user).await?;
        transaction.commit().await?;
        if !password::verify(old, phc.clone()).await {
            return Ok(Entered::Wrong);
        }
        let hashed = password::hash(new).await?;
        let mut transaction = self.write().await?;
        if transaction.login(cookie, at).await?.is_none() || transaction.password_of(&user).await? != phc {
            return Ok(Entered::Ended);
        }
        transaction.succeeded(&tried, noted).await?;
        transaction.put_password(&user.to_string(), &hashed).await?;
        transaction.forget_resets(&user).await?;
        transaction.end_other_logins(&user, cookie).await?;
        let cookie = transaction.rotate_login(cookie, login.second_factor, at).await?;
        transaction.commit().await?;
        Ok(cookie.map_or(Entered::Ended, Entered::Whole))
    }

    /// Asks for a reset of a forgotten password. It does the same for an account that is not there.
    pub async fn ask_reset(&self, tried: &Try<'_>) -> Result<Reset> {
        let mut transaction = self.write().await?;
        // Counted by itself: who asks for mails in another's name does not lock him out.
        let asked = Try { account: &format!("reset {}", tried.account.trim()), ..*tried };
        let may = transaction.may_try(&asked).await?;
        let user = transaction.user_of_account(tried.account).await?.filter(|_| may);
        let token = secret();
        if may {
            transaction.failed(&asked).await?;
            transaction.put_reset(&token, user.as_ref(), tried.at).await?;
        }
        transaction.commit().await?;
        Ok(Reset { user, token })
    }

    /// Sets a new password with the token of a mail; all logins of the user end. `false` when the token is not good, or
    /// was used, or is too old.
    pub async fn reset_password(&self, token: &str, password: &str, at: Timestamp) -> Result<bool> {
        if self.read().await?.user_of_reset(token, at).await?.is_none() {
            return Ok(false);
        }
        let phc = password::hash(password).await?;
        let mut transaction = self.write().await?;
        let Some(user) = transaction.user_of_reset(token, at).await? else { return Ok(false) };
        transaction.forget_resets(&user).await?;
        transaction.put_password(&user.to_string(), &phc).await?;
        transaction.end_logins_of(&user).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

impl Transaction {
    /// The active user whose password a token resets.
    async fn user_of_reset(&mut self, token: &str, at: Timestamp) -> Result<Option<Address>> {
        let sha256 = hashed(token);
        let found: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select address from resets where sha256 = $1 and ends_at > $2 and address is not null")
                .bind(&sha256)
                .bind(at.as_millisecond())
                .fetch_optional(&mut **c)
                .await
        })?;
        let Some((address,)) = found else { return Ok(None) };
        let address = Address::parse(&address).map_err(|_| Error::Broken { address })?;
        let user = self.entry(&address).await?.filter(|user| Actor::of(user).is_ok());
        Ok(user.map(|user| user.address))
    }

    async fn put_reset(&mut self, token: &str, user: Option<&Entry>, at: Timestamp) -> Result<()> {
        let (sha256, address) = (hashed(token), user.map(|user| user.address.to_string()));
        on!(&mut self.inner, c => {
            sqlx::query("delete from resets where ends_at <= $1")
                .bind(at.as_millisecond())
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        on!(&mut self.inner, c => {
            sqlx::query("insert into resets (sha256, address, ends_at) values ($1, $2, $3)")
                .bind(&sha256)
                .bind(&address)
                .bind(after(at, RESET_LIMIT))
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// No token that was sent to a user is good any more.
    pub(super) async fn forget_resets(&mut self, user: &Address) -> Result<()> {
        let address = user.to_string();
        on!(&mut self.inner, c => {
            sqlx::query("delete from resets where address = $1").bind(&address).execute(&mut **c).await.map(drop)
        })?;
        Ok(())
    }
}
