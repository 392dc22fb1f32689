//! The tables of kinds hold together.

use std::collections::BTreeSet;
use std::path::Path;

use register::kind::{Form, Halves, Kind, Owner, Role};
use register::kinds::ALL;
use register::related::Related;

/// Asserts that all items differ.
#[track_caller]
fn unique<'a>(what: &str, items: impl IntoIterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for item in items {
        assert!(seen.insert(item), "{what}: {item} stands there twice");
    }
}

#[test]
fn names_are_unique() {
    unique("names", ALL.iter().map(|kind| kind.name));
    unique("plurals", ALL.iter().map(|kind| kind.plural));
    unique("prefixes", ALL.iter().map(|kind| kind.prefix));
    for kind in ALL {
        unique(kind.name, kind.fields.iter().map(|field| field.name));
        unique(kind.name, kind.states.iter().copied());
        for other in ALL.iter().filter(|other| other.name != kind.name) {
            assert_ne!(kind.name, other.plural, "a name is no other kind's plural");
        }
    }
}

#[test]
fn choices_have_no_duplicates() {
    for kind in ALL {
        for field in kind.fields {
            if let Form::Choice(words) | Form::Choices(words) = field.form {
                assert!(words.len() > 1, "{}.{} leaves no choice", kind.name, field.name);
                unique(field.name, words.iter().copied());
            }
        }
    }
}

#[test]
fn references_name_kinds_that_exist() {
    for kind in ALL {
        for field in kind.fields {
            if let Form::Ref(kinds) | Form::Refs(kinds) = field.form {
                unique(field.name, kinds.iter().copied());
                for name in kinds {
                    assert!(register::kind::kind(name).is_some(), "{}.{}: {name}", kind.name, field.name);
                }
            } else {
                assert!(!field.thread && !field.owns, "{}.{} names no entry", kind.name, field.name);
            }
        }
    }
}

#[test]
fn rows_lead_from_states_to_states_and_write_fields_that_exist() {
    for kind in ALL {
        for row in kind.rows {
            let of = format!("{} {}", kind.name, row.act);
            assert!(!row.from.is_empty(), "{of}");
            unique(&of, row.from.iter().copied());
            for state in row.from.iter().copied().chain([row.to]) {
                assert!(kind.state(state).is_some(), "{of}: no state {state}");
            }
            for field in row.writes {
                assert!(kind.field(field).is_some(), "{of}: no field {field}");
            }
        }
        let marked =
            kind.inside.iter().chain(kind.unpublished).chain(kind.amends.iter().flat_map(|a| a.states));
        for state in marked {
            assert!(kind.state(state).is_some(), "{}: no state {state}", kind.name);
        }
        let both = kind.inside.iter().find(|state| kind.unpublished.contains(state));
        assert_eq!(both, None, "{}: seen by the own side, or by both", kind.name);
    }
}

#[test]
fn an_act_from_a_state_has_one_row() {
    for kind in ALL {
        for state in kind.states {
            let acts = kind.rows.iter().filter(|row| row.from.contains(state)).map(|row| row.act);
            unique(&format!("{} while {state}", kind.name), acts);
        }
    }
}

/// Verbs of the command line that every kind has; a row of the same name could not be reached.
const VERBS: &[&str] =
    &["new", "create", "amend", "translate", "take_back_half", "review_text", "authenticate_text"];

#[test]
fn no_act_is_named_like_what_every_entry_has() {
    for kind in ALL {
        for row in kind.rows {
            assert!(!VERBS.contains(&row.act), "{} {}", kind.name, row.act);
        }
    }
}

#[test]
fn every_state_is_reached_from_the_first() {
    for kind in ALL {
        let mut reached = BTreeSet::from([kind.first_state()]);
        for _ in kind.states {
            let rows = kind.rows.iter().filter(|row| row.from.iter().any(|from| reached.contains(from)));
            let next: Vec<_> = rows.map(|row| row.to).collect();
            reached.extend(next);
        }
        assert_eq!(reached, kind.states.iter().copied().collect(), "{}", kind.name);
    }
}

#[test]
fn what_belongs_to_a_side_says_which() {
    for kind in ALL {
        let named = kind.field("side").is_some();
        assert_eq!(named, kind.owner == Owner::Named, "{}", kind.name);
    }
}

#[test]
fn only_internal_kinds_are_for_one_side_and_none_of_them_is_joint() {
    let internal = ALL.iter().filter(|kind| kind.visibility == register::kind::Visibility::Side);
    let internal: Vec<&&Kind> = internal.collect();
    assert_eq!(internal.iter().map(|kind| kind.name).collect::<Vec<_>>(), ["user", "action_item", "note"]);
    for kind in internal {
        assert!(kind.owner != Owner::Joint, "{}", kind.name);
        let sided = kind.field("side").is_none_or(|side| side.required);
        assert!(sided, "{} without a side would be seen by both", kind.name);
    }
}

