use super::*;

#[track_caller]
fn check(text: &str, canonical: &str) {
    let formula = Formula::parse(text).expect("it is in the notation");
    assert_eq!(formula.to_string(), canonical);
    let again = Formula::parse(canonical).expect("the canonical form is in the notation");
    assert_eq!(again, Formula { text: canonical.to_owned(), ..formula });
}

/// The faults of a text with the text under each, as `fault @ text`.
#[track_caller]
fn check_faults<T: fmt::Debug>(parsed: Result<T, Vec<Error>>, expected: &[(Fault, &str)]) {
    let errors = parsed.expect_err("it is not in the notation");
    let found: Vec<(Fault, &str)> = errors
        .iter()
        .map(|error| match error {
            Error::Formula { fault, at } => (fault.clone(), &at.text[at.start..at.end]),
            other => panic!("{other} is no fault of a formula"),
        })
        .collect();
    assert_eq!(found, expected);
}

fn stray(sign: &str) -> Fault {
    Fault::StrayOperator(sign.to_owned())
}

#[test]
fn formulas_of_the_field_are_read() {
    check("flow~log(distance_km)+contiguous", "flow ~ log(distance_km) + contiguous");
    check("log(flow) ~ a | i^t+j ^ t + i^j^t", "log(flow) ~ a | i^t + j^t + i^j^t");
    check("y ~ fta:income", "y ~ fta:income");
    check("y ~ log(x):z + z:log(x)", "y ~ log(x):z");
    check("y ~ a*b + c", "y ~ a + b + a:b + c");
    check("y ~ a*b*c", "y ~ a + b + c + a:b + a:c + b:c + a:b:c");
    check("y ~ a*b:c", "y ~ a + b:c + a:b:c");
    check("y ~ (a + b):c", "y ~ a:c + b:c");
    check("y ~ ((a))", "y ~ a");
    check("y ~ a + a + b:a + a:b + a:a", "y ~ a + b:a");
    check("y ~ a | i + i + j^i + i^j + i^i", "y ~ a | i + j^i");
    check("y.1 ~ _x + 距离 + длина", "y.1 ~ _x + 距离 + длина");
    check("`a flow` ~ log(`1st`) | `a b`^c", "`a flow` ~ log(`1st`) | `a b`^c");
    check("y ~ log + `x`", "y ~ log + x");
}

#[test]
fn the_intercept_follows_the_fixed_effects() {
    check("y ~ 1", "y ~ 1");
    check("y ~ 1 + a", "y ~ a");
    check("y ~ 0 + a", "y ~ a - 1");
    check("y ~ -1 + a", "y ~ a - 1");
    check("y ~ a - 1", "y ~ a - 1");
    check("y ~ a - 1 + 1", "y ~ a");
    check("y ~ a - 1 | i", "y ~ a | i");
    check("y ~ 1 | i", "y ~ 1 | i");
    check("y ~ 0 | i", "y ~ 1 | i");
    check("y ~ a | 0", "y ~ a");
    check("y ~ a | 1", "y ~ a");
}

#[test]
fn brackets_are_pointed_at() {
    check_faults(Formula::parse("y ~ log(x + a"), &[(Fault::UnclosedBracket, "(")]);
    check_faults(
        Formula::parse("y ~ log(x)) + (a"),
        &[(Fault::UnopenedBracket, ")"), (Fault::UnclosedBracket, "(")],
    );
    check_faults(
        Formula::parse("y ~ (a | i)"),
        &[(Fault::UnclosedBracket, "("), (Fault::UnopenedBracket, ")")],
    );
    check_faults(Formula::parse("y ~ `a"), &[(Fault::UnclosedBacktick, "`")]);
}

#[test]
fn missing_sides_are_said() {
    check_faults(Formula::parse("y + x"), &[(Fault::NoTilde, "y + x")]);
    check_faults(Formula::parse(""), &[(Fault::NoTilde, "")]);
    check_faults(Formula::parse("y ~ a ~ b"), &[(Fault::SecondTilde, "~")]);
    check_faults(Formula::parse("~ a"), &[(Fault::NoResponse, "")]);
    check_faults(Formula::parse("y ~"), &[(Fault::NoRegressors, "")]);
    check_faults(Formula::parse("y ~ | i"), &[(Fault::NoRegressors, "")]);
    check_faults(Formula::parse("y ~ a |"), &[(Fault::NoGrouping, "")]);
    check_faults(Formula::parse("y ~ ()"), &[(Fault::NoRegressors, ")")]);
    check_faults(Formula::parse("y ~ 0"), &[(Fault::NothingToEstimate, " 0")]);
    check_faults(Formula::parse("y ~ a | i | z ~ w"), &[(Fault::SecondBar, "|"), (Fault::SecondTilde, "~")]);
    check_faults(Formula::parse("y | i ~ a"), &[(Fault::BarBeforeTilde, "|")]);
}

