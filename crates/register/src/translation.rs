//! Acts on the languages of a text: one is added, has been read, is what was signed.

use crate::act::{Changes, Request, changed};
use crate::error::{Error, Errors};
use crate::kind::Kind;
use crate::permission::Permit;
use crate::text::TextState;
use crate::value::{self, Input, Value};

/// Adds languages.
pub(crate) fn translate(permit: &Permit, request: &Request) -> Result<Changes, Errors> {
    let mut entry = permit.entry().clone();
    let mut faults = Errors::new();
    let stands = standing(entry.kind(), entry.state);
    for (name, input) in &request.inputs {
        let Input::Texts(changed) = input else {
            faults.push(Error::Language { field: name });
            continue;
        };
        for (lang, (text, _)) in changed {
            let old = entry.texts(name).and_then(|texts| texts.get(lang));
            if let Some(old) = old.filter(|old| old.state >= stands && old.text != *text) {
                let (field, lang) = ((*name).to_owned(), lang.clone());
                faults.push(Error::TextLocked { field, lang, state: old.state.code() });
            }
        }
    }
    let kind = entry.kind();
    faults.extend(value::write(kind, &mut entry.fields, &request.inputs).err().unwrap_or_default());
    faults.extend(value::missing(kind, &entry.fields));
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(changed(permit, entry, request))
}

/// From which state on the words of an entry are not replaced by a translation. Where its state locks the fields,
/// what a person wrote is what the sides agreed on.
pub(crate) fn standing(kind: &Kind, state: &str) -> TextState {
    let open = kind.amends.iter().any(|amend| amend.states.contains(&state));
    if open { TextState::Reviewed } else { TextState::Draft }
}

/// A reviewer has read a language.
pub(crate) fn review(permit: &Permit, request: &Request, field: &str, lang: &str) -> Result<Changes, Errors> {
    set_text(permit, request, field, lang, TextState::Reviewed)
}

fn set_text(
    permit: &Permit,
    request: &Request,
    field: &str,
    lang: &str,
    state: TextState,
) -> Result<Changes, Errors> {
    let mut entry = permit.entry().clone();
    let version = match entry.fields.get_mut(field) {
        Some(Value::Texts(texts)) => texts.get_mut(lang),
        _ => None,
    };
    let Some(version) = version else {
        return Err(vec![Error::NoText { field: field.to_owned(), lang: lang.to_owned() }]);
    };
    if version.state < state {
        version.state = state;
    }
    version.behind = false;
    Ok(changed(permit, entry, request))
}

/// A language is what was signed, which only what was signed can have.
pub(crate) fn authenticate(
    permit: &Permit,
    request: &Request,
    field: &str,
    lang: &str,
) -> Result<Changes, Errors> {
    let entry = permit.entry();
    if !is_signed(entry.kind(), entry.state) {
        return Err(vec![Error::NotSigned]);
    }
    set_text(permit, request, field, lang, TextState::Authentic)
}

/// Whether both sides have signed what an entry of this kind says in this state.
pub(crate) fn is_signed(kind: &Kind, state: &str) -> bool {
    match kind.name {
        "instrument" => ["signed", "in_force", "renewed", "expired", "terminated"].contains(&state),
        "minutes" => ["adopted", "amended"].contains(&state),
        _ => false,
    }
}
