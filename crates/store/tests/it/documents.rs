//! Files beside the database.

use store::Documents;

use crate::fixture::folder;

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
