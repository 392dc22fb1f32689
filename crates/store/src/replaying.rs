//! Replays the chain, and compares every table with it.

use register::actor::Reader;
use register::address::Address;
use register::audit::{Head, Link};
use register::verify::{Fault, Fits, Verifier};
use sqlx::AssertSqlSafe;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::acting::{Row, references};
use crate::chain::link_of_words;
use crate::database::on;
use crate::error::Result;
use crate::reading::{Version, parse};
use crate::transaction::Transaction;

/// Rows that are read at once, as one text: each row by itself costs more than to replay it.
const ROWS: i64 = 500;

/// Why a check in a thread of its own can be waited for.
const SOUND: &str = "a check does not panic, and nobody stops it";

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

/// Links from a number on: each as its words, the salt and the length of the body; and all bodies, one behind the other.
const LINKS: &str = "\
    select max(number), string_agg(octet_length(words) || ':' || words || coalesce(octet_length(salt) || ':' || salt, '-')
        || coalesce(octet_length(body) || ':', '-'), ''), coalesce(string_agg(body, ''), '') from (
        select a.number, a.number || ' ' || a.at || ' ' || a.previous || ' ' || a.content_hash || ' ' || a.hash
            || ' ' || a.address || ' ' || a.audience as words, c.salt, c.body
        from audit a left join contents c on c.number = a.number
        where a.number >= $1 order by a.number limit $2) as pack";

/// Entries from an id on: each as its address, its other columns with a sign before what may be missing, what it names, and
/// the length of its JSON; and all JSON, one behind the other.
const ENTRIES: &str = "\
    select max(id), string_agg(octet_length(address) || ':' || address || octet_length(columns) || ':' || columns
        || octet_length(named) || ':' || named || octet_length(json) || ':', ''), string_agg(json, '') from (
        select e.id, e.address, e.kind || ' ' || coalesce('+' || e.side, '-') || ' ' || e.state
            || ' ' || e.audience || ' ' || e.version || ' ' || coalesce('+' || e.due, '-')
            || ' ' || coalesce('+' || e.waiting, '-') || ' ' || e.changed_at as columns,
            coalesce((select string_agg(field || ' ' || target || ' ' || thread, ',') from links where origin = e.id), '')
                as named, e.json
        from entries e where e.id >= $1 order by e.id limit $2) as pack";

impl Transaction {
    /// Replays the chain and compares every table with it, and the chain with heads that somebody kept.
    /// `progress` is told how many links were taken.
    pub async fn verify(&mut self, heads: Vec<Head>, mut progress: impl FnMut(u64)) -> Result<Verified> {
        let mut verifier = Beside::new(Verifier::new(heads));
        let mut next = 1;
        let mut looking: Option<JoinHandle<Looked>> = None;
        loop {
            let packed = self.packed(LINKS, next).await?;
            if let Some(looked) = looking.take() {
                let looked = looked.await.expect(SOUND);
                verifier = verifier.after(move |verifier| follow(verifier, &looked)).await;
            }
            let Some((last, links)) = packed else { break };
            next = last + 1;
            looking = Some(spawn_blocking(|| look(links)));
            progress(last as u64);
        }
        let n_links = next as u64 - 1;
        let mut verifier = verifier.done().await;
        let n_entries = verifier.n_entries();
        let keys = self.server_keys().await?;
        self.compare_tokens(&mut verifier).await?;
        let mut verifier = Beside::new(verifier);
        let mut next = 0;
        while let Some((last, entries)) = self.packed(ENTRIES, next).await? {
            next = last + 1;
            verifier = verifier.after(move |verifier| check_entries(verifier, &entries)).await;
        }
        let mut verifier = verifier.done().await;
        self.compare_origins(&mut verifier).await?;
        Ok(Verified { n_links, n_entries, faults: verifier.finish(&keys, true) })
    }

