//! What both sides plan, and what their plans have in common.

use super::build::*;
use crate::kind::Form::{Lines, Url};
use crate::kind::{Kind, Owner, Visibility};

/// A plan of a country, a side or a region, or a consensus of leaders.
pub static STRATEGY: Kind = Kind {
    name: "strategy",
    plural: "strategies",
    prefix: "S",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        choice("type", &["strategy", "plan", "consensus", "programme"]).required(),
        field("level", LEVEL).required(),
        field("side", SIDE_OR_NONE),
        one("region", &["region"]).owns(),
        date("start"),
        date("end"),
        texts("text"),
        line("source"),
        field("url", Url),
    ],
    states: &["listed", "superseded"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[amend(&["listed"], &[SECRETARIAT, OFFICER, ANALYST])],
    rows: &[row("supersede", &["listed"], "superseded", &[SECRETARIAT, OFFICER])],
};

/// One point or priority of a strategy.
pub static POINT: Kind = Kind {
    name: "point",
    plural: "points",
    prefix: "PT",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("strategy", &["strategy"]).required().thread(),
        choice("type", &["point", "priority"]).required(),
        line("number"),
        texts("title").required(),
        texts("text"),
        field("side", SIDE_OR_NONE),
        one("region", &["region"]).owns(),
        many("fields", &["field"]),
        line("source"),
    ],
    states: &["listed", "superseded"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[amend(&["listed"], &[SECRETARIAT, OFFICER, ANALYST])],
    rows: &[row("supersede", &["listed"], "superseded", &[SECRETARIAT, OFFICER])],
};

/// What points of both sides' strategies have in common.
pub static COMMON_ELEMENT: Kind = Kind {
    name: "common_element",
    plural: "common_elements",
    prefix: "CE",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["candidate", "struck"],
    fields: &[
        texts("title").required(),
        texts("text"),
        many("points", &["point"]).required().thread(),
        many("fields", &["field"]),
        field("quotations", Lines),
    ],
    states: &["candidate", "confirmed", "struck"],
    creates: &[SECRETARIAT, ANALYST],
    amends: &[amend(&["candidate"], &[SECRETARIAT, ANALYST])],
    rows: &[
        row("confirm", &["candidate"], "confirmed", &[SECRETARIAT, COCHAIR]).both(),
        row("strike", &["candidate"], "struck", &[SECRETARIAT, COCHAIR]).with_reason(),
        row("reconsider", &["struck"], "candidate", &[SECRETARIAT]),
    ],
};
