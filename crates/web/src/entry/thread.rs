//! The thread of an entry: where it came from, what came of it, with dates.

use register::address::Address;
use register::entry::Entry;
use store::views::{Brief, Direction, Node};

use crate::block::{Block, Content, Details, Event};
use crate::error::Failure;
use crate::pages::roadmap::{link, state};
use crate::shown::{Item, Titles, Words, happened};
use crate::visit::Visit;

/// More than this is no thread that anybody reads.
const MOST: usize = 60;
/// Kinds that hang on what is told: steps and numbers of a project.
const DETAILS: &[&str] = &["milestone", "indicator", "report", "change_request", "action_item"];

/// What came of an entry, and the kinds of entries that stand in it.
pub(super) struct Thread {
    pub(super) block: Block,
    pub(super) kinds: Vec<&'static str>,
}

/// Something that came of it, with what hangs on it.
struct Step {
    brief: Brief,
    details: Vec<Brief>,
}

/// What came of an entry, the oldest first, but for what the page shows above it; an empty thread says so.
pub(super) async fn forward(visit: &mut Visit, entry: &Entry, above: &[Entry]) -> Result<Thread, Failure> {
    let lang = visit.lang;
    let node = visit.register.trace(visit.reader, &entry.address, Direction::Forward, lang.code()).await?;
    let (mut steps, mut kinds) = (Vec::new(), vec!["opinion"]);
    for node in node.into_iter().flat_map(|node| node.next) {
        kinds.push(node.entry.address.kind().name);
        walk(node, None, &mut steps);
    }
    steps.retain(|step| above.iter().all(|entry| entry.address != step.brief.address));
    // What does not stand in the thread stands in a table.
    if steps.len() > MOST {
        kinds.clear();
    }
    steps.truncate(MOST);
    let events = told(visit, steps).await?;
    let content = if events.is_empty() {
        let key = if above.is_empty() { "web-thread-empty" } else { "web-thread-no-more" };
        Content::Say(vec![lang.say(key)])
    } else {
        Content::Line(events)
    };
    Ok(Thread { block: Block::new("thread", lang.say("web-thread"), content), kinds })
}

fn walk(node: Node, under: Option<usize>, steps: &mut Vec<Step>) {
    let kind = node.entry.address.kind().name;
    // Opinions stand beside each other on the page of the recommendation; reports that are only expected are no news.
    let told = kind != "opinion" && !(kind == "report" && ["expected", "lapsed"].contains(&node.entry.state));
    let here = match under {
        _ if !told => under,
        Some(step) if DETAILS.contains(&kind) => {
            steps[step].details.push(node.entry);
            under
        }
        _ => {
            steps.push(Step { brief: node.entry, details: Vec::new() });
            Some(steps.len() - 1)
        }
    };
    for next in node.next {
        walk(next, here, steps);
    }
}

/// Steps as lines, each on the day it happened.
async fn told(visit: &mut Visit, steps: Vec<Step>) -> Result<Vec<Event>, Failure> {
    let addresses: Vec<Address> = steps
        .iter()
        .flat_map(|step| std::iter::once(&step.brief).chain(&step.details))
        .map(|brief| brief.address.clone())
        .collect();
    let entries = visit.register.look_at(visit.reader, &addresses).await?;
    let sessions = sessions(visit, entries.values()).await?;
    let one = |brief: &Brief| {
        let date = entries
            .get(&brief.address)
            .map_or_else(|| brief.since.clone(), |entry| happened(entry, &sessions));
        (date.clone(), event(visit, brief, &date))
    };
    let mut dated: Vec<(String, Event)> = Vec::new();
    for step in &steps {
        let (date, mut event) = one(&step.brief);
        let events: Vec<Event> = step.details.iter().map(|brief| one(brief).1).collect();
        event.more = (!events.is_empty()).then(|| Details {
            summary: visit.lang.tell("web-thread-details", &[("n", events.len().into())]),
            events,
        });
        dated.push((date, event));
    }
    dated.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(dated.into_iter().map(|(_, event)| event).collect())
}

/// Some entries and everything that came of them, once each, the oldest first.
pub(crate) async fn of_all(visit: &mut Visit, entries: &[Entry]) -> Result<Vec<Event>, Failure> {
    let lang = visit.lang.code();
    let mut steps: Vec<Step> = Vec::new();
    for entry in entries {
        let node = visit.register.trace(visit.reader, &entry.address, Direction::Forward, lang).await?;
        if let Some(node) = node {
            walk(node, None, &mut steps);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    steps.retain(|step| seen.insert(step.brief.address.clone()));
    steps.truncate(MOST);
    told(visit, steps).await
}

/// Entries as lines, each on the day it happened, the oldest first.
pub(crate) async fn line(visit: &mut Visit, entries: &[Entry]) -> Result<Vec<Event>, Failure> {
    let lang = visit.lang.code();
    let steps = entries.iter().map(|entry| Step { brief: Brief::of(entry, lang), details: Vec::new() });
    told(visit, steps.collect()).await
}

/// The sessions that entries name: what was decided there happened there.
async fn sessions<'a>(
    visit: &mut Visit,
    entries: impl Iterator<Item = &'a Entry>,
) -> Result<Titles, Failure> {
    let session = |entry: &Entry| entry.kind().field("session").and_then(|field| entry.reference(field.name));
    let mut named: Vec<Address> = entries.filter_map(session).collect();
    named.sort_unstable();
    named.dedup();
    Ok(visit.register.look_at(visit.reader, &named).await?)
}

/// Where an entry came from.
pub(super) async fn back(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let node = visit.register.trace(visit.reader, &entry.address, Direction::Back, lang.code()).await?;
    let mut steps = Vec::new();
    let mut open: Vec<Node> = node.into_iter().flat_map(|node| node.next).collect();
    while let Some(node) = open.pop() {
        open.extend(node.next);
        steps.push(Step { brief: node.entry, details: Vec::new() });
    }
    steps.truncate(MOST);
    let events = told(visit, steps).await?;
    Ok((!events.is_empty()).then(|| Block::new("origin", lang.say("web-origin"), Content::Line(events))))
}

/// A line of a thread.
fn event(visit: &Visit, brief: &Brief, date: &str) -> Event {
    Event {
        date: Some(Item::date(date, visit.lang)),
        kind: words::kind(visit.lang, brief.address.kind()),
        what: link(visit, brief),
        state: Some(state(visit, brief)),
        note: brief.reason.clone().map(Words::as_written),
        depth: 0,
        more: None,
    }
}
