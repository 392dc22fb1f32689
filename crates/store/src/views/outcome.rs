//! What became of each recommendation of a session.

use register::Side;
use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use serde::Serialize;

use super::{Brief, title};
use crate::error::Result;
use crate::listing::Filter;
use crate::transaction::Transaction;

/// The recommendations of a session and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The session.
    pub session: Brief,
    /// Its recommendations.
    pub recommendations: Vec<Became>,
    /// How many were agreed, wholly or in part, and have nothing behind them: no decision, project or tie.
    pub n_agreed_without_trace: usize,
    /// How many wait for an answer.
    pub n_unanswered: usize,
}

/// A recommendation and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Became {
    /// The recommendation.
    #[serde(flatten)]
    pub recommendation: Brief,
    /// The regions that made it.
    pub authors: Vec<Address>,
    /// The opinions that are final, by side.
    pub opinions: Vec<Answer>,
    /// What came of it: decisions first, results last; of one kind the oldest first. Indicators and reports that are
    /// only expected are no news.
    pub followed_by: Vec<Brief>,
    /// The recommendation it was merged into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<Address>,
    /// Whether it was agreed and has nothing behind it.
    pub without_trace: bool,
}

/// One side's opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The side.
    pub side: Side,
    /// Its answer.
    pub answer: String,
    /// Its reason, in the reader's language or another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<super::Title>,
}

impl Transaction {
    /// What became of the recommendations of a session; `None` when the reader may not see it.
    pub async fn outcome(
        &mut self,
        reader: Reader,
        session: &Address,
        lang: &str,
    ) -> Result<Option<Outcome>> {
        let Some(entry) = self.look(reader, session).await? else { return Ok(None) };
        let filter = Filter {
            kind: register::kind::kind("recommendation"),
            naming: vec![session.clone()],
            ..Filter::default()
        };
        let mut recommendations = Vec::new();
        for recommendation in self.list(reader, &filter).await? {
            recommendations.push(self.became(reader, &recommendation, lang).await?);
        }
        let unanswered = ["submitted", "under_consideration"];
        Ok(Some(Outcome {
            session: Brief::of(&entry, lang),
            n_agreed_without_trace: recommendations.iter().filter(|became| became.without_trace).count(),
            n_unanswered: recommendations
                .iter()
                .filter(|became| unanswered.contains(&became.recommendation.state))
                .count(),
            recommendations,
        }))
    }

    async fn became(&mut self, reader: Reader, entry: &Entry, lang: &str) -> Result<Became> {
        let mut opinions = Vec::new();
        let mut followed_by = Vec::new();
        let mut open = vec![entry.address.clone()];
        while let Some(address) = open.pop() {
            for (_, next) in self.named_by(reader, &address, true).await? {
                if next.kind().name == "opinion" {
                    opinions.extend(answer(&next, lang));
                } else if !followed_by.iter().any(|(_, seen): &(_, Brief)| seen.address == next.address) {
                    open.push(next.address.clone());
                    followed_by.push((next.since, Brief::of(&next, lang)));
                }
            }
        }
        followed_by.retain(|(_, brief)| is_news(brief));
        followed_by.sort_by_key(|(since, brief)| (place(brief), *since, brief.address.clone()));
        let agreed = ["agreed", "agreed_in_part"].contains(&entry.state);
        Ok(Became {
            recommendation: Brief::of(entry, lang),
            authors: entry.references("authors"),
            without_trace: agreed && followed_by.is_empty(),
            opinions,
            followed_by: followed_by.into_iter().map(|(_, brief)| brief).collect(),
            merged_into: entry.reference("merged_into"),
        })
    }
}

fn is_news(brief: &Brief) -> bool {
    let kind = brief.address.kind().name;
    kind != "indicator" && !(kind == "report" && ["expected", "lapsed"].contains(&brief.state))
}

/// The place of an entry's kind among the kinds.
fn place(brief: &Brief) -> usize {
    let name = brief.address.kind().name;
    register::kinds::ALL.iter().position(|kind| kind.name == name).unwrap_or(usize::MAX)
}

fn answer(opinion: &Entry, lang: &str) -> Option<Answer> {
    let side = opinion.side.filter(|_| opinion.state == "final")?;
    let answer = opinion.plain("answer")?.to_owned();
    Some(Answer { side, answer, reason: opinion.texts("text").and_then(|_| title(opinion, lang)) })
}
