//! Who may do what. Nothing else makes a [`Permit`], and nothing changes an entry without one.

use crate::actor::{Actor, Reader};
use crate::entry::Entry;
use crate::error::Error;
use crate::kind::{Amend, Role, Row, Scope, Who};
use crate::text::Lang;

/// What is to be done with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed<'a> {
    /// Make it.
    Create,
    /// Change its fields where its state allows it.
    Amend,
    /// Add languages to its texts, in any state; nothing reviewed or authentic is replaced, and where the state locks
    /// the fields nothing that a person wrote.
    Translate,
    /// Take a row of its table.
    Take(&'static Row),
    /// Take back the own half of an act.
    TakeBack(&'static Row),
    /// Say that one language of a text has been read.
    Review {
        /// The field.
        field: &'a str,
        /// The language.
        lang: &'a str,
    },
    /// Say that one language of a text is what was signed.
    Authenticate {
        /// The field.
        field: &'a str,
        /// The language.
        lang: &'a str,
    },
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Row {}

impl Deed<'_> {
    /// Its name in the audit chain.
    pub fn name(&self) -> &'static str {
        match self {
            Deed::Create => "create",
            Deed::Amend => "amend",
            Deed::Translate => "translate",
            Deed::Take(row) => row.act,
            Deed::TakeBack(_) => "take_back_half",
            Deed::Review { .. } => "review_text",
            Deed::Authenticate { .. } => "authenticate_text",
        }
    }
}

/// Proof that an actor may do a deed to an entry as it stands.
#[derive(Debug)]
pub struct Permit<'a> {
    actor: &'a Actor,
    deed: Deed<'a>,
    entry: &'a Entry,
}

impl<'a> Permit<'a> {
    /// Who.
    pub fn actor(&self) -> &'a Actor {
        self.actor
    }

    /// What.
    pub fn deed(&self) -> Deed<'a> {
        self.deed
    }

    /// To which entry.
    pub fn entry(&self) -> &'a Entry {
        self.entry
    }
}

/// The proof, or why there is none. To create is asked of the entry as it would be.
pub fn permit<'a>(actor: &'a Actor, deed: Deed<'a>, entry: &'a Entry) -> Result<Permit<'a>, Error> {
    if deed != Deed::Create && !Reader::Member(actor.side).sees(entry) {
        // Whoever may not see it is not told that it exists.
        return Err(Error::NotFound { address: entry.address.clone() });
    }
    let kind = entry.kind();
    let allowed = match deed {
        Deed::Create => any(kind.creates, actor, entry),
        Deed::Amend => amends(kind.amends, actor, entry)?,
        Deed::Translate => {
            any(kind.creates, actor, entry) || kind.amends.iter().any(|amend| any(amend.who, actor, entry))
        }
        Deed::Take(row) | Deed::TakeBack(row) => any(row.who, actor, entry),
        Deed::Review { lang, .. } => reviews(actor, entry, lang),
        Deed::Authenticate { .. } => matches(AUTHENTICATES, actor, entry),
    };
    if allowed {
        return Ok(Permit { actor, deed, entry });
    }
    Err(refused(actor, deed, entry))
}

/// Says who could have done it.
pub(crate) fn refused(actor: &Actor, deed: Deed<'_>, entry: &Entry) -> Error {
    let (user, address) = (actor.user.clone(), entry.address.clone());
    Error::Refused { user, deed: deed.name(), address, needed: needed(deed, entry) }
}

const AUTHENTICATES: Who = Who { role: Role::Secretariat, scope: Scope::Own };

/// The acts that an actor may take on an entry now, for menus and messages.
pub fn acts(actor: &Actor, entry: &Entry) -> Vec<&'static Row> {
    let open = entry.kind().rows.iter().filter(|row| row.from.contains(&entry.state));
    open.filter(|row| permit(actor, Deed::Take(row), entry).is_ok()).collect()
}

fn amends(amends: &'static [Amend], actor: &Actor, entry: &Entry) -> Result<bool, Error> {
    let open: Vec<&Amend> = amends.iter().filter(|amend| amend.states.contains(&entry.state)).collect();
    if open.is_empty() {
        return Err(Error::Locked { address: entry.address.clone(), state: entry.state });
    }
    Ok(open.iter().any(|amend| any(amend.who, actor, entry)))
}

fn any(who: &[Who], actor: &Actor, entry: &Entry) -> bool {
    who.iter().any(|who| matches(*who, actor, entry))
}

fn matches(who: Who, actor: &Actor, entry: &Entry) -> bool {
    let side = match who.scope {
        Scope::Own => entry.side.is_none_or(|side| side == actor.side),
        Scope::Other => entry.side == Some(actor.side.other()),
        Scope::Either => true,
    };
    actor.roles.contains(&who.role) && side && owns(who, actor, entry)
}

/// Officers of regions and organisations act on what names their own; all others on what is their side's.
fn owns(who: Who, actor: &Actor, entry: &Entry) -> bool {
    match who.role {
        Role::RegionOfficer => entry.owners().iter().any(|owner| actor.regions.contains(owner)),
        Role::Organisation => entry.owners().iter().any(|owner| actor.organisation.as_ref() == Some(owner)),
        _ => true,
    }
}

fn reviews(actor: &Actor, entry: &Entry, lang: &str) -> bool {
    let knows = actor.reviews.iter().any(|known: &Lang| known == lang);
    knows && matches(Who { role: Role::Reviewer, scope: Scope::Own }, actor, entry)
}

/// Who could have done it: for the message.
fn needed(deed: Deed<'_>, entry: &Entry) -> Vec<Who> {
    let kind = entry.kind();
    match deed {
        Deed::Create | Deed::Translate => kind.creates.to_vec(),
        Deed::Amend => kind
            .amends
            .iter()
            .filter(|amend| amend.states.contains(&entry.state))
            .flat_map(|amend| amend.who)
            .copied()
            .collect(),
        Deed::Take(row) | Deed::TakeBack(row) => row.who.to_vec(),
        Deed::Review { .. } => vec![Who { role: Role::Reviewer, scope: Scope::Own }],
        Deed::Authenticate { .. } => vec![AUTHENTICATES],
    }
}
