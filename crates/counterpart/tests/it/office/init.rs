//! How a register begins: at a desk of side A, then at one of side B.

use super::desk::{MECHANISM, Office};

#[test]
fn without_a_terminal_init_names_every_option_that_is_missing() {
    let office = Office::empty();
    let run = office.run("", "init register");
    assert_eq!(run.code, Some(2), "it is the command that is incomplete");
    for option in ["--name", "--side-a", "--side-b", "--administrator-a", "--administrator-b"] {
        assert!(run.stderr.contains(&format!("{option} is not given")), "{option}:\n{}", run.stderr);
    }
    assert!(!office.path("register").exists(), "nothing was made");
    let run = office.run("", r#"init register --name "Two Rivers" --side-a Yangtze --administrator-b Anna"#);
    assert!(!run.stderr.contains("--name"), "{}", run.stderr);
    assert!(run.stderr.contains("--side-b is not given") && run.stderr.contains("--administrator-a"));
}

#[test]
fn codes_that_are_not_shipped_are_named_all_at_once() {
    let office = Office::empty();
    let run = office.run("", &format!("init register {MECHANISM} --members-b RU-XX,RU-TA,CN-YY"));
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("RU-XX") && run.stderr.contains("CN-YY"), "{}", run.stderr);
    assert!(run.stderr.contains("counterpart import regions"), "{}", run.stderr);
    assert!(!office.path("register").exists());
}

#[test]
fn members_come_with_names_in_three_languages() {
    let office = Office::founded();
    let regions = office.json("", "export regions");
    let keys: Vec<_> = regions.as_array().expect("a list").iter().map(|region| &region["address"]).collect();
    assert_eq!(keys, ["region/CN-HB", "region/CN-AH", "region/RU-SAR", "region/RU-TA"]);
    let title = &regions[2]["fields"]["title"];
    assert_eq!(title["ru"]["text"], "Саратовская область");
    assert!(title["zh"]["text"].as_str().is_some_and(|text| text.starts_with("萨拉托夫")), "{title}");
}

#[test]
fn a_one_time_token_is_good_for_one_time() {
    let office = Office::founded();
    office.write("stolen", std::fs::read(office.path("one-time")).expect("it was written down"));
    let message = office.refused("", "user enrol --token-file stolen --out mine.token");
    assert!(message.contains("the token is not known"), "{message}");
    assert!(!office.path("mine.token").exists(), "no token is written for who is refused");
}

#[test]
fn nothing_is_made_over_a_register() {
    let office = Office::founded();
    let before = office.done("", "audit head");
    let run = office.run("", &format!("init register {MECHANISM}"));
    assert_ne!(run.code, Some(0));
    assert!(run.stderr.contains("there is a register"), "{}", run.stderr);
    assert_eq!(number(&before), number(&office.done("", "audit head")));
}

#[test]
fn an_administrator_keeps_users_of_his_own_side_and_acts_for_nobody() {
    let office = Office::staffed();
    let message =
        office.refused("admin-a", "user new b-spy --set name=Spy --set side=b --set roles=secretariat");
    assert!(message.contains("the administrator of its own side"), "{message}");
    let message = office.refused("admin-a", "user block b-chair --reason test");
    assert!(message.contains("there is no user/b-chair"), "he does not see them: {message}");
    let message = office.refused("admin-a", r#"field new F --set "title.en=Trade""#);
    assert!(message.contains("the secretariat"), "{message}");
    office.done("admin-a", "user block a-chair --reason holidays");
    let message = office.refused("a-chair", r#"note new --set "text.en=Hello""#);
    assert!(message.contains("not active"), "{message}");
    office.done("admin-a", "user unblock a-chair");
    office.done("a-chair", r#"note new --set "text.en=Hello""#);
}

/// The number of a signed head.
fn number(head: &str) -> serde_json::Value {
    serde_json::from_str::<serde_json::Value>(head).expect("a head is JSON")["number"].clone()
}
