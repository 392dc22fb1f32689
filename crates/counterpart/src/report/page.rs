//! The HTML page: everything the template shows, as text.

use askama::Template;
use figures::Figure;
use weaklinks::Link;

use super::words::Words;
use words::Language;

/// Rows of a figure's table; the files hold the rest.
const FIGURE_ROWS: usize = 200;
/// Links without a report that are named; the files hold the rest.
const NOT_REPORTED: usize = 60;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    language: Language,
    title: String,
    subject: String,
    simulated: bool,
    headline: String,
    unit: Option<String>,
    findings: Vec<String>,
    limits: String,
    notes: Vec<String>,
    facts: Vec<Fact>,
    links_title: String,
    links_caption: String,
    links_order: String,
    columns: Vec<String>,
    columns_explained: String,
    rows: Vec<Row>,
    files: Option<String>,
    figures: Vec<Drawn>,
    fit: Vec<Fact>,
    coefficients: Vec<[String; 4]>,
    dropped: Vec<(String, String)>,
    not_reported: Option<String>,
    method: Vec<String>,
    version: &'static str,
}

/// A name and what it is.
struct Fact {
    name: String,
    text: String,
    /// Set in a fixed-width font: a formula, a checksum.
    code: bool,
    members: Option<Members>,
}

/// The regions of a side, folded away when they are many.
struct Members {
    names: String,
    few: bool,
}

/// So many regions still stand in a few lines.
const FEW_MEMBERS: usize = 14;

/// One link of the table.
struct Row {
    rank: String,
    origin: String,
    origin_code: Option<String>,
    between: &'static str,
    destination: String,
    destination_code: Option<String>,
    in_sample: bool,
    cells: Vec<(String, String)>,
    reason: String,
}

/// A figure with as many of its numbers as a page should hold.
struct Drawn {
    figure: Figure,
    cut: Option<String>,
}

impl Page {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }
}

/// The page.
pub(super) fn render(words: &Words) -> String {
    // The template writes to a string and asks nothing of the outside.
    page(words).render().expect("a template of strings renders")
}

fn page(words: &Words) -> Page {
    let language = words.language;
    let question = &words.analysis.question;
    let subject = words.subject();
    let columns = words.columns();
    let explained = if words.has_intervals() { "columns-explained" } else { "columns-explained-ratios" };
    let threshold = language.ratio(question.weak_below);
    let title = language.tell("report-title", &[("subject", subject.clone().into())]);
    Page {
        language,
        title: if words.context.simulated {
            format!("{title} ({})", language.say("report-simulated").to_lowercase())
        } else {
            title
        },
        subject,
        simulated: words.context.simulated,
        headline: words.headline(),
        unit: words.context.unit.clone().map(|unit| language.tell("report-unit", &[("unit", unit.into())])),
        findings: words.findings(),
        limits: words.limits(),
        notes: words.notes(),
        facts: facts(words),
        links_title: language.say(match question.order {
            weaklinks::Order::HowSure if words.has_intervals() => "section-links-how-sure",
            _ => "section-links-how-much",
        }),
        links_caption: links_caption(words),
        links_order: language.say(words.order_key()),
        rows: words.shown().iter().map(|link| row(words, link, &columns)).collect(),
        columns,
        columns_explained: language.tell(explained, &[("threshold", threshold.into())]),
        files: files(words),
        figures: words.figures().into_iter().map(|figure| drawn(words, figure)).collect(),
        fit: fit(words),
        coefficients: coefficients(words),
        dropped: words.dropped().into_iter().map(|(reason, n)| (reason, language.count(n))).collect(),
        not_reported: not_reported(words),
        method: method(words),
        version: env!("CARGO_PKG_VERSION"),
    }
}

fn files(words: &Words) -> Option<String> {
    let files = &words.context.files;
    (!files.is_empty()).then(|| words.language.list(files))
}

