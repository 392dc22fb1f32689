//! Who the regions are, how far apart, who borders whom.

use rand::RngExt as _;
use rand_distr::{Distribution, Normal};

use crate::{Error, Plan, Stream, rounded, stream};

/// Mean radius of the earth, in kilometres.
const EARTH_RADIUS_KM: f64 = 6371.0;
/// No two regions are nearer: a distance is one between centres, and regions have an extent.
const NEAREST_KM: f64 = 20.0;

/// A region with its real size and place.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Code, such as ISO 3166-2.
    pub code: String,
    /// Size in any unit (gross regional product, say); only ratios matter.
    pub size: f64,
    /// Latitude of its centre or capital, in degrees north.
    pub latitude: f64,
    /// Longitude of its centre or capital, in degrees east.
    pub longitude: f64,
}

/// Two sides of given regions, an international border between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sides {
    /// Regions of side A.
    pub a: Vec<Region>,
    /// Regions of side B.
    pub b: Vec<Region>,
    /// Pairs (index in `a`, index in `b`) that share a border.
    pub contiguous: Vec<(usize, usize)>,
}

impl Sides {
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (side, regions) in [("a", &self.a), ("b", &self.b)] {
            if regions.is_empty() {
                return Err(Error::EmptySide { side });
            }
            let bad = regions.iter().find(|region| !region.is_usable());
            if let Some(region) = bad {
                return Err(Error::BadRegion { code: region.code.clone() });
            }
        }
        Ok(())
    }
}

impl Region {
    /// Distance over the sphere to another region (haversine), in kilometres.
    pub fn distance_km(&self, other: &Region) -> f64 {
        let (lat_1, lat_2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = ((lat_2 - lat_1) / 2.0).sin();
        let half_lon = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + lat_1.cos() * lat_2.cos() * half_lon * half_lon;
        rounded(2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin())
    }

    fn is_usable(&self) -> bool {
        self.size > 0.0
            && self.size.is_finite()
            && (-90.0..=90.0).contains(&self.latitude)
            && (-180.0..=180.0).contains(&self.longitude)
    }
}

/// An ordered pair of regions and what lies between them.
pub(crate) struct Pair {
    pub origin: u32,
    pub destination: u32,
    pub distance_km: f64,
    pub contiguous: bool,
    pub common_language: bool,
    pub crosses_border: bool,
}

/// The regions, and the pairs that the panel is about, sorted by origin and destination.
pub(crate) struct Geography {
    pub codes: Vec<String>,
    pub log_size: Vec<f64>,
    pub pairs: Vec<Pair>,
}

/// An invented region on the plane.
struct Place {
    x: f64,
    y: f64,
    language: usize,
    country: bool,
}

impl Geography {
    /// Regions scattered over a square; the western half is one country, the eastern another; one language
    /// for about ten regions, spoken around a centre wherever the border runs.
    pub fn invented(plan: &Plan) -> Geography {
        let n = plan.n_regions;
        let places = places(plan);
        let mut rng = stream(plan, Stream::Places);
        rng.set_word_pos(1 << 40);
        let size = Normal::new(0.0, plan.size_sd).expect("checked with the plan");
        let log_size = (0..n).map(|_| size.sample(&mut rng)).collect();
        // The spacing of a square grid: about three neighbours a region.
        let near = plan.plane_km / (n as f64).sqrt();
        let mut pairs = Vec::with_capacity(n * (n - 1));
        for (i, here) in places.iter().enumerate() {
            for (j, there) in places.iter().enumerate() {
                if i == j {
                    continue;
                }
                let (dx, dy) = (here.x - there.x, here.y - there.y);
                let apart = (dx * dx + dy * dy).sqrt();
                pairs.push(Pair {
                    origin: i as u32,
                    destination: j as u32,
                    distance_km: kilometres(apart),
                    contiguous: apart < near,
                    common_language: here.language == there.language,
                    crosses_border: here.country != there.country,
                });
            }
        }
        let width = n.to_string().len().max(3);
        Geography { codes: (1..=n).map(|i| format!("R{i:0width$}")).collect(), log_size, pairs }
    }

