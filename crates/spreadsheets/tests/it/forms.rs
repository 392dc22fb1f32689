//! Forms to fill in.

use std::io::{Cursor, read_to_string};

use calamine::{Reader, Xlsx};
use spreadsheets::{Column, ColumnKind, Form, Labels, read_bytes_with_headings, write_form};
use zip::ZipArchive;

use crate::made::check;

fn form() -> Form {
    let column = |heading: &str, name: &str, kind, required| Column {
        heading: heading.to_owned(),
        name: name.to_owned(),
        kind,
        required,
        explanation: format!("что такое {heading}"),
    };
    let regions: Vec<String> = (0..100).map(|index| format!("Регион, номер {index}")).collect();
    let label = str::to_owned;
    Form {
        columns: vec![
            column("Текст", "text", ColumnKind::Text, true),
            column("Статус", "state", ColumnKind::Choice(vec!["да".into(), "=нет".into()]), false),
            column("Дата", "date", ColumnKind::Date, false),
            column("Сумма", "amount", ColumnKind::Number, false),
            column("Регион", "region", ColumnKind::Choice(regions), true),
        ],
        sheet_name: label("Форма"),
        explanations_name: label("Пояснения"),
        lists_name: label("Спи'ски"),
        labels: Labels {
            heading: label("Графа"),
            meaning: label("Значение"),
            required: label("Обязательно"),
            allowed: label("Допустимо"),
            yes: label("да"),
            no: label("нет"),
            text: label("текст"),
            number: label("число"),
            date: label("2023-05-14, 2023-05 или 2023"),
        },
        n_rows: 200,
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    read_to_string(zip.by_name(name).unwrap()).unwrap()
}

#[test]
fn drop_downs_take_their_lists_from_the_hidden_worksheet() {
    let bytes = write_form(&form()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"sqref="B2:B201"><formula1>'Спи''ски'!$A$2:$A$3</formula1>"#), "{sheet}");
    assert!(sheet.contains(r#"sqref="E2:E201"><formula1>'Спи''ски'!$B$2:$B$101</formula1>"#), "{sheet}");
    assert!(part(&bytes, "xl/workbook.xml").contains(r#"state="hidden""#));
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes[..])).unwrap();
    let lists = book.worksheet_range("Спи'ски").unwrap();
    assert_eq!(lists.get_value((0, 0)).unwrap().to_string(), "state");
    assert_eq!(lists.get_value((2, 0)).unwrap().to_string(), "=нет");
    assert_eq!(lists.get_value((100, 1)).unwrap().to_string(), "Регион, номер 99");
}

#[test]
fn the_headings_stay_in_sight_and_columns_are_explained() {
    let bytes = write_form(&form()).unwrap();
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(r#"<pane ySplit="1" topLeftCell="A2""#));
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes[..])).unwrap();
    assert_eq!(book.sheet_names(), ["Форма", "Пояснения", "Спи'ски"]);
    let range = book.worksheet_range("Пояснения").unwrap();
    let rows: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows[0], ["Графа", "Значение", "Обязательно", "Допустимо"]);
    assert_eq!(rows[1], ["Текст", "что такое Текст", "да", "текст"]);
    assert_eq!(rows[2], ["Статус", "что такое Статус", "нет", "да; =нет"]);
    assert!(rows[5][3].ends_with("Регион, номер 49; …"), "a long list is cut in the explanation");
}

/// Excel would make 15 July 1905 of "2023" in a cell of dates: the column is one of texts.
#[test]
fn a_year_typed_into_a_column_of_dates_stays_a_year() {
    let bytes = write_form(&form()).unwrap();
    // the built-in format 49 is "Text"
    let styles = part(&bytes, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let text =
        formats.split("<xf ").skip(1).position(|format| format.starts_with(r#"numFmtId="49""#)).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let columns: Vec<&str> =
        sheet.split("<col ").skip(1).map(|rest| rest.split("/>").next().unwrap()).collect();
    let is_text = |column: &&str| column.contains(&format!(r#"style="{text}""#));
    let spans: Vec<&str> = columns
        .iter()
        .filter(|column| is_text(column))
        .map(|column| &column[..r#"min="1" max="1""#.len()])
        .collect();
    assert_eq!(spans, [r#"min="1" max="3""#, r#"min="5" max="5""#], "all but the column of numbers");
}

#[test]
fn an_empty_form_reads_as_a_table_without_rows() {
    let known: Vec<String> = form().columns.into_iter().map(|column| column.heading).collect();
    let sheet = read_bytes_with_headings("form.xlsx", &write_form(&form()).unwrap(), &known);
    check(&sheet, &["Текст", "Статус", "Дата", "Сумма", "Регион"], &[]);
}
