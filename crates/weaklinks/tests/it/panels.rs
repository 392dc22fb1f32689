//! Small panels for the tests.

use gravity::FlowPanel;
use weaklinks::{Analysis, Error, Plan, run};

use crate::measure::flow_panel;

/// A simulated panel; the first half of its regions lies in one country, the second in another.
pub fn drawn(n_regions: usize, n_periods: usize, seed: u64) -> FlowPanel {
    let plan = simulate::Plan { n_regions, n_periods, seed, ..simulate::Plan::default() };
    flow_panel(&simulate::panel(&plan).expect("a good plan"))
}

/// Side A: the first quarter of the regions; side B: the last quarter. One link gets a sensitivity.
pub fn plan(panel: &FlowPanel) -> Plan {
    let n = panel.regions.len() as u32;
    Plan { shown: 1, threads: 2, ..Plan::between((0..n / 4).collect(), (n - n / 4..n).collect()) }
}

pub fn analyse(panel: &FlowPanel, plan: &Plan) -> Result<Analysis, Error> {
    run(panel, plan, &|_| ())
}

/// The rows of a panel in another order.
pub fn reordered(panel: &FlowPanel, order: &[usize]) -> FlowPanel {
    let mut other = panel.clone();
    let codes = |column: &[u32]| order.iter().map(|&row| column[row]).collect::<Vec<u32>>();
    let numbers = |column: &[f64]| order.iter().map(|&row| column[row]).collect::<Vec<f64>>();
    other.origin = codes(&panel.origin);
    other.destination = codes(&panel.destination);
    other.period = codes(&panel.period);
    other.flow = numbers(&panel.flow);
    for (covariate, from) in other.covariates.iter_mut().zip(&panel.covariates) {
        covariate.values = numbers(&from.values);
    }
    other
}
