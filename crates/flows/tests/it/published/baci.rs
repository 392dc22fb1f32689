//! BACI.

use flows::formats::{Format, Request};

use super::{codes, converted, csv, from_text, left_out, pairs, refused, request, sample, text_of};

const YEAR: &str = "BACI_HS17_Y2021_V000000.csv";

#[test]
fn products_add_up_in_dollars() {
    let converted = converted(&request(&[YEAR, "BACI_HS17_Y2022_V000000.csv"]));
    assert_eq!(converted.format, Format::Baci);
    assert_eq!(converted.n_rows, 9);
    assert_eq!(left_out(&converted), []);
    let meta = "HS17,fob,both,BACI 000000";
    let expected = [
        ("156,251,2021", "7500"),
        ("156,643,2021", "30255"),
        ("156,643,2022", "34500"),
        ("251,156,2021", "5500"),
        ("643,156,2021", "300125"),
        ("643,156,2022", "310000"),
        ("643,490,2021", "40000"),
    ];
    let mut text =
        "origin,destination,year,trade_usd,classification,valuation,reported_by,dataset\n".to_owned();
    text.extend(expected.map(|(pair, value)| format!("{pair},{value},{meta}\n")));
    assert_eq!(csv(&converted), text);
}

#[test]
fn products_can_be_kept_apart_and_chosen() {
    let products =
        Request { keep: vec!["k".into()], choose: pairs(&[("k", "01*"), ("k", "27*")]), ..request(&[YEAR]) };
    let converted = converted(&products);
    assert_eq!(left_out(&converted), [("not-chosen", 3, &[3, 4, 7][..])]);
    assert_eq!(
        csv(&converted),
        "origin,destination,year,trade_usd,quantity_t,classification,valuation,reported_by,dataset,product\n\
         156,643,2021,10005,1.5,HS17,fob,both,BACI 000000,010121\n\
         643,156,2021,300125,600,HS17,fob,both,BACI 000000,270900\n\
         643,490,2021,40000,80,HS17,fob,both,BACI 000000,270900\n"
    );
}

#[test]
fn the_table_of_countries_is_a_crosswalk() {
    let converted = converted(&Request { crosswalk: Some(sample("baci-countries.csv")), ..request(&[YEAR]) });
    assert_eq!(left_out(&converted), [("not-in-crosswalk", 1, &[6][..])]);
    assert_eq!(converted.unknown_codes, [("490".to_owned(), 1)]);
    assert!(csv(&converted).contains("\nCHN,RUS,2021,30255,"));
}

#[test]
fn codes_of_one_region_add_up_and_trade_within_it_is_left_out() {
    let folder = crate::Folder::new();
    let crosswalk =
        Some(folder.write("regions.csv", "code,region\n156,EURASIA\n643,EURASIA\n251,FRA\n490,FRA\n"));
    let converted = converted(&Request { crosswalk, ..request(&[YEAR]) });
    assert_eq!(left_out(&converted), [("within-region", 3, &[2, 3, 5][..])]);
    let text = csv(&converted);
    assert!(text.contains("\nEURASIA,FRA,2021,47500,"), "{text}");
    assert!(text.contains("\nFRA,EURASIA,2021,5500,"), "{text}");
}

#[test]
fn a_year_in_two_files_is_no_longer_year() {
    let again = text_of(YEAR);
    let folder = crate::Folder::new();
    let paths = vec![sample(YEAR), folder.write("BACI_HS17_Y2021_V000001.csv", again)];
    let errors = refused(&Request { paths, ..Request::default() });
    assert!(codes(&errors).contains(&"period-twice"), "{errors:?}");
    assert!(codes(&errors).contains(&"mixed"), "two versions are two data sets: {errors:?}");
}

#[test]
fn a_row_that_stands_twice_is_named() {
    let rows = format!("{}2021,156,643,854110,1,1\n", text_of(YEAR));
    let errors = from_text(YEAR, &rows, Request::default()).expect_err("it would count twice");
    assert_eq!(codes(&errors), ["repeated-rows"]);
    assert_eq!(
        diagnostic::Explain::causes(&errors[0]),
        ["row 8 repeats 3; what stands twice would be counted twice"]
    );
}

#[test]
fn all_cells_that_cannot_be_are_told_at_once() {
    let rows = "t,i,j,k,v,q\n21,4,8,010121,1,1\n2021,,8,010121,1,1\n2021,4,8,010121,-1,1\n2021,4,8,010121,one,1\n\
                2021,4,8,010121,inf,1\n2021,4,8,010121,2,NaN\n2021,4,8,010121,-3,1\n2021,4,8,010190,,1\n";
    let errors = from_text(YEAR, rows, Request::default()).expect_err("nothing of it can be used");
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "column \"i\" is empty (\"\") in row 3",
            "column \"q\" is NaN (\"NaN\") in row 7",
            "column \"t\" is not a year (\"21\") in row 2",
            "column \"v\" is infinite (\"inf\") in row 6",
            "column \"v\" is negative (\"-1\") in rows 4, 8",
            "column \"v\" is not a number (\"one\") in row 5",
        ]
    );
}

#[test]
fn the_revision_must_be_known_and_one() {
    let text = text_of(YEAR);
    let errors = from_text("trade.csv", &text, Request::default()).expect_err("no revision");
    assert_eq!(codes(&errors), ["no-revision"]);
    let said = Request { classification: Some("HS92".into()), ..Request::default() };
    let table = from_text("trade.csv", &text, said.clone()).expect("it was said");
    assert!(csv(&table).contains(",HS92,fob,both,BACI\n"));
    let errors = from_text(YEAR, &text, said).expect_err("the name says another");
    assert_eq!(codes(&errors), ["other-revision"]);
}
