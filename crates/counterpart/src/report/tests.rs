use std::collections::HashMap;

use gravity::Effects;
use weaklinks::{
    Analysis, Change, CoursePoint, DataSummary, Dispersion, Dropped, Link, Note, Order, PairName, PairTotal,
    Prior, Question, Reasons, Sensitivity, SideTotal, Sides, Similar, TermPart,
};

use super::*;

const HOSTILE: &str = "<script>alert('x')</script> & \"co\"";

/// An analysis as the program makes them: links from the weakest to the strongest, both directions, a period missing.
fn analysis(n_links: usize) -> Analysis {
    let periods: Vec<String> = (2001..=2010).map(|year| year.to_string()).collect();
    let links: Vec<Link> = (0..n_links).map(|k| link(k, n_links, &periods)).collect();
    let total = |observed, expected| SideTotal {
        observed,
        expected,
        ratio: observed / expected,
        low: Some(0.9 * observed / expected),
        high: Some(1.1 * observed / expected),
    };
    Analysis {
        question: Question {
            side_a: vec!["CN-AH".into(), "CN-HB".into()],
            side_b: vec!["RU-SAM".into(), "RU-TA".into()],
            effects: Effects::OriginPeriodDestinationPeriod,
            covariates: vec!["log(distance_km)".into(), "contiguous".into()],
            undirected: false,
            since: None,
            until: None,
            weak_below: 0.75,
            order: Order::HowMuch,
            folds: 10,
            seed: 1,
        },
        data: DataSummary {
            n_rows: 12_345,
            n_regions: 114,
            n_pairs: 1500,
            periods,
            dropped: vec![
                Dropped::by_rule("domestic", 114),
                Dropped::by_rule("separated", 0),
                Dropped::by_rule("moon-phase", 2),
            ],
        },
        model: model(),
        dispersion: Dispersion { phi: 12.5, kappa: Some(25.0) },
        prior: Some(Prior { share: 0.9, shape: [12.0, 3.0], rate: [12.0, 8.0] }),
        sides: Sides { a_to_b: total(6e6, 8e6), b_to_a: Some(total(4e6, 5e6)) },
        links,
        nothing_expected: vec![],
        not_reported: vec![PairName { origin: "CN-HB".into(), destination: "RU-TA".into() }],
        other_pairs: (1..300)
            .map(|k| PairTotal { observed: f64::from(k * k % 91), expected: f64::from(k) })
            .collect(),
        notes: vec![Note::DomesticLeftOut { n_rows: 114 }, Note::InSample { n_links: 1 }],
    }
}

fn link(k: usize, n: usize, periods: &[String]) -> Link {
    let weakness = 1.0 - k as f64 / n as f64;
    let ratio = 1.1 - 0.8 * weakness;
    let (expected, codes) = (1000.0 * (k + 1) as f64, ["CN-AH", "CN-HB", "RU-SAM", "RU-TA"]);
    let (origin, destination) =
        if k.is_multiple_of(2) { (codes[k / 2 % 2], codes[2]) } else { (codes[2], codes[k / 2 % 2]) };
    let course = periods.iter().enumerate().map(|(t, period)| CoursePoint {
        period: period.clone(),
        observed: (t != 4).then_some(ratio * expected / 10.0 * (1.0 + 0.1 * (t as f64 - 5.0).sin())),
        expected: Some(expected / 10.0),
    });
    let term = |term: &str, contribution| TermPart { term: term.into(), contribution };
    Link {
        rank: k + 1,
        origin: origin.into(),
        destination: destination.into(),
        observed: if k == 0 { 0.0 } else { ratio * expected },
        expected,
        ratio,
        low: Some(0.7 * ratio),
        high: Some(1.3 * ratio),
        p_weak: Some((1.7 * weakness).min(0.9995)),
        gap: expected * (1.0 - ratio),
        gap_low: Some((expected * (1.0 - 1.3 * ratio)).max(0.0)),
        false_share: Some(0.02 * k as f64),
        in_sample: k == 1,
        reasons: Reasons {
            terms: vec![
                term("mean-pair", 5.0),
                term("origin", 0.8),
                term("destination", -0.3),
                term("log(distance_km)", 0.4),
                term("contiguous", -0.2),
            ],
            similar: vec![Similar { origin: "CN-HB".into(), destination: "RU-TA".into(), ratio: 1.2 }],
            course: course.collect(),
            sensitivity: vec![
                Sensitivity { change: Change::Period("2003".into()), ratio: ratio + 0.2, rank: 3 },
                Sensitivity { change: Change::Partner("RU-TA".into()), ratio: ratio - 0.02, rank: 1 },
                Sensitivity { change: Change::DistanceBins, ratio, rank: 1 },
            ],
        },
    }
}

