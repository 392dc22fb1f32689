//! Every address as every role, and every act of every kind: exactly what the tables of the register say.

use std::collections::{BTreeMap, BTreeSet};

use register::actor::{Actor, Reader};
use register::entry::{Entry, sha256};
use register::kind::Kind;
use register::kinds;
use register::permission::{Deed, permit};
use store::{Filter, Store};

use super::site::{Client, Page, Site};

/// One user of each role of each side.
const PEOPLE: [&str; 14] = [
    "a-secretariat",
    "a-cochair",
    "a-luoqiao",
    "a-analyst",
    "a-reviewer",
    "a-organisation",
    "admin-a",
    "b-secretariat",
    "b-cochair",
    "b-severoluchye",
    "b-analyst",
    "b-reviewer",
    "b-organisation",
    "admin-b",
];

/// No entry has had so many versions: what may be done is refused for it, and nothing is written.
const NO_VERSION: (&str, &str) = ("on_version", "70000");

/// Works with the register itself.
fn ask<T>(site: &Site, work: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async { work(&Store::open(&site.database()).await.expect("the register opens")).await })
}

/// An entry of each kind in each state of each side.
fn entries(site: &Site) -> Vec<Entry> {
    ask(site, async |store| {
        let mut found = BTreeMap::new();
        for side in register::Side::BOTH {
            for kind in kinds::ALL {
                let filter = Filter { kind: Some(kind), ..Filter::default() };
                let mut register = store.read().await.expect("the register can be read");
                let all = register.list(Reader::Member(side), &filter).await.expect("entries can be listed");
                for entry in all {
                    found.entry((kind.name, entry.state, entry.side)).or_insert(entry);
                }
            }
        }
        found.into_values().collect()
    })
}

fn actor(site: &Site, user: &str) -> Actor {
    let token = sha256(site.token(user).as_bytes());
    ask(site, async |store| {
        store.read().await.expect("the register can be read").actor(&token).await.expect("the user is active")
    })
}

/// What a page answers, and whether it has a form to act with.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
struct Answer(u16, bool);

impl Answer {
    fn of(page: &Page) -> Self {
        Answer(page.status, page.html.contains("<form class=\"act\""))
    }
}

const NOT_THERE: Answer = Answer(404, false);

/// What the register says of a deed: for the page with its form, and for sending it on a version that was never there.
fn expected(actor: &Actor, deed: Deed, entry: &Entry) -> [Answer; 2] {
    match permit(actor, deed, entry) {
        Ok(_) => [Answer(200, true), Answer(422, true)],
        Err(register::Error::NotFound { .. }) => [NOT_THERE; 2],
        Err(register::Error::Locked { .. }) => [Answer(422, false); 2],
        Err(_) => [Answer(403, false); 2],
    }
}

/// The deeds that can be asked for of an entry, by the word of their address.
fn deeds(entry: &Entry) -> Vec<(String, Deed<'static>)> {
    let rows = entry.kind().rows.iter().filter(|row| row.from.contains(&entry.state));
    let mut deeds: Vec<_> = rows.map(|row| (row.act.replace('_', "-"), Deed::Take(row))).collect();
    deeds.push(("amend".to_owned(), Deed::Amend));
    deeds
}

fn place(client: &Client, entry: &Entry) -> String {
    format!("/{}/{}/{}", client.lang, entry.address.kind().name.replace('_', "-"), entry.address.key())
}

/// The acts that the page of an entry offers.
fn offered(html: &str, place: &str) -> BTreeSet<String> {
    let beginning = format!("class=\"button\" href=\"{place}/");
    let links = html.split(&beginning).skip(1);
    links.map(|link| link.split('"').next().unwrap_or_default().to_owned()).collect()
}

/// The acts that the register permits.
fn permitted(actor: &Actor, entry: &Entry) -> BTreeSet<String> {
    let may = |deed| permit(actor, deed, entry).is_ok();
    let own_half =
        |act: &str| entry.pending.get(act).is_some_and(|pending| pending.halves.contains_key(&actor.side));
    let acts = deeds(entry).into_iter().filter(|(_, deed)| may(*deed)).map(|(word, deed)| match deed {
        Deed::Take(row) if own_half(row.act) => format!("act/take-back-{word}"),
        _ => format!("act/{word}"),
    });
    let texts = may(Deed::Translate) || !actor.reviews.is_empty();
    acts.chain(texts.then(|| "texts".to_owned())).collect()
}

