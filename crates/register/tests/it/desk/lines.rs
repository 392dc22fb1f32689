//! Lines as requests, faults as sentences.

use diagnostic::Explain;
use register::act::{Request, Wish};
use register::address::Address;
use register::kind::{Visibility, kind};
use register::text::TextState;
use register::value::{Input, Inputs};
use register::{Errors, table};

use super::Desk;

impl Desk {
    /// The request of a line.
    pub fn request(&self, line: &str) -> Request {
        let mut parts = line.split(" | ");
        let (verb, of) = parts.next().and_then(|head| head.split_once(' ')).expect("VERB ADDRESS");
        let mut request = Request::new(address(of), Wish::Amend, self.now);
        let mut cells = Vec::new();
        let mut text = (String::new(), String::new());
        for part in parts {
            if let Some(reason) = part.strip_prefix("because: ") {
                request.reason = Some(reason.to_owned());
            } else if let Some(version) = part.strip_prefix("seen: ") {
                request.on_version = version.parse().ok();
            } else if let Some(visibility) = part.strip_prefix("visible: ") {
                request.visibility = Visibility::parse(visibility);
            } else if let Some((field, lang)) =
                part.strip_prefix("text: ").and_then(|name| name.split_once('.'))
            {
                text = (field.to_owned(), lang.to_owned());
            } else {
                cells.push(part);
            }
        }
        request.inputs = inputs(of, &cells);
        let (field, lang) = text;
        request.wish = match verb.split_once(':') {
            Some((_, act)) => Wish::TakeBack(act.to_owned()),
            None => match verb {
                "create" => Wish::Create,
                "amend" => Wish::Amend,
                "translate" => Wish::Translate,
                // Bulletins have an act of this name.
                "review" if !field.is_empty() => Wish::Review { field, lang },
                "authenticate" => Wish::Authenticate { field, lang },
                act => Wish::Take(act.to_owned()),
            },
        };
        request
    }
}

/// An address.
#[track_caller]
pub fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

/// Cells `column=text` as inputs; `column=machine:text` is text of a program.
#[track_caller]
pub fn inputs(of: &str, cells: &[&str]) -> Inputs {
    let (name, _) = of.split_once('/').unwrap();
    let kind = kind(name).unwrap();
    let cells: Vec<_> = cells
        .iter()
        .map(|cell| {
            let (name, text) = cell.split_once('=').expect("COLUMN=TEXT");
            (table::column(kind, name).unwrap_or_else(|| panic!("{of} has no {name}")), text.to_owned())
        })
        .collect();
    let mut inputs = table::inputs(&cells);
    for input in inputs.values_mut() {
        let Input::Texts(texts) = input else { continue };
        for (text, state) in texts.values_mut() {
            if let Some(rest) = text.strip_prefix("machine:") {
                (*text, *state) = (rest.to_owned(), TextState::Machine);
            }
        }
    }
    inputs
}

/// Everything that a person is told about faults.
pub fn sentences(faults: &Errors) -> String {
    let each = faults.iter().map(|fault| format!("{fault} {:?} {:?}", fault.causes(), fault.remedy()));
    each.collect::<Vec<_>>().join("\n")
}
