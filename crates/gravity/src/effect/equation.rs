//! The equation of an effect, and its fit.

use faer::Mat;
use hdfe::{Column, Factor, Family, FitSummary, Formula, Labels, Options, Ssc, Table, Vcov};
use serde::Serialize;

use super::correction::{self, Corrected, Sample};
use crate::{CovariateKind, Error, FlowPanel, check_values};

/// What the pair effects are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Pairs {
    /// One for each origin and destination: i to j and j to i differ.
    #[default]
    Directed,
    /// One for each two regions, whichever way the flow goes.
    Symmetric,
    /// None: the equation compares pairs with each other as well as with themselves.
    None,
}

/// What tells a flow that crosses a border from a domestic one (origin = destination).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Border {
    /// Nothing but the pair effects.
    #[default]
    None,
    /// One effect for each region's domestic flow and one for all flows between regions.
    Region,
    /// One effect of crossing the border in each period but the last, which is compared with.
    Period,
}

/// The equation beside its regressors.
#[derive(Debug, Clone, Copy, Default)]
pub struct Model {
    /// Pair effects.
    pub pairs: Pairs,
    /// Domestic flows.
    pub border: Border,
    /// Poisson, or least squares on the logarithm of positive flows.
    pub family: Family,
    /// Small-sample convention; none means that of the family.
    pub ssc: Option<Ssc>,
}

/// An equation: the covariates of the panel are its regressors, in order.
#[derive(Debug, Clone, Copy)]
pub struct Equation<'a> {
    /// Rows, one a flow; an undirected panel is read in both directions.
    pub panel: &'a FlowPanel,
    /// The rest.
    pub model: Model,
}

/// A fitted equation.
#[derive(Debug, Clone)]
pub struct Estimated {
    /// Regressors kept (K), as named in the panel; border terms after them.
    pub terms: Vec<String>,
    /// Their coefficients (K).
    pub beta: Vec<f64>,
    /// Covariance, clustered by unordered pair (K x K).
    pub covariance: Mat<f64>,
    /// Coefficients and covariance corrected for bias: Poisson with pair effects.
    pub corrected: Option<Corrected>,
    /// Degrees of freedom of t statistics; none for the normal distribution.
    pub df: Option<f64>,
    /// Rows of the panel that were used, sorted.
    pub rows: Vec<u32>,
    /// Number of clusters.
    pub n_clusters: usize,
    /// What a table of the fit prints, with the names of the panel.
    pub summary: FitSummary,
}

/// Codes of the rows as they are fitted: those of the panel, and of an undirected panel the same rows backwards.
struct Rows {
    panel_row: Vec<u32>,
    origin: Vec<u32>,
    destination: Vec<u32>,
    period: Vec<u32>,
    /// Unordered pair.
    cluster: Factor,
    /// Pair effect; that of `cluster` when symmetric.
    pair: Factor,
}

