//! What people wait for, by the clock.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use register::Side;
use register::actor::Reader;
use register::value::Input;
use spreadsheets::{Column, ColumnKind};
use store::views::{Direction, RoadmapFilter};
use store::{Filter, Result, Store};

use crate::fill::{Size, TOKENS, address, field, recommendation_fields, region};
use crate::words::{Draw, chinese};

const READER: Reader = Reader::Member(Side::A);

/// How often each is measured, after a first time that is not.
const RUNS: usize = 21;
/// How often, when one takes seconds.
const FEW_RUNS: usize = 5;

/// Rows of a table that is imported.
const N_ROWS: usize = 10_000;

/// Times of one thing.
pub struct Times {
    /// What.
    pub what: &'static str,
    /// Seconds, each.
    pub seconds: Vec<f64>,
    /// How often it is done in that time: audit entries of a replay, and otherwise once.
    pub n: u64,
}

/// All of them; the register grows with the last only.
pub async fn all(
    store: &Store,
    size: Size,
    folder: &Path,
    program: &Path,
    tell: impl Fn(&Times),
) -> Result<()> {
    tell(&entry(store, size).await?);
    tell(&roadmap(store).await?);
    tell(&search(store, "search_common", 0).await?);
    tell(&search(store, "search_rare", 1_000).await?);
    tell(&verify(store).await?);
    tell(&import(size, folder, program));
    Ok(())
}

/// An entry with its thread both ways.
async fn entry(store: &Store, size: Size) -> Result<Times> {
    let mut seconds = Vec::new();
    for run in 0..=RUNS {
        let project = address("project", &format!("P-{}", (run + 1) * 7_919 % size.n_threads));
        let start = Instant::now();
        let mut transaction = store.read().await?;
        let entry = transaction.look(READER, &project).await?;
        let forward = transaction.trace(READER, &project, Direction::Forward, "zh").await?;
        let back = transaction.trace(READER, &project, Direction::Back, "zh").await?;
        seconds.push(start.elapsed().as_secs_f64());
        assert!(entry.is_some() && forward.is_some_and(|node| node.next.len() == 2));
        assert!(back.is_some_and(|node| node.next.len() == 1));
    }
    Ok(Times::after_the_first("entry", seconds))
}

/// Fifty projects of a pair in a field.
async fn roadmap(store: &Store) -> Result<Times> {
    let mut seconds = Vec::new();
    for run in 0..=RUNS {
        let filter = RoadmapFilter {
            parties: vec![region(0), region(1)],
            field: Some(field(run % 12)),
            limit: Some(50),
            ..RoadmapFilter::default()
        };
        let start = Instant::now();
        let page = store.read().await?.roadmap(READER, &filter, "zh").await?;
        seconds.push(start.elapsed().as_secs_f64());
        assert_eq!(page.len(), 50, "the page is full");
    }
    Ok(Times::after_the_first("roadmap", seconds))
}

/// The first fifty entries with a Chinese word of two characters, and how many there are.
async fn search(store: &Store, what: &'static str, word: usize) -> Result<Times> {
    let mut seconds = Vec::new();
    for run in 0..=RUNS {
        let words = Some(chinese(word + run % 4));
        let filter = Filter { words, limit: Some(50), ..Filter::default() };
        let start = Instant::now();
        let mut transaction = store.read().await?;
        let found = transaction.list(READER, &filter).await?;
        let n = transaction.count(READER, &filter).await?;
        seconds.push(start.elapsed().as_secs_f64());
        assert!(found.len() == 50 && n >= 50, "{n} entries are found");
    }
    Ok(Times::after_the_first(what, seconds))
}

/// A replay of the whole chain, with the comparison of all tables.
async fn verify(store: &Store) -> Result<Times> {
    let mut seconds = Vec::new();
    let mut n = 0;
    for _ in 0..=FEW_RUNS {
        let start = Instant::now();
        let verified = store.read().await?.verify(Vec::new(), |_| ()).await?;
        seconds.push(start.elapsed().as_secs_f64());
        assert!(verified.faults.is_empty(), "{:?}", verified.faults.first());
        n = verified.n_links;
    }
    Ok(Times { n, ..Times::after_the_first("verify", seconds) })
}

/// Recommendations in three languages from workbooks, by the program as people start it.
fn import(size: Size, folder: &Path, program: &Path) -> Times {
    let mut seconds = Vec::new();
    for run in 0..=FEW_RUNS {
        let file = workbook(size, folder, run);
        let mut command = Command::new(program);
        command.args(["import", "recommendations"]).arg(file).arg("--register").arg(folder);
        command.arg("--json").env("COUNTERPART_TOKEN", TOKENS[0]);
        let start = Instant::now();
        let output = command.output().expect("the program starts");
        seconds.push(start.elapsed().as_secs_f64());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    Times::after_the_first("import", seconds)
}

/// A workbook of recommendations that are not there yet.
fn workbook(size: Size, folder: &Path, run: usize) -> PathBuf {
    let names = ["authors", "partners", "fields", "session"];
    let langs = ["en", "zh", "ru"];
    let mut headings = vec!["key".to_owned()];
    headings.extend(names.map(str::to_owned));
    headings.extend(["title", "text"].iter().flat_map(|name| langs.map(|lang| format!("{name}.{lang}"))));
    let column = |heading: String| Column {
        name: heading.clone(),
        heading,
        kind: ColumnKind::Text,
        required: false,
        explanation: String::new(),
    };
    let columns: Vec<Column> = headings.into_iter().map(column).collect();
    let rows: Vec<Vec<String>> = (0..N_ROWS).map(|k| row(size, run, k, &names, &langs)).collect();
    let bytes =
        spreadsheets::write_xlsx(&columns, &rows, "recommendations").expect("the table fits a worksheet");
    let path = folder.join(format!("recommendations-{run}.xlsx"));
    std::fs::write(&path, bytes).expect("the folder can be written to");
    path
}

fn row(size: Size, run: usize, k: usize, names: &[&str], langs: &[&str]) -> Vec<String> {
    let mut draw = Draw((run * N_ROWS + k) as u64 + 1_000_000_000);
    // Those of side A, who imports.
    let inputs = recommendation_fields(&mut draw, 0, size);
    let mut row = vec![format!("I-{run}-{k}")];
    for name in names.iter().chain(&["title", "text"]) {
        match &inputs[name] {
            Input::Plain(text) => row.push(text.clone()),
            Input::Texts(texts) => row.extend(langs.iter().map(|lang| texts[*lang].0.clone())),
        }
    }
    row
}

impl Times {
    fn after_the_first(what: &'static str, mut seconds: Vec<f64>) -> Self {
        seconds.remove(0);
        Times { what, seconds, n: 1 }
    }
}
