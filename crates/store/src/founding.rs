//! How a register begins: the mechanism, an administrator a side, and how people enrol with a one-time token.

use jiff::Timestamp;
use register::address::Address;
use register::entry::Entry;
use register::foundation::{Foundation, enrol, found};

use crate::error::{Error, Result};
use crate::transaction::Transaction;

impl Transaction {
    /// Writes the first entries of a register that has none.
    pub async fn found(&mut self, foundation: &Foundation) -> Result<()> {
        if self.last_link().await?.is_some() {
            return Err(Error::Occupied);
        }
        for write in found(foundation)? {
            let by = write.entry.made_by.clone();
            self.keep(&by, &write, foundation.at).await?;
        }
        Ok(())
    }

    /// Exchanges a one-time token for a token that its user has made at his own desk; both are given as SHA-256.
    pub async fn enrol(&mut self, one_time: &str, token: &str, at: Timestamp) -> Result<Entry> {
        let user = self.user_of(one_time).await?;
        let write = enrol(&user, one_time, token, at)?;
        let by: Address = user.address;
        self.keep(&by, &write, at).await?;
        Ok(write.entry)
    }
}
