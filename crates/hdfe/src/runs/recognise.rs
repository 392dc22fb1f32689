//! Where the inner levels stand in their table.
//!
//! In a gravity panel with pairs as runs, the levels of origin^period and destination^period fall apart into blocks
//! that no row ties together (the periods), and within the runs only levels of one origin and of one destination
//! meet. So position = place of the origin x number of periods + place of the period, and nothing but the codes has
//! to be known. Without pair effects the same holds with origin^period as runs and the destinations as blocks.

use crate::Factor;
use crate::runs::layout::LANES;

/// Position in the table of each level of each inner effect.
pub(super) struct Places {
    pub of: Vec<Vec<u32>>,
    /// Position of the first level of the second effect.
    pub second: usize,
    /// Length of the table.
    pub length: usize,
    /// Positions of a group of levels, in a cube.
    pub stride: Option<usize>,
    /// Whether along a run the positions of both effects differ by a constant.
    pub aligned: bool,
}

impl Places {
    /// `starts` says where in `order`, the rows sorted by run, each run begins.
    pub fn of(inner: &[&Factor], order: &[u32], starts: &[u32]) -> Self {
        match inner {
            [] => Places { of: Vec::new(), second: 0, length: LANES, stride: None, aligned: true },
            [one] => grouped(one, &groups(one, order, starts)),
            [one, two] => cube(one, two, order, starts).unwrap_or_else(|| numbered(inner)),
            _ => unreachable!("runs have at most two inner effects"),
        }
    }
}

/// Levels in their old order, without structure.
fn numbered(inner: &[&Factor]) -> Places {
    let mut length = 0;
    let mut of = Vec::new();
    for factor in inner {
        of.push((length as u32..(length + factor.n_levels) as u32).collect());
        length += factor.n_levels;
    }
    Places { of, second: inner[0].n_levels, length: length + LANES, stride: None, aligned: false }
}

/// Levels group by group.
fn grouped(factor: &Factor, groups: &Numbered) -> Places {
    let mut next = vec![0_u32; groups.count + 1];
    groups.of.iter().for_each(|&group| next[group as usize + 1] += 1);
    for group in 0..groups.count {
        next[group + 1] += next[group];
    }
    let place = |&group: &u32| {
        next[group as usize] += 1;
        next[group as usize] - 1
    };
    let of = vec![groups.of.iter().map(place).collect()];
    Places { of, second: factor.n_levels, length: factor.n_levels + LANES, stride: None, aligned: true }
}

/// Levels as group x block; none when two levels would have one place, or most places no level.
fn cube(one: &Factor, two: &Factor, order: &[u32], starts: &[u32]) -> Option<Places> {
    let ((groups_one, groups_two), blocks) =
        rayon::join(|| (groups(one, order, starts), groups(two, order, starts)), || blocks(one, two));
    let stride = blocks.count.next_multiple_of(LANES);
    let length = (groups_one.count + groups_two.count) * stride;
    if length > 4 * (one.n_levels + two.n_levels) + 1024 {
        return None;
    }
    let mut taken = vec![false; length];
    let mut places = |groups: &Numbered, blocks: &[u32], first: usize| -> Option<Vec<u32>> {
        let place = |(&group, &block): (&u32, &u32)| {
            let place = (first + group as usize) * stride + block as usize;
            (!std::mem::replace(&mut taken[place], true)).then_some(place as u32)
        };
        groups.of.iter().zip(blocks).map(place).collect()
    };
    let (blocks_one, blocks_two) = blocks.of.split_at(one.n_levels);
    let of = vec![places(&groups_one, blocks_one, 0)?, places(&groups_two, blocks_two, groups_one.count)?];
    Some(Places {
        of,
        second: groups_one.count * stride,
        length: length + LANES,
        stride: Some(stride),
        aligned: true,
    })
}

/// Levels that meet in a run, directly or by others.
fn groups(factor: &Factor, order: &[u32], starts: &[u32]) -> Numbered {
    let mut forest = Forest::new(factor.n_levels);
    for run in starts.windows(2) {
        let rows = &order[run[0] as usize..run[1] as usize];
        let Some(&first) = rows.first() else { continue };
        let first = factor.codes[first as usize];
        for &row in rows {
            forest.tie(first, factor.codes[row as usize]);
        }
    }
    forest.numbered()
}

/// Levels of two effects that rows tie together; those of the second come after those of the first.
fn blocks(one: &Factor, two: &Factor) -> Numbered {
    let mut forest = Forest::new(one.n_levels + two.n_levels);
    let behind = one.n_levels as u32;
    for (&one, &two) in one.codes.iter().zip(&two.codes) {
        forest.tie(one, behind + two);
    }
    forest.numbered()
}

/// Sets of levels: each points to an earlier one of its set, the first to itself.
struct Forest(Vec<u32>);

/// The set of each level, numbered by their first levels.
struct Numbered {
    of: Vec<u32>,
    count: usize,
}

impl Forest {
    fn new(n_levels: usize) -> Self {
        Forest((0..n_levels as u32).collect())
    }

    fn root(&mut self, mut level: u32) -> u32 {
        while self.0[level as usize] != level {
            let above = self.0[level as usize];
            self.0[level as usize] = self.0[above as usize];
            level = above;
        }
        level
    }

    fn tie(&mut self, one: u32, two: u32) {
        if self.0[one as usize] == self.0[two as usize] {
            return;
        }
        let (one, two) = (self.root(one), self.root(two));
        self.0[one.max(two) as usize] = one.min(two);
    }

    fn numbered(mut self) -> Numbered {
        let mut of = vec![0; self.0.len()];
        let mut count = 0;
        for level in 0..self.0.len() as u32 {
            let root = self.root(level);
            if root == level {
                of[level as usize] = count;
                count += 1;
            } else {
                of[level as usize] = of[root as usize];
            }
        }
        Numbered { of, count: count as usize }
    }
}
