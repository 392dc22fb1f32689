//! Sides as typed: codes, patterns, or a file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use diagnostic::{Explain, Kind, Place};
use globset::Glob;

/// Regions that are named in an error.
const SHOWN: usize = 5;

/// What can be wrong with a side as typed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A code that no flow has.
    #[error("no flow leaves or reaches \"{code}\"")]
    UnknownCode {
        /// The option, `--side-a` or `--side-b`.
        option: &'static str,
        /// As typed.
        code: String,
        /// The code that looks most like it.
        nearest: Option<String>,
    },
    /// A pattern that no region matches.
    #[error("no region matches \"{pattern}\"")]
    NoMatch {
        /// The option.
        option: &'static str,
        /// As typed.
        pattern: String,
        /// Some regions of the table.
        regions: Vec<String>,
    },
    /// A pattern that cannot be read.
    #[error("\"{pattern}\" is no pattern: {reason}")]
    BadPattern {
        /// The option.
        option: &'static str,
        /// As typed.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Nothing named.
    #[error("the side names no region")]
    Empty {
        /// The option.
        option: &'static str,
    },
    /// A file that cannot be read.
    #[error("the file {path} cannot be read")]
    File {
        /// The option.
        option: &'static str,
        /// As typed.
        path: String,
        /// What the machine said.
        reason: String,
    },
    /// Regions on both sides.
    #[error("{} on both sides: {}", count(*n), named.join(", "))]
    Overlap {
        /// How many.
        n: usize,
        /// The first of them.
        named: Vec<String>,
    },
}

fn count(n: usize) -> String {
    if n == 1 { "one region is".into() } else { format!("{n} regions are") }
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        match self {
            Error::UnknownCode { .. } => "unknown-region",
            Error::NoMatch { .. } => "no-match",
            Error::BadPattern { .. } => "bad-pattern",
            Error::Empty { .. } => "empty-side",
            Error::File { .. } => "side-file",
            Error::Overlap { .. } => "sides-overlap",
        }
    }

    fn place(&self) -> Option<Place> {
        let option = match self {
            Error::UnknownCode { option, .. }
            | Error::NoMatch { option, .. }
            | Error::BadPattern { option, .. }
            | Error::Empty { option }
            | Error::File { option, .. } => option,
            Error::Overlap { .. } => "--side-a, --side-b",
        };
        Some(Place::Option(option.to_owned()))
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::File { reason, .. } => vec![reason.clone()],
            Error::NoMatch { regions, .. } => vec![format!("regions are called {}", regions.join(", "))],
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::UnknownCode { nearest: Some(nearest), .. } => format!("did you mean \"{nearest}\"?"),
            Error::UnknownCode { .. } | Error::NoMatch { .. } => {
                "see the regions of the table with `counterpart inspect`".into()
            }
            Error::BadPattern { .. } => "use * for any characters and ? for one".into(),
            Error::Empty { .. } => "name codes, patterns such as 'RU-*', or a file with one a line".into(),
            Error::File { .. } => "name a text file with one code a line".into(),
            Error::Overlap { .. } => "put each region on one side only".into(),
        };
        vec![step]
    }
}

/// Regions of both sides, as indices; everything that is wrong with either at once.
pub fn find(regions: &[String], typed: [&str; 2]) -> Result<[Vec<u32>; 2], Vec<Error>> {
    let mut errors = Vec::new();
    let [a, b] = [("--side-a", typed[0]), ("--side-b", typed[1])]
        .map(|(option, typed)| side(regions, option, typed, &mut errors));
    let both: Vec<String> = a.intersection(&b).map(|&region| regions[region as usize].clone()).collect();
    if !both.is_empty() {
        errors.push(Error::Overlap { n: both.len(), named: both.into_iter().take(SHOWN).collect() });
    }
    if errors.is_empty() { Ok([a, b].map(|side| side.into_iter().collect())) } else { Err(errors) }
}

