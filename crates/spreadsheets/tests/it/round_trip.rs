//! What is written reads back to the same texts, and nothing that is written runs.

use proptest::prelude::*;
use spreadsheets::{
    Cell, Column, ColumnKind, Notes, Sheet, read_bytes, read_bytes_with_headings, write_csv, write_xlsx,
    write_xlsx_with_notes,
};

use crate::made::texts;

fn column(heading: &str, kind: ColumnKind) -> Column {
    Column {
        heading: heading.to_owned(),
        name: heading.to_owned(),
        kind,
        required: false,
        explanation: String::new(),
    }
}

fn columns() -> Vec<Column> {
    // a first column that is never empty keeps every row
    vec![
        column("编号", ColumnKind::Text),
        column("Текст", ColumnKind::Text),
        column("number", ColumnKind::Number),
        column("date", ColumnKind::Date),
    ]
}

/// Texts of the signs that matter in CSV, XML and formulas, without space at the ends.
fn text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => prop::sample::select(vec!['=', '+', '-', '@', '\'', '"', ',', ';', '\t', '\n', ' ', '<', '>', '&', '_']),
        3 => prop::sample::select(vec!['a', 'x', '0', '5', '7', 'Ж', 'ё', '哈', '尔', '，', '＝', '😀', '\u{a0}', 'r', '/']),
        1 => any::<char>().prop_filter("spaces at the ends go and line ends are made one", |c| *c != '\r'),
    ];
    let signs = prop::collection::vec(sign, 0..12);
    let drawn = signs.prop_map(|signs| signs.into_iter().collect::<String>());
    let chosen =
        prop::sample::select(vec!["<r>x</r>", "<r>&</r>", "_x000D_", "_x005F_", "'=1", "''-5", "'", "-5"]);
    prop_oneof![4 => drawn, 1 => chosen.prop_map(str::to_owned)].prop_map(|text| trimmed(&text))
}

fn trimmed(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || "\u{200b}\u{2060}\u{feff}".contains(c)).to_owned()
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i32>().prop_map(|value| value.to_string()),
        (-1e6..1e6).prop_map(|value: f64| format!("{value:.3}")),
        text(),
    ]
}

fn date() -> impl Strategy<Value = String> {
    let parts = (1890..2100_u16, 1..=12_u8, 1..=28_u8);
    let dates = prop_oneof![
        parts.clone().prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
        parts.clone().prop_map(|(year, month, _)| format!("{year}-{month:02}")),
        parts.clone().prop_map(|(year, ..)| year.to_string()),
        parts.prop_map(|(_, month, day)| format!("--{month:02}-{day:02}")),
    ];
    prop_oneof![dates, text()]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = (text(), number(), date());
    let rows = prop::collection::vec(row, 0..8);
    rows.prop_map(|rows| {
        let row = |(index, (text, number, date)): (usize, _)| vec![index.to_string(), text, number, date];
        rows.into_iter().enumerate().map(row).collect()
    })
}

fn read_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let sheet = read_bytes("table", bytes).expect("what was written");
    assert_eq!(sheet.headings, ["编号", "Текст", "number", "date"]);
    texts(&sheet).into_iter().map(|(_, texts)| texts).collect()
}

proptest! {
    #[test]
    fn csv_reads_back(rows in rows()) {
        prop_assert_eq!(read_rows(&write_csv(&columns(), &rows)), rows);
    }

    #[test]
    fn xlsx_reads_back(rows in rows()) {
        let bytes = write_xlsx(&columns(), &rows, "Данные / 数据").unwrap();
        prop_assert_eq!(read_rows(&bytes), rows);
    }
}

fn row(texts: [&str; 4]) -> Vec<Vec<String>> {
    vec![texts.map(str::to_owned).to_vec()]
}

#[test]
fn nothing_runs_and_numbers_stay_numbers() {
    let bytes = write_csv(&columns(), &row(["=1+1", "\tx", "-5", "--08-19"]));
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text, "\u{feff}编号,Текст,number,date\r\n'=1+1,'\tx,-5,'--08-19\r\n");
    let bytes = write_csv(&columns(), &row(["\"a\",\nb", "哈尔滨", "=2", "2023"]));
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text, "\u{feff}编号,Текст,number,date\r\n\"\"\"a\"\",\nb\",哈尔滨,'=2,2023\r\n");
}

#[test]
fn cells_of_a_workbook_have_the_kind_of_their_column() {
    let bytes = write_xlsx(&columns(), &row(["=1+1", "5", "-5", "2023-05-14"]), "Data").unwrap();
    let Sheet { rows, .. } = read_bytes("table", &bytes).unwrap();
    assert_eq!(
        rows[0].cells,
        [
            Cell::Text("=1+1".to_owned()),
            Cell::Text("5".to_owned()),
            Cell::Number(-5.0),
            Cell::Date(jiff::civil::date(2023, 5, 14)),
        ]
    );
}

#[test]
fn notes_stand_on_a_worksheet_of_their_own_and_are_not_read() {
    let line = |of: &str, said: &str| [of.to_owned(), said.to_owned()];
    let notes = Notes {
        sheet_name: "Source".to_owned(),
        lines: vec![line("编号", "Two Rivers"), line("", "=1+1")],
    };
    let rows = row(["a", "b", "1", "2023"]);
    let bytes = write_xlsx_with_notes(&columns(), &rows, "Data", &notes).unwrap();
    let sheet = read_bytes_with_headings("a", &bytes, &["编号", "Текст", "number"]).unwrap();
    assert_eq!((sheet.worksheet.as_str(), sheet.rows.len()), ("Data", 1));
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).unwrap();
    let source = calamine::Reader::worksheet_range(&mut book, "Source").unwrap();
    assert_eq!(source.get_value((1, 1)), Some(&calamine::Data::String("=1+1".to_owned())));
    assert!(calamine::Reader::worksheet_formula(&mut book, "Source").unwrap().is_empty());
}

/// Excel keeps the apostrophe of a CSV file as a part of the text when it saves it as a workbook.
#[test]
fn an_apostrophe_that_came_through_excel_goes() {
    let bytes = crate::made::workbook(|sheet| crate::made::fill(sheet, &[&["a", "b"], &["'=1+1", "'tis"]]));
    crate::made::check(&read_bytes("a", &bytes), &["a", "b"], &[(2, &["=1+1", "'tis"])]);
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    let write = || write_xlsx(&columns(), &row(["1", "2", "3", "2023"]), "Data").unwrap();
    let created = |bytes: Vec<u8>| {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        std::io::read_to_string(zip.by_name("docProps/core.xml").unwrap()).unwrap()
    };
    assert_eq!(write(), write());
    assert!(created(write()).contains("2000-01-01T00:00:00Z"), "no clock in the file");
}

#[test]
fn a_text_too_long_for_a_cell_is_refused() {
    let long = "х".repeat(32_768);
    let error = write_xlsx(&columns(), &row(["1", &long, "", ""]), "Data").unwrap_err();
    let sentence = "the text in row 2, column \"Текст\", is longer than the 32767 characters of a cell";
    assert_eq!(error.to_string(), sentence);
}
