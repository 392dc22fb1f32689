//! Strategies beside each other, and partners for each other, from the command line.

use serde_json::Value;

use super::desk::Office;

const PLAN: &str = "湖北省发展规划\n\n一、交通\n建设铁水联运枢纽，开行面向内陆伙伴地区的定期集装箱班列。\n\n二、教育\n扩大留学生规模，开设双学位班。\n";
const STRATEGY: &str = "Стратегия области\n\n1. Транспорт\nОбласть добивается регулярных контейнерных поездов к речным портам партнёров.\n\n2. Здоровье\nСтроится больница.\n";

fn candidates(overlap: &Value) -> &Vec<Value> {
    overlap["candidates"].as_array().expect("a list of candidates")
}

#[test]
fn two_files_are_compared_without_a_register() {
    let office = Office::empty();
    office.write("plan.txt", PLAN);
    office.write("strategy.txt", STRATEGY);
    let overlap = office.json("", "strategies overlap plan.txt strategy.txt");
    let first = &candidates(&overlap)[0]["quotations"][0];
    assert!(first["text_a"].as_str().unwrap().contains("集装箱班列"), "{overlap}");
    assert!(first["text_b"].as_str().unwrap().contains("контейнерных поездов"), "{overlap}");
    assert_eq!(first["origin_a"]["place"]["section"], "一、交通");
    for lang in ["en", "zh", "ru"] {
        let read =
            office.done("", &format!("strategies overlap plan.txt strategy.txt --quote --lang {lang}"));
        assert!(
            read.contains("集装箱") && read.contains("контейнерных") && !read.contains('\u{27e6}'),
            "{read}"
        );
        let read = office.done("", &format!("strategies match plan.txt --lang {lang}"));
        assert!(read.contains("plan.txt, 一、交通") && !read.contains('\u{27e6}'), "{read}");
    }
    let missing = office.refused("", "strategies overlap plan.txt gone.txt");
    assert!(missing.contains("gone.txt cannot be read"), "{missing}");
}

#[test]
fn a_text_goes_in_and_what_it_shares_becomes_an_element() {
    let office = Office::staffed();
    office.write("plan.txt", PLAN);
    office.write("strategy.txt", STRATEGY);
    let add = |user: &str, file: &str, title: &str, side: &str| {
        let line = format!(
            r#"strategies add {file} --set "title.en={title}" --set type=plan --set level=region --set side={side}"#
        );
        office.json(user, &line)["strategy"].as_str().unwrap().to_owned()
    };
    let plan = add("a-secretariat", "plan.txt", "Plan", "a");
    add("b-secretariat", "strategy.txt", "Strategy", "b");
    let overlap = office.json("a-secretariat", "strategies overlap a b");
    let first = &candidates(&overlap)[0];
    assert_eq!(first["quotations"][0]["origin_a"]["strategy"], plan.as_str());
    let element = office.json("a-secretariat", "strategies overlap a b --keep 1");
    assert_eq!(element["entries"][0]["state"], "candidate");
    let quotations = element["entries"][0]["fields"]["quotations"].to_string();
    assert!(quotations.contains("集装箱班列") && quotations.contains("контейнерных"), "{quotations}");
    let point = element["entries"][0]["fields"]["points"][0].as_str().unwrap().to_owned();
    let point = office.json("a-secretariat", &format!("show {point}"));
    assert_eq!(point["fields"]["strategy"], plan.as_str(), "the thread runs from the passage");
    assert!(
        office.run("a-secretariat", "strategies overlap a b --keep 99").stderr.contains("no candidate 99")
    );
}

#[test]
fn a_text_that_cannot_be_read_changes_nothing() {
    let office = Office::staffed();
    office.write("broken.docx", b"PK\x03\x04 not a whole file");
    let line =
        "strategies add broken.docx --set title.en=Plan --set type=plan --set level=region --set side=a";
    let refused = office.refused("a-secretariat", line);
    assert!(refused.contains("the DOCX is damaged or incomplete") && refused.contains("do:"), "{refused}");
    assert!(office.json("a-secretariat", "export strategies").to_string().len() < 400);
    assert!(!office.path("register/documents").exists());
}

#[test]
fn the_exercise_has_elements_that_are_found_again() {
    let office = Office::example("exercise");
    let overlap = office.json("a-secretariat", "strategies overlap a b --limit 60");
    for candidate in candidates(&overlap) {
        for quotation in candidate["quotations"].as_array().unwrap() {
            assert!(!quotation["text_a"].as_str().unwrap().is_empty());
            assert!(!quotation["text_b"].as_str().unwrap().is_empty());
            assert!(!quotation["reasons"].as_array().unwrap().is_empty());
        }
    }
    let known: Vec<String> = candidates(&overlap)
        .iter()
        .filter_map(|candidate| candidate["element"]["address"].as_str().map(str::to_owned))
        .collect();
    for element in ["CE-TIMBER", "CE-TRAIN", "CE-WATER", "CE-ALLOYS"] {
        assert!(known.contains(&format!("common_element/{element}")), "{element}: {known:?}");
    }
    let coverage = office.json("a-secretariat", "strategies coverage");
    assert_eq!(coverage["n_confirmed"], 7);
    for lang in ["en", "zh", "ru"] {
        let read = office.done("a-secretariat", &format!("strategies coverage --lang {lang}"));
        assert!(!read.contains('\u{27e6}'), "{read}");
    }
    let against = office.json("", "strategies overlap b S-PLAN");
    assert!(!candidates(&against).is_empty(), "a side beside a national plan");
}

#[test]
fn who_asks_for_timber_is_shown_who_has_it() {
    let office = Office::example("exercise");
    let matches = office.json("a-secretariat", "match PP-A-1");
    let first = &matches["matches"][0];
    assert_eq!(first["profile"]["address"], "partner_profile/PP-B-1", "{matches}");
    assert_eq!(first["organisation"]["address"], "organisation/B-ORG-SEVFOREST");
    office.write("links.csv", "rank,origin,destination,p_weak\n1,A-LUO,B-SEV,0.9\n");
    let weak = office.json("a-secretariat", "match PP-A-1 --links links.csv");
    assert_eq!(weak["matches"][0]["weak_link"], 0.9);
    assert!(weak["matches"][0]["score"].as_f64() > first["score"].as_f64(), "a weak link counts more");
    for lang in ["en", "zh", "ru"] {
        let read =
            office.done("a-secretariat", &format!("match PP-A-1 --why --links links.csv --lang {lang}"));
        assert!(read.contains("90 %") && !read.contains('\u{27e6}'), "{read}");
        let read = office.done("a-secretariat", &format!("match --twice --lang {lang}"));
        assert!(!read.contains('\u{27e6}'), "{read}");
    }
}
