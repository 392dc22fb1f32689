//! What can go wrong between a formula and a fit.

use std::fmt;

use diagnostic::{Explain, Kind, Place};

use crate::formula::Fault;

/// Error of a formula, of the columns it names, or of a fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The formula is not in the notation.
    #[error("{fault}")]
    Formula {
        /// What is wrong.
        fault: Fault,
        /// The text typed and the span that is wrong.
        at: Span,
    },
    /// A column that the table does not have.
    #[error("there is no column \"{name}\"{}", role.as_of())]
    UnknownColumn {
        /// Name asked for.
        name: String,
        /// What it was asked for.
        role: Role,
        /// The column with the most similar name, if one is similar.
        nearest: Option<String>,
        /// All columns of the table.
        known: Vec<String>,
        /// Where the name stands, if it was in a formula.
        at: Option<Span>,
    },
    /// Labels where numbers are needed.
    #[error("column \"{column}\" holds text (such as {}), and {} must be a number", quoted(examples), role.noun())]
    Text {
        /// Name of the column.
        column: String,
        /// What it was asked for.
        role: Role,
        /// Its first labels.
        examples: Vec<String>,
    },
    /// Infinite values.
    #[error("column \"{column}\" is infinite in {rows}")]
    Infinite {
        /// Name of the column.
        column: String,
        /// The rows.
        rows: Rows,
    },
    /// A negative response of a Poisson model.
    #[error("the response \"{column}\" is negative in {rows}")]
    NegativeResponse {
        /// Name of the column.
        column: String,
        /// The rows.
        rows: Rows,
    },
    /// `log()` of the response of a Poisson model.
    #[error(
        "the response of a Poisson model is log({column}), but the model has the logarithm in it already"
    )]
    LogResponse {
        /// Name of the column.
        column: String,
        /// Where it stands in the formula.
        at: Option<Span>,
    },
    /// The response is among the regressors or the fixed effects.
    #[error("the response \"{column}\" stands on both sides of ~")]
    ResponseOnBothSides {
        /// Name of the column.
        column: String,
        /// Where it stands right of `~`.
        at: Option<Span>,
    },
    /// Negative weights.
    #[error("the weight \"{column}\" is negative in {rows}")]
    NegativeWeight {
        /// Name of the column.
        column: String,
        /// The rows.
        rows: Rows,
    },
    /// Frequency weights that are no counts.
    #[error("the frequency weight \"{column}\" is no whole number from 0 on in {rows}")]
    NotACount {
        /// Name of the column.
        column: String,
        /// The rows.
        rows: Rows,
    },
    /// A term of text columns that would need more memory than a regressor is worth.
    #[error("the term {term} has {n_columns} columns, one for each level")]
    TooManyLevels {
        /// The term as written.
        term: String,
        /// Columns that it would need.
        n_columns: usize,
    },
    /// No row is left to fit.
    #[error("no row is left to fit: {} missing, {} separated, {} singletons", dropped.missing, dropped.separated, dropped.singleton)]
    NothingLeft {
        /// Why the rows went.
        dropped: crate::Dropped,
    },
    /// The response of a Poisson model is zero in every row.
    #[error("the response is zero in every row")]
    AllZero,
    /// No regressor is left.
    #[error("fixed effects or other regressors explain every regressor: {}", listed(terms))]
    AllCollinear {
        /// The regressors.
        terms: Vec<String>,
    },
    /// The regressors are collinear to machine precision.
    #[error("the regressors cannot be told apart")]
    SingularRegressors,
    /// Newton's method did not converge.
    #[error("the fit did not converge in {iterations} steps")]
    NotConverged {
        /// Steps taken.
        iterations: usize,
    },
    /// A linear system did not converge.
    #[error("a weighted regression on the fixed effects did not converge in {iterations} iterations")]
    LinearSystem {
        /// Iterations taken.
        iterations: usize,
    },
    /// The search for separated rows did not end.
    #[error("whether rows are separated was not decided in {projections} projections")]
    SeparationUndecided {
        /// Projections made.
        projections: usize,
    },
    /// A projection in the search for separated rows did not converge.
    #[error("a projection in the search for separated rows did not converge in {corrections} corrections")]
    Projection {
        /// Corrections made.
        corrections: usize,
    },
    /// Clustered errors by no variable, or by more than two.
    #[error("errors cannot be clustered by {n_variables} variables")]
    ClusterVariables {
        /// Cluster variables asked for.
        n_variables: usize,
    },
    /// Fewer than two clusters.
    #[error("the cluster variable has a single cluster")]
    OneCluster,
    /// As many parameters as observations.
    #[error("{n_obs} observations do not leave a degree of freedom for {n_parameters} parameters")]
    NoDegreesOfFreedom {
        /// Observations.
        n_obs: usize,
        /// Parameters, levels included.
        n_parameters: usize,
    },
    /// The square of the linear predictor adds no information.
    #[error(
        "the squared linear predictor is collinear with the regressors, so the RESET test is not defined"
    )]
    ResetCollinear,
}

