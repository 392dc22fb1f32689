//! Reading: every query takes who reads, and returns only what that reader may see.

use std::collections::BTreeMap;

use register::actor::{Actor, Reader};
use register::address::Address;
use register::audit::Body;
use register::entry::Entry;
use register::kind::Kind;
use sqlx::AssertSqlSafe;

use crate::database::on;
use crate::error::{Error, Result};
use crate::transaction::{Inner, Transaction};

/// One version of an entry, as the chain holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Number of its link.
    pub number: u64,
    /// What was done, by whom, and the entry afterwards; `None` when it was erased.
    pub body: Option<Body>,
    /// When, as RFC 3339.
    pub at: String,
}

impl Transaction {
    /// An entry, whoever reads: for the register's own decisions. Readers ask [`look`](Self::look).
    pub(crate) async fn entry(&mut self, address: &Address) -> Result<Option<Entry>> {
        self.reads.entry(address);
        let address = address.to_string();
        let found: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select json from entries where address = $1").bind(&address).fetch_optional(&mut **c).await
        })?;
        found.map(|(json,)| parse(&address, &json)).transpose()
    }

    /// An entry, if the reader may see it.
    pub async fn look(&mut self, reader: Reader, address: &Address) -> Result<Option<Entry>> {
        Ok(self.entry(address).await?.filter(|entry| reader.sees(entry)))
    }

    /// Those of some entries that the reader may see, in one query however many they are.
    pub async fn look_at(
        &mut self,
        reader: Reader,
        addresses: &[Address],
    ) -> Result<BTreeMap<Address, Entry>> {
        for address in addresses {
            self.reads.entry(address);
        }
        let [public, members, side] = audiences(reader);
        // A list as one parameter, so that there is one statement to prepare.
        let listed = match self.inner {
            Inner::Sqlite(_) => "select value from json_each($1)",
            Inner::Postgres(_) => "select jsonb_array_elements_text(cast($1 as jsonb))",
        };
        let sql = format!(
            "select address, json from entries where address in ({listed}) and audience in ($2, $3, $4)"
        );
        let list = serde_json::to_string(addresses).expect("addresses are texts");
        let found: Vec<(String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(&list)
                .bind(public)
                .bind(members)
                .bind(side)
                .fetch_all(&mut **c)
                .await
        })?;
        let read = |(address, json): (String, String)| {
            let entry = parse(&address, &json)?;
            Ok((entry.address.clone(), entry))
        };
        found.into_iter().map(read).collect()
    }

    /// All entries of a kind that name another, whoever reads.
    pub(crate) async fn naming(&mut self, kind: &'static str, to: &Address) -> Result<Vec<Entry>> {
        self.reads.naming(to);
        let to = to.to_string();
        let found: Vec<(i64, String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                // The cross join tells SQLite to begin with the few that name it, and not with all of the kind.
                "select distinct e.id, e.address, e.json from links l cross join entries e
                 where l.target = $2 and e.id = l.origin and e.kind = $1 order by e.id",
            )
            .bind(kind)
            .bind(&to)
            .fetch_all(&mut **c)
            .await
        })?;
        found.iter().map(|(_, address, json)| parse(address, json)).collect()
    }

    /// Entries that name another, with the field; along threads only, or along every field.
    pub async fn named_by(
        &mut self,
        reader: Reader,
        to: &Address,
        threads_only: bool,
    ) -> Result<Vec<(String, Entry)>> {
        self.reads.naming(to);
        let [public, members, side] = audiences(reader);
        let (to, thread) = (to.to_string(), i64::from(threads_only));
        let found: Vec<(String, String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select l.field, e.address, e.json from links l join entries e on e.id = l.origin
                 where l.target = $1 and l.thread >= $2 and e.audience in ($3, $4, $5) order by e.id",
            )
            .bind(&to)
            .bind(thread)
            .bind(public)
            .bind(members)
            .bind(side)
            .fetch_all(&mut **c)
            .await
        })?;
        let read = |(field, address, json): (String, String, String)| Ok((field, parse(&address, &json)?));
        let entries = found.into_iter().map(read).collect::<Result<Vec<_>>>()?;
        for (_, entry) in &entries {
            self.reads.entry(&entry.address);
        }
        Ok(entries)
    }

    /// How many entries of each kind name another, for a reader: in the order of the kinds, without those of which none does.
    pub async fn naming_counts(
        &mut self,
        reader: Reader,
        to: &Address,
    ) -> Result<Vec<(&'static Kind, usize)>> {
        self.reads.naming(to);
        let [public, members, side] = audiences(reader);
        let to = to.to_string();
        let found: Vec<(String, i64)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select e.kind, count(distinct e.id) from links l join entries e on e.id = l.origin
                 where l.target = $1 and e.audience in ($2, $3, $4) group by e.kind",
            )
            .bind(&to)
            .bind(public)
            .bind(members)
            .bind(side)
            .fetch_all(&mut **c)
            .await
        })?;
        let n = |kind: &Kind| found.iter().find(|(name, _)| name == kind.name).map(|(_, n)| *n as usize);
        Ok(register::kinds::ALL.iter().filter_map(|kind| Some((*kind, n(kind)?))).collect())
    }

    /// Every version of an entry that the reader may see, the oldest first.
    pub async fn history(&mut self, reader: Reader, address: &Address) -> Result<Vec<Version>> {
        self.reads.entry(address);
        let [public, members, side] = audiences(reader);
        let text = address.to_string();
        let found: Vec<(i64, String, Option<String>)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select a.number, a.at, c.body from audit a left join contents c on c.number = a.number
                 where a.address = $1 and a.audience in ($2, $3, $4) order by a.number",
            )
            .bind(&text)
            .bind(public)
            .bind(members)
            .bind(side)
            .fetch_all(&mut **c)
            .await
        })?;
        found.into_iter().map(|(number, at, body)| version(&text, number, at, body)).collect()
    }

    /// An entry as it stood before a moment (RFC 3339, or the beginning of one), if the reader could see it then.
    pub(crate) async fn as_of(
        &mut self,
        reader: Reader,
        address: &Address,
        moment: &str,
    ) -> Result<Option<Entry>> {
        self.reads.entry(address);
        let [public, members, side] = audiences(reader);
        let text = address.to_string();
        let found: Option<(Option<String>,)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select c.body from audit a left join contents c on c.number = a.number
                 where a.address = $1 and a.at < $2 and a.audience in ($3, $4, $5) order by a.number desc limit 1",
            )
            .bind(&text)
            .bind(moment)
            .bind(public)
            .bind(members)
            .bind(side)
            .fetch_optional(&mut **c)
            .await
        })?;
        let body = found.and_then(|(body,)| body);
        body.map(|json| parse_body(&text, &json).map(|body| body.entry)).transpose()
    }

    /// An entry as it stood at a version.
    pub(crate) async fn version(&mut self, address: &Address, wanted: u32) -> Result<Option<Entry>> {
        let text = address.to_string();
        let found: Vec<(Option<String>,)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select c.body from audit a left join contents c on c.number = a.number
                 where a.address = $1 order by a.number limit 1 offset $2",
            )
            .bind(&text)
            .bind(i64::from(wanted) - 1)
            .fetch_all(&mut **c)
            .await
        })?;
        let body = found.into_iter().next().and_then(|(body,)| body);
        body.map(|json| parse_body(&text, &json).map(|body| body.entry)).transpose()
    }

    /// The actor whose token this is the SHA-256 of.
    pub async fn actor(&mut self, token_sha256: &str) -> Result<Actor> {
        let user = self.user_of(token_sha256).await?;
        Actor::of(&user).map_err(|_| Error::Token)
    }

    /// The user whose token this is the SHA-256 of, in whatever state.
    pub(crate) async fn user_of(&mut self, token_sha256: &str) -> Result<Entry> {
        let found: Option<(String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select e.address, e.json from tokens t join entries e on e.address = t.address where t.sha256 = $1",
            )
            .bind(token_sha256)
            .fetch_optional(&mut **c)
            .await
        })?;
        let (address, json) = found.ok_or(Error::Token)?;
        parse(&address, &json)
    }
}

/// Three audiences for a fixed list of parameters; a reader of fewer repeats the first.
fn audiences(reader: Reader) -> [&'static str; 3] {
    let audiences = reader.audiences();
    [0, 1, 2].map(|k| audiences.get(k).copied().unwrap_or(audiences[0]))
}

pub(crate) fn parse(address: &str, json: &str) -> Result<Entry> {
    serde_json::from_str(json).map_err(|_| Error::Broken { address: address.to_owned() })
}

fn parse_body(address: &str, json: &str) -> Result<Body> {
    serde_json::from_str(json).map_err(|_| Error::Broken { address: address.to_owned() })
}

fn version(address: &str, number: i64, at: String, body: Option<String>) -> Result<Version> {
    let body = body.map(|json| parse_body(address, &json)).transpose()?;
    Ok(Version { number: number as u64, body, at })
}
