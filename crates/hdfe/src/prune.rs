//! Rows that say nothing about the coefficients and are told by counting: those alone in a level of a fixed effect,
//! and zeros in a level where all is zero.
//!
//! Taking a row out may make others alone or all zero, so it is repeated until none is left. What is left does not
//! depend on the order.

use rayon::prelude::*;

use crate::Factor;

/// What pruning leaves.
pub(crate) struct Pruned {
    /// Rows that stay, ascending.
    pub kept: Vec<u32>,
    /// Positive responses that are alone in a level; of a model without separation, all that are alone.
    pub n_singleton: usize,
    /// Zeros taken out. Each is separated: the indicators of the levels by which rows were taken out, this one and
    /// those before, combine to the indicator of this row alone, which is a certificate.
    pub n_separated: usize,
}

/// Which rules hold.
pub(crate) struct Rules<'a> {
    /// The response, if levels without a positive one have no finite effect.
    pub response: Option<&'a [f64]>,
    /// Whether rows that are alone go.
    pub singletons: bool,
    /// How many observations a row stands for: a row that stands for two is not alone.
    pub counts: Option<&'a [f64]>,
}

/// Takes out rows until the rules find no more.
pub(crate) fn prune(n_rows: usize, factors: &[Factor], rules: &Rules) -> Pruned {
    let mut kept: Vec<u32> = (0..n_rows as u32).collect();
    let mut pruned = Pruned { kept: Vec::new(), n_singleton: 0, n_separated: 0 };
    let mut tallies: Vec<Tally> = factors.par_iter().map(|factor| Tally::new(factor, rules)).collect();
    while tallies.iter().any(|tally| tally.has_news) {
        let stays = |row: u32| {
            let mut levels = factors.iter().zip(&tallies);
            levels.all(|(factor, tally)| tally.stays[factor.codes[row as usize] as usize])
        };
        let (still, gone): (Vec<u32>, Vec<u32>) = kept.par_iter().partition(|&&row| stays(row));
        kept = still;
        let is_zero = |row: &&u32| rules.response.is_some_and(|y| y[**row as usize] <= 0.0);
        let n_zeros = gone.iter().filter(is_zero).count();
        pruned.n_separated += n_zeros;
        pruned.n_singleton += gone.len() - n_zeros;
        tallies.par_iter_mut().zip(factors).for_each(|(tally, factor)| tally.remove(factor, &gone, rules));
    }
    pruned.kept = kept;
    pruned
}

/// What is left in each level of a factor.
struct Tally {
    size: Vec<f64>,
    n_positive: Vec<u32>,
    stays: Vec<bool>,
    /// Whether a level that held rows has come to its end.
    has_news: bool,
}

impl Tally {
    fn new(factor: &Factor, rules: &Rules) -> Self {
        let n = factor.n_levels;
        let mut tally =
            Tally { size: vec![0.0; n], n_positive: vec![0; n], stays: vec![true; n], has_news: false };
        for (row, &code) in factor.codes.iter().enumerate() {
            tally.size[code as usize] += rules.count(row);
            tally.n_positive[code as usize] += rules.is_positive(row);
        }
        tally.judge(rules);
        tally
    }

    fn remove(&mut self, factor: &Factor, gone: &[u32], rules: &Rules) {
        for &row in gone {
            let level = factor.codes[row as usize] as usize;
            self.size[level] -= rules.count(row as usize);
            self.n_positive[level] -= rules.is_positive(row as usize);
        }
        self.judge(rules);
    }

    fn judge(&mut self, rules: &Rules) {
        self.has_news = false;
        for level in 0..self.stays.len() {
            let alone = rules.singletons && self.size[level] <= 1.0;
            let all_zero = rules.response.is_some() && self.n_positive[level] == 0;
            self.stays[level] = !(alone || all_zero);
            self.has_news |= !self.stays[level] && self.size[level] > 0.0;
        }
    }
}

impl Rules<'_> {
    fn count(&self, row: usize) -> f64 {
        self.counts.map_or(1.0, |counts| counts[row])
    }

    fn is_positive(&self, row: usize) -> u32 {
        self.response.map_or(0, |y| u32::from(y[row] > 0.0))
    }
}
