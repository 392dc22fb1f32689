//! Lasting relations, the instruments they are made of, and the people who met.

use super::build::*;
use crate::kind::Form::Count;
use crate::kind::{Kind, Owner, Visibility};

const PLACE: &[&str] = &["region", "organisation"];

/// The lasting relation of two regions, cities or organisations.
pub static TIE: Kind = Kind {
    name: "tie",
    plural: "ties",
    prefix: "T",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        one("of", PLACE).required().owns(),
        one("with", PLACE).required().owns(),
        choice("level", &["region", "city", "organisation"]).required(),
        date("start"),
        one("project", &["project"]).thread(),
        one("recommendation", &["recommendation"]).thread(),
        line("source"),
    ],
    states: &["listed", "ended"],
    creates: &[SECRETARIAT, OFFICER, ORGANISATION],
    amends: &[amend(&["listed"], &[SECRETARIAT, OFFICER, ORGANISATION])],
    rows: &[row("end", &["listed"], "ended", &[SECRETARIAT, OFFICER]).with_reason()],
};

/// What a tie is made of. The instrument's type decides what the tie is, whatever a headline says.
pub static INSTRUMENT: Kind = Kind {
    name: "instrument",
    plural: "instruments",
    prefix: "INS",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &["contact", "letter_of_intent", "text_negotiated", "cleared"],
    fields: &[
        one("tie", &["tie"]).thread(),
        choice(
            "type",
            &[
                "twinning_agreement",
                "sister_region_agreement",
                "framework_agreement",
                "memorandum_of_understanding",
                "letter_of_intent",
                "memorandum_of_intent",
                "protocol",
                "plan_of_measures",
                "unknown",
            ],
        )
        .required(),
        texts("title").required(),
        texts("text"),
        many("parties", PLACE).required().owns(),
        one("session", &["session"]).thread(),
        one("decision", &["decision"]).thread(),
        many("points", &["point"]).thread(),
        many("fields", &["field"]),
        date("signed_on"),
        date("in_force_on"),
        date("expires_on"),
        many("documents", &["document"]),
        line("source"),
    ],
    states: &[
        "contact",
        "letter_of_intent",
        "text_negotiated",
        "cleared",
        "signed",
        "in_force",
        "renewed",
        "expired",
        "terminated",
    ],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["contact", "letter_of_intent", "text_negotiated"], &[SECRETARIAT, OFFICER])],
    rows: &[
        row("intend", &["contact"], "letter_of_intent", &[SECRETARIAT, OFFICER]),
        row("negotiate", &["contact", "letter_of_intent"], "text_negotiated", &[SECRETARIAT, OFFICER]),
        row("clear", &["text_negotiated"], "cleared", &[SECRETARIAT]).both(),
        row("renegotiate", &["cleared"], "text_negotiated", &[SECRETARIAT]).with_reason(),
        row("sign", &["cleared"], "signed", &[COCHAIR]).both().writes(&["signed_on"]),
        row("enter_into_force", &["signed"], "in_force", &[SECRETARIAT]).writes(&["in_force_on"]),
        row("renew", &["in_force", "renewed", "expired"], "renewed", &[SECRETARIAT])
            .both()
            .writes(&["expires_on"]),
        row("expire", &["in_force", "renewed"], "expired", &[SECRETARIAT]),
        row("terminate", &["signed", "in_force", "renewed"], "terminated", &[SECRETARIAT])
            .both()
            .with_reason(),
    ],
};

/// A delegation, a group of students, a forum, an exhibition.
pub static EXCHANGE: Kind = Kind {
    name: "exchange",
    plural: "exchanges",
    prefix: "E",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        choice(
            "type",
            &[
                "delegation",
                "students",
                "teachers",
                "forum",
                "youth_forum",
                "exhibition",
                "performance",
                "sport",
                "other",
            ],
        )
        .required(),
        one("tie", &["tie"]).thread(),
        one("project", &["project"]).thread(),
        one("decision", &["decision"]).thread(),
        many("points", &["point"]).thread(),
        many("regions", &["region"]).required().owns(),
        many("organisations", &["organisation"]).owns(),
        many("fields", &["field"]).required(),
        texts("place"),
        date("start").required(),
        date("end"),
        field("people", Count),
        texts("text"),
        line("source"),
    ],
    states: &["planned", "held", "cancelled"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["planned", "held"], &[OFFICER, SECRETARIAT])],
    rows: &[
        row("hold", &["planned"], "held", &[OFFICER, SECRETARIAT]).writes(&["people", "start", "end"]),
        row("cancel", &["planned"], "cancelled", &[OFFICER, SECRETARIAT]).with_reason(),
    ],
};
