//! What each pair of regions does to a fit: leverage, scores, and the error of an expected flow.
//!
//! # Notation
//! | symbol | shape | meaning |
//! |---|---|---|
//! | d | parameters | design vector of a row: 1 at its two effects, x at beta |
//! | H | parameters x parameters | D' diag(mu) D |
//! | h | pairs | mass-weighted mean over the pair's rows of mu d' H^-1 d, the larger of the two directions |
//! | s | pairs x parameters | sum over the pair's rows of (y - mu) d, divided by 1 - h |
//!
//! # Method
//! The covariance of the parameters, clustered by unordered pair, is H^-1 (sum s s') H^-1, with the scores of each
//! pair divided by (1 - h) as in the HC3 form, since a residual is smaller where the pair draws the fit to itself.
//! The standard deviation of a linear combination c of parameters is the norm of the pairs' `s' H^-1 c`, which also
//! keeps what errors of different combinations have in common.

use faer::Mat;

use crate::levels::Levels;
use crate::{Design, Direction, Error, Fit, Information};

/// Combinations that are carried through the scores at once; one cache line of numbers.
const LANES: usize = 8;
/// Leverage is capped, so that a pair which alone determines a level does not count without limit.
const MAX_LEVERAGE: f64 = 0.9;

/// Whether scores are enlarged for the pair's own pull on the fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scores {
    /// As they are: the usual clustered covariance.
    Plain,
    /// Divided by 1 - h.
    Enlarged,
}

/// Scores and inverse information of a fit.
pub struct Influence {
    information: Information,
    inverses: Vec<Mat<f64>>,
    levels: Levels,
    /// First entry of each pair in the columns below, and their number at the end.
    pair_starts: Vec<usize>,
    origin_level: Vec<u32>,
    destination_level: Vec<u32>,
    /// (y - mu)/(1 - h).
    residual: Vec<f64>,
    /// Scores of beta (pairs x K).
    beta_scores: Vec<f64>,
}

impl Influence {
    /// Leverages and scores of a fit.
    ///
    /// # Errors
    /// [`Error::NotConverged`] when the information matrix is singular.
    pub fn new(design: &Design, fit: &Fit, scores: Scores) -> Result<Self, Error> {
        let information = fit.information(design)?;
        let blocks = information.blocks().iter().zip(&fit.levels.periods);
        let inverses = blocks.map(|(block, place)| block.inverse(place)).collect();
        let mut influence = Influence {
            information,
            inverses,
            levels: fit.levels.clone(),
            pair_starts: Vec::new(),
            origin_level: Vec::new(),
            destination_level: Vec::new(),
            residual: Vec::new(),
            beta_scores: Vec::new(),
        };
        let leverage = match scores {
            Scores::Plain => vec![0.0; design.pairs.len()],
            Scores::Enlarged => influence.pair_leverages(design, fit),
        };
        influence.fill_scores(design, fit, &leverage);
        Ok(influence)
    }

    /// h of every unordered pair of the design; 0 for pairs without a used row.
    fn pair_leverages(&self, design: &Design, fit: &Fit) -> Vec<f64> {
        // Mass and mass times leverage, by pair and direction.
        let mut sums = vec![[(0.0, 0.0); 2]; design.pairs.len()];
        for row in (0..design.n_rows()).filter(|&row| fit.levels.used[row]) {
            let mu = fit.fitted[row];
            let direction = usize::from(design.origin[row] > design.destination[row]);
            let (mass, weighted) = &mut sums[design.pair[row] as usize][direction];
            *mass += mu;
            *weighted += mu * mu * self.quadratic(design, row);
        }
        let mean = |(mass, weighted): (f64, f64)| if mass > 0.0 { weighted / mass } else { 0.0 };
        sums.into_iter().map(|[forth, back]| mean(forth).max(mean(back)).clamp(0.0, MAX_LEVERAGE)).collect()
    }