#[test]
fn administrators_take_no_act_of_the_mechanism() {
    for kind in ALL {
        let rows = kind.rows.iter().map(|row| (row.act, row.who));
        let all = rows.chain([("create", kind.creates)]).chain(kind.amends.iter().map(|a| ("amend", a.who)));
        for (act, who) in all.filter(|(_, who)| who.iter().any(|who| who.role == Role::Administrator)) {
            let theirs = matches!(
                (kind.name, act),
                ("user" | "key", _) | ("mechanism", "amend") | ("person", "erase")
            );
            assert!(theirs, "an administrator may {act} {} with {who:?}", kind.name);
        }
    }
}

#[test]
fn whoever_acts_on_what_names_his_own_can_be_named() {
    for (role, owner) in [(Role::RegionOfficer, "region"), (Role::Organisation, "organisation")] {
        for kind in ALL {
            let rows = kind.rows.iter().map(|row| row.who);
            let mut all =
                rows.chain([kind.creates]).chain(kind.amends.iter().map(|amend| amend.who)).flatten();
            let acts = all.any(|who| who.role == role);
            let named = kind.fields.iter().any(|field| match field.form {
                Form::Ref(kinds) | Form::Refs(kinds) => {
                    field.owns && (kinds.is_empty() || kinds.contains(&owner))
                }
                _ => false,
            });
            assert!(named || !acts, "{} names no {owner}, so {role:?} never acts on it", kind.name);
        }
    }
}

/// What the mechanism has both sides confirm.
const BINDING: &[(&str, &str)] = &[
    ("session", "confirm"),
    ("session", "postpone"),
    ("session", "cancel"),
    ("minutes", "adopt"),
    ("minutes", "amend_by_protocol"),
    ("decision", "take"),
    ("decision", "supersede"),
    ("project", "agree"),
    ("project", "suspend"),
    ("project", "cancel"),
    ("project", "complete"),
    ("change_request", "agree"),
    ("result", "settle"),
    ("commitment", "postpone"),
    ("commitment", "release"),
    ("instrument", "sign"),
    ("common_element", "confirm"),
];

#[test]
fn what_binds_both_sides_needs_both() {
    for (name, act) in BINDING {
        let kind = register::kind::kind(name).unwrap();
        let rows: Vec<_> = kind.rows.iter().filter(|row| row.act == *act).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.halves == Halves::Both), "{name} {act}");
    }
    for kind in ALL {
        for row in kind.rows.iter().filter(|row| row.halves == Halves::Both) {
            let sides_can =
                row.who.iter().all(|who| kind.owner == Owner::Joint || who.role != Role::Administrator);
            assert!(sides_can && !row.who.is_empty(), "{} {}", kind.name, row.act);
        }
    }
}

/// Fields that the code of the register and of its views reads by name, with the kind that must have them.
const READ_BY_NAME: &[(&str, &[&str])] = &[
    ("agenda_item", &["number", "first_number", "carried_from"]),
    ("bulletin", &["joint"]),
    ("change_request", &["project", "region", "changes", "project_state"]),
    ("claim", &["about", "property"]),
    ("commitment", &["due"]),
    ("action_item", &["due"]),
    ("milestone", &["due"]),
    ("interest", &["partner_profile"]),
    ("key", &["public"]),
    ("minutes", &["session"]),
    ("opinion", &["recommendation", "answer", "of_version", "text"]),
    ("person", &["public_office", "side"]),
    ("point", &["number", "strategy"]),
    ("post", &["person", "office"]),
    (
        "project",
        &["number", "start", "end", "report_every", "parties", "organisations", "fields", "title", "text"],
    ),
    (
        "recommendation",
        &["authors", "fields", "partners", "organisations", "merged_into", "session", "number"],
    ),
    ("report", &["project", "start", "end", "due", "regions", "organisations", "text", "documents"]),
    ("result", &["confirmed_on", "kept_on"]),
    ("session", &["start", "end"]),
    ("statement", &["session"]),
    ("user", &["roles", "regions", "organisation", "reviews", "token", "side"]),
];

#[test]
fn fields_that_are_read_by_name_exist() {
    for (name, fields) in READ_BY_NAME {
        let kind = register::kind::kind(name).expect(name);
        for field in *fields {
            assert!(kind.field(field).is_some(), "{name} has no {field}");
        }
    }
    for field in register::kinds::projects::CHANGEABLE {
        assert!(register::kinds::projects::PROJECT.field(field).is_some(), "{field}");
    }
}

/// Calls that read a field by its name.
const READERS: &[&str] = &[
    ".plain(\"",
    ".items(\"",
    ".date(\"",
    ".flag(\"",
    ".reference(\"",
    ".references(\"",
    ".texts(\"",
    "fields.get(\"",
];

#[test]
fn every_field_that_code_reads_by_name_is_some_kinds() {
    let mut n_read = 0;
    for folder in ["src", "../store/src", "../store/src/views"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            for reader in READERS {
                for name in
                    text.split(reader).skip(1).filter_map(|rest| rest.split_once('"')).map(|found| found.0)
                {
                    let known = ALL.iter().any(|kind| kind.field(name).is_some());
                    assert!(known, "{}: no kind has a field {name}", file.display());
                    n_read += 1;
                }
            }
        }
    }
    assert!(n_read > 50, "fields are read by name in other words: {n_read}");
}

#[test]
fn nothing_is_found_where_nothing_was_fetched() {
    assert!(Related::default().find("project/P-1").is_none());
    assert!(Related::default().find("no address").is_none());
}
