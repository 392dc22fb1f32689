//! Opening a register on either database.

use std::str::FromStr as _;
use std::sync::LazyLock;
use std::time::Duration;

use sqlx::migrate::{Migrate as _, Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, PgPool, SqlSafeStr as _, SqlitePool};

use crate::error::{Error, Result};

/// The migrations of one database. They are named here, because the macro that would find them compiles both databases
/// a second time.
macro_rules! migrations {
    ($database:literal) => {
        LazyLock::new(|| {
            Migrator::with_migrations(vec![
                migration(
                    1,
                    include_str!(concat!("../migrations/", $database, "/0001_keep_the_register.sql")),
                ),
                migration(2, include_str!(concat!("../migrations/", $database, "/0002_search_texts.sql"))),
                migration(
                    3,
                    include_str!(concat!("../migrations/", $database, "/0003_let_browsers_log_in.sql")),
                ),
                migration(4, include_str!(concat!("../migrations/", $database, "/0004_keep_results.sql"))),
            ])
        })
    };
}

static SQLITE: LazyLock<Migrator> = migrations!("sqlite");
static POSTGRES: LazyLock<Migrator> = migrations!("postgres");

fn migration(version: i64, sql: &'static str) -> Migration {
    let reason = sql.lines().next().unwrap_or_default().trim_start_matches("-- ");
    Migration::new(version, reason.into(), MigrationType::Simple, sql.into_sql_str(), false)
}

/// How long a change waits for another one before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// A pool of connections to one of the databases.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// The same query on either database: `on!(tx, c => query.execute(&mut **c).await)`.
macro_rules! on {
    ($subject:expr, $name:ident => $query:expr) => {
        match $subject {
            $crate::transaction::Inner::Sqlite($name) => $query,
            $crate::transaction::Inner::Postgres($name) => $query,
        }
    };
}
pub(crate) use on;

/// The register in its database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: Pool,
}

