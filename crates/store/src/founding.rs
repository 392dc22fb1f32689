//! How a register begins: the mechanism, an administrator a side, and how people enrol with a one-time token.

use jiff::Timestamp;
use register::entry::Entry;
use register::foundation::{Foundation, enrol, found};

use crate::error::{Error, Result};
use crate::transaction::Transaction;

impl Transaction {
    /// Writes the first entries of a register that has none.
    pub async fn found(&mut self, foundation: &Foundation) -> Result<()> {
        if self.end().await?.is_some() {
            return Err(Error::Occupied);
        }
        let writes = found(foundation)?;
        for (k, write) in writes.iter().enumerate() {
            let mut before = writes[..k].iter().rev().map(|write| &write.entry);
            let before = before.find(|before| before.address == write.entry.address);
            self.keep(&write.entry.made_by, write, before, foundation.at).await?;
        }
        Ok(())
    }

    /// Exchanges a one-time token for a token that its user has made at his own desk; both are given as SHA-256.
    pub async fn enrol(&mut self, one_time: &str, token: &str, at: Timestamp) -> Result<Entry> {
        let user = self.user_of(one_time).await?;
        let write = enrol(&user, one_time, token, at)?;
        self.keep(&user.address, &write, Some(&user), at).await?;
        Ok(write.entry)
    }
}
