//! Help with a glossary, about the data, accessibility.

use register::kinds;

use super::BlocksPage;
use crate::block::{Block, Content, Fact};
use crate::error::{Answer, page};
use crate::shown::{Item, shape};
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
    for kind in kinds::ALL {
        let state = |state: &&'static str| {
            let drawn = shape(state);
            let word = words::state(lang, kind, state);
            Item::State { word, class: drawn.class(), sign: drawn.sign() }
        };
        let facts = vec![Fact::new(lang.say("web-states"), kind.states.iter().map(state).collect())];
        let id = kind.name.replace('_', "-");
        blocks.push(
            Block::new(id, words::kind(lang, kind), Content::Facts(facts))
                .lead(words::kind_about(lang, kind)),
        );
    }
    let heading = lang.say("web-help");
    let frame = visit.frame(heading.clone()).await?;
    page(&BlocksPage { frame, heading, lead: vec![lang.say("web-help-lead")], blocks })
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
