//! What is no table, and how that is said.

use flows::{Error, Given, Looks, Reading, Roles, read};

use crate::{Folder, codes, table};

/// A content and what its error must be.
type Case<'a> = (&'a [u8], fn(&Error) -> bool);

#[test]
fn not_a_table() {
    let cases: [Case; 12] = [
        (b"", |error| matches!(error, Error::Empty { .. })),
        (b"\n\n", |error| matches!(error, Error::Empty { .. })),
        (b"a,b\n", |error| matches!(error, Error::NoRows { .. })),
        (b"\0\x01\x02", |error| matches!(error, Error::NotATable { looks: Looks::Binary, .. })),
        (b"<html></html>", |error| matches!(error, Error::NotATable { looks: Looks::Html, .. })),
        (b"a,b\nx,y\n", |error| matches!(error, Error::NoNumbers { .. })),
        (b"1,2\n3,4\n", |error| matches!(error, Error::NoHeader { .. })),
        (b"a,a\n3,4\n", |error| matches!(error, Error::DuplicateColumn { .. })),
        (b"a,b\n1,2\n\n3\n", |error| matches!(error, Error::Ragged { row: 4, expected: 2, found: 1, .. })),
        (b"a,b\n1,\xCA\xE0\n", |error| matches!(error, Error::NotUtf8 { row: 2, column: Some(_), .. })),
        (b"PAR1\0\0\0PAR1", |error| matches!(error, Error::Parquet { .. })),
        (&[0x1F, 0x8B, 8, 0, 0], |error| matches!(error, Error::Compression { .. })),
    ];
    for (content, is_expected) in cases {
        let error = Folder::new().read(content).expect_err("no table");
        assert!(is_expected(&error), "{:?} gives {error:?}", String::from_utf8_lossy(content));
    }
}

#[test]
fn no_file_and_a_folder() {
    let folder = Folder::new();
    let missing = read(&folder.0.path().join("none.csv"), &Reading::default());
    assert!(matches!(missing, Err(Error::NoSuchFile { .. })));
    assert!(matches!(read(folder.0.path(), &Reading::default()), Err(Error::Folder { .. })));
}

#[test]
fn a_row_without_end_is_not_read_to_its_end() {
    let mut content = b"a,b\n1,2\n3,".to_vec();
    content.resize(9 << 20, b'x');
    assert!(matches!(Folder::new().read(&content), Err(Error::LongRow { row: 3, .. })));
    let mut quoted = b"a,b\n1,\"never closed\n".to_vec();
    quoted.extend(b"1,2\n".repeat(3 << 20));
    assert!(matches!(Folder::new().read(&quoted), Err(Error::LongRow { row: 2, .. })));
}

#[test]
fn a_parquet_file_cut_anywhere_is_an_error() {
    let Some(whole) = agtpa() else { return };
    for share in [10, 100, 1000, 9999] {
        let cut = whole.len() * share / 10_000;
        assert!(matches!(Folder::new().read(&whole[..cut]), Err(Error::Parquet { .. })), "{cut} bytes");
    }
}

#[test]
fn a_damaged_parquet_file_does_not_panic() {
    let Some(whole) = agtpa() else { return };
    let folder = Folder::new();
    for place in (0..40).map(|step| step * whole.len() / 40).chain(whole.len() - 400..whole.len()).step_by(7)
    {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        // A bit in the data may only change a number; what counts is that every outcome is a value.
        let _outcome = folder.read(&damaged);
    }
}

fn agtpa() -> Option<Vec<u8>> {
    let root = std::env::var("COUNTERPART_DATA").unwrap_or("../../../shared/data".to_owned());
    let path = std::path::Path::new(&root).join("agtpa/agtpa_applications.parquet");
    std::fs::read(&path).ok()
}

#[test]
fn roles_by_usual_names_or_by_option() {
    let file = table("Exporter,IMPORTER,year,trade,x\na,b,2006,1,2\n");
    let roles = Roles::find(&file, &Given::default()).expect("usual names");
    assert_eq!((roles.origin.as_str(), roles.flow.as_str(), roles.guessed.len()), ("Exporter", "trade", 4));
    let given = Given { flow: Some("x".into()), ..Given::default() };
    let roles = Roles::find(&file, &given).expect("usual names");
    assert_eq!((roles.flow.as_str(), roles.guessed.len()), ("x", 3));
}

#[test]
fn roles_that_cannot_be_told_are_said_at_once() {
    let file = table("exporter,origin,year,amounts\na,b,2006,1\n");
    let errors = Roles::find(&file, &Given::default()).expect_err("not clear");
    assert_eq!(codes(&errors), ["ambiguous-column", "no-column", "no-column"]);
    let given = Given {
        origin: Some("exporter".into()),
        destination: Some("exporter".into()),
        flow: Some("amount".into()),
        period: None,
    };
    let errors = Roles::find(&file, &given).expect_err("not clear");
    assert_eq!(codes(&errors), ["unknown-column", "two-roles"]);
    assert!(matches!(&errors[0], Error::UnknownColumn { nearest: Some(name), .. } if name == "amounts"));
}
