//! What to fit, besides the formula.

use crate::design::{Design, Extra, design};
use crate::poisson::Control;
use crate::vcov::{Ssc, Vcov};
use crate::{Error, Family, Formula, Table};

/// What to fit, besides the formula.
#[derive(Debug, Clone)]
pub struct Options {
    /// Distribution; Poisson, since flows have zeros and their variance grows with the mean.
    pub family: Family,
    /// Covariance; hc1, since nothing is known of the errors.
    pub vcov: Vcov,
    /// Small-sample convention; none means that of the family.
    pub ssc: Option<Ssc>,
    /// Column of analytic weights.
    pub weights: Option<String>,
    /// Column of frequency weights: whole numbers, the same as repeated rows.
    pub frequency_weights: Option<String>,
    /// Column added to the linear predictor with coefficient 1.
    pub offset: Option<String>,
    /// Keep rows that are alone in a level.
    pub keep_singletons: bool,
    /// When the iterations end.
    pub control: Control,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            family: Family::Poisson,
            vcov: Vcov::Hc1,
            ssc: None,
            weights: None,
            frequency_weights: None,
            offset: None,
            keep_singletons: false,
            control: Control::default(),
        }
    }
}

impl Options {
    pub(crate) fn ssc(&self) -> Ssc {
        self.ssc.unwrap_or(match self.family {
            Family::Poisson => Ssc::Ppmlhdfe,
            Family::Gaussian => Ssc::Fixest,
        })
    }

    /// The numbers and codes of a formula's complete rows.
    pub fn design(&self, table: &Table, formula: &Formula) -> Result<Design, Vec<Error>> {
        self.vcov.check().map_err(|error| vec![error])?;
        let clusters: &[Vec<String>] = if let Vcov::Cluster(names) = &self.vcov { names } else { &[] };
        let extra = Extra {
            weights: self.weights.as_deref(),
            frequency_weights: self.frequency_weights.as_deref(),
            offset: self.offset.as_deref(),
            clusters,
        };
        design(table, formula, &extra, self.family)
    }
}
