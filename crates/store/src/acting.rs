//! Acts: fetch what the register needs to know, let it decide, write what it says.

use std::collections::BTreeSet;

use jiff::Timestamp;
use register::act::{Lapsed, Request, Write, act};
use register::actor::{Actor, Reader, audience};
use register::address::Address;
use register::audit::{Body, Content, Link};
use register::entry::Entry;
use register::kind::{Form, Kind};
use register::related::{Need, Related, needs};
use register::{Side, search, signal};
use sqlx::AssertSqlSafe;

use crate::database::on;
use crate::error::{Error, Result};
use crate::reading::parse;
use crate::transaction::{Inner, Transaction};

/// Rows of one statement, so that there are few statements to prepare.
const ROWS: usize = 20;

/// What an act did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The entries as they now stand and as far as the actor may see them, the one acted on first; empty when nothing
    /// changed.
    pub entries: Vec<Entry>,
    /// Halves that lapsed, of entries that the actor may see.
    pub lapsed: Vec<Lapsed>,
    /// The side whose half is still missing.
    pub waiting_for: Option<Side>,
}

impl Transaction {
    /// Does an act for an actor, or says everything that is wrong with it.
    pub async fn act(&mut self, actor: &Actor, request: &Request) -> Result<Done> {
        let entry = self.entry(&request.address).await?;
        let mut related = Related::default();
        for need in needs(request, entry.as_ref()) {
            let found = match need {
                Need::Entry(address) => self.entry(&address).await?.into_iter().collect(),
                Need::Naming { kind, to } => self.naming(kind, &to).await?,
            };
            for entry in found {
                related.add(entry);
            }
        }
        let changes = match act(actor, request, entry.as_ref(), &related) {
            Ok(changes) => changes,
            Err(faults) => return Err(self.with_versions(faults, actor, request, entry).await?),
        };
        self.check_references(actor, entry.as_ref(), &changes.writes, request).await?;
        self.check_fresh(&changes.writes).await?;
        for (k, write) in changes.writes.iter().enumerate() {
            let written = changes.writes[..k].iter().rev().map(|write| &write.entry);
            let mut before = written.chain(&entry).chain(related.get(&write.entry.address));
            let before = before.find(|before| before.address == write.entry.address);
            self.keep(&actor.user, write, before, request.at).await?;
        }
        // A consequence may concern what only the other side sees, such as its draft of an opinion.
        let reader = Reader::Member(actor.side);
        let entries = changes.writes.into_iter().map(|write| write.entry);
        let entries: Vec<Entry> = entries.filter(|entry| reader.sees(entry)).collect();
        let mut lapsed = changes.lapsed;
        lapsed.retain(|lapsed| entries.iter().any(|entry| entry.address == lapsed.entry));
        Ok(Done { entries, lapsed, waiting_for: changes.waiting_for })
    }

    /// A change on an outdated version is refused with both versions at hand, if the actor may see the old one: what
    /// is public now may have been a draft of the other side then.
    async fn with_versions(
        &mut self,
        faults: register::Errors,
        actor: &Actor,
        request: &Request,
        current: Option<Entry>,
    ) -> Result<Error> {
        if let ([register::Error::Outdated { yours, .. }], Some(current)) = (faults.as_slice(), current)
            && let Some(old) = self.version(&request.address, *yours).await?
            && Reader::Member(actor.side).sees(&old)
        {
            let address = request.address.to_string();
            return Ok(Error::Outdated { address, yours: Box::new(old), current: Box::new(current) });
        }
        Ok(faults.into())
    }

    /// What a consequence makes, such as a report by schedule, never takes the place of another entry.
    async fn check_fresh(&mut self, writes: &[Write]) -> Result<()> {
        let made = writes.iter().skip(1).map(|write| &write.entry).filter(|entry| entry.version == 1);
        for address in made.map(|entry| entry.address.clone()) {
            if self.entry(&address).await?.is_some() {
                return Err(register::Error::Exists { address }.into());
            }
        }
        Ok(())
    }

