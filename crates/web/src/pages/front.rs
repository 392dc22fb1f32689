//! The front page: what this is, who takes part, what was promised, what became of it.

use askama::Template;
use register::Side;
use register::entry::Entry;
use store::{Filter, Order};

use super::news::{Bulletin, newest};
use crate::block::Count;
use crate::error::{Answer, Failure, page};
use crate::frame::{Frame, encoded};
use crate::shown::{Item, Words};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage {
    frame: Frame,
    about: Option<Words>,
    who: Vec<Count>,
    promised: Vec<Count>,
    became: Vec<Count>,
    next: Option<Meeting>,
    last: Option<Meeting>,
    bulletins: Vec<Bulletin>,
}

/// A session in a few words.
struct Meeting {
    title: Item,
    date: Option<Item>,
    state: Item,
}

pub(crate) async fn show(mut visit: Visit) -> Answer {
    let visit = &mut visit;
    let lang = visit.lang;
    let about = visit.mechanism.entry.text("text", lang.code()).map(|text| Words::of(text, lang));
    let who = who(visit).await?;
    let promised = promised(visit).await?;
    let became = became(visit).await?;
    let (next, last) = meetings(visit).await?;
    let bulletins = newest(visit, 5, 0).await?;
    let frame = visit.frame(String::new()).await?;
    page(&FrontPage { frame, about, who, promised, became, next, last, bulletins })
}

/// How many entries of a kind are in some states, as a number that leads to them.
async fn count(visit: &mut Visit, kind: &str, states: &[&str], key: &str) -> Result<Count, Failure> {
    let kind = register::kind::kind(kind).expect("the front page names kinds that exist");
    let owned = states.iter().map(|state| (*state).to_owned()).collect();
    let n = visit
        .register
        .count(visit.reader, &Filter { kind: Some(kind), states: owned, ..Filter::default() })
        .await?;
    let question =
        if states.is_empty() { String::new() } else { format!("?state={}", encoded(&states.join(","))) };
    Ok(Count {
        n: visit.lang.count(n),
        what: visit.lang.tell(key, &[("n", n.into())]),
        href: visit.path(&format!("/{}{question}", kind.plural.replace('_', "-"))),
    })
}

async fn who(visit: &mut Visit) -> Result<Vec<Count>, Failure> {
    let filter = Filter { kind: register::kind::kind("region"), ..Filter::default() };
    let regions = visit.register.list(visit.reader, &filter).await?;
    let today = visit.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let member = |region: &&Entry| {
        region
            .date("member_until")
            .and_then(register::date::Date::last_day)
            .is_none_or(|until| until >= today)
    };
    let of_side = |side| regions.iter().filter(member).filter(|region| region.side == Some(side)).count();
    let lang = visit.lang;
    let count = |side: Side, anchor: &str| Count {
        n: lang.count(of_side(side)),
        what: lang.tell(
            "web-front-regions",
            &[("n", of_side(side).into()), ("side", visit.mechanism.side(side).text.clone().into())],
        ),
        href: visit.path(&format!("/members#{anchor}")),
    };
    Ok(vec![count(Side::A, "side-a"), count(Side::B, "side-b")])
}

async fn promised(visit: &mut Visit) -> Result<Vec<Count>, Failure> {
    Ok(vec![
        count(visit, "session", &[], "web-front-sessions").await?,
        count(visit, "recommendation", &[], "web-front-recommendations").await?,
        count(visit, "decision", &["taken"], "web-front-decisions").await?,
        count(visit, "commitment", &[], "web-front-commitments").await?,
        count(visit, "project", &[], "web-front-projects").await?,
    ])
}

async fn became(visit: &mut Visit) -> Result<Vec<Count>, Failure> {
    Ok(vec![
        count(visit, "recommendation", &["agreed", "agreed_in_part"], "web-front-agreed").await?,
        count(visit, "recommendation", &["under_consideration"], "web-front-unanswered").await?,
        count(visit, "project", &["in_implementation", "in_modification"], "web-front-running").await?,
        count(visit, "project", &["completed"], "web-front-completed").await?,
        count(visit, "project", &["cancelled", "not_pursued"], "web-front-dropped").await?,
        count(visit, "result", &["confirmed", "settled"], "web-front-results").await?,
        count(visit, "commitment", &["confirmed"], "web-front-kept").await?,
    ])
}

/// The next session and the last one.
async fn meetings(visit: &mut Visit) -> Result<(Option<Meeting>, Option<Meeting>), Failure> {
    let filter = Filter {
        kind: register::kind::kind("session"),
        order: Order::Made { newest_first: true },
        ..Filter::default()
    };
    let mut sessions = visit.register.list(visit.reader, &filter).await?;
    let day = |session: &Entry| session.date("start").and_then(register::date::Date::first_day);
    sessions.sort_by_key(day);
    let ahead = |session: &&Entry| ["tentative", "confirmed", "open", "in_progress"].contains(&session.state);
    let next = sessions.iter().find(ahead).map(|session| meeting(visit, session));
    let over = |session: &&Entry| ["closed", "minutes_adopted"].contains(&session.state);
    let last = sessions.iter().rev().find(over).map(|session| meeting(visit, session));
    Ok((next, last))
}

fn meeting(visit: &Visit, session: &Entry) -> Meeting {
    let lang = visit.lang;
    Meeting {
        title: Item::entry(session, lang),
        date: session.plain("start").map(|date| Item::date(date, lang)),
        state: Item::state(session, lang),
    }
}
