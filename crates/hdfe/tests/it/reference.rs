//! Poisson and least squares with explicit indicators, by dense algebra, written from the formulas alone.

use std::collections::BTreeMap;

/// A model whose columns are all explicit.
#[derive(Debug, Clone, Default)]
pub struct Dense {
    pub y: Vec<f64>,
    /// Columns; those that earlier ones explain must not be there ([`independent`]).
    pub x: Vec<Vec<f64>>,
    /// Analytic weights.
    pub analytic: Vec<f64>,
    /// Frequency weights.
    pub frequency: Vec<f64>,
    pub offset: Vec<f64>,
}

/// Its solution.
#[derive(Debug, Clone)]
pub struct Solution {
    pub estimates: Vec<f64>,
    pub fitted: Vec<f64>,
    /// Inverse of X' diag(working weights) X.
    pub bread: Vec<Vec<f64>>,
}

impl Dense {
    /// Newton's method from beta = 0, step halved; `None` where it runs away, as it does without a finite optimum.
    pub fn poisson(&self) -> Option<Solution> {
        let mut beta = vec![0.0; self.x.len()];
        let mut value = self.log_likelihood(&beta);
        let rounding =
            1e-13 * self.over_rows(|row| self.weight(row) * (1.0 + self.y[row])).iter().sum::<f64>();
        for _ in 0..200 {
            let mu = self.means(&beta);
            let working: Vec<f64> = self.over_rows(|row| self.weight(row) * mu[row]);
            let bread = inverse(&gram(&self.x, &working))?;
            let gradient = times(&self.x, &self.over_rows(|row| self.weight(row) * (self.y[row] - mu[row])));
            let step = product(&bread, &gradient);
            let decrement: f64 = step.iter().zip(&gradient).map(|(s, g)| s * g).sum();
            if decrement <= 1e-8 * rounding {
                return Some(Solution { estimates: beta, fitted: mu, bread });
            }
            let mut length = 1.0;
            let (next, next_value) = loop {
                let next: Vec<f64> = beta.iter().zip(&step).map(|(b, s)| b + length * s).collect();
                let next_value = self.log_likelihood(&next);
                if next_value >= value - rounding {
                    break (next, next_value);
                }
                length *= 0.5;
                if length < 1e-10 {
                    return None;
                }
            };
            (beta, value) = (next, next_value);
            if beta.iter().any(|b| b.abs() > 200.0) {
                return None;
            }
        }
        None
    }

    /// Least squares by the normal equations.
    pub fn gaussian(&self) -> Option<Solution> {
        let weights = self.over_rows(|row| self.weight(row));
        let bread = inverse(&gram(&self.x, &weights))?;
        let right = times(&self.x, &self.over_rows(|row| weights[row] * (self.y[row] - self.offset[row])));
        let estimates = product(&bread, &right);
        let fitted = self.linear_predictor(&estimates);
        Some(Solution { estimates, fitted, bread })
    }

    /// bread (sum of squared scores, summed in groups first) bread; without groups each row is one of `frequency`
    /// equal observations.
    pub fn sandwich(&self, solution: &Solution, groups: Option<&[u64]>) -> Vec<Vec<f64>> {
        let k = self.x.len();
        let mut sums: BTreeMap<u64, (f64, Vec<f64>)> = BTreeMap::new();
        for row in 0..self.y.len() {
            let error = self.analytic[row] * (self.y[row] - solution.fitted[row]);
            let (group, times, copies) = match groups {
                Some(groups) => (groups[row], self.frequency[row], 1.0),
                None => (row as u64, 1.0, self.frequency[row]),
            };
            let entry = sums.entry(group).or_insert_with(|| (copies, vec![0.0; k]));
            for (sum, column) in entry.1.iter_mut().zip(&self.x) {
                *sum += times * error * column[row];
            }
        }
        let mut meat = vec![vec![0.0; k]; k];
        for (copies, sum) in sums.values() {
            for (i, row) in meat.iter_mut().enumerate() {
                for (j, value) in row.iter_mut().enumerate() {
                    *value += copies * sum[i] * sum[j];
                }
            }
        }
        multiply(&multiply(&solution.bread, &meat), &solution.bread)
    }

    /// N: the sum of the frequency weights.
    pub fn n_obs(&self) -> f64 {
        self.frequency.iter().sum()
    }

