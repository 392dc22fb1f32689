//! What the data say: datasets, the runs of analyses on them, and the rows of runs that somebody pointed to.

use super::build::*;
use crate::kind::Form::{Choice, Count, Hash};
use crate::kind::{Kind, Owner, Visibility};

/// A table of flows, its source, licence and checksum. Analyses run on frozen data only.
pub static DATASET: Kind = Kind {
    name: "dataset",
    plural: "datasets",
    prefix: "D",
    owner: Owner::Author,
    visibility: Visibility::Public,
    inside: &["loaded"],
    unpublished: &["checked"],
    fields: &[
        texts("title").required(),
        field("channel", Choice(&["trade", "investment", "copublication", "exchange", "ties", "other"]))
            .required(),
        line("unit").required(),
        line("source").required(),
        line("licence").required(),
        field("sha256", Hash).required(),
        one("region", &["region"]).owns(),
        many("fields", &["field"]),
    ],
    states: &["loaded", "checked", "frozen", "superseded"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[amend(&["loaded"], &[SECRETARIAT, OFFICER, ANALYST])],
    rows: &[
        row("check", &["loaded"], "checked", &[ANALYST]),
        row("freeze", &["checked"], "frozen", &[ANALYST]),
        row("supersede", &["frozen"], "superseded", &[ANALYST]).with_reason(),
    ],
};

/// One run of an analysis on frozen data. `sha256` is that of the file with its results; nothing of it is changed later.
pub static ANALYSIS_RUN: Kind = Kind {
    name: "analysis_run",
    plural: "analysis_runs",
    prefix: "AR",
    owner: Owner::Author,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        one("dataset", &["dataset"]).required().thread(),
        line("specification").required(),
        field("seed", Count).required(),
        line("program").required(),
        field("data_sha256", Hash).required(),
        field("sha256", Hash).required(),
    ],
    states: &["finished", "withdrawn"],
    creates: &[ANALYST],
    amends: &[],
    rows: &[row("withdraw", &["finished"], "withdrawn", &[ANALYST]).with_reason()],
};

/// One row of a run: what an agenda item, a recommendation, a decision points to. Its numbers stay in the run.
pub static WEAK_LINK: Kind = Kind {
    name: "weak_link",
    plural: "weak_links",
    prefix: "WL",
    owner: Owner::Author,
    visibility: Visibility::Public,
    inside: &[],
    unpublished: &[],
    fields: &[
        texts("title").required(),
        one("run", &["analysis_run"]).required().thread(),
        one("origin", &["region"]).required().owns(),
        one("destination", &["region"]).required().owns(),
    ],
    states: &["cited", "withdrawn"],
    creates: &[SECRETARIAT, OFFICER, ANALYST],
    amends: &[],
    rows: &[row("withdraw", &["cited"], "withdrawn", &[SECRETARIAT, OFFICER, ANALYST]).with_reason()],
};
