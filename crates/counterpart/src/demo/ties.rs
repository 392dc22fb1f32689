//! *Friendly ties, real*: an inventory of the pairs between the two sides, and what size and distance alone
//! would lead one to expect. It ranks nothing: counts this sparse, unevenly collected, single out no pair.

use askama::Template;
use hdfe::{Coefficient, Column, FitSummary, Formula, Labels, Options, Table, Vcov};

use super::facts::{Facts, Region, Tie};
use crate::error::Failure;
use words::Language;

/// Ties on distance, border and sizes; no fixed effects, because most regions have no tie at all.
const FORMULA: &str =
    "ties ~ log(distance_km) + contiguous + log(population_origin) + log(population_destination)";

/// Terms of the equation and the keys of their names.
const TERMS: [(&str, &str); 5] = [
    ("(Intercept)", "ties-term-constant"),
    ("log(distance_km)", "ties-term-distance"),
    ("contiguous", "ties-term-border"),
    ("log(population_origin)", "ties-term-origin"),
    ("log(population_destination)", "ties-term-destination"),
];

/// Columns of the table that the equation is fitted on, in the order of the file.
const COLUMNS: [&str; 5] =
    ["ties", "distance_km", "contiguous", "population_origin", "population_destination"];

/// Name of the page without language and ending.
pub const PAGE: &str = "friendly-ties";
/// Name of the table that is written beside the page.
pub const DATA: &str = "friendly-ties.csv";

/// A pair of regions, one of each country.
pub struct Pair<'a> {
    /// The Chinese region.
    pub a: &'a Region,
    /// The Russian region.
    pub b: &'a Region,
    /// Between the capitals.
    pub distance_km: f64,
    /// They share a land border.
    pub contiguous: bool,
    /// What the sources name.
    pub ties: Vec<&'a Tie>,
    /// What the equation expects.
    pub expected: f64,
}

impl Pair<'_> {
    /// The row of the table, in the order of [`COLUMNS`].
    fn numbers(&self) -> [f64; 5] {
        let border = f64::from(u8::from(self.contiguous));
        [self.ties.len() as f64, self.distance_km, border, self.a.population, self.b.population]
    }
}

/// All pairs of the two countries with the equation fitted on them.
pub struct Inventory<'a> {
    /// Every pair, by code.
    pub pairs: Vec<Pair<'a>>,
    /// The equation.
    pub fit: FitSummary,
}

/// Gathers the ties of every pair and fits the equation.
pub fn inventory(facts: &Facts) -> Result<Inventory<'_>, Failure> {
    let mut pairs = pairs(facts);
    let mut table = Table::new(pairs.len());
    insert_numbers(&mut table, &pairs);
    let options = Options { vcov: Vcov::Hc1, ..Options::default() };
    let formula = Formula::parse(FORMULA).map_err(Failure::of_all)?;
    let fit = hdfe::fit(&table, &formula, &options).map_err(Failure::of_all)?;
    for (&row, &expected) in fit.rows().iter().zip(&fit.fitted) {
        pairs[row as usize].expected = expected;
    }
    Ok(Inventory { pairs, fit: fit.summary })
}

fn insert_numbers(table: &mut Table, pairs: &[Pair]) {
    for (k, name) in COLUMNS.into_iter().enumerate() {
        table.insert(name, Column::Numbers(pairs.iter().map(|pair| pair.numbers()[k]).collect()));
    }
}

fn pairs(facts: &Facts) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    for a in facts.regions.of_country("CN") {
        for b in facts.regions.of_country("RU") {
            pairs.push(Pair {
                a,
                b,
                distance_km: a.for_simulation().distance_km(&b.for_simulation()),
                contiguous: facts.regions.share_border(a, b),
                ties: facts.ties.ties.iter().filter(|tie| tie.a == a.code && tie.b == b.code).collect(),
                expected: f64::NAN,
            });
        }
    }
    pairs
}

impl Inventory<'_> {
    /// The table that the equation is fitted on, for whoever wants to fit it again.
    pub fn csv(&self) -> Vec<u8> {
        let codes =
            |code: fn(&Pair) -> String| Column::Labels(Labels::from_texts(self.pairs.iter().map(code)));
        let mut table = Table::new(self.pairs.len());
        table.insert("origin", codes(|pair| pair.a.code.clone()));
        table.insert("destination", codes(|pair| pair.b.code.clone()));
        insert_numbers(&mut table, &self.pairs);
        flows::csv(&table)
    }

    /// Pairs between the two sides of the mechanism, grouped by the region of side A.
    fn between<'b>(&'b self, facts: &'b Facts) -> Vec<Group<'b>> {
        let [side_a, side_b] = &facts.mechanism.side;
        side_a
            .members
            .iter()
            .map(|code| Group {
                region: facts.region(code),
                pairs: self
                    .pairs
                    .iter()
                    .filter(|pair| pair.a.code == *code && side_b.members.contains(&pair.b.code))
                    .collect(),
            })
            .collect()
    }
}

/// Pairs of regions between the two sides of the mechanism.
pub fn n_pairs_between(facts: &Facts) -> usize {
    facts.mechanism.side.iter().map(|side| side.members.len()).product()
}

/// The pairs of one region of side A.
struct Group<'a> {
    region: &'a Region,
    pairs: Vec<&'a Pair<'a>>,
}

