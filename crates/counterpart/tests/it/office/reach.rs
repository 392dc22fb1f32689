//! Every transition of the tables can be reached from the command line, and none that is not there.

use std::collections::BTreeSet;

use register::kind::Kind;

/// Kinds whose command has a name of its own.
const NAMES: &[(&str, &str)] = &[("recommendation", "rec")];

/// Kinds whose acts are subcommands, because they make tokens and keys.
const SUBCOMMANDS: &[&str] = &["user", "key"];

/// What every kind offers besides the rows of its table.
const EVERYWHERE: &[&str] = &["new", "amend", "translate", "take_back_half"];

#[test]
fn every_transition_that_somebody_may_take_is_a_verb_of_a_command() {
    for kind in register::kinds::ALL {
        let taken: BTreeSet<&str> =
            kind.rows.iter().filter(|row| !row.who.is_empty()).map(|row| row.act).collect();
        let verbs = verbs(kind);
        for act in &taken {
            assert!(verbs.contains(*act), "no command takes the act {act} of a {}", kind.name);
        }
        if !SUBCOMMANDS.contains(&kind.name) {
            let known: BTreeSet<&str> = taken.iter().chain(EVERYWHERE).copied().collect();
            let surplus: Vec<&String> = verbs.iter().filter(|verb| !known.contains(verb.as_str())).collect();
            assert!(surplus.is_empty(), "{} has verbs that no row has: {surplus:?}", kind.name);
        }
    }
}

/// The verbs that `--help` of the kind's command names, as the tables write them.
fn verbs(kind: &Kind) -> BTreeSet<String> {
    let named = NAMES.iter().find(|(name, _)| *name == kind.name).map(|(_, command)| (*command).to_owned());
    let command = named.unwrap_or_else(|| kind.name.replace('_', "-"));
    let output = crate::counterpart().args([&command, "--help"]).output().expect("the program starts");
    let help = String::from_utf8(output.stdout).expect("the help is UTF-8");
    let verbs: Vec<&str> = if SUBCOMMANDS.contains(&kind.name) {
        let list = help.split("Commands:\n").nth(1).unwrap_or_default();
        list.lines().filter_map(|line| line.split_whitespace().next()).collect()
    } else {
        let list = help.split("[possible values: ").nth(1).unwrap_or_default();
        let list = list.split(']').next().unwrap_or_default();
        list.split(',').map(str::trim).collect()
    };
    verbs.into_iter().map(|verb| verb.split_whitespace().collect::<String>().replace('-', "_")).collect()
}
