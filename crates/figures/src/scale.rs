//! From values to places on an axis, and the ticks between.

/// A scale of one axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    log: bool,
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// From 0 to the next tick at or above `max`.
    pub(crate) fn from_zero(max: f64, range: (f64, f64)) -> Self {
        let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
        let step = step_of(max, 4.0);
        Scale { log: false, domain: (0.0, (max / step - 1e-9).ceil() * step), range }
    }

    /// From the tick at or below `low` to the one at or above `high`; zero lies between, or at an end.
    pub(crate) fn across_zero(low: f64, high: f64, range: (f64, f64)) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let (low, high) = if high > low { (low, high) } else { (0.0, 1.0) };
        let step = step_of(high - low, 5.0);
        let ticks = |value: f64, round: fn(f64) -> f64| round(value / step) * step;
        Scale {
            log: false,
            domain: (ticks(low + 1e-9 * step, f64::floor), ticks(high - 1e-9 * step, f64::ceil)),
            range,
        }
    }

    /// Logarithmic, from the 1, 2 or 5 at or below `low` to the one at or above `high`; both positive.
    pub(crate) fn log(low: f64, high: f64, range: (f64, f64)) -> Self {
        let low = round_down(low);
        let high = round_up(high);
        let high = if high > low { high } else { round_up(low * 1.5) };
        Scale { log: true, domain: (low, high), range }
    }

    /// Lower end of the domain.
    pub(crate) fn low(&self) -> f64 {
        self.domain.0
    }

    /// Upper end of the domain.
    pub(crate) fn high(&self) -> f64 {
        self.domain.1
    }

    /// Place of a value; outside the domain it is held at the end.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let value = value.clamp(self.domain.0, self.domain.1);
        let share = if self.log {
            (value / self.domain.0).ln() / (self.domain.1 / self.domain.0).ln()
        } else {
            (value - self.domain.0) / (self.domain.1 - self.domain.0)
        };
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// Values to mark: steps of 1, 2 or 5, or powers of ten where there are enough of them.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        if self.log { self.log_ticks() } else { self.linear_ticks() }
    }

    fn linear_ticks(&self) -> Vec<f64> {
        let (low, high) = self.domain;
        // From zero there are at most four steps, across it at most five and what rounding adds.
        let step = if low < 0.0 { step_of(high - low, 6.0) } else { step_of(high, 4.0) };
        let (first, last) = ((low / step).round() as i64, (high / step).round() as i64);
        (first..=last).map(|k| k as f64 * step).collect()
    }

    fn log_ticks(&self) -> Vec<f64> {
        let (low, high) = (self.domain.0.log10(), self.domain.1.log10());
        let powers: Vec<i32> = ((low - 1e-9).ceil() as i32..=(high + 1e-9).floor() as i32).collect();
        if powers.len() >= 3 {
            let every = powers.len().div_ceil(6);
            return powers.iter().step_by(every).map(|&p| 10f64.powi(p)).collect();
        }
        let decades = low.floor() as i32..=high.ceil() as i32;
        decades
            .flat_map(|p| [1.0, 2.0, 5.0].map(|k| k * 10f64.powi(p)))
            .filter(|&v| v >= self.domain.0 * (1.0 - 1e-9) && v <= self.domain.1 * (1.0 + 1e-9))
            .collect()
    }
}

/// The step of 1, 2 or 5 that gives at most about `n` steps up to `max`.
fn step_of(max: f64, n: f64) -> f64 {
    let raw = max / n;
    let power = 10f64.powf(raw.log10().floor());
    let lead = raw / power;
    let lead = [1.0, 2.0, 5.0].into_iter().find(|&k| lead <= k * (1.0 + 1e-9)).unwrap_or(10.0);
    lead * power
}

fn round_down(value: f64) -> f64 {
    let power = 10f64.powi(value.log10().floor() as i32);
    let lead = value / power;
    power * [5.0, 2.0].into_iter().find(|&k| lead >= k * (1.0 - 1e-9)).unwrap_or(1.0)
}

fn round_up(value: f64) -> f64 {
    let power = 10f64.powi(value.log10().floor() as i32);
    let lead = value / power;
    power * [1.0, 2.0, 5.0].into_iter().find(|&k| lead <= k * (1.0 + 1e-9)).unwrap_or(10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_ticks_go_by_one_two_five_and_hold_the_maximum() {
        let scale = Scale::from_zero(1.32, (0.0, 100.0));
        assert_eq!(scale.ticks(), [0.0, 0.5, 1.0, 1.5]);
        assert!((scale.at(1.5) - 100.0).abs() < 1e-9);
        assert_eq!(Scale::from_zero(8.0, (0.0, 1.0)).ticks(), [0.0, 2.0, 4.0, 6.0, 8.0]);
    }

    #[test]
    fn an_axis_across_zero_has_zero_among_its_ticks() {
        let scale = Scale::across_zero(-12.0, 38.0, (100.0, 0.0));
        assert_eq!(scale.ticks(), [-20.0, -10.0, 0.0, 10.0, 20.0, 30.0, 40.0]);
        for (low, high) in [(-0.3, 0.1), (-7.0, 0.0), (0.0, 0.0), (-1.0, 99.0), (-0.02, 0.61), (-41.0, 3.0)] {
            let scale = Scale::across_zero(low, high, (100.0, 0.0));
            let ticks = scale.ticks();
            assert!(ticks.contains(&0.0) && ticks.len() <= 9, "{low} {high}: {ticks:?}");
            assert!(ticks[0] <= low && *ticks.last().unwrap() >= high, "{low} {high}: {ticks:?}");
        }
    }

    #[test]
    fn log_ticks_are_powers_of_ten_on_wide_axes() {
        let scale = Scale::log(3.0, 4.2e6, (0.0, 60.0));
        assert_eq!(scale.ticks(), [10.0, 100.0, 1e3, 1e4, 1e5, 1e6]);
        let narrow = Scale::log(30.0, 180.0, (0.0, 1.0));
        assert_eq!(narrow.ticks(), [20.0, 50.0, 100.0, 200.0]);
    }

    #[test]
    fn scales_stay_finite_without_data() {
        assert!(Scale::from_zero(0.0, (0.0, 1.0)).at(0.0).is_finite());
        assert!(Scale::log(1.0, 1.0, (0.0, 1.0)).at(1.0).is_finite());
        assert!(Scale::from_zero(f64::NAN, (0.0, 1.0)).at(3.0).is_finite());
    }
}
