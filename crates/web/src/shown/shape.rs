//! States by shape, for those who do not see colours and for print.

/// The shape beside the word of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Not begun: an empty circle.
    Early,
    /// Under way: a half circle.
    Going,
    /// Reached: a full circle.
    Done,
    /// It rests or went elsewhere: a bar.
    Resting,
    /// It came to nothing: a cross.
    Stopped,
}

impl Shape {
    /// The class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Shape::Early => "early",
            Shape::Going => "going",
            Shape::Done => "done",
            Shape::Resting => "resting",
            Shape::Stopped => "stopped",
        }
    }

    /// The sign itself, so that it is printed too.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Shape::Early => "○",
            Shape::Going => "◐",
            Shape::Done => "●",
            Shape::Resting => "▬",
            Shape::Stopped => "✕",
        }
    }
}

const EARLY: &[&str] = &[
    "tentative",
    "proposed",
    "draft",
    "candidate",
    "contact",
    "invited",
    "expected",
    "announced",
    "planned",
    "loaded",
];
const DONE: &[&str] = &[
    "minutes_adopted",
    "adopted",
    "amended",
    "agreed",
    "taken",
    "confirmed",
    "settled",
    "completed",
    "signed",
    "in_force",
    "renewed",
    "accepted",
    "discussed",
    "final",
    "published",
    "released",
    "frozen",
    "attended",
    "held",
    "made",
    "kept",
    "active",
    "listed",
    "in_use",
    "reached",
    "cooperation_recorded",
    "granted",
    "applied",
    "valid",
    "preferred",
    "stored",
    "authentic",
    "introduced",
];
const RESTING: &[&str] = &[
    "postponed",
    "suspended",
    "deferred",
    "carried_over",
    "superseded",
    "merged",
    "noted",
    "retired",
    "dissolved",
    "expired",
    "archived",
    "deprecated",
    "dormant",
];
const STOPPED: &[&str] = &[
    "cancelled",
    "withdrawn",
    "declined",
    "not_pursued",
    "struck",
    "terminated",
    "lapsed",
    "blocked",
    "revoked",
    "refused",
    "rejected",
    "disputed",
    "erased",
    "absent",
    "missed",
    "closed_without",
];

/// The shape of a state.
pub(crate) fn shape(state: &str) -> Shape {
    let of =
        [(EARLY, Shape::Early), (DONE, Shape::Done), (RESTING, Shape::Resting), (STOPPED, Shape::Stopped)];
    of.into_iter().find(|(states, _)| states.contains(&state)).map_or(Shape::Going, |(_, shape)| shape)
}
