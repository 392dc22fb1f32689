//! A visit: who comes, in which language, to which place, and the register as it stands at that moment.

use std::ops::{Deref, DerefMut};
use std::sync::PoisonError;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Uri, header};
use jiff::Timestamp;
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::Entry;
use store::logins::Login;
use store::{Filter, Transaction};
use words::Language;

use crate::error::Failure;
use crate::frame::{Frame, Mechanism};
use crate::kept::Noted;
use crate::site::{Asker, Site};

/// Who asks for what: known before the register is opened.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) site: Site,
    pub(crate) lang: Language,
    /// The address without its language, with its question: `/recommendations?state=agreed`.
    pub(crate) place: String,
    pub(crate) login: Option<Login>,
    /// The cookie of the login, whole or half.
    pub(crate) cookie: Option<String>,
    /// The address of the network that the request comes from.
    pub(crate) from: String,
    pub(crate) now: Timestamp,
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let (lang, place) = language_and_place(&parts.uri).ok_or_else(Failure::not_found)?;
        let cookie = crate::acting::cookie::of(&parts.headers, site);
        let now = (site.clock)();
        let login = match &cookie {
            Some(cookie) => site.store.find_login(cookie, now).await?,
            None => None,
        };
        let from = parts.extensions.get::<Asker>();
        let from = from.map_or_else(String::new, |Asker(address)| address.to_string());
        Ok(Caller { site: site.clone(), lang, place, login, cookie, from, now })
    }
}

impl Caller {
    /// Opens the register as it stands now.
    pub(crate) async fn visit(self) -> Result<Visit, Failure> {
        let mut register = Register { transaction: self.site.store.read().await?, noted: None };
        let mechanism = Mechanism::read(&mut register, self.lang).await?;
        let actor = self.login.as_ref().map(|login| login.actor.clone());
        let reader = actor.as_ref().map_or(Reader::Public, |actor| Reader::Member(actor.side));
        let Caller { site, lang, place, now, .. } = self.clone();
        Ok(Visit { site, lang, place, reader, actor, now, mechanism, register, caller: self })
    }

    /// Who acts; nobody who is not logged in does.
    pub(crate) fn actor(&self) -> Option<&Actor> {
        self.login.as_ref().map(|login| &login.actor)
    }
}

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
    pub(crate) register: Register,
    pub(crate) caller: Caller,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let noted = parts.extensions.get::<Noted>().cloned();
        let mut visit = Caller::from_request_parts(parts, site).await?.visit().await?;
        visit.register.noted = noted;
        Ok(visit)
    }
}

/// The register as it stands, as a page reads it.
pub(crate) struct Register {
    transaction: Transaction,
    /// Where a page that may be kept notes what was read for it.
    noted: Option<Noted>,
}

impl Deref for Register {
    type Target = Transaction;

    fn deref(&self) -> &Transaction {
        &self.transaction
    }
}

impl DerefMut for Register {
    fn deref_mut(&mut self) -> &mut Transaction {
        &mut self.transaction
    }
}

impl Drop for Register {
    /// A page was made, or could not be: what was read for it is known now.
    fn drop(&mut self) {
        if let Some(noted) = &self.noted {
            *noted.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.transaction.reads().clone());
        }
    }
}

impl Visit {
    /// Lets go of the register, before something else is done with it.
    pub(crate) fn leave(self) -> Caller {
        self.caller
    }

    /// What stands around every page.
    pub(crate) async fn frame(&mut self, title: String) -> Result<Frame, Failure> {
        Frame::around(self, title).await
    }

    /// An entry that this reader may see.
    pub(crate) async fn must_see(&mut self, address: &Address) -> Result<Entry, Failure> {
        let found = self.register.look(self.reader, address).await?;
        found.ok_or_else(Failure::not_found)
    }

    /// The entries of a kind that name all of some others, as they were made.
    pub(crate) async fn naming(&mut self, kind: &str, named: &[&Address]) -> Result<Vec<Entry>, Failure> {
        let naming = named.iter().map(|address| (*address).clone()).collect();
        let filter = Filter { kind: register::kind::kind(kind), naming, ..Filter::default() };
        Ok(self.register.list(self.reader, &filter).await?)
    }

    /// The label of a field of a kind.
    pub(crate) fn label(&self, kind: &str, field: &str) -> String {
        let kind = register::kind::kind(kind);
        let found = kind.and_then(|kind| Some((kind, kind.field(field)?)));
        found.map_or_else(String::new, |(kind, field)| words::field(self.lang, kind, field))
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
