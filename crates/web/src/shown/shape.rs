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
const GOING: &[&str] = &[
    "checked",
    "circulated",
    "claimed",
    "cleared",
    "corrected",
    "done",
    "expressed",
    "given",
    "in_implementation",
    "in_modification",
    "in_progress",
    "in_review",
    "interest",
    "letter_of_intent",
    "normal",
    "open",
    "reopened",
    "returned",
    "submitted",
    "text_negotiated",
    "under_consideration",
    "under_study",
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
    "preferred",
    "introduced",
    "agreed_in_part",
    "answered",
    "current",
    "closed",
    "filed",
    "finished",
    "cited",
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
    "deprecated",
    "abolished",
    "ended",
    "left",
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
    "disputed",
    "erased",
    "absent",
    "dropped",
];

/// All states by their shapes.
const ALL: [(&[&str], Shape); 5] = [
    (EARLY, Shape::Early),
    (GOING, Shape::Going),
    (DONE, Shape::Done),
    (RESTING, Shape::Resting),
    (STOPPED, Shape::Stopped),
];

/// The shape of a state; a word that is none is under way.
pub(crate) fn shape(state: &str) -> Shape {
    let found = ALL.into_iter().find(|(states, _)| states.contains(&state));
    found.map_or(Shape::Going, |(_, shape)| shape)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use register::kinds;

    use super::*;

    #[test]
    fn every_state_has_one_shape() {
        let all: BTreeSet<&str> = kinds::ALL.iter().flat_map(|kind| kind.states).copied().collect();
        for state in &all {
            let shapes: Vec<Shape> =
                ALL.iter().filter(|(states, _)| states.contains(state)).map(|(_, shape)| *shape).collect();
            assert_eq!(shapes.len(), 1, "{state}: {shapes:?}");
        }
        let listed = ALL.iter().flat_map(|(states, _)| *states);
        let unknown: Vec<&&str> = listed.filter(|state| !all.contains(*state)).collect();
        assert!(unknown.is_empty(), "no kind has {unknown:?}");
    }
}
