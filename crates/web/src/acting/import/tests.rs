use axum::body::to_bytes;
use axum::response::Response;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use register::Side;
use register::actor::Reader;
use register::entry::sha256;
use register::foundation::{Administrator, Foundation, Member};
use register::text::TextState;
use register::value::{Input, Inputs};
use store::{Documents, Filter, Store};
use tempfile::TempDir;

use super::*;
use crate::site::{Running, Settings, Site};
use crate::visit::Caller;

/// A register of two regions, and who administers side A.
struct Rehearsal {
    site: Site,
    actor: Actor,
    folder: TempDir,
}

fn now() -> Timestamp {
    "2026-05-14T10:00:00Z".parse().expect("a time")
}

fn an_hour_later() -> Timestamp {
    "2026-05-14T11:00:00Z".parse().expect("a time")
}

fn texts(text: &str) -> Input {
    Input::Texts([("en".to_owned(), (text.to_owned(), TextState::Draft))].into())
}

fn foundation() -> Foundation {
    let administrator = |side: Side| Administrator {
        side,
        fields: Inputs::from([("name", Input::Plain("Administrator".into()))]),
        token: sha256(side.code().as_bytes()),
        present: true,
    };
    let member = |side, key: &str| Member {
        side,
        key: key.to_owned(),
        fields: Inputs::from([("title", texts(key)), ("level", Input::Plain("province".into()))]),
    };
    Foundation {
        mechanism: Inputs::from([
            ("title", texts("Two Rivers")),
            ("side_a", texts("Upstream")),
            ("side_b", texts("Downstream")),
            ("languages", Input::Plain("en\nzh\nru".into())),
            ("server_key", Input::Plain("0".repeat(64))),
        ]),
        administrators: Side::BOTH.map(administrator),
        members: vec![member(Side::A, "RU-SAR"), member(Side::B, "CN-HB")],
        at: now(),
    }
}

impl Rehearsal {
    async fn begin(clock: fn() -> Timestamp) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("register.db").display());
        let store = Store::create(&url).await.expect("a register can be made");
        let mut transaction = store.write().await.unwrap();
        transaction.found(&foundation()).await.expect("a register can be founded");
        let administrator = transaction.actor(&sha256(b"a")).await.unwrap();
        let fields = [("name", "Sec"), ("side", "a"), ("roles", "secretariat")];
        let mut request = register::act::Request::new(
            register::address::Address::parse("user/sec-a").unwrap(),
            register::act::Wish::Create,
            now(),
        );
        request.inputs = fields.into_iter().map(|(name, text)| (name, Input::Plain(text.into()))).collect();
        request.inputs.insert("token", Input::Plain(sha256(b"once")));
        transaction.act(&administrator, &request).await.expect("an administrator makes users");
        transaction.enrol(&sha256(b"once"), &sha256(b"sec-a"), now()).await.expect("who enrols");
        let actor = transaction.actor(&sha256(b"sec-a")).await.unwrap();
        transaction.commit().await.unwrap();
        let site = Running::new(Settings {
            store,
            documents: Documents::at(&folder.path().join("documents")),
            key: SigningKey::from_bytes(&[7; 32]),
            clock,
            public_url: "http://127.0.0.1".into(),
            reach: crate::site::Reach::default(),
            log: |_| {},
            letters: None,
            demo_logins: Vec::new(),
        });
        Rehearsal { site, actor, folder }
    }

    async fn visit(&self, actor: Option<Actor>, now: Timestamp) -> Visit {
        let (site, place) = (self.site.clone(), "/import".to_owned());
        let (login, cookie, from) = (None, None, String::new());
        let caller = Caller { site, lang: Language::En, place, login, cookie, from, now };
        let visit = caller.visit().await.expect("the register can be read");
        let reader = actor.as_ref().map_or(Reader::Public, |actor| Reader::Member(actor.side));
        Visit { reader, actor, ..visit }
    }

    /// The page that shows a file of organisations.
    async fn preview(&self, content: &str) -> String {
        let mut visit = self.visit(Some(self.actor.clone()), now()).await;
        text(preview(&mut visit, organisations(content)).await.expect("a page")).await
    }

    async fn confirm(&self, content: &str, at: Timestamp) -> Result<String, Failure> {
        let mut visit = self.visit(Some(self.actor.clone()), at).await;
        let hash = sha256(content.as_bytes());
        let confirmation = Confirmation { kind: "organisations".into(), name: "a.csv".into(), hash };
        Ok(text(write(&mut visit, confirmation).await?).await)
    }

    /// Keys of the organisations that are in the register.
    async fn organisations(&self) -> Vec<String> {
        let filter = Filter { kind: register::kind::kind("organisation"), ..Filter::default() };
        let mut register = self.site.store.read().await.unwrap();
        let entries = register.list(Reader::Member(Side::A), &filter).await.unwrap();
        entries.iter().map(|entry| entry.address.key().to_owned()).collect()
    }

    fn n_aside(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("documents/aside")).map_or(0, Iterator::count)
    }
}

