//! One link of a run: observed against expected, why, whether it moved, and what came of it.

use axum::extract::Path;
use register::address::Address;
use register::entry::Entry;
use register::kind::Role;
use store::{LinkRow, Numbers};

use super::drawings;
use super::matrix;
use super::runs::{self, Change, Head, Reasons, Run};
use super::shown::{self, Names, to};
use crate::block::{Block, Column, Content, Fact, Table};
use crate::entry::thread;
use crate::error::{Answer, Failure, page};
use crate::frame::encoded;
use crate::pages::{BlocksPage, pair};
use crate::shown::Item;
use crate::visit::Visit;

/// 90 % of a normal distribution lie within so many standard deviations.
const NINETY: f64 = 1.644_853_6;

pub(crate) async fn show(
    mut visit: Visit,
    Path((_, run, origin, destination)): Path<(String, String, String, String)>,
) -> Answer {
    let visit = &mut visit;
    let run = runs::one(visit, &run).await?;
    let found = visit.register.result_link(visit.reader, run.address(), &origin, &destination).await?;
    let (row, reasons) = found.ok_or_else(Failure::not_found)?;
    let reasons: Option<Reasons> = reasons.and_then(|json| serde_json::from_str(&json).ok());
    draw(visit, &run, &row, &reasons.unwrap_or_default()).await
}

async fn draw(visit: &mut Visit, run: &Run, row: &LinkRow, reasons: &Reasons) -> Answer {
    let lang = visit.lang;
    let similar = reasons.similar.iter().flat_map(|pair| [pair.origin.as_str(), pair.destination.as_str()]);
    let partners = reasons.sensitivity.iter().map(|it| it.change.value.as_str());
    let own = [row.origin.as_str(), row.destination.as_str()];
    let names = Names::of(visit, own.into_iter().chain(similar).chain(partners)).await?;
    let name = names.link(&row.origin, &row.destination, lang);
    let heading = format!("{}: {name}", shown::channel(lang, run.channel()));
    let mut blocks = Vec::new();
    let head = runs::head(visit, run).await?;
    let weak_below = head.as_ref().map_or(0.75, |head| head.question.weak_below);
    blocks.push(Block::new(
        "facts",
        lang.say("evidence-numbers"),
        Content::Facts(facts(visit, run, row, &names)),
    ));
    blocks.extend(offer(visit, run, row));
    blocks.extend(moved(visit, run, row, weak_below).await?);
    if let Some(figure) = drawings::course(visit, run, &name, &reasons.course) {
        blocks.push(Block::new("course", lang.say("evidence-course"), Content::Figure(figure)));
    }
    blocks.extend(thread_of(visit, run, row).await?);
    blocks.extend(why(visit, row, reasons, &names));
    blocks.extend(alike(visit, run, reasons, &names));
    blocks.extend(steady(visit, reasons, &names));
    if let Some(head) = &head {
        let said = matrix::told(visit, run, head);
        blocks.push(Block::new("how", lang.say("evidence-how-short"), Content::Said(said)));
    }
    let frame = visit.frame(heading.clone()).await?.under("/links", lang.say("evidence-links"));
    page(&BlocksPage { frame, heading, lead: vec![sentence(visit, run, row, head.as_ref())], blocks })
}

/// What was found, in a sentence.
fn sentence(visit: &Visit, run: &Run, row: &LinkRow, head: Option<&Head>) -> String {
    let lang = visit.lang;
    let n = match &row.found {
        Ok(numbers) => numbers,
        Err(missing) => return shown::missing(lang, missing),
    };
    let arguments = [
        ("observed", lang.flow_in_words(n.observed).into()),
        ("expected", lang.flow_in_words(n.expected).into()),
        ("unit", run.unit().to_owned().into()),
        ("first", head.and_then(|it| it.data.periods.first().cloned()).unwrap_or_default().into()),
        ("last", head.and_then(|it| it.data.periods.last().cloned()).unwrap_or_default().into()),
        ("share", lang.percent(n.ratio, 0).into()),
        ("low", lang.percent(n.low.unwrap_or(f64::NAN), 0).into()),
        ("high", lang.percent(n.high.unwrap_or(f64::NAN), 0).into()),
        ("probability", lang.probability(n.p_weak.unwrap_or(f64::NAN)).into()),
        ("weak", lang.percent(head.map_or(0.75, |it| it.question.weak_below), 0).into()),
    ];
    lang.tell(if n.p_weak.is_some() { "evidence-link-said" } else { "evidence-link-said-ratio" }, &arguments)
}

