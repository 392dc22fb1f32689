//! The mechanism on one page, and the way to the reports.

use askama::Template;

use super::facts::{Date, Facts, Founding, Item, Mechanism, Point, RegionSource, Represented, Side, Text};
use super::{countries, ties, trade};
use words::Language;

/// Everything the page tells beside the facts.
pub struct Reports {
    /// The simulated trade.
    pub trade: trade::Summary,
    /// Pairs of regions in the inventory.
    pub n_tie_pairs: usize,
    /// The trade between groups of countries, where the data are at hand.
    pub countries: Option<countries::Summary>,
}

/// The page in one language.
pub fn page(facts: &Facts, reports: &Reports, language: Language) -> String {
    let page = Page {
        language,
        facts,
        mechanism: &facts.mechanism,
        founding: &facts.mechanism.founding,
        trade: &reports.trade,
        n_tie_pairs: reports.n_tie_pairs,
        ties_page: ties::PAGE,
        countries: reports.countries.as_ref(),
        countries_command: countries::COMMAND,
        countries_address: countries::ADDRESS,
    };
    page.render().expect("a page is rendered into memory")
}

#[derive(Template)]
#[template(path = "index.html")]
struct Page<'a> {
    language: Language,
    facts: &'a Facts,
    mechanism: &'a Mechanism,
    founding: &'a Founding,
    trade: &'a trade::Summary,
    n_tie_pairs: usize,
    ties_page: &'static str,
    countries: Option<&'a countries::Summary>,
    countries_command: &'static str,
    countries_address: &'static str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes references")]
impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }

    fn point_title(&self, number: &usize, point: &Point) -> String {
        let title = self.text(&point.title).to_owned();
        self.language.tell("index-point", &[("n", (*number).into()), ("title", title.into())])
    }

    fn n_members(&self, side: &Side) -> String {
        self.language.tell("index-members-number", &[("n", side.members.len().into())])
    }

    fn dated(&self, key: &str, date: &Date) -> String {
        self.language.tell(key, &[("date", date.in_language(self.language).into())])
    }

    fn date(&self, date: &Date, year_inferred: &bool) -> String {
        if *year_inferred { self.dated("date-year-inferred", date) } else { date.in_language(self.language) }
    }

    fn items(&self, items: &[Item]) -> String {
        let texts: Vec<String> = items.iter().map(|item| self.text(&item.text).to_owned()).collect();
        self.language.list(&texts)
    }

    fn region(&self, code: &str) -> &str {
        self.text(&self.facts.region(code).name)
    }

    fn side(&self, id: &str) -> &Side {
        self.mechanism.side.iter().find(|side| side.id == id).unwrap_or(&self.mechanism.side[0])
    }

    // The first screen.

    fn who(&self) -> String {
        let [a, b] = &self.mechanism.side;
        let numbers = [("a", a.members.len().into()), ("b", b.members.len().into())];
        self.language.tell("index-who-number", &numbers)
    }

    fn promised_when(&self) -> String {
        let date = self.founding.date.in_language(self.language);
        let place = self.text(&self.founding.place).to_owned();
        self.language.tell("index-promised-when", &[("date", date.into()), ("place", place.into())])
    }

    fn known_councils(&self) -> String {
        let last = self.mechanism.session.iter().rfind(|session| session.council);
        let date = last.map_or_else(String::new, |session| session.date.in_language(self.language));
        let n = self.mechanism.n_councils();
        self.language.tell("index-known-councils", &[("n", n.into()), ("date", date.into())])
    }

    fn known_agreements(&self) -> String {
        self.two_counts("index-known-agreements", "agreements-before", "agreements-2025")
    }

    fn projects(&self, key: &str) -> String {
        self.two_counts(key, "projects-2016", "projects-2017")
    }

    /// A number at two times, and how many fewer there are at the second.
    fn two_counts(&self, key: &str, first: &str, last: &str) -> String {
        let [first, last] = [first, last].map(|id| self.mechanism.count_of(id));
        let numbers = [
            ("before", first.value.into()),
            ("after", last.value.into()),
            ("lost", first.value.saturating_sub(last.value).into()),
            ("first", first.date.year().into()),
            ("last", last.date.year().into()),
        ];
        self.language.tell(key, &numbers)
    }

    // The sections.

    fn point_now(&self, point: &usize) -> String {
        self.say(match *point {
            1 => "index-point-now-1",
            2 => "index-point-now-2",
            _ => "index-point-now-3",
        })
    }

    fn represented(&self, side: &Represented) -> String {
        let regions = side.regions.iter().map(|code| self.region(code));
        let names: Vec<String> =
            regions.chain(side.cities.iter().map(|city| self.text(city))).map(str::to_owned).collect();
        let names = names.join(&self.say("list-separator"));
        self.language.tell("index-session-open-list", &[("names", names.into())])
    }

    fn represented_side(&self, side: &Represented) -> String {
        let side = self.text(&self.side(&side.side).short).to_owned();
        self.language.tell("index-session-represented", &[("side", side.into())])
    }

    fn co_chair(&self, side: &Side) -> String {
        let office = self.text(&side.co_chair).to_owned();
        self.language.tell("index-members-co-chair", &[("office", office.into())])
    }

    fn chairs(&self, chairs: &Text) -> String {
        self.language.tell("index-sessions-chairs", &[("chairs", self.text(chairs).to_owned().into())])
    }

    /// Where the columns of a country's regions come from.
    fn region_source(&self, source: &RegionSource) -> String {
        let columns = [
            ("name", &source.name),
            ("population", &source.population),
            ("grp", &source.grp),
            ("names", &source.names),
            ("capital", &source.capital),
        ];
        self.language.tell(
            "index-sources-regions",
            &columns.map(|(key, text)| (key, self.text(text).to_owned().into())),
        )
    }

    fn made_by(&self) -> String {
        self.language.tell("demo-made-by", &[("version", env!("CARGO_PKG_VERSION").into())])
    }

    // The reports.

    fn trade_text(&self) -> String {
        let trade = self.trade;
        let numbers = [
            ("a", trade.n_a.into()),
            ("b", trade.n_b.into()),
            ("years", trade.n_years.into()),
            ("planted", trade.n_planted.into()),
            ("links", trade.n_links.into()),
        ];
        self.language.tell("index-trade-text", &numbers)
    }

    fn trade_truth(&self) -> String {
        let trade = self.trade;
        let by_chance = trade.n_shown as f64 * trade.n_planted as f64 / trade.n_links as f64;
        let numbers = [
            ("shown", trade.n_shown.into()),
            ("found", trade.n_found.into()),
            ("chance", self.language.decimal(by_chance, 1).into()),
        ];
        self.language.tell("index-trade-truth", &numbers)
    }

    fn ties_text(&self) -> String {
        self.language.tell("index-ties-text", &[("pairs", self.n_tie_pairs.into())])
    }

    fn countries_finding(&self, report: &countries::Summary) -> String {
        let numbers = [("links", report.n_links.into()), ("weak", report.n_weak.into())];
        self.language.tell("index-countries-finding", &numbers)
    }

    fn countries_absent(&self) -> String {
        let names = [("variable", countries::VARIABLE.into()), ("file", countries::FILE.into())];
        self.language.tell("index-countries-absent", &names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(countries: Option<countries::Summary>) -> Reports {
        let trade = trade::Summary {
            page: "trade",
            files: ["flows.csv".into(), "truth.csv".into()],
            n_a: 31,
            n_b: 83,
            n_years: 10,
            n_links: 5000,
            n_planted: 250,
            n_shown: 20,
            n_found: 17,
        };
        Reports { trade, n_tie_pairs: 84, countries }
    }

    #[test]
    fn without_the_data_the_page_says_where_to_get_them() {
        let facts = Facts::embedded();
        for language in Language::ALL {
            let html = page(&facts, &reports(None), language);
            for word in [countries::VARIABLE, countries::ADDRESS, "CC BY 4.0", "counterpart weaklinks agtpa_"]
            {
                assert!(html.contains(word), "{language:?}: {word}");
            }
            assert!(!html.contains('\u{27e6}'), "{language:?}: every text is found");
        }
    }

    #[test]
    fn with_the_data_the_page_leads_to_the_report() {
        let facts = Facts::embedded();
        let summary = || countries::Summary { page: "groups", n_links: 60, n_weak: 21 };
        for language in Language::ALL {
            let html = page(&facts, &reports(Some(summary())), language);
            assert!(html.contains(&format!("href=\"groups.{}.html\"", language.code())));
            assert!(!html.contains(countries::ADDRESS));
        }
    }

    #[test]
    fn numbers_of_the_first_screen_are_those_of_the_facts() {
        let html = page(&Facts::embedded(), &reports(None), Language::En);
        for text in [
            "6 + 14 regions",
            "5 meetings of the Council, the last on 21 May 2025",
            "3 agreements between regions before 2013, 54 by 2025",
            "69 investment projects in 2016, 58 in 2017: what became of eleven is not public",
            "Of the first 20 links that the report shows, 17 were made weak on purpose. By chance it would be 1.0.",
        ] {
            assert!(html.contains(text), "{text}");
        }
    }
}