fn side(regions: &[String], option: &'static str, typed: &str, errors: &mut Vec<Error>) -> BTreeSet<u32> {
    let parts = match parts(regions, option, typed) {
        Ok(parts) => parts,
        Err(error) => {
            errors.push(error);
            return BTreeSet::new();
        }
    };
    if parts.is_empty() {
        errors.push(Error::Empty { option });
    }
    let mut side = BTreeSet::new();
    for part in parts {
        match matching(regions, option, &part) {
            Ok(found) => side.extend(found),
            Err(error) => errors.push(error),
        }
    }
    side
}

/// What was typed, in parts; a file has one a line, with remarks behind `#`. A region may be called like a file.
fn parts(regions: &[String], option: &'static str, typed: &str) -> Result<Vec<String>, Error> {
    let is_file = !regions.iter().any(|region| region == typed) && Path::new(typed).is_file();
    let text = if is_file {
        fs::read_to_string(typed).map_err(|error| Error::File {
            option,
            path: typed.to_owned(),
            reason: error.to_string(),
        })?
    } else {
        typed.replace(',', "\n")
    };
    let lines = text.lines().map(|line| match line.split_once('#') {
        Some((code, _)) if is_file => code,
        _ => line,
    });
    let lines = lines.map(|line| line.trim_start_matches('\u{feff}').trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Regions that a code or pattern means.
fn matching(regions: &[String], option: &'static str, part: &str) -> Result<Vec<u32>, Error> {
    if let Some(region) = regions.iter().position(|region| region == part) {
        return Ok(vec![region as u32]);
    }
    if !part.contains(['*', '?', '[', '{']) {
        let distance =
            |region: &&String| strsim::damerau_levenshtein(&region.to_lowercase(), &part.to_lowercase());
        let nearest =
            regions.iter().min_by_key(distance).filter(|region| distance(region) <= part.len().div_ceil(2));
        return Err(Error::UnknownCode { option, code: part.to_owned(), nearest: nearest.cloned() });
    }
    let pattern = Glob::new(part).map_err(|error| Error::BadPattern {
        option,
        pattern: part.to_owned(),
        reason: error.kind().to_string(),
    })?;
    let matcher = pattern.compile_matcher();
    let found: Vec<u32> =
        (0u32..).zip(regions).filter(|(_, region)| matcher.is_match(region)).map(|(k, _)| k).collect();
    if found.is_empty() {
        let regions = regions.iter().take(SHOWN).cloned().collect();
        return Err(Error::NoMatch { option, pattern: part.to_owned(), regions });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions() -> Vec<String> {
        ["CN-AH", "CN-HB", "NA", "RU-SAM", "RU-TA"].map(str::to_owned).to_vec()
    }

    #[test]
    fn codes_and_patterns_make_a_side() {
        assert_eq!(find(&regions(), ["CN-*", "RU-TA, RU-S*,RU-TA"]), Ok([vec![0, 1], vec![3, 4]]));
        assert_eq!(find(&regions(), ["NA", "RU-??"]), Ok([vec![2], vec![4]]));
    }

    #[test]
    fn a_file_has_one_a_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("side.txt");
        fs::write(&file, "\u{feff}CN-AH # Anhui\r\n\r\n# Hubei\nCN-HB\n").expect("written");
        assert_eq!(find(&regions(), [&file.to_string_lossy(), "RU-*"]), Ok([vec![0, 1], vec![3, 4]]));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let errors = find(&regions(), ["CN-AJ,XX-*,RU-TA,[", " , "]).expect_err("wrong");
        let codes: Vec<&str> = errors.iter().map(Explain::code).collect();
        assert_eq!(codes, ["unknown-region", "no-match", "bad-pattern", "empty-side"]);
        assert!(
            matches!(&errors[0], Error::UnknownCode { nearest: Some(nearest), .. } if nearest == "CN-AH")
        );
        let errors = find(&regions(), ["*", "RU-*"]).expect_err("overlap");
        assert_eq!(errors[0].to_string(), "2 regions are on both sides: RU-SAM, RU-TA");
        assert!(errors.iter().all(|error| error.kind() == Kind::Command));
    }
}
