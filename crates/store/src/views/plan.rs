//! Each point of a plan or consensus: what carries it at central and at local level, and what has nothing.

use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use serde::Serialize;

use super::Brief;
use crate::error::Result;
use crate::listing::Filter;
use crate::transaction::Transaction;

/// A plan and its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanView {
    /// The plan.
    pub plan: Brief,
    /// Its points.
    pub points: Vec<PointView>,
    /// How many have nothing behind them.
    pub n_with_nothing: usize,
}

/// A point and what carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointView {
    /// Its number in the plan.
    pub number: Option<String>,
    /// The point.
    #[serde(flatten)]
    pub point: Brief,
    /// What carries it at the level of leaders and central governments.
    pub central: Vec<Brief>,
    /// What carries it at the level of the mechanism, regions and cities.
    pub local: Vec<Brief>,
}

impl Transaction {
    /// The points of a plan; `None` when the reader may not see it.
    pub async fn plan(&mut self, reader: Reader, plan: &Address, lang: &str) -> Result<Option<PlanView>> {
        let Some(entry) = self.look(reader, plan).await? else { return Ok(None) };
        let filter =
            Filter { kind: register::kind::kind("point"), naming: vec![plan.clone()], ..Filter::default() };
        let mut points = Vec::new();
        for point in self.list(reader, &filter).await? {
            let (mut central, mut local) = (Vec::new(), Vec::new());
            for (_, carrier) in self.named_by(reader, &point.address, true).await? {
                if !carries(&carrier) {
                    continue;
                }
                let level = if is_central(&carrier) { &mut central } else { &mut local };
                level.push(Brief::of(&carrier, lang));
            }
            let number = point.plain("number").map(str::to_owned);
            points.push(PointView { number, point: Brief::of(&point, lang), central, local });
        }
        let n_with_nothing =
            points.iter().filter(|point| point.central.is_empty() && point.local.is_empty()).count();
        Ok(Some(PlanView { plan: Brief::of(&entry, lang), points, n_with_nothing }))
    }
}

/// A common element says that plans agree; it carries nothing by itself. What was given up carries nothing any more.
fn carries(entry: &Entry) -> bool {
    const GIVEN_UP: [&str; 9] = [
        "withdrawn",
        "declined",
        "cancelled",
        "not_pursued",
        "merged",
        "terminated",
        "released",
        "superseded",
        "struck",
    ];
    !["common_element", "session"].contains(&entry.kind().name) && !GIVEN_UP.contains(&entry.state)
}

fn is_central(entry: &Entry) -> bool {
    entry.kind().field("level").is_some() && matches!(entry.plain("level"), Some("leaders" | "central"))
}
