//! What can be wrong with an act.

use diagnostic::{Explain, Kind as ReportKind};
use jiff::Timestamp;

use crate::address::Address;
use crate::kind::{Form, Role, Scope, Who, kind};
use crate::side::Side;

/// Everything that is wrong with one act.
pub type Errors = Vec<Error>;

/// Why the register does not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the sentence of each variant says what it is")]
pub enum Error {
    #[error(
        "{key:?} is no key: it is empty, too long, or has a blank, a comma, a semicolon or a slash in it"
    )]
    Key { key: String },
    #[error("{text:?} is no address of an entry, such as project/P-12")]
    Address { text: String },
    #[error("there is no kind of entry named {name:?}")]
    UnknownKind { name: String },
    #[error("{kind} has no field {field:?}")]
    UnknownField { kind: &'static str, field: String },
    #[error("{text:?} is no date")]
    Date { text: String },
    #[error("{text:?} is no value for the field {field}")]
    Value { field: &'static str, text: String, form: Form },
    #[error("the field {field} holds texts by language, and no other does")]
    Language { field: &'static str },
    #[error("a {kind} needs the field {field}")]
    MissingField { kind: &'static str, field: &'static str },
    #[error("{address} exists already")]
    Exists { address: Address },
    #[error("{address} is not an address that can be chosen")]
    KeyRefused { address: Address },
    #[error("there is no {address}")]
    NotFound { address: Address },
    #[error("{address} names {to}, which does not exist")]
    Dangling { address: Address, field: &'static str, to: Address },
    #[error("{address} is {state}: there is no way to {act} it from there")]
    NoRow { address: Address, act: String, state: &'static str },
    #[error("{user} may not {deed} {address}")]
    Refused { user: Address, deed: &'static str, address: Address, needed: Vec<Who> },
    #[error("{address} is {state} and its fields are locked")]
    Locked { address: Address, state: &'static str },
    #[error("the act {act} does not write the field {field}")]
    NotWritten { act: &'static str, field: String },
    #[error("to {act} needs a reason")]
    Reason { act: &'static str },
    #[error(
        "{address} has changed since: it is at version {current}, your change was made on version {yours}"
    )]
    Outdated { address: Address, yours: u32, current: u32 },
    #[error("side {side} has confirmed this version already, on {at}")]
    ConfirmedAlready { side: Side, at: Timestamp },
    #[error("side {side} has confirmed another proposal")]
    OtherProposal { side: Side, act: &'static str },
    #[error("side {side} has no half of {act} to take back")]
    NothingToTakeBack { side: Side, act: &'static str },
    #[error("{user} is not active")]
    NotActive { user: Address },
    #[error("the public key is no Ed25519 key of 64 hexadecimal digits")]
    PublicKey,
    #[error("the signature does not fit the version and the key")]
    Signature,
    #[error("{key} is no active key of side {side}")]
    NoSuchKey { key: Address, side: Side },
    #[error("the field {field} is written by the register itself")]
    Kept { field: &'static str },
    #[error("{address} stays on its side")]
    SideStays { address: Address },
    #[error("{address} is both sides', and what both see is not hidden by one")]
    Hidden { address: Address },
    #[error("an administrator takes no act of the mechanism, and so has no other role")]
    AdministratorOnly,
    #[error("a joint entry cannot be seen by one side only")]
    JointSide,
    #[error("the minutes of the session are not circulated")]
    NotCirculated,
    #[error("{person} holds an office, and what an office did stays on record")]
    HoldsOffice { person: Address },
    #[error("the recommendation has moved on: it is {state}")]
    RecommendationMoved { state: &'static str },
    #[error("{side} has an opinion already: {opinion}")]
    SecondOpinion { side: Side, opinion: Address },
    #[error("the field {field} has no text in {lang}")]
    NoText { field: String, lang: String },
    #[error("only the wording of a signed instrument or adopted minutes is authentic")]
    NotSigned,
    #[error("{lang} of {field} is {state} and is not replaced")]
    TextLocked { field: String, lang: String, state: &'static str },
    #[error("{address} cannot be merged into {to}")]
    Merge { address: Address, to: Address },
    #[error("the change request says {text:?}, which is no change of a project")]
    ChangeRequest { text: String },
    #[error("{region} is no party of {project}")]
    NoParty { region: Address, project: Address },
    #[error("a {kind} is for its own side, and nobody else sees it")]
    Internal { kind: &'static str },
    #[error("{of} is seen by fewer, and nobody sees more through what is made of it")]
    Wider { of: Address },
    #[error("{dataset} is {state}, and analyses run on frozen data only")]
    NotFrozen { dataset: Address, state: &'static str },
    #[error("the run was made on other data than those of {dataset}")]
    OtherData { dataset: Address },
    #[error("{run} was withdrawn")]
    RunWithdrawn { run: Address },
}

impl Error {
    /// The field it is about, for the column of a spreadsheet or the field of a form.
    pub fn field(&self) -> Option<&str> {
        match self {
            Error::UnknownField { field, .. }
            | Error::NotWritten { field, .. }
            | Error::NoText { field, .. } => Some(field),
            Error::Value { field, .. }
            | Error::Language { field }
            | Error::MissingField { field, .. }
            | Error::Kept { field }
            | Error::Dangling { field, .. } => Some(field),
            Error::Key { .. } | Error::KeyRefused { .. } => Some("key"),
            Error::SideStays { .. } => Some("side"),
            Error::Hidden { .. } | Error::Wider { .. } => Some("visibility"),
            Error::AdministratorOnly => Some("roles"),
            Error::NoParty { .. } => Some("region"),
            Error::Reason { .. } => Some("reason"),
            _ => None,
        }
    }
}

impl Explain for Error {
    fn kind(&self) -> ReportKind {
        ReportKind::Data
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Key { .. } | Error::KeyRefused { .. } => "bad-key",
            Error::Address { .. } => "bad-address",
            Error::UnknownKind { .. } => "unknown-kind",
            Error::UnknownField { .. } => "unknown-field",
            Error::Date { .. } => "bad-date",
            Error::Value { .. } => "bad-value",
            Error::Language { .. } => "bad-language",
            Error::MissingField { .. } => "missing-field",
            Error::Exists { .. } => "exists",
            Error::NotFound { .. } => "not-found",
            Error::Dangling { .. } => "dangling",
            Error::NoRow { .. } => "no-transition",
            Error::Refused { .. } => "refused",
            Error::Locked { .. } => "locked",
            Error::NotWritten { .. } => "not-written",
            Error::Reason { .. } => "reason",
            Error::Outdated { .. } => "outdated",
            Error::ConfirmedAlready { .. } => "confirmed-already",
            Error::OtherProposal { .. } => "other-proposal",
            Error::NothingToTakeBack { .. } => "nothing-to-take-back",
            Error::NotActive { .. } => "not-active",
            Error::PublicKey | Error::Signature | Error::NoSuchKey { .. } => "signature",
            Error::Kept { .. } => "kept-by-register",
            Error::SideStays { .. } => "side-stays",
            Error::Hidden { .. } => "hidden",
            Error::AdministratorOnly => "administrator-only",
            Error::JointSide => "joint-side",
            Error::NotCirculated => "not-circulated",
            Error::HoldsOffice { .. } => "holds-office",
            Error::RecommendationMoved { .. } => "recommendation-moved",
            Error::SecondOpinion { .. } => "second-opinion",
            Error::NoText { .. } => "no-text",
            Error::NotSigned => "not-signed",
            Error::TextLocked { .. } => "text-locked",
            Error::Merge { .. } => "merge",
            Error::ChangeRequest { .. } => "change-request",
            Error::NoParty { .. } => "no-party",
            Error::Internal { .. } => "internal",
            Error::Wider { .. } => "wider",
            Error::NotFrozen { .. } => "not-frozen",
            Error::OtherData { .. } => "other-data",
            Error::RunWithdrawn { .. } => "run-withdrawn",
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Refused { needed, .. } if needed.is_empty() => {
                vec!["it follows from another entry and is nobody's to do".into()]
            }
            Error::Refused { needed, .. } => vec![format!("it is for {}", people(needed))],
            Error::NoRow { address, state, .. } => open_acts(address, state),
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let advice = match self {
            Error::Value { form, .. } => expected(*form),
            Error::Date { .. } => expected(Form::Date),
            Error::Language { field } => {
                format!("write {field}.en, {field}.zh, {field}.ru for texts, and no language for the rest")
            }
            Error::Outdated { .. } => {
                "look at both versions, and make your change again on the newer one".into()
            }
            Error::OtherProposal { act, .. } => {
                format!("confirm what they proposed, or ask them to take their half of {act} back")
            }
            Error::Locked { .. } => {
                "take it back to a state that can be changed, or open a change request".into()
            }
            Error::KeyRefused { .. } => {
                "leave the key out, and the register gives the entry its number; or choose another".into()
            }
            Error::Reason { .. } => "give it with --reason".into(),
            Error::Dangling { .. } => "import or make that entry first".into(),
            Error::NotCirculated => "ask a secretariat to circulate them".into(),
            Error::ChangeRequest { .. } => {
                "write one change a line, such as end=2027-06 or title.zh=...".into()
            }
            Error::Kept { field } => format!("leave the column {field} out"),
            Error::Wider { .. } => "give it the same visibility, or a narrower one".into(),
            Error::NotFrozen { dataset, .. } => {
                format!("counterpart dataset check {0}, then freeze {0}", dataset.key())
            }
            Error::AdministratorOnly => "make another user for that role".into(),
            Error::UnknownField { kind: name, field } => fields_like(name, field),
            Error::UnknownKind { .. } => "counterpart template --help lists the kinds".into(),
            _ => return Vec::new(),
        };
        vec![advice]
    }
}

/// The field that was meant, or all there are.
fn fields_like(kind_name: &str, typed: &str) -> String {
    let fields = kind(kind_name).map_or(&[][..], |kind| kind.fields);
    let (typed, lang) = typed.split_once('.').map_or((typed, None), |(name, lang)| (name, Some(lang)));
    let near = |field: &&crate::kind::Field| strsim::damerau_levenshtein(field.name, typed);
    match fields.iter().min_by_key(near).filter(|field| near(field) <= 1 + typed.chars().count() / 4) {
        Some(field) if field.form == Form::Texts => {
            format!("did you mean {}.{}?", field.name, lang.unwrap_or("en"))
        }
        Some(field) => format!("did you mean {}?", field.name),
        None => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            format!("it has: {}", names.join(", "))
        }
    }
}

/// What a field of this form takes.
pub fn expected(form: Form) -> String {
    match form {
        Form::Texts => "texts by language".into(),
        Form::Line => "one line".into(),
        Form::Lines => "one item a line".into(),
        Form::Date => "write 2026-05-14, 2026-05, 2026, or --05-14 when the year is not known".into(),
        Form::Time => "write hour and minute, such as 10:30".into(),
        Form::Zone => "write a time zone by its name, such as Europe/Samara or Asia/Shanghai".into(),
        Form::Number => "write a number with a point, such as 12.5".into(),
        Form::Count => "write a whole number that is not negative".into(),
        Form::Flag => "write yes or no".into(),
        Form::Choice(words) | Form::Choices(words) => format!("one of: {}", words.join(", ")),
        Form::Ref([]) | Form::Refs([]) => "write an address, such as project/P-12".into(),
        Form::Ref(kinds) | Form::Refs(kinds) => format!("write the key of a {}", kinds.join(" or ")),
        Form::Url => "write an address that begins with https://".into(),
        Form::Email => "write an address such as office@example.org".into(),
        Form::Hash => "write 64 hexadecimal digits".into(),
        Form::Codes => "write scheme and code, such as iso:RU-SAR".into(),
    }
}

/// Roles in words.
fn people(needed: &[Who]) -> String {
    let words: Vec<String> = needed
        .iter()
        .map(|who| {
            let role = match who.role {
                Role::CoChair => "co-chair's office",
                Role::RegionOfficer => "officer of a region that it names",
                Role::Organisation => "organisation that it names",
                Role::Reviewer => "reviewer of the language",
                Role::Secretariat | Role::Analyst | Role::Administrator => who.role.code(),
            };
            match who.scope {
                Scope::Own => format!("the {role} of its own side"),
                Scope::Other => format!("the {role} of the other side"),
                Scope::Either => format!("the {role} of either side"),
            }
        })
        .collect();
    words.join(", ")
}

fn open_acts(address: &Address, state: &str) -> Vec<String> {
    let kind = kind(address.kind().name).expect("an address has a kind");
    let open: Vec<&str> =
        kind.rows.iter().filter(|row| row.from.contains(&state)).map(|row| row.act).collect();
    match open.as_slice() {
        [] => vec![format!("{state} is where it ends")],
        open => vec![format!("from {state} there is: {}", open.join(", "))],
    }
}
