//! The thread of an entry: where it came from, what came of it, with dates.

use register::entry::Entry;
use store::views::{Brief, Direction, Node};

use crate::block::{Block, Content, Event};
use crate::error::Failure;
use crate::shown::{Item, Words, place_of, shape, titled};
use crate::visit::Visit;

/// More than this is no thread that anybody reads.
const MOST: usize = 60;

/// What came of an entry; an empty thread says so.
pub(super) async fn forward(visit: &mut Visit, entry: &Entry) -> Result<Block, Failure> {
    let events = walk(visit, entry, Direction::Forward).await?;
    let lang = visit.lang;
    let block = |content| Block::new("thread", lang.say("web-thread"), content);
    if events.is_empty() {
        return Ok(block(Content::Say(vec![lang.say("web-thread-empty")])));
    }
    Ok(block(Content::Line(events)))
}

/// Where an entry came from.
pub(super) async fn back(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let events = walk(visit, entry, Direction::Back).await?;
    let heading = visit.lang.say("web-origin");
    Ok((!events.is_empty()).then(|| Block::new("origin", heading, Content::Line(events))))
}

async fn walk(visit: &mut Visit, entry: &Entry, direction: Direction) -> Result<Vec<Event>, Failure> {
    let lang = visit.lang.code();
    let node = visit.register.trace(visit.reader, &entry.address, direction, lang).await?;
    let mut events = Vec::new();
    for next in node.into_iter().flat_map(|node| node.next) {
        flatten(visit, next, 0, &mut events);
    }
    events.truncate(MOST);
    Ok(events)
}

fn flatten(visit: &Visit, node: Node, depth: usize, events: &mut Vec<Event>) {
    // Reports that are only expected are no news.
    if !(node.entry.address.kind().name == "report" && node.entry.state == "expected") {
        events.push(event(visit, &node.entry, depth));
    }
    for next in node.next {
        flatten(visit, next, depth + 1, events);
    }
}

/// A line of a thread.
pub(super) fn event(visit: &Visit, brief: &Brief, depth: usize) -> Event {
    let lang = visit.lang;
    let kind = brief.address.kind();
    let words = match &brief.title {
        Some(title) => titled(kind, title, lang),
        None => Words::as_written(brief.address.key()),
    };
    let shape = shape(brief.state);
    Event {
        date: Some(Item::date(&brief.since, lang)),
        kind: words::kind(lang, kind),
        what: Item::Link { href: visit.path(&place_of(&brief.address)), words },
        state: Some(Item::State {
            word: words::state(lang, kind, brief.state),
            class: shape.class(),
            sign: shape.sign(),
        }),
        note: brief.reason.clone().map(Words::as_written),
        depth,
    }
}
