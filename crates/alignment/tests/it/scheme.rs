//! The scheme that comes with the program.

use std::collections::BTreeMap;

use alignment::{Language, Scheme};

#[test]
fn the_scheme_is_whole() {
    let scheme = Scheme::builtin();
    println!("{} concepts", scheme.concepts().len());
    for concept in scheme.concepts() {
        for language in Language::ALL {
            for keyword in concept.keywords(language) {
                let own = Language::of(keyword);
                let is_abbreviation = own == Some(Language::En);
                assert!(
                    own == Some(language) || is_abbreviation || own.is_none(),
                    "{}: {keyword} is not {}",
                    concept.id,
                    language.code()
                );
            }
        }
    }
}

#[test]
fn no_two_concepts_are_called_the_same() {
    let scheme = Scheme::builtin();
    for language in Language::ALL {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for concept in scheme.concepts() {
            if let Some(other) = seen.insert(concept.label(language), &concept.id) {
                println!("{} {other} {}: {}", language.code(), concept.id, concept.label(language));
            }
        }
    }
}
