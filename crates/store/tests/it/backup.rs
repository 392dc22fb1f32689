//! One archive with everything, restored into either database.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use register::act::Wish;
use store::{Contents, Documents, Error, Filter, Key, Lock, Reminder, Result, Store};
use tempfile::TempDir;

use crate::fixture::{A, B, Fixture, at, block_on, postgres_place, request, server_key, sqlite_place, token};
use crate::on_both;

/// Places that hold no register yet, one of each sort.
const PLACES: [fn() -> (String, TempDir); 2] = [sqlite_place, postgres_place];

impl Fixture {
    pub fn documents(&self) -> Documents {
        Documents::at(&self.folder.path().join("documents"))
    }

    /// A backup beside the register.
    pub async fn backup(&self, lock: &Lock) -> (PathBuf, Contents) {
        let path = self.folder.path().join("archive");
        let _ = std::fs::remove_file(&path);
        let contents = self.backup_to(&path, lock).await.expect("a backup is written");
        (path, contents)
    }

    pub async fn backup_to(&self, path: &std::path::Path, lock: &Lock) -> Result<Contents> {
        let mut transaction = self.store.read().await?;
        let head = transaction.head(&server_key()).await?;
        let secrets = [("server.key", b"secret".to_vec())];
        store::backup(&mut transaction, &self.documents(), head, &secrets, path, lock).await
    }

    /// Every table that counts, as it stands.
    pub async fn content(&self) -> String {
        let mut transaction = self.store.read().await.unwrap();
        let links = transaction.links(1).await.unwrap();
        let mut content = format!("{links:?}\n{:?}\n", transaction.reminders().await.unwrap());
        for reader in [A, B] {
            let entries = transaction.list(reader, &Filter::default()).await.unwrap();
            writeln!(content, "{entries:?}").unwrap();
            let words = Filter { words: Some("铁路".to_owned()), ..Filter::default() };
            let found = transaction.list(reader, &words).await.unwrap();
            writeln!(content, "{found:?}").unwrap();
        }
        content + &format!("{:?}", self.documents().hashes().unwrap())
    }
}

/// Entries of both sides, an erased person, a reminder and two documents.
pub async fn filled(fixture: &Fixture) {
    let inputs = [("title.zh", "铁路"), ("parties", "RU-SAR; CN-HB"), ("fields", "trade")];
    fixture.make("sec-a", "project/P-1", &inputs).await;
    fixture.take("chair-a", "agree", "project/P-1").await;
    fixture.make("sec-b", "note/N-1", &[("text.ru", "Железная дорога")]).await;
    fixture.make("sec-a", "person/PER-1", &[("title.en", "Somebody"), ("side", "a")]).await;
    fixture.take("sec-a", "erase", "person/PER-1").await;
    fixture.documents().keep(b"minutes").unwrap();
    fixture.documents().keep(&vec![0; 100_000]).unwrap();
    let reminder = Reminder {
        address: "commitment/C-1".to_owned(),
        step: "before",
        due: "2026-06-13".to_owned(),
        recipient: "office@example.org".to_owned(),
    };
    let mut transaction = fixture.store.write().await.unwrap();
    assert!(transaction.begin_reminder(&reminder, at("2026-05-14T08:00:00Z")).await.unwrap());
    transaction.commit().await.unwrap();
}

on_both!(
    what_was_saved_comes_back_on_either_database,
    a_backup_taken_while_others_write_is_one_moment,
    a_backup_of_a_damaged_document_is_refused,
    a_file_that_is_there_is_not_written_over,
);

async fn what_was_saved_comes_back_on_either_database(fixture: Fixture) {
    filled(&fixture).await;
    let content = fixture.content().await;
    let (path, contents) = fixture.backup(&Lock::Open).await;
    assert_eq!((contents.head.number, contents.n_documents), (fixture.verify().await.n_links, 2));
    for place in PLACES {
        let (url, folder) = place();
        let store = Store::create(&url).await.unwrap();
        let restored = Fixture { url, store, folder };
        let key = Key::Open;
        let done = store::restore(&restored.store, &restored.documents(), &path, &key).await.unwrap();
        assert_eq!(done, (contents.clone(), vec![("server.key".to_owned(), b"secret".to_vec())]));
        assert_eq!(restored.content().await, content);
        restored.is_sound().await;
        // It lives on: keys, tokens and halves are as they were.
        let actor = restored.actor("chair-b").await;
        assert_eq!(actor.user.to_string(), "user/chair-b");
        let done = restored.take("chair-b", "agree", "project/P-1").await;
        assert_eq!(done.entries[0].state, "agreed");
        restored.is_sound().await;
        let again = store::restore(&restored.store, &restored.documents(), &path, &key).await;
        assert!(matches!(again, Err(Error::Occupied)), "never over a living register");
    }
}

