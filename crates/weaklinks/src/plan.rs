//! What is asked.

use gravity::Effects;

use crate::Order;

/// What is asked of a panel.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Regions of side A (codes of the panel).
    pub side_a: Vec<u32>,
    /// Regions of side B; none of side A.
    pub side_b: Vec<u32>,
    /// Country of each region of the panel, where known: with two countries a border term is required.
    pub countries: Option<Vec<String>>,
    /// Flows are amounts of money or of another measured unit, even where all of them are whole numbers: in a single
    /// period their noise is unknown, while that of counts is Poisson.
    pub amounts: bool,
    /// Fixed effects of the gravity equation.
    pub effects: Effects,
    /// First period used, as asked; the panel is already cut, this is for the record.
    pub since: Option<String>,
    /// Last period used, as asked; the panel is already cut, this is for the record.
    pub until: Option<String>,
    /// A link is weak below this ratio.
    pub weak_below: f64,
    /// Order of the links.
    pub order: Order,
    /// Links that get a sensitivity, from the top.
    pub shown: usize,
    /// Folds of the cross-fit, at least 2.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u64,
    /// Threads; 0 for as many as the machine has.
    pub threads: usize,
}

impl Plan {
    /// The defaults for two sides: every default of the command line.
    pub fn between(side_a: Vec<u32>, side_b: Vec<u32>) -> Self {
        Plan {
            side_a,
            side_b,
            countries: None,
            amounts: false,
            effects: Effects::OriginPeriodDestinationPeriod,
            since: None,
            until: None,
            // A quarter missing. At 1, more than half of all pairs would be weak, which helps nobody.
            weak_below: 0.75,
            order: Order::HowMuch,
            shown: 20,
            // Nine tenths of the pairs are learned from; more folds cost more and change little.
            folds: 10,
            seed: 1,
            threads: 0,
        }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The gravity equation is fitted to the whole learning sample.
    Model,
    /// Expected flows are cross-fitted.
    CrossFit {
        /// Folds done.
        done: usize,
        /// Folds.
        total: usize,
    },
    /// Noise and prior are estimated, pairs are shrunk.
    Shrinkage,
    /// The shown links are refitted with one thing changed.
    Sensitivity {
        /// Refits done.
        done: usize,
        /// Refits.
        total: usize,
    },
}
