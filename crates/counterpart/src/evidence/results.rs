//! An analysis as the file that is kept: JSON, one object a line, the same bytes for the same run.

use serde::Serialize;
use weaklinks::{Analysis, DataSummary, Dispersion, Dropped, Link, Note, PairName, Prior, Question, Sides};

/// The first line: what was asked, and what the data held.
#[derive(Serialize)]
struct Head<'a> {
    question: &'a Question,
    data: &'a DataSummary,
    model: &'a hdfe::FitSummary,
    dispersion: Dispersion,
    prior: Option<Prior>,
    sides: Sides,
    /// Totals between the sides by period.
    course: Vec<SidesPoint<'a>>,
    notes: &'a [Note],
    n_links: usize,
    n_not_reported: usize,
    n_nothing_expected: usize,
    file: File<'a>,
}

/// The data, so that a reader can tell whether theirs are the same.
#[derive(Serialize)]
pub struct File<'a> {
    /// Name of the file, or key of the dataset.
    pub name: &'a str,
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
    /// Rows it has.
    pub n_rows: usize,
    /// Rows that were refused while reading, by reason.
    pub dropped: &'a [Dropped],
}

/// Sums over all links in one period.
#[derive(Serialize)]
struct SidesPoint<'a> {
    period: &'a str,
    a_to_b: Sum,
    b_to_a: Option<Sum>,
}

#[derive(Serialize, Clone, Copy, Default)]
struct Sum {
    observed: f64,
    expected: f64,
}

/// A pair without numbers.
#[derive(Serialize)]
struct Missing<'a> {
    origin: &'a str,
    destination: &'a str,
    missing: &'static str,
}

/// The file.
pub fn file(analysis: &Analysis, dataset: &str, sha256: &str, n_rows: usize, dropped: &[Dropped]) -> Vec<u8> {
    let head = Head {
        question: &analysis.question,
        data: &analysis.data,
        model: &analysis.model,
        dispersion: analysis.dispersion,
        prior: analysis.prior,
        sides: analysis.sides,
        course: course(analysis),
        notes: &analysis.notes,
        n_links: analysis.links.len(),
        n_not_reported: analysis.not_reported.len(),
        n_nothing_expected: analysis.nothing_expected.len(),
        file: File { name: dataset, sha256, n_rows, dropped },
    };
    let mut bytes = Vec::new();
    line(&mut bytes, &head);
    for link in &analysis.links {
        line(&mut bytes, link);
    }
    for (pairs, missing) in
        [(&analysis.not_reported, "not-reported"), (&analysis.nothing_expected, "nothing-expected")]
    {
        for PairName { origin, destination } in pairs {
            line(&mut bytes, &Missing { origin, destination, missing });
        }
    }
    bytes
}

fn line(bytes: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(&mut *bytes, value).expect("records of numbers and texts have a JSON form");
    bytes.push(b'\n');
}

/// Sums over the links, period by period; what was not reported adds nothing to either sum.
fn course(analysis: &Analysis) -> Vec<SidesPoint<'_>> {
    let from_a = |link: &Link| analysis.question.side_a.contains(&link.origin);
    let undirected = analysis.question.undirected;
    let sum = |period: &str, wanted: &dyn Fn(&Link) -> bool| {
        let mut sum = Sum::default();
        for link in analysis.links.iter().filter(|link| wanted(link)) {
            let points = link.reasons.course.iter().filter(|point| point.period == period);
            for (observed, expected) in points.filter_map(|point| Some((point.observed?, point.expected?))) {
                sum.observed += observed;
                sum.expected += expected;
            }
        }
        sum
    };
    let point = |period| SidesPoint {
        period,
        a_to_b: sum(period, &|link| undirected || from_a(link)),
        b_to_a: (!undirected).then(|| sum(period, &|link| !from_a(link))),
    };
    analysis.data.periods.iter().map(|period| point(period.as_str())).collect()
}