    /// d' H^-1 d of a row.
    fn quadratic(&self, design: &Design, row: usize) -> f64 {
        let (own, rest) = match self.places(design, row) {
            Some((inverse, u, i, j)) => {
                let rest: Vec<f64> =
                    design.x_row(row).iter().enumerate().map(|(k, x)| x - u[(i, k)] - u[(j, k)]).collect();
                (inverse[(i, i)] + inverse[(j, j)] + 2.0 * inverse[(i, j)], rest)
            }
            None => (0.0, design.x_row(row).to_vec()),
        };
        let beta_inverse = self.information.beta_inverse();
        let column =
            |l: usize| rest.iter().enumerate().map(|(k, rest)| rest * beta_inverse[(k, l)]).sum::<f64>();
        own + rest.iter().enumerate().map(|(l, rest)| rest * column(l)).sum::<f64>()
    }

    /// Inverse and U of the row's period with the places of its two levels; none without effects.
    fn places(&self, design: &Design, row: usize) -> Option<(&Mat<f64>, &Mat<f64>, usize, usize)> {
        let period = design.period[row] as usize;
        let inverse = self.inverses.get(period)?;
        let place = &self.levels.periods[period];
        let i = place.origin_place[design.origin[row] as usize] as usize;
        let j = place.destination_place[design.destination[row] as usize] as usize + place.origins.len();
        Some((inverse, &self.information.blocks()[period].u, i, j))
    }

    fn fill_scores(&mut self, design: &Design, fit: &Fit, leverage: &[f64]) {
        let mut rows: Vec<u32> =
            (0..design.n_rows() as u32).filter(|&row| fit.levels.used[row as usize]).collect();
        rows.sort_by_key(|&row| design.pair[row as usize]);
        let width = design.n_terms();
        self.beta_scores = vec![0.0; design.pairs.len() * width];
        self.pair_starts = (0..=design.pairs.len() as u32)
            .map(|pair| rows.partition_point(|&row| design.pair[row as usize] < pair))
            .collect();
        for row in rows.into_iter().map(|row| row as usize) {
            let pair = design.pair[row] as usize;
            let residual = (design.flow[row] - fit.fitted[row]) / (1.0 - leverage[pair]);
            self.residual.push(residual);
            self.origin_level.push(design.origin_level(row) as u32);
            self.destination_level.push(design.destination_level(row) as u32);
            for (k, x) in design.x_row(row).iter().enumerate() {
                self.beta_scores[pair * width + k] += residual * x;
            }
        }
    }

    /// H^-1 times a weighted sum of the design vectors of some rows, all of whose levels this fit determines.
    pub fn solve_rows(&self, design: &Design, rows: &[(usize, f64)]) -> Direction {
        let mut right = Direction::zero(design);
        for &(row, weight) in rows {
            right.add(design, row, weight);
        }
        let mut tied = right.beta.clone();
        for &(row, weight) in rows {
            if let Some((_, u, i, j)) = self.places(design, row) {
                for (k, tied) in tied.iter_mut().enumerate() {
                    *tied -= weight * (u[(i, k)] + u[(j, k)]);
                }
            }
        }
        let beta_inverse = self.information.beta_inverse();
        let mut solution = Direction::zero(design);
        for (k, value) in solution.beta.iter_mut().enumerate() {
            *value = tied.iter().enumerate().map(|(l, tied)| beta_inverse[(k, l)] * tied).sum();
        }
        for &(row, weight) in rows {
            self.add_columns(design, row, weight, &mut solution);
        }
        self.subtract_tie(design, &mut solution);
        solution
    }

    /// H^-1 times the unit vector of one coefficient.
    pub fn solve_beta(&self, design: &Design, term: usize) -> Direction {
        let mut solution = Direction::zero(design);
        for (k, value) in solution.beta.iter_mut().enumerate() {
            *value = self.information.beta_inverse()[(k, term)];
        }
        self.subtract_tie(design, &mut solution);
        solution
    }

