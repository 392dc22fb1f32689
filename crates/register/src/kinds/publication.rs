//! What is told: documents, news, claims of sources, internal notes, profiles of partners.

use super::build::*;
use crate::kind::Form::{Choice, Count, Email, Flag, Hash, Url};
use crate::kind::{Halves, Kind, Owner, Visibility};

/// A file, kept by its SHA-256 beside the database.
pub static DOCUMENT: Kind = Kind {
    name: "document",
    plural: "documents",
    prefix: "DOC",
    owner: Owner::Author,
    visibility: Visibility::Members,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        line("file_name").required(),
        line("media_type").required(),
        field("size", Count).required(),
        field("sha256", Hash).required(),
        line("language"),
        field("about", ANY),
        one("region", &["region"]).owns(),
        line("source"),
    ],
    states: &["filed", "withdrawn"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[],
    rows: &[row("withdraw", &["filed"], "withdrawn", &[SECRETARIAT]).with_reason()],
};

/// An item of News & Information. A joint one needs both sides.
pub static BULLETIN: Kind = Kind {
    name: "bulletin",
    plural: "bulletins",
    prefix: "B",
    owner: Owner::Author,
    visibility: Visibility::Public,
    inside: &["draft"],
    unpublished: &["in_review"],
    fields: &[
        texts("title").required(),
        texts("text").required(),
        date("date").required(),
        field("joint", Flag),
        field("about", ANY),
        many("fields", &["field"]),
        line("source"),
    ],
    states: &["draft", "in_review", "released", "withdrawn"],
    creates: &[SECRETARIAT],
    amends: &[amend(&["draft", "in_review"], &[SECRETARIAT])],
    rows: &[
        row("review", &["draft"], "in_review", &[SECRETARIAT]),
        row("release", &["in_review"], "released", &[ANY_COCHAIR]).halves(Halves::BothIfJoint),
        row("withdraw", &["draft", "in_review", "released"], "withdrawn", &[SECRETARIAT]).with_reason(),
    ],
};

/// What one source says. Sources disagree: each is kept, one may be preferred.
pub static CLAIM: Kind = Kind {
    name: "claim",
    plural: "claims",
    prefix: "CL",
    owner: Owner::Joint,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        // Officers claim what is about their own region.
        field("about", crate::kind::Form::Ref(&[])).required().owns(),
        line("property").required(),
        line("value"),
        texts("text"),
        field("status", Choice(&["verified", "conflict", "announced", "partly", "opinion"])),
        field("url", Url),
        line("source").required(),
        date("date"),
    ],
    states: &["normal", "preferred", "deprecated"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[],
    rows: &[
        row("prefer", &["normal", "deprecated"], "preferred", &[SECRETARIAT]),
        row("deprecate", &["normal", "preferred"], "deprecated", &[SECRETARIAT]).with_reason(),
        row("rank_normal", &["preferred", "deprecated"], "normal", &[SECRETARIAT]),
    ],
};

/// A note that one side keeps for itself and the other never sees.
pub static NOTE: Kind = Kind {
    name: "note",
    plural: "notes",
    prefix: "N",
    owner: Owner::Author,
    visibility: Visibility::Side,
    inside: &[],
    unpublished: &[],
    fields: &[field("about", ANY), texts("text").required(), one("region", &["region"]).owns()],
    states: &["kept", "withdrawn"],
    creates: &[SECRETARIAT, COCHAIR, OFFICER],
    amends: &[amend(&["kept"], &[SECRETARIAT, COCHAIR, OFFICER])],
    rows: &[row("withdraw", &["kept"], "withdrawn", &[SECRETARIAT, COCHAIR, OFFICER])],
};

/// What an organisation offers or asks for.
pub static PARTNER_PROFILE: Kind = Kind {
    name: "partner_profile",
    plural: "partner_profiles",
    prefix: "PP",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &["draft", "in_review"],
    unpublished: &[],
    fields: &[
        one("organisation", &["organisation"]).required().owns(),
        one("region", &["region"]).owns(),
        field("side", SIDE),
        choice("type", &["offer", "request"]).required(),
        texts("title").required(),
        texts("text").required(),
        many("fields", &["field"]).required(),
        field("email", Email).personal(),
        date("expires_on"),
    ],
    states: &[
        "draft",
        "in_review",
        "published",
        "interest",
        "introduced",
        "cooperation_recorded",
        "expired",
        "renewed",
        "withdrawn",
    ],
    creates: &[ORGANISATION, OFFICER],
    amends: &[amend(&["draft"], &[ORGANISATION, OFFICER])],
    rows: &[
        row("submit", &["draft"], "in_review", &[ORGANISATION, OFFICER]),
        row("return", &["in_review"], "draft", &[SECRETARIAT, OFFICER]).with_reason(),
        row("publish", &["in_review"], "published", &[SECRETARIAT, OFFICER]),
        follows("receive_interest", &["published", "renewed"], "interest"),
        row("introduce", &["interest"], "introduced", &[SECRETARIAT, OFFICER]),
        row(
            "record_cooperation",
            &["introduced"],
            "cooperation_recorded",
            &[ORGANISATION, SECRETARIAT, OFFICER],
        ),
        row("expire", &["published", "interest", "renewed"], "expired", &[SECRETARIAT]),
        row("renew", &["expired"], "renewed", &[ORGANISATION, OFFICER]).writes(&["expires_on"]),
        // Whoever was named for mail can be erased at any time; a profile that nobody can answer is withdrawn with it.
        row(
            "erase",
            &[
                "draft",
                "in_review",
                "published",
                "interest",
                "introduced",
                "cooperation_recorded",
                "expired",
                "renewed",
                "withdrawn",
            ],
            "withdrawn",
            &[ORGANISATION, SECRETARIAT, OFFICER],
        )
        .with_reason(),
        row(
            "withdraw",
            &["draft", "in_review", "published", "interest", "introduced", "renewed"],
            "withdrawn",
            &[ORGANISATION, OFFICER],
        ),
    ],
};

/// The interest of an organisation in a profile of the other side.
pub static INTEREST: Kind = Kind {
    name: "interest",
    plural: "interests",
    prefix: "INT",
    owner: Owner::Named,
    visibility: Visibility::Members,
    inside: &[],
    unpublished: &[],
    fields: &[
        one("partner_profile", &["partner_profile"]).required().thread(),
        one("organisation", &["organisation"]).required().owns(),
        one("region", &["region"]).owns(),
        field("side", SIDE),
        texts("text").required(),
    ],
    states: &["expressed", "answered", "withdrawn"],
    creates: &[ORGANISATION, OFFICER],
    amends: &[],
    rows: &[
        row("answer", &["expressed"], "answered", &[OTHER_SECRETARIAT]),
        row("withdraw", &["expressed"], "withdrawn", &[ORGANISATION, OFFICER]),
    ],
};
