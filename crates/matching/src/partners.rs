//! Partners for a profile, with the reasons; and organisations that are entered twice, perhaps.

use std::collections::BTreeMap;

use alignment::organisations::{By, Organisation, duplicates};
use alignment::partners::{Known, Profile, partners};
use alignment::{Language, Matcher};
use register::actor::Reader;
use register::address::Address;
use register::date::Date;
use register::entry::Entry;
use register::kind::kind;
use serde::Serialize;
use store::views::Brief;
use store::{Filter, Transaction};

use crate::error::Error;
use crate::overlap::Reason;

/// States in which a profile can be answered.
const OPEN: [&str; 4] = ["published", "interest", "introduced", "renewed"];

/// Concepts told of a match.
const TOLD: usize = 3;

/// How weak the link of two regions is, 0 to 1, by the codes or keys of both, the first of side A.
pub type WeakLinks = BTreeMap<(String, String), f64>;

/// A profile and who fits it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Partners {
    /// The profile.
    pub profile: Brief,
    /// Open profiles of the other side that answer it, the best first.
    pub matches: Vec<Partner>,
}

/// A profile that fits, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Partner {
    /// The profile.
    pub profile: Brief,
    /// Its organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Brief>,
    /// 0 to 1.
    pub score: f64,
    /// Likeness of what is offered and what is asked for, 0 to 1.
    pub fit: f64,
    /// The concepts that make them alike.
    pub reasons: Vec<Reason>,
    /// The other way round: a profile of the other organisation that fits one of the own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Brief>,
    /// Fields of cooperation that both name.
    pub fields: Vec<Address>,
    /// Languages in which both have written.
    pub languages: Vec<String>,
    /// How weak the link of the regions is, 0 to 1; 0 where nothing is known of it.
    pub weak_link: f64,
    /// Projects of the other organisation that came about.
    pub n_projects: usize,
}

/// The open profiles of a register, ready to be asked about.
pub struct Profiles {
    entries: Vec<Entry>,
    profiles: Vec<Profile>,
    organisations: BTreeMap<Address, Entry>,
    n_projects: BTreeMap<Address, usize>,
    regions: BTreeMap<Address, Vec<String>>,
}

impl Profiles {
    /// Reads them. A profile that has expired on a day before `today` is closed.
    pub async fn load(transaction: &mut Transaction, reader: Reader, today: Date) -> Result<Self, Error> {
        let all = |name| Filter { kind: kind(name), ..Filter::default() };
        let mut entries = transaction.list(reader, &all("partner_profile")).await?;
        entries.retain(|entry| entry.date("expires_on").is_none_or(|day| day >= today));
        let organisations = transaction.list(reader, &all("organisation")).await?;
        let organisations: BTreeMap<Address, Entry> =
            organisations.into_iter().map(|entry| (entry.address.clone(), entry)).collect();
        let mut n_projects = BTreeMap::new();
        for project in transaction.list(reader, &all("project")).await? {
            if ["in_implementation", "in_modification", "completed"].contains(&project.state) {
                for organisation in project.references("organisations") {
                    *n_projects.entry(organisation).or_default() += 1;
                }
            }
        }
        let regions = transaction.list(reader, &all("region")).await?;
        let regions = regions.into_iter().map(|region| (region.address.clone(), names(&region))).collect();
        let place: BTreeMap<&Address, usize> =
            organisations.keys().enumerate().map(|(k, organisation)| (organisation, k)).collect();
        let profiles = entries
            .iter()
            .enumerate()
            .map(|(k, entry)| {
                let organisation = entry.reference("organisation");
                let organisation = organisation.and_then(|organisation| place.get(&organisation).copied());
                profile(entry, organisation.unwrap_or(organisations.len() + k))
            })
            .collect();
        Ok(Profiles { entries, profiles, organisations, n_projects, regions })
    }

    /// The best partners for a profile, at most `n`; none when the profile is not among those read.
    pub fn partners(
        &self,
        of: &Address,
        n: usize,
        links: &WeakLinks,
        language: Language,
    ) -> Option<Partners> {
        let own = self.entries.iter().position(|entry| entry.address == *of)?;
        let known = |other: usize| Known {
            weak_link: self.weak_link(&self.entries[own], &self.entries[other], links),
            n_projects: self.projects(&self.entries[other]),
        };
        let found = partners(&self.profiles, own, n, known);
        let lang = language.code();
        let matches = found.into_iter().map(|found| {
            let other = &self.entries[found.profile];
            Partner {
                profile: Brief::of(other, lang),
                organisation: self.organisation(other).map(|entry| Brief::of(entry, lang)),
                score: found.score,
                fit: found.fit,
                reasons: reasons(&self.entries[own], other, language),
                back: found.back.map(|(k, _)| Brief::of(&self.entries[k], lang)),
                fields: found.fields.iter().filter_map(|field| Address::parse(field).ok()).collect(),
                languages: found.languages,
                weak_link: found.weak_link,
                n_projects: found.n_projects,
            }
        });
        Some(Partners { profile: Brief::of(&self.entries[own], lang), matches: matches.collect() })
    }

