//! Friendly ties between places of the two countries.

use serde::Deserialize;

use super::Sources;
use words::Language;

/// Friendly ties.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ties {
    /// One entry a relation.
    pub ties: Vec<Tie>,
    /// Names of cities, by their English name.
    pub places: std::collections::BTreeMap<String, PlaceName>,
}

impl Ties {
    /// The name of a city for a reader; the English one where no other is known.
    pub fn city<'a>(&'a self, english: &'a str, language: Language) -> &'a str {
        match (self.places.get(english), language) {
            (Some(name), Language::Zh) => &name.zh,
            (Some(name), Language::Ru) => &name.ru,
            (None, _) | (_, Language::En) => english,
        }
    }
}

/// The names of a city beside the English one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceName {
    /// Chinese.
    pub zh: String,
    /// Russian.
    pub ru: String,
}

/// A relation between two places.
#[derive(Debug, Deserialize)]
pub struct Tie {
    /// Code of the Chinese region.
    pub a: String,
    /// Code of the Russian region.
    pub b: String,
    /// The city in the Chinese region, where the tie is a city's.
    pub place_a: Option<String>,
    /// The city in the Russian region.
    pub place_b: Option<String>,
    /// The strongest act that a source names.
    pub instrument: Instrument,
    /// When the relation began, where a source says so.
    pub year: Option<u16>,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// What a reader must know, as a key of the locales.
    pub caveat: Option<Caveat>,
    /// Source.
    #[serde(flatten)]
    pub sources: Sources,
}

impl Tie {
    /// Named in passing, in a list, or before the event.
    pub fn is_uncertain(&self) -> bool {
        self.confidence == Confidence::Medium
    }
}

/// The strongest act that a source names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instrument {
    /// Twinning of cities.
    TwinCity,
    /// Twinning of regions.
    SisterRegion,
    /// Framework agreement.
    FrameworkAgreement,
    /// Another agreement.
    Agreement,
    /// Protocol.
    Protocol,
    /// Plan of measures.
    PlanOfMeasures,
    /// Road map.
    RoadMap,
    /// Memorandum.
    Memorandum,
    /// Memorandum of intent.
    MemorandumOfIntent,
    /// Letter of intent.
    LetterOfIntent,
    /// Cooperation is said to have begun; no act.
    CooperationStarted,
    /// Listed as twin or partner.
    PartnerListed,
    /// No act named.
    NotNamed,
}

impl Instrument {
    /// Whether a document is named.
    pub fn is_act(self) -> bool {
        !matches!(self, Instrument::CooperationStarted | Instrument::PartnerListed | Instrument::NotNamed)
    }

    /// Key of its name in the locales.
    pub fn key(self) -> &'static str {
        match self {
            Instrument::TwinCity => "instrument-twin-city",
            Instrument::SisterRegion => "instrument-sister-region",
            Instrument::FrameworkAgreement => "instrument-framework-agreement",
            Instrument::Agreement => "instrument-agreement",
            Instrument::Protocol => "instrument-protocol",
            Instrument::PlanOfMeasures => "instrument-plan-of-measures",
            Instrument::RoadMap => "instrument-road-map",
            Instrument::Memorandum => "instrument-memorandum",
            Instrument::MemorandumOfIntent => "instrument-memorandum-of-intent",
            Instrument::LetterOfIntent => "instrument-letter-of-intent",
            Instrument::CooperationStarted => "instrument-cooperation-started",
            Instrument::PartnerListed => "instrument-partner-listed",
            Instrument::NotNamed => "instrument-not-named",
        }
    }
}

/// How far a tie can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A source states the relation as given here.
    High,
    /// It is named in passing, in a list, or before the event.
    Medium,
}

/// What a reader must know of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caveat {
    /// Friendly relations are claimed.
    ClaimedOnly,
    /// The page gives no year.
    YearNotStated,
    /// The first source copies an encyclopaedia.
    MirrorSource,
    /// A list without types and dates.
    ListedWithoutType,
    /// Announced before the event.
    AnnouncedOnly,
    /// The agreement behind it has no known date.
    ParentUndated,
    /// An event is reported, the relation has no date.
    Undated,
    /// Sources name different acts.
    SourcesDiffer,
}

impl Caveat {
    /// Key of its sentence in the locales.
    pub fn key(self) -> &'static str {
        match self {
            Caveat::ClaimedOnly => "ties-caveat-claimed-only",
            Caveat::YearNotStated => "ties-caveat-year-not-stated",
            Caveat::MirrorSource => "ties-caveat-mirror-source",
            Caveat::ListedWithoutType => "ties-caveat-listed-without-type",
            Caveat::AnnouncedOnly => "ties-caveat-announced-only",
            Caveat::ParentUndated => "ties-caveat-parent-undated",
            Caveat::Undated => "ties-caveat-undated",
            Caveat::SourcesDiffer => "ties-caveat-sources-differ",
        }
    }
}
