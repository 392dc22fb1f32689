//! Tables as people make them, through `import`: read rightly, or refused with everything that is wrong.

use super::desk::Office;

/// A register of staff with one field of cooperation.
fn office() -> Office {
    let office = Office::staffed();
    office.done("a-secretariat", r#"field new F --set "title.en=Trade""#);
    office
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let office = office();
    office.write(
        "projects.csv",
        "key,title.en,parties,fields,start,report_every,visibility\n\
         P-1,Train,CN-HB,F,2026-05-14,quarter,public\n\
         P-2,,CN-HB; XX-1,F,soon,weekly,everybody\n\
         P 3,Bridge,CN-HB,F,2026-13-01,,\n\
         P-1,Train again,CN-HB,F,,,\n\
         ,Ferry,CN-HB,G,03/04/2026,,\n",
    );
    let before = office.done("", "audit head");
    insta::assert_snapshot!(office.refused("a-secretariat", "import projects projects.csv"));
    assert_eq!(office.done("", "audit head").len(), before.len());
    assert!(office.json("a-secretariat", "export projects").as_array().is_some_and(Vec::is_empty));
}

#[test]
fn a_heading_that_nobody_knows_is_refused_with_a_likely_one() {
    let office = office();
    office.write("fields.csv", "key,titel.en\nG,Culture\n");
    let message = office.refused("a-secretariat", "import fields fields.csv");
    assert!(message.contains(r#"no column of fields is called "titel.en""#), "{message}");
    assert!(message.contains("title"), "{message}");
    assert!(message.contains("--map"), "{message}");
    office.write("map.toml", "[columns]\n\"titel.en\" = \"title.en\"\n");
    assert_eq!(office.json("a-secretariat", "import fields fields.csv --map map.toml")["n_created"], 1);
    assert!(office.done("", "search Culture").contains("G  Culture"));
}

#[test]
fn a_rehearsal_writes_nothing() {
    let office = office();
    office.write("fields.csv", "key,title.en\nG,Culture\nF,Commerce\n");
    let everything = || {
        let exports = register::kinds::ALL
            .iter()
            .map(|kind| office.done("admin-a", &format!("export {}", kind.plural)));
        (exports.collect::<String>(), office.json("", "audit head")["hash"].clone())
    };
    let before = everything();
    let said = office.done("a-secretariat", "import fields fields.csv --dry-run");
    assert!(said.contains("New: 1. Changed: 1.") && said.contains("nothing was written"), "{said}");
    assert_eq!(everything(), before);
    let said = office.done("a-secretariat", "import fields fields.csv");
    assert!(said.contains("New: 1. Changed: 1.") && !said.contains("nothing was written"), "{said}");
    let said = office.done("a-secretariat", "import fields fields.csv");
    assert!(said.contains("New: 0. Changed: 0. As they were: 2."), "{said}");
}

#[test]
fn an_import_obeys_permissions_row_by_row() {
    let office = office();
    office.write(
        "regions.csv",
        "key,title.en,side,level\nCN-HN,Hunan,a,province\nRU-SAM,Samara,b,federal_subject\n",
    );
    let message = office.refused("a-secretariat", "import regions regions.csv");
    assert!(message.contains("row 3") && !message.contains("row 2"), "{message}");
    assert!(message.contains("the secretariat of its own side"), "{message}");
    assert!(office.refused("", "show region/CN-HN").contains("there is no region/CN-HN"), "all rows or none");
    office.write("users.csv", "key,name,side,roles\nb-spy,Spy,b,secretariat\n");
    let message = office.refused("admin-a", "import users users.csv");
    assert!(message.contains("the administrator of its own side"), "{message}");
}

#[test]
fn a_column_of_states_walks_with_the_halves_of_both_sides() {
    let office = office();
    office.write(
        "decisions.csv",
        "key,title.en,text.en,level,state\nDEC-1,Train,It runs.,mechanism,taken\nDEC-2,Bridge,Later.,mechanism,proposed\n",
    );
    let first = office.json("a-secretariat", "import decisions decisions.csv");
    assert_eq!((&first["n_created"], &first["n_acts"]), (&2.into(), &1.into()));
    assert_eq!(first["waiting"], serde_json::json!(["decision/DEC-1"]));
    assert_eq!(office.json("a-chair", "show decision/DEC-1")["state"], "proposed");
    let again = office.json("a-secretariat", "import decisions decisions.csv");
    assert_eq!((&again["n_changed"], &again["n_acts"]), (&0.into(), &0.into()), "its half is given already");
    let second = office.json("b-secretariat", "import decisions decisions.csv");
    assert_eq!((&second["n_unchanged"], &second["n_acts"]), (&2.into(), &1.into()));
    assert_eq!(office.json("", "show decision/DEC-1")["state"], "taken");
    office.write("decisions.csv", "key,state\nDEC-2,withdrawn\n");
    let message = office.refused("b-secretariat", "import decisions decisions.csv");
    assert!(message.contains("needs a reason") && message.contains("row 2"), "{message}");
    office.write("decisions.csv", "key,state,reason\nDEC-2,withdrawn,Too early\n");
    office.done("b-secretariat", "import decisions decisions.csv");
    office.write("decisions.csv", "key,state\nDEC-1,proposed\n");
    let message = office.refused("b-secretariat", "import decisions decisions.csv");
    assert!(message.contains("decision/DEC-1 is taken: there is no way"), "{message}");
}

#[test]
fn a_walk_stops_where_the_user_may_not_go() {
    let office = office();
    office.write("projects.csv", "key,title.en,parties,fields,state\nP-1,Train,CN-HB,F,agreed\n");
    let message = office.refused("a-secretariat", "import projects projects.csv");
    assert!(message.contains("may not agree project/P-1"), "{message}");
    assert!(message.contains("the co-chair's office of its own side"), "{message}");
}

#[test]
fn what_begins_like_a_formula_stays_a_text() {
    let office = office();
    for (k, text) in ["=1+1", "+7 495", "-", "@SUM(A1)"].into_iter().enumerate() {
        office.done("a-secretariat", &format!(r#"field new X{k} --set "title.en={text}""#));
    }
    let csv = office.done("a-secretariat", "export fields");
    for text in ["'=1+1", "'+7 495", "'-", "'@SUM(A1)"] {
        assert!(csv.contains(text), "{text} is not harmless:\n{csv}");
    }
    office.write("fields.csv", csv);
    assert_eq!(office.json("a-secretariat", "import fields fields.csv")["n_unchanged"], 5);
}
