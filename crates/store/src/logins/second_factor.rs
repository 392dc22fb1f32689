//! The second factor: codes of an app, and recovery codes for when it is lost.

use jiff::Timestamp;
use register::address::Address;
use register::entry::{hex, unhex};

use super::{hashed, random, totp};
use crate::database::on;
use crate::error::{Error, Result};
use crate::transaction::Transaction;

/// How many recovery codes there are: as many times can the app be lost before the administrator has to help.
const N_RECOVERY_CODES: usize = 10;

/// A second factor that is now asked for.
#[derive(Debug)]
pub struct Confirmed {
    /// The cookie that replaces the one before.
    pub cookie: String,
    /// Shown once; each is good once.
    pub recovery_codes: Vec<String>,
}

impl Transaction {
    /// A new secret for the user's app, in base 32. The one before stays until a code of the new one was given.
    pub async fn propose_second_factor(&mut self, user: &Address) -> Result<String> {
        // As long as the hash of it, as RFC 4226 recommends.
        let secret = random::<20>();
        let (address, proposed) = (user.to_string(), hex(&secret));
        on!(&mut self.inner, c => {
            sqlx::query(
                "insert into second_factors (address, proposed, last_step) values ($1, $2, 0)
                 on conflict (address) do update set proposed = excluded.proposed",
            )
            .bind(&address)
            .bind(&proposed)
            .execute(&mut **c)
            .await
            .map(drop)
        })?;
        Ok(totp::base32(&secret))
    }

    /// The secret that was proposed last and not yet confirmed, in base 32.
    pub async fn proposed_second_factor(&mut self, user: &Address) -> Result<Option<String>> {
        let Some((Some(proposed), _, _)) = self.second_factor_of(user).await? else { return Ok(None) };
        let secret = unhex(&proposed).ok_or_else(|| Error::Broken { address: user.to_string() })?;
        Ok(Some(totp::base32(&secret)))
    }

    /// Makes the proposed secret the one that is asked for, given a code of it by the user who is logged in. His other
    /// logins end. `None` when the code is wrong, or nothing was proposed, or the login has ended.
    pub async fn confirm_second_factor(
        &mut self,
        cookie: &str,
        typed: &str,
        at: Timestamp,
    ) -> Result<Option<Confirmed>> {
        let Some(login) = self.login(cookie, at).await? else { return Ok(None) };
        let user = &login.user.address;
        let factor = self.second_factor_of(user).await?;
        let Some((Some(secret), _, _)) = factor else { return Ok(None) };
        let Some(step) = step_of(user, &secret, typed, at, 0)? else { return Ok(None) };
        let address = user.to_string();
        self.put_second_factor(&address, &secret, step).await?;
        self.forget_recovery_codes(&address).await?;
        let mut recovery_codes = Vec::new();
        for _ in 0..N_RECOVERY_CODES {
            let code = totp::base32(&random::<10>());
            self.put_recovery_code(&address, &recovery_hash(&address, &code)).await?;
            // In groups of four, to be copied by hand.
            recovery_codes.push([&code[..4], &code[4..8], &code[8..12], &code[12..]].join("-"));
        }
        self.end_other_logins(user, cookie).await?;
        let cookie = self.rotate_login(cookie, true, at).await?;
        Ok(cookie.map(|cookie| Confirmed { cookie, recovery_codes }))
    }

    /// No second factor is asked for any more.
    pub async fn drop_second_factor(&mut self, user: &Address) -> Result<()> {
        let address = user.to_string();
        on!(&mut self.inner, c => {
            sqlx::query("delete from second_factors where address = $1").bind(&address).execute(&mut **c).await.map(drop)
        })?;
        self.forget_recovery_codes(&address).await
    }

    /// How many recovery codes a user has left.
    pub async fn n_recovery_codes(&mut self, user: &Address) -> Result<usize> {
        let address = user.to_string();
        let (n,): (i64,) = on!(&mut self.inner, c => {
            sqlx::query_as("select count(*) from recovery_codes where address = $1")
                .bind(&address)
                .fetch_one(&mut **c)
                .await
        })?;
        Ok(n as usize)
    }

    /// Takes a code of the app or a recovery code, each once.
    pub(super) async fn take_code(&mut self, user: &Address, typed: &str, at: Timestamp) -> Result<bool> {
        let Some((_, Some(secret), last_step)) = self.second_factor_of(user).await? else { return Ok(false) };
        let address = user.to_string();
        let Some(step) = step_of(user, &secret, typed, at, last_step)? else {
            return self.take_recovery_code(&address, typed).await;
        };
        on!(&mut self.inner, c => {
            sqlx::query("update second_factors set last_step = $2 where address = $1")
                .bind(&address)
                .bind(step)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(true)
    }

    async fn take_recovery_code(&mut self, user: &str, typed: &str) -> Result<bool> {
        let code: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        let sha256 = recovery_hash(user, &code.to_uppercase());
        let n = on!(&mut self.inner, c => {
            sqlx::query("delete from recovery_codes where address = $1 and sha256 = $2")
                .bind(user)
                .bind(&sha256)
                .execute(&mut **c)
                .await
                .map(|done| done.rows_affected())
        })?;
        Ok(n == 1)
    }

    /// What is proposed, what is asked for, and the last step taken.
    async fn second_factor_of(
        &mut self,
        user: &Address,
    ) -> Result<Option<(Option<String>, Option<String>, i64)>> {
        let address = user.to_string();
        Ok(on!(&mut self.inner, c => {
            sqlx::query_as("select proposed, secret, last_step from second_factors where address = $1")
                .bind(&address)
                .fetch_optional(&mut **c)
                .await
        })?)
    }

    pub(super) async fn put_second_factor(&mut self, user: &str, secret: &str, last_step: i64) -> Result<()> {
        on!(&mut self.inner, c => {
            sqlx::query(
                "insert into second_factors (address, secret, last_step) values ($1, $2, $3)
                 on conflict (address) do update set proposed = null, secret = excluded.secret,
                   last_step = excluded.last_step",
            )
            .bind(user)
            .bind(secret)
            .bind(last_step)
            .execute(&mut **c)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    pub(super) async fn put_recovery_code(&mut self, user: &str, sha256: &str) -> Result<()> {
        on!(&mut self.inner, c => {
            sqlx::query("insert into recovery_codes (address, sha256) values ($1, $2)")
                .bind(user)
                .bind(sha256)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    async fn forget_recovery_codes(&mut self, user: &str) -> Result<()> {
        on!(&mut self.inner, c => {
            sqlx::query("delete from recovery_codes where address = $1").bind(user).execute(&mut **c).await.map(drop)
        })?;
        Ok(())
    }
}

fn step_of(user: &Address, secret: &str, typed: &str, at: Timestamp, last_step: i64) -> Result<Option<i64>> {
    let secret = unhex(secret).ok_or_else(|| Error::Broken { address: user.to_string() })?;
    Ok(totp::step_of(&secret, typed, at, last_step))
}

/// 80 bits of random numbers need no slow hash.
fn recovery_hash(user: &str, code: &str) -> String {
    hashed(&format!("{user} {code}"))
}