fn facts(visit: &Visit, run: &Run, row: &LinkRow, names: &Names) -> Vec<Fact> {
    let lang = visit.lang;
    let mut facts = vec![
        Fact::new(visit.label("weak_link", "origin"), vec![names.item(&row.origin, visit)]),
        Fact::new(visit.label("weak_link", "destination"), vec![names.item(&row.destination, visit)]),
        Fact::new(lang.say("evidence-rank"), vec![Item::Number(lang.count(row.row as usize))]),
    ];
    let ends = names.get(&row.origin).zip(names.get(&row.destination));
    if let Some(place) = ends.and_then(|(one, other)| pair::place(&one.address, &other.address)) {
        facts.push(Fact::new(lang.say("web-pair"), vec![to(visit, &place, lang.say("web-pair-all"))]));
    }
    let back = shown::place(run, &row.destination, &row.origin);
    facts.push(Fact::new(
        lang.say("evidence-other-direction"),
        vec![to(visit, &back, names.link(&row.destination, &row.origin, lang))],
    ));
    let Ok(n) = &row.found else { return facts };
    let unit = run.unit();
    let with_unit = |text: String| Item::text(format!("{text} {unit}"));
    facts.extend([
        Fact::new(lang.say("evidence-observed"), vec![with_unit(lang.flow(n.observed))]),
        Fact::new(lang.say("evidence-expected"), vec![with_unit(lang.flow(n.expected))]),
        Fact::new(lang.say("evidence-ratio"), vec![Item::Number(shown::interval(lang, n))]),
    ]);
    if let Some(gap) = n.gap_low {
        facts.push(Fact::new(lang.say("evidence-gap-low"), vec![with_unit(lang.flow(gap))]));
    }
    if let Some(share) = n.false_share {
        facts.push(Fact::new(lang.say("evidence-false-share"), vec![Item::Number(lang.percent(share, 0))]));
    }
    facts
}

/// The way from here to an agenda, for those who may propose something.
fn offer(visit: &Visit, run: &Run, row: &LinkRow) -> Option<Block> {
    let lang = visit.lang;
    let actor = visit.actor.as_ref()?;
    let may = [Role::Secretariat, Role::RegionOfficer, Role::Analyst];
    if !may.iter().any(|role| actor.roles.contains(role)) || run.entry.state != "finished" {
        return None;
    }
    let cite = format!("{}/{}/{}", run.address().key(), row.origin, row.destination);
    let item =
        |kind: &str, key: &str| to(visit, &format!("/new/{kind}?cite={}", encoded(&cite)), lang.say(key));
    let mut items = vec![item("agenda-item", "evidence-to-agenda")];
    if actor.roles.iter().any(|role| [Role::Secretariat, Role::RegionOfficer].contains(role)) {
        items.push(item("recommendation", "evidence-to-recommendation"));
    }
    Some(Block::new("act", lang.say("evidence-act"), Content::List(items)))
}