fn organisations(content: &str) -> Upload {
    let kind = register::kind::kind("organisation").expect("a kind");
    Upload { kind, name: "a.csv".into(), bytes: content.as_bytes().to_vec() }
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a page");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

const SOUND: &str = "key,type,Название (ru)\nO-1,enterprise,Завод\nO-2,enterprise,Порт\n";

#[tokio::test]
async fn nobody_imports_without_being_logged_in() {
    let rehearsal = Rehearsal::begin(now).await;
    let mut visit = rehearsal.visit(None, now()).await;
    let forbidden = |answer: Answer| assert_eq!(answer.expect_err("refused").status, StatusCode::FORBIDDEN);
    forbidden(draw_form(&mut visit, &Chosen::default()).await);
    forbidden(preview(&mut visit, organisations(SOUND)).await);
    let hash = sha256(SOUND.as_bytes());
    let confirmation = Confirmation { kind: "organisations".into(), name: "a.csv".into(), hash };
    forbidden(write(&mut visit, confirmation).await);
    assert_eq!(rehearsal.n_aside(), 0);
}

#[tokio::test]
async fn a_file_is_shown_first_and_written_when_confirmed() {
    let rehearsal = Rehearsal::begin(now).await;
    let page = rehearsal.preview(SOUND).await;
    assert!(page.contains("New: 2.") && page.contains("Import all of it"), "{page}");
    assert!(page.contains("Завод"), "the preview shows titles: {page}");
    assert!(rehearsal.organisations().await.is_empty(), "nothing is written yet");
    let page = rehearsal.confirm(SOUND, now()).await.expect("it is imported");
    assert!(page.contains("It was imported") && !page.contains("Import all of it"), "{page}");
    assert_eq!(rehearsal.organisations().await, ["O-1", "O-2"]);
    assert_eq!(rehearsal.n_aside(), 0);
    assert!(rehearsal.confirm(SOUND, now()).await.is_err(), "only once");
    let page = rehearsal.preview(&SOUND.replace("Порт", "Причал")).await;
    assert!(page.contains("New: 0. Changed: 1. As they were: 1."), "{page}");
}

#[tokio::test]
async fn everything_that_is_wrong_is_shown_at_once_at_its_cell() {
    let rehearsal = Rehearsal::begin(now).await;
    let page = rehearsal
        .preview(
            "key,type,Название (ru),region\nO-1,factory <b>,Завод,\n,enterprise,Порт,\nO-3,enterprise,Мост,XX\n",
        )
        .await;
    assert!(page.contains("3 things are wrong"), "{page}");
    assert!(page.contains("factory &#60;b&#62;"), "the value, escaped: {page}");
    assert!(page.contains("the row has no key") && page.contains("XX"), "{page}");
    assert!(!page.contains("Import all of it"));
    assert_eq!(rehearsal.n_aside(), 0, "a faulty file is not kept");
    let page = rehearsal.preview("key,nonsense\nO-1,1\n").await;
    assert!(page.contains("nonsense"), "{page}");
}

#[tokio::test]
async fn a_file_waits_for_an_hour_for_the_one_who_sent_it() {
    let rehearsal = Rehearsal::begin(now).await;
    rehearsal.preview(SOUND).await;
    let mut other = rehearsal.actor.clone();
    other.user = register::address::Address::parse("user/other").unwrap();
    let mut visit = rehearsal.visit(Some(other), now()).await;
    let hash = sha256(SOUND.as_bytes());
    let confirmation = Confirmation { kind: "organisations".into(), name: "a.csv".into(), hash };
    assert!(write(&mut visit, confirmation).await.is_err(), "it is not his");
    assert!(rehearsal.confirm(SOUND, an_hour_later()).await.is_err(), "an hour has passed");
    assert_eq!(rehearsal.n_aside(), 0);
    assert!(rehearsal.organisations().await.is_empty());
}