impl Store {
    /// Connects; does not look whether there is a register. With `create`, an SQLite file is made if there is none.
    pub async fn connect(url: &str, create: bool) -> Result<Self> {
        let open = |source| Error::Open { source };
        let pool = if url.starts_with("sqlite:") {
            let options =
                SqliteConnectOptions::from_str(url).map_err(|_| Error::Url { url: url.to_owned() })?;
            let options = options
                .create_if_missing(create)
                .journal_mode(SqliteJournalMode::Wal)
                // A committed act survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(PATIENCE)
                // What was erased is overwritten.
                .pragma("secure_delete", "on");
            Pool::Sqlite(
                SqlitePoolOptions::new().max_connections(4).connect_with(options).await.map_err(open)?,
            )
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)
                .map_err(|_| Error::Url { url: url.to_owned() })?
                // The planner takes looking into each long list of words for cheaper than asking the index for it.
                .options([("enable_seqscan", "off"), ("jit", "off")])
                // By itself it waits for a lock for ever.
                .options([("lock_timeout", format!("{}s", PATIENCE.as_secs()))]);
            Pool::Postgres(
                PgPoolOptions::new()
                    .max_connections(4)
                    .acquire_timeout(PATIENCE)
                    .connect_with(options)
                    .await
                    .map_err(open)?,
            )
        } else {
            return Err(Error::Url { url: url.to_owned() });
        };
        Ok(Store { pool })
    }

    /// Opens a register of this version; one of another version is refused with a sentence.
    pub async fn open(url: &str) -> Result<Self> {
        let store = Store::connect(url, false).await?;
        store.check_version().await?;
        Ok(store)
    }

    /// Makes the tables in a database that has none.
    pub async fn create(url: &str) -> Result<Self> {
        let store = Store::connect(url, true).await?;
        match store.check_version().await {
            Err(Error::Empty) => {}
            Ok(()) => return Err(Error::Occupied),
            Err(other) => return Err(other),
        }
        store.migrate().await?;
        Ok(store)
    }

    /// Brings the tables to this version; all of a migration or nothing.
    pub async fn migrate(&self) -> Result<()> {
        let migrated = match &self.pool {
            Pool::Sqlite(pool) => SQLITE.run(pool).await,
            Pool::Postgres(pool) => POSTGRES.run(pool).await,
        };
        migrated.map_err(|source| match source {
            sqlx::migrate::MigrateError::VersionMissing(_) => Error::Newer,
            source => Error::Migration { source },
        })?;
        let mut transaction = self.write().await?;
        transaction.index_what_is_not().await?;
        transaction.commit().await
    }

    /// Whether the tables are those of this version.
    pub async fn check_version(&self) -> Result<()> {
        let applied = self.applied().await?;
        let known: Vec<i64> = SQLITE.iter().map(|migration| migration.version).collect();
        if applied.is_empty() {
            return Err(Error::Empty);
        }
        if applied.iter().any(|version| !known.contains(version)) {
            return Err(Error::Newer);
        }
        if applied.len() < known.len() {
            return Err(Error::Older { found: applied.len(), known: known.len() });
        }
        if self.is_searched().await? { Ok(()) } else { Err(Error::Unfinished) }
    }

    /// Whether entries that are older than the search were made known to it. That is one transaction, and it comes after
    /// the migration: a crash in between leaves all of them unknown, and so the first.
    async fn is_searched(&self) -> Result<bool> {
        let sql = |id| {
            let first = "(select min(id) from entries)";
            format!("select {first} is null or exists (select 1 from search where {id} = {first})")
        };
        let (searched,): (bool,) = match &self.pool {
            Pool::Sqlite(pool) => sqlx::query_as(AssertSqlSafe(sql("rowid"))).fetch_one(pool).await?,
            Pool::Postgres(pool) => sqlx::query_as(AssertSqlSafe(sql("id"))).fetch_one(pool).await?,
        };
        Ok(searched)
    }

    async fn applied(&self) -> Result<Vec<i64>> {
        const TABLE: &str = "_sqlx_migrations";
        let applied = match &self.pool {
            Pool::Sqlite(pool) => {
                let exists: Option<(i64,)> = sqlx::query_as("select 1 from sqlite_master where name = $1")
                    .bind(TABLE)
                    .fetch_optional(pool)
                    .await?;
                match exists {
                    Some(_) => pool.acquire().await?.list_applied_migrations(TABLE).await,
                    None => Ok(Vec::new()),
                }
            }
            Pool::Postgres(pool) => {
                let exists: Option<(bool,)> = sqlx::query_as("select true where to_regclass($1) is not null")
                    .bind(TABLE)
                    .fetch_optional(pool)
                    .await?;
                match exists {
                    Some(_) => pool.acquire().await?.list_applied_migrations(TABLE).await,
                    None => Ok(Vec::new()),
                }
            }
        };
        let applied = applied.map_err(|source| Error::Migration { source })?;
        Ok(applied.into_iter().map(|migration| migration.version).collect())
    }

    /// Takes away the tables of a register that [`create`](Self::create) has just made and that could not be filled.
    /// One that holds anything is left alone.
    pub async fn clear(&self) -> Result<()> {
        let mut transaction = self.write().await?;
        if transaction.end().await?.is_some() {
            return Err(Error::Occupied);
        }
        for table in [
            "result_reasons",
            "result_rows",
            "results",
            "failures",
            "resets",
            "logins",
            "recovery_codes",
            "second_factors",
            "passwords",
            "search",
            "reminders",
            "counters",
            "tokens",
            "links",
            "entries",
            "contents",
            "audit",
            "_sqlx_migrations",
        ] {
            let sql = AssertSqlSafe(format!("drop table {table}"));
            on!(&mut transaction.inner, c => sqlx::query(sql).execute(&mut **c).await.map(drop))?;
        }
        transaction.commit().await
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(self) {
        match self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}
