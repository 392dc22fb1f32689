//! UN Comtrade.

use flows::formats::{Error, Request};

use super::{codes, converted, csv, from_text, left_out, pairs, refused, request, text_of};

const HEADER: &str = "origin,destination,year,trade_usd,classification,valuation,reported_by,dataset\n";

fn exports() -> Vec<(String, String)> {
    pairs(&[("flowCode", "X"), ("aggrLevel", "0"), ("refYear", "2021")])
}

#[test]
fn totals_of_exports_without_the_world_and_without_parts() {
    let converted = converted(&Request { choose: exports(), ..request(&["comtrade.csv"]) });
    let expected = [
        "CHN,CAN,2021,800,H5,fob,origin,UN Comtrade\n",
        "CHN,RUS,2021,6500.5,H5,fob,origin,UN Comtrade\n",
        "RUS,CHN,2021,7100,H5,fob,origin,UN Comtrade\n",
    ];
    assert_eq!(csv(&converted), HEADER.to_owned() + &expected.concat());
    assert_eq!(
        left_out(&converted),
        [
            ("breakdown", 2, &[3, 4][..]),
            ("not-chosen", 6, &[7, 9, 10, 11, 12, 13][..]),
            ("world-total", 1, &[5][..])
        ]
    );
}

#[test]
fn what_differs_in_kind_asks_for_a_choice() {
    let errors = refused(&request(&["comtrade.csv"]));
    assert_eq!(codes(&errors), ["mixed"; 4]);
    let columns: Vec<&str> = errors
        .iter()
        .map(|error| match error {
            Error::Mixed { column, .. } => column.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(columns, ["flowCode", "aggrLevel", "classificationCode", "valuation"]);
    let remedy = diagnostic::Explain::remedy(&errors[0]);
    assert_eq!(remedy[0], "choose with --where flowCode=VALUE");
    assert_eq!(
        errors[0].to_string(),
        "column \"flowCode\" has several values: M (2 rows), RX (1 row), X (6 rows)"
    );
}

#[test]
fn imports_turn_round_and_keep_their_valuation() {
    let imports = pairs(&[("flowCode", "M")]);
    let errors = refused(&Request { choose: imports.clone(), ..request(&["comtrade.csv"]) });
    assert_eq!(codes(&errors), ["mixed"], "Canada reports its imports free on board");
    let kept =
        Request { choose: imports.clone(), keep: vec!["valuation".into()], ..request(&["comtrade.csv"]) };
    let both =
        "CHN,CAN,2021,870,H5,fob,destination,UN Comtrade\nCHN,RUS,2021,6900,H5,cif,destination,UN Comtrade\n";
    assert_eq!(csv(&converted(&kept)), HEADER.to_owned() + both);
    let fob =
        Request { choose: imports.clone(), value: Some("fobvalue".into()), ..request(&["comtrade.csv"]) };
    let one =
        "CHN,CAN,2021,870,H5,fob,destination,UN Comtrade\nCHN,RUS,2021,6550,H5,fob,destination,UN Comtrade\n";
    assert_eq!(csv(&converted(&fob)), HEADER.to_owned() + one);
    let cif =
        converted(&Request { choose: imports, value: Some("cifvalue".into()), ..request(&["comtrade.csv"]) });
    let missing =
        "CHN,CAN,2021,,H5,cif,destination,UN Comtrade\nCHN,RUS,2021,6900,H5,cif,destination,UN Comtrade\n";
    assert_eq!(csv(&cif), HEADER.to_owned() + missing, "what was not reported is missing and no zero");
    assert!(left_out(&cif).contains(&("missing-value", 1, &[9])));
}

#[test]
fn products_of_one_level_add_up() {
    let chapters = pairs(&[("flowCode", "X"), ("aggrLevel", "2")]);
    let converted = converted(&Request { choose: chapters, ..request(&["comtrade.csv"]) });
    assert_eq!(csv(&converted), HEADER.to_owned() + "CHN,RUS,2021,5000,H5,fob,origin,UN Comtrade\n");
}

#[test]
fn a_part_without_its_whole_is_refused_and_may_be_chosen() {
    let whole = text_of("comtrade.csv");
    let parts: Vec<&str> = whole
        .lines()
        .enumerate()
        .filter(|(at, _)| matches!(at, 0 | 2 | 3 | 5))
        .map(|(_, line)| line)
        .collect();
    let parts = parts.join("\n") + "\n";
    let errors = from_text("parts.csv", &parts, Request::default()).expect_err("no whole");
    assert_eq!(codes(&errors), ["no-total"]);
    assert!(errors[0].to_string().starts_with("2 rows"), "{}", errors[0]);
    let by_sea = Request { choose: pairs(&[("motCode", "2100")]), ..Request::default() };
    let sea = from_text("parts.csv", &parts, by_sea).expect("one mode");
    assert!(csv(&sea).contains("CHN,RUS,2021,4000,"), "{}", csv(&sea));
}

#[test]
fn a_row_that_stands_twice_is_refused() {
    let whole = text_of("comtrade.csv");
    let again = format!("{whole}{}\n", whole.lines().nth(1).expect("a row"));
    let errors = from_text("twice.csv", &again, Request { choose: exports(), ..Request::default() });
    assert_eq!(codes(&errors.expect_err("counted twice")), ["repeated-rows"]);
}

#[test]
fn months_a_trailing_comma_and_codes_without_iso_are_read() {
    let text = "freqCode,period,refYear,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,classificationCode,\
                cmdCode,primaryValue\nM,202203,2022,156,,X,643,,H6,TOTAL,5,\nM,202204,2022,156,,X,643,,H6,TOTAL,6,\n";
    let table = from_text("months.csv", text, Request::default()).expect("a table");
    assert_eq!(
        csv(&table),
        "origin,destination,period,trade_usd,classification,valuation,reported_by,dataset\n\
         156,643,2022-03,5,H6,unstated,origin,UN Comtrade\n156,643,2022-04,6,H6,unstated,origin,UN Comtrade\n"
    );
}

#[test]
fn an_unknown_column_of_a_choice_names_the_nearest() {
    let errors = refused(&Request { choose: pairs(&[("flowcodes", "X")]), ..request(&["comtrade.csv"]) });
    assert!(
        matches!(&errors[0], Error::File(flows::Error::UnknownColumn { nearest: Some(name), .. }) if name == "flowCode")
    );
}