/// The same link in every run of the channel, and how far it moved from the first to the last.
async fn moved(
    visit: &mut Visit,
    run: &Run,
    row: &LinkRow,
    weak_below: f64,
) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let all = runs::all(visit).await?;
    let mut measured: Vec<(Run, Head, Numbers)> = Vec::new();
    for other in all.into_iter().filter(|other| other.channel() == run.channel()) {
        let found =
            visit.register.result_link(visit.reader, other.address(), &row.origin, &row.destination).await?;
        let numbers = found.and_then(|(row, _)| row.found.ok());
        if let (Some(numbers), Some(head)) = (numbers, runs::head(visit, &other).await?) {
            measured.push((other, head, numbers));
        }
    }
    if measured.len() < 2 {
        return Ok(None);
    }
    let periods = |head: &Head| match (head.data.periods.first(), head.data.periods.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.clone(),
        _ => String::new(),
    };
    let rows =
        measured.iter().map(|(run, head, n)| (format!("{} · {}", periods(head), run.address().key()), *n));
    let figure = drawings::over_runs(visit, run, rows.collect(), weak_below);
    let (first, last) = (&measured[0], &measured[measured.len() - 1]);
    let apart = first.1.data.periods.iter().all(|period| !last.1.data.periods.contains(period));
    let sentence = match through(&first.2, &last.2) {
        Some([times, low, high]) if apart => {
            let key = if low > 1.0 {
                "evidence-moved-up"
            } else if high < 1.0 {
                "evidence-moved-down"
            } else {
                "evidence-moved-not"
            };
            let arguments = [
                ("before", lang.percent(first.2.ratio, 0).into()),
                ("after", lang.percent(last.2.ratio, 0).into()),
                ("times", lang.decimal(times, 2).into()),
                ("low", lang.decimal(low, 2).into()),
                ("high", lang.decimal(high, 2).into()),
                ("first", periods(&first.1).into()),
                ("last", periods(&last.1).into()),
            ];
            lang.tell(key, &arguments)
        }
        Some(_) => lang.say("evidence-moved-overlap"),
        None => lang.say("evidence-moved-unknown"),
    };
    let caution = lang.say("evidence-moved-caution");
    let content = match figure {
        Some(figure) => Content::Figure(figure),
        None => Content::Say(Vec::new()),
    };
    let lead = lang.join(&[sentence, caution]);
    Ok(Some(Block::new("moved", lang.say("evidence-moved"), content).lead(lead)))
}

/// The later ratio through the earlier one, with its 90 % interval: both posteriors are taken as log-normal and, since they
/// share no period, as independent.
fn through(before: &Numbers, after: &Numbers) -> Option<[f64; 3]> {
    let sd = |n: &Numbers| {
        let (low, high) = n.low.zip(n.high).filter(|(low, _)| *low > 0.0)?;
        Some((high / low).ln() / (2.0 * NINETY))
    };
    let spread = NINETY * sd(before)?.hypot(sd(after)?);
    let log = (after.ratio / before.ratio).ln();
    let times = [log.exp(), (log - spread).exp(), (log + spread).exp()];
    times.iter().all(|value| value.is_finite()).then_some(times)
}

/// What came of the link: every time it was pointed to, in any run of the channel, and what followed.
async fn thread_of(visit: &mut Visit, run: &Run, row: &LinkRow) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let region = register::kind::kind("region").expect("regions exist");
    let ends = [&row.origin, &row.destination].map(|key| Address::new(region, key).ok());
    let [Some(origin), Some(destination)] = ends else { return Ok(None) };
    let cited = visit.naming("weak_link", &[&origin, &destination]).await?;
    let mut entries: Vec<Entry> = Vec::new();
    for link in cited {
        let Some(of) = link.reference("run") else { continue };
        let is_same = runs::one(visit, of.key()).await.is_ok_and(|of| of.channel() == run.channel());
        if is_same && link.state != "withdrawn" {
            entries.push(link);
        }
    }
    let block = match thread::of_all(visit, &entries).await? {
        events if events.is_empty() => {
            Block::new("thread", lang.say("web-thread"), Content::Say(vec![lang.say("evidence-thread-none")]))
        }
        events => Block::new("thread", lang.say("web-thread"), Content::Line(events)),
    };
    Ok(Some(block))
}

