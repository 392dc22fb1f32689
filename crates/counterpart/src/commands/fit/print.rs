//! A fit as text.

use std::fmt::Write as _;

use hdfe::{Coefficient, Family, FitSummary, FixedEffectSize, Ssc};

use super::Printed;

/// Comma-separated, one line a coefficient, all digits.
pub fn csv(printed: &Printed) -> String {
    let head = TERM.map(str::to_owned);
    records([head].into_iter().chain(printed.summary.coefficients.iter().map(term)))
}

/// What is told of each term.
pub const TERM: [&str; 7] = ["term", "estimate", "std_error", "statistic", "p_value", "low", "high"];

/// The cells of [`TERM`], all digits.
pub fn term(coefficient: &Coefficient) -> [String; 7] {
    let Coefficient { term, estimate, std_error, statistic, p_value, low, high } = coefficient;
    let [estimate, std_error, statistic, p_value, low, high] =
        [estimate, std_error, statistic, p_value, low, high].map(f64::to_string);
    [term.clone(), estimate, std_error, statistic, p_value, low, high]
}

/// Rows of cells as comma-separated values.
pub fn records(rows: impl IntoIterator<Item = impl IntoIterator<Item = impl AsRef<[u8]>>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows of one length go into memory");
    }
    String::from_utf8(writer.into_inner().expect("memory is flushed")).expect("cells are texts")
}

/// Aligned, for people.
pub fn table(printed: &Printed) -> String {
    let summary = &printed.summary;
    let (family, statistic) = match (summary.family, summary.clusters.is_empty()) {
        (Family::Poisson, _) => ("Poisson pseudo-maximum likelihood", "z"),
        (Family::Gaussian, _) => ("Least squares", "t"),
    };
    let ssc = match summary.ssc {
        Ssc::Ppmlhdfe => "ppmlhdfe",
        Ssc::Fixest => "fixest",
    };
    let mut text = format!(
        "{family}\n{}\nstandard errors: {}, as {ssc}\n\n{}\n",
        summary.formula,
        summary.vcov,
        coefficients(&summary.coefficients, statistic)
    );
    for (name, value) in below(summary, printed) {
        let _ = writeln!(text, "{name:<16}{value}");
    }
    text
}

/// What stands below the coefficients: name and value.
fn below(summary: &FitSummary, printed: &Printed) -> Vec<(&'static str, String)> {
    let dropped = summary.dropped;
    let mut lines = vec![
        ("observations", summary.n_obs.to_string()),
        (
            "left out",
            format!(
                "{} missing, {} separated, {} singletons",
                dropped.missing, dropped.separated, dropped.singleton
            ),
        ),
    ];
    if !summary.collinear.is_empty() {
        lines.push(("collinear", format!("{} (left out)", summary.collinear.join(", "))));
    }
    if !summary.fixed_effects.is_empty() {
        lines.push(("fixed effects", sizes(&summary.fixed_effects)));
    }
    if !summary.clusters.is_empty() {
        lines.push(("clusters", sizes(&summary.clusters)));
    }
    if let Some(r2) = summary.r2 {
        lines.push(("R2", format!("{r2:.4}")));
    }
    if let Some(pseudo_r2) = summary.pseudo_r2 {
        lines.push(("pseudo R2", format!("{pseudo_r2:.4}")));
    }
    if summary.r2.is_some_and(|r2| r2 > 1.0 - f64::EPSILON) {
        lines.push((
            "perfect fit",
            "what is left is rounding, so standard errors and p values say nothing".into(),
        ));
    }
    lines.push(("log-likelihood", number(summary.log_likelihood)));
    lines.push(("deviance", number(summary.deviance)));
    lines.push(("iterations", summary.iterations.to_string()));
    if let Some(reset) = printed.reset {
        lines.push(("RESET", format!("{:.3}, p value {}", reset.statistic, p_value(reset.p_value))));
    }
    lines
}

fn coefficients(coefficients: &[Coefficient], statistic: &str) -> String {
    let header = ["", "estimate", "std. error", statistic, "p value", "5 %", ""].map(String::from);
    let mut rows = vec![header];
    rows[0][5] = "95 % from".into();
    rows[0][6] = "to".into();
    rows.extend(coefficients.iter().map(|c| {
        [
            c.term.clone(),
            number(c.estimate),
            number(c.std_error),
            format!("{:.3}", c.statistic),
            p_value(c.p_value),
            number(c.low),
            number(c.high),
        ]
    }));
    aligned(&rows)
}

/// The first column to the left, the others to the right.
fn aligned(rows: &[[String; 7]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let _ = write!(text, "{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            let _ = write!(text, "  {cell:>width$}");
        }
        text.push('\n');
    }
    text
}

fn sizes(sizes: &[FixedEffectSize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(|size| format!("{} ({})", size.name, size.n_levels)).collect();
    sizes.join(", ")
}

/// Six decimals where these say something; powers of ten elsewhere.
fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e9).contains(&size) { format!("{value:.6e}") } else { format!("{value:.6}") }
}

fn p_value(value: f64) -> String {
    if value < 1e-4 { "<0.0001".to_owned() } else { format!("{value:.4}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let cases =
            [(-0.8409, "-0.840900"), (0.0, "0.000000"), (1.5e-7, "1.500000e-7"), (2.5e12, "2.500000e12")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(number(f64::NAN), "NaN");
    }
}
