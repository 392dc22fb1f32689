//! The files of an analysis: every link between the sides, whatever `--top` says.

use hdfe::{Column, Labels, Table};
use serde::Serialize;
use weaklinks::{Analysis, Link};

use crate::evidence::results::File;
use crate::output::Output;
use crate::report::{self, Context};
use words::Language;

/// Files with every link.
pub const NAMES: [&str; 3] = ["links.csv", "links.json", "links.parquet"];
/// All files.
pub const WRITTEN: [&str; 4] = ["links.csv", "links.json", "links.parquet", "report.html"];

/// What is published as JSON: the analysis, and the data it was asked of.
#[derive(Serialize)]
struct Published<'a> {
    #[serde(flatten)]
    analysis: &'a Analysis,
    file: File<'a>,
}

/// Adds all files to a folder.
pub fn add(folder: &mut Output, analysis: &Analysis, context: &Context, language: Language) {
    let links = table(&analysis.links);
    folder.add(WRITTEN[0], flows::csv(&links));
    folder.add(WRITTEN[1], json(analysis, context));
    folder.add(WRITTEN[2], flows::parquet(&links));
    folder.add(WRITTEN[3], report::page(analysis, context, language));
}

/// Every link as CSV.
pub fn csv(analysis: &Analysis) -> String {
    // A table of texts and numbers is written as UTF-8.
    String::from_utf8(flows::csv(&table(&analysis.links))).expect("CSV is text")
}

/// The whole analysis as JSON.
pub fn json(analysis: &Analysis, context: &Context) -> String {
    let file = File {
        name: &context.data_name,
        sha256: &context.sha256,
        n_rows: context.n_rows,
        dropped: &context.refused,
    };
    let published = Published { analysis, file };
    crate::commands::json(&published)
}

/// One row a link, in the asked order.
fn table(links: &[Link]) -> Table {
    let mut table = Table::new(links.len());
    let numbers = |name: &str, of: &dyn Fn(&Link) -> Option<f64>| {
        let values = links.iter().map(|link| of(link).unwrap_or(f64::NAN)).collect();
        (name.to_owned(), Column::Numbers(values))
    };
    let columns = [
        numbers("rank", &|link| Some(link.rank as f64)),
        ("origin".to_owned(), Column::Labels(Labels::from_texts(links.iter().map(|link| &link.origin)))),
        (
            "destination".to_owned(),
            Column::Labels(Labels::from_texts(links.iter().map(|link| &link.destination))),
        ),
        numbers("observed", &|link| Some(link.observed)),
        numbers("expected", &|link| Some(link.expected)),
        numbers("ratio", &|link| Some(link.ratio)),
        numbers("low", &|link| link.low),
        numbers("high", &|link| link.high),
        numbers("p_weak", &|link| link.p_weak),
        numbers("gap", &|link| Some(link.gap)),
        numbers("gap_low", &|link| link.gap_low),
        numbers("false_share", &|link| link.false_share),
        numbers("in_sample", &|link| Some(f64::from(u8::from(link.in_sample)))),
    ];
    for (name, column) in columns {
        table.insert(name, column);
    }
    table
}
