//! The words in which the tables of kinds are written.

use crate::kind::{Amend, Field, Form, Halves, Role, Row, Scope, Who};

pub const SECRETARIAT: Who = Who { role: Role::Secretariat, scope: Scope::Own };
pub const OTHER_SECRETARIAT: Who = Who { role: Role::Secretariat, scope: Scope::Other };
pub const ANY_SECRETARIAT: Who = Who { role: Role::Secretariat, scope: Scope::Either };
pub const COCHAIR: Who = Who { role: Role::CoChair, scope: Scope::Own };
pub const ANY_COCHAIR: Who = Who { role: Role::CoChair, scope: Scope::Either };
pub const OFFICER: Who = Who { role: Role::RegionOfficer, scope: Scope::Own };
pub const PARTNER_OFFICER: Who = Who { role: Role::RegionOfficer, scope: Scope::Other };
pub const ANALYST: Who = Who { role: Role::Analyst, scope: Scope::Own };
pub const ORGANISATION: Who = Who { role: Role::Organisation, scope: Scope::Own };
pub const ADMINISTRATOR: Who = Who { role: Role::Administrator, scope: Scope::Own };

/// Levels of government, for decisions, strategies and bodies.
pub const LEVEL: Form = Form::Choice(&["leaders", "central", "mechanism", "region", "city"]);
/// The two sides.
pub const SIDE: Form = Form::Choice(&["a", "b"]);
/// The two sides, or none of them: Volgograd lies on the Volga and belongs to no member region.
pub const SIDE_OR_NONE: Form = Form::Choice(&["a", "b", "none"]);
/// Any entry.
pub const ANY: Form = Form::Refs(&[]);

pub const fn field(name: &'static str, form: Form) -> Field {
    Field { name, form, required: false, owns: false, thread: false, personal: false, kept: false }
}

pub const fn texts(name: &'static str) -> Field {
    field(name, Form::Texts)
}

pub const fn line(name: &'static str) -> Field {
    field(name, Form::Line)
}

pub const fn date(name: &'static str) -> Field {
    field(name, Form::Date)
}

pub const fn number(name: &'static str) -> Field {
    field(name, Form::Number)
}

pub const fn one(name: &'static str, kinds: &'static [&'static str]) -> Field {
    field(name, Form::Ref(kinds))
}

pub const fn many(name: &'static str, kinds: &'static [&'static str]) -> Field {
    field(name, Form::Refs(kinds))
}

pub const fn choice(name: &'static str, words: &'static [&'static str]) -> Field {
    field(name, Form::Choice(words))
}

impl Field {
    /// An entry needs it.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// The regions or organisations it names own the entry.
    pub const fn owns(mut self) -> Field {
        self.owns = true;
        self
    }

    /// The thread runs along it.
    pub const fn thread(mut self) -> Field {
        self.thread = true;
        self
    }

    /// Only the register itself writes it, or an act that says so.
    pub const fn kept(mut self) -> Field {
        self.kept = true;
        self
    }

    /// It is about a person.
    pub const fn personal(mut self) -> Field {
        self.personal = true;
        self
    }
}

pub const fn amend(states: &'static [&'static str], who: &'static [Who]) -> Amend {
    Amend { states, who }
}

pub const fn row(
    act: &'static str,
    from: &'static [&'static str],
    to: &'static str,
    who: &'static [Who],
) -> Row {
    Row { act, from, to, who, halves: Halves::One, reason: false, writes: &[] }
}

/// A row that follows from another entry and that nobody takes by itself.
pub const fn follows(act: &'static str, from: &'static [&'static str], to: &'static str) -> Row {
    row(act, from, to, &[])
}

impl Row {
    /// Both sides confirm the same version.
    pub const fn both(mut self) -> Row {
        self.halves = Halves::Both;
        self
    }

    /// Whether both sides must.
    pub const fn halves(mut self, halves: Halves) -> Row {
        self.halves = halves;
        self
    }

    /// A reason must be given.
    pub const fn with_reason(mut self) -> Row {
        self.reason = true;
        self
    }

    /// The act itself may write these fields.
    pub const fn writes(mut self, fields: &'static [&'static str]) -> Row {
        self.writes = fields;
        self
    }
}
