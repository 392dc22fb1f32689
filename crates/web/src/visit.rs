//! A visit: who comes, in which language, to which place, and the register as it stands at that moment.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Uri, header};
use jiff::Timestamp;
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::Entry;
use store::Transaction;
use words::Language;

use crate::error::Failure;
use crate::frame::{Frame, Mechanism};
use crate::site::Site;

/// Everything a page needs to know about the request it answers.
pub(crate) struct Visit {
    pub(crate) site: Site,
    pub(crate) lang: Language,
    /// The address without its language, with its question: `/recommendations?state=agreed`.
    pub(crate) place: String,
    pub(crate) reader: Reader,
    /// Who is logged in.
    pub(crate) actor: Option<Actor>,
    pub(crate) now: Timestamp,
    pub(crate) mechanism: Mechanism,
    /// The register as it stands.
    pub(crate) register: Transaction,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let (lang, place) = language_and_place(&parts.uri).ok_or_else(Failure::not_found)?;
        Visit::begin(site, lang, place, parts).await.map_err(|failure| failure.in_language(lang))
    }
}

impl Visit {
    async fn begin(site: &Site, lang: Language, place: String, _parts: &Parts) -> Result<Self, Failure> {
        let mut register = site.store.read().await?;
        let mechanism = Mechanism::read(&mut register, lang).await?;
        Ok(Visit {
            site: site.clone(),
            lang,
            place,
            reader: Reader::Public,
            actor: None,
            now: (site.clock)(),
            mechanism,
            register,
        })
    }

    /// What stands around every page.
    pub(crate) async fn frame(&mut self, title: String) -> Result<Frame, Failure> {
        Frame::around(self, title).await
    }

    /// An entry that this reader may see.
    pub(crate) async fn must_see(&mut self, address: &Address) -> Result<Entry, Failure> {
        let found = self.register.look(self.reader, address).await?;
        found.ok_or_else(|| Failure::not_found().in_language(self.lang))
    }

    /// An address of this site in the language of the visit.
    pub(crate) fn path(&self, place: &str) -> String {
        path(self.lang, place)
    }
}

/// An address of this site in a language.
pub(crate) fn path(lang: Language, place: &str) -> String {
    format!("/{}{place}", lang.code())
}

/// The language that an address begins with, and the rest of it.
pub(crate) fn language_and_place(uri: &Uri) -> Option<(Language, String)> {
    let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
    let known = |language: &Language| {
        let rest = whole.strip_prefix('/')?.strip_prefix(language.code())?;
        (rest.is_empty() || rest.starts_with(['/', '?'])).then(|| rest.to_owned())
    };
    Language::ALL.iter().find_map(|language| Some((*language, known(language)?)))
}

/// The language of this site that a browser would rather have.
pub(crate) fn preferred(headers: &axum::http::HeaderMap) -> Language {
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let weighed = wished.split(',').filter_map(|part| {
        let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        let code = tag.trim().split('-').next()?.to_ascii_lowercase();
        let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
        Some((language, weight.trim().parse::<f64>().ok().filter(|weight| *weight > 0.0)?))
    });
    // Of equal weights the first counts.
    let best = weighed.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or_else(Language::default, |(language, _)| language)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;

    #[test]
    fn an_address_begins_with_its_language() {
        let check = |uri: &'static str, expected: Option<(Language, &str)>| {
            let found = language_and_place(&Uri::from_static(uri));
            assert_eq!(found, expected.map(|(lang, place)| (lang, place.to_owned())), "{uri}");
        };
        check("/zh/recommendations?state=agreed", Some((Language::Zh, "/recommendations?state=agreed")));
        check("/ru", Some((Language::Ru, "")));
        check("/rumour", None);
    }

    #[test]
    fn the_language_a_browser_would_rather_have() {
        let check = |wished: &'static str, lang| {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, wished.parse().unwrap())]);
            assert_eq!(preferred(&headers), lang, "{wished}");
        };
        check("de, ru;q=0.5, zh-CN;q=0.8", Language::Zh);
        check("zh-Hant-TW", Language::Zh);
        check("ru;q=0, en;q=0.1", Language::En);
        check("de", Language::En);
        check("ru;q=x", Language::En);
    }
}
