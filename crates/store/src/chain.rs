//! The audit chain in the database: its end, its heads, its links.

use ed25519_dalek::SigningKey;
use register::actor::Reader;
use register::audit::{Content, Head, Link};

use crate::database::on;
use crate::error::{Error, Result};
use crate::transaction::Transaction;

/// Links that are read at once.
const BATCH: i64 = 4_000;

/// Number; time, hash of the link before, hash of the content, hash, address and audience, none of which has blanks in it;
/// salt; body. Few columns, because each costs as much as reading a kilobyte.
type LinkRow = (String, Option<String>, Option<String>);

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

    /// Links from a number on, with their content; at most a batch.
    pub async fn links(&mut self, from: u64) -> Result<Vec<Recorded>> {
        let rows: Vec<LinkRow> = on!(&mut self.inner, c => {
            sqlx::query_as(
                "select a.number || ' ' || a.at || ' ' || a.previous || ' ' || a.content_hash || ' ' || a.hash
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
}

fn recorded(row: LinkRow) -> Recorded {
    let (words, salt, body) = row;
    let (link, address, audience) = link_of_words(&words);
    let content = salt.zip(body).map(|(salt, body)| Content { salt, body });
    Recorded { link, content, address: address.to_owned(), audience: audience.to_owned() }
}

/// A link with the address and audience that stand beside it, of its columns in one text.
pub(crate) fn link_of_words(words: &str) -> (Link, &str, &str) {
    // A blank that somebody put there ends up in the last, which then is no audience.
    let mut words = words.splitn(7, ' ');
    let [number, at, previous, content_hash, hash, address, audience] =
        [(); 7].map(|()| words.next().unwrap_or_default());
    let number = number.parse().unwrap_or_default();
    (link(number, at, previous.to_owned(), content_hash.to_owned(), hash.to_owned()), address, audience)
}

fn link(number: i64, at: &str, previous: String, content: String, hash: String) -> Link {
    // A time that cannot be read, or is written otherwise than it was, has been tampered with: the epoch makes the
    // replay name this link.
    let read = at.parse().ok().filter(|time: &jiff::Timestamp| time.to_string() == at);
    let at = read.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Link { number: number as u64, at, previous, content, hash }
}