/// Fits an equation.
///
/// # Errors
/// Bad values, a fit that fails or does not converge.
pub fn estimate(equation: &Equation) -> Result<Estimated, Error> {
    check_values(equation.panel)?;
    let rows = Rows::new(equation);
    let (names, columns) = regressors(equation, &rows);
    if columns.is_empty() {
        return Err(Error::NoRegressor);
    }
    let table = table(equation, &rows, &columns);
    let model = equation.model;
    let formula = formula(model, columns.len());
    let options = Options {
        family: model.family,
        vcov: Vcov::Cluster(vec![vec!["cluster".to_owned()]]),
        ssc: model.ssc,
        ..Options::default()
    };
    let fit = hdfe::fit(&table, &formula, &options).map_err(|errors| Error::fit(&errors, &names))?;
    let mut summary = fit.summary.clone();
    let number = |term: &str| term[1..].parse::<usize>().expect("terms are named x and a number");
    let kept: Vec<usize> = summary.coefficients.iter().map(|c| number(&c.term)).collect();
    for coefficient in &mut summary.coefficients {
        coefficient.term.clone_from(&names[number(&coefficient.term)]);
    }
    for term in &mut summary.collinear {
        term.clone_from(&names[number(term)]);
    }
    summary.formula = written(equation, &names);
    "cluster:unordered pair".clone_into(&mut summary.vcov);
    let corrected = if model.family == Family::Poisson && model.pairs != Pairs::None {
        let kept: Vec<Vec<f64>> = kept.iter().map(|&k| columns[k].clone()).collect();
        let sample = sample(equation, &rows, &fit, &kept)?;
        correction::correct(&sample, &fit.estimates)
    } else {
        None
    };
    let n_clusters = summary.clusters[0].n_levels;
    let mut used: Vec<u32> = fit.rows().iter().map(|&row| rows.panel_row[row as usize]).collect();
    used.sort_unstable();
    used.dedup();
    if equation.panel.undirected {
        summary.n_obs = used.len();
        // Each row was read in both directions.
        let dropped = &mut summary.dropped;
        for n in [&mut dropped.missing, &mut dropped.singleton, &mut dropped.separated] {
            *n = n.div_ceil(2);
        }
    }
    Ok(Estimated {
        terms: kept.iter().map(|&k| names[k].clone()).collect(),
        beta: fit.estimates.clone(),
        covariance: fit.covariance.clone(),
        corrected,
        df: (model.family == Family::Gaussian).then_some(n_clusters as f64 - 1.0),
        rows: used,
        n_clusters,
        summary,
    })
}

impl Rows {
    fn new(equation: &Equation) -> Rows {
        let panel = equation.panel;
        let mut cells: Vec<(u32, u32, u32)> = Vec::new();
        for row in 0..panel.n_rows() {
            let (origin, destination) = (panel.origin[row], panel.destination[row]);
            cells.push((row as u32, origin, destination));
            if panel.undirected && origin != destination {
                cells.push((row as u32, destination, origin));
            }
        }
        let n = panel.regions.len();
        let factor = |code: &dyn Fn(u32, u32) -> usize| {
            let codes: Vec<u32> =
                cells.iter().map(|&(_, origin, destination)| code(origin, destination) as u32).collect();
            Factor::without_gaps(codes.iter().copied(), n * n)
        };
        let cluster = factor(&|origin, destination| {
            origin.min(destination) as usize * n + origin.max(destination) as usize
        });
        let directed = equation.model.pairs == Pairs::Directed && !panel.undirected;
        let pair = if directed {
            factor(&|origin, destination| origin as usize * n + destination as usize)
        } else {
            cluster.clone()
        };
        Rows {
            panel_row: cells.iter().map(|cell| cell.0).collect(),
            origin: cells.iter().map(|cell| cell.1).collect(),
            destination: cells.iter().map(|cell| cell.2).collect(),
            period: cells.iter().map(|cell| panel.period[cell.0 as usize]).collect(),
            cluster,
            pair,
        }
    }

    fn is_domestic(&self, row: usize) -> bool {
        self.origin[row] == self.destination[row]
    }
}

/// Names and values of the regressors: covariates, then the border by period.
fn regressors(equation: &Equation, rows: &Rows) -> (Vec<String>, Vec<Vec<f64>>) {
    let panel = equation.panel;
    let values = |column: &[f64]| rows.panel_row.iter().map(|&row| column[row as usize]).collect();
    let mut names: Vec<String> = panel.covariates.iter().map(|covariate| covariate.name.clone()).collect();
    let mut columns: Vec<Vec<f64>> =
        panel.covariates.iter().map(|covariate| values(&covariate.values)).collect();
    if equation.model.border == Border::Period {
        for (period, name) in panel.periods.iter().enumerate().rev().skip(1).rev() {
            names.push(format!("border:{name}"));
            let crosses = |row| f64::from(!rows.is_domestic(row) && rows.period[row] as usize == period);
            columns.push((0..rows.period.len()).map(crosses).collect());
        }
    }
    (names, columns)
}

