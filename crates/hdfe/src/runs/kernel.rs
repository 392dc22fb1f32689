//! Sweeps over the runs: everything that is done once a row.
//!
//! Each sweep handles one run at a time in buffers that stay in the first-level cache, and adds up within chunks of
//! runs and over the chunks in their order. Loops are plain and without branches; `pulp` has them compiled for the
//! vector registers of newer machines too and chooses when the program runs. Products and sums are rounded one by
//! one on all of them, so the result has the same bits.

use std::ops::Range;

use pulp::Arch;
use rayon::prelude::*;

use super::exp::exponentials;
use super::layout::{Levels, Run, Runs};

/// Offset of a gap: its exponential is 0, and so is 0 times it.
pub(super) const GAP: f64 = -1e9;

/// The response in slots.
pub(super) struct Response {
    /// y.
    pub y: Vec<f64>,
    /// o; none where all of it is 0.
    pub offset: Option<Vec<f64>>,
    /// Sum of y in each run, positive.
    pub totals: Vec<f64>,
}

/// The weights of a linear system.
pub(super) struct Weights {
    /// omega.
    pub omega: Vec<f64>,
    /// 1 / sum of omega in each run; 0 where that is 0.
    pub inverse_totals: Vec<f64>,
}

/// What an evaluation adds up.
pub(super) struct Evaluated {
    /// Sum of y times the linear predictor, o and g included.
    pub y_eta: f64,
    /// \[X Z\]' (y - omega).
    pub gradient: Vec<f64>,
    /// Diagonal of S for the inner levels.
    pub diagonal: Vec<f64>,
    /// Lower triangle of S for the coefficients, by rows.
    pub gram: Vec<f64>,
}

impl Evaluated {
    fn new(n_coefficients: usize, n_places: usize) -> Self {
        Evaluated {
            y_eta: 0.0,
            gradient: vec![0.0; n_coefficients + n_places],
            diagonal: vec![0.0; n_places],
            gram: vec![0.0; n_coefficients * (n_coefficients + 1) / 2],
        }
    }

    fn with(mut self, part: &Self) -> Self {
        self.y_eta += part.y_eta;
        add(&mut self.gradient, &part.gradient);
        add(&mut self.diagonal, &part.diagonal);
        add(&mut self.gram, &part.gram);
        self
    }
}

impl Runs {
    /// Weights and gradient at parameters `p`, with the effects of the runs at their optimum.
    ///
    /// `g` comes in as any guess of these effects; it keeps exponentials in range.
    pub(super) fn evaluate(
        &self,
        response: &Response,
        x: &[Vec<f64>],
        p: &[f64],
        g: &mut [f64],
        omega: &mut [f64],
    ) -> Evaluated {
        let pieces = self.by_slots(omega).into_iter().zip(self.by_runs(g));
        let work: Vec<_> = self.chunks.iter().zip(pieces).collect();
        let part = |(chunk, (omega, g)): (&Range<usize>, (&mut [f64], &mut [f64]))| {
            Arch::new().dispatch(|| self.evaluate_chunk(response, x, p, chunk, g, omega))
        };
        let parts: Vec<Evaluated> = work.into_par_iter().map(part).collect();
        parts.into_iter().reduce(|total, part| total.with(&part)).expect("there is a chunk")
    }

    #[inline(always)]
    fn evaluate_chunk(
        &self,
        response: &Response,
        x: &[Vec<f64>],
        p: &[f64],
        chunk: &Range<usize>,
        g: &mut [f64],
        mut omega: &mut [f64],
    ) -> Evaluated {
        let mut sums = Evaluated::new(x.len(), self.n_places);
        let mut means = vec![0.0; x.len()];
        let mut buffer = vec![0.0; self.longest];
        for ((run, &total), g) in self.runs[chunk.clone()].iter().zip(&response.totals[chunk.clone()]).zip(g)
        {
            let (slots, values) = (run.slots(), &mut buffer[..run.len as usize]);
            let (here, rest) = omega.split_at_mut(values.len());
            omega = rest;
            let y = &response.y[slots.clone()];
            self.predictor(run, x, p, here);
            if let Some(offset) = &response.offset {
                add(here, &offset[slots.clone()]);
            }
            for eta in &mut *here {
                *eta += *g;
            }
            sums.y_eta += dot(y, here);
            exponentials(here);
            // The optimal effect of the run makes its fitted total the observed one.
            let ratio = total / sum(here);
            *g += ratio.ln();
            // Parameters out of the range of exponentials are worse than any in it.
            sums.y_eta += if g.is_finite() { total * ratio.ln() } else { f64::NEG_INFINITY };
            for omega in &mut *here {
                *omega *= ratio;
            }
            for ((value, y), omega) in values.iter_mut().zip(y).zip(&*here) {
                *value = y - omega;
            }
            self.scatter(run, x, values, &mut sums.gradient);
            let mut entries = sums.gram.iter_mut();
            for (i, one) in x.iter().enumerate() {
                means[i] = dot(here, &one[slots.clone()]);
                for (j, two) in x[..=i].iter().enumerate() {
                    let entry = entries.next().expect("a lower triangle has a row for each regressor");
                    *entry +=
                        dot3(here, &one[slots.clone()], &two[slots.clone()]) - means[i] * means[j] / total;
                }
            }
            for (value, omega) in values.iter_mut().zip(&*here) {
                *value = curvature(*omega, 1.0 / total);
            }
            self.scatter_levels(run, values, &mut sums.diagonal);
        }
        sums
    }

