//! Rows to panels.

use flows::{Error, Given, Roles, covariates, inspect, panel, recognise_covariates};
use gravity::CovariateKind;

use crate::{codes, roles, table};

const HEADER: &str = "origin,destination,year,flow,dist,contig\n";

#[test]
fn a_panel_is_coded_by_sorted_names() {
    let file = table(&format!(
        "{HEADER}B,A,2007,1,10,0\nA,B,2006,0,10,1\nA,A,2006,,0,0\n,A,2006,1,1,1\nB,A,2006,3,,1\n"
    ));
    let roles = roles(&file);
    let evidence = panel(&file, &roles, &recognise_covariates(&file, &roles), false).expect("a panel");
    let panel = &evidence.panel;
    assert_eq!(
        (panel.regions.as_slice(), panel.periods.as_slice()),
        (["A", "B"].map(String::from).as_slice(), ["2006", "2007"].map(String::from).as_slice())
    );
    assert_eq!((&panel.origin, &panel.destination, &panel.period), (&vec![1, 0], &vec![0, 1], &vec![1, 0]));
    assert_eq!(panel.flow, [1.0, 0.0]);
    assert_eq!(panel.covariates[0].name, "log(dist)");
    assert!((panel.covariates[0].values[1] - 10.0_f64.ln()).abs() < 1e-15);
    assert_eq!(panel.covariates[1].kind, CovariateKind::Contiguity);
    let dropped: Vec<_> =
        evidence.dropped.iter().map(|dropped| (dropped.reason, dropped.first_rows.clone())).collect();
    assert_eq!(
        dropped,
        [("missing-code", vec![5]), ("missing-flow", vec![4]), ("missing-covariate", vec![6])]
    );
}

#[test]
fn everything_refused_is_said_at_once_with_its_rows() {
    let file = table(&format!(
        "{HEADER}A,B,2006,-1,1,1\nA,C,2006,NaN,1,1\nA,D,2006,inf,1,1\nB,A,2006,1,inf,1\nA,B,2006,2,1,1\nA,B,2006,3,1,1\n"
    ));
    let roles = roles(&file);
    let errors = panel(&file, &roles, &recognise_covariates(&file, &roles), false).expect_err("refused");
    assert_eq!(codes(&errors), ["not-a-number", "infinite", "negative-flow", "infinite", "duplicate-flow"]);
    assert!(
        matches!(&errors[1], Error::Infinite { rows, column, .. } if rows.first == [4] && column == "flow")
    );
    assert!(matches!(&errors[3], Error::Covariates(_)));
    assert!(matches!(&errors[4], Error::Duplicates { pairs, .. } if *pairs == [(2, 6), (2, 7)]));
}

#[test]
fn text_in_the_flow_names_the_cell() {
    let file = table("origin,destination,flow,x\nA,B,1,1\nA,C,1 234,1\n");
    let errors = panel(&file, &roles(&file), &[], false).expect_err("refused");
    assert!(
        matches!(&errors[0], Error::Text { example, rows, .. } if example == "1 234" && rows.first == [3])
    );
}

#[test]
fn without_direction_the_reverse_row_is_the_same_flow() {
    let file = table("origin,destination,ties\nA,B,1\nB,A,1\n");
    assert!(panel(&file, &roles(&file), &[], false).is_ok());
    assert_eq!(codes(&panel(&file, &roles(&file), &[], true).expect_err("refused")), ["duplicate-flow"]);
}

#[test]
fn numeric_codes_and_periods_are_ordered_as_numbers() {
    let file = table("origin,destination,period,flow\n10,9,10,1\n9,10,9,1\n");
    let evidence = panel(&file, &roles(&file), &[], false).expect("a panel");
    assert_eq!(evidence.panel.regions, ["9", "10"]);
    assert_eq!(evidence.panel.periods, ["9", "10"]);
}

#[test]
fn one_distance_is_taken_and_logs_are_not_taken_twice() {
    let names = |header: &str| -> Vec<String> {
        let n = header.split(',').count();
        let file = table(&format!("{header}\n{}\n", vec!["1"; n].join(",")));
        recognise_covariates(&file, &roles(&file)).into_iter().map(|covariate| covariate.term).collect()
    };
    assert_eq!(
        names("exporter,importer,trade,dist,ln_dist,cntg,lang,rta"),
        ["ln_dist", "cntg", "lang", "rta"]
    );
    assert_eq!(
        names("origin,destination,ties,distance_km,shares_land_border"),
        ["log(distance_km)", "shares_land_border"]
    );
}

#[test]
fn a_list_of_covariates_is_checked() {
    let file = table("origin,destination,flow,dist,pop\nA,B,1,2,3\n");
    let covariates = |list| covariates(&file, &roles(&file), list);
    let found = covariates("log(dist) + dist:pop").expect("two terms");
    assert_eq!(
        found.iter().map(|term| term.kind).collect::<Vec<_>>(),
        [CovariateKind::Distance, CovariateKind::Other]
    );
    assert_eq!(codes(&covariates("log(dsit)").expect_err("unknown")), ["unknown-column"]);
    assert_eq!(codes(&covariates("log(dist").expect_err("a bracket")), ["unbalanced"]);
    let wrong = covariates("log(flow) + dsit").expect_err("the flow explains itself");
    assert_eq!(codes(&wrong), ["unknown-column", "flow-as-covariate"]);
}

#[test]
fn an_inspection_counts_pairs_and_names_a_command() {
    let file = table(
        "from_code,destination,year,flow\nCN-1,RU-1,1,2\nRU-1,CN-1,1,0\nCN-1,RU-1,2,1\nCN-2,RU-1,1,0\nCN-1,CN-1,1,7\n",
    );
    let given = Given { origin: Some("from_code".into()), ..Given::default() };
    let roles = Roles::find(&file, &given).expect("roles");
    let seen = inspect(&file, &roles).expect("an inspection");
    // Three origins, two destinations, two regions are both.
    let pairs = seen.pairs;
    assert_eq!((pairs.possible, pairs.present, pairs.missing, pairs.zero), (4, 3, 1, 2));
    assert_eq!((pairs.domestic, pairs.missing_rows), (1, 2));
    assert_eq!((seen.flows.total, seen.flows.domestic, seen.flows.n_zero), (10.0, 7.0, 2));
    assert!(seen.next.ends_with("--side-a 'CN-*' --side-b 'RU-*' --origin from_code"), "{}", seen.next);
}
