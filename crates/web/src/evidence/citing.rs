//! From a link to an agenda in one act: the form comes filled in, and the row it points to is put on record with it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use register::act::{Request, Wish};
use register::actor::{Actor, Audience, Reader, audience};
use register::address::Address;
use register::entry::Entry;
use register::kind::{Visibility, kind};
use register::text::TextState;
use register::value::{Input, Inputs};
use store::{Filter, LinkRow, Transaction};
use words::Language;

use super::shown;
use crate::acting::form::Values;
use crate::error::Failure;
use crate::shown::title;
use crate::visit::Visit;

/// What an address points to: `AR-1/A-LUO/B-SEV`.
struct Cited {
    run: Address,
    origin: Address,
    destination: Address,
}

impl Cited {
    fn parse(text: &str) -> Option<Self> {
        let [run, origin, destination] = text.split('/').collect::<Vec<_>>().try_into().ok()?;
        let address = |name, key| Address::new(kind(name)?, key).ok();
        Some(Cited {
            run: address("analysis_run", run)?,
            origin: address("region", origin)?,
            destination: address("region", destination)?,
        })
    }
}

/// Everything that is to be said of a cited row.
struct Known {
    run: Entry,
    dataset: Entry,
    regions: [Entry; 2],
    row: LinkRow,
}

async fn known(transaction: &mut Transaction, reader: Reader, cited: &Cited) -> store::Result<Option<Known>> {
    let Some(run) = transaction.look(reader, &cited.run).await? else { return Ok(None) };
    let dataset = match run.reference("dataset") {
        Some(dataset) => transaction.look(reader, &dataset).await?,
        None => None,
    };
    let origin = transaction.look(reader, &cited.origin).await?;
    let destination = transaction.look(reader, &cited.destination).await?;
    let (origin_key, destination_key) = (cited.origin.key(), cited.destination.key());
    let row = transaction.result_link(reader, &cited.run, origin_key, destination_key).await?;
    let (Some(dataset), Some(origin), Some(destination), Some((row, _))) =
        (dataset, origin, destination, row)
    else {
        return Ok(None);
    };
    Ok(Some(Known { run, dataset, regions: [origin, destination], row }))
}

impl Known {
    /// What the link is called, in a language.
    fn name(&self, lang: Language) -> String {
        let channel = self.dataset.plain("channel").unwrap_or("other");
        let [origin, destination] = self.regions.each_ref().map(|region| title(region, lang).text);
        let arguments = [
            ("channel", shown::channel(lang, channel).into()),
            ("origin", origin.into()),
            ("destination", destination.into()),
        ];
        lang.tell("evidence-weak-link", &arguments)
    }

    /// What was found, in a language.
    fn found(&self, lang: Language) -> Option<String> {
        let n = self.row.found.as_ref().ok()?;
        let arguments = [
            ("observed", lang.flow_in_words(n.observed).into()),
            ("expected", lang.flow_in_words(n.expected).into()),
            ("unit", self.dataset.plain("unit").unwrap_or_default().to_owned().into()),
            ("ratio", shown::interval(lang, n).into()),
            ("source", self.dataset.plain("source").unwrap_or_default().to_owned().into()),
            ("run", self.run.address.key().to_owned().into()),
            ("row", (self.row.row as usize).into()),
        ];
        Some(lang.tell("evidence-cited-text", &arguments))
    }
}

/// Fills in the form of what points to a link, unless somebody has typed already.
pub(crate) async fn fill(visit: &mut Visit, values: &mut Values) -> Result<(), Failure> {
    let Some(cited) = values.get("cite").and_then(|text| Cited::parse(text)) else { return Ok(()) };
    if values.keys().any(|name| name.starts_with("title.")) {
        return Ok(());
    }
    let reader = visit.reader;
    let Some(known) = known(&mut visit.register, reader, &cited).await? else {
        return Err(Failure::not_found());
    };
    let spoken = visit.mechanism.entry.items("languages");
    let of_side = matches!(audience(&known.run), Audience::Side(_));
    for lang in Language::ALL.into_iter().filter(|lang| spoken.iter().any(|code| code == lang.code())) {
        values.insert(format!("title.{}", lang.code()), known.name(lang));
        // What one side keeps for itself it writes down for both only by its own hand.
        if let Some(text) = known.found(lang).filter(|_| !of_side) {
            values.insert(format!("text.{}", lang.code()), text);
        }
    }
    values.insert("fields".to_owned(), known.dataset.items("fields").join("\n"));
    if audience(&known.run) != Audience::Public {
        values.insert("visibility".to_owned(), Visibility::Members.code().to_owned());
    }
    Ok(())
}

/// Puts the row on record, unless it is already, and says under which address.
pub(crate) async fn cite(
    transaction: &mut Transaction,
    actor: &Actor,
    text: &str,
    at: Timestamp,
) -> store::Result<Option<Address>> {
    let Some(cited) = Cited::parse(text) else { return Ok(None) };
    let reader = Reader::Member(actor.side);
    let Some(known) = known(transaction, reader, &cited).await? else {
        return Err(register::Error::NotFound { address: cited.run }.into());
    };
    let naming = vec![cited.run.clone(), cited.origin.clone(), cited.destination.clone()];
    let filter = Filter { kind: kind("weak_link"), naming, ..Filter::default() };
    let before = transaction.list(reader, &filter).await?;
    let same =
        |link: &&Entry| link.state == "cited" && link.reference("origin").as_ref() == Some(&cited.origin);
    if let Some(link) = before.iter().find(same) {
        return Ok(Some(link.address.clone()));
    }
    let address = transaction.next_key(kind("weak_link").expect("weak links exist")).await?;
    let mut request = Request::new(address.clone(), Wish::Create, at);
    let plain = |address: &Address| Input::Plain(address.to_string());
    let titles = Language::ALL.map(|lang| (lang.code().to_owned(), (known.name(lang), TextState::Draft)));
    request.inputs = Inputs::from([
        ("title", Input::Texts(BTreeMap::from(titles))),
        ("run", plain(&cited.run)),
        ("origin", plain(&cited.origin)),
        ("destination", plain(&cited.destination)),
    ]);
    request.visibility = Some(audience(&known.run).visibility());
    transaction.act(actor, &request).await?;
    Ok(Some(address))
}