    /// Given regions, side A before side B; only pairs across the border.
    pub fn of_sides(sides: &Sides) -> Geography {
        let regions: Vec<&Region> = sides.a.iter().chain(&sides.b).collect();
        let n_a = sides.a.len();
        let mut pairs = Vec::with_capacity(2 * n_a * sides.b.len());
        for (i, here) in regions.iter().enumerate() {
            for (j, there) in regions.iter().enumerate() {
                if (i < n_a) == (j < n_a) {
                    continue;
                }
                let across = (i.min(j), i.max(j) - n_a);
                pairs.push(Pair {
                    origin: i as u32,
                    destination: j as u32,
                    distance_km: kilometres(here.distance_km(there)),
                    contiguous: sides.contiguous.contains(&across),
                    common_language: false,
                    crosses_border: true,
                });
            }
        }
        Geography {
            codes: regions.iter().map(|region| region.code.clone()).collect(),
            log_size: regions.iter().map(|region| region.size.ln()).collect(),
            pairs,
        }
    }
}

/// As a table gives it: one decimal, never zero.
fn kilometres(distance: f64) -> f64 {
    (distance.max(NEAREST_KM) * 10.0).round() / 10.0
}

fn places(plan: &Plan) -> Vec<Place> {
    let mut rng = stream(plan, Stream::Places);
    let n_languages = (plan.n_regions / 10).max(2);
    let mut point = || (rng.random::<f64>() * plan.plane_km, rng.random::<f64>() * plan.plane_km);
    let centres: Vec<(f64, f64)> = (0..n_languages).map(|_| point()).collect();
    let mut places: Vec<Place> = (0..plan.n_regions)
        .map(|_| {
            let (x, y) = point();
            Place { x, y, language: nearest(&centres, x, y), country: false }
        })
        .collect();
    // Half the regions each, so that neither country is ever empty.
    let mut by_longitude: Vec<usize> = (0..places.len()).collect();
    by_longitude.sort_by(|&i, &j| places[i].x.total_cmp(&places[j].x));
    for &i in &by_longitude[places.len() / 2..] {
        places[i].country = true;
    }
    places
}

fn nearest(centres: &[(f64, f64)], x: f64, y: f64) -> usize {
    let squared = |&(cx, cy): &(f64, f64)| (cx - x) * (cx - x) + (cy - y) * (cy - y);
    (0..centres.len())
        .min_by(|&i, &j| squared(&centres[i]).total_cmp(&squared(&centres[j])))
        .expect("there are at least two centres")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Region {
        Region { code: String::new(), size: 1.0, latitude, longitude }
    }

    #[test]
    fn a_quarter_of_the_equator() {
        let quarter = EARTH_RADIUS_KM * std::f64::consts::FRAC_PI_2;
        assert!((at(0.0, 0.0).distance_km(&at(0.0, 90.0)) - quarter).abs() < 0.01);
        assert!((at(0.0, 10.0).distance_km(&at(90.0, -50.0)) - quarter).abs() < 0.01);
    }

    #[test]
    fn both_countries_and_several_languages_exist() {
        let geography = Geography::invented(&Plan::default());
        let crossing = geography.pairs.iter().filter(|pair| pair.crosses_border).count();
        assert_eq!(crossing, 2 * 20 * 20);
        assert!(geography.pairs.iter().any(|pair| pair.common_language));
        assert!(geography.pairs.iter().any(|pair| !pair.common_language));
    }

    #[test]
    fn both_directions_are_equally_far() {
        let geography = Geography::invented(&Plan { n_regions: 6, ..Plan::default() });
        for pair in &geography.pairs {
            let back = geography
                .pairs
                .iter()
                .find(|other| (other.origin, other.destination) == (pair.destination, pair.origin))
                .expect("both directions exist");
            assert!((back.distance_km - pair.distance_km).abs() < 1e-12);
            assert_eq!(back.contiguous, pair.contiguous);
        }
    }
}
