//! What an analysis found: the records that are published as JSON, tables and reports.

use serde::Serialize;

/// Everything one run of [`crate::run`] says.
#[derive(Debug, Clone, Serialize)]
pub struct Analysis {
    /// What was asked.
    pub question: Question,
    /// What the data held.
    pub data: DataSummary,
    /// The gravity equation on the whole learning sample, as `counterpart fit` prints it.
    pub model: hdfe::FitSummary,
    /// Noise of one observation given its mean m: Var = phi m + m^2 / kappa.
    pub dispersion: Dispersion,
    /// Prior of lambda; none when intervals cannot be given.
    pub prior: Option<Prior>,
    /// Totals between the sides.
    pub sides: Sides,
    /// Every pair between the sides with a reported flow, in the asked order.
    pub links: Vec<Link>,
    /// Pairs between the sides without any reported flow.
    pub not_reported: Vec<PairName>,
    /// Pairs between the sides of which nothing can be expected: a region sends or receives nothing at all.
    pub nothing_expected: Vec<PairName>,
    /// Totals of all other pairs of the learning sample, which the links are seen against; for figures only, so not
    /// part of the published record.
    #[serde(skip)]
    pub other_pairs: Vec<PairTotal>,
    /// What a reader must know before quoting a number.
    pub notes: Vec<Note>,
}

/// Largest expected share of wrong entries among the links that are called weak together: one in ten.
const FALSE_SHARE: f64 = 0.1;

impl Analysis {
    /// The links that can be called weak together: the longest beginning of the order *how sure* in which at most one
    /// in ten is expected to be wrong.
    pub fn surely_weak(&self) -> Vec<&Link> {
        let mut links: Vec<(&Link, f64)> =
            self.links.iter().filter_map(|link| Some((link, link.p_weak?))).collect();
        links.sort_by(|(a, p), (b, q)| q.total_cmp(p).then(a.ratio.total_cmp(&b.ratio)));
        let mut wrong = 0.0;
        let mut n = 0;
        for (k, (_, p)) in links.iter().enumerate() {
            wrong += 1.0 - p;
            if wrong <= FALSE_SHARE * (k + 1) as f64 {
                n = k + 1;
            }
        }
        links.truncate(n);
        links.into_iter().map(|(link, _)| link).collect()
    }
}

/// What was asked.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// Regions of side A.
    pub side_a: Vec<String>,
    /// Regions of side B.
    pub side_b: Vec<String>,
    /// Fixed effects of the gravity equation.
    pub effects: gravity::Effects,
    /// Covariates as written in a formula, such as `log(distance_km)`.
    pub covariates: Vec<String>,
    /// One row a pair, without direction.
    pub undirected: bool,
    /// First period used, if asked.
    pub since: Option<String>,
    /// Last period used, if asked.
    pub until: Option<String>,
    /// A link is weak below this ratio.
    pub weak_below: f64,
    /// Order of the links.
    pub order: Order,
    /// Folds of the cross-fit.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u64,
}

/// Order of the links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// `gap_low` descending: where the most is missing.
    HowMuch,
    /// `p_weak` descending, then `ratio`: which links are most surely weak.
    HowSure,
}

/// What the data held.
#[derive(Debug, Clone, Serialize)]
pub struct DataSummary {
    /// Rows of the learning sample.
    pub n_rows: usize,
    /// Regions with at least one row.
    pub n_regions: usize,
    /// Pairs (ordered; unordered when undirected) with at least one row.
    pub n_pairs: usize,
    /// Periods in order.
    pub periods: Vec<String>,
    /// Rows left out, by reason.
    pub dropped: Vec<Dropped>,
}

/// Rows left out for one reason.
#[derive(Debug, Clone, Serialize)]
pub struct Dropped {
    /// `domestic`, `outside-periods`, `missing-flow`, `missing-covariate`, `separated`.
    pub reason: String,
    /// Number of rows.
    pub n_rows: usize,
    /// The first of them, as a spreadsheet shows them, where they are rows of the file with something wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub first_rows: Vec<usize>,
}

impl Dropped {
    /// Rows left out by rule, of which the number says enough.
    pub fn by_rule(reason: &str, n_rows: usize) -> Self {
        Dropped { reason: reason.to_owned(), n_rows, first_rows: Vec::new() }
    }
}

/// Noise of one observation given its mean m: Var = phi m + m^2 / kappa.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Dispersion {
    /// Poisson-like part, in the flow's unit; `NaN` (null in JSON) when one period cannot tell it.
    pub phi: f64,
    /// Shape of the shock proportional to the flow; none when it cannot be told.
    pub kappa: Option<f64>,
}

/// Prior of lambda: a mixture of two gamma distributions.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Prior {
    /// Share of the first component.
    pub share: f64,
    /// Shapes.
    pub shape: [f64; 2],
    /// Rates.
    pub rate: [f64; 2],
}

