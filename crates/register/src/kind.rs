//! What a kind of entry is: fields, states, rows from state to state, and who may take them.
//!
//! Each kind is one constant in [`kinds`], so that a rule is read where its kind is described and stands
//! nowhere else. A transition without a row cannot be written.

use crate::kinds;

/// What users are to the mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The secretariat of a side.
    Secretariat,
    /// The office of a side's co-chair.
    CoChair,
    /// An officer of a member region.
    RegionOfficer,
    /// Loads data, runs analyses.
    Analyst,
    /// Reviews texts of some languages.
    Reviewer,
    /// Speaks for an enterprise, university, institute.
    Organisation,
    /// Keeps users, roles and keys of one side; takes no act of the mechanism.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 7] = [
        Role::Secretariat,
        Role::CoChair,
        Role::RegionOfficer,
        Role::Analyst,
        Role::Reviewer,
        Role::Organisation,
        Role::Administrator,
    ];

    /// The word as stored.
    pub fn code(self) -> &'static str {
        match self {
            Role::Secretariat => "secretariat",
            Role::CoChair => "co_chair",
            Role::RegionOfficer => "region_officer",
            Role::Analyst => "analyst",
            Role::Reviewer => "reviewer",
            Role::Organisation => "organisation",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the word as stored.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == text)
    }
}

/// On whose entries a role acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those of the own side, and joint ones; officers of regions and organisations: those that name their own.
    Own,
    /// Those of the other side, which the own side answers.
    Other,
    /// Those of both sides.
    Either,
}

/// Who may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// In which role.
    pub role: Role,
    /// On whose entries.
    pub scope: Scope,
}

/// Whether a row needs both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halves {
    /// One side's act is enough.
    One,
    /// Both confirm the same version.
    Both,
    /// Both, when the entry is marked as joint.
    BothIfJoint,
    /// Both, when the entry it is merged into belongs to the other side.
    BothIfAcross,
}

/// From -> to, by whom.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The verb: `submit`, `confirm`.
    pub act: &'static str,
    /// States it starts from.
    pub from: &'static [&'static str],
    /// The state it leads to.
    pub to: &'static str,
    /// Who may take it; empty for what follows from another entry.
    pub who: &'static [Who],
    /// Whether both sides must.
    pub halves: Halves,
    /// Whether a reason must be given.
    pub reason: bool,
    /// Fields that the act itself may write, although the state locks them.
    pub writes: &'static [&'static str],
}

/// The form of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text in several languages.
    Texts,
    /// One line without language: a number of a document, a place in a code list.
    Line,
    /// Several such lines.
    Lines,
    /// A date of any precision.
    Date,
    /// Hour and minute, `10:30`.
    Time,
    /// A time zone of the IANA database, `Europe/Samara`.
    Zone,
    /// A decimal number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// Yes or no.
    Flag,
    /// One word of a list.
    Choice(&'static [&'static str]),
    /// Several words of a list.
    Choices(&'static [&'static str]),
    /// The address of an entry of one of these kinds; of any kind when empty.
    Ref(&'static [&'static str]),
    /// Several such addresses.
    Refs(&'static [&'static str]),
    /// An address on the web, `https://...`.
    Url,
    /// An address for mail.
    Email,
    /// A SHA-256, 64 hexadecimal digits.
    Hash,
    /// Codes in their schemes, `iso:RU-SAR`, `ror:05qwgg493`.
    Codes,
}

/// One field of a kind.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "five marks that a field has or has not, each by itself")]
pub struct Field {
    /// Its name, as in columns of spreadsheets and in labels.
    pub name: &'static str,
    /// Its form.
    pub form: Form,
    /// Whether an entry needs it.
    pub required: bool,
    /// Whether the regions or organisations it names own the entry.
    pub owns: bool,
    /// Whether the thread of evidence and follow-through runs along it, back towards its origin.
    pub thread: bool,
    /// Whether it is about a person and can be erased.
    pub personal: bool,
    /// Whether only the register itself writes it, or an act that says so.
    pub kept: bool,
}

/// Who may change the fields, in which states.
#[derive(Debug, Clone, Copy)]
pub struct Amend {
    /// The states.
    pub states: &'static [&'static str],
    /// Who.
    pub who: &'static [Who],
}

/// To which side an entry belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// To both.
    Joint,
    /// To the side of whoever makes it.
    Author,
    /// To the side named in its field `side`; to both when that is empty.
    Named,
}

/// Who can see an entry, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Its own side.
    Side,
    /// Both sides.
    Members,
    /// Everybody.
    Public,
}

impl Visibility {
    /// All, from the narrowest.
    pub const ALL: [Visibility; 3] = [Visibility::Side, Visibility::Members, Visibility::Public];

    /// The word as stored.
    pub fn code(self) -> &'static str {
        match self {
            Visibility::Side => "side",
            Visibility::Members => "members",
            Visibility::Public => "public",
        }
    }

    /// Reads the word as stored.
    pub fn parse(text: &str) -> Option<Visibility> {
        Visibility::ALL.into_iter().find(|visibility| visibility.code() == text)
    }
}

/// A kind of entry.
#[derive(Debug)]
pub struct Kind {
    /// Its name, `recommendation`: in addresses and commands.
    pub name: &'static str,
    /// Its plural, `recommendations`: in imports and exports.
    pub plural: &'static str,
    /// What keys given by the store begin with.
    pub prefix: &'static str,
    /// To which side an entry belongs.
    pub owner: Owner,
    /// Who can see it, unless the entry says less.
    pub visibility: Visibility,
    /// States in which only the own side sees it.
    pub inside: &'static [&'static str],
    /// States in which both sides see it and the public does not yet.
    pub unpublished: &'static [&'static str],
    /// Its fields.
    pub fields: &'static [Field],
    /// Its states; the first is the one it begins in.
    pub states: &'static [&'static str],
    /// Who may make one.
    pub creates: &'static [Who],
    /// Who may change the fields, in which states.
    pub amends: &'static [Amend],
    /// The table from -> to.
    pub rows: &'static [Row],
}

impl Kind {
    /// A field by name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The word of a state of this kind, as it stands in the table.
    pub fn state(&self, name: &str) -> Option<&'static str> {
        self.states.iter().copied().find(|state| *state == name)
    }

    /// The row of an act from a state.
    pub fn row(&self, act: &str, from: &str) -> Option<&'static Row> {
        self.rows.iter().find(|row| row.act == act && row.from.contains(&from))
    }

    /// The state an entry begins in.
    pub fn first_state(&self) -> &'static str {
        self.states[0]
    }
}

/// A kind by name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    kinds::ALL.iter().copied().find(|kind| kind.name == name)
}

/// A kind by its name or plural; hyphens count as underscores.
pub fn kind_or_plural(name: &str) -> Option<&'static Kind> {
    let name = name.replace('-', "_");
    kinds::ALL.iter().copied().find(|kind| kind.name == name || kind.plural == name)
}
