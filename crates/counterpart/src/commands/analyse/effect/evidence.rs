//! The rows an effect is estimated from, and account of those that are not used.

use diagnostic::{Explain, Kind, Place};
use gravity::FlowPanel;
use gravity::effect::{Border, Equation, Pairs, Shift};
use weaklinks::Dropped;

use super::{Args, shifts};
use crate::commands::roles::say_guessed;
use crate::commands::rows::refused;
use crate::error::Failure;
use crate::periods;
use crate::report::effect::Asked;

/// What is estimated from what.
pub struct Evidence {
    /// Treatment, leads, lags, other covariates.
    pub panel: FlowPanel,
    /// Name of the treatment among the covariates.
    pub treatment: String,
    pub leads: Vec<Shift>,
    pub lags: Vec<Shift>,
    pub asked: Asked,
}

/// What can be wrong with the options.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A period of `--periods` that the table does not have.
    #[error("the table has no period {period}")]
    UnknownPeriod {
        /// As typed.
        period: String,
        /// Periods of the table.
        periods: Vec<String>,
    },
    /// A lead or lag of no periods.
    #[error("a lead or lag is counted in periods from 1 on, not {0}")]
    NoShift(String),
    /// `--cohorts` with something it has no meaning for.
    #[error("cohorts are compared within pairs, and --pairs none leaves nothing to compare within")]
    CohortsWithoutPairs,
    /// `--border` without a domestic flow.
    #[error("--border needs domestic flows, and the table has none")]
    NoDomestic,
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        match self {
            Error::UnknownPeriod { .. } => "unknown-period",
            Error::NoShift(_) => "bad-shift",
            Error::CohortsWithoutPairs => "cohorts-without-pairs",
            Error::NoDomestic => "no-domestic-flow",
        }
    }

    fn place(&self) -> Option<Place> {
        let option = match self {
            Error::UnknownPeriod { .. } => "--periods",
            Error::NoShift(_) => "--leads, --lags",
            Error::CohortsWithoutPairs => "--cohorts",
            Error::NoDomestic => "--border",
        };
        Some(Place::Option(option.into()))
    }

    fn remedy(&self) -> Vec<String> {
        match self {
            Error::UnknownPeriod { periods, .. } => match periods.as_slice() {
                [first, .., last] => vec![format!("name periods from {first} to {last}")],
                _ => vec!["give a table with periods".into()],
            },
            Error::NoShift(_) => vec!["give numbers such as 1,2, or names of columns".into()],
            Error::CohortsWithoutPairs => vec!["leave out --pairs none".into()],
            Error::NoDomestic => vec!["leave it out".into()],
        }
    }
}

impl Args {
    /// Reads the table, adds leads and lags, cuts it to the asked periods and keeps account of what was left out.
    pub fn evidence(&self) -> Result<Evidence, Failure> {
        let model = self.model();
        if self.cohorts && model.pairs == Pairs::None {
            return Err(Error::CohortsWithoutPairs.into());
        }
        let file = flows::read(&self.data, &flows::Reading { columns: None, checksum: true })?;
        let roles = self.roles.find(&file)?;
        say_guessed(&roles);
        let own = flows::covariate(&file, "--treatment", &self.treatment)?;
        let mut covariates = vec![own.clone()];
        let (lead_columns, lag_columns) = (shifts::columns(&self.leads), shifts::columns(&self.lags));
        for (option, names) in [("--leads", lead_columns), ("--lags", lag_columns)] {
            for name in names {
                covariates.push(flows::covariate(&file, option, name)?);
            }
        }
        let others = match &self.covariates {
            Some(list) => flows::covariates(&file, &roles, list).map_err(Failure::of_all)?,
            None if model.pairs == Pairs::None => flows::recognise_covariates(&file, &roles),
            None => Vec::new(),
        };
        for other in others {
            if covariates.iter().all(|known| known.term != other.term) {
                covariates.push(other);
            }
        }
        let evidence = flows::panel(&file, &roles, &covariates, self.undirected).map_err(Failure::of_all)?;
        let mut dropped = refused(&evidence.dropped);
        let n_read = evidence.rows.len();
        let (panel, leads, lags) = shifts::add(evidence.panel, &own.term, &self.leads, &self.lags)?;
        let mut leave_out = |reason: &str, before: usize, after: usize| {
            if after < before {
                dropped.push(Dropped::by_rule(reason, before - after));
            }
        };
        leave_out("unknown-shift", n_read, panel.n_rows());
        let n = panel.n_rows();
        let panel = self.cut(panel)?;
        leave_out("outside-periods", n, panel.n_rows());
        let equation = Equation { panel: &panel, model };
        if model.border != Border::None && equation.n_domestic() == 0 {
            return Err(Error::NoDomestic.into());
        }
        let n = panel.n_rows();
        let panel = if self.no_domestic || equation.needs_border() {
            panel.filtered(|row| panel.origin[row] != panel.destination[row])
        } else {
            panel
        };
        leave_out("domestic", n, panel.n_rows());
        let asked = Asked {
            treatment: own.term.clone(),
            model,
            n_domestic: Equation { panel: &panel, model }.n_domestic(),
            periods: panel.periods.clone(),
            binary: panel.covariates[0].values.iter().all(|value| [0.0, 1.0].contains(value)),
            undirected: self.undirected,
            data_name: file.name.clone(),
            sha256: file.sha256.clone().unwrap_or_default(),
            n_rows: evidence.n_rows,
            dropped,
            files: Vec::new(),
        };
        Ok(Evidence { panel, treatment: own.term, leads, lags, asked })
    }

    fn cut(&self, panel: FlowPanel) -> Result<FlowPanel, Failure> {
        if self.periods.is_empty() {
            return Ok(periods::between(panel, self.since.as_deref(), self.until.as_deref())?);
        }
        let unknown = self.periods.iter().filter(|period| !panel.periods.contains(period));
        let unknown = unknown
            .map(|period| Error::UnknownPeriod { period: period.clone(), periods: panel.periods.clone() });
        let unknown: Vec<Error> = unknown.collect();
        if !unknown.is_empty() {
            return Err(Failure::of_all(unknown));
        }
        Ok(periods::among(&panel, &self.periods))
    }

    /// The panel for cohorts: the treatment and the other covariates, without leads and lags.
    pub fn without_shifts(panel: &FlowPanel, leads: &[Shift], lags: &[Shift]) -> FlowPanel {
        let mut plain = panel.filtered(|_| true);
        plain
            .covariates
            .retain(|covariate| leads.iter().chain(lags).all(|shift| shift.term != covariate.name));
        plain
    }
}