    /// Every entry that is newly named must exist, and the actor must be able to see it.
    async fn check_references(
        &mut self,
        actor: &Actor,
        old: Option<&Entry>,
        writes: &[Write],
        request: &Request,
    ) -> Result<()> {
        let Some(entry) = writes.first().map(|write| proposed(&write.entry)) else { return Ok(()) };
        let known: BTreeSet<_> = old.map(Entry::all_references).unwrap_or_default().into_iter().collect();
        let made: BTreeSet<&Address> = writes.iter().map(|write| &write.entry.address).collect();
        let reader = Reader::Member(actor.side);
        let mut named = entry.all_references();
        named.retain(|reference| !known.contains(reference) && !made.contains(&reference.1));
        let visible = self.visible(&named, reader).await?;
        named.retain(|(_, to)| !visible.contains(&to.to_string()));
        let address = || request.address.clone();
        let faults: register::Errors = named
            .into_iter()
            .map(|(field, to)| register::Error::Dangling { address: address(), field, to })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
    }

    /// Which of the entries named there are, for a reader.
    async fn visible(
        &mut self,
        named: &[(&'static str, Address)],
        reader: Reader,
    ) -> Result<BTreeSet<String>> {
        let mut visible = BTreeSet::new();
        for some in named.chunks(ROWS) {
            let places: Vec<String> = (1..=some.len()).map(|k| format!("${k}")).collect();
            let sql =
                format!("select address, audience from entries where address in ({})", places.join(", "));
            let found: Vec<(String, String)> = on!(&mut self.inner, c => {
                let mut rows = sqlx::query_as(AssertSqlSafe(sql));
                for (_, to) in some {
                    rows = rows.bind(to.to_string());
                }
                rows.fetch_all(&mut **c).await
            })?;
            let seen =
                found.into_iter().filter(|(_, audience)| reader.audiences().contains(&audience.as_str()));
            visible.extend(seen.map(|(address, _)| address));
        }
        Ok(visible)
    }

    /// The next free key of a kind: its prefix and a number.
    pub async fn next_key(&mut self, kind: &'static Kind) -> Result<Address> {
        loop {
            let (number,): (i64,) = on!(&mut self.inner, c => {
                sqlx::query_as(
                    "insert into counters (kind, last) values ($1, 1)
                     on conflict (kind) do update set last = counters.last + 1 returning last",
                )
                .bind(kind.name)
                .fetch_one(&mut **c)
                .await
            })?;
            let address = Address::new(kind, &format!("{}-{number}", kind.prefix))?;
            if self.entry(&address).await?.is_none() {
                return Ok(address);
            }
        }
    }

    /// Writes an entry and its link of the chain. `before` is the entry as it stands.
    pub(crate) async fn keep(
        &mut self,
        by: &Address,
        write: &Write,
        before: Option<&Entry>,
        at: Timestamp,
    ) -> Result<()> {
        self.incomplete = true;
        let erased = if write.erases { self.erase(&write.entry.address).await? } else { Vec::new() };
        let body = Body { deed: write.deed.to_owned(), by: by.clone(), entry: write.entry.clone(), erased };
        let content = Content::new(&body, salt());
        let last = self.end().await?;
        // A clock that was set back does not bring the chain out of order.
        let at = last.as_ref().map_or(at, |last| last.at.max(at));
        let link = Link::after(last.as_ref(), at, &content);
        self.append(&link, Some(&content), &write.entry.address.to_string(), audience(&write.entry).code())
            .await?;
        self.last = Some(link);
        self.put(&write.entry, before).await?;
        if write.erases {
            self.forget_words().await?;
        }
        self.incomplete = false;
        Ok(())
    }

    pub(crate) async fn append(
        &mut self,
        link: &Link,
        content: Option<&Content>,
        address: &str,
        audience: &str,
    ) -> Result<()> {
        let (number, at) = (link.number as i64, link.at.to_string());
        on!(&mut self.inner, c => {
            sqlx::query(
                "insert into audit (number, at, previous, content_hash, hash, address, audience)
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(number)
            .bind(&at)
            .bind(&link.previous)
            .bind(&link.content)
            .bind(&link.hash)
            .bind(address)
            .bind(audience)
            .execute(&mut **c)
            .await
            .map(drop)
        })?;
        let Some(content) = content else { return Ok(()) };
        on!(&mut self.inner, c => {
            sqlx::query("insert into contents (number, salt, body) values ($1, $2, $3)")
                .bind(number)
                .bind(&content.salt)
                .bind(&content.body)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Salt and content of everything that was ever written about an entry go; the numbers of their links are returned.
    async fn erase(&mut self, address: &Address) -> Result<Vec<u64>> {
        let address = address.to_string();
        let numbers: Vec<(i64,)> = on!(&mut self.inner, c => {
            sqlx::query_as("select number from audit where address = $1 order by number")
                .bind(&address)
                .fetch_all(&mut **c)
                .await
        })?;
        on!(&mut self.inner, c => {
            sqlx::query("delete from contents where number in (select number from audit where address = $1)")
                .bind(&address)
                .execute(&mut **c)
                .await
                .map(drop)
        })?;
        Ok(numbers.into_iter().map(|(number,)| number as u64).collect())
    }

    /// Words that were taken out of SQLite's search stay in its file until they are merged away.
    async fn forget_words(&mut self) -> Result<()> {
        if let Inner::Sqlite(c) = &mut self.inner {
            sqlx::query("insert into search (search) values ('optimize')").execute(&mut **c).await?;
        }
        Ok(())
    }

    /// Writes an entry as it stands, what it names, and the words it is found by. `before` is what these tables hold.
    pub(crate) async fn put(&mut self, entry: &Entry, before: Option<&Entry>) -> Result<()> {
        let row = Row::of(entry);
        let (id,): (i64,) = on!(&mut self.inner, c => {
            sqlx::query_as(
                "insert into entries (address, kind, side, state, audience, version, due, waiting, changed_at, json)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                 on conflict (address) do update set side = excluded.side, state = excluded.state,
                   audience = excluded.audience, version = excluded.version, due = excluded.due,
                   waiting = excluded.waiting, changed_at = excluded.changed_at, json = excluded.json
                 returning id",
            )
            .bind(&row.address)
            .bind(row.kind)
            .bind(row.side)
            .bind(row.state)
            .bind(row.audience)
            .bind(row.version)
            .bind(&row.due)
            .bind(row.waiting)
            .bind(&row.changed_at)
            .bind(entry.to_json())
            .fetch_one(&mut **c)
            .await
        })?;
        // Most acts change a state and no field: what follows is as it was.
        let same = before.filter(|before| before.fields == entry.fields && entry.state != "erased");
        let fresh = before.is_none();
        if same.is_none() {
            self.put_links(id, entry, fresh).await?;
            self.put_tokens(entry).await?;
        }
        if entry.kind().name == "user" && entry.state != "active" {
            self.shut_out(&entry.address).await?;
        }
        if same.is_none_or(|before| audience(before) != audience(entry)) {
            self.put_search(id, entry, fresh).await?;
        }
        Ok(())
    }

    async fn put_links(&mut self, id: i64, entry: &Entry, fresh: bool) -> Result<()> {
        if !fresh {
            on!(&mut self.inner, c => {
                sqlx::query("delete from links where origin = $1").bind(id).execute(&mut **c).await.map(drop)
            })?;
        }
        let named: Vec<_> = references(entry).collect();
        for some in named.chunks(ROWS) {
            let row = |k| format!("($1, ${}, ${}, ${})", 3 * k + 2, 3 * k + 3, 3 * k + 4);
            let rows: Vec<String> = (0..some.len()).map(row).collect();
            let sql = format!("insert into links (origin, field, target, thread) values {}", rows.join(", "));
            on!(&mut self.inner, c => {
                let mut rows = sqlx::query(AssertSqlSafe(sql)).bind(id);
                for (field, target, thread) in some {
                    rows = rows.bind(*field).bind(target.as_str()).bind(i64::from(*thread));
                }
                rows.execute(&mut **c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// The token of a user, by which he is found.
    async fn put_tokens(&mut self, entry: &Entry) -> Result<()> {
        if entry.kind().name != "user" {
            return Ok(());
        }
        let address = entry.address.to_string();
        on!(&mut self.inner, c => {
            sqlx::query("delete from tokens where address = $1").bind(&address).execute(&mut **c).await.map(drop)
        })?;
        if let Some(token) = entry.plain("token") {
            on!(&mut self.inner, c => {
                sqlx::query("insert into tokens (sha256, address) values ($1, $2)")
                    .bind(token)
                    .bind(&address)
                    .execute(&mut **c)
                    .await
                    .map(drop)
            })?;
        }
        Ok(())
    }

    /// Entries that are older than the search become found by their words.
    pub(crate) async fn index_what_is_not(&mut self) -> Result<()> {
        let indexed = if matches!(self.inner, Inner::Sqlite(_)) { "rowid" } else { "id" };
        let sql = format!(
            "select id, address, json from entries where id not in (select {indexed} from search) order by id"
        );
        let rows: Vec<(i64, String, String)> = on!(&mut self.inner, c => {
            sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut **c).await
        })?;
        for (id, address, json) in rows {
            self.put_search(id, &parse(&address, &json)?, true).await?;
        }
        Ok(())
    }

    async fn put_search(&mut self, id: i64, entry: &Entry, fresh: bool) -> Result<()> {
        let mut tokens: Vec<String> = words(entry);
        tokens.push(seen_by(audience(entry).code()));
        tokens.sort_unstable();
        tokens.dedup();
        match &mut self.inner {
            Inner::Sqlite(c) => {
                if !fresh {
                    sqlx::query("delete from search where rowid = $1").bind(id).execute(&mut **c).await?;
                }
                let tokens = tokens.join(" ");
                sqlx::query("insert into search (rowid, tokens) values ($1, $2)")
                    .bind(id)
                    .bind(&tokens)
                    .execute(&mut **c)
                    .await?;
            }
            Inner::Postgres(c) => {
                sqlx::query(
                    "insert into search (id, tokens) values ($1, array_to_tsvector($2))
                     on conflict (id) do update set tokens = excluded.tokens",
                )
                .bind(id)
                .bind(&tokens)
                .execute(&mut **c)
                .await?;
            }
        }
        Ok(())
    }
}

/// An entry as it would stand if what one side has proposed were confirmed by the other.
fn proposed(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    let writes = entry.pending.values().flat_map(|pending| pending.writes.clone()).collect::<Vec<_>>();
    for (name, value) in writes {
        if let (Some(field), Some(value)) = (entry.kind().field(&name), value) {
            entry.fields.insert(field.name, value);
        }
    }
    entry
}

/// An entry as a row of the table, but for its JSON.
pub(crate) struct Row {
    pub(crate) address: String,
    pub(crate) kind: &'static str,
    pub(crate) side: Option<&'static str>,
    pub(crate) state: &'static str,
    pub(crate) audience: &'static str,
    pub(crate) version: i64,
    pub(crate) due: Option<String>,
    pub(crate) waiting: Option<&'static str>,
    pub(crate) changed_at: String,
}

impl Row {
    pub(crate) fn of(entry: &Entry) -> Self {
        Row {
            address: entry.address.to_string(),
            kind: entry.kind().name,
            side: entry.side.map(Side::code),
            state: entry.state,
            audience: audience(entry).code(),
            version: i64::from(entry.version),
            // The last day it can mean, so that dates of any precision sort.
            due: signal::due(entry).and_then(register::date::Date::last_day).map(|day| day.to_string()),
            waiting: waiting(entry),
            changed_at: entry.changed_at.to_string(),
        }
    }
}

/// What an entry names: field, address, and whether the field is a thread.
pub(crate) fn references(entry: &Entry) -> impl Iterator<Item = (&'static str, String, bool)> {
    let kind = entry.kind();
    entry.all_references().into_iter().map(move |(field, target)| {
        (field, target.to_string(), kind.field(field).is_some_and(|field| field.thread))
    })
}

/// The sides whose half of some act is missing.
fn waiting(entry: &Entry) -> Option<&'static str> {
    let missing = |side| {
        entry.pending.values().any(|pending| pending.missing().is_some_and(|(missing, _)| missing == side))
    };
    match (missing(Side::A), missing(Side::B)) {
        (true, true) => Some("ab"),
        (true, false) => Some("a"),
        (false, true) => Some("b"),
        (false, false) => None,
    }
}

/// The tokens an entry is found by: its key and whatever is written in it in words.
pub(crate) fn words(entry: &Entry) -> Vec<String> {
    let mut tokens = Vec::new();
    if entry.state == "erased" {
        return tokens;
    }
    tokens.extend(search::tokens(entry.address.key()));
    for field in entry.kind().fields {
        match field.form {
            Form::Texts => {
                for version in entry.texts(field.name).into_iter().flat_map(|texts| texts.values()) {
                    tokens.extend(search::tokens(&version.text));
                }
            }
            Form::Line | Form::Lines | Form::Codes => {
                for item in entry.items(field.name) {
                    tokens.extend(search::tokens(item));
                }
            }
            _ => {}
        }
    }
    tokens
}

/// The token of an audience, which no word is like.
pub(crate) fn seen_by(audience: &str) -> String {
    format!("@{audience}")
}

/// Sixteen bytes from the system's random numbers.
fn salt() -> [u8; 16] {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).expect("the system gives random numbers");
    salt
}
