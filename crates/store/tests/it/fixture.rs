//! A founded register on one of the databases, with people of both sides who act in it.

use std::collections::BTreeMap;
use std::future::Future;

use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use register::Side;
use register::act::{Request, Wish};
use register::actor::{Actor, Reader};
use register::address::Address;
use register::entry::{Entry, hex, sha256};
use register::foundation::{Administrator, Foundation, Member};
use register::text::TextState;
use register::value::{Input, Inputs};
use store::{Done, Error, Filter, Result, Store, Verified};
use tempfile::TempDir;
use testbed::Postgres;

/// When everything happens, unless a test says otherwise.
pub const NOW: &str = "2026-05-14T10:00:00Z";

/// Who acts: key, side, role, regions.
const PEOPLE: [(&str, Side, &str, &str); 6] = [
    ("sec-a", Side::A, "secretariat; analyst", ""),
    ("chair-a", Side::A, "co_chair", ""),
    ("off-a", Side::A, "region_officer", "RU-SAR"),
    ("sec-b", Side::B, "secretariat", ""),
    ("chair-b", Side::B, "co_chair", ""),
    ("off-b", Side::B, "region_officer", "CN-HB"),
];

/// The regions of both sides, with their time zones.
const REGIONS: [(Side, &str, &str); 5] = [
    (Side::A, "RU-SAR", "Europe/Moscow"),
    (Side::A, "RU-SAM", "Europe/Samara"),
    (Side::A, "RU-BA", "Asia/Yekaterinburg"),
    (Side::B, "CN-HB", "Asia/Shanghai"),
    (Side::B, "CN-SC", "Asia/Shanghai"),
];

/// A register and where it lies.
pub struct Fixture {
    pub url: String,
    pub store: Store,
    /// For files beside the database; goes with the fixture.
    pub folder: TempDir,
}

/// Runs a test on a founded register in an SQLite file.
pub fn on_sqlite<F: Future<Output = ()>>(test: fn(Fixture) -> F) {
    block_on(async { test(Fixture::sqlite().await).await });
}

/// Runs a test on a founded register in a PostgreSQL database.
pub fn on_postgres<F: Future<Output = ()>>(test: fn(Fixture) -> F) {
    block_on(async { test(Fixture::postgres().await).await });
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(future)
}

/// An empty place for an SQLite file: its address, and the folder that goes with it.
pub fn sqlite_place() -> (String, TempDir) {
    let folder = folder();
    (format!("sqlite:{}", folder.path().join("register.db").display()), folder)
}

/// An empty PostgreSQL database, and a folder for files beside it.
pub fn postgres_place() -> (String, TempDir) {
    (Postgres::shared().database(), folder())
}

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

impl Fixture {
    pub async fn sqlite() -> Self {
        Fixture::found(sqlite_place()).await
    }

    pub async fn postgres() -> Self {
        Fixture::found(postgres_place()).await
    }

    /// A founded register at a place that is empty.
    pub async fn found((url, folder): (String, TempDir)) -> Self {
        let store = Store::create(&url).await.expect("a register can be made");
        let fixture = Fixture { url, store, folder };
        let mut transaction = fixture.store.write().await.unwrap();
        transaction.found(&foundation()).await.expect("a register can be founded");
        for (key, side, role, regions) in PEOPLE {
            let admin = transaction.actor(&token(&format!("admin-{}", side.code()))).await.unwrap();
            let fields = [
                ("name", key),
                ("side", side.code()),
                ("roles", role),
                ("regions", regions),
                ("token", &token(&format!("once {key}"))),
            ];
            transaction.act(&admin, &request(&format!("user/{key}"), Wish::Create, &fields)).await.unwrap();
            transaction.enrol(&token(&format!("once {key}")), &token(key), at(NOW)).await.unwrap();
        }
        transaction.commit().await.unwrap();
        fixture.make("sec-a", "field/trade", &[("title.en", "Trade"), ("title.zh", "贸易")]).await;
        fixture
    }

    /// Does an act in a transaction of its own.
    pub async fn act(&self, who: &str, request: &Request) -> Result<Done> {
        let mut transaction = self.store.write().await?;
        let actor = transaction.actor(&token(who)).await?;
        let done = transaction.act(&actor, request).await?;
        transaction.commit().await?;
        Ok(done)
    }

    /// Makes an entry.
    pub async fn make(&self, who: &str, address: &str, fields: &[(&str, &str)]) -> Entry {
        let done = self.act(who, &request(address, Wish::Create, fields)).await;
        let done = done.unwrap_or_else(|error| panic!("{who} makes {address}: {}", sentences(&error)));
        done.entries.into_iter().next().expect("something was made")
    }