fn table(equation: &Equation, rows: &Rows, columns: &[Vec<f64>]) -> Table {
    let panel = equation.panel;
    let mut table = Table::new(rows.panel_row.len());
    let flow = rows.panel_row.iter().map(|&row| panel.flow[row as usize]).collect();
    table.insert("flow", Column::Numbers(flow));
    for (k, column) in columns.iter().enumerate() {
        table.insert(format!("x{k}"), Column::Numbers(column.clone()));
    }
    let mut label = |name: &str, codes: Vec<u32>, n_levels: usize| {
        let labels = (0..n_levels).map(|level| level.to_string()).collect();
        table.insert(name, Column::Labels(Labels { codes, labels }));
    };
    let n = panel.regions.len();
    // Each region's domestic flow has its own level, all others share the last.
    let domestic = (0..rows.panel_row.len())
        .map(|row| if rows.is_domestic(row) { rows.origin[row] } else { n as u32 })
        .collect();
    label("domestic", domestic, n + 1);
    label("origin", rows.origin.clone(), n);
    label("destination", rows.destination.clone(), n);
    label("period", rows.period.clone(), panel.periods.len());
    label("pair", rows.pair.codes.clone(), rows.pair.n_levels);
    label("cluster", rows.cluster.codes.clone(), rows.cluster.n_levels);
    table
}

/// The formula over the columns of [`table`].
fn formula(model: Model, n_columns: usize) -> Formula {
    let terms: Vec<String> = (0..n_columns).map(|k| format!("x{k}")).collect();
    let response = if model.family == Family::Gaussian { "log(flow)" } else { "flow" };
    let text = format!("{response} ~ {} | {}", terms.join(" + "), effects(model).join(" + "));
    Formula::parse(&text).expect("a formula of plain names")
}

fn effects(model: Model) -> Vec<&'static str> {
    let mut effects = vec!["origin^period", "destination^period"];
    if model.pairs != Pairs::None {
        effects.push("pair");
    }
    // With pair effects it is one already.
    if model.border == Border::Region && model.pairs == Pairs::None {
        effects.push("domestic");
    }
    effects
}

/// The equation as people write it.
fn written(equation: &Equation, names: &[String]) -> String {
    let response = if equation.model.family == Family::Gaussian { "log(flow)" } else { "flow" };
    let pair = match equation.model.pairs {
        Pairs::Directed if !equation.panel.undirected => "origin^destination",
        _ => "unordered pair",
    };
    let effects: Vec<&str> =
        effects(equation.model).into_iter().map(|name| if name == "pair" { pair } else { name }).collect();
    format!("{response} ~ {} | {}", names.join(" + "), effects.join(" + "))
}

/// The rows of a fit as the correction sees them.
fn sample(equation: &Equation, rows: &Rows, fit: &hdfe::Fit, columns: &[Vec<f64>]) -> Result<Sample, Error> {
    let used = fit.rows();
    let take = |codes: &[u32]| used.iter().map(|&row| codes[row as usize]).collect::<Vec<u32>>();
    let numbers = |column: &[f64]| used.iter().map(|&row| column[row as usize]).collect::<Vec<f64>>();
    let columns: Vec<Vec<f64>> = columns.iter().map(|column| numbers(column)).collect();
    let x =
        hdfe::demean(&columns, fit.factors(), &fit.fitted).map_err(|error| Error::Fit(Box::new(error)))?;
    Ok(Sample {
        n_regions: equation.panel.regions.len(),
        n_periods: equation.panel.periods.len(),
        origin: take(&rows.origin),
        destination: take(&rows.destination),
        period: take(&rows.period),
        pair: rows.pair.compact(used),
        cluster: rows.cluster.compact(used),
        symmetric: equation.model.pairs == Pairs::Symmetric || equation.panel.undirected,
        y: used.iter().map(|&row| equation.panel.flow[rows.panel_row[row as usize] as usize]).collect(),
        mu: fit.fitted.clone(),
        x,
    })
}

impl Equation<'_> {
    /// Rows of the panel that are domestic flows.
    pub fn n_domestic(&self) -> usize {
        (0..self.panel.n_rows()).filter(|&row| self.panel.origin[row] == self.panel.destination[row]).count()
    }

    /// Whether domestic flows would be compared with others as if no border lay between.
    pub fn needs_border(&self) -> bool {
        let told = self.model.pairs != Pairs::None
            || self.model.border != Border::None
            || self.panel.has(CovariateKind::Border);
        self.n_domestic() > 0 && !told
    }
}
