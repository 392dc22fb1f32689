use super::*;

const NAN: f64 = f64::NAN;

fn table() -> Table {
    let mut table = Table::new(6);
    let numbers = [
        ("flow", vec![1.0, 0.0, 2.5, 4.0, NAN, 3.0]),
        ("dist", vec![1.0, 1.0, 1.0, 0.0, 1.0, 1.0]),
        ("year", vec![2002.0, 2002.0, 2001.0, 2001.0, 2001.0, 2001.0]),
        ("w", vec![1.0, 2.0, 1.0, 1.0, 1.0, 0.0]),
        ("n", vec![1.0, 2.0, 1.5, 1.0, -1.0, 0.0]),
        ("signed", vec![-1.0, 2.0, 1.0, 1.0, 1.0, -3.0]),
        ("big", vec![1.0, f64::INFINITY, 1.0, 1.0, 1.0, 1.0]),
    ];
    for (name, values) in numbers {
        table.insert(name, Column::Numbers(values));
    }
    let labels = [
        ("income", ["mid", "low", "high", "low", "mid", "mid"]),
        ("side", ["b", "a", "a", "a", "b", "a"]),
        ("gap", ["x", "", "y", "x", "x", "x"]),
    ];
    for (name, texts) in labels {
        table.insert(name, Column::Labels(Labels::from_texts(texts)));
    }
    table
}

fn read(text: &str) -> Formula {
    Formula::parse(text).expect("a formula")
}

#[track_caller]
fn built(text: &str, extra: &Extra) -> Design {
    design(&table(), &read(text), extra, Family::Gaussian).expect("a design")
}

#[track_caller]
fn check_names(text: &str, expected: &[&str]) {
    assert_eq!(built(text, &Extra::default()).x_names, expected);
}

#[track_caller]
fn check_errors(text: &str, extra: &Extra, family: Family, expected: &[&str]) {
    let errors = design(&table(), &read(text), extra, family).expect_err("something is wrong");
    assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
}

#[test]
fn incomplete_rows_are_left_out_and_counted() {
    let design = built("flow ~ year | gap", &Extra { weights: Some("w"), ..Extra::default() });
    assert_eq!((design.rows, design.n_missing), (vec![0, 2, 3], 3));
    assert_eq!(design.y, [1.0, 2.5, 4.0]);
    assert_eq!(design.x, [[2002.0, 2001.0, 2001.0]]);
    assert_eq!(design.weights, Some(vec![1.0; 3]));
    assert_eq!(design.factors, [Factor { codes: vec![0, 1, 0], n_levels: 2 }]);
}

#[test]
fn a_logarithm_that_is_not_defined_is_missing() {
    let design = built("log(flow) ~ log(dist)", &Extra::default());
    assert_eq!((design.rows, design.n_missing), (vec![0, 2, 5], 3));
    assert_eq!(design.y, [0.0, 2.5_f64.ln(), 3.0_f64.ln()]);
    assert_eq!(design.x_names, [INTERCEPT, "log(dist)"]);
    assert_eq!(design.x, [[1.0; 3], [0.0; 3]]);
}

#[test]
fn text_becomes_indicators_as_in_r() {
    check_names("w ~ income", &[INTERCEPT, "income::low", "income::mid"]);
    check_names("w ~ income | year", &["income::low", "income::mid"]);
    check_names("w ~ income + side - 1", &["income::high", "income::low", "income::mid", "side::b"]);
    check_names("w ~ dist:side", &[INTERCEPT, "dist:side::a", "dist:side::b"]);
    check_names("w ~ dist*side", &[INTERCEPT, "dist", "side::b", "dist:side::b"]);
    check_names("w ~ side*gap", &[INTERCEPT, "side::b", "gap::y", "side::b:gap::y"]);
    check_names(
        "w ~ side:gap",
        &[INTERCEPT, "side::a:gap::x", "side::a:gap::y", "side::b:gap::x", "side::b:gap::y"],
    );
    let x = built("dist ~ year:side", &Extra::default()).x;
    assert_eq!(x[2], [2002.0, 0.0, 0.0, 0.0, 2001.0, 0.0]);
    // "high" stands only in the row that is left out.
    let mut table = table();
    table.insert("flow", Column::Numbers(vec![1.0, 1.0, NAN, 1.0, 1.0, 1.0]));
    let design =
        design(&table, &read("flow ~ income"), &Extra::default(), Family::Gaussian).expect("a design");
    assert_eq!(design.x_names, [INTERCEPT, "income::mid"]);
}

