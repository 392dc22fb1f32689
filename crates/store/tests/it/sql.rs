//! The database behind the register's back.

use sqlx::{AssertSqlSafe, PgPool, SqlitePool};

/// A connection of one's own, which checks nothing.
pub enum Database {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Database {
    pub async fn of(url: &str) -> Self {
        if url.starts_with("sqlite") {
            let options = url.parse::<sqlx::sqlite::SqliteConnectOptions>().unwrap().foreign_keys(false);
            return Database::Sqlite(SqlitePool::connect_with(options).await.unwrap());
        }
        let database = PgPool::connect(url).await.unwrap();
        Database::Postgres(database)
    }

    /// Runs a statement and says how many rows it touched. Foreign keys are not looked at.
    pub async fn execute(&self, sql: &str) -> u64 {
        let done = match self {
            Database::Sqlite(pool) => {
                sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map(|done| done.rows_affected())
            }
            Database::Postgres(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                sqlx::query("set session_replication_role = replica")
                    .execute(&mut *connection)
                    .await
                    .unwrap();
                let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await;
                done.map(|done| done.rows_affected())
            }
        };
        done.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }
}

/// The first column of what a query gives, as text.
pub async fn column(database: &Database, sql: &str) -> Vec<String> {
    let rows: Result<Vec<(String,)>, _> = match database {
        Database::Sqlite(pool) => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await,
        Database::Postgres(pool) => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await,
    };
    rows.unwrap_or_else(|error| panic!("{sql}: {error}")).into_iter().map(|(text,)| text).collect()
}