#[test]
fn the_response_is_one_column() {
    check_faults(Formula::parse("y + z ~ a"), &[(Fault::Response, "y + z")]);
    check_faults(Formula::parse("y:z ~ a"), &[(Fault::Response, "y:z")]);
    check_faults(Formula::parse("(y + z) ~ a"), &[(Fault::Response, "(y + z)")]);
    check_faults(Formula::parse("exp(y) ~ a"), &[(Fault::UnknownFunction("exp".to_owned()), "exp")]);
    check_faults(Formula::parse("1 ~ a"), &[(Fault::Number("1".to_owned()), "1")]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    check_faults(
        Formula::parse("y ~ exp(a) + log(b + c) + d e + 2 - f | i:j + g(k) + 3 + l"),
        &[
            (Fault::UnknownFunction("exp".to_owned()), "exp"),
            (Fault::LogArgument, "b + c"),
            (Fault::NoOperator, "e"),
            (Fault::Number("2".to_owned()), "2"),
            (Fault::OnlyInterceptRemoved, "f"),
            (Fault::NotInGrouping(":".to_owned()), ":"),
            (Fault::NotInGrouping("(".to_owned()), "("),
            (Fault::Number("3".to_owned()), "3"),
        ],
    );
    check_faults(
        Formula::parse("y ~ (a + exp(b)):c + 1:d + (1 + e)"),
        &[
            (Fault::UnknownFunction("exp".to_owned()), "exp"),
            (Fault::Number("1".to_owned()), "1"),
            (Fault::Number("1".to_owned()), "1"),
        ],
    );
    check_faults(
        Formula::parse("y ~ a^b + log()"),
        &[(Fault::CaretInRegressors, "^"), (Fault::LogArgument, "")],
    );
    check_faults(
        Formula::parse("y ~ a / b [c] ＋ d"),
        &[
            (Fault::Character('/'), "/"),
            (Fault::Character('['), "["),
            (Fault::Character(']'), "]"),
            (Fault::Character('＋'), "＋"),
        ],
    );
}

#[test]
fn operators_need_something_on_both_sides() {
    check_faults(Formula::parse("y ~ + a"), &[(stray("+"), "+")]);
    check_faults(Formula::parse("y ~ a +"), &[(stray("+"), "+")]);
    check_faults(Formula::parse("y ~ a + + b"), &[(stray("+"), "+")]);
    check_faults(Formula::parse("y ~ a -"), &[(stray("-"), "-")]);
    check_faults(Formula::parse("y ~ a: + b*"), &[(stray("+"), "+"), (stray("*"), "*")]);
    check_faults(Formula::parse("y ~ a | i + "), &[(stray("+"), "+")]);
    check_faults(Formula::parse("y ~ a | i^ + j"), &[(stray("+"), "+")]);
    check_faults(Formula::parse("y ~ a | i j"), &[(Fault::NoOperator, "j")]);
}

#[test]
fn accidents_do_not_fill_the_memory() {
    let deep = format!("y ~ {}a{}", "(".repeat(10_000), ")".repeat(10_000));
    let errors = Formula::parse(&deep).expect_err("too deep");
    assert!(matches!(&errors[..], [Error::Formula { fault: Fault::TooDeep, .. }]));
    let many: Vec<String> = (0..40).map(|i| format!("x{i}")).collect();
    let errors = Formula::parse(&format!("y ~ {}", many.join("*"))).expect_err("too many");
    assert!(matches!(&errors[..], [Error::Formula { fault: Fault::TooManyTerms(_), .. }]));
}

#[test]
fn parts_are_read_alone() {
    let terms = parse_terms("log(distance_km) + contiguous").expect("terms");
    assert_eq!(terms.iter().map(ToString::to_string).collect::<Vec<_>>(), ["log(distance_km)", "contiguous"]);
    check_faults(parse_terms("a ~ b"), &[(Fault::Character('~'), "~")]);
    check_faults(parse_terms("1 + a"), &[(Fault::Number("1".to_owned()), "1")]);
    check_faults(parse_terms(" "), &[(Fault::NoRegressors, "")]);
    assert_eq!(parse_cross("origin^destination").expect("a cross"), ["origin", "destination"]);
    check_faults(parse_cross("a + b"), &[(Fault::NotInGrouping("+".to_owned()), "+")]);
    check_faults(parse_cross(""), &[(Fault::NoGrouping, "")]);
    check_faults(parse_cross("1"), &[(Fault::NoGrouping, "1")]);
}

#[test]
fn a_name_is_found_in_the_text() {
    let formula = Formula::parse("y ~ log(dist) | i^t").expect("a formula");
    let span = formula.span_of("t").expect("it is named");
    assert_eq!(&span.text[span.start..span.end], "t");
    assert_eq!((span.start, formula.span_of("u")), (18, None));
}
