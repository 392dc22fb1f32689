//! Balance: trade, investment and innovation between the sides in both directions, as indices; and the pairs whose trade grew
//! while investment did not.

use figures::Course;
use register::Side;
use register::entry::Entry;

use super::drawings;
use super::runs::{self, Head, Reasons, Run};
use super::shown::{self, Names, to};
use crate::block::{Block, Column, Content, Table};
use crate::error::{Answer, Failure, page};
use crate::pages::BlocksPage;
use crate::shown::Item;
use crate::visit::Visit;

/// Channels that are set against each other.
const CHANNELS: [&str; 3] = ["trade", "investment", "copublication"];
/// Pairs on the page.
const PAIRS: usize = 50;

pub(crate) async fn show(mut visit: Visit) -> Answer {
    let visit = &mut visit;
    let lang = visit.lang;
    let all = widest(visit).await?;
    let mut blocks = Vec::new();
    for (run, head) in &all {
        blocks.extend(sides(visit, run, head));
    }
    blocks.extend(apart(visit, &all).await?);
    let heading = lang.say("evidence-balance");
    let frame = visit.frame(heading.clone()).await?.under("/links", lang.say("evidence-links"));
    let mut lead = vec![lang.say("evidence-balance-about")];
    if all.is_empty() {
        lead.push(lang.say("evidence-links-none"));
    }
    page(&BlocksPage { frame, heading, lead, blocks })
}

/// Of each channel the run with the most periods, the newest of several: a balance is a matter of years.
async fn widest(visit: &mut Visit) -> Result<Vec<(Run, Head)>, Failure> {
    let mut found: Vec<(Run, Head)> = Vec::new();
    let all = runs::all(visit).await?;
    for channel in CHANNELS {
        let mut best: Option<(Run, Head)> = None;
        for run in all.iter().filter(|run| run.channel() == channel) {
            let Some(head) = runs::head(visit, run).await? else { continue };
            if best.as_ref().is_none_or(|(_, best)| head.data.periods.len() >= best.data.periods.len()) {
                best = Some((run.clone(), head));
            }
        }
        found.extend(best);
    }
    Ok(found)
}

/// Values with the first of them as 100.
fn index(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let first = values.iter().flatten().copied().find(|value| *value > 0.0);
    values.iter().map(|value| Some(100.0 * (*value)? / first?)).collect()
}

/// One channel between the sides.
fn sides(visit: &Visit, run: &Run, head: &Head) -> Vec<Block> {
    let lang = visit.lang;
    let [a, b] = [Side::A, Side::B].map(|side| visit.mechanism.side(side).text.clone());
    let to_b: Vec<_> = head.course.iter().map(|point| Some(point.a_to_b)).collect();
    let to_a: Vec<_> = head.course.iter().map(|point| point.b_to_a).collect();
    let directions = if head.question.undirected {
        vec![(format!("{a} – {b}"), to_b)]
    } else {
        vec![(format!("{a} → {b}"), to_b), (format!("{b} → {a}"), to_a)]
    };
    let course = |(name, sums): &(String, Vec<Option<runs::Sum>>)| {
        let observed: Vec<_> = sums.iter().map(|sum| Some((*sum)?.observed)).collect();
        let expected: Vec<_> = sums.iter().map(|sum| Some((*sum)?.expected)).collect();
        let first = observed.iter().flatten().copied().find(|value| *value > 0.0);
        let of =
            |values: &[Option<f64>]| values.iter().map(|value| Some(100.0 * (*value)? / first?)).collect();
        Course { name: name.clone(), observed: of(&observed), expected: of(&expected) }
    };
    let courses: Vec<Course> = directions.iter().map(course).collect();
    let channel = shown::channel(lang, run.channel());
    let title = format!("{}: {}", run.about(visit), lang.say("evidence-index"));
    let id = format!("figure-{}", run.channel());
    let figure = drawings::courses(lang, &id, &title, &head.data.periods, &courses);
    let mut blocks = Vec::new();
    if let Some(figure) = figure {
        let lead = lang.tell("evidence-index-about", &[("unit", run.unit().to_owned().into())]);
        blocks.push(Block::new(run.channel().to_owned(), channel, Content::Figure(figure)).lead(lead));
    }
    blocks
}

