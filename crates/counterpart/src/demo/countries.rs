//! *Trade between two groups of countries, real*: the application data of the Advanced Guide, where they are at hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use weaklinks::Analysis;

use super::facts::Text;
use super::{Progress, names_of};
use crate::error::Failure;
use crate::periods;
use crate::report::{self, Context};
use words::Language;

/// Names the folder of data that are not part of the project.
pub const VARIABLE: &str = "COUNTERPART_DATA";
/// The table, below that folder.
pub const FILE: &str = "agtpa/agtpa_applications.parquet";
/// Where the table can be had.
pub const ADDRESS: &str = "https://CRAN.R-project.org/package=tradepolicy";
/// Its licence.
const LICENCE: &str = "CC BY 4.0";
/// How to ask the same question by hand.
pub const COMMAND: &str = "counterpart weaklinks agtpa_applications.parquet --since 2002 --until 2006 \
     --side-a IDN,MMR,MYS,PHL,SGP,THA --side-b ARG,BOL,BRA,CHL,URY --out report";
/// Where the folder stands beside the project, when the variable is not set.
const BESIDE: &str = "../shared/data";
/// Links shown in the report.
const SHOWN: usize = 20;

/// What the index tells of it.
pub struct Summary {
    /// Name of the report without language and ending.
    pub page: &'static str,
    /// Links between the sides.
    pub n_links: usize,
    /// Those that are weak, with at most one in ten expected to be wrong.
    pub n_weak: usize,
}

/// Who the countries are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    since: String,
    until: String,
    side: [Group; 2],
    names: BTreeMap<String, Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: Text,
    members: Vec<String>,
}

/// The trade of the two groups, analysed once for all languages.
pub struct Countries {
    groups: Groups,
    analysis: Analysis,
    sha256: String,
    n_rows: usize,
    /// What the index tells of it.
    pub summary: Summary,
}

fn groups() -> Groups {
    toml::from_str(include_str!("../../../../examples/country-groups/countries.toml"))
        .expect("a test reads the embedded groups")
}

/// The table, where it is at hand.
fn table() -> Option<PathBuf> {
    let folder = std::env::var_os(VARIABLE).map_or_else(|| PathBuf::from(BESIDE), PathBuf::from);
    Some(folder.join(FILE)).filter(|path| path.is_file())
}

/// Looks for weak links between the groups; nothing where the table is not at hand.
pub fn analyse(threads: usize, progress: Progress) -> Result<Option<Countries>, Failure> {
    let Some(path) = table() else { return Ok(None) };
    let groups = groups();
    let file = flows::read(&path, &flows::Reading { columns: None, checksum: true })?;
    let roles = flows::Roles::find(&file, &flows::Given::default()).map_err(Failure::of_all)?;
    let covariates = flows::recognise_covariates(&file, &roles);
    let evidence = flows::panel(&file, &roles, &covariates, false).map_err(Failure::of_all)?;
    let panel = periods::between(evidence.panel, Some(&groups.since), Some(&groups.until))?;
    let [side_a, side_b] = groups.side.each_ref().map(|side| codes(&panel.regions, &side.members));
    let question = weaklinks::Plan {
        since: Some(groups.since.clone()),
        until: Some(groups.until.clone()),
        shown: SHOWN,
        threads,
        ..weaklinks::Plan::between(side_a, side_b)
    };
    let analysis = weaklinks::run(&panel, &question, progress)?;
    let summary = Summary {
        page: "trade-between-country-groups.report",
        n_links: analysis.links.len(),
        n_weak: analysis.surely_weak().len(),
    };
    Ok(Some(Countries {
        groups,
        analysis,
        sha256: file.sha256.unwrap_or_default(),
        n_rows: evidence.n_rows,
        summary,
    }))
}

fn codes(regions: &[String], members: &[String]) -> Vec<u32> {
    let places = (0..regions.len()).filter(|&at| members.contains(&regions[at]));
    places.map(|at| at as u32).collect()
}

impl Countries {
    /// The report in one language.
    pub fn page(&self, language: Language) -> String {
        let years = [("first", self.groups.since.clone().into()), ("last", self.groups.until.clone().into())];
        let context = Context {
            subject: Some(language.tell("countries-subject", &years)),
            simulated: false,
            data_name: FILE.rsplit('/').next().unwrap_or(FILE).to_owned(),
            sha256: self.sha256.clone(),
            n_rows: self.n_rows,
            source: Some(language.say("countries-source")),
            licence: Some(LICENCE.to_owned()),
            unit: Some(language.say("countries-unit")),
            side_names: Some(
                self.groups.side.each_ref().map(|side| side.name.in_language(language).to_owned()),
            ),
            names: names_of(&self.groups.names),
            refused: Vec::new(),
            shown: SHOWN,
            files: Vec::new(),
        };
        report::page(&self.analysis, &context, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_are_disjoint_and_named() {
        let groups = groups();
        let [a, b] = &groups.side;
        assert_eq!((a.members.len(), b.members.len(), groups.names.len()), (6, 5, 69));
        assert!(a.members.iter().all(|code| !b.members.contains(code)));
        for code in a.members.iter().chain(&b.members) {
            assert!(groups.names.contains_key(code), "{code}");
            assert!(COMMAND.contains(code.as_str()), "the command by hand asks the same: {code}");
        }
        assert!(COMMAND.contains(&groups.since) && COMMAND.contains(&groups.until));
    }
}
