//! What can be wrong with a plan.

use diagnostic::{Explain, Kind, Place};

/// A panel that cannot be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// Fewer than two regions have no pair.
    #[error("a panel of flows needs at least two regions, not {n_regions}")]
    TooFewRegions {
        /// Regions asked for.
        n_regions: usize,
    },
    /// No period.
    #[error("a panel of flows needs at least one period")]
    NoPeriods,
    /// More rows than one machine holds.
    #[error("the panel would have {n_rows} rows; at most {most} are drawn")]
    TooLarge {
        /// Rows asked for.
        n_rows: usize,
        /// Most rows.
        most: usize,
    },
    /// A parameter out of its range.
    #[error("{parameter} is {value}; it lies between {low} and {high}")]
    OutOfRange {
        /// Name of the parameter in [`Plan`](crate::Plan).
        parameter: &'static str,
        /// Value given.
        value: f64,
        /// Lowest value allowed.
        low: f64,
        /// Highest value allowed.
        high: f64,
    },
    /// A given side has no region.
    #[error("side {side} has no region")]
    EmptySide {
        /// `a` or `b`.
        side: &'static str,
    },
    /// A given region has no usable size or coordinates.
    #[error("region {code} needs a positive size and coordinates on the globe")]
    BadRegion {
        /// Its code.
        code: String,
    },
    /// More planted links than reported pairs.
    #[error("{n_planted} weak links cannot be planted among {n_pairs} reported pairs")]
    TooManyPlanted {
        /// Links to plant.
        n_planted: usize,
        /// Reported pairs.
        n_pairs: usize,
    },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        match self {
            Error::TooFewRegions { .. } => "too-few-regions",
            Error::NoPeriods => "no-periods",
            Error::TooLarge { .. } => "panel-too-large",
            Error::OutOfRange { .. } => "out-of-range",
            Error::EmptySide { .. } => "empty-side",
            Error::BadRegion { .. } => "bad-region",
            Error::TooManyPlanted { .. } => "too-many-planted",
        }
    }

    fn place(&self) -> Option<Place> {
        let option = match self {
            Error::TooFewRegions { .. } | Error::TooLarge { .. } => "--regions".into(),
            Error::NoPeriods => "--periods".into(),
            Error::OutOfRange { parameter, .. } => format!("--{}", parameter.replace('_', "-")),
            Error::EmptySide { .. } | Error::BadRegion { .. } | Error::TooManyPlanted { .. } => return None,
        };
        Some(Place::Option(option))
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::TooFewRegions { .. } => "ask for two regions or more; 40 show what the method can do",
            Error::NoPeriods => {
                "ask for one period or more; with one, noise and lasting differences look alike"
            }
            Error::TooLarge { .. } => "ask for fewer regions or periods",
            Error::OutOfRange { .. } => "give a value inside the range; a share is written 0.05, not 5",
            Error::EmptySide { .. } => "name at least one region on each side",
            Error::BadRegion { .. } => {
                "give a size above zero, a latitude of -90 to 90 and a longitude of -180 to 180"
            }
            Error::TooManyPlanted { .. } => "plant fewer links, or draw a larger panel",
        };
        vec![step.into()]
    }
}