    /// Some rows, and the number of the last of them; nothing when there are no more.
    async fn packed(&mut self, sql: &'static str, from: i64) -> Result<Option<(i64, Packed)>> {
        let (last, short, long): (Option<i64>, Option<String>, Option<String>) = on!(&mut self.inner, c => {
            sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(ROWS).fetch_one(&mut **c).await
        })?;
        Ok(last.zip(short.zip(long)).map(|(last, (short, long))| (last, Packed { short, long })))
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
        self.0.await.expect(SOUND)
    }
}

/// Texts of some rows: short ones, each behind its length in bytes and a colon, or a hyphen where there is none, and the
/// long ones, whose lengths stand among the short ones. So nothing that somebody wrote into a column passes for another.
struct Packed {
    short: String,
    long: String,
}

/// How far the texts of some rows have been read.
struct Unpacking<'a> {
    short: &'a str,
    long: &'a str,
}

impl Packed {
    fn unpack(&self) -> Unpacking<'_> {
        Unpacking { short: &self.short, long: &self.long }
    }
}

impl<'a> Unpacking<'a> {
    fn is_done(&self) -> bool {
        self.short.is_empty()
    }

    fn length(&mut self) -> Option<usize> {
        if let Some(rest) = self.short.strip_prefix('-') {
            self.short = rest;
            return None;
        }
        let (length, rest) = self.short.split_once(':')?;
        self.short = rest;
        length.parse().ok()
    }

    fn short(&mut self) -> Option<&'a str> {
        let (text, rest) = self.length().and_then(|length| self.short.split_at_checked(length))?;
        self.short = rest;
        Some(text)
    }

    fn long(&mut self) -> Option<&'a str> {
        let (text, rest) = self.length().and_then(|length| self.long.split_at_checked(length))?;
        self.long = rest;
        Some(text)
    }

    /// A link with what stands beside it: address, audience, salt and body.
    fn link(&mut self) -> (Link, [&'a str; 2], Option<(&'a str, &'a str)>) {
        let (link, address, audience) = link_of_words(self.short().unwrap_or_default());
        let (salt, body) = (self.short(), self.long());
        (link, [address, audience], salt.zip(body))
    }
}

/// Links whose hashes were looked at.
struct Looked {
    links: Packed,
    fits: Vec<Fits>,
}

fn look(links: Packed) -> Looked {
    let mut fits = Vec::with_capacity(ROWS as usize);
    let mut unpacking = links.unpack();
    while !unpacking.is_done() {
        let (link, _, content) = unpacking.link();
        fits.push(Fits::of(&link, content));
    }
    Looked { links, fits }
}

fn follow(verifier: &mut Verifier, looked: &Looked) {
    let mut links = looked.links.unpack();
    for fits in &looked.fits {
        let (link, [address, audience], content) = links.link();
        let number = link.number;
        let place = verifier.follow(link, content.map(|(_, body)| body), *fits);
        // The columns beside a link say what its content says.
        if place.is_some_and(|place| place.address != address || place.audience.code() != audience) {
            verifier.note(number, misfiled(address));
        }
    }
}

/// What is said of a link whose columns are not those of its content.
pub(crate) fn misfiled(address: &str) -> String {
    format!("{address} is filed under another address or audience")
}

fn check_entries(verifier: &mut Verifier, entries: &Packed) {
    let mut entries = entries.unpack();
    while !entries.is_done() {
        let [address, columns, named] = [(); 3].map(|()| entries.short().unwrap_or_default());
        let json = entries.long().unwrap_or_default();
        check_entry(verifier, address, columns, named, json);
    }
}

/// One row of the table of entries against the chain.
fn check_entry(verifier: &mut Verifier, address: &str, columns: &str, named: &str, json: &str) {
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
        let mut named: Vec<&str> = named.split(',').filter(|line| !line.is_empty()).collect();
        wanted.sort_unstable();
        named.sort_unstable();
        if wanted != named {
            verifier.note(number, format!("what {address} names was changed in a table"));
        }
    }
    verifier.compare(address, json);
}
