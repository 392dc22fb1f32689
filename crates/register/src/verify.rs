//! Replays the audit chain, and compares it with the tables and with heads that somebody kept.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;

use crate::actor::Audience;
use crate::audit::{Content, GENESIS, Head, Link, content_hash};
pub use crate::replay::Last;
use crate::replay::Replay;

/// Something that is not as the chain says, with the first link it shows at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Number of the link; that of the entry's last link when a table differs.
    pub number: u64,
    /// What is wrong.
    pub what: Wrong,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// The number does not follow the one before: a link was removed, swapped or doubled.
    Number,
    /// It does not name the hash of the link before.
    Previous,
    /// Its time is before that of the link before.
    Time,
    /// It does not have the hash it should have.
    Hash,
    /// Its content does not have the hash it names.
    Content,
    /// Its content is gone and nobody erased it.
    ContentMissing,
    /// Its content cannot be read.
    Body,
    /// The transition is not in the table, or a half is missing.
    Move(String),
    /// A table holds the entry otherwise than its last link.
    Table(String),
    /// The chain is shorter than a head that was kept.
    Shortened,
    /// The link has another hash than in a head that was kept.
    Rewritten,
    /// A head that was kept is not signed by the server's key, or not at all.
    HeadSignature,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.number;
        match &self.what {
            Wrong::Number => write!(
                f,
                "entry {n}: its number does not follow the one before; an entry was removed or swapped"
            ),
            Wrong::Previous => write!(f, "entry {n}: it does not name the hash of the entry before"),
            Wrong::Time => write!(f, "entry {n}: it is earlier than the entry before"),
            Wrong::Hash => write!(f, "entry {n}: its hash is not that of its number, time and content"),
            Wrong::Content => write!(f, "entry {n}: its content was changed"),
            Wrong::ContentMissing => {
                write!(f, "entry {n}: its content is gone, and no entry says that it was erased")
            }
            Wrong::Body => write!(f, "entry {n}: its content cannot be read"),
            Wrong::Move(what) | Wrong::Table(what) => write!(f, "entry {n}: {what}"),
            Wrong::Shortened => write!(f, "entry {n}: a signed head names it, and the chain ends before"),
            Wrong::Rewritten => {
                write!(f, "entry {n}: a signed head names another hash; the chain was rewritten")
            }
            Wrong::HeadSignature => write!(f, "the head of entry {n} is not signed by the server"),
        }
    }
}

/// Takes the links one by one, in order.
#[derive(Debug, Default)]
pub struct Verifier {
    previous: Option<Link>,
    replay: Replay,
    withheld: BTreeSet<u64>,
    hashes: HashMap<u64, String>,
    heads: Vec<Head>,
    faults: Vec<Fault>,
}

/// Where a content belongs: so that columns beside its link can be compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The entry.
    pub address: Cow<'a, str>,
    /// Who may see it.
    pub audience: Audience,
}

/// Whether the hashes that a link carries are those of what it says: the part of a replay that needs nothing of the links
/// before, and can be done in another thread.
#[derive(Debug, Clone, Copy)]
pub struct Fits {
    link: bool,
    content: bool,
}

impl Fits {
    /// Looks at a link and at its content, salt and body.
    pub fn of(link: &Link, content: Option<(&str, &str)>) -> Self {
        let content = content.is_none_or(|(salt, body)| content_hash(salt, body) == link.content);
        Fits { link: link.expected_hash() == link.hash, content }
    }
}

impl Verifier {
    /// A replay that is to be compared with heads.
    pub fn new(heads: Vec<Head>) -> Self {
        Verifier { heads, ..Verifier::default() }
    }

