//! OpenAlex.

use flows::formats::Request;

use super::{codes, converted, csv, from_text, left_out, refused, request, sample, text_of};

fn by_region() -> Request {
    Request { crosswalk: Some(sample("openalex-regions.csv")), ..request(&["openalex.jsonl"]) }
}

const HEADER: &str = "region_a,region_b,year,copublications,copublications_fractional,regions_by,dataset\n";

#[test]
fn works_count_once_for_each_pair_and_in_fractions() {
    let converted = converted(&by_region());
    // 9001 has two regions (1 each), 9002 three (1 and 1/2 each), 9004 two (Berlin has none), 9008 two.
    let rows = [
        "CN-HB,RU-SAM,2021,1,0.5,crosswalk,OpenAlex\n",
        "CN-HB,RU-SAM,2022,1,1,crosswalk,OpenAlex\n",
        "CN-HB,RU-TA,2021,2,1.5,crosswalk,OpenAlex\n",
        "CN-HB,RU-TA,2022,1,1,crosswalk,OpenAlex\n",
        "RU-SAM,RU-TA,2021,1,0.5,crosswalk,OpenAlex\n",
    ];
    assert_eq!(csv(&converted), HEADER.to_owned() + &rows.concat());
    assert_eq!(
        left_out(&converted),
        [
            ("no-region", 1, &[5][..]),
            ("no-year", 1, &[7][..]),
            ("repeated-work", 1, &[8][..]),
            ("retracted", 1, &[6][..])
        ]
    );
    let notes = [("works-of-one-region", 1), ("works-of-several-regions", 4), ("works-with-cut-authors", 1)];
    assert_eq!(converted.notes, notes);
    let unknown =
        [("https://openalex.org/I9000005".to_owned(), 1), ("https://openalex.org/I9000006".to_owned(), 1)];
    assert_eq!(converted.unknown_codes, unknown);
}

#[test]
fn fractions_of_a_work_add_up_to_one_for_each_of_its_regions() {
    let institutions: Vec<String> =
        (0..7).map(|at| format!("{{\"institutions\":[{{\"country_code\":\"C{at}\"}}]}}")).collect();
    let line =
        format!("{{\"id\":\"W1\",\"publication_year\":2020,\"authorships\":[{}]}}", institutions.join(","));
    let table = from_text("works.jsonl", &line, Request::default()).expect("a table");
    let text = csv(&table);
    let of_one: Vec<f64> = text
        .lines()
        .filter(|line| line.split(',').take(2).any(|region| region == "C3"))
        .map(|line| line.split(',').nth(4).expect("a cell").parse().expect("a number"))
        .collect();
    assert_eq!(of_one.len(), 6);
    assert!((of_one.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn countries_are_regions_without_a_crosswalk() {
    let rows = ["CN,DE,2022,1,0.5", "CN,RU,2021,2,2", "CN,RU,2022,2,1.5", "DE,RU,2022,1,0.5"];
    let rows = rows.map(|row| format!("{row},country,OpenAlex\n")).concat();
    assert_eq!(csv(&converted(&request(&["openalex.jsonl"]))), HEADER.to_owned() + &rows);
}

#[test]
fn zeros_are_written_where_asked_for() {
    let text = csv(&converted(&Request { zeros: true, ..by_region() }));
    assert_eq!(text.lines().count(), 1 + 3 * 2, "{text}");
    assert!(text.contains("RU-SAM,RU-TA,2022,0,0,crosswalk,OpenAlex\n"), "{text}");
}

#[test]
fn the_table_is_a_panel_without_direction() {
    let folder = crate::Folder::new();
    let file = folder.read(csv(&converted(&by_region()))).expect("a table");
    let roles = crate::roles(&file);
    assert_eq!(
        (&*roles.origin, &*roles.destination, &*roles.flow),
        ("region_a", "region_b", "copublications")
    );
    let evidence = flows::panel(&file, &roles, &[], true).expect("no pair twice");
    assert_eq!(evidence.panel.n_rows(), 5);
}

#[test]
fn every_line_that_is_no_work_is_told() {
    let good = text_of("openalex.jsonl");
    let lines = format!(
        "{good}not json\n\n{{\"id\":\"https://openalex.org/W1\",\"publication_year\":20\n{{\"id\":\"A1\"}}\n\
         {{\"publication_year\":2020}}\n{{\"meta\":{{}},\"results\":[]}}\n{{\"id\":\"W2\",\"authorships\":3}}\nnothing\n"
    );
    let errors = from_text("works.jsonl", &lines, Request::default()).expect_err("lines that are no work");
    let told: Vec<String> = errors.iter().map(|error| error.to_string().replace(['\n'], " ")).collect();
    let starts = [
        ("column \"id\" is missing", "row 14"),
        ("column \"id\" is not that of a work (\"A1\")", "row 13"),
        ("column \"results\" is a page of works", "row 15"),
        ("column \"the line\" ends before its JSON does", "row 12"),
        ("column \"the line\" holds JSON that is no work", "row 16"),
        ("column \"the line\" is not JSON", "rows 10, 17"),
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, (start, end)) in told.iter().zip(starts) {
        assert!(told.starts_with(start) && told.ends_with(end), "{told}");
    }
}

#[test]
fn works_of_one_region_make_no_table() {
    let line = "{\"id\":\"W1\",\"publication_year\":2020,\"authorships\":[{\"institutions\":[{\"country_code\":\"CN\"}]}]}";
    let errors = from_text("works.jsonl", line, Request::default()).expect_err("no pair");
    assert_eq!(codes(&errors), ["nothing-left"]);
    assert_eq!(codes(&refused(&Request { keep: vec!["id".into()], ..by_region() })), ["needless-option"]);
}
