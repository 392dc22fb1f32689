//! A panel of flows between regions, as the gravity equation sees it.

use serde::Serialize;

/// One entry per reported row; codes index `regions` and `periods`.
#[derive(Debug, Clone, Default)]
pub struct FlowPanel {
    /// Region codes, sorted.
    pub regions: Vec<String>,
    /// Periods, in order.
    pub periods: Vec<String>,
    /// Region the flow leaves (row -> region).
    pub origin: Vec<u32>,
    /// Region the flow reaches (row -> region).
    pub destination: Vec<u32>,
    /// Period (row -> period).
    pub period: Vec<u32>,
    /// Flow, finite and not negative, in the channel's unit.
    pub flow: Vec<f64>,
    /// Bilateral covariates.
    pub covariates: Vec<Covariate>,
    /// One row stands for both directions.
    pub undirected: bool,
}

impl FlowPanel {
    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.flow.len()
    }

    /// Codes of origin and destination of a row.
    pub fn names(&self, row: usize) -> (String, String) {
        let name = |region: u32| self.regions[region as usize].clone();
        (name(self.origin[row]), name(self.destination[row]))
    }

    /// Whether a covariate of this kind is there.
    pub fn has(&self, kind: CovariateKind) -> bool {
        self.covariates.iter().any(|covariate| covariate.kind == kind)
    }

    /// The rows for which `keep` holds; regions and periods stay.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(usize) -> bool) -> FlowPanel {
        let rows: Vec<usize> = (0..self.n_rows()).filter(|&row| keep(row)).collect();
        let codes = |column: &[u32]| rows.iter().map(|&row| column[row]).collect();
        let numbers = |column: &[f64]| rows.iter().map(|&row| column[row]).collect();
        let covariate = |covariate: &Covariate| Covariate {
            name: covariate.name.clone(),
            kind: covariate.kind,
            values: numbers(&covariate.values),
        };
        FlowPanel {
            regions: self.regions.clone(),
            periods: self.periods.clone(),
            origin: codes(&self.origin),
            destination: codes(&self.destination),
            period: codes(&self.period),
            flow: numbers(&self.flow),
            covariates: self.covariates.iter().map(covariate).collect(),
            undirected: self.undirected,
        }
    }
}

/// A bilateral covariate, transformed as it enters the equation.
#[derive(Debug, Clone)]
pub struct Covariate {
    /// As written in a formula, such as `log(distance_km)`.
    pub name: String,
    /// What it is, as far as the analysis must know.
    pub kind: CovariateKind,
    /// One value per row.
    pub values: Vec<f64>,
}

/// What a covariate is, as far as the analysis must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CovariateKind {
    /// Distance (in logs).
    Distance,
    /// The two share a border.
    Contiguity,
    /// Common language.
    Language,
    /// An international border lies between them.
    Border,
    /// A trade agreement.
    Agreement,
    /// Anything else.
    Other,
}

/// Fixed effects of the equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Effects {
    /// Origin-period and destination-period: size and multilateral resistance.
    #[serde(rename = "origin^period+destination^period")]
    OriginPeriodDestinationPeriod,
    /// None: sizes are covariates (sparse counts).
    #[serde(rename = "none")]
    None,
}
