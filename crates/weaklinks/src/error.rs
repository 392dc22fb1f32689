//! What can be wrong with a question.

use diagnostic::{Explain, Kind, Place};

/// What can be wrong with a question or its data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The panel or the gravity equation.
    #[error(transparent)]
    Gravity(#[from] gravity::Error),
    /// The three-way fit behind the noise, or the search for separated rows.
    #[error(transparent)]
    Estimation(#[from] hdfe::Error),
    /// A side without regions.
    #[error("side {side} has no region")]
    EmptySide {
        /// `a` or `b`.
        side: char,
    },
    /// A region on both sides.
    #[error("region {region} is on both sides")]
    Overlap {
        /// The region.
        region: String,
    },
    /// A code that the panel does not know.
    #[error("side {side} names a region that is not in the panel")]
    UnknownRegion {
        /// `a` or `b`.
        side: char,
    },
    /// No pair between the sides has a row with an expected flow.
    #[error("no flow between the two sides was reported")]
    NoLinks,
    /// A threshold that is not a positive number.
    #[error("a link cannot be weak below {weak_below}")]
    WeakBelow {
        /// The threshold.
        weak_below: f64,
    },
    /// Fewer than two folds.
    #[error("{folds} folds cannot leave a pair out")]
    Folds {
        /// Folds asked.
        folds: usize,
    },
    /// More folds than pairs.
    #[error("{folds} folds need as many pairs, and the table has {n_pairs}")]
    TooManyFolds {
        /// Folds asked.
        folds: usize,
        /// Pairs learned from, both directions as one.
        n_pairs: usize,
    },
    /// The order *how sure* where nothing says how sure.
    #[error("one period of amounts cannot say how sure a link is weak")]
    NotSure,
    /// The regression that tells the noise did not converge.
    #[error("the noise of the flows was not told in {rounds} rounds")]
    Dispersion {
        /// Rounds taken.
        rounds: usize,
    },
    /// The mode of the prior of the ratios was not found.
    #[error("the distribution of the ratios over all pairs was not found")]
    Prior,
    /// Windows of movement that are empty, share a period, or name one that is not there.
    #[error("the periods of choosing, before and after must be there and lie apart")]
    Windows,
    /// No chosen link, or no other one, with flows in all windows.
    #[error("{n_chosen} chosen links and {n_others} others have flows in all windows")]
    NothingToCompare {
        /// Chosen links that can be compared.
        n_chosen: usize,
        /// Others that can.
        n_others: usize,
    },
    /// The threads could not be started.
    #[error("{threads} threads could not be started")]
    Threads {
        /// Threads asked.
        threads: usize,
    },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Gravity(error) => error.kind(),
            Error::Estimation(error) => error.kind(),
            Error::NoLinks | Error::NothingToCompare { .. } => Kind::Data,
            Error::Dispersion { .. } | Error::Prior => Kind::Fit,
            Error::Threads { .. } => Kind::System,
            _ => Kind::Command,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Gravity(error) => error.code(),
            Error::Estimation(error) => error.code(),
            Error::EmptySide { .. } => "empty-side",
            Error::Overlap { .. } => "sides-overlap",
            Error::UnknownRegion { .. } => "unknown-region",
            Error::NoLinks => "no-links",
            Error::WeakBelow { .. } => "bad-threshold",
            Error::Folds { .. } => "too-few-folds",
            Error::TooManyFolds { .. } => "too-many-folds",
            Error::NotSure => "not-sure",
            Error::Dispersion { .. } => "noise-not-converged",
            Error::Prior => "prior-not-found",
            Error::Windows => "windows-not-apart",
            Error::NothingToCompare { .. } => "nothing-to-compare",
            Error::Threads { .. } => "threads",
        }
    }

    fn place(&self) -> Option<Place> {
        let option = |name: &str| Some(Place::Option(name.to_owned()));
        match self {
            Error::Gravity(error) => error.place(),
            Error::Estimation(error) => error.place(),
            Error::EmptySide { side } | Error::UnknownRegion { side } => option(&format!("--side-{side}")),
            Error::Overlap { .. } => option("--side-b"),
            Error::WeakBelow { .. } => option("--weak-below"),
            Error::Folds { .. } | Error::TooManyFolds { .. } => option("--folds"),
            Error::NotSure => option("--order"),
            Error::Threads { .. } => option("--threads"),
            Error::Windows => option("--choosing, --before, --after"),
            Error::NoLinks | Error::NothingToCompare { .. } | Error::Dispersion { .. } | Error::Prior => None,
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Gravity(error) => error.causes(),
            Error::Estimation(error) => error.causes(),
            Error::NoLinks => vec!["the table holds flows within the sides only".into()],
            Error::NotSure => vec![
                "the noise of amounts is told from how a pair's flow changes over the periods, and there is one".into(),
            ],
            Error::TooManyFolds { .. } => {
                vec!["both directions of a pair are left out together, and a fold must have something to leave out".into()]
            }
            Error::NothingToCompare { .. } => {
                vec!["a link is compared where a flow is reported and expected in the periods of choosing, before and after".into()]
            }
            Error::Dispersion { .. } | Error::Prior => {
                vec!["the flows follow the equation with next to no noise, or a few of them dwarf all others".into()]
            }
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::Gravity(error) => return error.remedy(),
            Error::Estimation(error) => return error.remedy(),
            Error::EmptySide { .. } | Error::UnknownRegion { .. } => "name regions of the table",
            Error::Overlap { .. } => "put each region on one side only",
            Error::NoLinks => "check the sides against the regions that `counterpart inspect` lists",
            Error::WeakBelow { .. } => "give a number above 0 and up to 1, such as 0.75: a quarter missing",
            Error::Folds { .. } => "give 2 or more",
            Error::TooManyFolds { n_pairs, .. } if *n_pairs > 1 => {
                return vec![format!("give --folds {n_pairs} or fewer")];
            }
            Error::TooManyFolds { .. } => "give a table with more pairs to learn from",
            Error::NotSure => "give more periods, or ask for --order how-much",
            Error::Dispersion { .. } | Error::Prior => {
                "check the flows for cells in another unit; give more periods, or leave the largest pairs out"
            }
            Error::Windows => "give three windows of periods of the table that share none",
            Error::NothingToCompare { .. } => "choose other links, or longer windows",
            Error::Threads { .. } => "give fewer",
        };
        vec![step.to_owned()]
    }
}
