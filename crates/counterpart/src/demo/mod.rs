//! `counterpart demo`: the mechanism on one page, and three reports.
//!
//! ```text
//! demo
//! ├── facts       the worked example, embedded (`examples/volga-yangtze/`)
//! ├── trade       trade, simulated: 31 x 83 regions whose weak links are known
//! ├── ties        friendly ties, real: an inventory, no ranking
//! ├── countries   trade between two groups of countries, real, where the data are at hand
//! └── index       the page that leads to them
//! ```

mod countries;
mod facts;
mod index;
mod ties;
mod trade;

use std::collections::HashMap;

use weaklinks::Stage;

use crate::error::Failure;
use crate::report::RegionName;
pub use facts::Facts;
use facts::Text;
use words::Language;

/// Told how far an analysis is.
type Progress<'a> = &'a (dyn Fn(Stage) + Sync);

/// A finished file: its name and its content.
pub type NamedFile = (String, Vec<u8>);

/// What is being made, for whoever waits.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// The simulated trade.
    Trade,
    /// The inventory of ties.
    Ties,
    /// The trade between groups of countries.
    Countries,
}

/// Makes every file of the demonstration; nothing is written yet.
pub fn files(
    threads: usize,
    mut step: impl FnMut(Step),
    progress: Progress,
) -> Result<Vec<NamedFile>, Failure> {
    let facts = Facts::embedded();
    step(Step::Ties);
    let inventory = ties::inventory(&facts)?;
    step(Step::Trade);
    let trade = trade::analyse(&facts, threads, progress)?;
    step(Step::Countries);
    let countries = countries::analyse(threads, progress)?;

    let mut files = trade.files();
    files.push((ties::DATA.to_owned(), inventory.csv()));
    for language in Language::ALL {
        let mut add = |page: &str, content: String| {
            files.push((format!("{page}.{}.html", language.code()), content.into_bytes()));
        };
        add(trade.summary.page, trade.page(&facts, language));
        add(ties::PAGE, ties::page(&facts, &inventory, language));
        if let Some(countries) = &countries {
            add(countries.summary.page, countries.page(language));
        }
    }
    let reports = index::Reports {
        trade: trade.summary,
        n_tie_pairs: ties::n_pairs_between(&facts),
        countries: countries.map(|countries| countries.summary),
    };
    for language in Language::ALL {
        let name = format!("index.{}.html", language.code());
        files.push((name, index::page(&facts, &reports, language).into_bytes()));
    }
    Ok(files)
}

/// Names of regions by their codes, for a report.
fn names_of<'a>(names: impl IntoIterator<Item = (&'a String, &'a Text)>) -> HashMap<String, RegionName> {
    names
        .into_iter()
        .map(|(code, name)| {
            let [en, zh, ru] = Language::ALL.map(|language| name.in_language(language).to_owned());
            (code.clone(), RegionName { en, zh, ru })
        })
        .collect()
}
