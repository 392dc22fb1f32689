//! The scheme that comes with the program.

use std::collections::{BTreeMap, BTreeSet};

use alignment::{Language, Scheme, crosswalks};

#[test]
fn the_scheme_is_whole() {
    let scheme = Scheme::builtin();
    println!("{} concepts", scheme.concepts().len());
    assert!(scheme.concepts().len() >= 1400);
    let n_with = |prefix: &str, digits: usize| {
        let ids = scheme.concepts().iter().map(|concept| &concept.id);
        ids.filter(|id| id.strip_prefix(prefix).is_some_and(|code| code.len() == digits)).count()
    };
    assert_eq!(n_with("isic-", 2), 88, "divisions of ISIC");
    assert_eq!(n_with("isic-", 3), 238, "groups of ISIC");
    assert_eq!(n_with("ford-", 1), 6, "fields of science");
    assert_eq!(n_with("sdg-", 1) + n_with("sdg-", 2), 17, "goals");
}

#[test]
fn keywords_are_written_in_their_language() {
    let scheme = Scheme::builtin();
    for concept in scheme.concepts() {
        for language in Language::ALL {
            assert!(concept.keywords(language).len() >= 3, "{}: too few in {}", concept.id, language.code());
            for keyword in concept.keywords(language) {
                // Abbreviations are written in Latin letters everywhere.
                let own = Language::of(keyword);
                let is_fine = own == Some(language) || matches!(own, Some(Language::En) | None);
                assert!(is_fine, "{}: {keyword} is not {}", concept.id, language.code());
            }
        }
    }
}

#[test]
fn no_two_concepts_are_called_the_same_in_english() {
    let scheme = Scheme::builtin();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for concept in scheme.concepts() {
        let other = seen.insert(concept.label(Language::En).to_lowercase(), &concept.id);
        assert_eq!(other, None, "{}", concept.id);
    }
}

#[test]
fn the_crosswalk_is_of_the_divisions_of_the_scheme() {
    let divisions: BTreeSet<String> = Scheme::builtin()
        .concepts()
        .iter()
        .filter_map(|concept| concept.id.strip_prefix("isic-").map(str::to_owned))
        .filter(|code| code.len() == 2)
        .collect();
    let crosswalks = crosswalks();
    assert_eq!(crosswalks.keys().cloned().collect::<BTreeSet<_>>(), divisions);
    assert!(crosswalks["01"].nace.iter().any(|division| division.code == "01" && division.official));
    // What was judged and not looked up is not official.
    assert!(crosswalks.values().all(|crosswalk| crosswalk.gbt.iter().all(|division| !division.official)));
}
