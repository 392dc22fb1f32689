//! The road map: projects, how they change, how they are followed, and what they gave.

use super::build::*;
use crate::kind::Form::{Choice, Lines};
use crate::kind::{Kind, Owner, Visibility};

/// Fields of an agreed project that a change request may change.
pub const CHANGEABLE: &[&str] = &[
    "title",
    "text",
    "parties",
    "organisations",
    "fields",
    "amount",
    "currency",
    "start",
    "end",
    "report_every",
];

/// An entry of the road map.
pub static PROJECT: Kind = Kind {
    name: "project",
    plural: "projects",
    prefix: "P",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        line("number"),
        texts("title").required(),
        texts("text"),
        many("parties", &["region"]).required().owns(),
        many("organisations", &["organisation"]).owns(),
        many("fields", &["field"]).required(),
        one("session", &["session"]).thread(),
        one("recommendation", &["recommendation"]).thread(),
        one("decision", &["decision"]).thread(),
        one("element", &["common_element"]).thread(),
        many("points", &["point"]).thread(),
        many("evidence", &["dataset"]).thread(),
        number("amount"),
        line("currency"),
        date("start"),
        date("end"),
        field("report_every", Choice(&["month", "quarter", "half_year", "year"])),
        line("source"),
    ],
    states: &[
        "proposed",
        "under_study",
        "agreed",
        "in_implementation",
        "in_modification",
        "suspended",
        "completed",
        "cancelled",
        "not_pursued",
    ],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["proposed", "under_study"], &[SECRETARIAT, OFFICER])],
    rows: &[
        row("study", &["proposed"], "under_study", &[SECRETARIAT]),
        row("agree", &["proposed", "under_study"], "agreed", &[COCHAIR]).both(),
        row("start", &["agreed"], "in_implementation", &[SECRETARIAT]).writes(&["start"]),
        // Opened and closed by change requests.
        follows("modify", &["agreed", "in_implementation"], "in_modification"),
        follows("modified_agreed", &["in_modification"], "agreed").writes(CHANGEABLE),
        follows("modified_in_implementation", &["in_modification"], "in_implementation").writes(CHANGEABLE),
        row("suspend", &["agreed", "in_implementation"], "suspended", &[SECRETARIAT, COCHAIR])
            .both()
            .with_reason(),
        row("resume", &["suspended"], "in_implementation", &[SECRETARIAT, COCHAIR]).both(),
        row("complete", &["in_implementation"], "completed", &[SECRETARIAT, COCHAIR]).both(),
        row("cancel", &["agreed", "in_implementation", "suspended"], "cancelled", &[COCHAIR])
            .both()
            .with_reason(),
        row("drop", &["proposed", "under_study"], "not_pursued", &[COCHAIR]).with_reason(),
    ],
};

/// A change of an agreed project: asked for by a party, agreed by both sides, written by the register.
pub static CHANGE_REQUEST: Kind = Kind {
    name: "change_request",
    plural: "change_requests",
    prefix: "CR",
    owner: Owner::Joint,
    visibility: Visibility::Members,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("project", &["project"]).required().thread(),
        one("region", &["region"]).owns(),
        texts("text").required(),
        // `end=2027-06`, `title.zh=...`: the columns of a spreadsheet of projects.
        field("changes", Lines).required(),
        line("project_state").kept(),
    ],
    states: &["draft", "open", "agreed", "declined", "withdrawn"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["draft"], &[SECRETARIAT, OFFICER])],
    rows: &[
        row("open", &["draft"], "open", &[SECRETARIAT, OFFICER]),
        row("agree", &["open"], "agreed", &[COCHAIR]).both(),
        row("decline", &["open"], "declined", &[COCHAIR]).with_reason(),
        row("withdraw", &["draft", "open"], "withdrawn", &[SECRETARIAT, OFFICER]).with_reason(),
    ],
};

/// A step of a project.
pub static MILESTONE: Kind = Kind {
    name: "milestone",
    plural: "milestones",
    prefix: "M",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("project", &["project"]).required().thread(),
        texts("title").required(),
        one("region", &["region"]).owns(),
        date("due").required(),
        date("done"),
        line("source"),
    ],
    states: &["planned", "reached", "dropped"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["planned"], &[OFFICER, SECRETARIAT])],
    rows: &[
        row("reach", &["planned"], "reached", &[OFFICER, SECRETARIAT]).writes(&["done"]),
        row("drop", &["planned"], "dropped", &[OFFICER, SECRETARIAT]).with_reason(),
        row("reopen", &["reached", "dropped"], "planned", &[OFFICER, SECRETARIAT]).with_reason(),
    ],
};