/// A span of bytes in a text typed by the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The whole text.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Rows with something wrong, counted as a spreadsheet does: the header is row 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// The first few.
    pub first: Vec<usize>,
    /// How many there are.
    pub count: usize,
}

/// What a column was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Left of `~`.
    Response,
    /// Right of `~`.
    Regressor,
    /// Inside `log()`, right of `~`.
    Log,
    /// After `|`.
    FixedEffect,
    /// Analytic weights.
    Weights,
    /// Frequency weights.
    FrequencyWeights,
    /// Offset of the linear predictor.
    Offset,
    /// Cluster variable.
    Cluster,
}

impl Role {
    fn noun(self) -> &'static str {
        match self {
            Role::Response => "the response",
            Role::Regressor => "a regressor",
            Role::Log => "the argument of log()",
            Role::FixedEffect => "a fixed effect",
            Role::Weights => "a weight",
            Role::FrequencyWeights => "a frequency weight",
            Role::Offset => "the offset",
            Role::Cluster => "a cluster",
        }
    }

    /// What the formula does not show: nothing for the columns that stand in it.
    fn as_of(self) -> &'static str {
        match self {
            Role::Weights => " for the weights",
            Role::FrequencyWeights => " for the frequency weights",
            Role::Offset => " for the offset",
            Role::Cluster => " for the clusters",
            Role::Response | Role::Regressor | Role::Log | Role::FixedEffect => "",
        }
    }
}

impl Rows {
    /// How many rows are named.
    const SHOWN: usize = 5;

