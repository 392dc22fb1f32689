//! A grouping of the rows, coded.

/// One fixed effect or cluster variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Code of each row, below `n_levels`.
    pub codes: Vec<u32>,
    /// Number of levels.
    pub n_levels: usize,
}

impl Factor {
    /// The factor of these codes, its levels numbered anew in their old order, without those that do not occur.
    pub fn without_gaps(codes: impl Iterator<Item = u32> + Clone, n_levels: usize) -> Factor {
        const UNUSED: u32 = u32::MAX;
        let mut new_codes = vec![UNUSED; n_levels];
        codes.clone().for_each(|code| new_codes[code as usize] = 0);
        let mut n_levels = 0;
        for code in new_codes.iter_mut().filter(|code| **code != UNUSED) {
            *code = n_levels;
            n_levels += 1;
        }
        Factor { codes: codes.map(|code| new_codes[code as usize]).collect(), n_levels: n_levels as usize }
    }

    /// The factor of the given rows alone.
    pub fn compact(&self, rows: &[u32]) -> Factor {
        Factor::without_gaps(rows.iter().map(|&row| self.codes[row as usize]), self.n_levels)
    }

    /// Sum of a column in each level.
    pub fn sums(&self, values: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.n_levels];
        for (&code, value) in self.codes.iter().zip(values) {
            sums[code as usize] += value;
        }
        sums
    }

    /// Whether each level of `self` lies within one level of `outer`, judged by values.
    pub fn nested_in(&self, outer: &Factor) -> bool {
        let mut home = vec![u32::MAX; self.n_levels];
        self.codes.iter().zip(&outer.codes).all(|(&code, &outer)| {
            let home = &mut home[code as usize];
            if *home == u32::MAX {
                *home = outer;
            }
            *home == outer
        })
    }

    /// The rows level by level, in their order, and where each level begins (levels + 1 places).
    pub(crate) fn order(&self) -> (Vec<u32>, Vec<u32>) {
        let mut starts = vec![0_u32; self.n_levels + 1];
        self.codes.iter().for_each(|&code| starts[code as usize + 1] += 1);
        for level in 0..self.n_levels {
            starts[level + 1] += starts[level];
        }
        let mut order: Vec<u32> = (0..self.codes.len() as u32).collect();
        if !self.codes.is_sorted() {
            let mut next = starts.clone();
            for (row, &code) in (0..).zip(&self.codes) {
                let next = &mut next[code as usize];
                order[*next as usize] = row;
                *next += 1;
            }
        }
        (order, starts)
    }

    /// The pairs of levels that occur, numbered by the first level, then by first appearance.
    ///
    /// The rows are walked level by level of the first factor, so that one entry for each level of the second is all
    /// the memory needed, and no hashing.
    pub fn cross(&self, second: &Factor) -> Factor {
        let (order, _) = self.order();
        // For each level of the second factor: the level of the first it was last met with, and the pair's number.
        let mut met = vec![(u32::MAX, 0_u32); second.n_levels];
        let mut codes = vec![0_u32; order.len()];
        let mut n_levels = 0;
        for row in order {
            let level = self.codes[row as usize];
            let (last, pair) = &mut met[second.codes[row as usize] as usize];
            if *last != level {
                (*last, *pair) = (level, n_levels);
                n_levels += 1;
            }
            codes[row as usize] = *pair;
        }
        Factor { codes, n_levels: n_levels as usize }
    }
}
