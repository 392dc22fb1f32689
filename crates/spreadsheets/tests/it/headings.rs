//! The row of headings is found where people put it.

use rust_xlsxwriter::{Format, Workbook};
use spreadsheets::{read, read_bytes, read_bytes_with_headings, read_with_headings};

use crate::made::{check, check_refused, fill, workbook};

#[test]
fn titles_and_blank_rows_above_are_skipped() {
    let bytes = workbook(|sheet| {
        let bold = Format::new().set_bold();
        sheet.merge_range(0, 0, 0, 2, "Register of recommendations, 2023", &bold).unwrap();
        fill(sheet, &[&[], &[], &["as of May"], &[], &["Date", "Region", "Text"], &["2023", "哈尔滨", "x"]]);
    });
    check(&read_bytes("a", &bytes), &["Date", "Region", "Text"], &[(6, &["2023", "哈尔滨", "x"])]);
    let text = "Register of recommendations\n\nas of:;May\nDate;Region\n2023;Чита\n";
    let known = ["region", "date", "text"];
    check(
        &read_bytes_with_headings("a", text.as_bytes(), &known),
        &["Date", "Region"],
        &[(5, &["2023", "Чита"])],
    );
}

#[test]
fn known_headings_are_recognised_however_they_are_written() {
    let bytes = workbook(|sheet| {
        fill(
            sheet,
            &[&["Date of report:", "May"], &["\u{a0}START\nDate *", "ＩＤ：", "extra"], &["2023", "7", "x"]],
        );
    });
    let sheet = read_bytes_with_headings("a", &bytes, &["Start date", "id"]);
    check(&sheet, &["START Date *", "ＩＤ：", "extra"], &[(3, &["2023", "7", "x"])]);
}

#[test]
fn a_table_may_begin_anywhere_and_have_gaps() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&[], &["", "a", "", "b"], &["", "1", "", ""], &[], &["", "", "", "2"]]);
    });
    check(&read_bytes("a", &bytes), &["a", "b"], &[(3, &["1", ""]), (5, &["", "2"])]);
}

#[test]
fn the_worksheet_with_the_headings_is_taken() {
    let mut book = Workbook::new();
    fill(book.add_worksheet(), &[&["Read me", "first"], &["Region", "explained"]]);
    fill(book.add_worksheet(), &[&["Date", "Region"], &["2023", "Чита"]]);
    fill(book.add_worksheet().set_hidden(true), &[&["Date", "Region"], &["1999", "old"]]);
    let bytes = book.save_to_buffer().unwrap();
    check(
        &read_bytes_with_headings("a", &bytes, &["date", "region"]),
        &["Date", "Region"],
        &[(2, &["2023", "Чита"])],
    );
}

#[test]
fn the_same_table_on_two_worksheets_is_refused() {
    let mut book = Workbook::new();
    for year in ["2022", "2023"] {
        fill(book.add_worksheet().set_name(year).unwrap(), &[&["Date", "Region"], &[year, "Чита"]]);
    }
    let sheet = read_bytes_with_headings("a", &book.save_to_buffer().unwrap(), &["date", "region"]);
    check_refused(&sheet, &[("several-sheets", "the table stands on several worksheets: 2022, 2023")]);
}

#[test]
fn headings_that_are_not_there_are_named() {
    let sheet = read_bytes_with_headings("a", b"x,y\n1,2\n", &["date", "region"]);
    check_refused(&sheet, &[("no-headings", "no row of headings was found")]);
    let causes = diagnostic::Explain::causes(&sheet.unwrap_err()[0]);
    assert_eq!(
        causes,
        ["the headings looked for are date, region", "the first row with something in it holds x, y"]
    );
}

#[test]
fn duplicated_headings_are_refused() {
    let sheet = read_bytes("a", "Дата;Регион;дата \n1;2;3\n".as_bytes());
    check_refused(&sheet, &[("duplicate-heading", "the heading \"дата\" stands over two columns, A and C")]);
}

#[test]
fn the_content_counts_and_not_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    std::fs::write(&path, workbook(|sheet| fill(sheet, &[&["a", "b"], &["1", "2"]]))).unwrap();
    check(&read(&path), &["a", "b"], &[(2, &["1", "2"])]);
    let path = folder.path().join("table.xlsx");
    std::fs::write(&path, "a,b\n1,2\n").unwrap();
    check(&read_with_headings(&path, &["b"]), &["a", "b"], &[(2, &["1", "2"])]);
}
