//! `cargo xtask bench register`: how long people wait for a register, on both databases.
//!
//! `crates/store/examples/bench` fills a register and measures it; here the figures are compared with what was promised and
//! kept in `benches/register.csv` and `docs/benchmarks-register.md`.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;

use super::results::median;
use crate::Error;
use crate::process::{self, binary, cargo, command, output, root, target};
use crate::stamp::Stamp;

/// Sizes by name, with the number of threads: recommendation, opinions, project, milestone, result, in 20 audit entries.
const SIZES: [(&str, &str); 2] = [("tenth", "5000"), ("full", "50000")];

const DATABASES: [&str; 2] = ["sqlite", "postgresql"];

/// Something people wait for.
struct Promise {
    /// As the example names it.
    what: &'static str,
    about: &'static str,
    unit: Unit,
    /// What was promised; none for what is only told.
    target: Option<f64>,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Milliseconds,
    Seconds,
    /// How many a second, with the word for it.
    PerSecond(&'static str),
}

const PROMISES: [Promise; 10] = [
    promise("entry", "one entry with its thread, both ways", Unit::Milliseconds, Some(5.0)),
    promise(
        "roadmap",
        "a page of 50 of the road map: a pair of regions, a field",
        Unit::Milliseconds,
        Some(50.0),
    ),
    promise(
        "search_common",
        "a Chinese word of two characters that stands in most texts: the first 50, and how many there are",
        Unit::Milliseconds,
        Some(100.0),
    ),
    promise(
        "search_rare",
        "the same for a word that stands in one text of fifty",
        Unit::Milliseconds,
        Some(100.0),
    ),
    promise(
        "import",
        "`counterpart import` of 10 thousand recommendations in three languages from XLSX",
        Unit::Seconds,
        Some(20.0),
    ),
    promise(
        "verify",
        "replay of the audit chain and comparison of all tables",
        Unit::PerSecond("entries/s"),
        Some(1e5),
    ),
    promise(
        "pages",
        "public pages, seven kinds at random from 1 000 addresses, compressed, to eight readers on this machine, while five acts \
         a second change what they show",
        Unit::PerSecond("pages/s"),
        Some(500.0),
    ),
    promise("page", "the slowest of a hundred of these pages", Unit::Milliseconds, Some(50.0)),
    promise("act", "an act by its form meanwhile", Unit::Milliseconds, None),
    promise("fill", "making the register by acts", Unit::PerSecond("entries/s"), None),
];

const fn promise(what: &'static str, about: &'static str, unit: Unit, target: Option<f64>) -> Promise {
    Promise { what, about, unit, target }
}

/// A promise on one database at one size.
struct Figure {
    promise: &'static Promise,
    database: &'static str,
    size: &'static str,
    median: f64,
    worst: f64,
}

/// Measures at a tenth of the size, or with `full` at both sizes.
pub fn run(arguments: &[String]) -> Result<(), Error> {
    let sizes = match arguments {
        [] => &SIZES[..1],
        [word] if word == "full" => &SIZES[..],
        _ => return Err("bench register takes nothing, or full; see cargo xtask help".into()),
    };
    let build = ["build", "--profile", "demo", "-p", "counterpart", "-p", "store", "--bin", "counterpart"];
    process::run(cargo(&build).args(["--example", "bench"]))?;
    let stamp = Stamp::take()?;
    let mut figures = Vec::new();
    for (size, n_threads) in sizes {
        for database in DATABASES {
            println!("A register of size {size} on {database}");
            figures.extend(measure(database, size, n_threads)?);
        }
    }
    append(&figures, &stamp)?;
    fs::write(root().join("docs/benchmarks-register.md"), page(&figures, &stamp)?)?;
    Ok(())
}

/// Fills a register, measures it and throws it away.
fn measure(database: &'static str, size: &'static str, n_threads: &str) -> Result<Vec<Figure>, Error> {
    let folder = target().join(format!("bench-register-{database}-{size}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let example = target().join("demo/examples/bench");
    let mut example = command(example, &[database, n_threads]);
    let answer = output(example.arg(&folder).arg(binary("demo")));
    fs::remove_dir_all(&folder)?;
    answer?.lines().map(|line| figure(line, database, size)).collect()
}

/// A figure of a line `what,n,seconds,seconds,...`.
fn figure(line: &str, database: &'static str, size: &'static str) -> Result<Figure, Error> {
    let wrong = || format!("the example says {line:?}");
    let mut words = line.split(',');
    let what = words.next();
    let promise = PROMISES.iter().find(|promise| Some(promise.what) == what).ok_or_else(wrong)?;
    let numbers = words.map(str::parse).collect::<Result<Vec<f64>, _>>().map_err(|_| wrong())?;
    let (n, seconds) = numbers.split_first().ok_or_else(wrong)?;
    let slowest = seconds.iter().copied().fold(0.0, f64::max);
    let in_unit = |seconds: f64| match promise.unit {
        Unit::Milliseconds => 1e3 * seconds,
        Unit::Seconds => seconds,
        Unit::PerSecond(_) => n / seconds,
    };
    let (median, worst) = (in_unit(median(seconds.to_vec())), in_unit(slowest));
    println!("  {what}: {}", shown(median, promise.unit), what = promise.what);
    Ok(Figure { promise, database, size, median, worst })
}

const HEADER: &str = "date,commit,machine,database,size,what,median,worst,unit,target";

/// Adds the figures to `benches/register.csv`.
fn append(figures: &[Figure], stamp: &Stamp) -> Result<(), Error> {
    let path = root().join("benches/register.csv");
    let mut text = if path.is_file() { String::new() } else { format!("{HEADER}\n") };
    let Stamp { date, commit, machine } = stamp;
    for Figure { promise, database, size, median, worst } in figures {
        let Promise { what, unit, target, .. } = promise;
        let (unit, target) = (unit.name(), target.map_or(String::new(), |target| target.to_string()));
        writeln!(
            text,
            "{date},{commit},\"{machine}\",{database},{size},{what},{median:.3},{worst:.3},{unit},{target}"
        )?;
    }
    OpenOptions::new().create(true).append(true).open(&path)?.write_all(text.as_bytes())?;
    Ok(())
}

const INTRODUCTION: &str = "\
# How long a register takes

Written by `cargo xtask bench register full`; all measurements are in `benches/register.csv`.

The register of full size has 100 regions, 10 thousand organisations, 50 thousand recommendations and 50 thousand projects \
with titles of about 60 and texts of about 200 characters in each of three languages, 200 thousand opinions, milestones and \
results, and 1 million audit entries.
It is made by acts, as people make one, and then measured: medians of 21 times (5 for import and verification), and the worst; \
pages for 30 s after 10 s, of which the slowest of a hundred is shown.
PostgreSQL runs on the same machine with its settings as they come.
";

/// The page for people.
fn page(figures: &[Figure], stamp: &Stamp) -> Result<String, Error> {
    let mut page = INTRODUCTION.to_owned();
    let Stamp { date, commit, machine } = stamp;
    writeln!(page, "\nMeasured on {date} at commit {commit} on {machine}.")?;
    for (size, _) in SIZES {
        let of_size: Vec<&Figure> = figures.iter().filter(|figure| figure.size == size).collect();
        if of_size.is_empty() {
            continue;
        }
        writeln!(page, "\n## At {size} size\n")?;
        writeln!(page, "| what | promised | database | median | worst | kept |\n|---|---|---|---|---|---|")?;
        for promise in &PROMISES {
            for figure in of_size.iter().filter(|figure| figure.promise.what == promise.what) {
                writeln!(page, "{}", line(figure))?;
            }
        }
    }
    Ok(page)
}

fn line(figure: &Figure) -> String {
    let Figure { promise, database, median, worst, .. } = figure;
    let Promise { about, unit, target, .. } = promise;
    let promised = target.map_or("-".to_owned(), |target| shown(target, *unit));
    let kept = target.map_or("-", |target| if unit.keeps(*median, target) { "yes" } else { "**no**" });
    let (median, worst) = (shown(*median, *unit), shown(*worst, *unit));
    format!("| {about} | {promised} | {database} | {median} | {worst} | {kept} |")
}

fn shown(value: f64, unit: Unit) -> String {
    match unit {
        Unit::PerSecond(name) => format!("{value:.0} {name}"),
        _ if value < 10.0 => format!("{value:.2} {}", unit.name()),
        _ => format!("{value:.0} {}", unit.name()),
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Unit::Milliseconds => "ms",
            Unit::Seconds => "s",
            Unit::PerSecond(name) => name,
        }
    }

    fn keeps(self, value: f64, target: f64) -> bool {
        if matches!(self, Unit::PerSecond(_)) { value >= target } else { value <= target }
    }
}

#[cfg(test)]
mod tests {
    use super::{figure, line};

    #[test]
    fn a_line_of_the_example_becomes_a_line_of_the_page() {
        let entry = figure("entry,1,0.001,0.009,0.002", "sqlite", "tenth").unwrap();
        assert!(line(&entry).ends_with("| 5.00 ms | sqlite | 2.00 ms | 9.00 ms | yes |"));
        let verify = figure("verify,100000,2.0,1.0,4.0", "sqlite", "tenth").unwrap();
        let told = "| 100000 entries/s | sqlite | 50000 entries/s | 25000 entries/s | **no** |";
        assert!(line(&verify).ends_with(told));
        assert!(figure("lunch,1,0.5", "sqlite", "tenth").is_err());
    }
}
