//! The slots of the rows.

use std::ops::Range;

use rayon::prelude::*;

use crate::Factor;
use crate::runs::recognise::Places;

/// Runs are filled up to a multiple of it, so that loops over them need no rest.
pub(super) const LANES: usize = 4;
/// A run stands side by side when at least one in so many of its slots has a row.
const SPARSEST: usize = 3;
/// Slots that a row may take on average; beyond it the rows form no runs.
const MOST_SLOTS: usize = 3;
/// Slots from which on a sweep is worked on in several pieces, and how many at most. Both depend on the data alone,
/// as every sum is made within pieces and over the pieces in their order.
const CHUNK_SLOTS: usize = 1 << 16;
const MOST_CHUNKS: usize = 16;

/// The rows of one level of the effect that is eliminated.
pub(super) struct Run {
    /// First slot.
    pub start: u32,
    /// Number of slots.
    pub len: u32,
    /// Where its inner levels are found.
    pub levels: Levels,
}

/// Inner levels of a run.
#[derive(Clone, Copy)]
pub(super) enum Levels {
    /// Side by side in the table, from these positions on.
    SideBySide([u32; 2]),
    /// In [`Runs::listed`], from this entry on.
    Listed(u32),
}

/// The rows of a design, sorted into runs.
pub(crate) struct Runs {
    pub(super) runs: Vec<Run>,
    /// Positions of the inner levels of the runs that list them.
    pub(super) listed: Vec<[u32; 2]>,
    /// Number of inner effects, up to 2.
    pub(super) n_inner: usize,
    /// Length of the table of inner levels.
    pub(super) n_places: usize,
    /// Position of the first level of the second inner effect.
    second: usize,
    /// Positions of a group of levels, where the inner effects form a cube.
    pub(super) stride: Option<usize>,
    pub(super) n_slots: usize,
    /// Runs that are worked on together.
    pub(super) chunks: Vec<Range<usize>>,
    /// Slots of the longest run.
    pub(super) longest: usize,
    /// Slot of each row.
    slots: Vec<u32>,
}

impl Run {
    pub fn slots(&self) -> Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

/// Whether rows with these fixed effects may form runs.
pub(crate) fn may_form(factors: &[Factor]) -> bool {
    (1..=3).contains(&factors.len())
}

impl Runs {
    /// Sorts the rows; none for a design with no or more than three effects, or whose rows form no runs.
    pub fn new(factors: &[Factor]) -> Option<Self> {
        if !may_form(factors) {
            return None;
        }
        let most = factors.iter().map(|factor| factor.n_levels).max()?;
        let eliminated = factors.iter().position(|factor| factor.n_levels == most)?;
        let by_run = &factors[eliminated];
        let inner: Vec<&Factor> = (factors.iter().enumerate())
            .filter(|(at, _)| *at != eliminated)
            .map(|(_, factor)| factor)
            .collect();
        let n_rows = by_run.codes.len();
        if n_rows == 0 || LANES * most > MOST_SLOTS * n_rows {
            return None;
        }
        let (mut order, starts) = by_run.order();
        let places = Places::of(&inner, &order, &starts);
        let mut runs = Runs {
            runs: Vec::with_capacity(most),
            listed: Vec::new(),
            n_inner: inner.len(),
            n_places: places.length,
            second: places.second,
            stride: places.stride,
            n_slots: 0,
            chunks: Vec::new(),
            longest: 0,
            slots: vec![0; n_rows],
        };
        for bounds in starts.windows(2) {
            if bounds[0] == bounds[1] {
                continue;
            }
            runs.push(&mut order[bounds[0] as usize..bounds[1] as usize], &inner, &places);
        }
        if runs.n_slots > MOST_SLOTS * n_rows.max(LANES) || runs.n_slots > u32::MAX as usize {
            return None;
        }
        runs.cut_into_chunks();
        Some(runs)
    }

    fn push(&mut self, rows: &mut [u32], inner: &[&Factor], places: &Places) {
        let place = |effect: usize, row: u32| match inner.get(effect) {
            Some(factor) => places.of[effect][factor.codes[row as usize] as usize],
            None => 0,
        };
        let start = self.n_slots;
        let first = |row: u32| place(0, row);
        if !rows.is_sorted_by_key(|&row| first(row)) {
            rows.sort_unstable_by_key(|&row| (first(row), row));
        }
        let (low, high) = (rows[0], rows[rows.len() - 1]);
        let span = ((first(high) - first(low)) as usize + 1).next_multiple_of(LANES);
        let apart = inner.is_empty() || rows.windows(2).all(|two| first(two[0]) < first(two[1]));
        let side_by_side = places.aligned && apart && span <= SPARSEST * rows.len().next_multiple_of(LANES);
        let (levels, len) = if inner.is_empty() {
            (Levels::SideBySide([0; 2]), rows.len().next_multiple_of(LANES))
        } else if side_by_side {
            (Levels::SideBySide([first(low), place(1, low)]), span)
        } else {
            (Levels::Listed(self.listed.len() as u32), rows.len().next_multiple_of(LANES))
        };
        let slot = |at: usize, row: u32| match levels {
            Levels::SideBySide(_) if !inner.is_empty() => (first(row) - first(low)) as usize,
            _ => at,
        };
        for (at, &row) in rows.iter().enumerate() {
            self.slots[row as usize] = (start + slot(at, row)) as u32;
        }
        if let Levels::Listed(_) = levels {
            let entry = |at: usize| rows[at.min(rows.len() - 1)];
            self.listed.extend((0..len).map(|at| [place(0, entry(at)), place(1, entry(at))]));
        }
        self.runs.push(Run { start: start as u32, len: len as u32, levels });
        self.n_slots += len;
        self.longest = self.longest.max(len);
    }

    fn cut_into_chunks(&mut self) {
        let n_chunks = (self.n_slots / CHUNK_SLOTS).clamp(1, MOST_CHUNKS);
        let mut first = 0;
        for chunk in 1..=n_chunks {
            let end = (chunk * self.n_slots / n_chunks) as u32;
            let last = self.runs.partition_point(|run| run.start < end);
            self.chunks.push(first..last);
            first = last;
        }
    }

    /// Positions of the levels of one inner effect.
    pub(super) fn effect(&self, effect: usize) -> Range<usize> {
        if effect == 0 { 0..self.second } else { self.second..self.n_places }
    }

    /// Whether some slots have no row.
    pub fn has_gaps(&self) -> bool {
        self.n_slots > self.slots.len()
    }

    /// A column in slots, with `gap` where no row is.
    pub fn column(&self, rows: impl Fn(usize) -> f64, gap: f64) -> Vec<f64> {
        let mut column = vec![gap; self.n_slots];
        for (row, &slot) in self.slots.iter().enumerate() {
            column[slot as usize] = rows(row);
        }
        column
    }

    /// A column of slots, in the order of the rows.
    pub fn rows(&self, column: &[f64]) -> Vec<f64> {
        self.slots.par_iter().map(|&slot| column[slot as usize]).collect()
    }

    /// Slots of a chunk of runs.
    pub(super) fn slots_of(&self, chunk: &Range<usize>) -> Range<usize> {
        match (self.runs.get(chunk.start), self.runs[..chunk.end].last()) {
            (Some(first), Some(last)) if !chunk.is_empty() => first.slots().start..last.slots().end,
            _ => 0..0,
        }
    }
}
