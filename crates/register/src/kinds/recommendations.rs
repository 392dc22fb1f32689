//! What was recommended, what both sides think of it, what was decided, who owes what by when.

use super::build::*;
use crate::kind::Form::{Choice, Hash};
use crate::kind::{Halves, Kind, Owner, Visibility};

/// The answers that an opinion can give; the outcome of a recommendation is one of them.
pub const ANSWERS: &[&str] = &["agreed", "agreed_in_part", "noted", "deferred", "declined"];

/// A recommendation of a region, or of an organisation through a region.
pub static RECOMMENDATION: Kind = Kind {
    name: "recommendation",
    plural: "recommendations",
    prefix: "R",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &["draft"],
    unpublished: &["submitted"],
    fields: &[
        line("number"),
        texts("title").required(),
        texts("text").required(),
        field("side", SIDE),
        one("session", &["session"]).thread(),
        one("agenda_item", &["agenda_item"]).thread(),
        one("statement", &["statement"]).thread(),
        one("element", &["common_element"]).thread(),
        many("points", &["point"]).thread(),
        many("evidence", &["dataset"]).thread(),
        many("weak_links", &["weak_link"]).thread(),
        many("authors", &["region"]).required().owns(),
        many("partners", &["region"]),
        many("organisations", &["organisation"]),
        many("fields", &["field"]).required(),
        one("merged_into", &["recommendation"]),
        line("source"),
    ],
    states: &[
        "draft",
        "submitted",
        "under_consideration",
        "agreed",
        "agreed_in_part",
        "noted",
        "deferred",
        "declined",
        "withdrawn",
        "merged",
    ],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[
        amend(&["draft", "submitted", "under_consideration"], &[OFFICER]),
        amend(&["draft", "submitted"], &[SECRETARIAT]),
    ],
    rows: &[
        row("submit", &["draft"], "submitted", &[SECRETARIAT, OFFICER]),
        row("consider", &["submitted"], "under_consideration", &[ANY_SECRETARIAT]).writes(&["number"]),
        // The outcome is the combination of two opinions: see `opinion::combine`.
        follows("conclude_agreed", &["under_consideration"], "agreed"),
        follows("conclude_agreed_in_part", &["under_consideration"], "agreed_in_part"),
        follows("conclude_noted", &["under_consideration"], "noted"),
        follows("conclude_deferred", &["under_consideration"], "deferred"),
        follows("conclude_declined", &["under_consideration"], "declined"),
        row("resume", &["deferred"], "under_consideration", &[ANY_SECRETARIAT]),
        row(
            "withdraw",
            &["draft", "submitted", "under_consideration", "deferred"],
            "withdrawn",
            &[SECRETARIAT, OFFICER],
        )
        .with_reason(),
        row("merge", &["submitted", "under_consideration"], "merged", &[ANY_SECRETARIAT])
            .halves(Halves::BothIfAcross)
            .writes(&["merged_into"]),
    ],
};

/// What one side thinks of a recommendation: given by its secretariat, made final by its co-chair's office.
pub static OPINION: Kind = Kind {
    name: "opinion",
    plural: "opinions",
    prefix: "OP",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &["draft", "given"],
    unpublished: &[],
    fields: &[
        one("recommendation", &["recommendation"]).required().thread(),
        field("side", SIDE).required(),
        field("answer", Choice(ANSWERS)).required(),
        texts("text"),
        field("of_version", Hash).kept(),
    ],
    states: &["draft", "given", "final", "lapsed", "withdrawn"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["draft"], &[SECRETARIAT]), amend(&["given"], &[COCHAIR])],
    rows: &[
        row("give", &["draft"], "given", &[SECRETARIAT]),
        row("finish", &["given"], "final", &[COCHAIR]),
        follows("lapse", &["draft", "given", "final"], "lapsed"),
        row("withdraw", &["draft", "given"], "withdrawn", &[SECRETARIAT]),
        row("take_back", &["final"], "given", &[COCHAIR]),
    ],
};

/// A decision of both sides.
pub static DECISION: Kind = Kind {
    name: "decision",
    plural: "decisions",
    prefix: "DEC",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["proposed"],
    fields: &[
        line("number"),
        texts("title").required(),
        texts("text").required(),
        field("level", LEVEL).required(),
        one("session", &["session"]).thread(),
        one("agenda_item", &["agenda_item"]).thread(),
        many("recommendations", &["recommendation"]).thread(),
        many("points", &["point"]).thread(),
        many("fields", &["field"]),
        line("source"),
    ],
    states: &["proposed", "taken", "superseded", "withdrawn"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["proposed"], &[SECRETARIAT])],
    rows: &[
        row("take", &["proposed"], "taken", &[SECRETARIAT, COCHAIR]).both(),
        row("supersede", &["taken"], "superseded", &[SECRETARIAT, COCHAIR]).both().with_reason(),
        row("withdraw", &["proposed"], "withdrawn", &[SECRETARIAT]).with_reason(),
    ],
};

/// What one side owes the other, by when. Claimed by the one, confirmed by the other.
pub static COMMITMENT: Kind = Kind {
    name: "commitment",
    plural: "commitments",
    prefix: "C",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        line("number"),
        texts("title").required(),
        texts("text"),
        field("side", SIDE).required(),
        one("region", &["region"]).owns(),
        one("office", &["office"]),
        one("organisation", &["organisation"]),
        date("due"),
        date("done"),
        one("session", &["session"]).thread(),
        one("decision", &["decision"]).thread(),
        one("project", &["project"]).thread(),
        one("milestone", &["milestone"]).thread(),
        many("points", &["point"]).thread(),
        many("fields", &["field"]),
        line("source"),
    ],
    states: &["open", "done", "confirmed", "released"],
    creates: &[SECRETARIAT],
    amends: &[],
    rows: &[
        row("claim_done", &["open"], "done", &[SECRETARIAT, OFFICER]).writes(&["done"]),
        row("confirm", &["done"], "confirmed", &[OTHER_SECRETARIAT]),
        row("reopen", &["done"], "open", &[OTHER_SECRETARIAT]).with_reason(),
        row("postpone", &["open"], "open", &[ANY_SECRETARIAT, ANY_COCHAIR])
            .both()
            .with_reason()
            .writes(&["due"]),
        row("release", &["open"], "released", &[ANY_SECRETARIAT, ANY_COCHAIR]).both().with_reason(),
    ],
};

/// A task inside one side.
pub static ACTION_ITEM: Kind = Kind {
    name: "action_item",
    plural: "action_items",
    prefix: "ACT",
    owner: Owner::Named,
    visibility: Visibility::Side,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        texts("text"),
        field("side", SIDE).required(),
        one("region", &["region"]).owns(),
        one("office", &["office"]),
        date("due").required(),
        date("done"),
        one("commitment", &["commitment"]).thread(),
        one("session", &["session"]).thread(),
        one("project", &["project"]).thread(),
    ],
    states: &["open", "done", "confirmed", "released"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["open"], &[SECRETARIAT])],
    rows: &[
        row("claim_done", &["open"], "done", &[SECRETARIAT, OFFICER]).writes(&["done"]),
        row("confirm", &["done"], "confirmed", &[SECRETARIAT]),
        row("reopen", &["done"], "open", &[SECRETARIAT]).with_reason(),
        row("release", &["open"], "released", &[SECRETARIAT]).with_reason(),
    ],
};
