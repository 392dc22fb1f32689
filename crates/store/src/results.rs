//! Results of analysis runs: a file by its SHA-256 beside the database, and its rows in tables, for pages.
//!
//! The file is JSON, one object a line: first what was asked and what the data held, then one line a link, then the pairs
//! that have no numbers. A run's entry in the chain names the SHA-256 of the file; the tables are made from it, and
//! [`Transaction::compare_results`] says where they differ.

mod compare;
mod file;

use std::collections::BTreeSet;

use register::actor::Reader;
use register::address::Address;
use register::entry::{Entry, sha256};
use register::kind::kind;
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use crate::database::on;
use crate::error::Result;
use crate::listing::Filter;
use crate::transaction::Transaction;
use file::{broken, parse};

/// Rows of one statement.
const ROWS: usize = 50;

/// A row of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkRow {
    /// SHA-256 of the file it stands in.
    pub result: String,
    /// Its place in the order of the run, from 1; pairs without numbers come last.
    pub row: u32,
    /// Key of the region the flow leaves.
    pub origin: String,
    /// Key of the region the flow reaches.
    pub destination: String,
    /// Its numbers, or why there are none: `not-reported` or `nothing-expected`.
    pub found: std::result::Result<Numbers, String>,
}

/// The numbers of a link; see `docs/notation.md` for what each is.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Numbers {
    /// Sum of observed flows.
    pub observed: f64,
    /// Sum of expected flows.
    pub expected: f64,
    /// Observed through expected, shrunk.
    pub ratio: f64,
    /// 5 % quantile of the ratio.
    pub low: Option<f64>,
    /// 95 % quantile of the ratio.
    pub high: Option<f64>,
    /// How sure it is that the link is weak.
    pub p_weak: Option<f64>,
    /// What is missing: expected less observed.
    pub gap: f64,
    /// At least this much is missing.
    pub gap_low: Option<f64>,
    /// Expected share of wrong entries up to this row.
    pub false_share: Option<f64>,
    /// Observed flow of the last third of the periods through that of the first third.
    #[serde(skip)]
    pub growth: Option<f64>,
}

/// A link that grew in one run and did not in another.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// Key of the region the flow leaves.
    pub origin: String,
    /// Key of the region the flow reaches.
    pub destination: String,
    /// Growth in the first run; see [`Numbers::growth`].
    pub first: f64,
    /// Growth in the other; `None` where there was nothing to grow from.
    pub second: Option<f64>,
}

/// One name for both directions of a pair.
pub fn pair_of(one: &str, other: &str) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("{first} {second}")
}

/// What a matrix shows: pairs by how weak they are.
#[derive(Debug, Clone, Default)]
pub struct PairQuery {
    /// Only pairs of this region.
    pub region: Option<String>,
    /// Only pairs of this other region, too.
    pub other: Option<String>,
    /// How they are sorted.
    pub order: PairOrder,
    /// So many are passed over.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
}

/// How pairs are sorted: the first stands where a reader should look first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum PairOrder {
    /// By how sure it is that one of their links is weak.
    #[default]
    HowSure,
    /// By how much is missing at least; for one run only, because units differ.
    HowMuch,
    /// By name.
    Name,
}

