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
