//! `counterpart strategies overlap --keep`: candidates into the register, where both sides confirm or strike them.

use alignment::{Language, Place};
use diagnostic::{Explain, Kind as ReportKind};
use matching::{Found, Origin, Overlap};
use register::act::{Request, Wish};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::kind::kind;
use register::text::TextState;
use register::value::{Input, Inputs};
use store::Transaction;

use crate::commands::office::acts;
use crate::desk::{self, Desk};
use crate::error::Failure;

/// A number that is not in the list, or a candidate that the register knows.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("there is no candidate {number}: the list has {n}")]
    NotThere { number: usize, n: usize },
    #[error("candidate {number} is in the register already, as {element}")]
    Known { number: usize, element: Address },
    #[error("candidate {number} quotes no passage of the own side, and no point of the other")]
    NoPoint { number: usize },
}

impl Explain for Error {
    fn kind(&self) -> ReportKind {
        ReportKind::Command
    }

    fn code(&self) -> &'static str {
        match self {
            Error::NotThere { .. } => "no-candidate",
            Error::Known { .. } => "known-candidate",
            Error::NoPoint { .. } => "no-point",
        }
    }

    fn remedy(&self) -> Vec<String> {
        match self {
            Error::NoPoint { .. } => vec!["load the texts as strategies first".to_owned()],
            _ => Vec::new(),
        }
    }
}

/// Makes an element of each candidate; all of them or none.
pub async fn run(
    desk: &Desk,
    mut transaction: Transaction,
    overlap: &Overlap,
    numbers: &[usize],
) -> Result<(), Failure> {
    let actor = desk.actor(&mut transaction).await?;
    let mut all = Vec::new();
    for &number in numbers {
        let n = overlap.candidates.len();
        let found = number.checked_sub(1).and_then(|place| overlap.candidates.get(place));
        let found = found.ok_or(Error::NotThere { number, n })?;
        if let Some(element) = &found.element {
            return Err(Error::Known { number, element: element.address.clone() }.into());
        }
        all.push(element(desk, &mut transaction, &actor, number, found).await?);
    }
    transaction.commit().await?;
    all.iter().try_for_each(|done| acts::tell(desk, done))
}

async fn element(
    desk: &Desk,
    transaction: &mut Transaction,
    actor: &Actor,
    number: usize,
    found: &Found,
) -> Result<store::Done, Failure> {
    let (mut points, mut quotations): (Vec<Address>, Vec<String>) = (Vec::new(), Vec::new());
    let a = found.quotations.iter().map(|quotation| (&quotation.text_a, &quotation.origin_a));
    let b = found.quotations.iter().map(|quotation| (&quotation.text_b, &quotation.origin_b));
    for (text, origin) in a.chain(b) {
        if quotations.contains(text) {
            continue;
        }
        quotations.push(text.clone());
        let point = match &origin.point {
            Some(point) => Some(point.clone()),
            None => point(desk, transaction, actor, found, text, origin).await?,
        };
        points.extend(point.filter(|point| !points.contains(point)));
    }
    if points.is_empty() {
        return Err(Error::NoPoint { number }.into());
    }
    let kind = kind("common_element").expect("a kind of the register");
    let mut request = Request::new(transaction.next_key(kind).await?, Wish::Create, desk.now);
    let points: Vec<String> = points.iter().map(Address::to_string).collect();
    request.inputs = Inputs::from([
        ("title", titles(found)),
        ("points", Input::Plain(points.join("\n"))),
        ("quotations", Input::Plain(quotations.join("\n"))),
    ]);
    Ok(transaction.act(actor, &request).await?)
}

/// A point of the own side's strategy, made of a passage; the other side makes its own.
async fn point(
    desk: &Desk,
    transaction: &mut Transaction,
    actor: &Actor,
    found: &Found,
    text: &str,
    origin: &Origin,
) -> Result<Option<Address>, Failure> {
    let Some(strategy) = &origin.strategy else { return Ok(None) };
    let strategy = desk::must_see(transaction, Reader::Member(actor.side), strategy).await?;
    if strategy.side.is_some_and(|side| side != actor.side) {
        return Ok(None);
    }
    let kind = kind("point").expect("a kind of the register");
    let mut request = Request::new(transaction.next_key(kind).await?, Wish::Create, desk.now);
    let plain = |text: &str| Input::Plain(text.to_owned());
    let lang = Language::of(text).unwrap_or(Language::En).code().to_owned();
    request.inputs = Inputs::from([
        ("strategy", Input::Plain(strategy.address.to_string())),
        ("type", plain("point")),
        ("number", Input::Plain(place(&origin.place))),
        ("title", titles(found)),
        ("text", Input::Texts([(lang, (text.to_owned(), TextState::Draft))].into())),
        ("side", plain(strategy.side.map_or("none", |side| side.code()))),
    ]);
    if let Some(region) = strategy.plain("region") {
        request.inputs.insert("region", plain(region));
    }
    transaction.act(actor, &request).await?;
    Ok(Some(request.address))
}

/// The label of the concept, in every language of the scheme.
fn titles(found: &Found) -> Input {
    let texts = Language::ALL.into_iter().zip(&found.labels);
    Input::Texts(
        texts
            .map(|(language, label)| (language.code().to_owned(), (label.clone(), TextState::Draft)))
            .collect(),
    )
}

/// Page, section and paragraph, as a number of a point: signs that are read in every language.
fn place(place: &Place) -> String {
    let page = place.page.map(|page| format!("{page}: "));
    let section = place.section.as_ref().map(|section| format!("{section}, "));
    format!("{}{}§ {}", page.unwrap_or_default(), section.unwrap_or_default(), place.paragraph)
}