/// What was asked of which data.
fn facts(words: &Words) -> Vec<Fact> {
    let (language, context, data) = (words.language, words.context, &words.analysis.data);
    let question = &words.analysis.question;
    let share = words.threshold();
    let mut facts = vec![
        fact(language, "asked-question", language.tell("asked-question-weak", &[("share", share.into())])),
        fact(language, "asked-data", context.data_name.clone()),
    ];
    let optional = [
        ("asked-source", &context.source),
        ("asked-licence", &context.licence),
        ("asked-unit", &context.unit),
    ];
    facts.extend(optional.into_iter().filter_map(|(key, text)| Some(fact(language, key, text.clone()?))));
    let rows = [("n", data.n_rows.into()), ("all", context.n_rows.into())];
    facts.push(fact(language, "asked-rows", language.tell("asked-rows-of", &rows)));
    let pairs = [("n_pairs", data.n_pairs.into()), ("n_regions", data.n_regions.into())];
    facts.push(fact(language, "asked-pairs", language.tell("asked-pairs-of", &pairs)));
    facts.push(fact(language, "asked-periods", periods(words)));
    let sides = [&question.side_a, &question.side_b];
    for (name, members) in words.side_names().into_iter().zip(sides) {
        let names: Vec<String> = members.iter().map(|code| words.region(code)).collect();
        let names = names.join(&language.say("list-separator"));
        let text = language.tell("asked-members", &[("n", members.len().into())]);
        let members = Members { names, few: members.len() <= FEW_MEMBERS };
        facts.push(Fact { name, text, code: false, members: Some(members) });
    }
    let folds = [("folds", question.folds.into()), ("seed", question.seed.to_string().into())];
    facts.push(fact(language, "asked-seed", language.tell("asked-seed-folds", &folds)));
    let formula = words.analysis.model.formula.clone();
    facts.push(Fact { code: true, ..fact(language, "asked-equation", formula) });
    if !context.sha256.is_empty() {
        facts.push(Fact { code: true, ..fact(language, "asked-sha256", context.sha256.clone()) });
    }
    facts
}

fn fact(language: Language, key: &str, text: String) -> Fact {
    Fact { name: language.say(key), text, code: false, members: None }
}

fn periods(words: &Words) -> String {
    match words.analysis.data.periods.as_slice() {
        [] => words.language.say("number-none"),
        [only] => only.clone(),
        [first, .., last] => words.language.tell(
            "asked-periods-range",
            &[
                ("first", first.clone().into()),
                ("last", last.clone().into()),
                ("n", words.analysis.data.periods.len().into()),
            ],
        ),
    }
}

fn links_caption(words: &Words) -> String {
    let (n, total) = (words.shown().len(), words.analysis.links.len());
    let key = if n < total { "links-caption" } else { "links-caption-all" };
    words.language.tell(key, &[("n", n.into()), ("total", total.into())])
}

fn row(words: &Words, link: &Link, columns: &[String]) -> Row {
    Row {
        rank: words.language.count(link.rank),
        origin: words.region(&link.origin),
        origin_code: words.code_beside_name(&link.origin),
        between: if words.is_directed() { "→" } else { "–" },
        destination: words.region(&link.destination),
        destination_code: words.code_beside_name(&link.destination),
        in_sample: link.in_sample,
        cells: columns.iter().cloned().zip(words.cells(link)).collect(),
        reason: words.reason(link),
    }
}

fn drawn(words: &Words, mut figure: Figure) -> Drawn {
    let total = figure.table.rows.len();
    if total <= FIGURE_ROWS {
        return Drawn { figure, cut: None };
    }
    figure.table.rows.truncate(FIGURE_ROWS);
    let files = files(words);
    let key = if files.is_some() { "figure-numbers-first" } else { "figure-numbers-cut" };
    let cut = words.language.tell(
        key,
        &[("n", FIGURE_ROWS.into()), ("total", total.into()), ("files", files.unwrap_or_default().into())],
    );
    Drawn { figure, cut: Some(cut) }
}

fn coefficients(words: &Words) -> Vec<[String; 4]> {
    let number = |value: f64| words.language.decimal(value, 4);
    let coefficients = words.analysis.model.coefficients.iter();
    coefficients
        .map(|c| {
            let interval = format!("{}\u{a0}–\u{a0}{}", number(c.low), number(c.high));
            [c.term.clone(), number(c.estimate), number(c.std_error), interval]
        })
        .collect()
}

