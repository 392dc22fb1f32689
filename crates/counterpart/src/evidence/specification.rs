//! What is asked of a panel, whichever command or story asks.

use std::fmt::Write as _;

use gravity::{Effects, FlowPanel};
use weaklinks::{Order, Plan};

/// The question, without the data and the sides.
#[derive(Debug, Clone)]
pub struct Specification {
    /// Covariates in the notation of formulas; all that are recognised when not given.
    pub covariates: Option<String>,
    /// Fixed effects.
    pub effects: Effects,
    /// One row a pair.
    pub undirected: bool,
    /// First period used.
    pub since: Option<String>,
    /// Last period used.
    pub until: Option<String>,
    /// A link is weak below this ratio.
    pub weak_below: f64,
    /// Order of the links.
    pub order: Order,
    /// Links that get a sensitivity.
    pub shown: usize,
    /// Folds of the cross-fit.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u64,
}

impl Default for Specification {
    fn default() -> Self {
        let plan = Plan::between(Vec::new(), Vec::new());
        Specification {
            covariates: None,
            effects: plan.effects,
            undirected: false,
            since: None,
            until: None,
            weak_below: plan.weak_below,
            order: plan.order,
            shown: plan.shown,
            folds: plan.folds,
            seed: plan.seed,
        }
    }
}

/// Effects as the command line writes them.
pub fn effects_word(effects: Effects) -> &'static str {
    match effects {
        Effects::OriginPeriodDestinationPeriod => "origin^period+destination^period",
        Effects::None => "none",
    }
}

/// An order as the command line writes it.
pub fn order_word(order: Order) -> &'static str {
    match order {
        Order::HowMuch => "how-much",
        Order::HowSure => "how-sure",
    }
}

impl Specification {
    /// The plan for a panel and two sides.
    pub fn plan(
        &self,
        panel: &FlowPanel,
        [side_a, side_b]: [Vec<u32>; 2],
        amounts: bool,
        threads: usize,
    ) -> Plan {
        Plan {
            countries: gravity::countries(&panel.regions),
            amounts,
            effects: self.effects,
            since: self.since.clone(),
            until: self.until.clone(),
            weak_below: self.weak_below,
            order: self.order,
            shown: self.shown,
            folds: self.folds,
            seed: self.seed,
            threads,
            ..Plan::between(side_a, side_b)
        }
    }

    /// The options with which the command line asks the same question, in one order; covariates are those that were used.
    pub fn options(&self, covariates: &[String]) -> String {
        let mut text =
            format!("--covariates '{}' --effects {}", covariates.join(" + "), effects_word(self.effects));
        if self.undirected {
            text.push_str(" --undirected");
        }
        for (option, period) in [("since", &self.since), ("until", &self.until)] {
            if let Some(period) = period {
                // A string takes whatever is written to it.
                let _ = write!(text, " --{option} {period}");
            }
        }
        let _ = write!(
            text,
            " --weak-below {} --order {} --top {} --folds {}",
            self.weak_below,
            order_word(self.order),
            self.shown,
            self.folds
        );
        text
    }
}
