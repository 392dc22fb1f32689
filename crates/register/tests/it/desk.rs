//! A register in memory, worked on by users of both sides in lines such as
//! `take decision/D-1 | title.en=... | because: ...`.

mod lines;

use std::collections::BTreeMap;

use diagnostic::Explain;
use jiff::{Span, Timestamp};
use register::act::{Changes, Request, Write, act};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::audit::{Body, Content, Link};
use register::entry::{Entry, sha256};
use register::foundation::{Administrator, Foundation, enrol, found};
use register::related::{Need, Related, needs};
use register::value::{Input, Inputs};
use register::{Error, Errors, Side, table};

pub use self::lines::{address, inputs, sentences};

/// A link of the chain, what stands beside it, and the entry it is about.
#[derive(Clone)]
pub struct Recorded {
    pub link: Link,
    pub content: Option<Content>,
    pub address: Address,
}

/// The register.
#[derive(Clone)]
pub struct Desk {
    pub entries: BTreeMap<Address, Entry>,
    pub chain: Vec<Recorded>,
    pub now: Timestamp,
}

/// Users of the desk: key and fields.
const USERS: &[(&str, &str)] = &[
    ("sec-a", "roles=secretariat"),
    ("sec-b", "roles=secretariat"),
    ("chair-a", "roles=co_chair"),
    ("chair-b", "roles=co_chair"),
    ("officer-a", "roles=region_officer | regions=A-1"),
    ("officer-a2", "roles=region_officer | regions=A-2"),
    ("officer-b", "roles=region_officer | regions=B-1"),
    ("officer-b2", "roles=region_officer | regions=B-2"),
    ("analyst-a", "roles=analyst"),
    ("analyst-b", "roles=analyst"),
    ("reviewer-a", "roles=reviewer | reviews=zh"),
    ("reviewer-b", "roles=reviewer | reviews=ru"),
    ("company-a", "roles=organisation | organisation=ORG-A"),
    ("company-b", "roles=organisation | organisation=ORG-B"),
];

/// What both sides keep from the first day.
const BEGINNING: &[(&str, &str)] = &[
    ("sec-a", "create region/A-1 | title.en=First of A | level=province"),
    ("sec-a", "create region/A-2 | title.en=Second of A | level=province"),
    ("sec-b", "create region/B-1 | title.en=First of B | level=province"),
    ("sec-b", "create region/B-2 | title.en=Second of B | level=province"),
    ("sec-a", "create field/trade | title.en=Trade"),
    ("sec-a", "create field/culture | title.en=Culture"),
    ("sec-a", "create organisation/ORG-A | title.en=Works of A | type=enterprise | region=A-1"),
    ("sec-b", "create organisation/ORG-B | title.en=Works of B | type=enterprise | region=B-1"),
    ("sec-a", "create session/S-1 | title.en=First session | type=council | start=2026-05-14"),
];

impl Desk {
    /// A register with both administrators, users of every role on both sides, and what they need to begin.
    pub fn new() -> Self {
        let now: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        let mut desk = Desk { entries: BTreeMap::new(), chain: Vec::new(), now };
        let plain = |text: &str| Input::Plain(text.to_owned());
        let mechanism = inputs(
            "mechanism/mechanism",
            &["title.en=Exercise", "side_a.en=A", "side_b.en=B", "languages=en"],
        );
        let administrators = Side::BOTH.map(|side| Administrator {
            side,
            fields: Inputs::from([("name", plain("Administrator"))]),
            token: sha256(side.code().as_bytes()),
            present: true,
        });
        let by = address("user/admin-a");
        for write in found(&Foundation { mechanism, administrators, members: Vec::new(), at: now }).unwrap() {
            desk.keep(&by, write);
        }
        let (secretariats, others) = USERS.split_at(2);
        for user in secretariats {
            desk.admits(user);
        }
        for (user, line) in BEGINNING {
            desk.does(user, line);
        }
        for user in others {
            desk.admits(user);
        }
        desk
    }

    /// Makes a user, who then enrols with the one-time token.
    fn admits(&mut self, (key, fields): &(&str, &str)) {
        let user = address(&format!("user/{key}"));
        let side = if key.contains("-a") { "a" } else { "b" };
        let (once, own) = (sha256(key.as_bytes()), sha256(format!("{key} own").as_bytes()));
        self.does(&format!("admin-{side}"), &format!("create {user} | name={key} | {fields} | token={once}"));
        let write = enrol(&self.entries[&user], &once, &own, self.now).unwrap();
        self.keep(&user, write);
    }

    /// Who a user is.
    pub fn actor(&self, user: &str) -> Actor {
        Actor::of(&self.entries[&address(&format!("user/{user}"))]).unwrap()
    }

    /// Sets the day; the clock goes on by a minute with each act.
    pub fn on(&mut self, day: &str) {
        self.now = format!("{day}T09:00:00Z").parse().unwrap();
    }

