//! Search over all texts: two-character Chinese words inside a sentence, inflected Russian ones.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::Uri;
use register::entry::Entry;
use store::Filter;

use super::export::{self, Downloads};
use super::list::{PAGE, Pages};
use super::question::Question;
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::Item;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    words: String,
    /// How many there are; `None` before something was asked.
    found: Option<String>,
    hits: Vec<Hit>,
    downloads: Downloads,
    pages: Option<Pages>,
}

struct Hit {
    kind: String,
    title: Item,
    state: Item,
}

pub(crate) async fn show(mut visit: Visit, Query(pairs): Query<BTreeMap<String, String>>) -> Answer {
    draw(&mut visit, &Question::of(pairs)).await
}

/// What was found, as a list of addresses and titles; nothing when nothing was asked.
pub(crate) async fn download(
    mut visit: Visit,
    uri: Uri,
    Query(pairs): Query<BTreeMap<String, String>>,
) -> Answer {
    let lang = visit.lang;
    let words = Question::of(pairs).get("q").ok_or_else(Failure::not_found)?.to_owned();
    let (_, format) = export::asked(uri.path()).ok_or_else(Failure::not_found)?;
    let (table, filter) =
        (sheets::Table::of_any("search", lang), Filter { words: Some(words), ..Filter::default() });
    export::file(&mut visit, table, filter, format).await
}

async fn draw(visit: &mut Visit, question: &Question) -> Answer {
    let lang = visit.lang;
    let asked = question.get("q").map(str::to_owned);
    let offset = (question.page() - 1).saturating_mul(PAGE);
    let filter = Filter { words: asked.clone(), offset, limit: Some(PAGE), ..Filter::default() };
    let (mut n, mut entries) = (0, Vec::new());
    if asked.is_some() {
        n = visit.register.count(visit.reader, &Filter { words: asked.clone(), ..Filter::default() }).await?;
        entries = visit.register.list(visit.reader, &filter).await?;
    }
    let hit = |entry: &Entry| Hit {
        kind: words::kind(lang, entry.kind()),
        title: Item::entry(entry, lang),
        state: Item::state(entry, lang),
    };
    page(&SearchPage {
        found: asked.as_ref().map(|_| lang.tell("web-found", &[("n", n.into())])),
        words: asked.unwrap_or_default(),
        hits: entries.iter().map(hit).collect(),
        downloads: Downloads::of(&visit.path("/search"), question),
        pages: Pages::of(lang, question, n, &visit.path("/search")),
        frame: visit.frame(lang.say("web-search")).await?,
    })
}