/// The languages of a text: all that may be written, and for the first the two buttons that mark it.
fn check_texts(client: &Client, actor: &Actor, entry: &Entry, wrong: &mut Vec<String>) {
    let place = format!("{}/texts", place(client, entry));
    let first = entry.kind().fields.iter().find_map(|field| {
        let (lang, _) = entry.texts(field.name)?.iter().next()?;
        Some((field.name, lang.as_str()))
    });
    let mut deeds = vec![("", Deed::Translate, "", "")];
    if let Some((field, lang)) = first {
        deeds.push(("review", Deed::Review { field, lang }, field, lang));
        deeds.push(("authenticate", Deed::Authenticate { field, lang }, field, lang));
    }
    let html = client.get(&place).html;
    for (mark, deed, field, lang) in deeds {
        let answer =
            client.post(&place, &[NO_VERSION, ("mark", mark), ("field", field), ("text_lang", lang)]);
        let may = permit(actor, deed, entry).is_ok();
        if answer.status != if may { 422 } else { 403 } {
            wrong.push(format!("{} sends {mark:?} to {place}: {}, {may}", actor.user.key(), answer.status));
        }
        let offered = html.split("<form class=\"act\"").any(|form| {
            let named = [field, lang].iter().all(|value| form.contains(&format!("value=\"{value}\"")));
            named && form.contains(&format!("name=\"mark\" value=\"{mark}\""))
        });
        if !mark.is_empty() && offered != may {
            wrong.push(format!("{} is offered {mark} at {place}: {offered}, {may}", actor.user.key()));
        }
    }
}

fn check_entry(client: &Client, actor: &Actor, entry: &Entry, wrong: &mut Vec<String>) {
    let place = place(client, entry);
    let user = actor.user.key();
    let page = client.get(&place);
    if !Reader::Member(actor.side).sees(entry) {
        for place in [place.clone(), format!("{place}/history"), format!("{place}/texts")] {
            let status = client.get(&place).status;
            if status != 404 {
                wrong.push(format!("{user} is answered {status} at {place}, which is hidden"));
            }
        }
    } else if entry.address.kind().name == "mechanism" {
        // Its page is the front page.
        if (page.status, page.to()) != (308, format!("/{}", client.lang).as_str()) {
            wrong.push(format!("{user} at {place}: {} {}", page.status, page.to()));
        }
    } else if (page.status, offered(&page.html, &place)) != (200, permitted(actor, entry)) {
        wrong.push(format!("{user} at {place}: {} {:?}", page.status, offered(&page.html, &place)));
    }
    if Reader::Member(actor.side).sees(entry) {
        check_texts(client, actor, entry, wrong);
    }
    for (word, deed) in deeds(entry) {
        let place = format!("{place}/act/{word}");
        let found = [client.get(&place), client.post(&place, &[NO_VERSION])];
        let found = found.map(|page| Answer::of(&page));
        let expected = expected(actor, deed, entry);
        if found != expected {
            wrong.push(format!("{user} at {place}: {found:?} and not {expected:?}"));
        }
    }
}

/// Whether somebody in these roles may make entries of a kind at all; evidence is made of files and of runs.
fn makes(actor: &Actor, kind: &Kind) -> bool {
    const EVIDENCE: [&str; 3] = ["dataset", "analysis_run", "weak_link"];
    !EVIDENCE.contains(&kind.name) && kind.creates.iter().any(|who| actor.roles.contains(&who.role))
}

fn check_creation(client: &Client, actor: &Actor, wrong: &mut Vec<String>) {
    for kind in kinds::ALL {
        let place = format!("/{}/new/{}", client.lang, kind.name.replace('_', "-"));
        let found = [client.get(&place), client.post(&place, &[])].map(|page| Answer::of(&page));
        let expected =
            if makes(actor, kind) { [Answer(200, true), Answer(422, true)] } else { [Answer(403, false); 2] };
        if found != expected {
            wrong.push(format!("{} at {place}: {found:?} and not {expected:?}", actor.user.key()));
        }
    }
}

fn check_nobody(client: &Client, entries: &[Entry], wrong: &mut Vec<String>) {
    for entry in entries {
        let place = place(client, entry);
        let expected = match entry.address.kind().name {
            "mechanism" => 308,
            _ if Reader::Public.sees(entry) => 200,
            _ => 404,
        };
        if client.get(&place).status != expected {
            wrong.push(format!("nobody at {place}: not {expected}"));
        }
        let (word, _) = &deeds(entry)[0];
        let act = format!("{place}/act/{word}");
        for page in [client.get(&act), client.post(&act, &[NO_VERSION])] {
            if page.status != 401 || !page.html.contains("name=\"password\"") {
                wrong.push(format!("nobody at {act}: {}", page.status));
            }
        }
    }
}

#[test]
fn each_role_is_offered_and_can_send_exactly_what_the_register_permits() {
    let site = Site::start();
    let entries = entries(&site);
    assert!(entries.len() > 100, "the exercise has {} entries to look at", entries.len());
    let before = site.nobody().get("/en/help").text_after("<p class=\"code\"");
    let mut wrong = Vec::new();
    for user in PEOPLE {
        let (client, actor) = (site.enter(user), actor(&site, user));
        for entry in &entries {
            check_entry(&client, &actor, entry, &mut wrong);
        }
        check_creation(&client, &actor, &mut wrong);
    }
    check_nobody(&site.nobody(), &entries, &mut wrong);
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(
        site.nobody().get("/en/help").text_after("<p class=\"code\""),
        before,
        "something was written"
    );
}