    /// The next link, with its content unless that was erased. Returns where a content that can be read belongs.
    pub fn take<'a>(&mut self, link: Link, content: Option<&'a Content>) -> Option<Place<'a>> {
        let content = content.map(|content| (content.salt.as_str(), content.body.as_str()));
        let fits = Fits::of(&link, content);
        self.follow(link, content.map(|(_, body)| body), fits)
    }

    /// The next link whose hashes were looked at before.
    pub fn follow<'a>(&mut self, link: Link, body: Option<&'a str>, fits: Fits) -> Option<Place<'a>> {
        let (number, hash) =
            self.previous.as_ref().map_or((1, GENESIS), |last| (last.number + 1, last.hash.as_str()));
        let mut wrong = Vec::new();
        if link.number != number {
            // The number that should stand here, so that the first of several faults names the first bad entry.
            self.faults.push(Fault { number, what: Wrong::Number });
        } else if link.previous != hash {
            wrong.push(Wrong::Previous);
        }
        if self.previous.as_ref().is_some_and(|last| last.at > link.at) {
            wrong.push(Wrong::Time);
        }
        if !fits.link {
            wrong.push(Wrong::Hash);
        }
        let mut place = None;
        match body {
            Some(_) if !fits.content => wrong.push(Wrong::Content),
            Some(body) => match self.replay.take(link.number, body) {
                Some(taken) => {
                    place = Some(taken.place);
                    wrong.extend(taken.moved.err().map(Wrong::Move));
                    for erased in &taken.erased {
                        self.withheld.remove(erased);
                    }
                }
                None => wrong.push(Wrong::Body),
            },
            None => drop(self.withheld.insert(link.number)),
        }
        self.faults.extend(wrong.into_iter().map(|what| Fault { number: link.number, what }));
        if self.heads.iter().any(|head| head.number == link.number) {
            self.hashes.insert(link.number, link.hash.clone());
        }
        self.previous = Some(link);
        place
    }

    /// What the chain says of an entry, to compare with a table.
    pub fn last(&self, address: &str) -> Option<&Last> {
        self.replay.last(address)
    }

    /// How many entries the chain knows.
    pub fn n_entries(&self) -> usize {
        self.replay.n_entries()
    }

    /// A row of a table of entries: its address and its canonical form. Every row must be taken, once.
    pub fn compare(&mut self, address: &str, json: &str) {
        let fault = match self.replay.compare(address, json) {
            None => Some((0, format!("{address} stands in a table, and the chain does not know it"))),
            Some((last, false)) => Some((last.number, format!("{address} was changed in a table"))),
            Some(_) => None,
        };
        self.faults.extend(fault.map(|(number, what)| Fault { number, what: Wrong::Table(what) }));
    }

    /// Notes a difference that a table of its own shows.
    pub fn note(&mut self, number: u64, what: String) {
        self.faults.push(Fault { number, what: Wrong::Table(what) });
    }

    /// All faults: those of the chain, the first link first, then those of tables. `compared` says that every row was
    /// taken by [`compare`](Self::compare).
    pub fn finish(mut self, server_keys: &[String], compared: bool) -> Vec<Fault> {
        if compared {
            let gone = self.replay.left().map(|(address, last)| Fault {
                number: last.number,
                what: Wrong::Table(format!("{address} is gone from its table")),
            });
            self.faults.extend(gone.collect::<Vec<_>>());
        }
        self.faults.extend(
            self.withheld.iter().map(|number| Fault { number: *number, what: Wrong::ContentMissing }),
        );
        for head in &self.heads {
            let known = self.hashes.get(&head.number);
            let signed = head.verify().is_ok() && (server_keys.is_empty() || server_keys.contains(&head.key));
            let what = match known {
                _ if !signed => Wrong::HeadSignature,
                None => Wrong::Shortened,
                Some(hash) if *hash != head.hash => Wrong::Rewritten,
                Some(_) => continue,
            };
            self.faults.push(Fault { number: head.number, what });
        }
        // An entry whose last link is broken differs from its table too; what is broken comes before what follows from it.
        self.faults.sort_by_key(|fault| (matches!(fault.what, Wrong::Table(_)), fault.clone()));
        self.faults
    }
}