/// Pairs whose trade grew while investment did not.
async fn apart(visit: &mut Visit, all: &[(Run, Head)]) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let of = |channel: &str| all.iter().map(|(run, _)| run).find(|run| run.channel() == channel);
    let (Some(trade), Some(investment)) = (of("trade"), of("investment")) else { return Ok(None) };
    let found =
        visit.register.result_apart(visit.reader, trade.address(), investment.address(), PAIRS).await?;
    let keys = found.iter().flat_map(|row| [row.origin.as_str(), row.destination.as_str()]);
    let names = Names::of(visit, keys).await?;
    let percent = |value: Option<f64>| match value {
        Some(value) => Item::Number(lang.percent(value - 1.0, 0)),
        None => Item::None { text: lang.say("evidence-no-data") },
    };
    let rows = found.iter().map(|row| {
        let place = shown::place(trade, &row.origin, &row.destination);
        let link = to(visit, &place, names.link(&row.origin, &row.destination, lang));
        vec![vec![link], vec![percent(Some(row.first))], vec![percent(row.second)]]
    });
    let heading = lang.say("evidence-apart");
    let number = |channel: &str| Column { numeric: true, ..Column::new(shown::channel(lang, channel)) };
    let columns = vec![Column::new(lang.say("column-link")), number("trade"), number("investment")];
    let table = Table { caption: heading.clone(), columns, rows: rows.collect(), more: None };
    Ok(Some(Block::new("apart", heading, Content::Table(table)).lead(lang.say("evidence-apart-about"))))
}

/// All channels of a pair in both directions, as indices.
pub(super) async fn of_pair(
    visit: &mut Visit,
    runs: &[Run],
    regions: &[Entry; 2],
) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let keys = regions.each_ref().map(|region| region.address.key().to_owned());
    let names = Names::of(visit, keys.iter().map(String::as_str)).await?;
    let mut courses = Vec::new();
    let mut periods: Vec<String> = Vec::new();
    for run in runs {
        for (origin, destination) in [(0, 1), (1, 0)] {
            let found = visit
                .register
                .result_link(visit.reader, run.address(), &keys[origin], &keys[destination])
                .await?;
            let json = found.filter(|(row, _)| row.origin == keys[origin]).and_then(|(_, json)| json);
            let reasons: Option<Reasons> = json.and_then(|json| serde_json::from_str(&json).ok());
            let Some(reasons) = reasons.filter(|it| it.course.len() > 1) else { continue };
            periods.extend(reasons.course.iter().map(|point| point.period.clone()));
            let link = names.link(&keys[origin], &keys[destination], lang);
            courses.push((format!("{}: {link}", shown::channel(lang, run.channel())), reasons.course));
        }
    }
    periods.sort();
    periods.dedup();
    let drawn = courses.into_iter().map(|(name, points)| {
        let at = |period: &String, of: fn(&runs::Point) -> Option<f64>| {
            points.iter().find(|point| point.period == *period).and_then(of)
        };
        let observed: Vec<_> = periods.iter().map(|period| at(period, |point| point.observed)).collect();
        let expected: Vec<_> = periods.iter().map(|period| at(period, |point| point.expected)).collect();
        Course { name, observed: index(&observed), expected: index(&expected) }
    });
    let heading = lang.say("evidence-balance");
    let title = lang.say("evidence-index");
    let drawn: Vec<Course> = drawn.collect();
    let figure = drawings::courses(lang, "figure-balance", &title, &periods, &drawn);
    Ok(figure.map(|figure| {
        Block::new("balance", heading, Content::Figure(figure)).lead(lang.say("evidence-index-pair"))
    }))
}

#[cfg(test)]
mod tests {
    use super::index;

    #[test]
    fn an_index_begins_with_what_there_first_is() {
        assert_eq!(
            index(&[None, Some(0.0), Some(4.0), None, Some(5.0)]),
            [None, Some(0.0), Some(100.0), None, Some(125.0)]
        );
        assert_eq!(index(&[Some(0.0), None]), [None, None]);
    }
}
