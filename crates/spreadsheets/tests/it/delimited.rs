//! CSV files in the encodings and with the delimiters that spreadsheet programs write.

use encoding_rs::{GB18030, UTF_8, WINDOWS_1251};
use spreadsheets::{Error, Sheet, read_bytes};

use crate::made::{check, check_refused};

const RUSSIAN: &str =
    "Дата;Регион;Текст\r\n14.05.2023;Хабаровский край;\"Создать; без \"\"барьеров\"\"\"\r\n";
const CHINESE: &str = "日期,地区,建议\r\n2023年5月14日,黑龙江省,\"建立通道，\r\n促进贸易\"\r\n";

fn check_russian(sheet: &Result<Sheet, Vec<Error>>) {
    let row = &["14.05.2023", "Хабаровский край", "Создать; без \"барьеров\""];
    check(sheet, &["Дата", "Регион", "Текст"], &[(2, row)]);
}

fn check_chinese(sheet: &Result<Sheet, Vec<Error>>) {
    check(sheet, &["日期", "地区", "建议"], &[(2, &["2023年5月14日", "黑龙江省", "建立通道，\n促进贸易"])]);
}

#[test]
fn excel_in_russia_and_in_china() {
    check_russian(&read_bytes("a", &WINDOWS_1251.encode(RUSSIAN).0));
    check_chinese(&read_bytes("a", &GB18030.encode(CHINESE).0));
}

#[test]
fn unicode_with_and_without_its_mark() {
    for mark in ["", "\u{feff}"] {
        check_russian(&read_bytes("a", &UTF_8.encode(&[mark, RUSSIAN].concat()).0));
        check_chinese(&read_bytes("a", &UTF_8.encode(&[mark, CHINESE].concat()).0));
    }
    let tabs = ["\u{feff}", &CHINESE.replace(',', "\t")].concat();
    let utf16: Vec<u8> = tabs.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_chinese(&read_bytes("a", &utf16));
}

#[test]
fn an_encoding_that_is_not_recognised_is_refused() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Name,Ort\nMüller,Köln\n");
    check_refused(&read_bytes("a", &bytes), &[("encoding", "the encoding of the text is not recognised")]);
}

#[test]
fn a_long_row_is_refused_by_row_and_column() {
    let sheet = read_bytes("a", b"a,b\n1,2\n1,2,3\n\n1,2,,4\n1,2,,\n");
    check_refused(
        &sheet,
        &[
            ("no-heading", "cell C3 holds \"3\" and its column has no heading"),
            ("no-heading", "cell D5 holds \"4\" and its column has no heading"),
        ],
    );
}

#[test]
fn a_short_row_ends_in_empty_cells() {
    check(&read_bytes("a", b"a,b,c\n1\n"), &["a", "b", "c"], &[(2, &["1", "", ""])]);
}

#[test]
fn an_open_quote_is_refused_by_row() {
    let sheet = read_bytes("a", b"a,b\n1,2\n\"3,4\n5,6\n");
    check_refused(
        &sheet,
        &[("open-quote", "a cell of the row begins with a quotation mark that is never closed")],
    );
}