/// The page in one language.
pub fn page(facts: &Facts, inventory: &Inventory, language: Language) -> String {
    let groups = inventory.between(facts);
    let between = || groups.iter().flat_map(|group| &group.pairs);
    let page = Page {
        language,
        facts,
        fit: &inventory.fit,
        n_ties: between().map(|pair| pair.ties.len()).sum(),
        n_pairs: between().count(),
        n_tied: between().filter(|pair| !pair.ties.is_empty()).count(),
        expected: between().map(|pair| pair.expected).sum(),
        n_without_act: between().flat_map(|pair| &pair.ties).filter(|tie| !tie.instrument.is_act()).count(),
        n_all_pairs: inventory.pairs.len(),
        n_all_ties: facts.ties.ties.len(),
        groups,
        page_name: PAGE,
        data_file: DATA,
        formula: FORMULA,
    };
    page.render().expect("a page is rendered into memory")
}

#[derive(Template)]
#[template(path = "ties.html")]
struct Page<'a> {
    language: Language,
    facts: &'a Facts,
    groups: Vec<Group<'a>>,
    fit: &'a FitSummary,
    n_ties: usize,
    n_pairs: usize,
    n_tied: usize,
    expected: f64,
    n_without_act: usize,
    n_all_pairs: usize,
    n_all_ties: usize,
    page_name: &'static str,
    data_file: &'static str,
    formula: &'static str,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    fn name(&self, region: &Region) -> String {
        region.name.in_language(self.language).to_owned()
    }

    /// Who has the tie: the cities, or the regions themselves.
    fn places(&self, pair: &Pair, tie: &Tie) -> String {
        let place = |city: &Option<String>, region: &Region| match city {
            Some(city) => self.facts.ties.city(city, self.language).to_owned(),
            None => self.name(region),
        };
        format!("{} – {}", place(&tie.place_a, pair.a), place(&tie.place_b, pair.b))
    }

    /// What was signed, and when.
    fn act(&self, tie: &Tie) -> String {
        let year = tie.year.map_or_else(
            || self.say("ties-year-unknown"),
            |year| self.language.tell("date-year", &[("year", year.to_string().into())]),
        );
        let instrument = self.say(tie.instrument.key());
        self.language.tell("ties-act", &[("instrument", instrument.into()), ("year", year.into())])
    }

    fn summary(&self) -> String {
        let numbers = [
            ("ties", self.n_ties.into()),
            ("pairs", self.n_pairs.into()),
            ("tied", self.n_tied.into()),
            ("unnamed", self.n_without_act.into()),
        ];
        self.language.tell("ties-summary", &numbers)
    }

    fn artefact(&self) -> String {
        let expected = self.language.decimal(self.expected, 1);
        self.language.tell("ties-artefact", &[("ties", self.n_ties.into()), ("expected", expected.into())])
    }

    fn expected_of(&self, pair: &Pair) -> String {
        self.language.decimal(pair.expected, 2)
    }

    fn caption(&self, region: &Region) -> String {
        self.language.tell("ties-caption", &[("region", self.name(region).into())])
    }

    /// Name, estimate and standard error of each term.
    fn estimates(&self) -> Vec<(String, String, String)> {
        let number = |value: f64| self.language.decimal(value, 3);
        let line = |term: &Coefficient| {
            let name = TERMS.iter().find(|(written, _)| *written == term.term);
            let name = name.map_or_else(|| term.term.clone(), |(_, key)| self.say(key));
            (name, number(term.estimate), number(term.std_error))
        };
        self.fit.coefficients.iter().map(line).collect()
    }

    fn made_by(&self) -> String {
        self.language.tell("demo-made-by", &[("version", env!("CARGO_PKG_VERSION").into())])
    }

    fn sample(&self) -> String {
        let numbers = [("pairs", self.n_all_pairs.into()), ("ties", self.n_all_ties.into())];
        self.language.tell("ties-fit-sample", &numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_equation_has_the_published_figures() {
        let facts = Facts::embedded();
        let inventory = inventory(&facts).expect("the facts can be fitted");
        assert_eq!(inventory.fit.n_obs, 2573);
        let [_constant, terms @ ..] = &inventory.fit.coefficients[..] else { panic!("an intercept") };
        let printed: Vec<String> =
            terms.iter().map(|term| format!("{:.3} ({:.3})", term.estimate, term.std_error)).collect();
        assert_eq!(printed, ["-0.850 (0.261)", "2.624 (0.601)", "0.637 (0.122)", "0.848 (0.100)"]);
    }

    #[test]
    fn expected_ties_add_up_to_those_recorded() {
        let facts = Facts::embedded();
        let inventory = inventory(&facts).expect("the facts can be fitted");
        let expected: f64 = inventory.pairs.iter().map(|pair| pair.expected).sum();
        assert!((expected - 178.0).abs() < 1e-6, "{expected}");
        let groups = inventory.between(&facts);
        let pairs: Vec<&&Pair> = groups.iter().flat_map(|group| &group.pairs).collect();
        assert_eq!(pairs.len(), 84);
        assert_eq!(pairs.iter().map(|pair| pair.ties.len()).sum::<usize>(), 31);
        let expected: f64 = pairs.iter().map(|pair| pair.expected).sum();
        assert!((expected - 6.8).abs() < 0.05, "{expected}");
    }
}
