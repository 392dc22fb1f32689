//! Passwords of users, and what of their credentials an archive holds.

use register::actor::Actor;
use register::address::Address;
use register::entry::Entry;
use serde::{Deserialize, Serialize};

use crate::database::on;
use crate::error::Result;
use crate::reading::parse;
use crate::transaction::Transaction;

/// What users log in with, as an archive holds it. Logins, resets and failures pass, and are not in it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Credentials {
    /// User, and hash of the password.
    passwords: Vec<(String, String)>,
    /// User, secret in hexadecimal, step of the last code taken.
    second_factors: Vec<(String, String, i64)>,
    /// User, and SHA-256 of a recovery code.
    recovery_codes: Vec<(String, String)>,
}

impl Credentials {
    /// Whose they are.
    pub(crate) fn users(&self) -> impl Iterator<Item = &String> {
        let passwords = self.passwords.iter().map(|(user, _)| user);
        let factors = self.second_factors.iter().map(|(user, ..)| user);
        passwords.chain(factors).chain(self.recovery_codes.iter().map(|(user, _)| user))
    }
}

impl Transaction {
    /// The active user of an account as typed: the key of the user, or a mail address that one user alone has. All users
    /// are looked at, so that it takes the same time for each.
    pub(super) async fn user_of_account(&mut self, account: &str) -> Result<Option<Entry>> {
        let rows: Vec<(String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select address, json from entries where kind = 'user' order by id").fetch_all(&mut **c).await
        })?;
        let account = account.trim();
        let (mut by_key, mut by_mail) = (None, Vec::new());
        for (address, json) in rows {
            let user = parse(&address, &json)?;
            if Actor::of(&user).is_err() {
                continue;
            }
            if user.address.key() == account {
                by_key = Some(user);
            } else if user.plain("email").is_some_and(|mail| mail.to_lowercase() == account.to_lowercase()) {
                by_mail.push(user);
            }
        }
        let only = if by_mail.len() == 1 { by_mail.pop() } else { None };
        Ok(by_key.or(only))
    }

    /// The hash of a user's password.
    pub(super) async fn password_of(&mut self, user: &Address) -> Result<Option<String>> {
        let address = user.to_string();
        let found: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select phc from passwords where address = $1").bind(&address).fetch_optional(&mut **c).await
        })?;
        Ok(found.map(|(phc,)| phc))
    }

    pub(super) async fn put_password(&mut self, user: &str, phc: &str) -> Result<()> {
        on!(&mut self.inner, c => {
            sqlx::query(
                "insert into passwords (address, phc) values ($1, $2)
                 on conflict (address) do update set phc = excluded.phc",
            )
            .bind(user)
            .bind(phc)
            .execute(&mut **c)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// All credentials, for an archive.
    pub(crate) async fn credentials(&mut self) -> Result<Credentials> {
        let passwords = on!(&mut self.inner, c => {
            sqlx::query_as("select address, phc from passwords order by address").fetch_all(&mut **c).await
        })?;
        let second_factors = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select address, secret, last_step from second_factors where secret is not null order by address",
            )
            .fetch_all(&mut **c)
            .await
        })?;
        let recovery_codes = on!(&mut self.inner, c => {
            sqlx::query_as("select address, sha256 from recovery_codes order by address, sha256")
                .fetch_all(&mut **c)
                .await
        })?;
        Ok(Credentials { passwords, second_factors, recovery_codes })
    }

    /// Puts credentials back from an archive.
    pub(crate) async fn put_credentials(&mut self, credentials: &Credentials) -> Result<()> {
        for (user, phc) in &credentials.passwords {
            self.put_password(user, phc).await?;
        }
        for (user, secret, last_step) in &credentials.second_factors {
            self.put_second_factor(user, secret, *last_step).await?;
        }
        for (user, sha256) in &credentials.recovery_codes {
            self.put_recovery_code(user, sha256).await?;
        }
        Ok(())
    }
}
