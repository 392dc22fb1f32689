//! From the state an entry is in to the one a row wants, along its table.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use register::Error;
use register::act::{Request, Wish};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::kind::{Kind, Row};
use store::Transaction;

/// How far it went.
pub struct Walked {
    /// Acts taken.
    pub n_acts: usize,
    /// Whether the other side's half is missing.
    pub waiting: bool,
}

/// Takes act after act until the state is reached or the other side's half is missing.
pub async fn to(
    transaction: &mut Transaction,
    actor: &Actor,
    address: &Address,
    state: &str,
    reason: Option<&str>,
    at: Timestamp,
) -> Result<Walked, store::Error> {
    let mut n_acts = 0;
    loop {
        let found = transaction.look(Reader::Member(actor.side), address).await?;
        let entry = found.ok_or_else(|| Error::NotFound { address: address.clone() })?;
        if entry.state == state {
            return Ok(Walked { n_acts, waiting: false });
        }
        let kind = entry.kind();
        let no_way = || Error::NoRow {
            address: address.clone(),
            act: format!("bring to {state}"),
            state: entry.state,
        };
        let row = first_step(kind, entry.state, state).ok_or_else(no_way)?;
        if entry.pending.get(row.act).is_some_and(|pending| pending.halves.contains_key(&actor.side)) {
            return Ok(Walked { n_acts, waiting: true });
        }
        let mut request = Request::new(address.clone(), Wish::Take(row.act.to_owned()), at);
        request.reason = reason.map(str::to_owned);
        let done = transaction.act(actor, &request).await?;
        n_acts += 1;
        if done.waiting_for.is_some() {
            return Ok(Walked { n_acts, waiting: true });
        }
    }
}

/// The first row of the shortest way; rows that follow from other entries cannot be taken.
fn first_step(kind: &'static Kind, from: &'static str, to: &str) -> Option<&'static Row> {
    let mut first: BTreeMap<&'static str, &'static Row> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(state) = open.pop_front() {
        for row in kind.rows.iter().filter(|row| row.from.contains(&state) && !row.who.is_empty()) {
            if row.to == from || first.contains_key(row.to) {
                continue;
            }
            let step = first.get(state).copied().unwrap_or(row);
            first.insert(row.to, step);
            if row.to == to {
                return Some(step);
            }
            open.push_back(row.to);
        }
    }
    None
}
