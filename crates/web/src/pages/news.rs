//! News & Information: bulletins of both sides, the newest first.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use register::entry::Entry;
use store::{Filter, Order};

use super::list::{PAGE, Pages};
use super::question::Question;
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::{Item, Words};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "news.html")]
struct NewsPage {
    frame: Frame,
    bulletins: Vec<Bulletin>,
    pages: Option<Pages>,
}

/// A bulletin as a line of news.
pub(crate) struct Bulletin {
    pub(crate) title: Item,
    pub(crate) date: Option<Item>,
    /// Whose it is: a side's, or both sides'.
    pub(crate) side: String,
    pub(crate) beginning: Option<Words>,
}

pub(crate) async fn show(mut visit: Visit, Query(pairs): Query<BTreeMap<String, String>>) -> Answer {
    draw(&mut visit, &Question::of(pairs)).await
}

async fn draw(visit: &mut Visit, question: &Question) -> Answer {
    let released = released();
    let n = visit.register.count(visit.reader, &released).await?;
    let bulletins = newest(visit, PAGE, (question.page() - 1).saturating_mul(PAGE)).await?;
    let frame = visit.frame(visit.lang.say("web-news")).await?;
    let pages = Pages::of(visit.lang, question, n, &visit.path("/news"));
    page(&NewsPage { frame, bulletins, pages })
}

fn released() -> Filter {
    let states = vec!["released".to_owned()];
    Filter { kind: register::kind::kind("bulletin"), states, ..Filter::default() }
}

/// The newest bulletins.
pub(crate) async fn newest(visit: &mut Visit, limit: usize, offset: usize) -> Result<Vec<Bulletin>, Failure> {
    let filter =
        Filter { limit: Some(limit), offset, order: Order::Made { newest_first: true }, ..released() };
    let entries = visit.register.list(visit.reader, &filter).await?;
    Ok(entries.iter().map(|entry| bulletin(visit, entry)).collect())
}

fn bulletin(visit: &Visit, entry: &Entry) -> Bulletin {
    let lang = visit.lang;
    let of_both = entry.flag("joint") || entry.side.is_none();
    let side = entry.side.filter(|_| !of_both).map(|side| visit.mechanism.side(side).text.clone());
    Bulletin {
        title: Item::entry(entry, lang),
        date: entry.plain("date").map(|date| Item::date(date, lang)),
        side: side.unwrap_or_else(|| lang.say("web-both-sides")),
        beginning: entry.text("text", lang.code()).map(|text| Words::of(text, lang)),
    }
}