    /// sum w e^2.
    pub fn residual_sum_of_squares(&self, solution: &Solution) -> f64 {
        let squares = self.over_rows(|row| self.weight(row) * (self.y[row] - solution.fitted[row]).powi(2));
        squares.iter().sum()
    }

    fn weight(&self, row: usize) -> f64 {
        self.analytic[row] * self.frequency[row]
    }

    fn over_rows(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        (0..self.y.len()).map(value).collect()
    }

    fn linear_predictor(&self, beta: &[f64]) -> Vec<f64> {
        self.over_rows(|row| self.offset[row] + self.x.iter().zip(beta).map(|(x, b)| x[row] * b).sum::<f64>())
    }

    fn means(&self, beta: &[f64]) -> Vec<f64> {
        self.linear_predictor(beta).iter().map(|eta| eta.exp()).collect()
    }

    /// sum w (y eta - mu).
    fn log_likelihood(&self, beta: &[f64]) -> f64 {
        let eta = self.linear_predictor(beta);
        self.over_rows(|row| self.weight(row) * (self.y[row] * eta[row] - eta[row].exp())).iter().sum()
    }
}

/// Positions of the columns that earlier ones do not explain, by twice repeated Gram-Schmidt.
pub fn independent(columns: &[Vec<f64>]) -> Vec<usize> {
    let (mut basis, mut kept) = (Vec::<Vec<f64>>::new(), Vec::new());
    for (at, column) in columns.iter().enumerate() {
        let mut rest = column.clone();
        for _ in 0..2 {
            for unit in &basis {
                let along: f64 = unit.iter().zip(&rest).map(|(u, r)| u * r).sum();
                rest.iter_mut().zip(unit).for_each(|(r, u)| *r -= along * u);
            }
        }
        let length = |v: &[f64]| v.iter().map(|v| v * v).sum::<f64>().sqrt();
        let left = length(&rest);
        if left > 1e-9 * length(column) {
            basis.push(rest.iter().map(|r| r / left).collect());
            kept.push(at);
        }
    }
    kept
}

/// Whether a symmetric matrix is positive definite: its Cholesky factor exists, with a margin.
pub fn is_positive(matrix: &[Vec<f64>]) -> bool {
    let mut lower: Vec<Vec<f64>> = Vec::new();
    for (i, row) in matrix.iter().enumerate() {
        let mut out: Vec<f64> = Vec::new();
        for j in 0..i {
            let earlier: f64 = (0..j).map(|k| out[k] * lower[j][k]).sum();
            out.push((row[j] - earlier) / lower[j][j]);
        }
        let left = row[i] - out.iter().map(|value| value * value).sum::<f64>();
        if left.is_nan() || left <= 1e-9 * row[i].abs() {
            return false;
        }
        out.push(left.sqrt());
        lower.push(out);
    }
    true
}

fn gram(x: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    let entry = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).zip(weights).map(|((a, b), w)| a * b * w).sum();
    x.iter().map(|a| x.iter().map(|b| entry(a, b)).collect()).collect()
}

fn times(x: &[Vec<f64>], v: &[f64]) -> Vec<f64> {
    x.iter().map(|x| x.iter().zip(v).map(|(x, v)| x * v).sum()).collect()
}

fn product(matrix: &[Vec<f64>], v: &[f64]) -> Vec<f64> {
    times(matrix, v)
}

fn multiply(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    a.iter()
        .map(|row| (0..b.len()).map(|j| row.iter().zip(b).map(|(a, b)| a * b[j]).sum()).collect())
        .collect()
}

/// Gauss-Jordan with pivots from the whole column; `None` where a pivot vanishes.
fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut rows: Vec<Vec<f64>> = matrix.to_vec();
    for (i, row) in rows.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for i in 0..n {
        let pivot = (i..n).max_by(|&a, &b| rows[a][i].abs().total_cmp(&rows[b][i].abs()))?;
        rows.swap(i, pivot);
        let scale = rows[i][i];
        if scale.abs() < 1e-300 || !scale.is_finite() {
            return None;
        }
        rows[i].iter_mut().for_each(|value| *value /= scale);
        let pivot_row = rows[i].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != i) {
            let factor = row[i];
            row.iter_mut().zip(&pivot_row).for_each(|(value, pivot)| *value -= factor * pivot);
        }
    }
    Some(rows.into_iter().map(|row| row[n..].to_vec()).collect())
}
