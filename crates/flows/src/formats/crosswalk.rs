//! Codes to regions, by a table of two columns.

use std::collections::HashMap;
use std::path::Path;

use super::error::Error;
use super::rows::{Aside, Rows};
use super::tally::Tally;

/// Names of the column of codes. `country_code` is what CEPII's own table of countries calls it.
const CODES: [&str; 4] = ["code", "institution", "ror", "country_code"];

/// Names of the column of regions. `country_iso3` stands in CEPII's table of countries.
const REGIONS: [&str; 2] = ["region", "country_iso3"];

/// Which region a code belongs to.
#[derive(Debug, Default)]
pub(super) struct Crosswalk {
    regions: HashMap<String, String>,
}

impl Crosswalk {
    /// Reads a crosswalk. A code with two regions is an error: what it reports cannot be given to both.
    pub fn read(path: &Path) -> Result<Self, Vec<Error>> {
        let one = |error: crate::Error| vec![Error::from(error)];
        let mut rows = Rows::open(path).map_err(one)?;
        let find = |names: &[&str]| names.iter().find_map(|name| rows.position(name));
        let (Some(code), Some(region)) = (find(&CODES), find(&REGIONS)) else {
            let columns = rows.names().to_vec();
            return Err(vec![Error::NoCrosswalk { path: path.to_owned(), columns }]);
        };
        let mut crosswalk = Crosswalk::default();
        let mut tally = Tally::default();
        tally.begin(path);
        while rows.advance().map_err(one)? {
            if let Err(aside) = crosswalk.add(&rows, code, region) {
                tally.push(rows.number(), aside);
            }
        }
        let refused = tally.refused();
        match (refused.is_empty(), crosswalk.regions.is_empty()) {
            (true, false) => Ok(crosswalk),
            (true, true) => Err(one(crate::Error::NoRows { path: path.to_owned() })),
            _ => Err(refused),
        }
    }

    fn add(&mut self, rows: &Rows, code: usize, region: usize) -> Result<(), Aside> {
        let (key, name) = (normal(rows.code(code)?), rows.text(region)?);
        // A code without a region is one that is not wanted.
        if name.is_empty() {
            return Ok(());
        }
        match self.regions.get(&key) {
            Some(known) if known != name => Err(rows.refused(code, "has two regions")),
            Some(_) => Ok(()),
            None => {
                self.regions.insert(key, name.to_owned());
                Ok(())
            }
        }
    }

    /// The region of a code.
    pub fn get(&self, code: &str) -> Option<&str> {
        self.regions.get(code).or_else(|| self.regions.get(&normal(code))).map(String::as_str)
    }
}

/// A code as it is compared: addresses without what is before the last `/`, numbers without leading zeros, lower case.
fn normal(code: &str) -> String {
    let code = code.trim().trim_end_matches('/');
    let code = code.rsplit('/').next().unwrap_or(code);
    let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    let code = if is_number { code.trim_start_matches('0') } else { code };
    code.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn codes_are_compared_without_their_address_zeros_and_case() {
        assert_eq!(normal("https://ror.org/00000AA00"), "00000aa00");
        assert_eq!(normal("https://openalex.org/I1"), "i1");
        assert_eq!(normal("004"), "4");
        assert_eq!(normal("RU-TA"), "ru-ta");
    }
}
