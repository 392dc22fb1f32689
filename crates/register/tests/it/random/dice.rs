//! Random wishes that are often, but not always, what somebody may wish.

use std::collections::BTreeMap;

use register::act::{Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::entry::{Entry, sha256};
use register::kind::{Field, Form, Kind, Role, Visibility, Who};
use register::kinds::ALL;
use register::permission::acts;
use register::text::TextState;
use register::value::{Input, Inputs};

use crate::desk::Desk;

/// A stream of numbers from one seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// The next number (splitmix64).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        self.next() as usize % n.max(1)
    }

    fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Somebody and what he wishes.
    pub fn wish(&mut self, desk: &Desk) -> (Actor, Request) {
        let actors = actors(desk);
        let (mut request, actor) = match self.below(100) {
            0..25 => self.create(desk, &actors),
            25..82 => self.take(desk, &actors),
            _ => self.other(desk, &actors),
        };
        request.reason = self.percent(85).then(|| "a reason".to_owned());
        request.visibility = self.percent(8).then(|| *self.pick(&Visibility::ALL));
        if self.percent(10) {
            request.on_version =
                desk.entries.get(&request.address).map(|it| it.version - u32::from(self.percent(30)));
        }
        if self.percent(2) {
            request.inputs.insert("no_such_field", Input::Plain("x".into()));
        }
        (actor, request)
    }

    fn create(&mut self, desk: &Desk, actors: &[Actor]) -> (Request, Actor) {
        let kind = *self.pick(ALL);
        let actor = self.actor(actors, kind.creates);
        let key = if self.percent(95) { format!("X-{}", desk.chain.len()) } else { "X-1".into() };
        let mut request = Request::new(Address::new(kind, &key).unwrap(), Wish::Create, desk.now);
        for field in kind.fields {
            if field.required || field.owns || self.percent(35) {
                self.fill(desk, &actor, field, &mut request.inputs);
            }
        }
        (request, actor)
    }

    /// An act of an entry's table, mostly one that starts from its state, by somebody who mostly may.
    fn take(&mut self, desk: &Desk, actors: &[Actor]) -> (Request, Actor) {
        let entry = self.entry(desk);
        let kind = entry.kind();
        let open: Vec<_> = kind.rows.iter().filter(|row| row.from.contains(&entry.state)).collect();
        let rows: Vec<_> = if open.is_empty() || self.percent(5) { kind.rows.iter().collect() } else { open };
        let act = if rows.is_empty() { "no_such_act" } else { self.pick(&rows).act };
        let able: Vec<Actor> = actors
            .iter()
            .filter(|actor| acts(actor, entry).iter().any(|row| row.act == act))
            .cloned()
            .collect();
        let anybody = able.is_empty() || self.percent(20);
        let actor = self.pick(if anybody { actors } else { &able }).clone();
        let mut request = Request::new(entry.address.clone(), Wish::Take(act.into()), desk.now);
        if let Some(row) = kind.row(act, entry.state) {
            // The second half is often given without repeating what is proposed.
            let fields = row.writes.iter().filter_map(|name| kind.field(name));
            let write = if entry.pending.contains_key(act) { 20 } else { 80 };
            for field in fields.filter(|_| self.percent(write)).collect::<Vec<_>>() {
                self.fill(desk, &actor, field, &mut request.inputs);
            }
        }
        (request, actor)
    }

    /// Changes of fields and texts, and halves that are taken back.
    fn other(&mut self, desk: &Desk, actors: &[Actor]) -> (Request, Actor) {
        let entry = self.entry(desk);
        let kind = entry.kind();
        let actor = self.actor(
            actors,
            kind.amends.iter().flat_map(|amend| amend.who).copied().collect::<Vec<_>>().as_slice(),
        );
        let field = self.pick(kind.fields);
        let lang = (*self.pick(&["en", "zh", "ru"])).to_owned();
        let text = || (field.name.to_owned(), lang.clone());
        let wish = match self.below(8) {
            0..3 => Wish::Amend,
            3 => Wish::Translate,
            4 => Wish::Review { field: text().0, lang: text().1 },
            5 => Wish::Authenticate { field: text().0, lang: text().1 },
            _ => Wish::TakeBack(entry.pending.keys().next().copied().unwrap_or("withdraw").to_owned()),
        };
        let mut request = Request::new(entry.address.clone(), wish, desk.now);
        if matches!(request.wish, Wish::Amend | Wish::Translate) {
            self.fill(desk, &actor, field, &mut request.inputs);
        }
        (request, actor)
    }

    /// An entry, mostly one that is not there from the beginning.
    fn entry<'a>(&mut self, desk: &'a Desk) -> &'a Entry {
        let made: Vec<&Entry> =
            desk.entries.values().filter(|entry| entry.address.key().starts_with("X-")).collect();
        let all: Vec<&Entry> = desk.entries.values().collect();
        let from = if made.is_empty() || self.percent(15) { all } else { made };
        from[self.below(from.len())]
    }

    /// Somebody, mostly one whose role may.
    fn actor(&mut self, actors: &[Actor], who: &[Who]) -> Actor {
        let may = |actor: &&Actor| who.iter().any(|who| actor.roles.contains(&who.role));
        let able: Vec<&Actor> = actors.iter().filter(may).collect();
        if able.is_empty() || self.percent(15) {
            self.pick(actors).clone()
        } else {
            (*self.pick(&able)).clone()
        }
    }

    fn fill(&mut self, desk: &Desk, actor: &Actor, field: &'static Field, inputs: &mut Inputs) {
        if field.name == "side" && self.percent(80) {
            return;
        }
        let input = match field.form {
            Form::Texts => self.texts(actor),
            _ if self.percent(3) => Input::Plain("\u{0}; ,".into()),
            _ => Input::Plain(self.plain(desk, actor, field)),
        };
        inputs.insert(field.name, input);
    }

    /// Words with a mark of the side that types them.
    fn texts(&mut self, actor: &Actor) -> Input {
        let mut texts = BTreeMap::new();
        for lang in ["en", "zh", "ru"] {
            if lang == "en" || self.percent(30) {
                let word = format!("{SECRET}{}{:016x}", actor.side.code(), self.next());
                let state = if self.percent(20) { TextState::Machine } else { TextState::Draft };
                texts.insert(lang.to_owned(), (word, state));
            }
        }
        Input::Texts(texts)
    }

    fn plain(&mut self, desk: &Desk, actor: &Actor, field: &Field) -> String {
        match field.form {
            Form::Texts => String::new(),
            Form::Line => format!("{}", self.below(9)),
            Form::Lines if field.name == "changes" => (*self.pick(&[
                "end=2027-06",
                "amount=5\ncurrency=RUB",
                "report_every=month",
                "parties=",
                "x=1",
            ]))
            .into(),
            Form::Lines => (*self.pick(&["zh", "ru\nen", "one\ntwo"])).into(),
            Form::Date => format!("{}-{:02}", 2025 + self.below(3), 1 + self.below(12)),
            Form::Time => "10:30".into(),
            Form::Zone => "Asia/Shanghai".into(),
            Form::Number | Form::Count => self.below(1000).to_string(),
            Form::Flag => (*self.pick(&["yes", "no"])).into(),
            Form::Choice(words) | Form::Choices(words) => (*self.pick(words)).into(),
            Form::Ref(kinds) | Form::Refs(kinds) => self.reference(desk, actor, field, kinds),
            Form::Url => "https://example.org/".into(),
            Form::Email => "a@example.org".into(),
            Form::Hash => sha256(&self.next().to_be_bytes()),
            Form::Codes => "iso:XX-1".into(),
        }
    }

    /// The address of an entry of the kinds; where it decides who may act, mostly the own region or organisation.
    fn reference(&mut self, desk: &Desk, actor: &Actor, field: &Field, kinds: &[&str]) -> String {
        let fits = |address: &Address| kinds.is_empty() || kinds.contains(&address.kind().name);
        let own = actor.regions.iter().chain(&actor.organisation).find(|own| fits(own));
        if let Some(own) = own.filter(|_| field.owns && self.percent(70)) {
            return own.to_string();
        }
        let all: Vec<&Address> = desk.entries.keys().filter(|address| fits(address)).collect();
        if all.is_empty() { "region/NONE".into() } else { self.pick(&all).to_string() }
    }
}

/// How marked words begin.
const SECRET: &str = "marked";

/// The marked words that a request types.
pub fn secrets(request: &Request) -> Vec<String> {
    let texts = request.inputs.values().filter_map(|input| match input {
        Input::Texts(texts) => Some(texts.values().map(|(text, _)| text.clone())),
        Input::Plain(_) => None,
    });
    texts.flatten().collect()
}

/// Everybody who can act.
fn actors(desk: &Desk) -> Vec<Actor> {
    let users = desk.entries.values().filter(|entry| entry.kind().name == "user");
    users.filter_map(|user| Actor::of(user).ok()).collect()
}

/// Roles that the dice know; a new one must be in the play.
#[test]
fn every_role_plays() {
    let actors = actors(&Desk::new());
    for role in Role::ALL {
        assert!(actors.iter().filter(|actor| actor.roles.contains(&role)).count() >= 2, "{role:?}");
    }
    let _: &[&Kind] = ALL;
}