    /// S p for each of some vectors of parameters.
    pub(super) fn apply(&self, weights: &Weights, x: &[Vec<f64>], vectors: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let fill = |run: &Run, at: usize, values: &mut [f64]| self.predictor(run, x, &vectors[at], values);
        self.projected(weights, x, vectors.len(), &fill)
    }

    /// \[X Z\]' Omega C v for each of some columns of slots.
    pub(super) fn right_sides(
        &self,
        weights: &Weights,
        x: &[Vec<f64>],
        columns: &[Vec<f64>],
    ) -> Vec<Vec<f64>> {
        let fill =
            |run: &Run, at: usize, values: &mut [f64]| values.copy_from_slice(&columns[at][run.slots()]);
        self.projected(weights, x, columns.len(), &fill)
    }

    /// \[X Z\]' Omega C v for `n` columns v that `fill` gives run by run.
    fn projected<F>(&self, weights: &Weights, x: &[Vec<f64>], n: usize, fill: &F) -> Vec<Vec<f64>>
    where
        F: Fn(&Run, usize, &mut [f64]) + Sync,
    {
        let length = x.len() + self.n_places;
        let part = |chunk: &Range<usize>| {
            let mut sums = vec![vec![0.0; length]; n];
            let mut buffer = vec![0.0; self.longest];
            Arch::new().dispatch(|| {
                for (run, &inverse) in
                    self.runs[chunk.clone()].iter().zip(&weights.inverse_totals[chunk.clone()])
                {
                    let (omega, values) = (&weights.omega[run.slots()], &mut buffer[..run.len as usize]);
                    for (at, sums) in sums.iter_mut().enumerate() {
                        fill(run, at, values);
                        let mean = dot(omega, values) * inverse;
                        for (value, omega) in values.iter_mut().zip(omega) {
                            *value = omega * (*value - mean);
                        }
                        self.scatter(run, x, values, sums);
                    }
                }
            });
            sums
        };
        let parts: Vec<Vec<Vec<f64>>> = self.chunks.par_iter().map(part).collect();
        let add_part = |mut total: Vec<Vec<f64>>, part: Vec<Vec<f64>>| {
            total.iter_mut().zip(&part).for_each(|(total, part)| add(total, part));
            total
        };
        parts.into_iter().reduce(add_part).expect("there is a chunk")
    }

    /// Takes Z theta off a column and then the weighted mean of each run.
    pub(super) fn subtract(&self, weights: &Weights, levels: &[f64], column: &mut [f64]) {
        let work: Vec<_> = self.chunks.iter().zip(self.by_slots(column)).collect();
        work.into_par_iter().for_each(|(chunk, mut column)| {
            let mut buffer = vec![0.0; self.longest];
            Arch::new().dispatch(|| {
                for (run, &inverse) in
                    self.runs[chunk.clone()].iter().zip(&weights.inverse_totals[chunk.clone()])
                {
                    let (omega, values) = (&weights.omega[run.slots()], &mut buffer[..run.len as usize]);
                    let (here, rest) = std::mem::take(&mut column).split_at_mut(values.len());
                    column = rest;
                    self.predictor(run, &[], levels, values);
                    here.iter_mut().zip(&*values).for_each(|(here, value)| *here -= value);
                    let mean = dot(omega, here) * inverse;
                    for here in here {
                        *here -= mean;
                    }
                }
            });
        });
    }