    fn organisation(&self, profile: &Entry) -> Option<&Entry> {
        self.organisations.get(&profile.reference("organisation")?)
    }

    fn projects(&self, profile: &Entry) -> usize {
        let organisation = profile.reference("organisation");
        organisation.and_then(|organisation| self.n_projects.get(&organisation).copied()).unwrap_or(0)
    }

    /// The weaker of both directions.
    fn weak_link(&self, own: &Entry, other: &Entry, links: &WeakLinks) -> f64 {
        if links.is_empty() {
            return 0.0;
        }
        let region = |profile: &Entry| {
            let region = profile.reference("region");
            region.or_else(|| self.organisation(profile)?.reference("region"))
        };
        let codes = |profile: &Entry| {
            region(profile).and_then(|region| self.regions.get(&region).cloned()).unwrap_or_default()
        };
        let (own, other) = (codes(own), codes(other));
        let pairs = own.iter().flat_map(|a| other.iter().flat_map(move |b| [(a, b), (b, a)]));
        pairs.filter_map(|(a, b)| links.get(&(a.clone(), b.clone())).copied()).fold(0.0, f64::max)
    }
}

/// The key of a region and its codes, without their schemes.
fn names(region: &Entry) -> Vec<String> {
    let codes = region.items("codes").iter().filter_map(|code| code.split(':').nth(1));
    std::iter::once(region.address.key()).chain(codes).map(str::to_owned).collect()
}

fn profile(entry: &Entry, organisation: usize) -> Profile {
    let languages = entry.texts("title").into_iter().flat_map(|texts| texts.keys().cloned());
    Profile {
        meaning: Matcher::builtin().read(&words(entry)),
        offers: entry.plain("type") == Some("offer"),
        open: OPEN.contains(&entry.state),
        side: entry.side.map_or(2, |side| side as u8),
        organisation,
        fields: entry.items("fields").to_vec(),
        languages: languages.collect(),
    }
}

/// Title and text in all languages: what one leaves out another may say.
fn words(entry: &Entry) -> String {
    let texts = ["title", "text"].into_iter().filter_map(|field| entry.texts(field)).flatten();
    texts.map(|(_, version)| version.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn reasons(own: &Entry, other: &Entry, language: Language) -> Vec<Reason> {
    let matcher = Matcher::builtin();
    let shared = matcher.why(&words(own), &words(other), TOLD);
    let told = |shared: alignment::Shared| Reason {
        label: matcher.scheme().concepts()[shared.concept].label(language).to_owned(),
        share: shared.share,
        words_a: shared.words_a,
        words_b: shared.words_b,
    };
    shared.into_iter().map(told).collect()
}

/// Two organisations of the register that are one, perhaps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Twice {
    /// The one that was entered first.
    pub first: Brief,
    /// The other.
    pub second: Brief,
    /// By what.
    pub by: By,
    /// How sure, 0 to 1.
    pub likeness: f64,
}

/// Organisations that a reader may see and that are entered twice, perhaps; closed ones are left out.
pub async fn twice(transaction: &mut Transaction, reader: Reader, lang: &str) -> Result<Vec<Twice>, Error> {
    let states = vec!["listed".to_owned()];
    let filter = Filter { kind: kind("organisation"), states, ..Filter::default() };
    let entries = transaction.list(reader, &filter).await?;
    let organisations: Vec<Organisation> = entries
        .iter()
        .map(|entry| Organisation {
            identifiers: entry.items("codes").to_vec(),
            names: entry
                .texts("title")
                .into_iter()
                .flat_map(|t| t.values().map(|v| v.text.clone()))
                .collect(),
            region: entry.plain("region").map(str::to_owned),
        })
        .collect();
    let told = |found: alignment::organisations::Duplicate| Twice {
        first: Brief::of(&entries[found.first], lang),
        second: Brief::of(&entries[found.second], lang),
        by: found.by,
        likeness: found.likeness,
    };
    Ok(duplicates(&organisations).into_iter().map(told).collect())
}
