//! The audit chain in the database: its end, its heads, its replay.

use ed25519_dalek::SigningKey;
use register::actor::Reader;
use register::address::Address;
use register::audit::{Content, Head, Link};
use register::verify::{Fault, Verifier};

use crate::acting::{Row, references};
use crate::database::on;
use crate::error::{Error, Result};
use crate::reading::{Version, parse};
use crate::transaction::Transaction;

/// Links that are read at once.
const BATCH: i64 = 4_000;

type LinkRow = (i64, String, String, String, String, String, String, Option<String>, Option<String>);

/// A link with what stands beside it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The link.
    pub link: Link,
    /// Its content, unless it was erased.
    pub content: Option<Content>,
    /// The entry it is about.
    pub address: String,
    /// Who may see the content.
    pub audience: String,
}

/// What a replay found.
#[derive(Debug, Clone)]
pub struct Verified {
    /// How many links the chain has.
    pub n_links: u64,
    /// How many entries it tells of.
    pub n_entries: usize,
    /// What is wrong, the first link first; empty when nothing is.
    pub faults: Vec<Fault>,
}

impl Transaction {
    /// The end of the chain.
    pub(crate) async fn last_link(&mut self) -> Result<Option<Link>> {
        if self.last.is_some() {
            return Ok(self.last.clone());
        }
        let found: Option<(i64, String, String, String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select number, at, previous, content_hash, hash from audit order by number desc limit 1")
                .fetch_optional(&mut **c)
                .await
        })?;
        let Some((number, at, previous, content, hash)) = found else { return Ok(None) };
        Ok(Some(link(number, &at, previous, content, hash)))
    }

    /// The end of the chain, signed.
    pub async fn head(&mut self, key: &SigningKey) -> Result<Head> {
        let last = self.last_link().await?.ok_or(Error::Empty)?;
        Ok(Head::sign(&last, key))
    }

    /// Links from a number on, with their content; at most a batch.
    pub async fn links(&mut self, from: u64) -> Result<Vec<Recorded>> {
        let rows: Vec<LinkRow> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select a.number, a.at, a.previous, a.content_hash, a.hash, a.address, a.audience, c.salt, c.body
                 from audit a left join contents c on c.number = a.number
                 where a.number >= $1 order by a.number limit $2",
            )
            .bind(from as i64)
            .bind(BATCH)
            .fetch_all(&mut **c)
            .await
        })?;
        Ok(rows.into_iter().map(recorded).collect())
    }

    /// Links from a number on, as a reader sees them: content of others is left out.
    pub async fn links_for(&mut self, reader: Reader, from: u64) -> Result<Vec<Recorded>> {
        let mut links = self.links(from).await?;
        for recorded in &mut links {
            if !reader.audiences().contains(&recorded.audience.as_str()) {
                recorded.content = None;
                recorded.address = String::new();
            }
        }
        Ok(links)
    }

    /// Replays the chain and compares every table with it, and the chain with heads that somebody kept.
    /// `progress` is told how many links were taken.
    pub async fn verify(&mut self, heads: Vec<Head>, mut progress: impl FnMut(u64)) -> Result<Verified> {
        let mut verifier = Verifier::new(heads);
        let mut next = 1;
        loop {
            let links = self.links(next).await?;
            let Some(last) = links.last() else { break };
            next = last.link.number + 1;
            let n = links.len();
            for recorded in links {
                compare_columns(&mut verifier, &recorded);
                verifier.take(recorded.link, recorded.content.as_ref());
            }
            progress(next - 1);
            if n < BATCH as usize {
                break;
            }
        }
        let n_entries = verifier.n_entries();
        let keys = self.server_keys().await?;
        self.compare_tokens(&mut verifier).await?;
        self.compare_entries(&mut verifier).await?;
        Ok(Verified { n_links: next - 1, n_entries, faults: verifier.finish(&keys, true) })
    }

    /// Every key that the mechanism ever said its server signs with.
    async fn server_keys(&mut self) -> Result<Vec<String>> {
        let address = Address::parse("mechanism/mechanism")?;
        let versions = self.history(Reader::Public, &address).await?;
        let key = |version: Version| {
            version.body.and_then(|body| body.entry.plain("server_key").map(str::to_owned))
        };
        Ok(versions.into_iter().filter_map(key).collect())
    }

    /// Entries, what they name, and the words they are found by.
    async fn compare_entries(&mut self, verifier: &mut Verifier) -> Result<()> {
        let mut from = 0;
        loop {
            let rows: Vec<EntryRow> = on!(&mut self.inner, c => {
                sqlx::query_as(
                    "select id, address, kind, side, state, audience, version, due, waiting, changed_at, json
                     from entries where id > $1 order by id limit $2",
                )
                .bind(from)
                .bind(BATCH)
                .fetch_all(&mut **c)
                .await
            })?;
            // After the last entry there may still be links of none.
            let until = rows.last().map_or(i64::MAX, |last| last.0);
            let mut links = self.stored_links(from, until).await?.into_iter().peekable();
            for row in &rows {
                let mut named = Vec::new();
                while let Some((_, field, target, thread)) = links.next_if(|(origin, ..)| *origin == row.0) {
                    named.push((field, target, thread));
                }
                compare_entry(verifier, row, &named);
            }
            if let Some((_, _, target, _)) = links.next() {
                verifier.note(0, format!("a link to {target} stands in a table, and no entry has it"));
            }
            if rows.is_empty() {
                return Ok(());
            }
            from = until;
        }
    }

    async fn stored_links(&mut self, from: i64, until: i64) -> Result<Vec<(i64, String, String, i64)>> {
        Ok(on!(&mut self.inner, c => {
            sqlx::query_as(
                "select origin, field, target, thread from links where origin > $1 and origin <= $2 order by origin, field, target",
            )
            .bind(from)
            .bind(until)
            .fetch_all(&mut **c)
            .await
        })?)
    }

    /// Tokens are those of the users that have one, and every user is found by his.
    async fn compare_tokens(&mut self, verifier: &mut Verifier) -> Result<()> {
        let rows: Vec<(Option<String>, Option<String>)> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select t.sha256, e.json from tokens t left join entries e on e.address = t.address and e.kind = 'user'
                 union all
                 select null, e.json from entries e
                 where e.kind = 'user' and e.address not in (select address from tokens)",
            )
            .fetch_all(&mut **c)
            .await
        })?;
        for (sha256, json) in rows {
            let user = json.and_then(|json| parse("user", &json).ok());
            match (sha256, user) {
                (Some(token), user)
                    if user.as_ref().is_none_or(|user| user.plain("token") != Some(&token)) =>
                {
                    verifier.note(0, "a token stands in a table, and no user has it".to_owned());
                }
                (None, Some(user)) if user.plain("token").is_some() => {
                    let number = verifier.last(&user.address.to_string()).map_or(0, |last| last.number);
                    verifier.note(number, format!("the token of {} is gone from its table", user.address));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

type EntryRow = (
    i64,
    String,
    String,
    Option<String>,
    String,
    String,
    i64,
    Option<String>,
    Option<String>,
    String,
    String,
);

/// Field, address, and whether it is a thread.
type Named = (String, String, i64);

/// One row of the table of entries against the chain.
fn compare_entry(verifier: &mut Verifier, row: &EntryRow, named: &[Named]) {
    let (_, address, kind, side, state, audience, version, due, waiting, changed_at, json) = row;
    let number = verifier.last(address).map_or(0, |last| last.number);
    if let Ok(entry) = parse(address, json) {
        let expected = Row::of(&entry);
        let fits = expected.address == *address
            && expected.kind == kind
            && expected.side == side.as_deref()
            && expected.state == state
            && expected.audience == audience
            && expected.version == *version
            && expected.due == *due
            && expected.waiting == waiting.as_deref()
            && expected.changed_at == *changed_at;
        if !fits {
            verifier.note(number, format!("{address} was changed in a table"));
        }
        let mut wanted: Vec<Named> = references(&entry)
            .map(|(field, target, thread)| (field.to_owned(), target, i64::from(thread)))
            .collect();
        wanted.sort();
        if wanted != named {
            verifier.note(number, format!("what {address} names was changed in a table"));
        }
    }
    verifier.compare(address, json);
}

fn recorded(row: LinkRow) -> Recorded {
    let (number, at, previous, content_hash, hash, address, audience, salt, body) = row;
    let link = link(number, &at, previous, content_hash, hash);
    let content = salt.zip(body).map(|(salt, body)| Content { salt, body });
    Recorded { link, content, address, audience }
}

fn link(number: i64, at: &str, previous: String, content: String, hash: String) -> Link {
    // A time that cannot be read, or is written otherwise than it was, has been tampered with: the epoch makes the
    // replay name this link.
    let read = at.parse().ok().filter(|time: &jiff::Timestamp| time.to_string() == at);
    let at = read.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Link { number: number as u64, at, previous, content, hash }
}

/// The columns beside a link say what its content says.
fn compare_columns(verifier: &mut Verifier, recorded: &Recorded) {
    let Some(content) = &recorded.content else { return };
    let Ok(body) = serde_json::from_str::<register::audit::Body>(&content.body) else { return };
    let fits = body.entry.address.to_string() == recorded.address
        && register::actor::audience(&body.entry).code() == recorded.audience;
    if !fits {
        verifier.note(
            recorded.link.number,
            format!("{} is filed under another address or audience", recorded.address),
        );
    }
}
