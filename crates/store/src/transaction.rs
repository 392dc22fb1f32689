//! One transaction on either database: everything in it is there whole or not at all.

use sqlx::{Postgres, Sqlite};

use crate::database::{Pool, Store};
use crate::error::{Error, Result};
use crate::reads::Reads;
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
    /// What was read.
    pub(crate) reads: Reads,
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
        Ok(Transaction { inner, last: None, incomplete: false, reads: Reads::default() })
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
        Ok(Transaction { inner, last: None, incomplete: false, reads: Reads::default() })
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

#[cfg(test)]
mod tests {
    use register::Side;
    use register::entry::sha256;
    use register::foundation::{Administrator, Foundation, Member};
    use register::value::{Input, Inputs};

    use super::Inner;
    use crate::{Error, Store};

    /// A register with so many regions that it takes some hundred pages.
    fn large() -> Foundation {
        let plain = |text: &str| Input::Plain(text.to_owned());
        let text = |text: &str| {
            let draft = (text.to_owned(), register::text::TextState::Draft);
            Input::Texts([("en".to_owned(), draft)].into())
        };
        let administrator = |side: Side| Administrator {
            side,
            fields: Inputs::from([("name", plain("Administrator"))]),
            token: sha256(side.code().as_bytes()),
            present: true,
        };
        let member = |k: usize| Member {
            side: Side::A,
            key: format!("R-{k}"),
            fields: Inputs::from([("title", text(&"x".repeat(2_000))), ("level", plain("province"))]),
        };
        Foundation {
            mechanism: Inputs::from([
                ("title", text("Exercise")),
                ("side_a", text("A")),
                ("side_b", text("B")),
                ("languages", plain("en")),
            ]),
            administrators: [administrator(Side::A), administrator(Side::B)],
            members: (0..200).map(member).collect(),
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    /// As when the disk fills up in the middle: SQLite may not take more pages than it has, and a few.
    #[test]
    fn a_database_that_takes_no_more_pages_is_full_and_keeps_nothing_half() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let store =
                Store::create(&format!("sqlite:{}", folder.path().join("r.db").display())).await.unwrap();
            let mut transaction = store.write().await.unwrap();
            let Inner::Sqlite(connection) = &mut transaction.inner else { panic!("it is SQLite") };
            let (pages,): (i64,) =
                sqlx::query_as("pragma page_count").fetch_one(&mut **connection).await.unwrap();
            let limit = sqlx::AssertSqlSafe(format!("pragma max_page_count = {}", pages + 50));
            sqlx::query(limit).execute(&mut **connection).await.unwrap();
            let full = transaction.found(&large()).await;
            assert!(matches!(full, Err(Error::Full)), "{full:?}");
            assert!(matches!(transaction.commit().await, Err(Error::Incomplete)));

            store.close().await;
            let store =
                Store::open(&format!("sqlite:{}", folder.path().join("r.db").display())).await.unwrap();
            let mut transaction = store.write().await.unwrap();
            transaction.found(&large()).await.expect("with room again there is nothing in the way");
            transaction.commit().await.unwrap();
            let verified = store.read().await.unwrap().verify(Vec::new(), |_| ()).await.unwrap();
            assert!(verified.faults.is_empty() && verified.n_links > 200);
        });
    }
}
