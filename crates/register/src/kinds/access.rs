//! Users and keys. Each side's administrator keeps those of the own side, and nothing else.

use super::build::*;
use crate::kind::Form::{Choice, Choices, Email, Hash, Lines};
use crate::kind::{Kind, Owner, Visibility};

/// Somebody who acts. The secret of a token never enters the register, only its SHA-256. One who has left, and who acted for
/// no office, can have everything but the side erased.
pub static USER: Kind = Kind {
    name: "user",
    plural: "users",
    prefix: "U",
    owner: Owner::Named,
    visibility: Visibility::Side,
    inside: &[],
    unpublished: &[],
    fields: &[
        line("name").required().personal(),
        field("side", SIDE).required(),
        field(
            "roles",
            Choices(&[
                "secretariat",
                "co_chair",
                "region_officer",
                "analyst",
                "reviewer",
                "organisation",
                "administrator",
            ]),
        )
        .required(),
        many("regions", &["region"]),
        one("organisation", &["organisation"]),
        one("office", &["office"]),
        field("reviews", Lines),
        field("language", Choice(&["en", "zh", "ru"])),
        field("email", Email).personal(),
        field("token", Hash),
    ],
    states: &["invited", "active", "blocked", "erased"],
    creates: &[ADMINISTRATOR],
    amends: &[amend(&["invited", "active"], &[ADMINISTRATOR])],
    rows: &[
        follows("enrol", &["invited"], "active").writes(&["token"]),
        row("block", &["invited", "active"], "blocked", &[ADMINISTRATOR]).with_reason(),
        row("unblock", &["blocked"], "active", &[ADMINISTRATOR]),
        row("erase", &["invited", "active", "blocked"], "erased", &[ADMINISTRATOR]).with_reason(),
    ],
};

/// The public half of a key with which a side signs its confirmations.
pub static KEY: Kind = Kind {
    name: "key",
    plural: "keys",
    prefix: "KEY",
    owner: Owner::Named,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[field("side", SIDE).required(), field("public", Hash).required(), line("label")],
    states: &["active", "revoked"],
    creates: &[ADMINISTRATOR],
    amends: &[],
    rows: &[row("revoke", &["active"], "revoked", &[ADMINISTRATOR]).with_reason()],
};
