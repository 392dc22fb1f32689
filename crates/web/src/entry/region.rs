//! A region: what it is and brings, with whom it works, its ties, projects, recommendations and commitments.

use std::collections::BTreeMap;

use register::address::Address;
use register::entry::Entry;

use super::parts::{Parts, rest};
use super::{around, facts};
use crate::block::{Block, Column, Content, Table};
use crate::error::Failure;
use crate::evidence::cited;
use crate::pages::{pair, side};
use crate::shown::{Item, Words, prose};
use crate::visit::Visit;

const HEAD: &[&str] = &["level", "capital", "part_of", "population", "member_from", "member_until"];
/// The kinds that readers ask for first, in this order.
const KINDS: &[&str] = &["project", "tie", "recommendation", "commitment"];
/// The profile is shown whole; documents are for those who work with them.
const ELSEWHERE: &[&str] = &["profile", "claim"];

pub(super) async fn parts(visit: &mut Visit, entry: &Entry) -> Result<Parts, Failure> {
    let mut parts = Parts::default();
    parts.head.extend(entry.side.map(|side| side::fact(visit, side)));
    parts.head.extend(facts::chosen(visit, entry, HEAD).await?);
    parts.blocks.extend(profile(visit, entry).await?);
    parts.blocks.extend(partners(visit, entry).await?);
    parts.blocks.extend(cited::of_region(visit, entry).await?);
    let counts = visit.register.naming_counts(visit.reader, &entry.address).await?;
    for name in KINDS {
        if let Some((kind, n)) = counts.iter().find(|(kind, _)| kind.name == *name) {
            parts.blocks.push(around::of_kind(visit, entry, kind, *n).await?);
        }
    }
    let shown = [HEAD, &["side"]].concat();
    rest(visit, entry, &shown, &[KINDS, ELSEWHERE].concat(), &mut parts).await?;
    Ok(parts)
}

/// What the region says of itself.
async fn profile(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let profiles = visit.naming("profile", &[&entry.address]).await?;
    let Some(profile) = profiles.iter().rev().find(|profile| profile.state == "published") else {
        return Ok(None);
    };
    let fields = profile.kind().fields.iter();
    let texts: Vec<_> = fields.filter_map(|field| prose(profile, field, visit.lang)).collect();
    let heading = words::kind(visit.lang, profile.kind());
    Ok((!texts.is_empty()).then(|| Block::new("profile", heading, Content::Texts(texts))))
}

/// The regions it has ties or projects with, the closest first.
async fn partners(visit: &mut Visit, entry: &Entry) -> Result<Option<Block>, Failure> {
    let lang = visit.lang;
    let mut counts: BTreeMap<Address, [usize; 2]> = BTreeMap::new();
    for (column, kind, fields) in [(0, "tie", &["of", "with"][..]), (1, "project", &["parties"][..])] {
        for named in visit.naming(kind, &[&entry.address]).await? {
            let others = fields.iter().flat_map(|field| named.references(field));
            for other in others.filter(|other| other.kind().name == "region" && *other != entry.address) {
                counts.entry(other).or_default()[column] += 1;
            }
        }
    }
    let addresses: Vec<Address> = counts.keys().cloned().collect();
    let titles = visit.register.look_at(visit.reader, &addresses).await?;
    // A partner is a region of the other side; those that belong to none count too.
    let of_others = |region: &&Entry| region.side.is_none() || region.side != entry.side;
    let mut partners: Vec<&Entry> = titles.values().filter(of_others).collect();
    partners.sort_by_key(|region| std::cmp::Reverse(counts[&region.address].iter().sum::<usize>()));
    if partners.is_empty() {
        return Ok(None);
    }
    let row = |region: &&Entry| {
        let [ties, projects] = counts[&region.address].map(|n| vec![Item::Number(lang.count(n))]);
        let place = pair::place(&entry.address, &region.address).unwrap_or_default();
        let words = Words::plain(lang.say("web-pair-all"));
        vec![
            vec![Item::entry(region, lang)],
            ties,
            projects,
            vec![Item::Link { href: visit.path(&place), words }],
        ]
    };
    let number = |kind: &str| {
        let label = register::kind::kind(kind).map_or_else(String::new, |kind| words::kinds(lang, kind));
        Column { numeric: true, ..Column::new(label) }
    };
    let heading = lang.say("web-partners");
    let columns = vec![
        Column::new(lang.say("web-region")),
        number("tie"),
        number("project"),
        Column::new(lang.say("web-pair")),
    ];
    let rows = partners.iter().map(row).collect();
    let table = Table { caption: heading.clone(), columns, rows, more: None };
    Ok(Some(Block::new("partners", heading, Content::Table(table))))
}
