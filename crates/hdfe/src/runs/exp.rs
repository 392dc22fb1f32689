//! The exponential of many numbers at once.

/// Coefficients 1/k! of the Taylor series; its error on |r| <= log(2)/2 is below the rounding of 1.
const TAYLOR: [f64; 14] = {
    let mut coefficients = [1.0; 14];
    let mut k = 1;
    while k < 14 {
        coefficients[k] = coefficients[k - 1] / k as f64;
        k += 1;
    }
    coefficients
};

/// Below it the result is 0, above its opposite infinite: exponents stay those of normal numbers.
const LIMIT: f64 = 708.0;

/// Replaces each number by its exponential, to the last bit or two.
///
/// exp(v) = 2^n exp(r) with n = v/log(2) rounded. Adding 1.5 x 2^52 rounds to a whole number and leaves it in the low
/// bits, from where it is shifted into the exponent. Without branches or calls, so the compiler vectorises the loop.
#[inline(always)]
pub(super) fn exponentials(values: &mut [f64]) {
    const ROUND: f64 = 6_755_399_441_055_744.0;
    // log(2) in two parts: the first has trailing zeros, so its product with n is exact.
    const LOG_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LOG_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    for value in values {
        let v = value.clamp(-LIMIT, LIMIT);
        let rounded = v * std::f64::consts::LOG2_E + ROUND;
        let n = rounded - ROUND;
        let r = v - n * LOG_2_HIGH - n * LOG_2_LOW;
        let mut series = TAYLOR[13];
        for k in (0..13).rev() {
            series = series * r + TAYLOR[k];
        }
        let power = f64::from_bits((rounded.to_bits() << 52).wrapping_add(1023 << 52));
        let power = if *value > LIMIT { f64::INFINITY } else { power };
        *value = if *value < -LIMIT { 0.0 } else { series * power };
    }
}

#[cfg(test)]
mod tests {
    use super::exponentials;

    #[test]
    fn exponentials_are_those_of_the_standard_library() {
        let values: Vec<f64> =
            (-7000..=7000).map(|v| f64::from(v) * 0.100_37).chain([0.0, -0.0, 1e-300]).collect();
        let mut found = values.clone();
        exponentials(&mut found);
        for (value, found) in values.iter().zip(found) {
            let exact = value.exp();
            assert!(
                (found - exact).abs() <= 4.0 * f64::EPSILON * exact,
                "exp({value}) is {exact:e}, not {found:e}"
            );
        }
        let mut out_of_range = [-709.0, -1e9, 709.0, 1e9];
        exponentials(&mut out_of_range);
        let bits = [0.0, 0.0, f64::INFINITY, f64::INFINITY].map(f64::to_bits);
        assert_eq!(out_of_range.map(f64::to_bits), bits);
    }
}