/// What an address answers when it is asked for, and when an empty form is sent to it: to nobody, and to whoever is
/// logged in. 405 is for what cannot be sent; 0 is another test's.
const ADDRESSES: &[(&str, &str, [u16; 2], [u16; 2])] = &[
    ("/{lang}", "/en", [200; 2], [405; 2]),
    ("/{lang}/news", "/en/news", [200; 2], [405; 2]),
    ("/{lang}/roadmap", "/en/roadmap", [200; 2], [405; 2]),
    ("/{lang}/roadmap.csv", "/en/roadmap.csv", [200; 2], [405; 2]),
    ("/{lang}/roadmap.xlsx", "/en/roadmap.xlsx", [200; 2], [405; 2]),
    ("/{lang}/search.csv", "/en/search.csv?q=a", [200; 2], [405; 2]),
    ("/{lang}/search.xlsx", "/en/search.xlsx?q=a", [200; 2], [405; 2]),
    ("/{lang}/import", "/en/import", [403, 200], [0; 2]),
    ("/{lang}/import/confirm", "/en/import/confirm", [405; 2], [0; 2]),
    ("/{lang}/{plural}/template.xlsx", "/en/recommendations/template.xlsx", [200; 2], [405; 2]),
    ("/{lang}/document/{key}/file", "/en/document/none/file", [404; 2], [405; 2]),
    ("/{lang}/side/{side}", "/en/side/a", [200; 2], [405; 2]),
    ("/{lang}/pair/{one}/{other}", "/en/pair/A-LUO/B-SEV", [200; 2], [405; 2]),
    ("/{lang}/links", "/en/links", [200; 2], [405; 2]),
    ("/{lang}/link/{run}/{origin}/{destination}", "/en/link/AR-1/A-LUO/B-SEV", [200; 2], [405; 2]),
    ("/{lang}/balance", "/en/balance", [200; 2], [405; 2]),
    ("/{lang}/map", "/en/map", [200; 2], [405; 2]),
    ("/{lang}/dataset/{key}/file", "/en/dataset/D-1/file", [200; 2], [405; 2]),
    ("/{lang}/analysis-run/{key}/file", "/en/analysis-run/AR-1/file", [200; 2], [405; 2]),
    ("/{lang}/members", "/en/members", [200; 2], [405; 2]),
    ("/{lang}/search", "/en/search?q=a", [200; 2], [405; 2]),
    ("/{lang}/help", "/en/help", [200; 2], [405; 2]),
    ("/{lang}/about-the-data", "/en/about-the-data", [200; 2], [405; 2]),
    ("/{lang}/accessibility", "/en/accessibility", [200; 2], [405; 2]),
    ("/{lang}/{plural}", "/en/recommendations", [200; 2], [405; 2]),
    ("/{lang}/{kind}/{key}", "/en/session/SES-1", [200; 2], [405; 2]),
    ("/{lang}/{kind}/{key}/history", "/en/session/SES-1/history", [200; 2], [405; 2]),
    ("/{lang}/login", "/en/login", [200; 2], [401; 2]),
    ("/{lang}/login/code", "/en/login/code", [405; 2], [401; 2]),
    ("/{lang}/logout", "/en/logout", [405; 2], [303; 2]),
    ("/{lang}/enrol", "/en/enrol", [200; 2], [422; 2]),
    ("/{lang}/forgotten", "/en/forgotten", [200; 2], [200; 2]),
    ("/{lang}/reset", "/en/reset", [200; 2], [422; 2]),
    ("/{lang}/password", "/en/password", [401, 200], [401, 422]),
    ("/{lang}/second-factor", "/en/second-factor", [401, 200], [401, 422]),
    ("/{lang}/desk", "/en/desk", [401, 200], [405; 2]),
    ("/{lang}/audit", "/en/audit", [401, 200], [401, 200]),
    ("/{lang}/new/{kind}", "/en/new/note", [401, 0], [401, 0]),
    ("/{lang}/{kind}/{key}/texts", "/en/session/SES-1/texts", [401, 200], [401, 0]),
    ("/{lang}/{kind}/{key}/act/{act}", "/en/session/SES-3/act/confirm", [401, 0], [401, 0]),
];

#[test]
fn each_address_answers_each_role_as_it_should() {
    let listed: BTreeSet<&str> = ADDRESSES.iter().map(|(address, ..)| *address).collect();
    let served: BTreeSet<&str> = web::addresses().into_iter().collect();
    assert_eq!(listed, served, "every address of the router stands in the table of this test");
    let site = Site::start();
    let mut wrong = Vec::new();
    let mut check = |who: &str, place: &str, expected: u16, found: u16| {
        if expected != 0 && expected != found {
            wrong.push(format!("{who} at {place}: {found} and not {expected}"));
        }
    };
    let nobody = site.nobody();
    for (_, place, asked, sent) in ADDRESSES {
        check("nobody", place, asked[0], nobody.get(place).status);
        check("nobody", place, sent[0], nobody.post(place, &[]).status);
    }
    for user in PEOPLE {
        let client = site.enter(user);
        for (_, place, asked, sent) in ADDRESSES {
            check(user, place, asked[1], client.get(place).status);
            // Who logs out or fails to log in again and again is shut out, and verifying takes long: nobody did both.
            if !["/en/login", "/en/logout", "/en/audit", "/en/forgotten"].contains(place) {
                check(user, place, sent[1], client.post(place, &[]).status);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