    /// Linear predictor without offset.
    pub(super) fn predictors(&self, x: &[Vec<f64>], p: &[f64], g: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.n_slots];
        self.for_each_run(&mut out, |at, _, out| {
            self.predictor(&self.runs[at], x, p, out);
            for eta in out {
                *eta += g[at];
            }
        });
        out
    }

    /// The lowest element of C \[X Z\] p among the zeros.
    pub(super) fn lowest_at_zeros(&self, weights: &Weights, x: &[Vec<f64>], p: &[f64], y: &[f64]) -> f64 {
        let lowest = |(run, inverse): (&Run, &f64)| {
            let (omega, mut step) = (&weights.omega[run.slots()], vec![0.0; run.len as usize]);
            self.predictor(run, x, p, &mut step);
            let mean = dot(omega, &step) * inverse;
            let zeros = step.iter().zip(omega).zip(&y[run.slots()]);
            zeros
                .filter(|((_, omega), y)| **omega > 0.0 && **y == 0.0)
                .map(|((step, _), _)| step - mean)
                .fold(0.0, f64::min)
        };
        self.runs.par_iter().zip(&weights.inverse_totals).map(lowest).reduce(|| 0.0, f64::min)
    }

    /// The least of omega^2 / d and of omega / d over the zeros that have a row; d is the sum of the weights of the
    /// run and the inner levels of a zero, these given by `diagonal`.
    pub(super) fn least_at_zeros(
        &self,
        response: &Response,
        weights: &Weights,
        diagonal: &[f64],
    ) -> (f64, f64) {
        let least = |(run, total): (&Run, &f64)| {
            let mut sums = vec![0.0; run.len as usize];
            self.predictor(run, &[], diagonal, &mut sums);
            let slots = run.slots();
            let has_row = |slot: usize| response.offset.as_ref().is_none_or(|offset| offset[slot] > GAP);
            let mut least = (f64::INFINITY, f64::INFINITY);
            for (slot, sum) in slots.zip(sums).filter(|&(slot, _)| response.y[slot] == 0.0 && has_row(slot)) {
                let (omega, d) = (weights.omega[slot], sum + total);
                least = (least.0.min(omega * omega / d), least.1.min(omega / d));
            }
            least
        };
        let both = |a: (f64, f64), b: (f64, f64)| (a.0.min(b.0), a.1.min(b.1));
        let runs = self.runs.par_iter().zip(&response.totals);
        runs.map(least).reduce(|| (f64::INFINITY, f64::INFINITY), both)
    }

    /// Diagonal of S for the inner levels.
    pub(super) fn diagonal(&self, weights: &Weights) -> Vec<f64> {
        let part = |chunk: &Range<usize>| {
            let mut sums = vec![0.0; self.n_places];
            let mut buffer = vec![0.0; self.longest];
            for (run, &inverse) in self.runs[chunk.clone()].iter().zip(&weights.inverse_totals[chunk.clone()])
            {
                let values = &mut buffer[..run.len as usize];
                for (value, omega) in values.iter_mut().zip(&weights.omega[run.slots()]) {
                    *value = curvature(*omega, inverse);
                }
                self.scatter_levels(run, values, &mut sums);
            }
            sums
        };
        let parts: Vec<Vec<f64>> = self.chunks.par_iter().map(part).collect();
        let add_part = |mut total: Vec<f64>, part: Vec<f64>| {
            add(&mut total, &part);
            total
        };
        parts.into_iter().reduce(add_part).expect("there is a chunk")
    }

    /// Sum of a column in each inner level.
    pub(super) fn level_sums(&self, column: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.n_places];
        self.runs.iter().for_each(|run| self.scatter_levels(run, &column[run.slots()], &mut sums));
        sums
    }

    /// Sum of a column in each run.
    pub(super) fn totals(&self, column: &[f64]) -> Vec<f64> {
        self.runs.par_iter().map(|run| sum(&column[run.slots()])).collect()
    }

    /// Changes a column run by run.
    pub(super) fn for_each_run(
        &self,
        column: &mut [f64],
        each: impl Fn(usize, Range<usize>, &mut [f64]) + Sync,
    ) {
        let work: Vec<_> = self.chunks.iter().zip(self.by_slots(column)).collect();
        work.into_par_iter().for_each(|(chunk, mut column)| {
            for (at, run) in chunk.clone().zip(&self.runs[chunk.clone()]) {
                let (here, rest) = std::mem::take(&mut column).split_at_mut(run.len as usize);
                column = rest;
                each(at, run.slots(), here);
            }
        });
    }

    /// X q + Z theta along a run.
    #[inline(always)]
    pub(super) fn predictor(&self, run: &Run, x: &[Vec<f64>], p: &[f64], out: &mut [f64]) {
        let (q, levels) = p.split_at(x.len());
        match (run.levels, self.n_inner) {
            (_, 0) => out.fill(0.0),
            (Levels::SideBySide([one, _]), 1) => {
                out.copy_from_slice(&levels[one as usize..one as usize + out.len()]);
            }
            (Levels::SideBySide([one, two]), _) => {
                let one = &levels[one as usize..one as usize + out.len()];
                let two = &levels[two as usize..two as usize + out.len()];
                for ((out, one), two) in out.iter_mut().zip(one).zip(two) {
                    *out = one + two;
                }
            }
            (Levels::Listed(first), n_inner) => {
                let listed = &self.listed[first as usize..first as usize + out.len()];
                for (out, [one, two]) in out.iter_mut().zip(listed) {
                    *out = levels[*one as usize];
                    if n_inner == 2 {
                        *out += levels[*two as usize];
                    }
                }
            }
        }
        for (x, q) in x.iter().zip(q) {
            for (out, x) in out.iter_mut().zip(&x[run.slots()]) {
                *out += x * q;
            }
        }
    }

    /// Adds \[X Z\]' v for the v of a run.
    #[inline(always)]
    fn scatter(&self, run: &Run, x: &[Vec<f64>], values: &[f64], sums: &mut [f64]) {
        let (sums, levels) = sums.split_at_mut(x.len());
        for (sum, x) in sums.iter_mut().zip(x) {
            *sum += dot(&x[run.slots()], values);
        }
        self.scatter_levels(run, values, levels);
    }

    #[inline(always)]
    fn scatter_levels(&self, run: &Run, values: &[f64], levels: &mut [f64]) {
        match run.levels {
            Levels::SideBySide(first) => {
                for first in &first[..self.n_inner] {
                    add(&mut levels[*first as usize..*first as usize + values.len()], values);
                }
            }
            Levels::Listed(first) => {
                let listed = &self.listed[first as usize..first as usize + values.len()];
                for (value, [one, two]) in values.iter().zip(listed) {
                    levels[*one as usize] += value;
                    if self.n_inner == 2 {
                        levels[*two as usize] += value;
                    }
                }
            }
        }
    }

    /// A column of slots in pieces, one for each chunk.
    fn by_slots<'a>(&self, column: &'a mut [f64]) -> Vec<&'a mut [f64]> {
        pieces(column, self.chunks.iter().map(|chunk| self.slots_of(chunk).len()))
    }

    /// One number a run in pieces, one for each chunk.
    fn by_runs<'a>(&self, column: &'a mut [f64]) -> Vec<&'a mut [f64]> {
        pieces(column, self.chunks.iter().map(ExactSizeIterator::len))
    }
}