impl Transaction {
    /// Keeps the results of a run: its file is kept already, its rows are put into tables. The same file is kept once.
    pub async fn keep_result(&mut self, file: &[u8]) -> Result<String> {
        let (hash, parsed) = (sha256(file), parse(file)?);
        let known: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select sha256 from results where sha256 = $1").bind(&hash).fetch_optional(&mut **c).await
        })?;
        if known.is_some() {
            return Ok(hash);
        }
        on!(&mut self.inner, c => {
            sqlx::query("insert into results (sha256, head) values ($1, $2)")
                .bind(&hash)
                .bind(&parsed.head)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        for some in parsed.rows.chunks(ROWS) {
            self.put_rows(some).await?;
        }
        Ok(hash)
    }

    async fn put_rows(&mut self, rows: &[(LinkRow, Option<String>)]) -> Result<()> {
        let places = |n: usize, of: usize| {
            let row = |k: usize| {
                let places: Vec<String> = (1..=of).map(|place| format!("${}", k * of + place)).collect();
                format!("({})", places.join(", "))
            };
            (0..n).map(row).collect::<Vec<_>>().join(", ")
        };
        let sql = format!(
            "insert into result_rows (result, \"row\", pair, origin, destination, missing, observed, expected, ratio, low,
             high, p_weak, gap, gap_low, false_share, growth) values {}",
            places(rows.len(), 16)
        );
        on!(&mut self.inner, c => {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (row, _) in rows {
                let n = row.found.as_ref().ok();
                query = query
                    .bind(&row.result)
                    .bind(i64::from(row.row))
                    .bind(pair_of(&row.origin, &row.destination))
                    .bind(&row.origin)
                    .bind(&row.destination)
                    .bind(row.found.as_ref().err())
                    .bind(n.map(|n| n.observed))
                    .bind(n.map(|n| n.expected))
                    .bind(n.map(|n| n.ratio))
                    .bind(n.and_then(|n| n.low))
                    .bind(n.and_then(|n| n.high))
                    .bind(n.and_then(|n| n.p_weak))
                    .bind(n.map(|n| n.gap))
                    .bind(n.and_then(|n| n.gap_low))
                    .bind(n.and_then(|n| n.false_share))
                    .bind(n.and_then(|n| n.growth));
            }
            query.execute(&mut **c).await.map(drop)
        })?;
        let told: Vec<_> = rows.iter().filter_map(|(row, reasons)| Some((row, reasons.as_ref()?))).collect();
        if told.is_empty() {
            return Ok(());
        }
        let sql =
            format!("insert into result_reasons (result, \"row\", json) values {}", places(told.len(), 3));
        on!(&mut self.inner, c => {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (row, reasons) in told {
                query = query.bind(&row.result).bind(i64::from(row.row)).bind(reasons);
            }
            query.execute(&mut **c).await.map(drop)
        })?;
        Ok(())
    }

    /// The runs that a reader may see, the oldest first; those that were withdrawn are not among them.
    pub async fn runs(&mut self, reader: Reader) -> Result<Vec<Entry>> {
        let states = vec!["finished".to_owned()];
        let filter = Filter { kind: kind("analysis_run"), states, ..Filter::default() };
        self.list(reader, &filter).await
    }

    /// What was asked in a run and what its data held, as JSON; `None` when the reader may not see it.
    pub async fn result_head(&mut self, reader: Reader, run: &Address) -> Result<Option<String>> {
        let Some(hash) = self.result_of(reader, run).await? else { return Ok(None) };
        let found: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select head from results where sha256 = $1").bind(&hash).fetch_optional(&mut **c).await
        })?;
        Ok(found.map(|(head,)| head))
    }

    /// The SHA-256 of a run's results, if the reader may see the run.
    async fn result_of(&mut self, reader: Reader, run: &Address) -> Result<Option<String>> {
        let entry = self.look(reader, run).await?.filter(|entry| entry.kind().name == "analysis_run");
        Ok(entry.and_then(|entry| entry.plain("sha256").map(str::to_owned)))
    }

    /// The results of those of some runs that the reader may see.
    async fn results_of(&mut self, reader: Reader, runs: &[Address]) -> Result<Vec<String>> {
        let entries = self.look_at(reader, runs).await?;
        let runs = entries.values().filter(|entry| entry.kind().name == "analysis_run");
        let hashes: BTreeSet<String> =
            runs.filter_map(|run| run.plain("sha256").map(str::to_owned)).collect();
        Ok(hashes.into_iter().collect())
    }

    /// The pairs of some runs and how many there are, sorted and cut as asked: names of [`pair_of`].
    pub async fn result_pairs(
        &mut self,
        reader: Reader,
        runs: &[Address],
        query: &PairQuery,
    ) -> Result<(usize, Vec<String>)> {
        let hashes = self.results_of(reader, runs).await?;
        let listed = hash_list(&hashes);
        let order = match query.order {
            PairOrder::HowSure => {
                "max(p_weak) is null, max(p_weak) desc, min(ratio) is null, min(ratio), pair"
            }
            PairOrder::HowMuch => "max(gap_low) is null, max(gap_low) desc, pair",
            PairOrder::Name => "pair",
        };
        let wanted = "from result_rows where result in ($L)
             and ($1 = '' or origin = $1 or destination = $1) and ($2 = '' or origin = $2 or destination = $2)"
            .replace("$L", &listed);
        let count = format!("select count(distinct pair) {wanted}");
        let sql = format!("select pair {wanted} group by pair order by {order} limit $3 offset $4");
        let (region, other) =
            (query.region.clone().unwrap_or_default(), query.other.clone().unwrap_or_default());
        let (n,): (i64,) = on!(&mut self.inner, c => {
            sqlx::query_as(AssertSqlSafe(count)).bind(&region).bind(&other).fetch_one(&mut **c).await
        })?;
        let found: Vec<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(&region)
                .bind(&other)
                .bind(query.limit as i64)
                .bind(query.offset as i64)
                .fetch_all(&mut **c)
                .await
        })?;
        Ok((n as usize, found.into_iter().map(|(pair,)| pair).collect()))
    }

    /// The rows of some pairs in some runs.
    pub async fn result_rows(
        &mut self,
        reader: Reader,
        runs: &[Address],
        pairs: &[String],
    ) -> Result<Vec<LinkRow>> {
        let hashes = self.results_of(reader, runs).await?;
        let pairs = serde_json::to_string(pairs).expect("names of pairs are texts");
        let json = match self.inner {
            crate::transaction::Inner::Sqlite(_) => "select value from json_each($1)",
            crate::transaction::Inner::Postgres(_) => "select jsonb_array_elements_text(cast($1 as jsonb))",
        };
        let hashes = hash_list(&hashes);
        let wanted = format!("pair in ({json}) and result in ({hashes}) order by result, \"row\"");
        self.rows_where(&wanted, &pairs).await
    }

    /// All rows of a run, or the first of them, in its order.
    pub async fn result_rows_of(
        &mut self,
        reader: Reader,
        run: &Address,
        limit: usize,
    ) -> Result<Vec<LinkRow>> {
        let Some(hash) = self.result_of(reader, run).await? else { return Ok(Vec::new()) };
        self.rows_where(&format!("result = $1 order by \"row\" limit {limit}"), &hash).await
    }

    /// One row of a run with its reasons, as JSON.
    pub async fn result_link(
        &mut self,
        reader: Reader,
        run: &Address,
        origin: &str,
        destination: &str,
    ) -> Result<Option<(LinkRow, Option<String>)>> {
        let Some(hash) = self.result_of(reader, run).await? else { return Ok(None) };
        let wanted = format!("pair = $1 and result in ({})", hash_list(std::slice::from_ref(&hash)));
        let rows = self.rows_where(&wanted, &pair_of(origin, destination)).await?;
        let one_way = rows.len() == 1;
        // Without direction there is one row, whichever way it is asked for.
        let is_asked = |row: &LinkRow| one_way || (row.origin == origin && row.destination == destination);
        let Some(row) = rows.into_iter().find(is_asked) else { return Ok(None) };
        let reasons: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select json from result_reasons where result = $1 and \"row\" = $2")
                .bind(&hash)
                .bind(i64::from(row.row))
                .fetch_optional(&mut **c)
                .await
        })?;
        Ok(Some((row, reasons.map(|(json,)| json))))
    }

    /// Links that grew in one run and did not in another, those that grew most first.
    pub async fn result_apart(
        &mut self,
        reader: Reader,
        grew: &Address,
        did_not: &Address,
        limit: usize,
    ) -> Result<Vec<Apart>> {
        let hashes = [self.result_of(reader, grew).await?, self.result_of(reader, did_not).await?];
        let [Some(grew), Some(did_not)] = hashes else { return Ok(Vec::new()) };
        let found: Vec<(String, String, f64, Option<f64>)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select one.origin, one.destination, one.growth, other.growth from result_rows one
                 join result_rows other on other.pair = one.pair and other.result = $2
                   and other.origin = one.origin and other.destination = one.destination
                 where one.result = $1 and one.growth > 1 and other.missing is null
                   and (other.growth is null or other.growth <= 1)
                 order by one.growth desc, one.pair limit $3",
            )
            .bind(&grew)
            .bind(&did_not)
            .bind(limit as i64)
            .fetch_all(&mut **c)
            .await
        })?;
        let apart = |(origin, destination, first, second)| Apart { origin, destination, first, second };
        Ok(found.into_iter().map(apart).collect())
    }

    /// Rows by the rest of a query, from its condition on.
    async fn rows_where(&mut self, wanted: &str, parameter: &str) -> Result<Vec<LinkRow>> {
        let sql = format!(
            "select result, \"row\", origin, destination, missing, observed, expected, ratio, low, high, p_weak, gap,
             gap_low, false_share, growth from result_rows where {wanted}"
        );
        let rows: Vec<Columns> = on!(&mut self.inner, c => {
            sqlx::query_as(AssertSqlSafe(sql)).bind(parameter).fetch_all(&mut **c).await
        })?;
        rows.into_iter().map(row).collect()
    }
}

/// Hashes as a list of SQL; they are hexadecimal, whoever wrote them.
fn hash_list(hashes: &[String]) -> String {
    let sound = hashes.iter().filter(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let listed: Vec<String> = sound.map(|hash| format!("'{hash}'")).collect();
    if listed.is_empty() { "''".to_owned() } else { listed.join(", ") }
}

/// A row as the table has it, in the order in which it is asked for.
type Columns = (
    String,
    i64,
    String,
    String,
    Option<String>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
);

fn row(columns: Columns) -> Result<LinkRow> {
    let (result, row, origin, destination, missing, observed, expected, ratio, low, high, ..) = columns;
    let (.., p_weak, gap, gap_low, false_share, growth) = columns;
    let row = u32::try_from(row).map_err(|_| broken(&result))?;
    let found = match (missing, observed, expected, ratio, gap) {
        (Some(missing), ..) => Err(missing),
        (None, Some(observed), Some(expected), Some(ratio), Some(gap)) => {
            Ok(Numbers { observed, expected, ratio, low, high, p_weak, gap, gap_low, false_share, growth })
        }
        _ => return Err(broken(&result)),
    };
    Ok(LinkRow { result, row, origin, destination, found })
}
