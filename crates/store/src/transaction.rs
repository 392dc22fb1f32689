//! One transaction on either database: everything in it is there whole or not at all.

use sqlx::{Postgres, Sqlite};

use crate::database::{Pool, Store};
use crate::error::{Error, Result};
use register::audit::Link;

/// A transaction of one of the databases.
pub(crate) enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A transaction. Dropped without [`commit`](Self::commit) it leaves everything as it was.
pub struct Transaction {
    pub(crate) inner: Inner,
    /// The end of the chain, once it has been read.
    pub(crate) last: Option<Link>,
    /// Whether the database failed in the middle of an entry and its link.
    pub(crate) incomplete: bool,
}

impl Store {
    /// A transaction that writes; others that write wait for it.
    pub async fn write(&self) -> Result<Transaction> {
        let inner = match &self.pool {
            Pool::Sqlite(pool) => Inner::Sqlite(pool.begin_with("begin immediate").await?),
            Pool::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                // The chain has one end: whoever adds to it is alone. Readers are not held up.
                sqlx::query("lock table audit in exclusive mode").execute(&mut *transaction).await?;
                Inner::Postgres(transaction)
            }
        };
        Ok(Transaction { inner, last: None, incomplete: false })
    }

    /// A transaction that reads: it sees the register as it stood when it began, also while others write.
    pub async fn read(&self) -> Result<Transaction> {
        let inner = match &self.pool {
            Pool::Sqlite(pool) => Inner::Sqlite(pool.begin().await?),
            Pool::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                sqlx::query("set transaction isolation level repeatable read, read only")
                    .execute(&mut *transaction)
                    .await?;
                Inner::Postgres(transaction)
            }
        };
        Ok(Transaction { inner, last: None, incomplete: false })
    }
}

impl Transaction {
    /// Makes everything that was written last; nothing, when an act failed in the middle.
    pub async fn commit(self) -> Result<()> {
        if self.incomplete {
            return Err(Error::Incomplete);
        }
        match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await?,
            Inner::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}
