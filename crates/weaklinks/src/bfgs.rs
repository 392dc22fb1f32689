//! The minimum of a smooth function of four parameters: BFGS with a backtracking search.

use crate::prior::Point;

/// Rounds after which the search is given up; a few dozen are usual.
const MAX_ROUNDS: usize = 300;

/// The minimum nearest to `start`; `cost` gives value and gradient. None when it is not found.
///
/// Where rounding of the cost hides any way down, the point is taken for the minimum if the last step promised to go
/// down by no more than `negligible`.
pub(crate) fn minimise(
    start: Point,
    negligible: f64,
    cost: impl Fn(&Point) -> (f64, Point),
) -> Option<Point> {
    let dot = |a: &Point, b: &Point| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let identity = || std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
    let mut inverse: [Point; 4] = identity();
    let mut point = start;
    let (mut value, mut gradient) = cost(&point);
    let mut descent = f64::NEG_INFINITY;
    for _ in 0..MAX_ROUNDS {
        let mut step: Point = std::array::from_fn(|i| -dot(&inverse[i], &gradient));
        if dot(&step, &gradient) >= 0.0 {
            inverse = identity();
            step = gradient.map(|slope| -slope);
        }
        let longest = step.iter().fold(0.0_f64, |longest, step| longest.max(step.abs()));
        let mut scale = if longest > 1.0 { 1.0 / longest } else { 1.0 };
        descent = dot(&step, &gradient);
        let found = (0..40).find_map(|_| {
            let next: Point = std::array::from_fn(|i| point[i] + scale * step[i]);
            let (next_value, next_gradient) = cost(&next);
            let enough = next_value <= value + 1e-4 * scale * descent;
            scale /= 2.0;
            enough.then_some((next, next_value, next_gradient))
        });
        let Some((next, next_value, next_gradient)) = found else { break };
        let s: Point = std::array::from_fn(|i| next[i] - point[i]);
        let y: Point = std::array::from_fn(|i| next_gradient[i] - gradient[i]);
        let change = value - next_value;
        (point, value, gradient) = (next, next_value, next_gradient);
        update(&mut inverse, &s, &y);
        if change < 1e-12 && gradient.iter().all(|slope| slope.abs() < 1e-6) {
            return Some(point);
        }
    }
    (-descent <= negligible).then_some(point)
}

/// The BFGS update of the inverse Hessian, skipped where the curvature is not positive.
fn update(inverse: &mut [Point; 4], s: &Point, y: &Point) {
    let curvature: f64 = s.iter().zip(y).map(|(s, y)| s * y).sum();
    if curvature <= 1e-14 {
        return;
    }
    let hy: Point = std::array::from_fn(|i| inverse[i].iter().zip(y).map(|(h, y)| h * y).sum());
    let yhy: f64 = hy.iter().zip(y).map(|(hy, y)| hy * y).sum();
    for i in 0..4 {
        for j in 0..4 {
            inverse[i][j] +=
                (1.0 + yhy / curvature) * s[i] * s[j] / curvature - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        // Rosenbrock's function twice; the minimum is at (1, 1, 1, 1).
        let valley = |x: f64, y: f64| {
            let bend = y - x * x;
            (100.0 * bend * bend + (1.0 - x).powi(2), [-400.0 * x * bend - 2.0 * (1.0 - x), 200.0 * bend])
        };
        let cost = |point: &Point| {
            let (one, other) = (valley(point[0], point[1]), valley(point[2], point[3]));
            (one.0 + other.0, [one.1[0], one.1[1], other.1[0], other.1[1]])
        };
        let found = minimise([-1.2, 1.0, 0.5, 0.0], 0.0, cost).expect("a minimum");
        assert!(found.iter().all(|x| (x - 1.0).abs() < 1e-5), "{found:?}");
    }

    #[test]
    fn a_search_without_end_finds_nothing() {
        let slope = |point: &Point| (-point[0].exp().ln_1p().ln_1p(), [-1e-3, 0.0, 0.0, 0.0]);
        assert_eq!(minimise([0.0; 4], 1e-9, slope), None);
    }

    #[test]
    fn a_way_down_that_rounding_hides_must_be_negligible() {
        let stuck = |point: &Point| (point[0].abs(), [1e-4, 0.0, 0.0, 0.0]);
        assert_eq!(minimise([0.0; 4], 1e-7, stuck), Some([0.0; 4]));
        assert_eq!(minimise([0.0; 4], 1e-9, stuck), None);
    }
}
