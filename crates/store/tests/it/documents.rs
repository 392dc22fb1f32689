//! Files beside the database.

use store::Documents;

use crate::fixture::{NOW, at, folder, parse};

#[test]
fn the_same_bytes_are_kept_once() {
    let folder = folder();
    let documents = Documents::at(&folder.path().join("documents"));
    assert!(documents.hashes().unwrap().is_empty(), "no folder, no files");
    let hash = documents.keep(b"minutes").unwrap();
    assert_eq!(documents.keep(b"minutes").unwrap(), hash);
    let other = documents.keep(b"").unwrap();
    assert_eq!(documents.read(&hash).as_deref(), Some(&b"minutes"[..]));
    assert_eq!(documents.read(&other).as_deref(), Some(&b""[..]));
    let mut both = vec![hash, other];
    both.sort();
    assert_eq!(documents.hashes().unwrap(), both);
}

#[test]
fn a_damaged_file_is_not_given_out_and_can_be_kept_anew() {
    let folder = folder();
    let documents = Documents::at(folder.path());
    let hash = documents.keep(b"minutes").unwrap();
    let path = folder.path().join(&hash[..2]).join(&hash);
    for damaged in [&b"minute"[..], b"Minutes", b""] {
        std::fs::write(&path, damaged).unwrap();
        assert_eq!(documents.read(&hash), None, "{damaged:?}");
    }
    assert_eq!(documents.keep(b"minutes").unwrap(), hash);
    assert_eq!(documents.read(&hash).as_deref(), Some(&b"minutes"[..]));
    for wrong in ["", "..", "../../etc/passwd", &"0".repeat(64)] {
        assert_eq!(documents.read(wrong), None, "{wrong}");
    }
}

#[test]
fn what_is_set_aside_waits_an_hour_and_is_no_document() {
    let folder = folder();
    let documents = Documents::at(folder.path());
    let (sec, other) = (parse("user/sec-a"), parse("user/Секретариат"));
    let hash = documents.set_aside(&sec, b"table", at(NOW)).unwrap();
    assert!(documents.hashes().unwrap().is_empty(), "a backup does not take it");
    assert_eq!(documents.find_aside(&sec, &hash, at("2026-05-14T10:59:59Z")).unwrap().unwrap(), b"table");
    assert_eq!(documents.find_aside(&other, &hash, at(NOW)).unwrap(), None, "it is not his");
    documents.set_aside(&other, b"table", at(NOW)).unwrap();
    let newer = documents.set_aside(&sec, b"newer", at(NOW)).unwrap();
    assert_eq!(documents.find_aside(&sec, &hash, at(NOW)).unwrap(), None, "one a user");
    assert_eq!(documents.find_aside(&sec, &newer, at("2026-05-14T11:00:00Z")).unwrap(), None, "too late");
    let left = std::fs::read_dir(folder.path().join("aside")).unwrap().count();
    assert_eq!(left, 0, "all that is too old is swept");
    for wrong in ["", "..", "../../etc/passwd"] {
        assert_eq!(documents.find_aside(&sec, wrong, at(NOW)).unwrap(), None, "{wrong}");
    }
}
