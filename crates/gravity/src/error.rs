//! What can be wrong with a panel or a fit.

use diagnostic::{Explain, Kind, Place};

/// What can be wrong with a panel or a fit of the gravity equation.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A column of the panel has another length than the flows.
    #[error("column {column} has {found} rows, the flows have {expected}")]
    Length {
        /// Name of the column.
        column: String,
        /// Rows of the flows.
        expected: usize,
        /// Rows of the column.
        found: usize,
    },
    /// A code beyond the list it indexes.
    #[error("row {row} of the panel names a region or period that is not in its lists")]
    Code {
        /// Row of the panel, from 0.
        row: usize,
    },
    /// A flow that is negative, infinite or not a number.
    #[error("the flow {origin} -> {destination} is {flow}")]
    Flow {
        /// Region the flow leaves.
        origin: String,
        /// Region the flow reaches.
        destination: String,
        /// The value.
        flow: f64,
    },
    /// A covariate that is infinite or not a number.
    #[error("{covariate} of {origin} -> {destination} is {value}")]
    Covariate {
        /// The covariate, as written.
        covariate: String,
        /// Region the flow leaves.
        origin: String,
        /// Region the flow reaches.
        destination: String,
        /// The value.
        value: f64,
    },
    /// Two rows for the same pair and period.
    #[error("two rows for {origin} -> {destination} in period {period}")]
    Duplicate {
        /// Region the flow leaves.
        origin: String,
        /// Region the flow reaches.
        destination: String,
        /// The period.
        period: String,
    },
    /// Fewer than two regions, or no flow between different ones.
    #[error("there is no flow between two different regions")]
    OneRegion,
    /// Every flow is zero.
    #[error("all flows are zero")]
    NoFlow,
    /// Nothing is left to learn from.
    #[error("no rows are left to fit")]
    NoRows,
    /// Two countries, and nothing in the equation that tells a flow across the border from one within.
    #[error(
        "the regions belong to two countries, {first} and {second}, and no covariate says which pairs cross the border"
    )]
    TwoCountries {
        /// First country.
        first: String,
        /// Second country.
        second: String,
        /// The covariate that was taken for contiguity, if there is one.
        contiguity: Option<String>,
    },
    /// A fit by `hdfe` failed.
    #[error("{0}")]
    Fit(Box<hdfe::Error>),
    /// An equation of an effect without a regressor.
    #[error("the equation has no treatment")]
    NoRegressor,
    /// A treatment that the fixed effects or the other terms determine.
    #[error("the effect of {term} cannot be told from the fixed effects and the other terms")]
    NotIdentified {
        /// The treatment, a lead or lag, or a cohort and period (start@period).
        term: String,
    },
    /// A treatment by cohorts that is neither 0 nor 1.
    #[error("{term} of {origin} -> {destination} is {value}, and cohorts need 0 or 1")]
    NotBinary {
        /// The treatment.
        term: String,
        /// Region the flow leaves.
        origin: String,
        /// Region the flow reaches.
        destination: String,
        /// The value.
        value: f64,
    },
    /// No pair goes from untreated to treated.
    #[error("no pair starts {term} while it is observed")]
    NobodyStarts {
        /// The treatment.
        term: String,
    },
    /// Coefficients that are tested together depend on each other.
    #[error("the leads cannot be tested together: their covariance is singular")]
    SingularTest,
    /// Newton's method did not converge.
    #[error("the fit did not converge in {iterations} steps")]
    NotConverged {
        /// Steps taken.
        iterations: usize,
    },
}