fn model() -> hdfe::FitSummary {
    let coefficient = |term: &str, estimate: f64| hdfe::Coefficient {
        term: term.into(),
        estimate,
        std_error: 0.05,
        statistic: estimate / 0.05,
        p_value: 0.0,
        low: estimate - 0.098,
        high: estimate + 0.098,
    };
    hdfe::FitSummary {
        formula: "flow ~ log(distance_km) + contiguous | origin^year + destination^year".into(),
        family: hdfe::Family::Poisson,
        vcov: "cluster:origin^destination".into(),
        ssc: hdfe::Ssc::Ppmlhdfe,
        n_obs: 12_345,
        dropped: hdfe::Dropped::default(),
        coefficients: vec![coefficient("log(distance_km)", -0.91), coefficient("contiguous", 0.44)],
        collinear: vec![],
        fixed_effects: vec![hdfe::FixedEffectSize { name: "origin^year".into(), n_levels: 1140 }],
        clusters: vec![hdfe::FixedEffectSize { name: "pair".into(), n_levels: 1500 }],
        deviance: 34_567.8,
        r2: None,
        pseudo_r2: Some(0.91),
        log_likelihood: -1e5,
        iterations: 6,
        converged: true,
    }
}

/// The same without what intervals need.
fn ratios_only() -> Analysis {
    let mut analysis = analysis(4);
    analysis.prior = None;
    analysis.notes = vec![Note::RatiosOnly];
    analysis.data.periods.truncate(1);
    for link in &mut analysis.links {
        (link.low, link.high, link.p_weak, link.gap_low, link.false_share) = (None, None, None, None, None);
        link.reasons.course.truncate(1);
        link.reasons.sensitivity.clear();
    }
    analysis
}

/// The same with nothing weak.
fn nothing_weak() -> Analysis {
    let mut analysis = analysis(4);
    for link in &mut analysis.links {
        (link.ratio, link.low, link.high) = (1.0, Some(0.8), Some(1.2));
        (link.observed, link.gap, link.gap_low, link.p_weak) = (link.expected, 0.0, Some(0.0), Some(0.02));
    }
    analysis
}

fn context() -> Context {
    let name = |en: &str, zh: &str, ru: &str| RegionName { en: en.into(), zh: zh.into(), ru: ru.into() };
    Context {
        data_name: "panel.parquet".into(),
        sha256: "ab".repeat(32),
        n_rows: 13_000,
        names: HashMap::from([
            ("CN-AH".into(), name("Anhui", "安徽省", "Аньхой")),
            ("CN-HB".into(), name("Hubei", "湖北省", "Хубэй")),
            ("RU-SAM".into(), name("Samara Oblast", "萨马拉州", "Самарская область")),
        ]),
        shown: 20,
        files: vec!["links.csv".into(), "links.json".into()],
        ..Context::default()
    }
}

/// Every key has a text, every argument arrived, no number is missing unsaid.
fn assert_whole(text: &str) {
    for sign in ["\u{27e6}", "{ $", "{$", "NaN", "inf ", "\u{2068}"] {
        assert!(!text.contains(sign), "{sign} in {text}");
    }
}

#[test]
fn the_page_is_whole_in_every_language_and_case() {
    let cases = [analysis(24), analysis(1), nothing_weak(), ratios_only(), analysis(0)];
    for language in Language::ALL {
        for analysis in &cases {
            let page = page(analysis, &context(), language);
            assert_whole(&page);
            assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
            assert_whole(&text(analysis, &context(), language));
        }
    }
}

