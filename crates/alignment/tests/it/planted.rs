//! Strategies whose common priorities are known: what is found of them, and what is found beside them.
//!
//! The points of the exercise's strategies are Chinese on one side and Russian on the other. Which of them mean the same
//! was settled by reading them, before the method existed for the confirmed elements of the exercise, and by the same
//! reading for the rest.

use std::collections::BTreeMap;
use std::path::Path;

use alignment::overlap::{Candidate, THRESHOLD, candidates};
use alignment::{Language, Matcher};

/// Points of side A and points of side B that are one shared priority.
const SHARED: &[(&[&str], &[&str])] = &[
    (&["LAN-1", "LUO-4"], &["TAR-1", "TAR-2", "SEV-3"]),
    (&["LAN-2"], &["TAR-3"]),
    (&["LAN-4"], &["TAR-6"]),
    (&["LAN-5"], &["TAR-4"]),
    (&["LAN-3"], &["TAR-5", "OYV-1"]),
    (&["CHE-1"], &["KAM-1"]),
    (&["CHE-3"], &["KAM-2"]),
    (&["CHE-4"], &["KAM-5"]),
    (&["CHE-2"], &["KAM-3"]),
    (&["CHE-5"], &["KAM-4"]),
    (&["TAN-1"], &["BEL-1", "BEL-2"]),
    (&["TAN-3"], &["BEL-3"]),
    (&["TAN-4"], &["BEL-5"]),
    (&["TAN-2"], &["BEL-4"]),
    (&["YAN-5"], &["OYV-2"]),
    (&["LUO-1", "LUO-2"], &["SEV-1", "SEV-2"]),
    (&["LUO-5"], &["SEV-5"]),
    (&["LUO-3"], &["SEV-5", "KAM-1"]),
    (&["LUO-6"], &["SEV-4"]),
];

/// Points that name the same word and mean different things: the exercise's secretariats struck them.
const NEAR_MISSES: &[(&str, &str)] = &[("YAN-4", "OYV-4"), ("LUO-6", "SEV-6")];

/// Points that have nothing on the other side.
const ALONE: &[&str] = &["TAN-5", "YAN-1", "YAN-2", "YAN-3", "OYV-3", "OYV-5", "KAM-6"];

struct Points {
    keys: Vec<String>,
    texts: Vec<String>,
}

fn points(file: &str, language: Language) -> Points {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/exercise/register").join(file);
    let mut reader = csv::Reader::from_path(path).expect("the exercise is there");
    let mut points = Points { keys: Vec::new(), texts: Vec::new() };
    for row in reader.deserialize() {
        let row: BTreeMap<String, String> = row.expect("a row of points");
        points.keys.push(row["key"].trim_start_matches("PT-").to_owned());
        points.texts.push(row[&format!("text.{}", language.code())].clone());
    }
    points
}

fn is_shared(a: &str, b: &str) -> bool {
    SHARED.iter().any(|(in_a, in_b)| in_a.contains(&a) && in_b.contains(&b))
}

#[test]
fn known_common_priorities_are_found() {
    let (a, b) = (points("points-a.csv", Language::Zh), points("points-b.csv", Language::Ru));
    let matcher = Matcher::builtin();
    println!("| likeness from | candidates | right | elements found | near misses | alone |");
    println!("|---|---|---|---|---|---|");
    for threshold in [0.15, 0.2, THRESHOLD, 0.3, 0.4] {
        let found = candidates(matcher, &a.texts, &b.texts, threshold);
        let score = Score::of(&found, &a, &b);
        println!(
            "| {threshold:.2} | {} | {:.0} % | {:.0} % | {} of {} | {} of {} |",
            found.len(),
            100.0 * score.precision,
            100.0 * score.recall,
            score.n_near_misses,
            NEAR_MISSES.len(),
            score.n_alone,
            ALONE.len(),
        );
        if threshold == THRESHOLD {
            assert!(score.precision >= 0.65 && score.recall >= 0.65, "what the documentation promises");
            assert_eq!(score.n_alone, 0);
            for pair in found.iter().flat_map(|candidate| &candidate.pairs) {
                assert!(!a.texts[pair.a].is_empty() && !b.texts[pair.b].is_empty());
                let words = &pair.shared[0];
                assert!(!words.words_a.is_empty() && !words.words_b.is_empty(), "why: {pair:?}");
            }
        }
    }
}

struct Score {
    precision: f64,
    recall: f64,
    n_near_misses: usize,
    n_alone: usize,
}

impl Score {
    fn of(found: &[Candidate], a: &Points, b: &Points) -> Self {
        let keys = |candidate: &Candidate| {
            candidate.pairs.iter().map(|pair| (a.keys[pair.a].as_str(), b.keys[pair.b].as_str())).collect()
        };
        let pairs: Vec<Vec<(&str, &str)>> = found.iter().map(keys).collect();
        let n_right = pairs.iter().filter(|pairs| is_shared(pairs[0].0, pairs[0].1)).count();
        let all: Vec<&(&str, &str)> = pairs.iter().flatten().collect();
        let is_found = |(in_a, in_b): &&(&[&str], &[&str])| {
            all.iter().any(|(a, b)| in_a.contains(a) && in_b.contains(b))
        };
        Score {
            precision: n_right as f64 / found.len().max(1) as f64,
            recall: SHARED.iter().filter(is_found).count() as f64 / SHARED.len() as f64,
            n_near_misses: NEAR_MISSES.iter().filter(|pair| all.contains(pair)).count(),
            n_alone: ALONE.iter().filter(|key| all.iter().any(|(a, b)| a == *key || b == *key)).count(),
        }
    }
}
