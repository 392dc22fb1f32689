//! What is wrong with an act, in the reader's language.

use register::Error;
use register::kind::{Scope, Who};
use register::text::TextState;

use crate::{FluentValue, Language, role, text_state};

/// What is wrong, as a sentence without a full stop.
pub fn fault(lang: Language, fault: &Error) -> String {
    let (key, arguments) = said(lang, fault);
    lang.tell(key, &arguments)
}

type Said = (&'static str, Vec<(&'static str, FluentValue<'static>)>);

/// The key of the sentence, with what it names. A list, one line an error.
fn said(lang: Language, fault: &Error) -> Said {
    match fault {
        Error::Key { key } => ("fault-key", vec![("key", key.clone().into())]),
        Error::KeyRefused { .. } => ("fault-key-refused", Vec::new()),
        Error::Address { text } => ("fault-address", vec![("text", text.clone().into())]),
        Error::UnknownKind { name } => ("fault-unknown-kind", vec![("name", name.clone().into())]),
        Error::UnknownField { field, .. } => ("fault-unknown-field", vec![("field", field.clone().into())]),
        Error::Date { text } => ("fault-date", vec![("text", text.clone().into())]),
        Error::Value { text, .. } => ("fault-value", vec![("text", text.clone().into())]),
        Error::Language { .. } => ("fault-language", Vec::new()),
        Error::MissingField { .. } => ("fault-missing", Vec::new()),
        Error::Exists { address } => ("fault-exists", vec![("key", address.key().to_owned().into())]),
        Error::NotFound { address } => ("fault-not-found", vec![("key", address.key().to_owned().into())]),
        Error::Dangling { to, .. } => ("fault-dangling", vec![("to", to.to_string().into())]),
        Error::NoRow { address, act, state } => (
            "fault-no-row",
            vec![
                ("act", crate::act(lang, address.kind(), act).into()),
                ("state", crate::state(lang, address.kind(), state).into()),
            ],
        ),
        Error::Refused { needed, .. } => ("fault-refused", vec![("who", people(lang, needed).into())]),
        Error::Locked { address, state } => {
            ("fault-locked", vec![("state", crate::state(lang, address.kind(), state).into())])
        }
        Error::NotWritten { .. } => ("fault-not-written", Vec::new()),
        Error::Reason { .. } => ("fault-reason", Vec::new()),
        Error::Outdated { .. } => ("fault-outdated", Vec::new()),
        Error::ConfirmedAlready { .. } => ("fault-confirmed-already", Vec::new()),
        Error::OtherProposal { .. } => ("fault-other-proposal", Vec::new()),
        Error::NothingToTakeBack { .. } => ("fault-nothing-to-take-back", Vec::new()),
        Error::NotActive { user } => ("fault-not-active", vec![("user", user.key().to_owned().into())]),
        Error::PublicKey => ("fault-public-key", Vec::new()),
        Error::Signature => ("fault-signature", Vec::new()),
        Error::NoSuchKey { key, .. } => ("fault-no-such-key", vec![("key", key.key().to_owned().into())]),
        Error::Kept { .. } => ("fault-kept", Vec::new()),
        Error::SideStays { .. } => ("fault-side-stays", Vec::new()),
        Error::Hidden { .. } => ("fault-hidden", Vec::new()),
        Error::AdministratorOnly => ("fault-administrator-only", Vec::new()),
        Error::JointSide => ("fault-joint-side", Vec::new()),
        Error::NotCirculated => ("fault-not-circulated", Vec::new()),
        Error::HoldsOffice { .. } => ("fault-holds-office", Vec::new()),
        Error::RecommendationMoved { .. } => ("fault-recommendation-moved", Vec::new()),
        Error::SecondOpinion { .. } => ("fault-second-opinion", Vec::new()),
        Error::NoText { .. } => ("fault-no-text", Vec::new()),
        Error::NotSigned => ("fault-not-signed", Vec::new()),
        Error::TextLocked { state, .. } => (
            "fault-text-locked",
            vec![(
                "state",
                TextState::parse(state).map_or_else(String::new, |state| text_state(lang, state)).into(),
            )],
        ),
        Error::Merge { .. } => ("fault-merge", Vec::new()),
        Error::ChangeRequest { text } => ("fault-change-request", vec![("text", text.clone().into())]),
        Error::NoParty { .. } => ("fault-no-party", Vec::new()),
        Error::Internal { .. } => ("fault-internal", Vec::new()),
        Error::Wider { of } => ("fault-wider", vec![("of", of.key().to_owned().into())]),
        Error::NotFrozen { dataset, state } => (
            "fault-not-frozen",
            vec![
                ("dataset", dataset.key().to_owned().into()),
                ("state", crate::state(lang, dataset.kind(), state).into()),
            ],
        ),
        Error::OtherData { dataset } => {
            ("fault-other-data", vec![("dataset", dataset.key().to_owned().into())])
        }
        Error::RunWithdrawn { run } => ("fault-run-withdrawn", vec![("run", run.key().to_owned().into())]),
    }
}

/// Roles in words, with whose they are.
fn people(lang: Language, needed: &[Who]) -> String {
    let who = |who: &Who| {
        let whose = match who.scope {
            Scope::Own => "fault-own-side",
            Scope::Other => "fault-other-side",
            Scope::Either => "fault-either-side",
        };
        lang.tell(whose, &[("role", role(lang, who.role).into())])
    };
    lang.list(&needed.iter().map(who).collect::<Vec<_>>())
}