    /// Does what a line says, and must be able to.
    #[track_caller]
    pub fn does(&mut self, user: &str, line: &str) -> Changes {
        let done = self.tries(user, line);
        done.unwrap_or_else(|faults| panic!("{user}: {line}: {}", sentences(&faults)))
    }

    /// Several lines, one after the other.
    #[track_caller]
    pub fn all_do(&mut self, lines: &[(&str, &str)]) {
        for (user, line) in lines {
            self.does(user, line);
        }
    }

    /// The codes of everything that is wrong with a line, which must not go through.
    #[track_caller]
    pub fn refuses(&mut self, user: &str, line: &str) -> String {
        let before = self.entries.clone();
        let faults = self.tries(user, line).expect_err(line);
        assert!(before == self.entries, "what is refused changes nothing: {line}");
        faults.iter().map(Explain::code).collect::<Vec<_>>().join(" ")
    }

    /// Tries what a line says.
    pub fn tries(&mut self, user: &str, line: &str) -> Result<Changes, Errors> {
        let request = self.request(line);
        self.act(&self.actor(user), &request)
    }

    /// Does an act as a store does: fetches what is needed, lets the register decide, writes.
    pub fn act(&mut self, actor: &Actor, request: &Request) -> Result<Changes, Errors> {
        let changes = self.decides(actor, request)?;
        for write in &changes.writes {
            self.keep(&actor.user, write.clone());
        }
        self.now = self.now.checked_add(Span::new().minutes(1)).unwrap();
        Ok(changes)
    }

    /// What an act would change.
    pub fn decides(&self, actor: &Actor, request: &Request) -> Result<Changes, Errors> {
        let entry = self.entries.get(&request.address);
        let changes = act(actor, request, entry, &self.related(request, entry))?;
        self.check_references(actor, entry, &changes.writes)?;
        Ok(changes)
    }

    fn related(&self, request: &Request, entry: Option<&Entry>) -> Related {
        let mut related = Related::default();
        for need in needs(request, entry) {
            match need {
                Need::Entry(address) => {
                    self.entries.get(&address).into_iter().for_each(|entry| related.add(entry.clone()));
                }
                Need::Naming { kind, to } => {
                    let names = |entry: &&Entry| {
                        entry.kind().name == kind
                            && entry.all_references().iter().any(|(_, address)| *address == to)
                    };
                    self.entries.values().filter(names).for_each(|entry| related.add(entry.clone()));
                }
            }
        }
        related
    }

    /// What is newly named must be there, and the actor must be able to see it.
    fn check_references(&self, actor: &Actor, old: Option<&Entry>, writes: &[Write]) -> Result<(), Errors> {
        let Some(entry) = writes.first().map(|write| &write.entry) else { return Ok(()) };
        let known = old.map(Entry::all_references).unwrap_or_default();
        let sees = |to: &Address| {
            self.entries.get(to).is_some_and(|entry| Reader::Member(actor.side).sees(entry))
                || writes.iter().any(|write| write.entry.address == *to)
        };
        let dangling =
            entry.all_references().into_iter().filter(|named| !known.contains(named) && !sees(&named.1));
        let faults: Errors = dangling
            .map(|(field, to)| Error::Dangling { address: entry.address.clone(), field, to })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Writes an entry and its link.
    pub fn keep(&mut self, by: &Address, write: Write) {
        let address = write.entry.address.clone();
        let mut erased = Vec::new();
        if write.erases {
            for recorded in self.chain.iter_mut().filter(|recorded| recorded.address == address) {
                recorded.content = None;
                erased.push(recorded.link.number);
            }
        }
        let body = Body { deed: write.deed.to_owned(), by: by.clone(), entry: write.entry.clone(), erased };
        let salt = u128::try_from(self.chain.len()).unwrap().to_be_bytes();
        let content = Content::new(&body, salt);
        let link = Link::after(self.chain.last().map(|last| &last.link), self.now, &content);
        self.chain.push(Recorded { link, content: Some(content), address: address.clone() });
        self.entries.insert(address, write.entry);
    }

    /// An entry as it stands.
    #[track_caller]
    pub fn entry(&self, of: &str) -> &Entry {
        self.entries.get(&address(of)).unwrap_or_else(|| panic!("there is no {of}"))
    }

    /// The state an entry is in.
    #[track_caller]
    pub fn state(&self, of: &str) -> &'static str {
        self.entry(of).state
    }

    /// A cell of an entry.
    #[track_caller]
    pub fn cell(&self, of: &str, column: &str) -> String {
        let entry = self.entry(of);
        table::cell(entry, &table::column(entry.kind(), column).expect("a column"))
    }

    /// Who sees an entry: `public`, `a` and `b`, as far as they do.
    #[track_caller]
    pub fn seen_by(&self, of: &str) -> String {
        let readers =
            [("public", Reader::Public), ("a", Reader::Member(Side::A)), ("b", Reader::Member(Side::B))];
        let entry = self.entry(of);
        let who = readers.iter().filter(|(_, reader)| reader.sees(entry)).map(|(name, _)| *name);
        who.collect::<Vec<_>>().join(" ")
    }
}
