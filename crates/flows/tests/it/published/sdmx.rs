//! SDMX-CSV.

use flows::formats::Request;

use super::{codes, converted, csv, from_text, left_out, pairs, refused, request};

fn sides(names: &[&str], origin: &str, destination: &str) -> Request {
    Request { origin: Some(origin.into()), destination: Some(destination.into()), ..request(names) }
}

#[test]
fn version_one_with_a_measure_to_choose() {
    let request = sides(&["sdmx-1.csv"], "reporter", "partner");
    let errors = refused(&request);
    assert_eq!(codes(&errors), ["mixed"]);
    assert_eq!(
        errors[0].to_string(),
        "column \"indicators\" has several values: QUANTITY_KG (1 row), VALUE_EUR (4 rows)"
    );
    let converted = converted(&Request { choose: pairs(&[("indicators", "VALUE_EUR")]), ..request });
    let tail = "INVENTED:TRADE(1.0),unstated,origin,\"freq=A, indicators=VALUE_EUR\"\n";
    let rows = ["DE,CN,2021,120.5,", "DE,CN,2022,130,", "DE,RU,2021,,", "FR,CN,2021,80,"];
    let rows = rows.map(|row| format!("{row}{tail}")).concat();
    assert_eq!(
        csv(&converted),
        format!("origin,destination,year,value,dataset,valuation,reported_by,series\n{rows}")
    );
    assert_eq!(
        left_out(&converted),
        [("missing-value", 1, &[5][..]), ("not-chosen", 1, &[4][..]), ("world-total", 1, &[6][..])]
    );
}

#[test]
fn version_two_with_labels_and_powers_of_ten() {
    let converted = converted(&sides(&["sdmx-2.csv"], "REF_AREA", "COUNTERPART_AREA"));
    let tail = "INVENTED:FDI(1.0.0),unstated,origin,\"FREQ=A, UNIT_MEASURE=USD\"\n";
    let rows = ["CN,KZ,2021,250000,", "CN,RU,2021,1500000,", "CN,RU,2022,,"];
    let rows = rows.map(|row| format!("{row}{tail}")).concat();
    assert_eq!(
        csv(&converted),
        format!("origin,destination,year,value,dataset,valuation,reported_by,series\n{rows}")
    );
    assert_eq!(
        left_out(&converted),
        [("deleted", 1, &[6][..]), ("missing-value", 1, &[3][..]), ("world-total", 1, &[5][..])]
    );
}

#[test]
fn the_sides_must_be_named_and_differ() {
    assert_eq!(codes(&refused(&request(&["sdmx-1.csv"]))), ["no-regions"]);
    assert_eq!(codes(&refused(&sides(&["sdmx-1.csv"], "reporter", "reporter"))), ["two-roles"]);
    assert_eq!(codes(&refused(&sides(&["sdmx-1.csv"], "reporters", "partner"))), ["unknown-column"]);
}

#[test]
fn a_status_of_missing_wins_over_a_number() {
    let text =
        "DATAFLOW,FROM,TO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nX:Y(1.0),A,B,2020,0,M\nX:Y(1.0),B,A,2020,3,A\n";
    let of = || Request { origin: Some("FROM".into()), destination: Some("TO".into()), ..Request::default() };
    let table = from_text("a.csv", text, of()).expect("a table");
    assert!(csv(&table).contains("\nA,B,2020,,"), "{}", csv(&table));
    assert!(csv(&table).contains("\nB,A,2020,3,"));
}

#[test]
fn two_data_sets_two_units_and_a_power_left_out_are_not_one_series() {
    let of = || Request { origin: Some("FROM".into()), destination: Some("TO".into()), ..Request::default() };
    let flows = "DATAFLOW,FROM,TO,TIME_PERIOD,OBS_VALUE\nX:Y(1.0),A,B,2020,1\nX:Z(1.0),B,A,2020,3\n";
    let units =
        "DATAFLOW,FROM,TO,TIME_PERIOD,OBS_VALUE,UNIT\nX:Y(1.0),A,B,2020,1,EUR\nX:Y(1.0),B,A,2020,3,USD\n";
    let powers =
        "DATAFLOW,FROM,TO,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nX:Y(1.0),A,B,2020,1,6\nX:Y(1.0),B,A,2020,3,\n";
    for text in [flows, units, powers] {
        assert_eq!(codes(&from_text("a.csv", text, of()).expect_err(text)), ["mixed"]);
    }
}

#[test]
fn cells_that_cannot_be_are_refused() {
    let of = || Request { origin: Some("FROM".into()), destination: Some("TO".into()), ..Request::default() };
    let text = "DATAFLOW;FROM;TO;TIME_PERIOD;OBS_VALUE;UNIT_MULT\nX:Y(1.0);A;B;2020;1,5;six\nX:Y(1.0);;B;2020;1,5;0\n";
    let errors = from_text("a.csv", text, of()).expect_err("a power in words");
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "column \"FROM\" is empty (\"\") in row 3",
            "column \"UNIT_MULT\" is not a power of ten (\"six\") in row 2"
        ]
    );
    let twice = "DATAFLOW,FROM,TO,TIME_PERIOD,OBS_VALUE\nX:Y(1.0),A,B,2020,1\nX:Y(1.0),A,B,2020,3\n";
    assert_eq!(codes(&from_text("a.csv", twice, of()).expect_err("twice")), ["repeated-rows"]);
}
