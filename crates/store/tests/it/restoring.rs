//! Archives that are not what they should be: refused, and nothing is left behind.

use std::path::{Path, PathBuf};

use store::{Error, Key, Lock, Store};

use crate::backup::filled;
use crate::draw::Draw;
use crate::fixture::{Fixture, postgres_place, sqlite_place};
use crate::on_both;
use crate::sql::Database;

on_both!(
    a_wrong_key_opens_nothing,
    a_damaged_archive_is_refused_wherever_it_is_damaged,
    a_link_that_is_filed_as_something_else_is_refused,
);

/// What a restore into an empty place says; afterwards the place is as empty as before.
async fn restore(fixture: &Fixture, path: &Path, key: &Key) -> Result<(), Error> {
    let (url, folder) = if fixture.url.starts_with("sqlite") { sqlite_place() } else { postgres_place() };
    let store = Store::create(&url).await.unwrap();
    let restored = Fixture { url, store, folder };
    let done = store::restore(&restored.store, &restored.documents(), path, key).await.map(drop);
    if done.is_err() {
        assert_eq!(restored.verify().await.n_links, 0);
        assert!(restored.documents().hashes().unwrap().is_empty(), "documents are left behind");
    } else {
        restored.is_sound().await;
    }
    done
}

async fn a_wrong_key_opens_nothing(fixture: Fixture) {
    filled(&fixture).await;
    let locks = [Lock::Recipients(vec![age::x25519::Identity::generate().to_public().to_string()])];
    let other =
        age::secrecy::ExposeSecret::expose_secret(&age::x25519::Identity::generate().to_string()).to_owned();
    for lock in locks {
        let (path, _) = fixture.backup(&lock).await;
        let wrong = restore(&fixture, &path, &Key::Identity(other.clone())).await;
        assert!(matches!(wrong, Err(Error::Decrypt)), "{lock:?}");
        match restore(&fixture, &path, &Key::Open).await {
            Err(Error::Archive { why, .. }) => assert!(why.contains("locked"), "{why}"),
            other => panic!("{other:?}"),
        }
    }
    let (path, _) = fixture.backup(&Lock::Open).await;
    let keyed = restore(&fixture, &path, &Key::Passphrase("right".to_owned())).await;
    assert!(matches!(keyed, Err(Error::Archive { .. })), "{keyed:?}");
    let nonsense = restore(&fixture, &path, &Key::Identity("nonsense".to_owned())).await;
    assert!(matches!(nonsense, Err(Error::Recipient { .. })));
    let nothing = restore(&fixture, Path::new("/no/such/file"), &Key::Open).await;
    assert!(matches!(nothing, Err(Error::File { .. })));
}

async fn a_damaged_archive_is_refused_wherever_it_is_damaged(fixture: Fixture) {
    filled(&fixture).await;
    let identity = age::x25519::Identity::generate();
    let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
    let locked = Lock::Recipients(vec![identity.to_public().to_string()]);
    for (lock, key) in [(locked, Key::Identity(secret)), (Lock::Open, Key::Open)] {
        let (path, _) = fixture.backup(&lock).await;
        restore(&fixture, &path, &key).await.expect("it is sound before it is damaged");
        let bytes = std::fs::read(&path).unwrap();
        let mut draw = Draw::seeded(4);
        let cuts = [0, 1, bytes.len() / 2, bytes.len() - 1, draw.below(bytes.len()), draw.below(bytes.len())];
        for cut in cuts {
            let damaged = write(&fixture, &bytes[..cut]);
            assert!(
                restore(&fixture, &damaged, &key).await.is_err(),
                "{lock:?} cut off at {cut} of {}",
                bytes.len()
            );
        }
        for _ in 0..12 {
            let (at, bit) = (draw.below(bytes.len()), draw.below(8));
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let damaged = write(&fixture, &flipped);
            assert!(
                restore(&fixture, &damaged, &key).await.is_err(),
                "{lock:?} bit {bit} of byte {at} of {}",
                bytes.len()
            );
        }
        let mut longer = bytes.clone();
        longer.extend(b"more");
        assert!(
            restore(&fixture, &write(&fixture, &longer), &key).await.is_err(),
            "{lock:?} with more behind"
        );
    }
}

/// What stands beside a content says who may see it: the chain fits, and the other side would be shown a note.
async fn a_link_that_is_filed_as_something_else_is_refused(fixture: Fixture) {
    filled(&fixture).await;
    let database = Database::of(&fixture.url).await;
    for (there, back) in [
        ("audience = 'public' where address = 'note/N-1'", "audience = 'b' where address = 'note/N-1'"),
        (
            "address = 'project/P-9' where address = 'note/N-1'",
            "address = 'note/N-1' where address = 'project/P-9'",
        ),
    ] {
        database.execute(&format!("update audit set {there}")).await;
        let (path, _) = fixture.backup(&Lock::Open).await;
        match restore(&fixture, &path, &Key::Open).await {
            Err(Error::Chain { first }) => assert!(first.contains("filed under another"), "{first}"),
            other => panic!("{there}: {other:?}"),
        }
        database.execute(&format!("update audit set {back}")).await;
        let (path, _) = fixture.backup(&Lock::Open).await;
        restore(&fixture, &path, &Key::Open).await.expect("as it was, it is restored");
    }
}

fn write(fixture: &Fixture, bytes: &[u8]) -> PathBuf {
    let path = fixture.folder.path().join("damaged");
    std::fs::write(&path, bytes).unwrap();
    path
}

/// In SQLite alone: a passphrase is the same for both, and by intent takes a second to try.
#[test]
fn a_passphrase_opens_what_it_locked() {
    crate::fixture::block_on(async {
        let fixture = Fixture::sqlite().await;
        let (path, _) = fixture.backup(&Lock::Passphrase("right".to_owned())).await;
        restore(&fixture, &path, &Key::Passphrase("right".to_owned())).await.unwrap();
        let wrong = restore(&fixture, &path, &Key::Passphrase("wrong".to_owned())).await;
        assert!(matches!(wrong, Err(Error::Decrypt)), "{wrong:?}");
    });
}