#[test]
fn the_headline_holds_the_numbers() {
    // Both directions: 10 of 13 million. The prefix of 24 links with at most one in ten wrong, counted by hand
    // from p = min(1.7 (1 - k/24), 0.9995): 17 links give 1.55 expected wrong, 18 give 2.05.
    let headlines = [
        (Language::En, "10\u{a0}million of the 13\u{a0}million expected; 17 pairs are weak"),
        (Language::Zh, "实际流量为1,000万，预期流量为1,300万；共有17个薄弱环节"),
        (Language::Ru, "10\u{a0}млн при ожидаемых 13\u{a0}млн; выявлено 17 слабых звеньев"),
    ];
    for (language, expected) in headlines {
        let analysis = analysis(24);
        assert!(page(&analysis, &context(), language).contains(expected), "{expected}");
        let text = text(&analysis, &context(), language).replace('\n', " ");
        let text = if language == Language::Zh { text.replace(' ', "") } else { text };
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn the_page_names_what_was_asked_of_which_data() {
    let page = page(&analysis(24), &context(), Language::En);
    for part in [
        "panel.parquet",
        &"ab".repeat(32),
        "12,345 of 13,000",
        "2001 to 2010",
        "Anhui",
        "links.csv and links.json",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains("Flow inside one region") && page.contains("moon-phase"));
    assert_eq!(page.matches("<figure>").count(), 3);
    assert_eq!(page.matches("<tbody role=\"rowgroup\"").count(), 20);
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = page(&analysis(24), &context(), Language::En);
    for loads in ["<script", "<link", "<img", "<iframe", "src=", "@import", "url(", "href="] {
        assert!(!page.contains(loads), "{loads}");
    }
}

#[test]
fn names_cannot_become_markup() {
    let mut context = context();
    context.subject = Some(HOSTILE.into());
    context.data_name = HOSTILE.into();
    context.unit = Some(HOSTILE.into());
    let name = RegionName { en: HOSTILE.into(), ..RegionName::default() };
    context.names.insert("CN-AH".into(), name);
    let mut analysis = analysis(4);
    analysis.model.formula = HOSTILE.into();
    analysis.data.periods[0] = HOSTILE.into();
    let page = page(&analysis, &context, Language::En);
    assert!(!page.contains("<script") && !page.contains("alert('x')"));
    assert!(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"));
}

#[test]
fn nothing_weak_and_no_intervals_read_well() {
    let page_of = |analysis: &Analysis| page(analysis, &context(), Language::En);
    let calm = page_of(&nothing_weak());
    assert!(calm.contains("no pair can be called weak"));
    assert!(!calm.contains("The most surely weak"));
    let ratios = page_of(&ratios_only());
    assert!(ratios.contains("cannot tell which pairs are weak"));
    assert!(!ratios.contains("Probability weak") && !ratios.contains("90% interval</th>"));
    assert!(page_of(&analysis(0)).contains("Not one flow between the two sides is reported"));
}

#[test]
fn the_reason_is_computed() {
    let analysis = analysis(24);
    let context = context();
    let words = words::Words { analysis: &analysis, context: &context, language: Language::En };
    let reason = words.reason(&analysis.links[8]);
    assert_eq!(
        reason,
        "Against the average pair, the size of Anhui (×2.2) and a short distance (×1.5) speak for more and the size of \
         Samara Oblast (×0.74) and no common border (×0.82) for less. In each of the 9 periods less than 75% of the \
         expected was reached. Similar pairs that do better: Hubei\u{a0}→ RU-TA (1.20). With any one period or partner \
         left out, or with distance in bins, the ratio lies between 0.55 and 0.77. Without 2003 it would be 0.77: the \
         shortfall hangs on that period."
    );
}

#[test]
fn simulated_data_are_called_so_everywhere() {
    let context = Context { simulated: true, ..context() };
    for language in Language::ALL {
        let word = language.say("report-simulated").to_lowercase();
        let page = page(&analysis(4), &context, language).to_lowercase();
        // In the title of the page, above the headline, and in title, caption and table of each of the three figures.
        assert!(page.matches(&word).count() >= 2 + 3 * 2, "{language:?}");
        assert!(
            text(&analysis(4), &context, language).replace('\n', " ").contains(
                language.say("report-simulated-note").split(['.', '。']).next().unwrap_or_default()
            ) || language == Language::Zh
        );
    }
}

#[test]
fn the_table_for_a_terminal_is_aligned() {
    use unicode_width::UnicodeWidthStr as _;
    for language in Language::ALL {
        let text = text(&analysis(24), &context(), language);
        let rows: Vec<&str> = text.lines().filter(|line| line.contains('→')).collect();
        assert_eq!(rows.len(), 20);
        assert!(rows.iter().all(|row| row.width() == rows[0].width()), "{text}");
    }
}
