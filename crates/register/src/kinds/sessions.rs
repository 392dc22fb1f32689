//! Sessions: who met, what was on the agenda, what was said, what was written down.

use super::build::*;
use crate::kind::Form::{Choice, Count, Flag, Time, Zone};
use crate::kind::{Kind, Owner, Visibility};

const PLANNED: &[&str] = &["tentative", "confirmed", "open", "postponed"];

/// A session of the mechanism.
pub static SESSION: Kind = Kind {
    name: "session",
    plural: "sessions",
    prefix: "SES",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["tentative"],
    fields: &[
        texts("title").required(),
        choice(
            "type",
            &["council", "working_group", "round_table", "symposium", "co_chairs_meeting", "forum"],
        )
        .required(),
        line("number"),
        one("body", &["body"]),
        texts("place"),
        field("online", Flag),
        date("start").required(),
        date("end"),
        field("zone", Zone),
        one("host", &["region"]),
        many("chairs", &["office"]),
        many("key_areas", &["field"]),
        many("points", &["point"]).thread(),
        texts("text"),
        line("source"),
    ],
    states: &[
        "tentative",
        "confirmed",
        "open",
        "in_progress",
        "closed",
        "minutes_adopted",
        "postponed",
        "cancelled",
    ],
    creates: &[SECRETARIAT],
    amends: &[amend(&["tentative"], &[SECRETARIAT])],
    rows: &[
        row("confirm", &["tentative"], "confirmed", &[SECRETARIAT, COCHAIR]).both(),
        row("open", &["confirmed"], "open", &[SECRETARIAT]),
        row("begin", &["open"], "in_progress", &[SECRETARIAT]),
        row("close", &["in_progress"], "closed", &[SECRETARIAT]),
        follows("adopt_minutes", &["closed"], "minutes_adopted"),
        row("postpone", &["confirmed", "open"], "postponed", &[SECRETARIAT, COCHAIR]).both().with_reason(),
        row("reschedule", &["postponed"], "tentative", &[SECRETARIAT])
            .writes(&["start", "end", "place", "online"]),
        row("cancel", PLANNED, "cancelled", &[SECRETARIAT, COCHAIR]).both().with_reason(),
    ],
};

/// A region, office, person or organisation at a session.
pub static PARTICIPATION: Kind = Kind {
    name: "participation",
    plural: "participations",
    prefix: "PART",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("session", &["session"]).required(),
        field("side", SIDE_OR_NONE),
        one("region", &["region"]).owns(),
        one("office", &["office"]),
        one("person", &["person"]),
        one("organisation", &["organisation"]),
        choice(
            "capacity",
            &["chair", "co_chair", "guest", "local_leader", "delegate", "observer", "organiser"],
        )
        .required(),
        field("people", Count),
        texts("text"),
        line("source"),
    ],
    states: &["announced", "attended", "absent"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["announced", "attended"], &[SECRETARIAT, OFFICER])],
    rows: &[
        row("attend", &["announced", "absent"], "attended", &[SECRETARIAT, OFFICER]),
        row("miss", &["announced", "attended"], "absent", &[SECRETARIAT, OFFICER]),
    ],
};

/// An item of an agenda. One that is carried over keeps its first number.
pub static AGENDA_ITEM: Kind = Kind {
    name: "agenda_item",
    plural: "agenda",
    prefix: "AG",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["proposed"],
    fields: &[
        one("session", &["session"]).required(),
        line("number").required(),
        line("first_number"),
        texts("title").required(),
        texts("text"),
        many("fields", &["field"]),
        one("region", &["region"]).owns(),
        one("element", &["common_element"]).thread(),
        many("evidence", &["dataset"]).thread(),
        many("weak_links", &["weak_link"]).thread(),
        one("carried_from", &["agenda_item"]).thread(),
        field("time", Time),
        field("zone", Zone),
        field("outcome", Choice(&["information", "decision", "task"])),
        texts("outcome_text"),
        line("source"),
    ],
    states: &["proposed", "accepted", "discussed", "carried_over", "withdrawn"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[amend(&["proposed", "accepted"], &[SECRETARIAT]), amend(&["proposed"], &[OFFICER])],
    rows: &[
        row("accept", &["proposed"], "accepted", &[SECRETARIAT]),
        row("discuss", &["accepted"], "discussed", &[SECRETARIAT]).writes(&["outcome", "outcome_text"]),
        row("carry_over", &["accepted"], "carried_over", &[SECRETARIAT]),
        row("withdraw", &["proposed", "accepted"], "withdrawn", &[SECRETARIAT, OFFICER]).with_reason(),
    ],
};

/// What a region said at a session: it introduced what exists, or recommended what should come.
pub static STATEMENT: Kind = Kind {
    name: "statement",
    plural: "statements",
    prefix: "ST",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &["draft"],
    unpublished: &[],
    fields: &[
        one("session", &["session"]).required().thread(),
        one("agenda_item", &["agenda_item"]).thread(),
        choice("type", &["introduced", "recommended"]).required(),
        field("side", SIDE_OR_NONE),
        one("region", &["region"]).owns(),
        one("office", &["office"]),
        one("person", &["person"]),
        texts("text").required(),
        many("fields", &["field"]).required(),
        line("source"),
    ],
    states: &["draft", "made", "withdrawn"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["draft"], &[SECRETARIAT, OFFICER])],
    rows: &[
        row("make", &["draft"], "made", &[SECRETARIAT, OFFICER]),
        // The secretariats circulate the minutes; the correction is refused unless they are circulated.
        row("correct", &["made"], "made", &[OFFICER]).writes(&["text", "fields"]).with_reason(),
        row("withdraw", &["draft", "made"], "withdrawn", &[SECRETARIAT, OFFICER]).with_reason(),
    ],
};

/// The minutes of a session.
pub static MINUTES: Kind = Kind {
    name: "minutes",
    plural: "minutes",
    prefix: "MIN",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["draft", "circulated", "corrected"],
    fields: &[
        one("session", &["session"]).required().thread(),
        texts("title").required(),
        texts("text").required(),
        texts("protocol"),
        many("documents", &["document"]),
        line("source"),
    ],
    states: &["draft", "circulated", "corrected", "adopted", "amended"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["draft", "circulated", "corrected"], &[SECRETARIAT])],
    rows: &[
        row("circulate", &["draft", "corrected"], "circulated", &[SECRETARIAT]),
        row("correct", &["circulated"], "corrected", &[SECRETARIAT]).with_reason(),
        row("adopt", &["circulated", "corrected"], "adopted", &[COCHAIR]).both(),
        row("amend_by_protocol", &["adopted", "amended"], "amended", &[COCHAIR])
            .both()
            .with_reason()
            .writes(&["protocol"]),
    ],
};
