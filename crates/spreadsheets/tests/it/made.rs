//! Files made for the tests.

use std::io::{Cursor, Write};

use diagnostic::{Explain, Report};
use rust_xlsxwriter::{Workbook, Worksheet};
use spreadsheets::{Error, Sheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of one worksheet.
pub fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().expect("a workbook")
}

/// Writes texts row by row from the top-left cell on; an empty text leaves the cell out.
pub fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row as u32, column as u16, *text).expect("a cell");
        }
    }
}

/// A workbook whose worksheet is this XML, for what the writing library does not write.
pub fn raw_workbook(sheet: &str, workbook_properties: &str) -> Vec<u8> {
    raw_parts("", sheet, workbook_properties)
}

/// The same with a declaration before the worksheet.
pub fn raw_workbook_with(declaration: &str, sheet: &str) -> Vec<u8> {
    raw_parts(declaration, sheet, "")
}

fn raw_parts(declaration: &str, sheet: &str, workbook_properties: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!(r#"<Types xmlns="{package}/content-types"/>"#)),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}">{workbook_properties}<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"{declaration}<worksheet xmlns="{main}">{sheet}</worksheet>"#),
        ),
    ];
    zipped(&parts.map(|(name, xml)| (name, xml.into_bytes())))
}

/// A zip file.
pub fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// Rows with their numbers, as texts.
pub fn texts(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
    let row = |row: &spreadsheets::Row| {
        (row.number, row.cells.iter().map(|cell| cell.text().into_owned()).collect())
    };
    sheet.rows.iter().map(row).collect()
}

/// The table has these headings and rows.
#[track_caller]
pub fn check(sheet: &Result<Sheet, Vec<Error>>, headings: &[&str], rows: &[(usize, &[&str])]) {
    let sheet = match sheet {
        Ok(sheet) => sheet,
        Err(errors) => panic!("{}", Report::of_all(errors).expect("an error").render()),
    };
    assert_eq!(sheet.headings, headings);
    let expected: Vec<(usize, Vec<String>)> = rows
        .iter()
        .map(|(number, row)| (*number, row.iter().map(|text| (*text).to_owned()).collect()))
        .collect();
    assert_eq!(texts(sheet), expected);
}

/// The file is refused for these reasons: code and sentence.
#[track_caller]
pub fn check_refused(sheet: &Result<Sheet, Vec<Error>>, expected: &[(&str, &str)]) {
    let errors = sheet.as_ref().expect_err("a refusal");
    let found: Vec<(&str, String)> = errors.iter().map(|error| (error.code(), error.to_string())).collect();
    let expected: Vec<(&str, String)> =
        expected.iter().map(|(code, sentence)| (*code, (*sentence).to_owned())).collect();
    assert_eq!(found, expected);
    for error in errors {
        assert!(!error.remedy().is_empty(), "{} has no remedy", error.code());
    }
}
