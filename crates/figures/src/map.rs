//! Regions as points, links as arcs between them; no borders are drawn, and no tiles are asked for.

use crate::svg::{Anchor, Svg, fit, text_width};
use crate::{Caption, Figure, INK, MUTED, Table, WIDTH};

const MARGIN: f64 = 36.0;
/// Latitudes are drawn this far apart at most, so that a map of a narrow strip stays a map.
const HEIGHT: f64 = 420.0;
/// Blue for the first side, vermilion for the second, grey for neither: dots and squares say the same.
const SIDES: [&str; 2] = crate::DIRECTION_COLOURS;

/// A map of points and arcs.
pub struct Map<'a> {
    /// Name, title and description.
    pub caption: Caption<'a>,
    /// The regions.
    pub places: &'a [Place],
    /// The links, the most important first.
    pub arcs: &'a [Arc],
    /// Headings of the table: name, latitude, longitude.
    pub header: [&'a str; 3],
}

/// A region.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// The side: 0, 1, or another for neither.
    pub side: usize,
    /// Where it leads.
    pub href: String,
}

/// A link between two places, by their numbers.
#[derive(Debug, Clone)]
pub struct Arc {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it is, for a pointer and a screen reader.
    pub label: String,
    /// How heavy it is drawn, 0 to 1.
    pub weight: f64,
    /// Where it leads.
    pub href: String,
}

impl Map<'_> {
    /// Draws the map, north up, with a degree of longitude as wide as it is at the middle latitude.
    pub fn draw(&self) -> Figure {
        let mut svg = Svg::new();
        let (at, height) = self.projection();
        for arc in self.arcs {
            let (Some(from), Some(to)) = (self.places.get(arc.from), self.places.get(arc.to)) else {
                continue;
            };
            svg.link(&arc.href, &arc.label, |svg| {
                svg.arc(at(from), at(to), INK, 1.0 + 2.5 * arc.weight.clamp(0.0, 1.0));
            });
        }
        // A name that would lie upon another is left out: it stands in the table, and at its point for whoever asks.
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for place in self.places {
            let (x, y) = at(place);
            svg.link(&place.href, &place.name, |svg| match place.side {
                0 | 1 => svg.mark((x, y), place.side, true, ""),
                _ => svg.dots(&[(x, y)], MUTED, 7.0),
            });
            let anchor = if x > WIDTH * 0.7 { Anchor::End } else { Anchor::Start };
            let shift = if x > WIDTH * 0.7 { -7.0 } else { 7.0 };
            let name = fit(&place.name, 120.0);
            let width = text_width(&name);
            let left = if shift < 0.0 { x + shift - width } else { x + shift };
            let own = [left, y - 18.0, left + width, y - 3.0];
            if taken.iter().any(|it| own[0] < it[2] && it[0] < own[2] && own[1] < it[3] && it[1] < own[3]) {
                continue;
            }
            taken.push(own);
            let colour = SIDES.get(place.side).copied().unwrap_or(MUTED);
            svg.text((x + shift, y - 5.0), anchor, colour, false, &name);
        }
        let row = |place: &Place| {
            vec![place.name.clone(), format!("{:.1}", place.latitude), format!("{:.1}", place.longitude)]
        };
        Figure {
            svg: svg.finish_with_links(&self.caption, height),
            title: self.caption.title.into(),
            description: self.caption.description.into(),
            table: Table {
                header: self.header.map(str::to_owned).to_vec(),
                rows: self.places.iter().map(row).collect(),
            },
        }
    }

    fn projection(&self) -> (impl Fn(&Place) -> (f64, f64) + use<>, f64) {
        let range = |of: &dyn Fn(&Place) -> f64| {
            let values = self.places.iter().map(of).filter(|value| value.is_finite());
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let (south, north) = range(&|place| place.latitude);
        let (west, east) = range(&|place| place.longitude);
        let narrow = f64::midpoint(south, north).to_radians().cos().max(0.2);
        let (wide, high) = (((east - west) * narrow).max(1e-6), (north - south).max(1e-6));
        let scale = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT - 2.0 * MARGIN) / high);
        let left = (WIDTH - wide * scale) / 2.0;
        let at = move |place: &Place| {
            (left + (place.longitude - west) * narrow * scale, MARGIN + (north - place.latitude) * scale)
        };
        (at, high * scale + 2.0 * MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, latitude: f64, longitude: f64) -> Place {
        Place { name: name.into(), latitude, longitude, side: 0, href: format!("/{name}") }
    }

    #[test]
    fn north_is_up_east_is_right_and_everything_can_be_reached() {
        let places = [place("north-west", 60.0, 30.0), place("south-east", 30.0, 120.0)];
        let arcs = [Arc { from: 0, to: 1, label: "a & b".into(), weight: 0.5, href: "/link".into() }];
        let caption = Caption { id: "map", title: "Map", description: "Two places" };
        let map = Map { caption, places: &places, arcs: &arcs, header: ["name", "lat", "lon"] };
        let (at, height) = map.projection();
        let ((x0, y0), (x1, y1)) = (at(&places[0]), at(&places[1]));
        assert!(x0 < x1 && y0 < y1 && x1 <= WIDTH && y1 <= height);
        let svg = map.draw().svg;
        assert_eq!(svg.matches("<a href=").count(), 3);
        assert!(svg.contains("a &amp; b"));
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn names_do_not_lie_upon_each_other() {
        let places = [place("first", 60.0, 30.0), place("second", 60.01, 30.01), place("far", 30.0, 120.0)];
        let caption = Caption { id: "map", title: "Map", description: "" };
        let svg = Map { caption, places: &places, arcs: &[], header: ["n", "a", "o"] }.draw().svg;
        assert_eq!(svg.matches("<text").count(), 2);
        assert_eq!(svg.matches("<a href=").count(), 3, "each point can be reached");
    }

    #[test]
    fn one_place_or_none_draws() {
        let caption = Caption { id: "map", title: "Map", description: "" };
        for places in [vec![], vec![place("only", 0.0, 0.0)]] {
            let map = Map { caption, places: &places, arcs: &[], header: ["n", "a", "o"] };
            assert!(!map.draw().svg.contains("NaN"));
        }
    }
}
