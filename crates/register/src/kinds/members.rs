//! Who takes part: the mechanism, its fields of cooperation, regions, offices, bodies, people, organisations.

use super::build::*;
use crate::kind::Form::{Choice, Codes, Count, Email, Flag, Lines, Url, Zone};
use crate::kind::{Kind, Owner, Visibility};

/// The mechanism itself: one entry, `mechanism/mechanism`.
pub static MECHANISM: Kind = Kind {
    name: "mechanism",
    plural: "mechanisms",
    prefix: "mechanism",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        texts("side_a").required(),
        texts("side_b").required(),
        texts("text"),
        field("languages", Lines).required(),
        line("server_key"),
        field("exercise", Flag),
    ],
    states: &["kept"],
    creates: &[],
    amends: &[amend(&["kept"], &[ADMINISTRATOR])],
    rows: &[],
};

/// A field of cooperation: trade, investment, culture. The list can be extended.
pub static FIELD: Kind = Kind {
    name: "field",
    plural: "fields",
    prefix: "F",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[texts("title").required(), one("parent", &["field"])],
    states: &["in_use", "retired"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["in_use"], &[SECRETARIAT])],
    rows: &[
        row("retire", &["in_use"], "retired", &[SECRETARIAT]),
        row("restore", &["retired"], "in_use", &[SECRETARIAT]),
    ],
};

/// A region, or a district of several; without a side when it belongs to no member region (Volgograd).
pub static REGION: Kind = Kind {
    name: "region",
    plural: "regions",
    prefix: "REG",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        field("side", SIDE_OR_NONE),
        field("codes", Codes),
        field("level", Choice(&["district", "province", "federal_subject", "state", "city", "municipality"]))
            .required(),
        one("part_of", &["region"]),
        field("zone", Zone),
        texts("capital"),
        number("latitude"),
        number("longitude"),
        field("population", Count),
        number("grp_usd_mln"),
        date("member_from"),
        date("member_until"),
        line("source"),
    ],
    states: &["listed", "retired"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["listed"], &[SECRETARIAT])],
    rows: &[
        row("retire", &["listed"], "retired", &[SECRETARIAT]).with_reason(),
        row("restore", &["retired"], "listed", &[SECRETARIAT]),
    ],
};

/// A council, joint working group, secretariat, alliance.
pub static BODY: Kind = Kind {
    name: "body",
    plural: "bodies",
    prefix: "BODY",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        choice("type", &["council", "working_group", "secretariat", "round_table", "alliance", "commission"])
            .required(),
        field("side", SIDE_OR_NONE),
        field("level", LEVEL),
        one("part_of", &["body"]),
        date("start"),
        date("end"),
        line("source"),
    ],
    states: &["active", "dissolved"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["active"], &[SECRETARIAT])],
    rows: &[row("dissolve", &["active"], "dissolved", &[SECRETARIAT]).with_reason()],
};

/// An enterprise, university, institute, chamber, authority.
pub static ORGANISATION: Kind = Kind {
    name: "organisation",
    plural: "organisations",
    prefix: "ORG",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        choice("type", &["enterprise", "university", "institute", "chamber", "authority", "association"])
            .required(),
        field("side", SIDE_OR_NONE),
        field("codes", Codes),
        one("region", &["region"]),
        field("url", Url),
        line("source"),
    ],
    states: &["listed", "closed"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["listed"], &[SECRETARIAT])],
    rows: &[
        row("close", &["listed"], "closed", &[SECRETARIAT]).with_reason(),
        row("restore", &["closed"], "listed", &[SECRETARIAT]),
    ],
};

/// A person. Those without public office can have everything about them erased.
pub static PERSON: Kind = Kind {
    name: "person",
    plural: "persons",
    prefix: "PER",
    owner: Owner::Named,
    visibility: Visibility::Members,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required().personal(),
        field("side", SIDE_OR_NONE),
        field("public_office", Flag),
        one("organisation", &["organisation"]).personal(),
        field("email", Email).personal(),
        line("phone").personal(),
        field("languages", Lines).personal(),
        line("source").personal(),
    ],
    states: &["listed", "erased"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["listed"], &[SECRETARIAT])],
    rows: &[row("erase", &["listed"], "erased", &[SECRETARIAT, ADMINISTRATOR]).with_reason()],
};

/// An office, which stays while persons change.
pub static OFFICE: Kind = Kind {
    name: "office",
    plural: "offices",
    prefix: "OFF",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        field("side", SIDE_OR_NONE),
        one("body", &["body"]),
        one("region", &["region"]),
        one("superior", &["office"]),
        field("email", Email),
        field("language", Choice(&["en", "zh", "ru"])),
        line("source"),
    ],
    states: &["active", "abolished"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["active"], &[SECRETARIAT])],
    rows: &[row("abolish", &["active"], "abolished", &[SECRETARIAT]).with_reason()],
};

/// A person in an office or in a function of an organisation, over a period.
pub static POST: Kind = Kind {
    name: "post",
    plural: "posts",
    prefix: "POST",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("person", &["person"]).required(),
        field("side", SIDE_OR_NONE),
        one("office", &["office"]),
        one("organisation", &["organisation"]),
        texts("function"),
        date("start"),
        date("end"),
        line("source"),
    ],
    states: &["held", "left"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["held"], &[SECRETARIAT])],
    rows: &[row("leave", &["held"], "left", &[SECRETARIAT]).writes(&["end"])],
};

/// An organisation in a body, over a period.
pub static MEMBERSHIP: Kind = Kind {
    name: "membership",
    plural: "memberships",
    prefix: "MEM",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("organisation", &["organisation"]).required(),
        one("body", &["body"]).required(),
        field("side", SIDE_OR_NONE),
        date("start"),
        date("end"),
        line("source"),
    ],
    states: &["current", "ended"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["current"], &[SECRETARIAT])],
    rows: &[row("end", &["current"], "ended", &[SECRETARIAT]).writes(&["end"])],
};

/// What a region, district or side brings: location, industry, research.
pub static PROFILE: Kind = Kind {
    name: "profile",
    plural: "profiles",
    prefix: "PROF",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &["draft"],
    unpublished: &[],
    fields: &[
        one("region", &["region"]).required().owns(),
        field("side", SIDE_OR_NONE),
        texts("location"),
        texts("industry"),
        texts("research"),
        texts("text"),
        line("source"),
    ],
    states: &["draft", "published", "superseded"],
    creates: &[SECRETARIAT, OFFICER],
    amends: &[amend(&["draft"], &[SECRETARIAT, OFFICER])],
    rows: &[
        row("publish", &["draft"], "published", &[SECRETARIAT, OFFICER]),
        row("revise", &["published"], "draft", &[SECRETARIAT, OFFICER]),
        row("supersede", &["published"], "superseded", &[SECRETARIAT, OFFICER]),
    ],
};
