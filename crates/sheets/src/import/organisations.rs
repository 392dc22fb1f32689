//! Organisations match by identifier first, then by name: an import makes no second copy under another key.

use std::collections::{BTreeMap, BTreeSet};

use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::Entry;
use register::kind::{Kind, kind};
use register::table;
use register::value::{self, Fields, Value};
use serde::Serialize;
use store::{Filter, Transaction};

use super::Row;

/// By what an organisation was found that stands in the register under another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// An identifier, such as ROR, LEI, USCC or OGRN.
    Identifier,
    /// The name in one of the languages, on the same side and in no other region.
    Name,
}

/// The organisations of a register, as far as the importing user may see them.
#[derive(Default)]
pub struct Organisations {
    fields: BTreeMap<Address, Fields>,
    by_code: BTreeMap<String, BTreeSet<Address>>,
    by_name: BTreeMap<String, BTreeSet<Address>>,
}

impl Organisations {
    /// Those that an import of a kind needs: none, unless its rows are organisations.
    pub async fn needed(
        transaction: &mut Transaction,
        actor: &Actor,
        of: &'static Kind,
    ) -> Result<Self, store::Error> {
        let mut all = Organisations::default();
        if of.name == "organisation" {
            let filter = Filter { kind: kind("organisation"), ..Filter::default() };
            for entry in transaction.list(Reader::Member(actor.side), &filter).await? {
                all.add(&entry);
            }
        }
        Ok(all)
    }

    /// Takes one in that has just been written.
    pub fn add(&mut self, entry: &Entry) {
        for code in codes(&entry.fields) {
            self.by_code.entry(code.to_owned()).or_default().insert(entry.address.clone());
        }
        for name in names(&entry.fields) {
            self.by_name.entry(name).or_default().insert(entry.address.clone());
        }
        self.fields.insert(entry.address.clone(), entry.fields.clone());
    }

    /// The organisations that a row with a new key means. One is it, several are a question to who sends the file.
    pub fn meant(&self, actor: &Actor, address: &Address, row: &Row) -> Vec<(Address, By)> {
        let mut fields = Fields::from([("side", Value::Plain(actor.side.code().into()))]);
        let readable = value::write(address.kind(), &mut fields, &table::inputs(&row.cells)).is_ok();
        if self.fields.contains_key(address) || !readable {
            return Vec::new();
        }
        let same_code: BTreeSet<&Address> =
            codes(&fields).filter_map(|code| self.by_code.get(code)).flatten().collect();
        if !same_code.is_empty() {
            return same_code.into_iter().map(|found| (found.clone(), By::Identifier)).collect();
        }
        let same_name: BTreeSet<&Address> =
            names(&fields).filter_map(|name| self.by_name.get(&name)).flatten().collect();
        let fits = |found: &&Address| self.fields.get(*found).is_some_and(|known| agree(known, &fields));
        same_name.into_iter().filter(fits).map(|found| (found.clone(), By::Name)).collect()
    }
}

/// Whether two organisations of one name can be the same: both sides have a chamber of commerce, and each region too.
fn agree(known: &Fields, fields: &Fields) -> bool {
    let same = |name| match (known.get(name), fields.get(name)) {
        (Some(known), Some(new)) => known == new,
        _ => true,
    };
    let contradicts = |code: &str| {
        let scheme = code.split(':').next();
        let mut of_scheme = codes(known).filter(|known| known.split(':').next() == scheme);
        of_scheme.any(|known| known != code)
    };
    same("side") && same("region") && !codes(fields).any(contradicts)
}

fn codes(fields: &Fields) -> impl Iterator<Item = &str> {
    fields.get("codes").map(Value::items).unwrap_or_default().iter().map(String::as_str)
}

/// Names in all languages; case, width and blanks do not make another name.
fn names(fields: &Fields) -> impl Iterator<Item = String> {
    let texts = fields.get("title").and_then(Value::texts).into_iter().flat_map(|texts| texts.values());
    texts.map(|version| spreadsheets::normalized(&version.text).to_lowercase())
}
