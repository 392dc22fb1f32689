//! One session from its first draft to a result that both sides confirmed, as people type and read it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::desk::Office;

/// Who types what; what a person reads is kept beside it, in each language.
const STORY: &str = include_str!("story.txt");

#[test]
fn a_session_can_be_kept_in_english() {
    insta::assert_snapshot!(Office::staffed().play(STORY, "--lang en"));
}

#[test]
fn a_session_can_be_kept_in_chinese() {
    insta::assert_snapshot!(Office::staffed().play(STORY, "--lang zh"));
}

#[test]
fn a_session_can_be_kept_in_russian() {
    insta::assert_snapshot!(Office::staffed().play(STORY, "--lang ru"));
}

#[test]
fn programs_read_json_of_an_agreed_shape() {
    let mut office = Office::staffed();
    office.play(STORY, "--lang en");
    let runs = [
        ("b-secretariat", "due --within 400d"),
        ("", "outcome SES-1"),
        ("", "plan S-1"),
        ("", "roadmap --since SES-1"),
        ("", "trace recommendation/R-1"),
        ("", "show session/SES-1"),
        ("", "show recommendation/R-1 --history"),
        ("", "search train"),
        ("", "audit show --limit 3"),
        ("", "audit verify"),
        ("", "check"),
        ("", "export projects"),
        ("b-secretariat", "remind --dry-run"),
        ("a-secretariat", r#"session new SES-2 --set "title.en=Second" --set type=council --set start=2027"#),
        ("a-secretariat", r#"text write session/SES-2 title ru "Второе""#),
        ("admin-a", "user new a-new --set name=New --set side=a --set roles=analyst"),
        ("admin-a", "key new --out a.key"),
        ("", "backup archive --unencrypted"),
    ];
    let mut shapes = String::new();
    for (user, line) in runs {
        let shape = shape(&office.json(user, line));
        let _ = writeln!(shapes, "{line}\n{}", serde_json::to_string_pretty(&shape).expect("JSON"));
    }
    insta::assert_snapshot!(shapes);
}

/// The names and types of a JSON value, whatever the values: of a list, each shape once.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "bool".into(),
        Value::Number(_) => "number".into(),
        Value::String(_) => "text".into(),
        Value::Array(items) => {
            let shapes: BTreeSet<String> = items.iter().map(|item| shape(item).to_string()).collect();
            shapes.iter().map(|shape| serde_json::from_str::<Value>(shape).expect("JSON")).collect()
        }
        Value::Object(members) => {
            members.iter().map(|(name, member)| (name.clone(), shape(member))).collect()
        }
    }
}