    /// The rows (0-based) among `0..n_rows` that are wrong; `None` when all are right.
    pub(crate) fn find(n_rows: usize, wrong: impl Fn(usize) -> bool) -> Option<Rows> {
        let mut rows = Rows::default();
        for row in (0..n_rows).filter(|&row| wrong(row)) {
            rows.count += 1;
            if rows.first.len() < Self::SHOWN {
                rows.first.push(row + 2);
            }
        }
        (rows.count > 0).then_some(rows)
    }
}

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: Vec<String> = self.first.iter().map(ToString::to_string).collect();
        let (noun, more) = (if self.count == 1 { "row" } else { "rows" }, self.count - self.first.len());
        write!(f, "{noun} {}", first.join(", "))?;
        if more > 0 {
            write!(f, " and {more} more")?;
        }
        Ok(())
    }
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Self {
        Place::Text { text: span.text.clone(), start: span.start, end: span.end }
    }
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Formula { .. }
            | Error::UnknownColumn { .. }
            | Error::LogResponse { .. }
            | Error::ResponseOnBothSides { .. }
            | Error::ClusterVariables { .. } => Kind::Command,
            Error::NothingLeft { .. }
            | Error::AllZero
            | Error::AllCollinear { .. }
            | Error::SingularRegressors
            | Error::NotConverged { .. }
            | Error::LinearSystem { .. }
            | Error::SeparationUndecided { .. }
            | Error::Projection { .. }
            | Error::OneCluster
            | Error::NoDegreesOfFreedom { .. }
            | Error::ResetCollinear => Kind::Fit,
            Error::TooManyLevels { .. }
            | Error::Text { .. }
            | Error::Infinite { .. }
            | Error::NegativeResponse { .. }
            | Error::NegativeWeight { .. }
            | Error::NotACount { .. } => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Formula { fault, .. } => fault.code(),
            Error::UnknownColumn { .. } => "unknown-column",
            Error::Text { .. } => "text-for-number",
            Error::Infinite { .. } => "infinite",
            Error::NegativeResponse { .. } => "negative-response",
            Error::LogResponse { .. } => "log-response",
            Error::ResponseOnBothSides { .. } => "response-on-both-sides",
            Error::NegativeWeight { .. } => "negative-weight",
            Error::NotACount { .. } => "not-a-count",
            Error::TooManyLevels { .. } => "too-many-levels",
            Error::NothingLeft { .. } => "nothing-left",
            Error::AllZero => "all-zero",
            Error::AllCollinear { .. } => "all-collinear",
            Error::SingularRegressors => "singular-regressors",
            Error::NotConverged { .. } => "not-converged",
            Error::LinearSystem { .. } => "linear-system-not-converged",
            Error::SeparationUndecided { .. } => "separation-undecided",
            Error::Projection { .. } => "projection-not-converged",
            Error::ClusterVariables { .. } => "cluster-variables",
            Error::OneCluster => "one-cluster",
            Error::NoDegreesOfFreedom { .. } => "no-degrees-of-freedom",
            Error::ResetCollinear => "reset-collinear",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::Formula { at, .. } => Some(at.into()),
            Error::UnknownColumn { at, .. }
            | Error::LogResponse { at, .. }
            | Error::ResponseOnBothSides { at, .. } => at.as_ref().map(Place::from),
            _ => None,
        }
    }

    fn causes(&self) -> Vec<String> {
        let cause = match self {
            Error::UnknownColumn { known, .. } => format!("the columns are {}", listed(known)),
            Error::Text { .. } => "a column is text as soon as one of its cells is no number".to_owned(),
            Error::NegativeResponse { .. } => {
                "the Poisson model is for flows and counts, which start at 0".to_owned()
            }
            Error::ResponseOnBothSides { .. } => {
                "a response that explains itself fits perfectly and says nothing of the other regressors".to_owned()
            }
            Error::NotACount { .. } => "a frequency weight of n stands for n equal rows".to_owned(),
            Error::NothingLeft { dropped } if dropped.separated > 0 => {
                "the fixed effects or regressors predict every zero perfectly, and what is left is alone in its level"
                    .to_owned()
            }
            Error::AllZero => "no flow is reported, or another column holds the flows".to_owned(),
            Error::AllCollinear { .. } => {
                "a regressor that does not vary within the levels of a fixed effect is part of that fixed effect"
                    .to_owned()
            }
            Error::NotConverged { .. } | Error::LinearSystem { .. } => {
                "the regressors have very different scales, or groups of levels hang together by few rows".to_owned()
            }
            _ => return Vec::new(),
        };
        vec![cause]
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::Formula { fault, .. } => return fault.remedy(),
            Error::UnknownColumn { nearest: Some(nearest), .. } => format!("did you mean \"{nearest}\"?"),
            Error::UnknownColumn { nearest: None, .. } => "take one of the columns of the table".to_owned(),
            Error::Text { .. } => "mend the cells, or take another column".to_owned(),
            Error::Infinite { .. } => "mend these cells, or leave them empty: such rows are left out".to_owned(),
            Error::NegativeResponse { .. } => {
                "mend these cells, or leave them empty; for a response of either sign take the gaussian family"
                    .to_owned()
            }
            Error::LogResponse { column, .. } => {
                format!("write {column} without log(), or take the gaussian family")
            }
            Error::ResponseOnBothSides { .. } => "take it out right of ~".to_owned(),
            Error::NegativeWeight { .. } => "mend these cells; a weight of 0 leaves its row out".to_owned(),
            Error::NotACount { .. } => "mend these cells, or use the column as analytic weights".to_owned(),
            Error::TooManyLevels { .. } => "put the column after | as a fixed effect".to_owned(),
            Error::NothingLeft { .. } => {
                "take fewer fixed effects, or look at the rows with `counterpart separation`".to_owned()
            }
            Error::AllZero => "check which column is the response".to_owned(),
            Error::AllCollinear { .. } | Error::SingularRegressors => {
                "take out regressors, or fixed effects that absorb them".to_owned()
            }
            Error::NotConverged { .. }
            | Error::LinearSystem { .. }
            | Error::SeparationUndecided { .. }
            | Error::Projection { .. } => {
                "divide large regressors by a constant, take their logarithm, or take fewer fixed effects".to_owned()
            }
            Error::ClusterVariables { .. } => "name one cluster variable or two, or take hc1".to_owned(),
            Error::OneCluster => "cluster by a variable with many values, or take hc1".to_owned(),
            Error::NoDegreesOfFreedom { .. } => "take fewer regressors or fixed effects".to_owned(),
            Error::ResetCollinear => "leave the RESET test out".to_owned(),
        };
        vec![step]
    }
}

fn quoted(examples: &[String]) -> String {
    let quoted: Vec<String> = examples.iter().map(|label| format!("\"{label}\"")).collect();
    quoted.join(", ")
}

/// The names, cut after twenty: a table may have hundreds of columns.
fn listed(names: &[String]) -> String {
    let shown = names.len().min(20);
    let more = names.len() - shown;
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{tail}", names[..shown].join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        let rows = Rows::find(9, |row| row != 1).expect("eight rows are wrong");
        assert_eq!(rows.to_string(), "rows 2, 4, 5, 6, 7 and 3 more");
        assert_eq!(Rows::find(3, |row| row == 0).expect("one row").to_string(), "row 2");
        assert_eq!(Rows::find(3, |_| false), None);
    }
}
