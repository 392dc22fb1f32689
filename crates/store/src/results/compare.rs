//! Whether the results in the tables are those of the files that the chain names.

use std::collections::BTreeSet;

use register::verify::{Fault, Wrong};

use super::file::{Parsed, parse};
use crate::database::on;
use crate::documents::Documents;
use crate::error::Result;
use crate::transaction::Transaction;

impl Transaction {
    /// What of the results in the tables is not as in the files that the chain names.
    pub async fn compare_results(&mut self, documents: &Documents) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |what: String| faults.push(Fault { number: 0, what: Wrong::Table(what) });
        let mut named = BTreeSet::new();
        for (address, hash) in self.all_results().await? {
            named.insert(hash.clone());
            let Some(file) = documents.read(&hash) else {
                fault(format!("the file with the results of {address} is gone or was changed"));
                continue;
            };
            let Ok(parsed) = parse(&file) else {
                fault(format!("the results of {address} cannot be read"));
                continue;
            };
            if !self.has_result(&hash, &parsed).await? {
                fault(format!("the results of {address} were changed in a table"));
            }
        }
        let kept: Vec<(String,)> = on!(&mut self.inner, c => sqlx::query_as("select sha256 from results").fetch_all(&mut **c).await)?;
        if kept.into_iter().any(|(hash,)| !named.contains(&hash)) {
            fault("results stand in a table, and no run has them".to_owned());
        }
        Ok(faults)
    }

    async fn has_result(&mut self, hash: &str, parsed: &Parsed) -> Result<bool> {
        let head: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select head from results where sha256 = $1").bind(hash).fetch_optional(&mut **c).await
        })?;
        let rows = self.rows_where("result = $1 order by \"row\"", hash).await?;
        let reasons: Vec<(i64, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select \"row\", json from result_reasons where result = $1 order by \"row\"")
                .bind(hash)
                .fetch_all(&mut **c)
                .await
        })?;
        let same_rows = rows.iter().eq(parsed.rows.iter().map(|(row, _)| row));
        let wanted = parsed.rows.iter().filter_map(|(row, json)| Some((i64::from(row.row), json.clone()?)));
        Ok(head.is_some_and(|(head,)| head == parsed.head) && same_rows && reasons.into_iter().eq(wanted))
    }

    /// Every run with the SHA-256 of its results, whoever reads.
    pub(crate) async fn all_results(&mut self) -> Result<Vec<(String, String)>> {
        let found: Vec<(String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select address, json from entries where kind = 'analysis_run' order by id")
                .fetch_all(&mut **c)
                .await
        })?;
        let hash = |(address, json): (String, String)| {
            let entry = crate::reading::parse(&address, &json)?;
            Ok(entry.plain("sha256").map(|hash| (address, hash.to_owned())))
        };
        Ok(found.into_iter().map(hash).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}
