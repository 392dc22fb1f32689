//! Leads and lags: columns of the table, or the treatment some periods later or earlier.

use std::collections::HashMap;

use gravity::effect::Shift;
use gravity::{Covariate, CovariateKind, FlowPanel};

use super::evidence::Error;
use crate::error::Failure;

/// The entries of a list that name columns; the others are numbers.
pub fn columns(list: &[String]) -> impl Iterator<Item = &String> {
    list.iter().filter(|entry| entry.parse::<u32>().is_err())
}

/// The panel with the leads and lags that are counted from its own periods, and all of them by distance.
///
/// Rows where such a lead or lag is not known (its period is not in the table, or the pair is not reported in it) are gone.
pub fn add(
    mut panel: FlowPanel,
    treatment: &str,
    leads: &[String],
    lags: &[String],
) -> Result<(FlowPanel, Vec<Shift>, Vec<Shift>), Failure> {
    let known = Known::new(&panel, treatment);
    let mut unknown = vec![false; panel.n_rows()];
    let mut all = Vec::new();
    for (list, sign, word) in [(leads, 1.0, "lead"), (lags, -1.0, "lag")] {
        let mut shifts = Vec::new();
        for (k, entry) in list.iter().enumerate() {
            let Ok(by) = entry.parse::<u32>() else {
                shifts.push(Shift {
                    term: entry.clone(),
                    by: trailing_number(entry).unwrap_or(k as f64 + 1.0),
                });
                continue;
            };
            if by == 0 {
                return Err(Error::NoShift(entry.clone()).into());
            }
            let values = known.shifted(&panel, sign * f64::from(by));
            unknown.iter_mut().zip(&values).for_each(|(unknown, value)| *unknown |= value.is_nan());
            let term = format!("{treatment} {word} {by}");
            panel.covariates.push(Covariate { name: term.clone(), kind: CovariateKind::Other, values });
            shifts.push(Shift { term, by: f64::from(by) });
        }
        shifts.sort_by(|a, b| a.by.total_cmp(&b.by));
        all.push(shifts);
    }
    let panel = if unknown.contains(&true) { panel.filtered(|row| !unknown[row]) } else { panel };
    let lags = all.pop().unwrap_or_default();
    Ok((panel, all.pop().unwrap_or_default(), lags))
}

/// The number at the end of a column's name, such as 4 of `rta_lag4`.
fn trailing_number(name: &str) -> Option<f64> {
    let digits = name.len() - name.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
    name[name.len() - digits..].parse().ok()
}

/// The treatment of each pair and period of the table.
struct Known {
    values: HashMap<(u32, u32, u32), f64>,
    /// Periods as numbers; their places where they are none.
    times: Vec<f64>,
}

impl Known {
    fn new(panel: &FlowPanel, treatment: &str) -> Known {
        let column = panel.covariates.iter().find(|covariate| covariate.name == treatment);
        let column = &column.expect("the treatment is the first covariate").values;
        let cell = |row: usize| (panel.origin[row], panel.destination[row], panel.period[row]);
        let numbers: Option<Vec<f64>> = panel.periods.iter().map(|name| name.parse().ok()).collect();
        Known {
            values: (0..panel.n_rows()).map(|row| (cell(row), column[row])).collect(),
            times: numbers.unwrap_or_else(|| (0..panel.periods.len()).map(|place| place as f64).collect()),
        }
    }

    /// The treatment so many periods later (earlier, if negative); NaN where it is not known.
    fn shifted(&self, panel: &FlowPanel, by: f64) -> Vec<f64> {
        let place: Vec<Option<u32>> = self
            .times
            .iter()
            .map(|time| {
                self.times.iter().position(|other| (other - time - by).abs() < 1e-9).map(|at| at as u32)
            })
            .collect();
        (0..panel.n_rows())
            .map(|row| {
                let period = place[panel.period[row] as usize];
                let value = period
                    .and_then(|period| self.values.get(&(panel.origin[row], panel.destination[row], period)));
                value.copied().unwrap_or(f64::NAN)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel() -> FlowPanel {
        FlowPanel {
            regions: vec!["A".into(), "B".into()],
            periods: ["2000", "2002", "2004"].map(str::to_owned).to_vec(),
            origin: vec![0; 3],
            destination: vec![1; 3],
            period: vec![0, 1, 2],
            flow: vec![1.0; 3],
            covariates: vec![Covariate {
                name: "tie".into(),
                kind: CovariateKind::Other,
                values: vec![0.0, 0.0, 1.0],
            }],
            undirected: false,
        }
    }

    #[test]
    fn leads_and_lags_are_counted_in_the_unit_of_the_periods() {
        let list = ["2".to_owned()];
        let (with, leads, lags) = add(panel(), "tie", &list, &list).expect("numbers");
        assert_eq!((leads[0].term.as_str(), lags[0].term.as_str()), ("tie lead 2", "tie lag 2"));
        // Only in the middle both neighbours are known.
        assert_eq!(with.period, [1]);
        let first = |k: usize| with.covariates[k].values[0].to_string();
        assert_eq!([first(1), first(2)], ["1", "0"]);
        // One year before and after nothing was reported.
        let one = ["1".to_owned()];
        assert_eq!(add(panel(), "tie", &one, &[]).expect("a number").0.n_rows(), 0);
    }

    #[test]
    fn columns_are_taken_as_they_are_and_placed_by_the_number_in_their_name() {
        let lags = ["tie_lag8".to_owned(), "tie_lag4".to_owned()];
        let (with, _, lags) = add(panel(), "tie", &[], &lags).expect("names");
        assert_eq!(with.n_rows(), 3);
        assert_eq!(lags.iter().map(|lag| lag.by).collect::<Vec<f64>>(), [4.0, 8.0]);
        assert!(add(panel(), "tie", &["0".to_owned()], &[]).is_err());
    }
}
