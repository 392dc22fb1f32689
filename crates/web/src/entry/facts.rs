//! What an entry says of itself: its texts, and its other fields.

use register::entry::Entry;
use register::kind::Form;

use crate::block::{Block, Content, Fact};
use crate::error::Failure;
use crate::shown::{Item, Titles, Words, items_of, prose};
use crate::visit::Visit;

/// Fields that the page shows elsewhere.
const ELSEWHERE: &[&str] = &["title", "number", "side_a", "side_b", "token", "server_key"];

/// The texts of an entry in all their languages.
pub(super) fn texts(visit: &Visit, entry: &Entry) -> Option<Block> {
    let lang = visit.lang;
    // The heads of these pages show where it is. The title is a heading; here it stands where it is in several languages.
    let at_the_head =
        |name: &str| matches!((entry.kind().name, name), ("session", "place") | ("region", "capital"));
    let shown = |name: &str| {
        !at_the_head(name) && (name != "title" || entry.texts(name).is_some_and(|texts| texts.len() > 1))
    };
    let fields = entry.kind().fields.iter().filter(|field| field.form == Form::Texts && shown(field.name));
    let (titles, texts): (Vec<_>, Vec<_>) =
        fields.filter_map(|field| prose(entry, field, lang)).partition(|prose| prose.field == "title");
    let all: Vec<_> = texts.into_iter().chain(titles).collect();
    (!all.is_empty()).then(|| Block::new("text", lang.say("web-texts"), Content::Texts(all)))
}

/// All other fields, in the order of the kind's table, but for those that the page shows elsewhere.
pub(super) async fn facts(
    visit: &mut Visit,
    entry: &Entry,
    elsewhere: &[&str],
) -> Result<Option<Block>, Failure> {
    let hidden = |name: &str| ELSEWHERE.contains(&name) || elsewhere.contains(&name);
    let fields = entry.kind().fields.iter().filter(|field| field.form != Form::Texts && !hidden(field.name));
    let names: Vec<&str> = fields.map(|field| field.name).collect();
    let facts = chosen(visit, entry, &names).await?;
    let heading = visit.lang.say("web-facts");
    Ok((!facts.is_empty()).then(|| Block::new("facts", heading, Content::Facts(facts))))
}

/// Some fields, in the order given; those that hold nothing are left out.
pub(super) async fn chosen(visit: &mut Visit, entry: &Entry, fields: &[&str]) -> Result<Vec<Fact>, Failure> {
    let titles = named(visit, entry).await?;
    let lang = visit.lang;
    let fact = |name: &&str| {
        let field = entry.kind().field(name)?;
        let items = match field.form {
            Form::Texts => {
                let shown = entry.text(field.name, lang.code());
                shown.map(|text| Item::Words(Words::of(text, lang))).into_iter().collect()
            }
            _ => items_of(entry, field, &titles, lang, &visit.mechanism),
        };
        (!items.is_empty()).then(|| Fact::new(words::field(lang, entry.kind(), field), items))
    };
    Ok(fields.iter().filter_map(fact).collect())
}

/// The entries that an entry names, as far as the reader may see them.
pub(super) async fn named(visit: &mut Visit, entry: &Entry) -> Result<Titles, Failure> {
    let addresses: Vec<_> = entry.all_references().into_iter().map(|(_, address)| address).collect();
    Ok(visit.register.look_at(visit.reader, &addresses).await?)
}