/// What makes the expected flow what it is.
fn why(visit: &Visit, row: &LinkRow, reasons: &Reasons, names: &Names) -> Option<Block> {
    let lang = visit.lang;
    let mut terms: Vec<_> = reasons.terms.iter().filter(|term| term.term != "mean-pair").collect();
    terms.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    let line = |term: &&super::runs::Term| {
        let name = match term.term.as_str() {
            "origin" => {
                Item::text(lang.tell("term-origin", &[("region", names.name(&row.origin, lang).into())]))
            }
            "destination" => {
                let region = names.name(&row.destination, lang);
                Item::text(lang.tell("term-destination", &[("region", region.into())]))
            }
            "periods" => Item::text(lang.say("term-periods")),
            // A column of the table, as the table calls it.
            other => Item::Code(other.to_owned()),
        };
        let factor = Item::Number(format!("×{}", lang.decimal(term.contribution.exp(), 2)));
        vec![vec![name], vec![factor]]
    };
    let heading = lang.say("evidence-why");
    let columns = vec![
        Column::new(lang.say("evidence-term")),
        Column { numeric: true, ..Column::new(lang.say("evidence-factor")) },
    ];
    let rows: Vec<_> = terms.iter().map(line).collect();
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    (!terms.is_empty())
        .then(|| Block::new("why", heading, Content::Table(table)).lead(lang.say("evidence-why-about")))
}

/// Pairs that are alike.
fn alike(visit: &Visit, run: &Run, reasons: &Reasons, names: &Names) -> Option<Block> {
    let lang = visit.lang;
    let heading = lang.say("evidence-similar");
    let row = |pair: &super::runs::Similar| {
        let place = shown::place(run, &pair.origin, &pair.destination);
        let link = to(visit, &place, names.link(&pair.origin, &pair.destination, lang));
        vec![vec![link], vec![Item::Number(lang.ratio(pair.ratio))]]
    };
    let columns = vec![
        Column::new(lang.say("column-link")),
        Column { numeric: true, ..Column::new(lang.say("evidence-ratio")) },
    ];
    let rows: Vec<_> = reasons.similar.iter().map(row).collect();
    let is_empty = rows.is_empty();
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    (!is_empty).then(|| Block::new("similar", heading, Content::Table(table)))
}

/// How far the link moves with one thing changed.
fn steady(visit: &Visit, reasons: &Reasons, names: &Names) -> Option<Block> {
    let lang = visit.lang;
    let heading = lang.say("evidence-sensitivity");
    let changed = |change: &Change| match change.kind.as_str() {
        "period" => lang.tell("evidence-without", &[("what", change.value.clone().into())]),
        "partner" => lang.tell("evidence-without", &[("what", names.name(&change.value, lang).into())]),
        _ => lang.say("evidence-distance-bins"),
    };
    let rows: Vec<_> = reasons
        .sensitivity
        .iter()
        .map(|it| {
            let ratio = Item::Number(lang.ratio(it.ratio.unwrap_or(f64::NAN)));
            vec![vec![Item::text(changed(&it.change))], vec![ratio], vec![Item::Number(lang.count(it.rank))]]
        })
        .collect();
    let number = |key: &str| Column { numeric: true, ..Column::new(lang.say(key)) };
    let columns =
        vec![Column::new(lang.say("evidence-changed")), number("evidence-ratio"), number("evidence-rank")];
    let is_empty = rows.is_empty();
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    (!is_empty).then(|| Block::new("sensitivity", heading, Content::Table(table)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(ratio: f64, low: f64, high: f64) -> Numbers {
        Numbers {
            observed: ratio,
            expected: 1.0,
            ratio,
            low: Some(low),
            high: Some(high),
            p_weak: None,
            gap: 0.0,
            gap_low: None,
            false_share: None,
            growth: None,
        }
    }

    #[test]
    fn a_movement_is_as_wide_as_both_measurements_together() {
        let [times, low, high] = through(&numbers(0.4, 0.32, 0.5), &numbers(0.8, 0.64, 1.0)).unwrap();
        assert!((times - 2.0).abs() < 1e-12);
        // Each spreads by a factor of 1.25 to either side, together by 1.25 to the root of two.
        let both = 1.25_f64.powf(2.0_f64.sqrt());
        assert!((high / times - both).abs() < 1e-9 && (times / low - both).abs() < 1e-9);
        let without = Numbers { low: None, ..numbers(0.4, 0.3, 0.5) };
        assert!(through(&without, &numbers(0.8, 0.6, 1.0)).is_none());
    }
}