    /// Changes fields of an entry.
    pub async fn amend(&self, who: &str, address: &str, fields: &[(&str, &str)]) -> Entry {
        let done = self.act(who, &request(address, Wish::Amend, fields)).await;
        let done = done.unwrap_or_else(|error| panic!("{who} amends {address}: {}", sentences(&error)));
        done.entries.into_iter().next().expect("something was changed")
    }

    /// Takes an act, with a reason in case it needs one.
    pub async fn take(&self, who: &str, act: &str, address: &str) -> Done {
        self.take_on(who, act, address, NOW, &[]).await
    }

    /// Takes an act at a time, writing fields.
    pub async fn take_on(
        &self,
        who: &str,
        act: &str,
        address: &str,
        when: &str,
        fields: &[(&str, &str)],
    ) -> Done {
        let mut request = request(address, Wish::Take(act.to_owned()), fields);
        request.reason = Some("as agreed".to_owned());
        request.at = at(when);
        let done = self.act(who, &request).await;
        done.unwrap_or_else(|error| panic!("{who} takes {act} of {address}: {}", sentences(&error)))
    }

    /// Both sides' co-chairs take an act.
    pub async fn both(&self, act: &str, address: &str) {
        self.take("chair-a", act, address).await;
        self.take("chair-b", act, address).await;
    }

    pub async fn look(&self, reader: Reader, address: &str) -> Option<Entry> {
        let mut transaction = self.store.read().await.unwrap();
        transaction.look(reader, &parse(address)).await.unwrap()
    }

    /// The addresses of what a filter lets through.
    pub async fn list(&self, reader: Reader, filter: &Filter) -> Vec<String> {
        let mut transaction = self.store.read().await.unwrap();
        let entries = transaction.list(reader, filter).await.unwrap();
        entries.iter().map(|entry| entry.address.to_string()).collect()
    }

    pub async fn actor(&self, who: &str) -> Actor {
        self.store.read().await.unwrap().actor(&token(who)).await.unwrap()
    }

    pub async fn verify(&self) -> Verified {
        self.store.read().await.unwrap().verify(Vec::new(), |_| {}).await.unwrap()
    }

    /// The chain and all tables are sound.
    pub async fn is_sound(&self) {
        let faults = self.verify().await.faults;
        assert!(faults.is_empty(), "{faults:?}");
    }
}

/// What a register begins with.
pub fn foundation() -> Foundation {
    let administrator = |side: Side| Administrator {
        side,
        fields: inputs("user", &[("name", "Administrator"), ("email", "admin@example.org")]),
        token: token(&format!("admin-{}", side.code())),
        present: true,
    };
    let members = REGIONS.map(|(side, key, zone)| Member {
        side,
        key: key.to_owned(),
        fields: inputs("region", &[("title.en", key), ("level", "province"), ("zone", zone)]),
    });
    let mechanism = [
        ("title.en", "Exercise mechanism"),
        ("side_a.en", "Upstream"),
        ("side_b.en", "Downstream"),
        ("languages", "en\nzh\nru"),
        ("server_key", &hex(server_key().verifying_key().as_bytes())),
    ];
    Foundation {
        mechanism: inputs("mechanism", &mechanism),
        administrators: Side::BOTH.map(administrator),
        members: members.into(),
        at: at(NOW),
    }
}

/// With what the server signs heads.
pub fn server_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub fn token(who: &str) -> String {
    sha256(who.as_bytes())
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub fn parse(address: &str) -> Address {
    Address::parse(address).expect("an address")
}

pub use register::kind::kind;

/// A wish for an entry, with fields written as columns of a spreadsheet: `title.zh`.
pub fn request(address: &str, wish: Wish, fields: &[(&str, &str)]) -> Request {
    let address = parse(address);
    let inputs = inputs(address.kind().name, fields);
    Request { inputs, ..Request::new(address, wish, at(NOW)) }
}

pub fn inputs(kind_name: &str, fields: &[(&str, &str)]) -> Inputs {
    let kind = kind(kind_name).expect("a kind");
    let mut inputs = Inputs::new();
    for (column, text) in fields {
        let (name, lang) = column.split_once('.').map_or((*column, None), |(name, lang)| (name, Some(lang)));
        let name = kind.field(name).unwrap_or_else(|| panic!("{kind_name} has no {name}")).name;
        let Some(lang) = lang else {
            inputs.insert(name, Input::Plain((*text).to_owned()));
            continue;
        };
        let Input::Texts(texts) = inputs.entry(name).or_insert(Input::Texts(BTreeMap::new())) else {
            panic!("{name} is a text in one column and none in another");
        };
        texts.insert(lang.to_owned(), ((*text).to_owned(), TextState::Draft));
    }
    inputs
}

/// Everything an error says, with what causes it and what to do.
pub fn sentences(error: &Error) -> String {
    serde_json::to_string(&error.report()).expect("a report has a JSON form")
}

pub const A: Reader = Reader::Member(Side::A);
pub const B: Reader = Reader::Member(Side::B);
