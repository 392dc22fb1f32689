//! *Trade, simulated*: what the program does with a full panel whose truth is known.

use std::collections::HashSet;

use gravity::{Covariate, CovariateKind, FlowPanel};
use simulate::{Panel, Sides};
use weaklinks::{Analysis, Order};

use super::facts::{Facts, Region};
use super::{NamedFile, Progress, names_of};
use crate::error::Failure;
use crate::report::{self, Context};
use crate::simulated;
use words::Language;

/// Name of the report, of its data and of its truth: each says that nothing here is real.
const NAME: &str = "trade-simulated";
/// Seed of the panel, the first one tried.
const SEED: u64 = 1;
/// One link in twenty, as in the panels on which the method's promises are stated.
const PLANTED_SHARE: f64 = 0.05;
/// Rows shown in the report.
const SHOWN: usize = 20;

/// What the index tells of it.
pub struct Summary {
    /// Name of the report without language and ending.
    pub page: &'static str,
    /// Files that hold data and truth.
    pub files: [String; 2],
    /// Regions of side A.
    pub n_a: usize,
    /// Regions of side B.
    pub n_b: usize,
    /// Years.
    pub n_years: usize,
    /// Reported links between the sides.
    pub n_links: usize,
    /// Links made weak on purpose.
    pub n_planted: usize,
    /// Links shown.
    pub n_shown: usize,
    /// Planted ones among those shown.
    pub n_found: usize,
}

/// The simulated trade, analysed once for all languages.
pub struct Trade {
    analysis: Analysis,
    n_rows: usize,
    /// Content of [`Summary::files`].
    contents: [Vec<u8>; 2],
    /// What the index tells of it.
    pub summary: Summary,
}

/// Draws the panel and looks for weak links.
pub fn analyse(facts: &Facts, threads: usize, progress: Progress) -> Result<Trade, Failure> {
    let sides = sides(facts);
    let plan = simulate::Plan { seed: SEED, ..simulate::Plan::default() };
    let n_pairs = 2 * sides.a.len() * sides.b.len();
    let n_planted = (PLANTED_SHARE * n_pairs as f64).round() as usize;
    let panel = simulate::panel_between(&plan, &sides, n_planted)?;

    let n_a = sides.a.len() as u32;
    let question = weaklinks::Plan {
        order: Order::HowSure,
        shown: SHOWN,
        threads,
        ..weaklinks::Plan::between((0..n_a).collect(), (n_a..panel.regions.len() as u32).collect())
    };
    let analysis = weaklinks::run(&flow_panel(&panel), &question, progress)?;
    let summary = Summary {
        page: "trade-simulated.report",
        files: [format!("{NAME}.flows.csv"), format!("{NAME}.truth.csv")],
        n_a: sides.a.len(),
        n_b: sides.b.len(),
        n_years: plan.n_periods,
        n_links: panel.truth.len(),
        n_planted,
        n_shown: SHOWN.min(analysis.links.len()),
        n_found: found(&panel, &analysis),
    };
    let contents = [simulated::flows(&panel), simulated::truth(&panel)].map(|table| flows::csv(&table));
    Ok(Trade { analysis, n_rows: panel.flow.len(), contents, summary })
}

fn sides(facts: &Facts) -> Sides {
    let regions = |country| -> Vec<&Region> { facts.regions.of_country(country).collect() };
    let (a, b) = (regions("CN"), regions("RU"));
    let mut contiguous = Vec::new();
    for (i, one) in a.iter().enumerate() {
        let neighbours = b.iter().enumerate().filter(|(_, other)| facts.regions.share_border(one, other));
        contiguous.extend(neighbours.map(|(j, _)| (i, j)));
    }
    let simulated = |regions: &[&Region]| regions.iter().map(|region| region.for_simulation()).collect();
    Sides { a: simulated(&a), b: simulated(&b), contiguous }
}

/// All pairs lie across one border and none shares a language, so only what differs enters the equation.
fn flow_panel(panel: &Panel) -> FlowPanel {
    let covariate = |name: &str, kind, values| Covariate { name: name.into(), kind, values };
    FlowPanel {
        regions: panel.regions.clone(),
        periods: panel.periods.clone(),
        origin: panel.origin.clone(),
        destination: panel.destination.clone(),
        period: panel.period.clone(),
        flow: panel.flow.clone(),
        covariates: vec![
            covariate(
                "log(distance_km)",
                CovariateKind::Distance,
                panel.distance_km.iter().map(|km| km.ln()).collect(),
            ),
            covariate("contiguous", CovariateKind::Contiguity, panel.contiguous.clone()),
            covariate("agreement", CovariateKind::Agreement, panel.agreement.clone()),
        ],
        undirected: false,
    }
}

/// How many of the links shown were made weak on purpose.
fn found(panel: &Panel, analysis: &Analysis) -> usize {
    let name = |code: u32| panel.regions[code as usize].as_str();
    let planted: HashSet<(&str, &str)> = panel
        .truth
        .iter()
        .filter(|pair| pair.planted)
        .map(|pair| (name(pair.origin), name(pair.destination)))
        .collect();
    let shown = analysis.links.iter().take(SHOWN);
    shown.filter(|link| planted.contains(&(link.origin.as_str(), link.destination.as_str()))).count()
}

impl Trade {
    /// Data and truth.
    pub fn files(&self) -> Vec<NamedFile> {
        self.summary.files.iter().cloned().zip(self.contents.iter().cloned()).collect()
    }

    /// The report in one language.
    pub fn page(&self, facts: &Facts, language: Language) -> String {
        let [flows, truth] = &self.summary.files;
        let context = Context {
            subject: Some(language.say("trade-subject")),
            simulated: true,
            data_name: flows.clone(),
            sha256: flows::sha256(&self.contents[0]),
            n_rows: self.n_rows,
            source: Some(language.tell("trade-source", &[("seed", SEED.to_string().into())])),
            licence: Some(language.say("trade-licence")),
            unit: Some(language.say("trade-unit")),
            side_names: Some(["trade-side-a", "trade-side-b"].map(|key| language.say(key))),
            names: names_of(facts.regions.regions.iter().map(|region| (&region.code, &region.name))),
            refused: Vec::new(),
            shown: SHOWN,
            files: vec![flows.clone(), truth.clone()],
        };
        report::page(&self.analysis, &context, language)
    }
}
