//! The thread of an entry: where it came from, what came of it.

use std::collections::BTreeSet;

use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use serde::Serialize;

use super::Brief;
use crate::error::Result;
use crate::transaction::Transaction;

/// Which way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To what came of it.
    Forward,
    /// To where it came from.
    Back,
}

/// An entry of a thread, and what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// The field that ties it to the node above; `None` for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The entry.
    #[serde(flatten)]
    pub entry: Brief,
    /// The entries next on the thread; one that was shown before is not gone through again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Node>,
}

impl Transaction {
    /// The thread of an entry, as far as the reader may see; `None` when he may not see the entry.
    pub async fn trace(
        &mut self,
        reader: Reader,
        address: &Address,
        direction: Direction,
        lang: &str,
    ) -> Result<Option<Node>> {
        let Some(entry) = self.look(reader, address).await? else { return Ok(None) };
        let mut seen = BTreeSet::from([address.clone()]);
        Ok(Some(self.node(reader, None, &entry, direction, lang, &mut seen).await?))
    }

    async fn node(
        &mut self,
        reader: Reader,
        by: Option<String>,
        entry: &Entry,
        direction: Direction,
        lang: &str,
        seen: &mut BTreeSet<Address>,
    ) -> Result<Node> {
        let neighbours = match direction {
            Direction::Forward => self.named_by(reader, &entry.address, true).await?,
            Direction::Back => self.origins(reader, entry).await?,
        };
        let mut next = Vec::new();
        for (field, neighbour) in neighbours {
            if seen.insert(neighbour.address.clone()) {
                // A future that calls itself must be boxed.
                next.push(Box::pin(self.node(reader, Some(field), &neighbour, direction, lang, seen)).await?);
            }
        }
        Ok(Node { by, entry: Brief::of(entry, lang), next })
    }

    /// The entries that an entry came from.
    async fn origins(&mut self, reader: Reader, entry: &Entry) -> Result<Vec<(String, Entry)>> {
        let mut origins = Vec::new();
        for field in entry.kind().fields.iter().filter(|field| field.thread) {
            for address in entry.references(field.name) {
                origins
                    .extend(self.look(reader, &address).await?.map(|origin| (field.name.to_owned(), origin)));
            }
        }
        Ok(origins)
    }
}
