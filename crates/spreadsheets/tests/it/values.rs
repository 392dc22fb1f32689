//! Single values: numbers, dates, formulas.

use jiff::civil;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use spreadsheets::{Cell, date, number, read_bytes};

use crate::made::{check, check_refused, fill, raw_workbook, workbook};

#[test]
fn numbers_dates_and_flags_are_what_they_are() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["number", "date", "moment", "flag", "text"]]);
        let (day, time) = (ExcelDateTime::from_ymd(2023, 5, 14).unwrap(), "2023-05-14T13:30:00");
        let time = ExcelDateTime::parse_from_str(time).unwrap();
        sheet.write_number(1, 0, 0.1 + 0.2).unwrap();
        sheet.write_datetime_with_format(1, 1, &day, &Format::new().set_num_format("dd.mm.yyyy")).unwrap();
        sheet.write_datetime_with_format(1, 2, &time, &Format::new().set_num_format("d/m/yy h:mm")).unwrap();
        sheet.write_boolean(1, 3, true).unwrap();
        sheet.write_string(1, 4, " 00123\u{a0}").unwrap();
    });
    let sheet = read_bytes("a", &bytes).unwrap();
    assert_eq!(
        sheet.rows[0].cells,
        [
            Cell::Number(0.1 + 0.2),
            Cell::Date(civil::date(2023, 5, 14)),
            Cell::DateTime(civil::date(2023, 5, 14).at(13, 30, 0, 0)),
            Cell::Flag(true),
            Cell::Text("00123".to_owned()),
        ]
    );
    let texts: Vec<_> = sheet.rows[0].cells.iter().map(Cell::text).collect();
    assert_eq!(texts, ["0.3", "2023-05-14", "2023-05-14T13:30:00", "true", "00123"]);
}

/// The same number of days is another date when they are counted from 1904, as old Macs did.
#[test]
fn both_systems_of_dates_are_read() {
    let rows = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c></row><row r="2"><c r="A2" s="1"><v>45060</v></c></row></sheetData>"#;
    check(&read_bytes("a", &raw_workbook(rows, "")), &["date"], &[(2, &["2023-05-14"])]);
    let properties = r#"<workbookPr date1904="1"/>"#;
    check(&read_bytes("a", &raw_workbook(rows, properties)), &["date"], &[(2, &["2027-05-15"])]);
}

/// A number that is not shown as a date is a number, and no date is made of it.
#[test]
fn serial_numbers_are_dates_only_in_cells_of_dates() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["date"]]);
        sheet.write_number(1, 0, 45060).unwrap();
    });
    let sheet = read_bytes("a", &bytes).unwrap();
    assert_eq!(sheet.rows[0].cells, [Cell::Number(45060.0)]);
    assert!(date(&sheet.rows[0].cells[0].text()).is_err());
}

#[test]
fn a_number_that_is_no_date_is_refused_and_a_time_is_a_text() {
    let rows = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c></row><row r="2"><c r="A2" s="1"><v>60</v></c></row><row r="3"><c r="A3" s="1"><v>-1</v></c></row></sheetData>"#;
    check_refused(
        &read_bytes("a", &raw_workbook(rows, "")),
        &[
            ("not-a-date", "the number 60 in cell A2 is shown as a date and is none"),
            ("not-a-date", "the number -1 in cell A3 is shown as a date and is none"),
        ],
    );
    let rows = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>time</t></is></c></row><row r="2"><c r="A2" s="2"><v>0.5625</v></c></row></sheetData>"#;
    check(&read_bytes("a", &raw_workbook(rows, "")), &["time"], &[(2, &["13:30:00"])]);
}

#[test]
fn the_result_of_a_formula_is_read() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["sum", "text"]]);
        sheet.write_formula(1, 0, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_formula(1, 1, Formula::new("=UPPER(\"x\")").set_result("X")).unwrap();
    });
    check(&read_bytes("a", &bytes), &["sum", "text"], &[(2, &["2", "X"])]);
    // a formula that gives an empty text has a result
    let rows = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c></row></sheetData>"#;
    check(&read_bytes("a", &raw_workbook(rows, "")), &["a", "b"], &[(2, &["", "1"])]);
}

#[test]
fn formulas_without_a_result_and_failed_ones_are_refused_by_name() {
    let rows = r#"<sheetData>
        <row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>sum</t></is></c><c r="B2" t="inlineStr"><is><t>rate</t></is></c></row>
        <row r="3"><c r="A3"><f>1+1</f></c><c r="B3" t="e"><f>X9/0</f><v>#REF!</v></c></row>
        <row r="4"><c r="A4"><f/><v>5</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
    </sheetData>"#;
    check_refused(
        &read_bytes("a", &raw_workbook(rows, "")),
        &[
            ("no-result", "cell A3 holds a formula without its result"),
            ("error-value", "cell B3 holds the error #REF!"),
            ("error-value", "cell B4 holds the error #DIV/0!"),
        ],
    );
}

/// What people type: full-width digits, non-breaking spaces, dates in three orders.
#[test]
fn texts_of_numbers_and_dates_are_understood() {
    let bytes = "date,amount\n２０２３年５月１４日,１ ２３４．５\n14.05.2023,\"1\u{a0}234,5\"\n".as_bytes();
    let sheet = read_bytes("a", bytes).unwrap();
    for row in &sheet.rows {
        assert_eq!(date(&row.cells[0].text()).as_deref(), Ok("2023-05-14"));
        assert_eq!(number(&row.cells[1].text()), Ok(1234.5));
    }
}