impl Error {
    /// The first thing that went wrong in `hdfe`, its terms called by their names instead of by numbers.
    pub(crate) fn fit(errors: &[hdfe::Error], names: &[String]) -> Error {
        match errors.first() {
            Some(hdfe::Error::AllCollinear { .. }) => Error::NotIdentified { term: names.join(", ") },
            Some(error) => Error::Fit(Box::new(error.clone())),
            None => Error::NoRows,
        }
    }
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Fit(error) => error.kind(),
            Error::NotConverged { .. }
            | Error::NoRows
            | Error::NotIdentified { .. }
            | Error::NobodyStarts { .. }
            | Error::SingularTest => Kind::Fit,
            _ => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Length { .. } => "column-length",
            Error::Code { .. } => "code-out-of-range",
            Error::Flow { .. } => "bad-flow",
            Error::Covariate { .. } => "bad-covariate",
            Error::Duplicate { .. } => "duplicate-row",
            Error::OneRegion => "one-region",
            Error::NoFlow => "no-flow",
            Error::NoRows => "no-rows",
            Error::TwoCountries { .. } => "no-border-term",
            Error::Fit(error) => error.code(),
            Error::NoRegressor => "no-treatment",
            Error::NotIdentified { .. } => "effect-not-identified",
            Error::NotBinary { .. } => "treatment-not-binary",
            Error::NobodyStarts { .. } => "nobody-starts",
            Error::SingularTest => "singular-test",
            Error::NotConverged { .. } => "not-converged",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::TwoCountries { .. } => Some(Place::Option("--covariates".into())),
            Error::NoRegressor | Error::NotBinary { .. } | Error::NobodyStarts { .. } => {
                Some(Place::Option("--treatment".into()))
            }
            Error::SingularTest => Some(Place::Option("--leads".into())),
            _ => None,
        }
    }

    fn causes(&self) -> Vec<String> {
        let causes: &[&str] = match self {
            Error::Flow { .. } => &["a flow must be a number that is zero or positive"],
            Error::Covariate { .. } => {
                &["the logarithm of zero or of a negative number", "a cell that is empty"]
            }
            Error::Duplicate { .. } => &[
                "the table holds several products or channels",
                "the table holds both reports of one flow",
                "a flow without direction is listed once for each direction",
            ],
            Error::OneRegion => &["only domestic flows (origin = destination) were left"],
            Error::NoRows => &[
                "rows are left out where a region sends or receives nothing, and where one row alone tells a region's size",
            ],
            Error::Fit(error) => return error.causes(),
            Error::NotIdentified { .. } => &[
                "all pairs of a region start in the same period",
                "the treatment does not change within any pair",
                "two of the terms say the same",
            ],
            Error::NobodyStarts { .. } => &["each pair is treated in all of its periods, or in none"],
            Error::TwoCountries { contiguity, .. } => return two_countries_causes(contiguity.as_deref()),
            Error::NotConverged { .. } => &[
                "a covariate is almost explained by the others",
                "a covariate alone predicts which flows are zero",
            ],
            _ => &[],
        };
        causes.iter().map(|&cause| cause.to_owned()).collect()
    }

    fn remedy(&self) -> Vec<String> {
        let remedy: &[&str] = match self {
            Error::Flow { .. } => &["correct the value, or leave the row out if the flow was not reported"],
            Error::Covariate { .. } => &["correct the value, or leave the covariate out"],
            Error::Duplicate { .. } => {
                &["sum the rows of a pair and period, or choose one product or channel"]
            }
            Error::OneRegion => &["give a table with flows between at least two regions"],
            Error::NoFlow => &["check that the flow column is the one you mean"],
            Error::NoRows => &["give more periods or more regions"],
            Error::Fit(error) => return error.remedy(),
            Error::NoRegressor => &["name a column of the table with --treatment"],
            Error::NotIdentified { .. } => {
                &["leave out a lead, a lag or a covariate, or give more pairs and periods"]
            }
            Error::NotBinary { .. } => {
                &["leave out --cohorts, or give a treatment that is 0 before it starts and 1 after"]
            }
            Error::NobodyStarts { .. } => &["give periods before and after the start"],
            Error::SingularTest => &["ask for fewer leads"],
            Error::TwoCountries { contiguity, .. } => return two_countries_remedy(contiguity.as_deref()),
            Error::NotConverged { .. } => &["leave out a covariate, or give more data"],
            _ => &[],
        };
        remedy.iter().map(|&step| step.to_owned()).collect()
    }
}

fn two_countries_causes(contiguity: Option<&str>) -> Vec<String> {
    let cause = "flows within a country are larger than flows across its border, so every pair across would look weak";
    let taken =
        contiguity.map(|name| format!("{name} is taken for contiguity: 1 where two regions are neighbours"));
    [Some(cause.to_owned()), taken].into_iter().flatten().collect()
}

fn two_countries_remedy(contiguity: Option<&str>) -> Vec<String> {
    let add = "add a column crosses_border that is 1 where origin and destination lie in different countries; where --covariates is given, list it there";
    let rename = contiguity.map(|name| format!("or, if {name} says just that, rename it crosses_border"));
    let keep = "or keep only the pairs across the border";
    [Some(add.to_owned()), rename, Some(keep.to_owned())].into_iter().flatten().collect()
}
