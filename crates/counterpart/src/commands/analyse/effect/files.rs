//! The files of an effect.

use gravity::effect::{Cell, Cohort, Comparison, Effect, Estimate, Horizon, Model, Point, Wald};
use hdfe::{Column, FitSummary, Labels, Table};
use serde::Serialize;
use words::Language;

use crate::output::Output;
use crate::report::effect::{self, Asked, Found};

/// All files.
pub const NAMES: [&str; 4] = ["effect.csv", "effect.json", "effect.svg", "effect.html"];

/// What is published as JSON.
#[derive(Serialize)]
struct Published<'a> {
    treatment: &'a str,
    pairs: gravity::effect::Pairs,
    border: gravity::effect::Border,
    n_domestic: usize,
    periods: &'a [String],
    undirected: bool,
    #[serde(flatten)]
    fit: &'a FitSummary,
    effects: Vec<Named>,
    total: Effect,
    course: &'a [Point],
    #[serde(skip_serializing_if = "Option::is_none")]
    leads: Option<Wald>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cohorts: Option<Extended<'a>>,
    file: File<'a>,
}

/// One coefficient, as estimated and corrected.
#[derive(Serialize)]
struct Named {
    term: String,
    #[serde(flatten)]
    effect: Effect,
}

/// The extended form.
#[derive(Serialize)]
struct Extended<'a> {
    average: Effect,
    comparison: Comparison,
    by_start: &'a [Cohort<String>],
    by_since: &'a [Cohort<usize>],
    cells: &'a [Cell],
    fit: &'a FitSummary,
}

/// A number of an estimate.
type Part = fn(&Estimate) -> f64;

/// The data, so that a reader can tell whether theirs are the same.
#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    sha256: &'a str,
    n_rows: usize,
    dropped: Vec<weaklinks::Dropped>,
}

/// Adds all files to a folder.
pub fn add(folder: &mut Output, found: &Found, asked: &Asked, language: Language) {
    folder.add(NAMES[0], csv(found));
    folder.add(NAMES[1], json(found, asked));
    // The figure of what the headline says: the last.
    let figure = effect::figures(found, asked, language).pop();
    let svg = figure.map(|figure| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", figure.svg));
    folder.add(NAMES[2], svg.unwrap_or_default());
    folder.add(NAMES[3], effect::page(found, asked, language));
}

/// The result as JSON.
pub fn json(found: &Found, asked: &Asked) -> String {
    let fit = &found.course.fit;
    let Model { pairs, border, .. } = asked.model;
    let named =
        |(k, term): (usize, &String)| Named { term: term.clone(), effect: fit.combination(&[(k, 1.0)]) };
    crate::commands::json(&Published {
        treatment: &asked.treatment,
        pairs,
        border,
        n_domestic: asked.n_domestic,
        periods: &asked.periods,
        undirected: asked.undirected,
        fit: &fit.summary,
        effects: fit.terms.iter().enumerate().map(named).collect(),
        total: found.course.total,
        course: &found.course.points,
        leads: found.course.leads,
        cohorts: found.cohorts.as_ref().map(|cohorts| Extended {
            average: cohorts.average,
            comparison: cohorts.comparison,
            by_start: &cohorts.by_start,
            by_since: &cohorts.by_since,
            cells: &cohorts.cells,
            fit: &cohorts.fit.summary,
        }),
        file: File {
            name: &asked.data_name,
            sha256: &asked.sha256,
            n_rows: asked.n_rows,
            dropped: asked.all_dropped(found),
        },
    })
}

/// One row an effect: what kind, of what, as estimated and corrected.
pub fn csv(found: &Found) -> String {
    let fit = &found.course.fit;
    let mut rows: Vec<(&str, String, Effect)> = Vec::new();
    for (k, term) in fit.terms.iter().enumerate() {
        rows.push(("term", term.clone(), fit.combination(&[(k, 1.0)])));
    }
    for point in &found.course.points {
        let at = match point.horizon {
            Horizon::Before(by) => format!("-{by}"),
            Horizon::Reference => continue,
            Horizon::After(by) => by.to_string(),
        };
        rows.extend(point.effect.map(|effect| ("cumulative", at, effect)));
    }
    rows.push(("total", String::new(), found.course.total));
    if let Some(cohorts) = &found.cohorts {
        rows.extend(cohorts.by_start.iter().map(|cohort| ("cohort", cohort.name.clone(), cohort.effect)));
        rows.extend(cohorts.by_since.iter().map(|since| ("since", since.name.to_string(), since.effect)));
        let cell = |cell: &Cell| ("cohort-period", format!("{}@{}", cell.start, cell.period), cell.effect);
        rows.extend(cohorts.cells.iter().map(cell));
        rows.push(("average", String::new(), cohorts.average));
    }
    let mut table = Table::new(rows.len());
    let texts = |of: &dyn Fn(&(&str, String, Effect)) -> String| {
        Column::Labels(Labels::from_texts(rows.iter().map(of)))
    };
    table.insert("kind", texts(&|row| row.0.to_owned()));
    table.insert("of", texts(&|row| row.1.clone()));
    let parts: [(&str, Part); 5] = [
        ("estimate", |effect| effect.estimate),
        ("std_error", |effect| effect.std_error),
        ("p_value", |effect| effect.p_value),
        ("low", |effect| effect.low),
        ("high", |effect| effect.high),
    ];
    for (name, part) in parts {
        table.insert(name, Column::Numbers(rows.iter().map(|row| part(&row.2.plain)).collect()));
    }
    for (name, part) in parts {
        let values = rows.iter().map(|row| row.2.corrected.as_ref().map_or(f64::NAN, part)).collect();
        table.insert(format!("corrected_{name}"), Column::Numbers(values));
    }
    // A table of texts and numbers is written as UTF-8.
    String::from_utf8(flows::csv(&table)).expect("CSV is text")
}
