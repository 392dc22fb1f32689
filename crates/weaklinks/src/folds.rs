//! Folds of the cross-fit: a function of the seed and of the regions' names, of nothing else.

use gravity::Design;

/// Fold of every unordered pair of the design, so that both directions are left out together.
///
/// Pairs are sorted by a hash of seed and names, and dealt out in that order: folds differ in size by one at most,
/// and neither the order of the rows nor the codes matter.
pub(crate) fn folds(design: &Design, regions: &[String], n_folds: usize, seed: u64) -> Vec<u32> {
    let names = |pair: usize| {
        let (one, other) = design.pairs[pair];
        let (one, other) = (&regions[one as usize], &regions[other as usize]);
        if one <= other { (one, other) } else { (other, one) }
    };
    let key = |pair: usize| {
        let (one, other) = names(pair);
        (hash(hash(mix(seed), one), other), one, other)
    };
    let mut order: Vec<usize> = (0..design.pairs.len()).collect();
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    let mut folds = vec![0; design.pairs.len()];
    for (place, pair) in order.into_iter().enumerate() {
        folds[pair] = (place % n_folds) as u32;
    }
    folds
}

fn hash(state: u64, name: &str) -> u64 {
    // The length keeps ("AB", "C") apart from ("A", "BC").
    let start = mix(state ^ name.len() as u64);
    name.bytes().fold(start, |state, byte| mix(state ^ u64::from(byte)))
}

/// One step of `SplitMix64` (Steele, Lea, Flood 2014): a bijection whose output bits look independent.
fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
