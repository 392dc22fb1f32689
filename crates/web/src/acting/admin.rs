//! The audit chain as a reader of a side may see it, and its verification.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Form, Query};
use register::address::Address;
use register::audit::Body;
use store::{Recorded, Verified};

use super::{Sent, login};
use crate::block::{Column, Table};
use crate::error::{Answer, page};
use crate::frame::Frame;
use crate::pages::question::Question;
use crate::shown::{Item, moment, place_of};
use crate::visit::{Caller, Visit};

/// Links on a page.
const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    frame: Frame,
    table: Table,
    older: Option<String>,
    /// What a replay found, when one was asked for.
    found: Vec<String>,
    sound: Option<bool>,
}

pub(crate) async fn audit(visit: Visit, Query(pairs): Query<BTreeMap<String, String>>) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    draw(visit, &Question::of(pairs), None).await
}

/// Replays the whole chain and compares every table with it.
pub(crate) async fn verify(caller: Caller, Form(_): Form<Sent>) -> Answer {
    if caller.login.is_none() {
        return login::first(caller).await;
    }
    let verified = replay(&caller).await?;
    draw(caller.visit().await?, &Question::default(), Some(verified)).await
}

async fn replay(caller: &Caller) -> store::Result<Verified> {
    let mut transaction = caller.site.store.read().await?;
    transaction.verify(Vec::new(), |_| {}).await
}

async fn draw(mut visit: Visit, question: &Question, verified: Option<Verified>) -> Answer {
    let lang = visit.lang;
    let end = visit.register.end().await?.map_or(0, |link| link.number);
    let until = question.get("until").and_then(|text| text.parse().ok()).unwrap_or(end).min(end);
    let from = until.saturating_sub(PAGE - 1).max(1);
    let mut links = visit.register.links_for(visit.reader, from).await?;
    links.retain(|recorded| recorded.link.number <= until);
    links.reverse();
    let keys = ["web-link", "web-time", "web-act", "web-entry", "web-actor", "web-hash"];
    let table = Table {
        caption: lang.say("web-audit"),
        columns: keys.into_iter().map(|key| Column::new(lang.say(key))).collect(),
        rows: links.iter().map(|recorded| row(&visit, recorded)).collect(),
        more: None,
    };
    let older = (from > 1).then(|| visit.path(&format!("/audit?until={}", from - 1)));
    let found = verified.as_ref().map(|verified| found(&visit, verified)).unwrap_or_default();
    let sound = verified.map(|verified| verified.faults.is_empty());
    page(&AuditPage { frame: visit.frame(lang.say("web-audit")).await?, table, older, found, sound })
}

/// A link; of what the reader may not see only its number, time and hash.
fn row(visit: &Visit, recorded: &Recorded) -> Vec<Vec<Item>> {
    let lang = visit.lang;
    let body: Option<Body> =
        recorded.content.as_ref().and_then(|content| serde_json::from_str(&content.body).ok());
    let entry = Address::parse(&recorded.address).ok();
    let link = entry.map(|address| Item::Link {
        href: visit.path(&place_of(&address)),
        words: crate::shown::Words::plain(address.to_string()),
    });
    let at = recorded.link.at;
    vec![
        vec![Item::Number(lang.count(recorded.link.number as usize))],
        vec![Item::Date { machine: at.to_string(), text: moment(lang, at) }],
        body.iter().map(|body| Item::text(words::act(lang, body.entry.kind(), &body.deed))).collect(),
        link.into_iter().collect(),
        body.iter().map(|body| Item::Code(body.by.key().to_owned())).collect(),
        vec![Item::Code(recorded.link.hash[..16].to_owned())],
    ]
}

/// Faults are told without what they are about: it may be the other side's.
fn found(visit: &Visit, verified: &Verified) -> Vec<String> {
    let lang = visit.lang;
    let n = ("n", (verified.n_links as usize).into());
    if verified.faults.is_empty() {
        return vec![lang.tell("web-audit-sound", &[n])];
    }
    vec![lang.tell("web-audit-unsound", &[n, ("faults", verified.faults.len().into())])]
}
