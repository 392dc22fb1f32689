//! The units that are judged: directed pairs of regions (unordered ones in an undirected panel).

use gravity::Design;

/// Pairs with their rows of the design.
///
/// In an undirected panel every row stands twice in the design; a pair then owns the rows from its smaller code to
/// its larger one.
#[derive(Debug, Clone)]
pub(crate) struct Pairs {
    /// Origin (pair -> region).
    pub origin: Vec<u32>,
    /// Destination (pair -> region).
    pub destination: Vec<u32>,
    /// Unordered pair (pair -> index into `Design::pairs`).
    pub unordered: Vec<u32>,
    /// Rows of each pair, period by period.
    pub rows: Vec<Vec<usize>>,
}

impl Pairs {
    /// All pairs of a design, sorted by origin and destination.
    pub fn of(design: &Design, undirected: bool) -> Self {
        let mut rows: Vec<usize> = (0..design.n_rows())
            .filter(|&row| !undirected || design.origin[row] <= design.destination[row])
            .collect();
        let name = |row: usize| (design.origin[row], design.destination[row]);
        rows.sort_by_key(|&row| (name(row), design.period[row]));
        let mut pairs = Pairs { origin: vec![], destination: vec![], unordered: vec![], rows: vec![] };
        for group in rows.chunk_by(|&one, &other| name(one) == name(other)) {
            let (origin, destination) = name(group[0]);
            pairs.origin.push(origin);
            pairs.destination.push(destination);
            pairs.unordered.push(design.pair[group[0]]);
            pairs.rows.push(group.to_vec());
        }
        pairs
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Sum of a value per row over the rows of a pair.
    pub fn sum(&self, pair: usize, value: impl Fn(usize) -> f64) -> f64 {
        self.rows[pair].iter().map(|&row| value(row)).sum()
    }
}
