//! The runs that a reader may see: which data, what was asked, what the data held.

use register::address::Address;
use register::entry::Entry;
use serde::Deserialize;

use crate::error::Failure;
use crate::shown::title;
use crate::visit::Visit;

/// A run with its dataset.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) entry: Entry,
    /// `None` when this reader may see the run and not its data, which the register does not let happen.
    pub(super) dataset: Option<Entry>,
}

impl Run {
    /// What flows: the channel of its data.
    pub(super) fn channel(&self) -> &str {
        self.dataset.as_ref().and_then(|dataset| dataset.plain("channel")).unwrap_or("other")
    }

    pub(super) fn unit(&self) -> &str {
        self.dataset.as_ref().and_then(|dataset| dataset.plain("unit")).unwrap_or_default()
    }

    /// Whether its data concern one of some fields; data that name none concern all.
    pub(super) fn concerns(&self, fields: &[Address]) -> bool {
        let own = self.dataset.as_ref().map(|dataset| dataset.references("fields")).unwrap_or_default();
        fields.is_empty() || own.is_empty() || own.iter().any(|field| fields.contains(field))
    }

    pub(super) fn address(&self) -> &Address {
        &self.entry.address
    }

    /// The title of its data in the reader's language.
    pub(super) fn about(&self, visit: &Visit) -> String {
        title(self.dataset.as_ref().unwrap_or(&self.entry), visit.lang).text
    }
}

/// All runs of a reader, the oldest first.
pub(super) async fn all(visit: &mut Visit) -> Result<Vec<Run>, Failure> {
    let entries = visit.register.runs(visit.reader).await?;
    let named: Vec<Address> = entries.iter().filter_map(|run| run.reference("dataset")).collect();
    let datasets = visit.register.look_at(visit.reader, &named).await?;
    let run = |entry: Entry| {
        let dataset = entry.reference("dataset").and_then(|address| datasets.get(&address).cloned());
        Run { entry, dataset }
    };
    Ok(entries.into_iter().map(run).collect())
}

/// The order in which channels stand beside each other.
const CHANNELS: [&str; 6] = ["trade", "investment", "copublication", "exchange", "ties", "other"];

/// The newest run of each channel.
pub(super) fn newest(all: &[Run]) -> Vec<Run> {
    let of = |channel: &&str| all.iter().rev().find(|run| run.channel() == *channel).cloned();
    CHANNELS.iter().filter_map(of).collect()
}

/// One run that the reader may see.
pub(super) async fn one(visit: &mut Visit, key: &str) -> Result<Run, Failure> {
    let address = crate::entry::address("analysis_run", key)?;
    let entry = visit.must_see(&address).await?;
    let dataset = match entry.reference("dataset") {
        Some(dataset) => visit.register.look(visit.reader, &dataset).await?,
        None => None,
    };
    Ok(Run { entry, dataset })
}

/// The first line of a run's results.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Head {
    pub(super) question: Question,
    pub(super) data: Data,
    pub(super) model: Model,
    #[serde(default)]
    pub(super) notes: Vec<Note>,
    #[serde(default)]
    pub(super) course: Vec<SidesPoint>,
    pub(super) n_links: usize,
    pub(super) n_not_reported: usize,
    pub(super) file: File,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Question {
    pub(super) covariates: Vec<String>,
    pub(super) effects: String,
    pub(super) undirected: bool,
    pub(super) weak_below: f64,
    pub(super) folds: usize,
    pub(super) seed: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Data {
    pub(super) n_rows: usize,
    pub(super) n_pairs: usize,
    pub(super) periods: Vec<String>,
    pub(super) dropped: Vec<Dropped>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Dropped {
    pub(super) reason: String,
    pub(super) n_rows: usize,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Model {
    #[serde(default)]
    pub(super) coefficients: Vec<Coefficient>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Coefficient {
    pub(super) term: String,
    pub(super) estimate: Option<f64>,
    pub(super) std_error: Option<f64>,
}

/// What a reader must know before quoting a number.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Note {
    pub(super) note: String,
    #[serde(default)]
    pub(super) n_links: usize,
    #[serde(default)]
    pub(super) n_pairs: usize,
    #[serde(default)]
    pub(super) n_one_way: usize,
    #[serde(default)]
    pub(super) n_rows: usize,
}

/// Totals between the sides in one period.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct SidesPoint {
    pub(super) a_to_b: Sum,
    pub(super) b_to_a: Option<Sum>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Sum {
    pub(super) observed: f64,
    pub(super) expected: f64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct File {
    pub(super) n_rows: usize,
    pub(super) dropped: Vec<Dropped>,
}

/// Why a link stands where it stands.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Reasons {
    pub(super) terms: Vec<Term>,
    pub(super) similar: Vec<Similar>,
    pub(super) course: Vec<Point>,
    pub(super) sensitivity: Vec<Sensitivity>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Term {
    pub(super) term: String,
    pub(super) contribution: f64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Similar {
    pub(super) origin: String,
    pub(super) destination: String,
    pub(super) ratio: f64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Point {
    pub(super) period: String,
    pub(super) observed: Option<f64>,
    pub(super) expected: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Sensitivity {
    pub(super) change: Change,
    pub(super) ratio: Option<f64>,
    pub(super) rank: usize,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Change {
    pub(super) kind: String,
    #[serde(default)]
    pub(super) value: String,
}

/// What was asked in a run and what its data held; a run whose results are gone has none.
pub(super) async fn head(visit: &mut Visit, run: &Run) -> Result<Option<Head>, Failure> {
    let json = visit.register.result_head(visit.reader, run.address()).await?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
