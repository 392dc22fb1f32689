//! Links and windows as typed.

use std::path::Path;

use diagnostic::{Explain, Kind, Place};
use weaklinks::movement::Windows;

/// What can be wrong with `--links` and the windows.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not `ORIGIN:DESTINATION`.
    #[error("\"{0}\" is no link")]
    NoLink(String),
    /// A region that no flow has.
    #[error("no flow leaves or reaches \"{region}\"")]
    UnknownRegion {
        /// As typed.
        region: String,
    },
    /// Nothing named.
    #[error("no link is named")]
    Empty,
    /// A file that cannot be read.
    #[error("the file {path} cannot be read: {reason}")]
    File {
        /// As typed.
        path: String,
        /// What the machine said.
        reason: String,
    },
    /// A period that the table does not have.
    #[error("the table has no period {period}")]
    UnknownPeriod {
        /// The option.
        option: &'static str,
        /// As typed.
        period: String,
        /// Periods of the table.
        periods: Vec<String>,
    },
    /// The last before the first.
    #[error("{typed} ends before it begins")]
    Backwards {
        /// The option.
        option: &'static str,
        /// As typed.
        typed: String,
    },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        match self {
            Error::NoLink(_) => "no-link",
            Error::UnknownRegion { .. } => "unknown-region",
            Error::Empty => "no-links-named",
            Error::File { .. } => "links-file",
            Error::UnknownPeriod { .. } => "unknown-period",
            Error::Backwards { .. } => "window-backwards",
        }
    }

    fn place(&self) -> Option<Place> {
        let option = match self {
            Error::UnknownPeriod { option, .. } | Error::Backwards { option, .. } => *option,
            _ => "--links",
        };
        Some(Place::Option(option.into()))
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::NoLink(_) | Error::Empty => "give links such as RU-SAM:CN-AH, separated by commas",
            Error::UnknownRegion { .. } => "name regions as `counterpart inspect` lists them",
            Error::File { .. } => "give a file with one link a line",
            Error::Backwards { .. } => "give the first period first",
            Error::UnknownPeriod { periods, .. } => {
                return match periods.as_slice() {
                    [first, .., last] => vec![format!("name periods from {first} to {last}")],
                    _ => vec!["give a table with several periods".into()],
                };
            }
        };
        vec![step.to_owned()]
    }
}

/// Links as pairs of codes; a list, or a file with one a line.
pub fn links(regions: &[String], typed: &str) -> Result<Vec<(u32, u32)>, Vec<Error>> {
    let text = if Path::new(typed).is_file() {
        let file = |error: std::io::Error| Error::File { path: typed.to_owned(), reason: error.to_string() };
        std::fs::read_to_string(typed).map_err(|error| vec![file(error)])?
    } else {
        typed.replace(',', "\n")
    };
    let mut errors = Vec::new();
    let mut links = Vec::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        let Some((origin, destination)) = part.split_once(':') else {
            errors.push(Error::NoLink(part.to_owned()));
            continue;
        };
        let mut code = |region: &str| {
            let found = regions.iter().position(|known| known == region.trim());
            if found.is_none() {
                errors.push(Error::UnknownRegion { region: region.trim().to_owned() });
            }
            found.map(|code| code as u32)
        };
        if let (Some(origin), Some(destination)) = (code(origin), code(destination)) {
            links.push((origin, destination));
        }
    }
    if links.is_empty() && errors.is_empty() {
        errors.push(Error::Empty);
    }
    if errors.is_empty() { Ok(links) } else { Err(errors) }
}

/// The three windows.
pub fn windows(periods: &[String], typed: [(&'static str, &String); 3]) -> Result<Windows, Vec<Error>> {
    let mut errors = Vec::new();
    let [choosing, before, after] = typed.map(|(option, typed)| window(periods, option, typed, &mut errors));
    if errors.is_empty() { Ok(Windows { choosing, before, after }) } else { Err(errors) }
}

fn window(periods: &[String], option: &'static str, typed: &str, errors: &mut Vec<Error>) -> Vec<u32> {
    let (first, last) = typed.split_once("..").unwrap_or((typed, typed));
    let mut code = |period: &str| {
        let found = periods.iter().position(|known| known == period.trim());
        if found.is_none() {
            let period = period.trim().to_owned();
            errors.push(Error::UnknownPeriod { option, period, periods: periods.to_vec() });
        }
        found.map(|code| code as u32)
    };
    let (Some(first), Some(last)) = (code(first), code(last)) else { return Vec::new() };
    if last < first {
        errors.push(Error::Backwards { option, typed: typed.to_owned() });
    }
    (first..=last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn links_are_pairs_of_codes() {
        let regions = names(&["CN-AH", "RU-SAM"]);
        assert_eq!(links(&regions, "RU-SAM:CN-AH, CN-AH:RU-SAM"), Ok(vec![(1, 0), (0, 1)]));
        let wrong = links(&regions, "RU-SAM,RU-SAR:CN-AH").expect_err("both are wrong");
        assert_eq!(wrong, [Error::NoLink("RU-SAM".into()), Error::UnknownRegion { region: "RU-SAR".into() }]);
        assert_eq!(links(&regions, ""), Err(vec![Error::Empty]));
    }

    #[test]
    fn windows_run_from_first_to_last() {
        let periods = names(&["2001", "2002", "2003", "2004"]);
        let (choosing, one, last) = ("2001..2002".to_owned(), "2003".to_owned(), "2004".to_owned());
        let typed = [("--choosing", &choosing), ("--before", &one), ("--after", &last)];
        let expected = Windows { choosing: vec![0, 1], before: vec![2], after: vec![3] };
        assert_eq!(windows(&periods, typed), Ok(expected));
        let backwards = "2002..2001".to_owned();
        let typed = [("--choosing", &backwards), ("--before", &one), ("--after", &last)];
        assert!(matches!(windows(&periods, typed).expect_err("backwards")[..], [Error::Backwards { .. }]));
    }
}