#[test]
fn groupings_are_coded_by_value_and_crossed() {
    let cross = [["side", "year"].map(str::to_owned).to_vec()];
    let design = built("dist ~ 1 | year + side^year^gap", &Extra { clusters: &cross, ..Extra::default() });
    assert_eq!(design.rows, [0, 2, 3, 4, 5]);
    assert_eq!(design.factors[0], Factor { codes: vec![1, 0, 0, 0, 0], n_levels: 2 });
    // b2002, a2001, a2001, b2001, a2001, numbered by side in order of appearance
    assert_eq!(design.clusters, [Factor { codes: vec![0, 2, 2, 1, 2], n_levels: 3 }]);
    assert_eq!(design.factors[1], Factor { codes: vec![0, 2, 3, 1, 3], n_levels: 4 });
    assert_eq!(design.factor_names, ["year", "side^year^gap"]);
    assert_eq!(design.cluster_names, ["side^year"]);
    let table = table();
    assert_eq!(level_label(&table, &cross[0], 0).as_deref(), Some("b^2002"));
    assert_eq!(level_label(&table, &["gap".to_owned()], 1), None);
    assert_eq!(level_label(&table, &cross[0], 9), None);
}

#[test]
fn numbers_of_any_kind_can_group() {
    let mut table = Table::new(5);
    table.insert("y", Column::Numbers(vec![1.0; 5]));
    table.insert("wide", Column::Numbers(vec![9e15, -3.0, 9e15, 7.0, -3.0]));
    table.insert("fraction", Column::Numbers(vec![0.5, -0.0, 0.0, -2.5, 0.5]));
    let formula = read("y ~ 1 | wide + fraction");
    let design = design(&table, &formula, &Extra::default(), Family::Poisson).expect("a design");
    assert_eq!(design.factors[0], Factor { codes: vec![2, 0, 2, 1, 0], n_levels: 3 });
    assert_eq!(design.factors[1], Factor { codes: vec![2, 1, 1, 0, 2], n_levels: 3 });
}

#[test]
fn unknown_columns_are_all_named() {
    let formula = read("flwo ~ log(Dist) + zzz | side^yaer");
    let extra = Extra { weights: Some("weight"), ..Extra::default() };
    let errors = design(&table(), &formula, &extra, Family::Poisson).expect_err("unknown columns");
    let found: Vec<_> = errors
        .iter()
        .map(|error| match error {
            Error::UnknownColumn { name, nearest, at, .. } => {
                (name.as_str(), nearest.as_deref(), at.as_ref().map(|at| &at.text[at.start..at.end]))
            }
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(
        found,
        [
            ("flwo", Some("flow"), Some("flwo")),
            ("Dist", Some("dist"), Some("Dist")),
            ("zzz", None, Some("zzz")),
            ("yaer", Some("year"), Some("yaer")),
            ("weight", Some("w"), None),
        ]
    );
}

#[test]
fn values_without_a_meaning_are_errors() {
    let none = Extra::default();
    check_errors(
        "side ~ log(gap) + big + log(big)",
        &none,
        Family::Gaussian,
        &[
            "column \"side\" holds text (such as \"b\", \"a\"), and the response must be a number",
            "column \"gap\" holds text (such as \"x\", \"y\"), and the argument of log() must be a number",
            "column \"big\" is infinite in row 3",
        ],
    );
    check_errors("signed ~ 1", &none, Family::Poisson, &["the response \"signed\" is negative in rows 2, 7"]);
    check_errors(
        "log(flow) ~ 1",
        &none,
        Family::Poisson,
        &["the response of a Poisson model is log(flow), but the model has the logarithm in it already"],
    );
    let extra = Extra { weights: Some("signed"), frequency_weights: Some("n"), offset: Some("side"), ..none };
    check_errors(
        "flow ~ 1",
        &extra,
        Family::Poisson,
        &[
            "the weight \"signed\" is negative in rows 2, 7",
            "the frequency weight \"n\" is no whole number from 0 on in rows 4, 6",
            "column \"side\" holds text (such as \"b\", \"a\"), and the offset must be a number",
        ],
    );
}

#[test]
fn a_text_of_many_levels_is_no_regressor() {
    let n = 20_000;
    let mut table = Table::new(n);
    table.insert("y", Column::Numbers(vec![1.0; n]));
    table.insert("id", Column::Labels(Labels::from_texts((0..n).map(|row| row.to_string()))));
    let formula = read("y ~ id");
    let errors = design(&table, &formula, &Extra::default(), Family::Poisson).expect_err("too many levels");
    assert_eq!(errors, [Error::TooManyLevels { term: "id".to_owned(), n_columns: n }]);
}

#[test]
fn terms_are_evaluated_on_every_row() {
    let terms = crate::formula::parse_terms("log(flow) + gap").expect("terms");
    let columns = evaluate(&table(), &terms).expect("columns");
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["log(flow)", "gap::y"]);
    assert!(columns[0].1[1].is_nan() && columns[0].1[4].is_nan() && columns[0].1[0] == 0.0);
    assert!(columns[1].1[1].is_nan());
    assert_eq!(columns[1].1[2..], [1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn no_complete_row_is_a_design_without_rows() {
    let mut table = table();
    table.insert("flow", Column::Numbers(vec![NAN; 6]));
    let formula = read("flow ~ income | year + side^year");
    let design = design(&table, &formula, &Extra::default(), Family::Poisson).expect("a design");
    assert_eq!((design.rows.len(), design.n_missing, design.x.len()), (0, 6, 0));
}