    /// Adds the row's two columns of H_t^-1.
    fn add_columns(&self, design: &Design, row: usize, weight: f64, solution: &mut Direction) {
        let Some((inverse, _, i, j)) = self.places(design, row) else { return };
        let period = design.period[row] as usize;
        let (place, base) = (&self.levels.periods[period], period * design.n_regions);
        let (one, other) = (inverse.col(i), inverse.col(j));
        for (at, &region) in place.origins.iter().enumerate() {
            solution.origin[base + region as usize] += weight * (one[at] + other[at]);
        }
        for (at, &region) in place.destinations.iter().enumerate() {
            let at = place.origins.len() + at;
            solution.destination[base + region as usize] += weight * (one[at] + other[at]);
        }
    }

    /// Subtracts U beta in every period.
    fn subtract_tie(&self, design: &Design, solution: &mut Direction) {
        for (period, (block, place)) in self.information.blocks().iter().zip(&self.levels.periods).enumerate()
        {
            let base = period * design.n_regions;
            let tie = |level: usize| -> f64 {
                solution.beta.iter().enumerate().map(|(k, beta)| block.u[(level, k)] * beta).sum()
            };
            let ties: Vec<f64> = (0..block.u.nrows()).map(tie).collect();
            for (at, &region) in place.origins.iter().enumerate() {
                solution.origin[base + region as usize] -= ties[at];
            }
            for (at, &region) in place.destinations.iter().enumerate() {
                solution.destination[base + region as usize] -= ties[place.origins.len() + at];
            }
        }
    }

    /// What each pair's scores do to a combination: s' v for every unordered pair.
    pub fn of(&self, design: &Design, v: &Direction) -> Vec<f64> {
        let lanes = Lanes::pack(design, std::slice::from_ref(v));
        (0..design.pairs.len()).map(|pair| self.pair_influence(&lanes, pair)[0]).collect()
    }

    /// Variances of combinations: the sum over pairs of (s' v)^2 for each v.
    pub fn variances(&self, design: &Design, directions: &[Direction]) -> Vec<f64> {
        let mut variances = Vec::with_capacity(directions.len());
        for batch in directions.chunks(LANES) {
            let lanes = Lanes::pack(design, batch);
            let mut sums = [0.0; LANES];
            for pair in 0..design.pairs.len() {
                let influence = self.pair_influence(&lanes, pair);
                for (sum, influence) in sums.iter_mut().zip(influence) {
                    *sum += influence * influence;
                }
            }
            variances.extend_from_slice(&sums[..batch.len()]);
        }
        variances
    }

    fn pair_influence(&self, lanes: &Lanes, pair: usize) -> [f64; LANES] {
        let mut sum = [0.0; LANES];
        if !lanes.origin.is_empty() {
            for at in self.pair_starts[pair]..self.pair_starts[pair + 1] {
                let origin = &lanes.origin[self.origin_level[at] as usize];
                let destination = &lanes.destination[self.destination_level[at] as usize];
                for lane in 0..LANES {
                    sum[lane] += self.residual[at] * (origin[lane] + destination[lane]);
                }
            }
        }
        let width = lanes.beta.len();
        for (score, beta) in self.beta_scores[pair * width..(pair + 1) * width].iter().zip(&lanes.beta) {
            for lane in 0..LANES {
                sum[lane] += score * beta[lane];
            }
        }
        sum
    }
}

/// Up to eight directions side by side.
struct Lanes {
    origin: Vec<[f64; LANES]>,
    destination: Vec<[f64; LANES]>,
    beta: Vec<[f64; LANES]>,
}

impl Lanes {
    fn pack(design: &Design, batch: &[Direction]) -> Self {
        let zero = Direction::zero(design);
        let mut lanes = Lanes {
            origin: vec![[0.0; LANES]; zero.origin.len()],
            destination: vec![[0.0; LANES]; zero.destination.len()],
            beta: vec![[0.0; LANES]; zero.beta.len()],
        };
        for (lane, direction) in batch.iter().enumerate() {
            let parts = [
                (&mut lanes.origin, &direction.origin),
                (&mut lanes.destination, &direction.destination),
                (&mut lanes.beta, &direction.beta),
            ];
            for (packed, part) in parts {
                for (packed, value) in packed.iter_mut().zip(part) {
                    packed[lane] = *value;
                }
            }
        }
        lanes
    }
}