/// A number that shows whether a project gets anywhere. A baseline that is not known stays empty, never zero.
pub static INDICATOR: Kind = Kind {
    name: "indicator",
    plural: "indicators",
    prefix: "I",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("project", &["project"]).required().thread(),
        texts("title").required(),
        line("unit").required(),
        one("region", &["region"]).owns(),
        number("baseline"),
        date("baseline_date"),
        number("target"),
        date("target_date"),
        number("actual"),
        date("actual_date"),
        line("source"),
    ],
    states: &["in_use", "retired"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["in_use"], &[SECRETARIAT, OFFICER])],
    rows: &[row("retire", &["in_use"], "retired", &[SECRETARIAT, OFFICER]).with_reason()],
};

/// A report on a project, expected by the schedule that follows from its start, end and frequency.
pub static REPORT: Kind = Kind {
    name: "report",
    plural: "reports",
    prefix: "REP",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["expected", "draft", "submitted", "returned", "reopened"],
    fields: &[
        one("project", &["project"]).required().thread(),
        many("regions", &["region"]).owns(),
        many("organisations", &["organisation"]).owns(),
        date("start"),
        date("end"),
        date("due").required(),
        texts("text"),
        many("documents", &["document"]),
        line("source"),
    ],
    states: &["expected", "draft", "submitted", "accepted", "returned", "reopened", "lapsed"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["expected", "draft", "returned", "reopened"], &[OFFICER, ORGANISATION])],
    rows: &[
        row("write", &["expected", "returned", "reopened"], "draft", &[OFFICER, ORGANISATION])
            .writes(&["text", "documents"]),
        row("submit", &["draft"], "submitted", &[OFFICER, ORGANISATION]),
        row("accept", &["submitted"], "accepted", &[SECRETARIAT]),
        row("return", &["submitted"], "returned", &[SECRETARIAT]).with_reason(),
        row("reopen", &["accepted"], "reopened", &[SECRETARIAT]).with_reason(),
        // A changed schedule touches reports of the future that hold nothing.
        follows("lapse", &["expected"], "lapsed"),
    ],
};

/// What came of it: claimed by one side, confirmed or disputed by the other, asked about again after one and three years.
pub static RESULT: Kind = Kind {
    name: "result",
    plural: "results",
    prefix: "RES",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("project", &["project"]).thread(),
        one("commitment", &["commitment"]).thread(),
        one("tie", &["tie"]).thread(),
        one("exchange", &["exchange"]).thread(),
        one("indicator", &["indicator"]).thread(),
        texts("title").required(),
        texts("text"),
        field("side", SIDE),
        one("region", &["region"]).owns(),
        many("partners", &["region"]).required().owns(),
        one("organisation", &["organisation"]).owns(),
        number("value"),
        line("unit"),
        date("date").required(),
        many("documents", &["document"]),
        many("evidence", &["dataset"]).thread(),
        date("confirmed_on").kept(),
        date("kept_on").kept(),
        line("source"),
    ],
    states: &["claimed", "confirmed", "disputed", "settled", "lapsed", "withdrawn"],
    creates: &[SECRETARIAT, OFFICER, ORGANISATION],
    amends: &[amend(&["claimed"], &[SECRETARIAT, OFFICER, ORGANISATION])],
    rows: &[
        row("confirm", &["claimed"], "confirmed", &[OTHER_SECRETARIAT, PARTNER_OFFICER]),
        row("dispute", &["claimed"], "disputed", &[OTHER_SECRETARIAT, PARTNER_OFFICER]).with_reason(),
        row("settle", &["disputed"], "settled", &[ANY_COCHAIR]).both().with_reason(),
        row("attach", &["claimed"], "claimed", &[ANALYST]).writes(&["evidence"]),
        row("keep", &["confirmed"], "confirmed", &[SECRETARIAT, OFFICER]).writes(&["kept_on"]),
        row("keep", &["settled"], "settled", &[SECRETARIAT, OFFICER]).writes(&["kept_on"]),
        row("lapse", &["confirmed", "settled"], "lapsed", &[SECRETARIAT, OFFICER]).with_reason(),
        row("withdraw", &["claimed", "disputed"], "withdrawn", &[SECRETARIAT, OFFICER]).with_reason(),
    ],
};
