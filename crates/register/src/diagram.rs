//! The tables of kinds as documentation: fields, states, who may do what, and a diagram in Mermaid.

use std::fmt::Write as _;

use crate::error::expected;
use crate::kind::{Halves, Kind, Row, Scope, Who};

/// The page of one kind, in Markdown.
pub fn page(kind: &'static Kind) -> String {
    let mut text = format!("## {}\n\n", kind.name);
    let _ = writeln!(text, "Made by {}; in imports and exports `{}`.\n", who(kind.creates), kind.plural);
    text.push_str("| field | what it takes | |\n|---|---|---|\n");
    for field in kind.fields {
        let mut marks = Vec::new();
        marks.extend(field.required.then_some("required"));
        marks.extend(field.owns.then_some("owns the entry"));
        marks.extend(field.thread.then_some("thread"));
        marks.extend(field.personal.then_some("personal"));
        marks.extend(field.kept.then_some("written by the register"));
        let _ = writeln!(text, "| `{}` | {} | {} |", field.name, expected(field.form), marks.join(", "));
    }
    for amend in kind.amends {
        let _ = writeln!(
            text,
            "\nFields can be changed while {} by {}.",
            amend.states.join(", "),
            who(amend.who)
        );
    }
    if kind.rows.is_empty() {
        return text;
    }
    text.push_str("\n| act | from | to | who | |\n|---|---|---|---|---|\n");
    for row in kind.rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            row.act,
            row.from.join(", "),
            row.to,
            who(row.who),
            notes(row)
        );
    }
    let _ = write!(text, "\n```mermaid\n{}```\n", mermaid(kind));
    text
}

/// The state diagram of one kind.
pub fn mermaid(kind: &'static Kind) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    let _ = writeln!(text, "    [*] --> {}", kind.first_state());
    for row in kind.rows {
        for from in row.from {
            let both = if row.halves == Halves::One { "" } else { " (both sides)" };
            let _ = writeln!(text, "    {from} --> {}: {}{both}", row.to, row.act.replace('_', " "));
        }
    }
    text
}

fn who(who: &[Who]) -> String {
    if who.is_empty() {
        return "the register itself".into();
    }
    let words: Vec<String> = who
        .iter()
        .map(|who| {
            let role = who.role.code().replace('_', " ");
            match who.scope {
                Scope::Own => role,
                Scope::Other => format!("{role} of the other side"),
                Scope::Either => format!("{role} of either side"),
            }
        })
        .collect();
    words.join(", ")
}

fn notes(row: &Row) -> String {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(match row.halves {
        Halves::One => None,
        Halves::Both => Some("both sides".into()),
        Halves::BothIfJoint => Some("both sides, when it is joint".into()),
        Halves::BothIfAcross => Some("both sides, when the other entry is the other side's".into()),
    });
    notes.extend(row.reason.then(|| "with a reason".into()));
    notes.extend((!row.writes.is_empty()).then(|| format!("writes {}", row.writes.join(", "))));
    notes.join("; ")
}
