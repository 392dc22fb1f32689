//! A recommendation: who made it, what both sides think of it, what was decided, what came of it.

use register::Side;
use register::entry::Entry;

use super::parts::{Parts, rest};
use super::{facts, thread};
use crate::block::{Block, Content, Fact, Panel};
use crate::error::Failure;
use crate::shown::{Item, Words, day, items, shape};
use crate::visit::Visit;

const HEAD: &[&str] = &["authors", "partners", "organisations", "session", "merged_into"];

pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let opinions = visit.naming("opinion", &[&entry.address]).await?;
    let mut parts = Parts {
        sentences: outcome(visit, entry, &opinions).into_iter().collect(),
        head: facts::chosen(visit, entry, HEAD).await?,
        ..Parts::default()
    };
    if entry.state != "draft" {
        parts.blocks.push(answers(visit, &opinions));
    }
    let decisions = visit.naming("decision", &[&entry.address]).await?;
    parts.blocks.extend(decided(visit, &decisions).await?);
    let thread = thread::forward(visit, entry, &decisions).await?;
    parts.blocks.push(thread.block);
    parts.blocks.extend(facts::texts(visit, entry));
    let shown = [thread.kinds, vec!["opinion", "claim", "decision"]].concat();
    rest(visit, entry, HEAD, &shown, &mut parts).await?;
    Ok(parts)
}

/// The opinion of a side that counts, or the one that is in the making, for those who see it.
fn of_side(opinions: &[Entry], side: Side) -> Option<&Entry> {
    let in_state = |state: &str| {
        opinions.iter().rev().find(|opinion| opinion.side == Some(side) && opinion.state == state)
    };
    ["final", "given", "draft"].into_iter().find_map(in_state)
}

/// What the opinions make together, in a sentence.
fn outcome(visit: &Visit, entry: &Entry, opinions: &[Entry]) -> Option<String> {
    let lang = visit.lang;
    let last = |side| of_side(opinions, side).filter(|opinion| opinion.state == "final");
    let answered = |answer: &str| {
        let says = |side: &Side| last(*side).is_some_and(|opinion| opinion.plain("answer") == Some(answer));
        let sides = [Side::A, Side::B].into_iter().filter(says);
        let names: Vec<String> = sides.map(|side| visit.mechanism.side(side).text.clone()).collect();
        ("side", lang.list(&names).into())
    };
    let since = |at| ("since", day(lang, at).into());
    Some(match entry.state {
        "submitted" => lang.tell("web-outcome-submitted", &[since(entry.since)]),
        "under_consideration" => match (last(Side::A), last(Side::B)) {
            (Some(given), None) | (None, Some(given)) => {
                let side = given.side.map_or(Side::A, Side::other);
                let side = visit.mechanism.side(side).text.clone();
                lang.tell("web-outcome-one-missing", &[("side", side.into()), since(given.since)])
            }
            _ => lang.tell("web-outcome-both-missing", &[since(entry.since)]),
        },
        "agreed" => lang.say("web-outcome-agreed"),
        "agreed_in_part" => lang.say("web-outcome-agreed-in-part"),
        "noted" => lang.say("web-outcome-noted"),
        "deferred" => lang.tell("web-outcome-deferred", &[answered("deferred")]),
        "declined" => lang.tell("web-outcome-declined", &[answered("declined")]),
        "withdrawn" => lang.say("web-outcome-withdrawn"),
        "merged" => lang.say("web-outcome-merged"),
        _ => return None,
    })
}

/// Both sides' opinions beside each other.
fn answers(visit: &Visit, opinions: &[Entry]) -> Block {
    let panels = [Side::A, Side::B].map(|side| panel(visit, opinions, side));
    Block::new("opinions", visit.lang.say("web-opinions"), Content::Pair(panels.into()))
}

fn panel(visit: &Visit, opinions: &[Entry], side: Side) -> Panel {
    let lang = visit.lang;
    let mut panel = Panel::new(visit.mechanism.side(side).clone(), Vec::new());
    let counts = of_side(opinions, side);
    match counts {
        Some(opinion) => {
            panel.facts.push(Fact::new(visit.label("opinion", "answer"), answer(visit, opinion)));
            panel.facts.push(Fact::new(lang.say("web-opinion-day"), vec![Item::day(opinion.since, lang)]));
            panel.text = opinion.text("text", lang.code()).map(|text| Words::of(text, lang));
        }
        None => panel.empty = Some(lang.say("web-no-opinion")),
    }
    let is_earlier = |opinion: &&Entry| {
        opinion.side == Some(side) && counts.is_none_or(|counts| counts.address != opinion.address)
    };
    let earlier: Vec<&Entry> = opinions.iter().filter(is_earlier).collect();
    if !earlier.is_empty() {
        panel.facts.push(Fact::new(lang.say("web-opinions-earlier"), items(earlier, lang)));
    }
    panel
}

/// The answer by word and shape; one that does not count yet says so.
fn answer(visit: &Visit, opinion: &Entry) -> Vec<Item> {
    let word = opinion.plain("answer").unwrap_or_default();
    let drawn = shape(word);
    let mut items =
        vec![Item::State { word: words::word(visit.lang, word), class: drawn.class(), sign: drawn.sign() }];
    if opinion.state != "final" {
        items.push(Item::state(opinion, visit.lang));
    }
    items
}

/// What was decided on it.
async fn decided(visit: &mut Visit, decisions: &[Entry]) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let mut events = Vec::new();
    for decision in decisions {
        for mut event in thread::line(visit, std::slice::from_ref(decision)).await? {
            event.note = decision.text("text", lang.code()).map(|text| Words::of(text, lang));
            events.push(event);
        }
    }
    Ok((!events.is_empty()).then(|| Block::new("decision", lang.say("web-decided"), Content::Line(events))))
}
