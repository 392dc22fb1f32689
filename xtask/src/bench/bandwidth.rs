//! How fast this machine moves memory: what a fit cannot be faster than.

use std::time::Instant;

/// Numbers in each array: far more than any cache holds.
const LENGTH: usize = 1 << 25;
const TIMES: usize = 5;

/// Bytes a second of `a = b + 3 c` on so many threads, the best of a few times; the write counts once.
pub fn measure(threads: usize) -> f64 {
    let part = LENGTH / threads;
    let mut arrays: Vec<[Vec<f64>; 3]> =
        (0..threads).map(|_| [vec![0.0; part], vec![1.0; part], vec![2.0; part]]).collect();
    let pass = |arrays: &mut [[Vec<f64>; 3]]| {
        let start = Instant::now();
        std::thread::scope(|scope| {
            for [a, b, c] in arrays.iter_mut() {
                scope.spawn(|| {
                    for ((a, b), c) in a.iter_mut().zip(&*b).zip(&*c) {
                        *a = b + 3.0 * c;
                    }
                });
            }
        });
        start.elapsed().as_secs_f64()
    };
    let best = (0..TIMES).map(|_| pass(&mut arrays)).fold(f64::INFINITY, f64::min);
    (24 * part * threads) as f64 / best
}
