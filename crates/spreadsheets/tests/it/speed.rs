//! Large files. The limits are far above what is measured, so that a busy machine does not fail them.

use std::time::{Duration, Instant};

use rust_xlsxwriter::Format;
use spreadsheets::read_bytes;

use crate::made::{check, fill, workbook};

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (run(), start.elapsed())
}

#[test]
fn formatted_empty_rows_cost_little() {
    let bytes = workbook(|sheet| {
        fill(sheet, &[&["a", "b"], &["1", "2"]]);
        let format = Format::new().set_background_color("#FFFF00");
        for row in 2..50_002 {
            for column in 0..4 {
                sheet.write_blank(row, column, &format).unwrap();
            }
        }
        sheet.write_string(50_002, 0, "last").unwrap();
    });
    let (sheet, time) = timed(|| read_bytes("a", &bytes));
    check(&sheet, &["a", "b"], &[(2, &["1", "2"]), (50_003, &["last", ""])]);
    assert!(time < Duration::from_secs(3), "{time:?}");
}

#[test]
fn ten_thousand_rows_are_read_at_once() {
    let texts: Vec<Vec<String>> = (0..10_000)
        .map(|row| (0..20).map(|column| format!("строка {row}, графа {column}")).collect())
        .collect();
    let bytes = workbook(|sheet| {
        sheet.write_row(0, 0, (0..20).map(|column| format!("h{column}"))).unwrap();
        sheet.write_row_matrix(1, 0, &texts).unwrap();
    });
    let (sheet, time) = timed(|| read_bytes("a", &bytes).unwrap());
    assert_eq!((sheet.rows.len(), &*sheet.rows[9_999].cells[19].text()), (10_000, "строка 9999, графа 19"));
    assert!(time < Duration::from_secs(3), "{time:?}");
    let mut csv = (0..20).map(|column| format!("h{column}")).collect::<Vec<_>>().join(";");
    for row in &texts {
        csv.push('\n');
        csv.push_str(&row.join(";"));
    }
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&csv);
    let (sheet, csv_time) = timed(|| read_bytes("a", &bytes).unwrap());
    assert_eq!(sheet.rows.len(), 10_000);
    assert!(csv_time < Duration::from_secs(3), "{csv_time:?}");
}