/// Totals between the sides.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Sides {
    /// From A to B (both directions when undirected).
    pub a_to_b: SideTotal,
    /// From B to A; none when undirected.
    pub b_to_a: Option<SideTotal>,
}

/// Total of the flows from one side to the other.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct SideTotal {
    /// Sum of observed flows.
    pub observed: f64,
    /// Sum of expected flows.
    pub expected: f64,
    /// Observed through expected.
    pub ratio: f64,
    /// 5 % quantile of the ratio.
    pub low: Option<f64>,
    /// 95 % quantile of the ratio.
    pub high: Option<f64>,
}

/// One pair of regions, one from each side.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Place in the asked order, from 1.
    pub rank: usize,
    /// Region the flow leaves.
    pub origin: String,
    /// Region the flow reaches.
    pub destination: String,
    /// Sum of observed flows over the window.
    pub observed: f64,
    /// Sum of expected flows over the same rows.
    pub expected: f64,
    /// Posterior geometric mean of lambda (observed through expected where there is no prior).
    pub ratio: f64,
    /// 5 % quantile of lambda.
    pub low: Option<f64>,
    /// 95 % quantile of lambda.
    pub high: Option<f64>,
    /// P(lambda < `weak_below`).
    pub p_weak: Option<f64>,
    /// E - O, in the flow's unit.
    pub gap: f64,
    /// At least this much is missing, with 95 % credibility.
    pub gap_low: Option<f64>,
    /// Expected share of links that are not weak among the rows up to this one.
    pub false_share: Option<f64>,
    /// The expected flow comes from a fit that saw this pair, because leaving it out left a region without any flow.
    pub in_sample: bool,
    /// Why.
    pub reasons: Reasons,
}

/// Why a link stands where it stands; numbers only, the words are the reader's language.
#[derive(Debug, Clone, Serialize)]
pub struct Reasons {
    /// Parts of log E against the mean pair; they add up to log E.
    pub terms: Vec<TermPart>,
    /// The three nearest pairs by `terms` that share neither region.
    pub similar: Vec<Similar>,
    /// Observed and expected flow of each period.
    pub course: Vec<CoursePoint>,
    /// New ratio and rank with one thing changed; empty for links that are not shown.
    pub sensitivity: Vec<Sensitivity>,
}

/// One part of log E.
#[derive(Debug, Clone, Serialize)]
pub struct TermPart {
    /// `mean-pair`, `origin`, `destination`, `periods`, or a covariate as written.
    pub term: String,
    /// Contribution to log E.
    pub contribution: f64,
}

/// A similar pair.
#[derive(Debug, Clone, Serialize)]
pub struct Similar {
    /// Region the flow leaves.
    pub origin: String,
    /// Region the flow reaches.
    pub destination: String,
    /// Its ratio.
    pub ratio: f64,
}

/// One period of a link.
#[derive(Debug, Clone, Serialize)]
pub struct CoursePoint {
    /// The period.
    pub period: String,
    /// Observed flow; none where it was not reported.
    pub observed: Option<f64>,
    /// Expected flow; none where no covariates are known.
    pub expected: Option<f64>,
}

/// What was changed for a sensitivity row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Change {
    /// One period left out.
    Period(String),
    /// One region left out as a partner of both.
    Partner(String),
    /// Distance in bins instead of logs.
    DistanceBins,
}

/// The link with one thing changed, refitted.
#[derive(Debug, Clone, Serialize)]
pub struct Sensitivity {
    /// What was changed.
    pub change: Change,
    /// New ratio.
    pub ratio: f64,
    /// New rank.
    pub rank: usize,
}

/// A pair by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairName {
    /// Region the flow leaves.
    pub origin: String,
    /// Region the flow reaches.
    pub destination: String,
}

/// Totals of a pair over the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairTotal {
    /// Sum of observed flows.
    pub observed: f64,
    /// Sum of expected flows over the same rows (cross-fitted, as for the links).
    pub expected: f64,
}

/// What a reader must know before quoting a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "note", rename_all = "kebab-case")]
pub enum Note {
    /// One period of counts: phi is set to 1 and kappa left out.
    OnePeriodOfCounts,
    /// One period of something else, or too few pairs with more than one: ratios without intervals and without the
    /// order *how sure*.
    RatiosOnly,
    /// Some expected flows are in-sample.
    InSample {
        /// Number of links.
        n_links: usize,
    },
    /// Pairs between the sides whose regions send or receive nothing at all: nothing can be expected of them, and
    /// they are no links.
    NothingExpected {
        /// Number of pairs.
        n_pairs: usize,
    },
    /// Most pairs stand in the table in one direction only, as ties do that have none: read as directed, every other
    /// direction is not reported.
    OneWay {
        /// Pairs with one direction.
        n_one_way: usize,
        /// Pairs, both directions as one.
        n_pairs: usize,
    },
    /// Domestic flows were left out.
    DomesticLeftOut {
        /// Number of rows.
        n_rows: usize,
    },
}
