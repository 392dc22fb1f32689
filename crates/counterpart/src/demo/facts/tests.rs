//! The embedded facts are whole: read, sourced, and consistent with each other.

use std::collections::HashSet;

use super::*;

#[test]
fn every_fact_has_a_source() {
    let facts = Facts::embedded();
    let mechanism = &facts.mechanism;
    let sources = std::iter::once(&mechanism.founding.sources)
        .chain(mechanism.side.iter().map(|side| &side.sources))
        .chain(mechanism.session.iter().map(|session| &session.sources))
        .chain(mechanism.count.iter().map(|count| &count.sources))
        .chain(facts.ties.ties.iter().map(|tie| &tie.sources));
    let mut n = 0;
    for source in sources.flat_map(Sources::all) {
        assert!(!source.label().is_empty(), "{}", source.address);
        assert!(!source.address.contains([' ', '"', '{']) || !source.is_link(), "{}", source.address);
        n += 1;
    }
    assert!(n > 200, "{n} sources");
    assert_eq!(facts.regions.source.len(), 2, "one entry a country");
    for source in &facts.regions.source {
        for column in [&source.population, &source.grp, &source.names, &source.capital] {
            assert!(Language::ALL.iter().all(|language| !column.in_language(*language).is_empty()));
        }
    }
}

#[test]
fn every_code_is_a_region() {
    let facts = Facts::embedded();
    let known: HashSet<&str> = facts.regions.regions.iter().map(|region| region.code.as_str()).collect();
    assert_eq!(known.len(), 114);
    let sides = facts.mechanism.side.iter().flat_map(|side| &side.members);
    let represented = facts.mechanism.founding.represented.iter().flat_map(|side| &side.regions);
    let borders = facts.regions.land_borders.iter().flat_map(|(a, b)| [a, b]);
    let ties = facts.ties.ties.iter().flat_map(|tie| [&tie.a, &tie.b]);
    for code in sides.chain(represented).chain(borders).chain(ties) {
        assert!(known.contains(code.as_str()), "{code} is no region of the example");
    }
}

#[test]
fn counts_are_those_of_the_sources() {
    let facts = Facts::embedded();
    let [a, b] = &facts.mechanism.side;
    assert_eq!((a.members.len(), b.members.len()), (6, 14));
    assert_eq!(facts.regions.of_country("CN").count(), 31);
    assert_eq!(facts.regions.of_country("RU").count(), 83);
    assert_eq!(facts.mechanism.session.len(), 12);
    assert_eq!(facts.mechanism.n_councils(), 5);
    assert_eq!(facts.ties.ties.len(), 178);
    assert_eq!(facts.mechanism.count_of("projects-2016").value, 69);
    assert_eq!(facts.mechanism.count_of("projects-2017").value, 58);
    // The census total of 2021 without Crimea and Sevastopol, which the populations add up to.
    let russia: f64 = facts.regions.of_country("RU").map(|region| region.population).sum();
    assert!((144.5e6..144.8e6).contains(&russia), "{russia}");
}

#[test]
fn regions_are_sorted_and_lie_on_the_globe() {
    let facts = Facts::embedded();
    assert!(facts.regions.regions.is_sorted_by(|one, next| one.code < next.code));
    for region in &facts.regions.regions {
        let [latitude, longitude] = region.capital;
        assert!((15.0..75.0).contains(&latitude) && (19.0..180.0).contains(&longitude), "{}", region.code);
        assert!(region.population > 40_000.0 && region.grp > 900.0, "{}", region.code);
    }
}

#[test]
fn sessions_stand_in_order() {
    assert!(Facts::embedded().mechanism.session.is_sorted_by_key(|session| session.date));
}

#[test]
fn no_text_is_empty_or_left_in_another_language() {
    let facts = Facts::embedded();
    let names = facts.regions.regions.iter().map(|region| &region.name);
    let lines = facts.mechanism.session.iter().flat_map(|session| [&session.what, &session.place]);
    for text in names.chain(lines) {
        assert!(text.en.chars().all(|c| c.is_ascii() || c == '–') && !text.en.is_empty(), "{text:?}");
        assert!(text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{text:?}");
        assert!(text.ru.chars().any(|c| ('а'..='я').contains(&c)), "{text:?}");
    }
}

#[test]
fn dates_keep_the_precision_of_their_source() {
    let date = |text: &str| Date::try_from(text.to_owned());
    assert_eq!(date("2014-05").expect("a month").machine(), "2014-05");
    assert_eq!(date("2013").expect("a year").machine(), "2013");
    assert_eq!(date("2012-04-29").expect("a day").in_language(Language::Zh), "2012年4月29日");
    assert_eq!(date("2012-04-29").expect("a day").in_language(Language::Ru), "29 апреля 2012 года");
    assert_eq!(date("2014-05").expect("a month").in_language(Language::En), "May 2014");
    for wrong in ["", "May", "2014-13", "2014-05-32", "2014-05-01-01"] {
        assert!(date(wrong).is_err(), "{wrong}");
    }
}