/// What stands beside the coefficients.
fn fit(words: &Words) -> Vec<Fact> {
    let (language, model) = (words.language, &words.analysis.model);
    let mut facts = vec![fact(language, "fit-n-obs", language.count(model.n_obs))];
    let sizes = |sizes: &[hdfe::FixedEffectSize]| {
        let size = |size: &hdfe::FixedEffectSize| {
            language
                .tell("fit-fixed-effect", &[("name", size.name.clone().into()), ("n", size.n_levels.into())])
        };
        sizes.iter().map(size).collect::<Vec<_>>().join(&language.say("list-separator"))
    };
    if !model.fixed_effects.is_empty() {
        facts.push(fact(language, "fit-fixed-effects", sizes(&model.fixed_effects)));
    }
    facts.push(fact(language, "fit-vcov", model.vcov.clone()));
    if !model.clusters.is_empty() {
        facts.push(fact(language, "fit-clusters", sizes(&model.clusters)));
    }
    if let Some(pseudo_r2) = model.pseudo_r2 {
        facts.push(fact(language, "fit-pseudo-r2", language.decimal(pseudo_r2, 4)));
    }
    facts.push(fact(language, "fit-deviance", language.flow(model.deviance)));
    if !model.collinear.is_empty() {
        facts.push(fact(language, "fit-collinear", language.list(&model.collinear)));
    }
    facts.extend(noise(words));
    facts
}

/// Dispersion and prior, where there are any.
fn noise(words: &Words) -> Vec<Fact> {
    let (language, dispersion) = (words.language, words.analysis.dispersion);
    let Some(prior) = words.analysis.prior else { return Vec::new() };
    let phi = language.flow(dispersion.phi).into();
    let noise = match dispersion.kappa {
        Some(kappa) => {
            language.tell("fit-dispersion-both", &[("phi", phi), ("kappa", language.flow(kappa).into())])
        }
        None => language.tell("fit-dispersion-phi", &[("phi", phi)]),
    };
    let mixture = language.tell(
        "fit-prior-mixture",
        &[
            ("share", language.ratio(prior.share).into()),
            ("rest", language.ratio(1.0 - prior.share).into()),
            ("shape_1", language.ratio(prior.shape[0]).into()),
            ("rate_1", language.ratio(prior.rate[0]).into()),
            ("shape_2", language.ratio(prior.shape[1]).into()),
            ("rate_2", language.ratio(prior.rate[1]).into()),
        ],
    );
    vec![fact(language, "fit-dispersion", noise), fact(language, "fit-prior", mixture)]
}

/// Links without any reported flow, by name.
fn not_reported(words: &Words) -> Option<String> {
    let pairs = &words.analysis.not_reported;
    if pairs.is_empty() {
        return None;
    }
    let named = pairs.iter().take(NOT_REPORTED).map(|pair| words.pair(&pair.origin, &pair.destination));
    let mut names: Vec<String> = named.collect();
    if pairs.len() > NOT_REPORTED {
        names.push(words.language.tell("not-reported-more", &[("n", (pairs.len() - NOT_REPORTED).into())]));
    }
    Some(names.join("; "))
}

/// The method in half a page, as far as these data used it.
fn method(words: &Words) -> Vec<String> {
    let language = words.language;
    let question = &words.analysis.question;
    let threshold = language.ratio(question.weak_below);
    let expected = match question.effects {
        gravity::Effects::None => "method-expected-none",
        gravity::Effects::OriginPeriodDestinationPeriod => "method-expected",
    };
    let mut paragraphs =
        vec![language.say(expected), language.tell("method-cross-fit", &[("folds", question.folds.into())])];
    if words.has_intervals() {
        paragraphs.push(language.say("method-shrinkage"));
        paragraphs.push(language.tell("method-order", &[("threshold", threshold.into())]));
    } else {
        paragraphs.push(language.say("method-shrinkage-ratios"));
    }
    paragraphs.push(language.say("method-reasons"));
    paragraphs
}
