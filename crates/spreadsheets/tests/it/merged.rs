//! Merged cells.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use spreadsheets::{read_bytes, read_bytes_with_headings};

use crate::made::{check, check_refused, fill, workbook};

fn merge(
    sheet: &mut Worksheet,
    (first_row, first_column): (u32, u16),
    (last_row, last_column): (u32, u16),
    text: &str,
) {
    sheet.merge_range(first_row, first_column, last_row, last_column, text, &Format::new()).unwrap();
}

#[test]
fn a_merged_cell_counts_for_its_first_column() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["a", "b", "c"], &["1", "", "3"]]);
        merge(sheet, (2, 0), (2, 1), "both");
    });
    check(&read_bytes("a", &bytes), &["a", "b", "c"], &[(2, &["1", "", "3"]), (3, &["both", "", ""])]);
}

#[test]
fn a_cell_merged_over_rows_is_refused() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["region", "year"], &["", "2022"], &["", "2023"], &["Чита", "2023"]]);
        merge(sheet, (1, 0), (2, 0), "哈尔滨");
        merge(sheet, (4, 0), (6, 1), "");
    });
    check_refused(
        &read_bytes("a", &bytes),
        &[("merged-rows", "the cells A2:A3 are merged over several rows")],
    );
}

#[test]
fn a_heading_over_two_columns_counts_for_the_first() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["a"], &["1", "Анна", "+7"]]);
        merge(sheet, (0, 1), (0, 2), "contact");
    });
    let sheet = read_bytes("a", &bytes);
    check_refused(&sheet, &[("no-heading", "cell C2 holds \"+7\" and its column has no heading")]);
    let causes = diagnostic::Explain::causes(&sheet.unwrap_err()[0]);
    assert_eq!(causes, ["the heading is merged over B1:C1 and counts for the first of these columns"]);
}

/// "id" over two rows, "contact" above "name" and "phone": the lower row is that of the headings, with "id" in it.
#[test]
fn headings_of_two_rows_are_read_from_the_lower() {
    let bytes = workbook(|sheet| {
        merge(sheet, (0, 0), (1, 0), "id");
        merge(sheet, (0, 1), (0, 2), "contact");
        sheet.write_row(1, 1, ["name", "phone"]).unwrap();
        sheet.write_row(2, 0, ["7", "Анна", "+7"]).unwrap();
    });
    let sheet = read_bytes_with_headings("a", &bytes, &["id", "name", "phone"]);
    check(&sheet, &["id", "name", "phone"], &[(3, &["7", "Анна", "+7"])]);
    // who does not know the headings cannot tell that the second row is none of data, and is told so
    check_refused(
        &read_bytes("a", &bytes),
        &[
            ("merged-rows", "the cells A1:A2 are merged over several rows"),
            ("no-heading", "cell C2 holds \"phone\" and its column has no heading"),
            ("no-heading", "cell C3 holds \"+7\" and its column has no heading"),
        ],
    );
}

#[test]
fn tall_headings_are_only_tall() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    merge(sheet, (0, 0), (1, 0), "a");
    merge(sheet, (0, 1), (1, 1), "b");
    sheet.write_row(2, 0, ["1", "2"]).unwrap();
    check(&read_bytes("a", &book.save_to_buffer().unwrap()), &["a", "b"], &[(3, &["1", "2"])]);
}
