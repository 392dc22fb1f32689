//! The file of a run's results, taken apart.

use register::entry::sha256;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{LinkRow, Numbers};
use crate::error::{Error, Result};

/// A line of the file that is a link.
#[derive(Deserialize)]
struct LinkLine<'a> {
    origin: String,
    destination: String,
    #[serde(flatten)]
    numbers: Option<Numbers>,
    #[serde(default)]
    missing: Option<String>,
    #[serde(borrow, default)]
    reasons: Option<&'a RawValue>,
}

/// Of the reasons of a link, what its growth is made of.
#[derive(Deserialize)]
struct Course {
    course: Vec<Point>,
}

#[derive(Deserialize)]
struct Point {
    observed: Option<f64>,
}

/// A file of results, taken apart.
pub(super) struct Parsed {
    /// The first line.
    pub head: String,
    /// Links with their reasons.
    pub rows: Vec<(LinkRow, Option<String>)>,
}

/// Why a file cannot be read.
pub(super) fn broken(hash: &str) -> Error {
    Error::Broken { address: format!("the result {hash}") }
}

/// Takes a file apart.
pub(super) fn parse(bytes: &[u8]) -> Result<Parsed> {
    let hash = sha256(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| broken(&hash))?;
    let mut lines = text.lines();
    let head = lines.next().filter(|head| head.starts_with('{')).ok_or_else(|| broken(&hash))?.to_owned();
    let mut rows = Vec::new();
    for (k, line) in lines.enumerate() {
        let line: LinkLine = serde_json::from_str(line).map_err(|_| broken(&hash))?;
        let reasons = line.reasons.map(|reasons| reasons.get().to_owned());
        let found = match (line.numbers, line.missing) {
            (Some(numbers), None) => Ok(Numbers { growth: reasons.as_deref().and_then(growth), ..numbers }),
            (None, Some(missing)) => Err(missing),
            _ => return Err(broken(&hash)),
        };
        let LinkLine { origin, destination, .. } = line;
        let row = u32::try_from(k + 1).map_err(|_| broken(&hash))?;
        rows.push((LinkRow { result: hash.clone(), row, origin, destination, found }, reasons));
    }
    Ok(Parsed { head, rows })
}

/// Observed flow of the last third of the reported periods through that of the first third.
fn growth(reasons: &str) -> Option<f64> {
    let course: Course = serde_json::from_str(reasons).ok()?;
    let observed: Vec<f64> = course.course.iter().filter_map(|point| point.observed).collect();
    let third = observed.len() / 3;
    let sum = |part: &[f64]| part.iter().sum::<f64>();
    let first = sum(&observed[..third]);
    (first > 0.0).then(|| sum(&observed[observed.len() - third..]) / first)
}
