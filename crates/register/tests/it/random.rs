//! Whatever anybody tries in whatever order, the rules hold.

mod dice;
mod rules;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use register::act::{Changes, Request, Wish};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::Entry;
use register::kind::Visibility;
use register::verify::Verifier;
use register::{Errors, Side};

use self::dice::Dice;
use crate::desk::{Desk, sentences};

/// Words that only one side may read, and the entry in which they were written.
struct Secret {
    side: Side,
    word: String,
    home: Address,
}

/// A register under random acts, and what was seen on the way.
struct Play {
    desk: Desk,
    /// Acts that went through: who, on what, which, when.
    log: BTreeSet<(Address, Address, String, jiff::Timestamp)>,
    secrets: Vec<Secret>,
    taken: BTreeSet<(&'static str, &'static str)>,
}

impl Play {
    fn step(&mut self, seed: u64) {
        let mut dice = Dice::new(seed);
        let (actor, request) = dice.wish(&self.desk);
        let decided = self.desk.decides(&actor, &request);
        if let Ok(changes) = &decided {
            self.log.insert((actor.user.clone(), request.address.clone(), act_of(&request), request.at));
            self.hide(&actor, &request, changes);
            rules::check(&self.desk, &actor, &request, changes, &self.log);
            self.note(changes);
            self.desk.act(&actor, &request).unwrap();
        }
        self.reads_nothing_hidden(&actor, &decided);
    }

    /// Notes the words that are typed where the other side does not look.
    fn hide(&mut self, actor: &Actor, request: &Request, changes: &Changes) {
        let Some(first) = changes.writes.first() else { return };
        let Some(side) = first.entry.side else { return };
        if !internal(&first.entry) {
            return;
        }
        assert_eq!(side, actor.side, "nobody writes where he does not see");
        for word in dice::secrets(request) {
            self.secrets.push(Secret { side, word, home: first.entry.address.clone() });
        }
    }

    /// Words whose entry has been given to the other side are no secret any more.
    fn note(&mut self, changes: &Changes) {
        for write in &changes.writes {
            let entry = &write.entry;
            self.taken.insert((entry.kind().name, write.deed));
            if !internal(entry) && !GIVES_UP.contains(&write.deed) {
                self.secrets.retain(|secret| secret.home != entry.address);
            }
            let json = entry.to_json();
            for secret in self.secrets.iter().filter(|secret| json.contains(&secret.word)) {
                for reader in [Reader::Public, Reader::Member(secret.side.other())] {
                    assert!(!reader.sees(entry), "{} shows {} to {reader:?}", entry.address, secret.word);
                }
            }
        }
    }

    /// No error tells a side what the other one keeps for itself.
    fn reads_nothing_hidden(&self, actor: &Actor, decided: &Result<Changes, Errors>) {
        let Err(faults) = decided else { return };
        let told = format!("{} {faults:?}", sentences(faults));
        for secret in self.secrets.iter().filter(|secret| secret.side != actor.side) {
            assert!(!told.contains(&secret.word), "{} is told {told}", actor.user);
        }
    }

    /// The chain and every entry are as the register says.
    fn verify(&self) {
        let mut verifier = Verifier::new(Vec::new());
        for recorded in &self.desk.chain {
            verifier.take(recorded.link.clone(), recorded.content.as_ref());
        }
        for entry in self.desk.entries.values() {
            verifier.compare(&entry.address.to_string(), &entry.to_json());
        }
        assert_eq!(verifier.finish(&[], true), []);
    }
}

/// Whether an entry is what one side keeps for itself.
fn internal(entry: &Entry) -> bool {
    let kind = entry.kind();
    let notes = ["note", "action_item", "user"].contains(&kind.name);
    entry.side.is_some()
        && (notes || entry.visibility == Visibility::Side || kind.inside.contains(&entry.state))
}

/// What is given up is not given to the other side.
const GIVES_UP: &[&str] = &["withdraw", "lapse"];

/// The name of a wish in the log.
fn act_of(request: &Request) -> String {
    match &request.wish {
        Wish::Take(act) => act.clone(),
        other => format!("{other:?}"),
    }
}

/// Acts that a few hundred random histories are bound to take; fewer mean that the dice have become lame.
const AT_LEAST: usize = 60;

#[test]
fn no_sequence_of_acts_breaks_a_rule() {
    let beginning = Desk::new();
    let mut taken = BTreeSet::new();
    let collected = std::cell::RefCell::new(&mut taken);
    let steps = proptest::collection::vec(any::<u64>(), 60..160);
    let played = TestRunner::new(crate::config()).run(&steps, |steps| {
        let desk = beginning.clone();
        let mut play = Play { desk, log: BTreeSet::new(), secrets: Vec::new(), taken: BTreeSet::new() };
        for seed in steps {
            play.step(seed);
        }
        play.verify();
        collected.borrow_mut().extend(play.taken);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(taken.len() >= AT_LEAST, "only {} different acts were taken: {taken:?}", taken.len());
}
