//! What evidence must be made of: a run of frozen data, a row of a run; and nobody sees more through it than through what
//! it is made of.

use crate::actor::{Reader, audience};
use crate::entry::Entry;
use crate::error::{Error, Errors};
use crate::related::Related;

/// The field that names what an entry of evidence is made of.
pub(crate) fn made_of(kind: &str) -> Option<&'static str> {
    match kind {
        "analysis_run" => Some("dataset"),
        "weak_link" => Some("run"),
        _ => None,
    }
}

/// What is wrong with evidence that is to be made. What its maker cannot see is refused as what does not exist, elsewhere.
pub(crate) fn check(entry: &Entry, related: &Related) -> Result<(), Errors> {
    let named = made_of(entry.kind().name).and_then(|field| entry.reference(field));
    let Some(origin) = named.and_then(|address| related.get(&address)) else { return Ok(()) };
    if !entry.side.is_some_and(|side| Reader::Member(side).sees(origin)) {
        return Ok(());
    }
    let mut faults = Errors::new();
    if audience(entry).visibility() > audience(origin).visibility() {
        faults.push(Error::Wider { of: origin.address.clone() });
    }
    if origin.kind().name == "dataset" {
        if origin.state != "frozen" {
            faults.push(Error::NotFrozen { dataset: origin.address.clone(), state: origin.state });
        }
        if entry.plain("data_sha256") != origin.plain("sha256") {
            faults.push(Error::OtherData { dataset: origin.address.clone() });
        }
    } else if origin.state != "finished" {
        faults.push(Error::RunWithdrawn { run: origin.address.clone() });
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
