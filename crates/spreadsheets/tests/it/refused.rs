//! Files that are no tables, and lists of errors that end.

use std::fmt::Write as _;
use std::path::Path;

use diagnostic::{Explain, Place};
use spreadsheets::{read, read_bytes};

use crate::made::{check_refused, fill, raw_workbook, raw_workbook_with, workbook, zipped};

const NO_TABLE: &str = "the file is not a CSV file or an XLSX workbook: it looks like";

#[test]
fn an_empty_file_is_refused() {
    for bytes in [&b""[..], b"\n \n,,\n", "\u{feff}".as_bytes(), &workbook(|_| {})] {
        check_refused(&read_bytes("a", bytes), &[("empty", "the file is empty")]);
    }
}

#[test]
fn other_formats_are_named() {
    let old = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 4096]].concat();
    let ods = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", vec![]),
    ]);
    let cases: [(&[u8], &str); 8] = [
        (&old, "a workbook of Excel 97 to 2003 (XLS)"),
        (&zipped(&[("notes.txt", b"x".to_vec())]), "a zip file without a workbook in it"),
        (&zipped(&[("xl/workbook.bin", vec![1])]), "a binary workbook (XLSB)"),
        (&ods, "an OpenDocument file (ODS)"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\n<!DOCTYPE html><table></table>", "a web page or XML"),
        (b"<?xml version='1.0'?><Workbook/>", "a web page or XML"),
        (b"a,b\n\x00\x01", "binary data"),
    ];
    for (bytes, noun) in cases {
        check_refused(&read_bytes("a", bytes), &[("not-a-table", &format!("{NO_TABLE} {noun}"))]);
    }
}

/// An encrypted workbook is an OLE container with a stream of this name; this is the smallest such container.
#[test]
fn a_password_is_named() {
    let expected = [("password", "the workbook is protected by a password")];
    check_refused(&read_bytes("a", &encrypted_container()), &expected);
}

fn encrypted_container() -> Vec<u8> {
    let sector = |words: &[u32]| -> Vec<u8> {
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        bytes.resize(512, 0xff);
        bytes
    };
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.extend([0; 16]);
    // versions 0x3e and 3, little endian, sectors of 2^9 and 2^6 bytes
    header.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    let end = 0xffff_fffe_u32;
    // no directory count, one allocation sector, directory in sector 1, no small streams, no further tables
    for word in [0, 1, 1, 0, 4096, end, 0, end, 0, 0] {
        header.extend(u32::to_le_bytes(word));
    }
    header.resize(512, 0xff);
    let allocation = sector(&[0xffff_fffd, end]);
    let mut directory = Vec::new();
    for (name, kind) in [("Root Entry", 5), ("EncryptedPackage", 2), ("", 0), ("", 0)] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let n_bytes = if name.is_empty() { 0 } else { entry.len() as u8 + 2 };
        entry.resize(64, 0);
        entry.extend([n_bytes, 0, kind, 1]);
        entry.extend([0xff; 12]);
        entry.resize(116, 0);
        entry.extend(end.to_le_bytes());
        entry.resize(128, 0);
        directory.extend(entry);
    }
    [header, allocation, directory].concat()
}

#[test]
fn a_damaged_workbook_is_refused_and_never_panics() {
    let whole = workbook(|sheet| fill(sheet, &[&["a", "b"], &["1", "2"]]));
    for length in (4..whole.len()).step_by(97) {
        let errors = read_bytes("a", &whole[..length]).expect_err("half a file");
        assert_eq!(errors[0].code(), "damaged");
    }
    let broken = [
        r#"<sheetData><row r="1"><c r="A99999999999999999999"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells>"#,
        r#"<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1""#,
    ];
    for rows in broken {
        // in a build without checks of overflow such a number wraps and is some other number
        if let Err(errors) = read_bytes("a", &raw_workbook(rows, "")) {
            assert_eq!(errors[0].code(), "damaged", "{rows}");
        }
    }
}

#[test]
fn every_flipped_byte_is_survived() {
    let whole = workbook(|sheet| fill(sheet, &[&["a", "b"], &["1", "2"]]));
    for at in (0..whole.len()).step_by(41) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read_bytes("a", &bytes);
    }
}

/// A few kilobytes that unpack to more than a table of people would take.
#[test]
fn a_bomb_is_refused() {
    let blank = vec![b' '; 257 << 20];
    let bytes = zipped(&[("[Content_Types].xml", vec![]), ("xl/sharedStrings.xml", blank)]);
    assert!(bytes.len() < 1 << 20);
    check_refused(&read_bytes("a", &bytes), &[("too-large", "the file is larger than 256 MiB")]);
}

/// Texts that name texts that name texts: a gigabyte of 500 bytes, for a reader that follows.
#[test]
fn a_bomb_of_entities_does_not_go_off() {
    let mut doctype = String::from(r#"<!DOCTYPE w [<!ENTITY e0 "bomb">"#);
    for n in 1..10 {
        let inner = format!("&e{};", n - 1).repeat(10);
        write!(doctype, r#"<!ENTITY e{n} "{inner}">"#).unwrap();
    }
    let text = |text: &str| {
        format!(
            r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>"#
        )
    };
    for outside in ["", r#"<!DOCTYPE w [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>"#, &format!("{doctype}]>")]
    {
        let whole = raw_workbook_with(outside, &text("&e9;"));
        let read = match read_bytes("a", &whole) {
            Ok(sheet) => sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text().len()).sum(),
            Err(errors) => {
                assert_eq!(errors[0].code(), "damaged");
                0
            }
        };
        assert!(read < 10, "{read} bytes of {outside}");
    }
    assert!(
        read_bytes("a", &raw_workbook_with("", &text("&lt;"))).is_ok(),
        "the workbook is sound otherwise"
    );
}

#[test]
fn a_missing_file_is_named() {
    let sheet = read(Path::new("/nowhere/table.xlsx"));
    check_refused(&sheet, &[("not-readable", "/nowhere/table.xlsx cannot be read")]);
}

#[test]
fn a_long_list_of_errors_ends_with_the_count_of_the_rest() {
    let text = ["a,b\n", &"1,2,3\n".repeat(150)].concat();
    let errors = read_bytes("table.csv", text.as_bytes()).unwrap_err();
    assert_eq!(errors.len(), 101);
    assert_eq!(errors[100].to_string(), "50 more things are wrong with the file");
    let place = Place::File { path: "table.csv".into(), row: Some(101), column: Some("C".to_owned()) };
    assert_eq!(errors[99].place(), Some(place));
}
