//! Help with a glossary, about the data, accessibility.

use register::kind::Kind;
use register::kinds;

use super::BlocksPage;
use crate::block::{Block, Content, Fact};
use crate::error::{Answer, page};
use crate::shown::{Item, Words, shape};
use crate::visit::Visit;

/// What the mechanism and this site are, then every kind of entry and what each of its states means.
pub(crate) async fn help(mut visit: Visit) -> Answer {
    let lang = visit.lang;
    let sentences = |keys: &[&str]| Content::Say(keys.iter().map(|key| lang.say(key)).collect());
    let mut blocks = vec![
        Block::new(
            "use",
            lang.say("web-help-use"),
            sentences(&["web-help-use-1", "web-help-use-2", "web-help-use-3"]),
        ),
        Block::new("both", lang.say("web-help-both"), sentences(&["web-help-both-1", "web-help-both-2"])),
        Block::new("shapes", lang.say("web-help-shapes"), sentences(&["web-help-shapes-1"])),
    ];
    blocks.extend(kinds::ALL.iter().map(|kind| glossary(&visit, kind)));
    let heading = lang.say("web-help");
    let frame = visit.frame(heading.clone()).await?;
    page(&BlocksPage { frame, heading, lead: vec![lang.say("web-help-lead")], blocks })
}

/// What a kind is, what each of its states means, and the way to its entries.
fn glossary(visit: &Visit, kind: &'static Kind) -> Block {
    let lang = visit.lang;
    let plural = kind.plural.replace('_', "-");
    // The mechanism's only entry is the front page.
    let place = if kind.name == "mechanism" { String::new() } else { format!("/{plural}") };
    let entries = Item::Link { href: visit.path(&place), words: Words::plain(words::kinds(lang, kind)) };
    let mut facts = vec![Fact::new(lang.say("web-help-entries"), vec![entries])];
    let mut plain = Vec::new();
    for state in kind.states {
        let drawn = shape(state);
        let word = words::state(lang, kind, state);
        match words::state_about(lang, kind, state) {
            Some(about) => facts.push(Fact::new(format!("{} {word}", drawn.sign()), vec![Item::text(about)])),
            None => plain.push(Item::State { word, class: drawn.class(), sign: drawn.sign() }),
        }
    }
    if !plain.is_empty() {
        let other = if facts.len() > 1 { "web-states-other" } else { "web-states" };
        facts.push(Fact::new(lang.say(other), plain));
    }
    let id = kind.name.replace('_', "-");
    Block::new(id, words::kind(lang, kind), Content::Facts(facts)).lead(words::kind_about(lang, kind))
}

/// Where everything comes from, and how it can be checked.
pub(crate) async fn data(mut visit: Visit) -> Answer {
    let lang = visit.lang;
    let lead = ["web-data-1", "web-data-2", "web-data-3", "web-data-4"].map(|key| lang.say(key)).to_vec();
    let heading = lang.say("web-data");
    let frame = visit.frame(heading.clone()).await?;
    page(&BlocksPage { frame, heading, lead, blocks: Vec::new() })
}

/// What has been done for those who read by keyboard, screen reader or on paper, and what is known to be missing.
pub(crate) async fn accessibility(mut visit: Visit) -> Answer {
    let lang = visit.lang;
    let lead = ["web-accessibility-1", "web-accessibility-2", "web-accessibility-3"]
        .map(|key| lang.say(key))
        .to_vec();
    let heading = lang.say("web-accessibility");
    let frame = visit.frame(heading.clone()).await?;
    page(&BlocksPage { frame, heading, lead, blocks: Vec::new() })
}

/// Pages may be found; forms need not.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /en/login\nDisallow: /zh/login\nDisallow: /ru/login\n"
}
