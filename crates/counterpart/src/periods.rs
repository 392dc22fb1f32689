//! The periods that are used.

use std::cmp::Ordering;

use diagnostic::{Explain, Kind, Place};
use gravity::FlowPanel;

/// What can be wrong with `--since` and `--until`.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No period between them.
    #[error("no period lies between {since} and {until}")]
    NoPeriod {
        /// As typed, or the first of the table.
        since: String,
        /// As typed, or the last of the table.
        until: String,
        /// Periods of the table.
        periods: Vec<String>,
    },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        "no-period"
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Option("--since, --until".into()))
    }

    fn remedy(&self) -> Vec<String> {
        let Error::NoPeriod { periods, .. } = self;
        match periods.as_slice() {
            [] => vec!["give a table with periods".into()],
            [only] => vec![format!("the table has one period, {only}")],
            [first, .., last] => vec![format!("name periods from {first} to {last}")],
        }
    }
}

/// The panel from one period to another, both included; periods without a row are gone.
pub fn between(panel: FlowPanel, since: Option<&str>, until: Option<&str>) -> Result<FlowPanel, Error> {
    if since.is_none() && until.is_none() {
        return Ok(panel);
    }
    let inside = |period: &str| {
        since.is_none_or(|since| compare(period, since) != Ordering::Less)
            && until.is_none_or(|until| compare(period, until) != Ordering::Greater)
    };
    let kept: Vec<bool> = panel.periods.iter().map(|period| inside(period)).collect();
    let cut = panel.filtered(|row| kept[panel.period[row] as usize]);
    if cut.n_rows() == 0 {
        let end = |typed: Option<&str>, period: Option<&String>| {
            typed.map(str::to_owned).or_else(|| period.cloned()).unwrap_or_default()
        };
        return Err(Error::NoPeriod {
            since: end(since, panel.periods.first()),
            until: end(until, panel.periods.last()),
            periods: panel.periods,
        });
    }
    Ok(renumbered(cut, &kept))
}

/// The panel in the named periods alone; a period that no row has is gone.
pub fn among(panel: &FlowPanel, names: &[String]) -> FlowPanel {
    let kept: Vec<bool> = panel.periods.iter().map(|period| names.contains(period)).collect();
    renumbered(panel.filtered(|row| kept[panel.period[row] as usize]), &kept)
}

/// Periods without those that were cut.
fn renumbered(mut cut: FlowPanel, kept: &[bool]) -> FlowPanel {
    let mut n_before = 0;
    let new_codes: Vec<u32> = kept
        .iter()
        .map(|&kept| {
            let code = n_before;
            n_before += u32::from(kept);
            code
        })
        .collect();
    let mut kept = kept.iter();
    cut.periods.retain(|_| *kept.next().unwrap_or(&false));
    cut.period.iter_mut().for_each(|period| *period = new_codes[*period as usize]);
    cut
}

/// Numbers by size, everything else as text (2006-Q1, 2006-03).
fn compare(a: &str, b: &str) -> Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel() -> FlowPanel {
        FlowPanel {
            regions: vec!["A".into(), "B".into()],
            periods: ["999", "2001", "2002", "2003"].map(str::to_owned).to_vec(),
            origin: vec![0; 4],
            destination: vec![1; 4],
            period: vec![0, 1, 2, 3],
            flow: vec![1.0, 2.0, 3.0, 4.0],
            ..FlowPanel::default()
        }
    }

    #[test]
    fn both_ends_are_included_and_numbers_compare_as_numbers() {
        let cut = between(panel(), Some("1000"), Some("2002")).expect("two periods");
        assert_eq!(cut.periods, ["2001", "2002"]);
        assert_eq!(cut.period, [0, 1]);
        assert_eq!(cut.flow, [2.0, 3.0]);
        assert_eq!(between(panel(), None, None).expect("all").n_rows(), 4);
    }

    #[test]
    fn no_period_is_an_error_of_the_command() {
        let error = between(panel(), Some("2004"), None).expect_err("after the last");
        assert_eq!(error.to_string(), "no period lies between 2004 and 2003");
        assert_eq!(error.remedy(), ["name periods from 999 to 2003"]);
    }
}
