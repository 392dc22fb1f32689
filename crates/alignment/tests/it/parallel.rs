//! The same text in three languages: whether it is found among all others, beside plain baselines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use alignment::{Language, Matcher, Meaning, Scheme, nearest, transliterated};

/// One row a text: English, Chinese, Russian.
fn targets(test: &str) -> Option<Vec<[String; 3]>> {
    let root = std::env::var_os("COUNTERPART_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let Ok(mut reader) = csv::Reader::from_path(root.join("texts/sdg_goals_targets.csv")) else {
        println!("skipped: {test} (no data folder)");
        return None;
    };
    let rows = reader.deserialize().map(|row| row.expect("a row of texts"));
    let rows = rows.filter(|row: &BTreeMap<String, String>| row["kind"] == "global_targets");
    Some(rows.map(|row| Language::ALL.map(|language| row[language.code()].clone())).collect())
}

/// Share of texts whose counterpart is first, and among the first five, by a score of each pair.
fn found(n: usize, score: impl Fn(usize, usize) -> f64) -> (f64, f64) {
    let (mut first, mut five) = (0, 0);
    for k in 0..n {
        let own = score(k, k);
        // A tie counts against the method.
        let before = (0..n).filter(|&other| other != k && score(k, other) >= own).count();
        first += usize::from(before == 0);
        five += usize::from(before < 5);
    }
    (first as f64 / n as f64, five as f64 / n as f64)
}

fn by_concepts(a: &[Meaning], b: &[Meaning]) -> (f64, f64) {
    let n = a.len();
    let mut scores = vec![vec![f64::NEG_INFINITY; n]; n];
    for near in nearest(a, b, n).into_iter().flatten() {
        scores[near.a][near.b] = near.nearness;
    }
    found(n, |k, other| scores[k][other])
}

/// Baseline: the cosine of two sets.
fn by_sets(a: &[BTreeSet<String>], b: &[BTreeSet<String>]) -> (f64, f64) {
    found(a.len(), |k, other| {
        let both = a[k].intersection(&b[other]).count() as f64;
        both / (a[k].len().max(1) as f64 * b[other].len().max(1) as f64).sqrt()
    })
}

/// Numbers and Latin words.
fn literals(text: &str) -> BTreeSet<String> {
    let is_shared = |word: &alignment::Word| matches!(word.language, None | Some(Language::En));
    alignment::words(text).into_iter().filter(is_shared).map(|word| word.stem).collect()
}

/// Three letters after each other of the text in Latin letters.
fn grams(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = transliterated(text).chars().filter(|c| *c != ' ').collect();
    letters.windows(3).map(|gram| gram.iter().collect()).collect()
}

#[test]
fn a_target_is_found_in_another_language() {
    let Some(targets) = targets("a_target_is_found_in_another_language") else { return };
    assert_eq!(targets.len(), 169);
    let matcher = Matcher::builtin();
    let in_language = |language: Language| targets.iter().map(move |texts| texts[language as usize].as_str());
    let meanings = Language::ALL
        .map(|language| in_language(language).map(|text| matcher.read(text)).collect::<Vec<_>>());
    let literals = Language::ALL.map(|language| in_language(language).map(literals).collect::<Vec<_>>());
    let grams = Language::ALL.map(|language| in_language(language).map(grams).collect::<Vec<_>>());
    println!("| from | to | concepts | numbers and Latin words | n-grams of spellings |");
    println!("|---|---|---|---|---|");
    for from in Language::ALL {
        for to in Language::ALL.into_iter().filter(|&to| to != from) {
            let (first, five) = by_concepts(&meanings[from as usize], &meanings[to as usize]);
            let cell = |(first, five): (f64, f64)| format!("{:.1} % / {:.1} %", 100.0 * first, 100.0 * five);
            println!(
                "| {} | {} | {} | {} | {} |",
                from.code(),
                to.code(),
                cell((first, five)),
                cell(by_sets(&literals[from as usize], &literals[to as usize])),
                cell(by_sets(&grams[from as usize], &grams[to as usize])),
            );
            assert!(five >= 0.8 && first >= 0.6, "{from:?} to {to:?}: {first} {five}");
        }
    }
}

#[test]
fn no_target_stands_in_the_scheme() {
    let Some(targets) = targets("no_target_stands_in_the_scheme") else { return };
    let scheme = Scheme::builtin();
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    for language in Language::ALL {
        let texts: Vec<String> = targets.iter().map(|texts| plain(&texts[language as usize])).collect();
        for concept in scheme.concepts() {
            let labels = std::iter::once(concept.label(language));
            for words in labels.chain(concept.keywords(language).iter().map(String::as_str)) {
                let words = plain(words);
                assert!(!texts.contains(&words), "{}: {words}", concept.id);
            }
        }
    }
}
