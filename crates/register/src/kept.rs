//! What nobody writes by hand.

use crate::entry::Entry;
use crate::error::{Error, Errors};
use crate::kind::Visibility;

/// Fields that the register keeps, the side of an entry, what both sides see already, and roles of an administrator
/// beside that one. `old` is the entry as it stands, if it does.
pub(crate) fn faults(entry: &Entry, old: Option<&Entry>) -> Errors {
    let mut faults = Errors::new();
    for field in entry.kind().fields.iter().filter(|field| field.kept) {
        let before = old.and_then(|old| old.fields.get(field.name));
        if entry.fields.get(field.name) != before {
            faults.push(Error::Kept { field: field.name });
        }
    }
    if old.is_some_and(|old| old.side != entry.side) {
        faults.push(Error::SideStays { address: entry.address.clone() });
    }
    let narrowed = entry.visibility == Visibility::Members;
    if old.is_some_and(|old| entry.side.is_none() && narrowed && old.visibility == Visibility::Public) {
        faults.push(Error::Hidden { address: entry.address.clone() });
    }
    if entry.kind().name == "user" {
        let roles = entry.items("roles");
        let administers = roles.iter().any(|role| role == "administrator");
        faults.extend((administers && roles.len() > 1).then_some(Error::AdministratorOnly));
    }
    faults
}
