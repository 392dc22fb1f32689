//! Who acts, and who reads.

use crate::address::Address;
use crate::entry::Entry;
use crate::error::Error;
use crate::kind::{Kind, Role, Visibility};
use crate::side::Side;
use crate::text::Lang;

/// Somebody who acts for a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user: Address,
    /// The side.
    pub side: Side,
    /// In which roles.
    pub roles: Vec<Role>,
    /// Regions, for an officer of regions.
    pub regions: Vec<Address>,
    /// Organisation, for somebody who speaks for one.
    pub organisation: Option<Address>,
    /// Languages, for a reviewer.
    pub reviews: Vec<Lang>,
}

impl Actor {
    /// The actor that an entry of kind `user` makes.
    pub fn of(user: &Entry) -> Result<Self, Error> {
        let side = user.side.ok_or(Error::NotActive { user: user.address.clone() })?;
        if user.state != "active" {
            return Err(Error::NotActive { user: user.address.clone() });
        }
        Ok(Actor {
            user: user.address.clone(),
            side,
            roles: user.items("roles").iter().filter_map(|word| Role::parse(word)).collect(),
            regions: user.references("regions"),
            organisation: user.reference("organisation"),
            reviews: user.items("reviews").to_vec(),
        })
    }
}

/// Who is allowed to see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Both sides.
    Members,
    /// One side.
    Side(Side),
}

impl Audience {
    /// The widest visibility that shows an entry to no more than these.
    pub fn visibility(self) -> Visibility {
        match self {
            Audience::Public => Visibility::Public,
            Audience::Members => Visibility::Members,
            Audience::Side(_) => Visibility::Side,
        }
    }

    pub(crate) fn of(kind: &Kind, side: Option<Side>, visibility: Visibility, state: &str) -> Self {
        match side {
            Some(side) if visibility == Visibility::Side || kind.inside.contains(&state) => {
                Audience::Side(side)
            }
            // What is inside a side, of an entry that belongs to none, is inside the mechanism.
            _ if visibility != Visibility::Public
                || kind.unpublished.contains(&state)
                || kind.inside.contains(&state) =>
            {
                Audience::Members
            }
            _ => Audience::Public,
        }
    }

    /// The word as stored.
    pub fn code(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Members => "members",
            Audience::Side(side) => side.code(),
        }
    }
}

/// Somebody who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Anybody.
    Public,
    /// A user of a side.
    Member(Side),
}

impl Reader {
    /// The audiences this reader belongs to: what a query may return.
    pub fn audiences(self) -> Vec<&'static str> {
        let mut audiences = vec![Audience::Public.code()];
        if let Reader::Member(side) = self {
            audiences.extend([Audience::Members.code(), Audience::Side(side).code()]);
        }
        audiences
    }

    /// Whether this reader may see an entry.
    pub fn sees(self, entry: &Entry) -> bool {
        self.audiences().contains(&audience(entry).code())
    }
}

/// Who may see an entry: what its visibility allows, narrowed by its state.
pub fn audience(entry: &Entry) -> Audience {
    Audience::of(entry.kind(), entry.side, entry.visibility, entry.state)
}