async fn a_backup_taken_while_others_write_is_one_moment(fixture: Fixture) {
    filled(&fixture).await;
    for n in 0..100 {
        fixture.make("sec-b", &format!("note/EARLY-{n}"), &[("text.zh", "早")]).await;
    }
    let fixture = Arc::new(fixture);
    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn({
        let (fixture, stop) = (Arc::clone(&fixture), Arc::clone(&stop));
        async move {
            let mut n = 0;
            while !stop.load(Ordering::Relaxed) {
                n += 1;
                fixture.make("sec-a", &format!("note/LATE-{n}"), &[("text.en", "while saving")]).await;
            }
            n
        }
    });
    let (path, contents) = fixture.backup(&Lock::Open).await;
    stop.store(true, Ordering::Relaxed);
    assert!(writer.await.unwrap() > 0);

    let (url, folder) = sqlite_place();
    let store = Store::create(&url).await.unwrap();
    let restored = Fixture { url, store, folder };
    store::restore(&restored.store, &restored.documents(), &path, &Key::Open).await.unwrap();
    restored.is_sound().await;
    let saved = restored.store.read().await.unwrap().links(1).await.unwrap();
    let all = fixture.store.read().await.unwrap().links(1).await.unwrap();
    assert_eq!(saved.len() as u64, contents.head.number);
    assert_eq!(format!("{saved:?}"), format!("{:?}", &all[..saved.len()]), "a beginning of the chain");
}

async fn a_backup_of_a_damaged_document_is_refused(fixture: Fixture) {
    filled(&fixture).await;
    let hash = fixture.documents().hashes().unwrap().remove(0);
    let path = fixture.folder.path().join("documents").join(&hash[..2]).join(&hash);
    std::fs::write(path, "damaged").unwrap();
    let archive = fixture.folder.path().join("archive");
    let refused = fixture.backup_to(&archive, &Lock::Open).await;
    assert!(
        matches!(refused, Err(Error::File { .. })),
        "an archive that cannot be restored is none: {refused:?}"
    );
    let left: Vec<_> =
        std::fs::read_dir(fixture.folder.path()).unwrap().flatten().map(|file| file.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("archive")), "{left:?}");
}

async fn a_file_that_is_there_is_not_written_over(fixture: Fixture) {
    let path = fixture.folder.path().join("archive");
    std::fs::write(&path, "mine").unwrap();
    assert!(matches!(fixture.backup_to(&path, &Lock::Open).await, Err(Error::File { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let nowhere = fixture.folder.path().join("no/such/folder");
    assert!(matches!(fixture.backup_to(&nowhere, &Lock::Open).await, Err(Error::File { .. })));
    let nobody = Lock::Recipients(vec!["age1nonsense".to_owned()]);
    let other = fixture.folder.path().join("other");
    assert!(matches!(fixture.backup_to(&other, &nobody).await, Err(Error::Recipient { .. })));
    assert!(!other.exists() && !other.with_extension("part").exists());
}

#[test]
fn a_register_with_the_same_tokens_is_the_same_for_its_users() {
    block_on(async {
        let fixture = Fixture::sqlite().await;
        let identity = age::x25519::Identity::generate();
        let lock = Lock::Recipients(vec![identity.to_public().to_string()]);
        let (path, _) = fixture.backup(&lock).await;
        let (url, folder) = sqlite_place();
        let restored = Fixture { store: Store::create(&url).await.unwrap(), url, folder };
        let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
        store::restore(&restored.store, &restored.documents(), &path, &Key::Identity(secret)).await.unwrap();
        let wish = request("note/N-1", Wish::Create, &[("text.en", "as before")]);
        restored.act("sec-a", &wish).await.unwrap();
        let unknown = restored.store.read().await.unwrap().actor(&token("nobody")).await;
        assert!(matches!(unknown, Err(Error::Token)));
    });
}
