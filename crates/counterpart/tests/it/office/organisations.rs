//! Organisations match by identifier first, then by name: an import makes no second copy.

use serde_json::json;

use super::desk::Office;

/// A register of staff with three organisations of side A, and a chamber on each side.
fn office() -> Office {
    let office = Office::staffed();
    office.write(
        "organisations.csv",
        "key,title.en,title.zh,type,codes,region,url\n\
         ORG-1,Hubei Steel,湖北钢铁,enterprise,USCC:91420000000000001A; LEI:AAA,CN-HB,\n\
         ORG-2,Agricultural University,,university,ROR:01,CN-HB,\n\
         ORG-3,Chamber of Commerce,,chamber,,,\n",
    );
    office.done("a-secretariat", "import organisations organisations.csv");
    office.write("organisations.csv", "key,title.en,type\nORG-9,Chamber of Commerce,chamber\n");
    let summary = office.json("b-secretariat", "import organisations organisations.csv");
    assert_eq!(summary["n_created"], 1, "both sides have a chamber of commerce: {summary}");
    office
}

/// What an import of one row by the secretariat of side A says.
fn import(office: &Office, row: &str) -> serde_json::Value {
    office.write("row.csv", format!("key,title.en,type,codes,region,url\n{row}\n"));
    office.json("a-secretariat", "import organisations row.csv")
}

#[test]
fn one_identifier_in_common_is_enough() {
    let office = office();
    let summary =
        import(&office, "STEEL,Hubei Iron and Steel,enterprise,LEI:AAA,CN-HB,https://steel.example");
    assert_eq!((&summary["n_created"], &summary["n_changed"]), (&json!(0), &json!(1)));
    assert_eq!(
        summary["matched"],
        json!([{ "key": "STEEL", "entry": "organisation/ORG-1", "by": "identifier" }])
    );
    let steel = office.json("", "show organisation/ORG-1");
    assert_eq!(steel["fields"]["url"], "https://steel.example");
    assert_eq!(steel["fields"]["title"]["en"]["text"], "Hubei Iron and Steel");
    assert!(office.refused("", "show organisation/STEEL").contains("there is no organisation/STEEL"));
    let said = office.done("a-secretariat", "import organisations row.csv");
    assert!(said.contains("STEEL is ORG-1 already, by its identifier"), "{said}");
    assert!(said.contains("New: 0. Changed: 0. As they were: 1."), "the second time changes nothing: {said}");
}

#[test]
fn a_name_matches_on_the_same_side_and_in_no_other_region() {
    let office = office();
    let matched = |row: &str| import(&office, row)["matched"][0]["entry"].clone();
    assert_eq!(matched("X-1,  hubei STEEL ,enterprise,,,"), "organisation/ORG-1");
    assert_eq!(matched("X-2,Chamber of Commerce,chamber,,,"), "organisation/ORG-3", "that of side A");
    assert_eq!(
        matched("X-3,Agricultural University,university,,CN-AH,"),
        json!(null),
        "that of another region"
    );
    assert_eq!(matched("X-4,Hubei Steel,enterprise,LEI:BBB,CN-HB,"), json!(null), "another identifier");
    assert_eq!(matched("X-5,Hubei,enterprise,,,"), json!(null), "part of a name is no name");
}

#[test]
fn what_may_be_two_organisations_is_asked_back() {
    let office = office();
    import(&office, "ORG-4,Agricultural University,university,,CN-AH,");
    office.write("row.csv", "key,title.en,type\nX-1,Agricultural University,university\n");
    let message = office.refused("a-secretariat", "import organisations row.csv");
    assert!(message.contains("X-1 may be any of several organisations"), "{message}");
    assert!(
        message.contains("organisation/ORG-2, organisation/ORG-4") && message.contains("row 2"),
        "{message}"
    );
}

#[test]
fn a_file_with_one_organisation_under_two_keys_is_refused() {
    let office = office();
    office.write(
        "row.csv",
        "key,title.en,type,codes\nX-1,Port,enterprise,LEI:CCC\nX-2,The Port,enterprise,LEI:CCC\n",
    );
    let message = office.refused("a-secretariat", "import organisations row.csv");
    assert!(message.contains("X-2 is organisation/X-1, and stands in the file twice"), "{message}");
    assert!(message.contains("row 2 as well") && message.contains("row 3"), "{message}");
}

#[test]
fn what_is_matched_is_changed_by_its_own_side_only() {
    let office = office();
    office.write("row.csv", "key,title.en,type,codes\nX-1,Steel,enterprise,LEI:AAA\n");
    let message = office.refused("b-secretariat", "import organisations row.csv");
    assert!(message.contains("may not amend organisation/ORG-1"), "{message}");
}
