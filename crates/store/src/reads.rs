//! What a transaction has read: so that what was made of it can be kept as long as none of that has changed.

use std::collections::BTreeSet;

use register::address::Address;
use register::entry::Entry;

use crate::database::on;
use crate::error::{Error, Result};
use crate::listing::Filter;
use crate::transaction::Transaction;

/// Entries, and questions to which another answer may come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    /// Entries that were looked at, also those that were not there.
    entries: BTreeSet<Address>,
    /// Entries of which was asked which others name them.
    named: BTreeSet<Address>,
    /// Kinds of which all entries were asked for.
    kinds: BTreeSet<&'static str>,
    /// Whether entries of any kind were asked for.
    everything: bool,
}

impl Reads {
    pub(crate) fn entry(&mut self, address: &Address) {
        self.entries.insert(address.clone());
    }

    pub(crate) fn naming(&mut self, to: &Address) {
        self.named.insert(to.clone());
    }

    /// A list changes with what names the same entries, or with its kind, or with anything.
    pub(crate) fn list(&mut self, filter: &Filter) {
        match (filter.naming.as_slice(), filter.kind) {
            ([first, ..], _) => self.naming(first),
            ([], Some(kind)) => drop(self.kinds.insert(kind.name)),
            ([], None) => self.everything = true,
        }
    }

    /// Whether something that was read may be other than it was, after a change.
    pub fn are_touched_by(&self, change: &Change) -> bool {
        self.everything
            || self.kinds.contains(change.entry.kind().name)
            || self.entries.contains(&change.entry)
            || change.names.iter().any(|named| self.named.contains(named))
    }
}

/// A link of the chain, as far as it tells what to read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number.
    pub number: u64,
    /// The entry that changed.
    pub entry: Address,
    /// What that entry names now. What it named before was read where the entry itself was.
    pub names: Vec<Address>,
}

impl Transaction {
    /// What was read so far.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// What changed after a link, whoever may see it: it tells what to read again, not what it is.
    pub async fn changes_since(&mut self, number: u64) -> Result<Vec<Change>> {
        let rows: Vec<(i64, String)> = on!(&mut self.inner, c => {
            sqlx::query_as("select number, address from audit where number > $1 order by number")
                .bind(number as i64)
                .fetch_all(&mut **c)
                .await
        })?;
        let mut changes = Vec::new();
        for (number, address) in rows {
            let entry = Address::parse(&address).map_err(|_| Error::Broken { address })?;
            let names =
                self.entry(&entry).await?.iter().flat_map(Entry::all_references).map(|(_, to)| to).collect();
            changes.push(Change { number: number as u64, entry, names });
        }
        Ok(changes)
    }
}
