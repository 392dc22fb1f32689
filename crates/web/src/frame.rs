//! What stands around every page: title, menu, languages, who is logged in, the signed end of the chain.

use std::fmt::Write as _;

use register::Side;
use register::address::Address;
use register::audit::Head;
use register::entry::Entry;
use store::Transaction;
use words::Language;

use crate::error::Failure;
use crate::shown::{Words, title};
use crate::visit::{Visit, path};

/// The mechanism as every page names it.
#[derive(Debug, Clone)]
pub(crate) struct Mechanism {
    pub(crate) entry: Entry,
    pub(crate) title: Words,
    /// The names of both sides.
    pub(crate) sides: [Words; 2],
    /// Whether everything in it is made up.
    pub(crate) exercise: bool,
}

impl Mechanism {
    pub(crate) async fn read(register: &mut Transaction, lang: Language) -> Result<Self, Failure> {
        let address = Address::parse("mechanism/mechanism").expect("this is an address");
        let entry = register.look(register::actor::Reader::Public, &address).await?;
        let entry = entry.ok_or(store::Error::Empty)?;
        let name =
            |field| entry.text(field, lang.code()).map(|text| Words::of(text, lang)).unwrap_or_default();
        Ok(Mechanism {
            title: title(&entry, lang),
            sides: [name("side_a"), name("side_b")],
            exercise: entry.flag("exercise"),
            entry,
        })
    }

    /// The name of a side.
    pub(crate) fn side(&self, side: Side) -> &Words {
        match side {
            Side::A => &self.sides[0],
            Side::B => &self.sides[1],
        }
    }

    /// The names of both sides, as the functions of `words` take them.
    pub(crate) fn side_names(&self) -> [&str; 2] {
        [&self.sides[0].text, &self.sides[1].text]
    }
}

/// A step of the way to a page.
#[derive(Debug)]
pub(crate) struct Crumb {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// A language of the menu.
#[derive(Debug)]
pub(crate) struct LanguageLink {
    pub(crate) href: String,
    pub(crate) language: Language,
    pub(crate) here: bool,
}

/// What stands around a page.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) lang: Language,
    /// The title of the page in the browser.
    pub(crate) title: String,
    pub(crate) mechanism: Mechanism,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) languages: Vec<LanguageLink>,
    /// The full address of this page, for those to whom it is sent.
    pub(crate) full_address: String,
    pub(crate) place: String,
    /// The key of the user who is logged in.
    pub(crate) user: Option<String>,
    /// For how many seconds the login lasts without another page.
    pub(crate) login_left: Option<i64>,
    pub(crate) head: Head,
    /// Whether this is a demonstration whose passwords everybody can read.
    pub(crate) demo: bool,
    /// Whether the page's address is for others too.
    pub(crate) shared: bool,
}

impl Frame {
    pub(crate) async fn around(visit: &mut Visit, title: String) -> Result<Self, Failure> {
        let head = visit.register.head(&visit.site.key).await?;
        let lang = visit.lang;
        let here = |language: &Language| LanguageLink {
            href: path(*language, &visit.place),
            language: *language,
            here: *language == lang,
        };
        Ok(Frame {
            lang,
            title,
            mechanism: visit.mechanism.clone(),
            crumbs: vec![Crumb { href: visit.path(""), label: lang.say("web-home") }],
            languages: Language::ALL.iter().map(here).collect(),
            full_address: format!("{}{}", visit.site.public_url, visit.path(&visit.place)),
            place: visit.place.clone(),
            user: visit.actor.as_ref().map(|actor| actor.user.key().to_owned()),
            login_left: visit
                .caller
                .login
                .as_ref()
                .map(|login| login.until().duration_since(visit.now).as_secs()),
            head,
            demo: !visit.site.demo_logins.is_empty(),
            shared: visit.actor.is_none(),
        })
    }

    /// Adds a step to the way to this page.
    pub(crate) fn under(mut self, place: &str, label: String) -> Self {
        self.crumbs.push(Crumb { href: path(self.lang, place), label });
        self
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.lang.say(key)
    }

    pub(crate) fn path(&self, place: &str) -> String {
        path(self.lang, place)
    }

    /// That words are in another language than the page, by the tag of that language.
    pub(crate) fn in_language(&self, tag: &str) -> String {
        let code = tag.split('-').next().unwrap_or(tag);
        self.lang.tell("web-in-language", &[("language", words::language(self.lang, code).into())])
    }

    /// That a text is shown in another language, by the name of that language.
    pub(crate) fn shown_in(&self, name: &str) -> String {
        self.lang.tell("web-shown-in", &[("language", name.to_owned().into())])
    }

    /// What the mechanism is, in a sentence.
    pub(crate) fn what(&self) -> String {
        let side = |k: usize| self.mechanism.sides[k].text.clone();
        self.lang.tell("web-front-what", &[("a", side(0).into()), ("b", side(1).into())])
    }

    /// The items of the menu: address, name, and whether the page is under it.
    pub(crate) fn menu(&self) -> Vec<(String, String, bool)> {
        const MENU: [(&str, &str); 8] = [
            ("/news", "web-news"),
            ("/sessions", "web-sessions"),
            ("/recommendations", "web-recommendations"),
            ("/roadmap", "web-roadmap"),
            ("/commitments", "web-commitments"),
            ("/links", "evidence-links"),
            ("/members", "web-members"),
            ("/help", "web-help"),
        ];
        let item = |(place, key): (&str, &str)| {
            let here = self.place == place || self.place.starts_with(&format!("{place}?"));
            (self.path(place), self.say(key), here)
        };
        MENU.into_iter().map(item).collect()
    }

    /// The signed end of the chain, in one line that can be kept and compared.
    pub(crate) fn head_line(&self) -> String {
        head_line(&self.head)
    }

    pub(crate) fn head_summary(&self) -> String {
        let day = crate::shown::day(self.lang, self.head.at);
        self.lang.tell("web-head", &[("n", (self.head.number as usize).into()), ("day", day.into())])
    }

    /// `mailto:` with the page's title and address: nothing is sent by the server.
    pub(crate) fn mailto(&self) -> String {
        let body = format!("{}\n\n{}", self.title, self.full_address);
        format!("mailto:?subject={}&body={}", encoded(&self.title), encoded(&body))
    }

    /// The page's address as a picture for a telephone's camera.
    pub(crate) fn qr(&self) -> String {
        qr(&self.full_address)
    }
}

/// A text as a picture for a telephone's camera; nothing when it is too long for one.
pub(crate) fn qr(text: &str) -> String {
    use qrcode::render::svg;
    let Ok(code) = qrcode::QrCode::new(text.as_bytes()) else { return String::new() };
    let picture = code.render::<svg::Color<'_>>().min_dimensions(160, 160).build();
    // The declaration at its beginning is for files.
    picture.split_once("?>").map_or(picture.clone(), |(_, svg)| svg.to_owned())
}

/// A signed end of the chain in one line.
pub(crate) fn head_line(head: &Head) -> String {
    let Head { number, hash, at, key, signature } = head;
    format!("{number} {hash} {at} {key} {signature}")
}

/// Percent-encoded, for a part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // A string takes whatever is written to it.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
