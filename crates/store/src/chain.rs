//! The audit chain in the database: its end, its heads, its replay.

use ed25519_dalek::SigningKey;
use register::actor::Reader;
use register::address::Address;
use register::audit::{Content, Head, Link};
use register::verify::{Fault, Verifier};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::acting::{Row, references};
use crate::database::on;
use crate::error::{Error, Result};
use crate::reading::{Version, parse};
use crate::transaction::Transaction;

/// Links that are read at once.
const BATCH: i64 = 4_000;

/// Number; time, hash of the link before, hash of the content, hash, address and audience, none of which has blanks in it;
/// salt; body. Few columns, because each costs as much as reading a kilobyte.
type LinkRow = (i64, String, Option<String>, Option<String>);

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
    /// The last link of the chain: a page that was made when it had the same number is still true.
    pub async fn end(&mut self) -> Result<Option<Link>> {
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
        let last = self.end().await?.ok_or(Error::Empty)?;
        Ok(Head::sign(&last, key))
    }

    /// The entries that the links after a number are about, for every reader: it tells what to read again, not what it is.
    pub async fn changed_since(&mut self, number: u64) -> Result<Vec<(u64, Address)>> {
        let rows: Vec<(i64, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select number, address from audit where number > $1 order by number")
                .bind(number as i64)
                .fetch_all(&mut **c)
                .await
        })?;
        let read = |(number, address): (i64, String)| match Address::parse(&address) {
            Ok(address) => Ok((number as u64, address)),
            Err(_) => Err(Error::Broken { address }),
        };
        rows.into_iter().map(read).collect()
    }

    /// Links from a number on, with their content; at most a batch.
    pub async fn links(&mut self, from: u64) -> Result<Vec<Recorded>> {
        let rows: Vec<LinkRow> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select a.number, a.at || ' ' || a.previous || ' ' || a.content_hash || ' ' || a.hash
                    || ' ' || a.address || ' ' || a.audience, c.salt, c.body
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
        let mut verifier = Beside::new(Verifier::new(heads));
        let mut next = 1;
        loop {
            let links = self.links(next).await?;
            let Some(last) = links.last() else { break };
            next = last.link.number + 1;
            verifier = verifier.after(move |verifier| check_links(verifier, links)).await;
            progress(next - 1);
        }
        let mut verifier = verifier.done().await;
        let n_entries = verifier.n_entries();
        let keys = self.server_keys().await?;
        self.compare_tokens(&mut verifier).await?;
        let mut verifier = self.compare_entries(verifier).await?;
        self.compare_origins(&mut verifier).await?;
        Ok(Verified { n_links: next - 1, n_entries, faults: verifier.finish(&keys, true) })
    }

    /// Every key that the mechanism ever said its server signs with.
    async fn server_keys(&mut self) -> Result<Vec<String>> {
        let address = Address::parse("mechanism/mechanism")?;
        let versions = self.history(Reader::Public, &address).await?;
        let key = |version: Version| {
            // Another entry stands here only when somebody swapped contents.
            let body = version.body.filter(|body| body.entry.address == address)?;
            body.entry.plain("server_key").map(str::to_owned)
        };
        Ok(versions.into_iter().filter_map(key).collect())
    }

    /// Entries, and what they name.
    async fn compare_entries(&mut self, verifier: Verifier) -> Result<Verifier> {
        let mut verifier = Beside::new(verifier);
        let mut from = 0;
        loop {
            let rows: Vec<EntryRow> = on!(&mut self.inner, c => {
                sqlx::query_as(
                    "select e.id, e.address, e.kind || ' ' || coalesce('+' || e.side, '-') || ' ' || e.state
                        || ' ' || e.audience || ' ' || e.version || ' ' || coalesce('+' || e.due, '-')
                        || ' ' || coalesce('+' || e.waiting, '-') || ' ' || e.changed_at,
                        (select string_agg(field || ' ' || target || ' ' || thread, ',') from links where origin = e.id), e.json
                     from entries e where e.id > $1 order by e.id limit $2",
                )
                .bind(from)
                .bind(BATCH)
                .fetch_all(&mut **c)
                .await
            })?;
            let Some(last) = rows.last() else { return Ok(verifier.done().await) };
            from = last.0;
            let check =
                move |verifier: &mut Verifier| rows.iter().for_each(|row| compare_entry(verifier, row));
            verifier = verifier.after(check).await;
        }
    }

    /// Nothing is named by an entry that is not there.
    async fn compare_origins(&mut self, verifier: &mut Verifier) -> Result<()> {
        let lost: Option<(String,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select target from links where origin not in (select id from entries) limit 1")
                .fetch_optional(&mut **c)
                .await
        })?;
        if let Some((target,)) = lost {
            verifier.note(0, format!("a link to {target} stands in a table, and no entry has it"));
        }
        Ok(())
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

/// A replay that goes on in a thread beside this one, which reads meanwhile what is next.
struct Beside(JoinHandle<Verifier>);

impl Beside {
    fn new(verifier: Verifier) -> Self {
        Beside(spawn_blocking(|| verifier))
    }

    /// The next piece of it, once the one before is done.
    async fn after(self, check: impl FnOnce(&mut Verifier) + Send + 'static) -> Self {
        let mut verifier = self.done().await;
        Beside(spawn_blocking(move || {
            check(&mut verifier);
            verifier
        }))
    }

    async fn done(self) -> Verifier {
        self.0.await.expect("a check does not panic, and nobody stops it")
    }
}

fn check_links(verifier: &mut Verifier, links: Vec<Recorded>) {
    for Recorded { link, content, address, audience } in links {
        let number = link.number;
        let place = verifier.take(link, content.as_ref());
        // The columns beside a link say what its content says.
        if place.is_some_and(|place| place.address != address || place.audience.code() != audience) {
            verifier.note(number, format!("{address} is filed under another address or audience"));
        }
    }
}

/// Id; address; the other columns but for the JSON, with a sign before what may be missing; what it names; JSON.
type EntryRow = (i64, String, String, Option<String>, String);

/// One row of the table of entries against the chain.
fn compare_entry(verifier: &mut Verifier, row: &EntryRow) {
    let (_, address, columns, named, json) = row;
    let number = verifier.last(address).map_or(0, |last| last.number);
    if let Ok(entry) = parse(address, json) {
        let Row { address: key, kind, side, state, audience, version, due, waiting, changed_at, .. } =
            Row::of(&entry);
        let signed = |text: Option<&str>| text.map_or("-".to_owned(), |text| format!("+{text}"));
        let (side, due, waiting) = (signed(side), signed(due.as_deref()), signed(waiting));
        let wanted = format!("{kind} {side} {state} {audience} {version} {due} {waiting} {changed_at}");
        if key != *address || wanted != *columns {
            verifier.note(number, format!("{address} was changed in a table"));
        }
        let line = |(field, to, thread)| format!("{field} {to} {}", i64::from(thread));
        let mut wanted: Vec<String> = references(&entry).map(line).collect();
        let mut named: Vec<&str> = named.iter().flat_map(|named| named.split(',')).collect();
        wanted.sort_unstable();
        named.sort_unstable();
        if wanted != named {
            verifier.note(number, format!("what {address} names was changed in a table"));
        }
    }
    verifier.compare(address, json);
}

fn recorded(row: LinkRow) -> Recorded {
    let (number, words, salt, body) = row;
    // A blank that somebody put there ends up in the last, which then is no audience.
    let mut words = words.splitn(6, ' ').map(str::to_owned);
    let [at, previous, content_hash, hash, address, audience] =
        [(); 6].map(|()| words.next().unwrap_or_default());
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
