//! Regions of the two countries.

use serde::Deserialize;

use super::Text;

/// Regions of the two countries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// Pairs of codes with a common land border.
    pub land_borders: Vec<(String, String)>,
    /// The regions, sorted by code.
    pub regions: Vec<Region>,
    /// Where the columns come from, country by country.
    pub source: Vec<RegionSource>,
}

impl Regions {
    /// Regions of a country, by the prefix of their codes.
    pub fn of_country<'a>(&'a self, country: &'a str) -> impl Iterator<Item = &'a Region> {
        self.regions.iter().filter(move |region| region.country() == country)
    }

    /// Whether two regions share a land border.
    pub fn share_border(&self, a: &Region, b: &Region) -> bool {
        self.land_borders.iter().any(|(one, other)| *one == a.code && *other == b.code)
    }
}

/// A region.
#[derive(Debug, Clone, Deserialize)]
pub struct Region {
    /// ISO 3166-2.
    pub code: String,
    /// Names.
    #[serde(flatten)]
    pub name: Text,
    /// Latitude and longitude of the capital, in degrees north and east.
    pub capital: [f64; 2],
    /// Persons.
    pub population: f64,
    /// Gross regional product, in million USD.
    pub grp: f64,
}

impl Region {
    /// Code of its country.
    pub fn country(&self) -> &str {
        self.code.split('-').next().unwrap_or_default()
    }

    /// As the simulation takes it.
    pub fn for_simulation(&self) -> simulate::Region {
        let [latitude, longitude] = self.capital;
        simulate::Region { code: self.code.clone(), size: self.grp, latitude, longitude }
    }
}

/// Where the columns of a country's regions come from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSource {
    /// What its regions are called together.
    pub name: Text,
    /// Source of the populations.
    pub population: Text,
    /// Source of the gross regional products.
    pub grp: Text,
    /// Source of the names.
    pub names: Text,
    /// Source of the coordinates.
    pub capital: Text,
}
