//! The panel as the solver sees it: rows in a fixed order, covariates centred, pairs numbered.

use crate::{Effects, Error, FlowPanel, check_values};

/// The design of a gravity equation.
///
/// Rows are sorted by (period, origin, destination), whatever the order in the panel, so that a result does not
/// depend on it. An undirected panel is read in both directions: each of its rows stands here twice, and the
/// origin and destination effects of a region come out equal but for a constant.
///
/// Levels of the effects are numbered `period * n_regions + region`.
#[derive(Debug, Clone)]
pub struct Design {
    /// Fixed effects of the equation.
    pub effects: Effects,
    /// Number of regions.
    pub n_regions: usize,
    /// Number of periods.
    pub n_periods: usize,
    /// Names of the columns of `x`; the first is `(Intercept)` when there are no effects.
    pub terms: Vec<String>,
    /// Origin (row -> region).
    pub origin: Vec<u32>,
    /// Destination (row -> region).
    pub destination: Vec<u32>,
    /// Period (row -> period).
    pub period: Vec<u32>,
    /// Flow, in the channel's unit.
    pub flow: Vec<f64>,
    /// Covariates minus `centre`, row by row (`n_rows` x `terms.len()`).
    pub x: Vec<f64>,
    /// What was subtracted from each column of `x`.
    pub centre: Vec<f64>,
    /// First row of each period, and the number of rows at the end.
    pub period_starts: Vec<usize>,
    /// Unordered pair (row -> index into `pairs`).
    pub pair: Vec<u32>,
    /// Unordered pairs of regions with at least one row, the smaller code first, sorted.
    pub pairs: Vec<(u32, u32)>,
    /// Row of the panel (row -> row of the panel).
    pub panel_row: Vec<u32>,
}

impl Design {
    /// Checks the panel and puts it in order.
    ///
    /// # Errors
    /// Bad values, two rows for one pair and period, no rows, no positive flow.
    pub fn new(panel: &FlowPanel, effects: Effects) -> Result<Self, Error> {
        check_values(panel)?;
        let rows = ordered_rows(panel)?;
        if rows.is_empty() {
            return Err(Error::NoRows);
        }
        if panel.flow.iter().all(|&flow| flow == 0.0) {
            return Err(Error::NoFlow);
        }
        let n_periods = panel.periods.len();
        let period: Vec<u32> = rows.iter().map(|row| row.period).collect();
        let period_starts =
            (0..=n_periods as u32).map(|start| period.partition_point(|&period| period < start)).collect();
        let (pairs, pair) = number_pairs(&rows);
        let (terms, x, centre) = centred(panel, &rows, effects);
        Ok(Design {
            effects,
            n_regions: panel.regions.len(),
            n_periods,
            terms,
            origin: rows.iter().map(|row| row.origin).collect(),
            destination: rows.iter().map(|row| row.destination).collect(),
            period,
            flow: rows.iter().map(|row| panel.flow[row.panel_row as usize]).collect(),
            x,
            centre,
            period_starts,
            pair,
            pairs,
            panel_row: rows.iter().map(|row| row.panel_row).collect(),
        })
    }

    /// Number of rows (twice those of an undirected panel).
    pub fn n_rows(&self) -> usize {
        self.flow.len()
    }

    /// Number of columns of `x`.
    pub fn n_terms(&self) -> usize {
        self.terms.len()
    }

    /// Covariates of a row.
    pub fn x_row(&self, row: usize) -> &[f64] {
        let width = self.n_terms();
        &self.x[row * width..(row + 1) * width]
    }

    /// Level of the origin-period effect of a row.
    pub fn origin_level(&self, row: usize) -> usize {
        self.period[row] as usize * self.n_regions + self.origin[row] as usize
    }

    /// Level of the destination-period effect of a row.
    pub fn destination_level(&self, row: usize) -> usize {
        self.period[row] as usize * self.n_regions + self.destination[row] as usize
    }

    /// Whether the equation has origin-period and destination-period effects.
    pub fn has_effects(&self) -> bool {
        self.effects == Effects::OriginPeriodDestinationPeriod
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    period: u32,
    origin: u32,
    destination: u32,
    panel_row: u32,
}

fn ordered_rows(panel: &FlowPanel) -> Result<Vec<Row>, Error> {
    let row = |at: usize| Row {
        period: panel.period[at],
        origin: panel.origin[at],
        destination: panel.destination[at],
        panel_row: at as u32,
    };
    let mut rows: Vec<Row> = (0..panel.n_rows()).map(row).collect();
    if panel.undirected {
        let reversed = |row: &Row| Row { origin: row.destination, destination: row.origin, ..*row };
        let back: Vec<Row> = rows.iter().map(reversed).filter(|row| row.origin != row.destination).collect();
        rows.extend(back);
    }
    rows.sort_unstable();
    let cell = |row: &Row| (row.period, row.origin, row.destination);
    match rows.windows(2).find(|two| cell(&two[0]) == cell(&two[1])) {
        Some(two) => {
            let (origin, destination) = panel.names(two[0].panel_row as usize);
            Err(Error::Duplicate {
                origin,
                destination,
                period: panel.periods[two[0].period as usize].clone(),
            })
        }
        None => Ok(rows),
    }
}

fn number_pairs(rows: &[Row]) -> (Vec<(u32, u32)>, Vec<u32>) {
    let unordered = |row: &Row| (row.origin.min(row.destination), row.origin.max(row.destination));
    let mut pairs: Vec<(u32, u32)> = rows.iter().map(unordered).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let number = |row: &Row| pairs.partition_point(|&pair| pair < unordered(row)) as u32;
    let pair = rows.iter().map(number).collect();
    (pairs, pair)
}

/// Names, values and means of the covariates; the constant of an equation without effects is not centred.
fn centred(panel: &FlowPanel, rows: &[Row], effects: Effects) -> (Vec<String>, Vec<f64>, Vec<f64>) {
    let constant = effects == Effects::None;
    let mut terms: Vec<String> = panel.covariates.iter().map(|covariate| covariate.name.clone()).collect();
    let mean = |values: &[f64]| {
        rows.iter().map(|row| values[row.panel_row as usize]).sum::<f64>() / rows.len() as f64
    };
    let mut centre: Vec<f64> = panel.covariates.iter().map(|covariate| mean(&covariate.values)).collect();
    let mut x = Vec::with_capacity(rows.len() * (terms.len() + usize::from(constant)));
    for row in rows {
        if constant {
            x.push(1.0);
        }
        let values = panel.covariates.iter().map(|covariate| covariate.values[row.panel_row as usize]);
        x.extend(values.zip(&centre).map(|(value, centre)| value - centre));
    }
    if constant {
        terms.insert(0, "(Intercept)".into());
        centre.insert(0, 0.0);
    }
    (terms, x, centre)
}