/// A row's part of the diagonal of S; 0 for a row that is all of its run, where only rounding would be left.
#[inline(always)]
pub(super) fn curvature(omega: f64, inverse_total: f64) -> f64 {
    let others = 1.0 - omega * inverse_total;
    if others > 1e-13 { omega * others } else { 0.0 }
}

fn pieces(mut whole: &mut [f64], lengths: impl Iterator<Item = usize>) -> Vec<&mut [f64]> {
    let mut piece = |length| {
        let (piece, rest) = std::mem::take(&mut whole).split_at_mut(length);
        whole = rest;
        piece
    };
    lengths.map(&mut piece).collect()
}

#[inline(always)]
pub(super) fn add(to: &mut [f64], values: &[f64]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += value;
    }
}

/// Sum of products, in eight running sums; the length is a multiple of four.
#[inline(always)]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    for (sum, (a, b)) in sums.iter_mut().zip(a_rest.iter().zip(b_rest)) {
        *sum += a * b;
    }
    folded(&sums)
}

/// Sum of products of three, in eight running sums.
#[inline(always)]
pub(super) fn dot3(a: &[f64], b: &[f64], c: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let ((a, a_rest), (b, b_rest), (c, c_rest)) =
        (a.as_chunks::<8>(), b.as_chunks::<8>(), c.as_chunks::<8>());
    for ((a, b), c) in a.iter().zip(b).zip(c) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane] * c[lane];
        }
    }
    for (sum, ((a, b), c)) in sums.iter_mut().zip(a_rest.iter().zip(b_rest).zip(c_rest)) {
        *sum += a * b * c;
    }
    folded(&sums)
}

/// Sum, in eight running sums.
#[inline(always)]
pub(super) fn sum(values: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (values, rest) = values.as_chunks::<8>();
    for values in values {
        for lane in 0..8 {
            sums[lane] += values[lane];
        }
    }
    for (sum, value) in sums.iter_mut().zip(rest) {
        *sum += value;
    }
    folded(&sums)
}

#[inline(always)]
fn folded(sums: &[f64; 8]) -> f64 {
    ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]))
}
