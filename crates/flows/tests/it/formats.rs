//! What is read is the same in every format.

use std::io::Write as _;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, DictionaryArray, Float64Array, Int32Array, RecordBatch, StringArray, TimestampSecondArray,
};
use arrow::datatypes::{Int8Type, Int32Type};
use flows::{Format, Reading, read};
use hdfe::{Column, Labels};

use crate::{Folder, table};

const CSV: &str = "origin,year,value\nRU-TA,2006,1.5\nNA,2006,\nRU-TA,2007,0\n";

fn batch() -> RecordBatch {
    let origin: DictionaryArray<Int32Type> = ["RU-TA", "NA", "RU-TA"].into_iter().collect();
    let columns: [(&str, ArrayRef); 3] = [
        ("origin", Arc::new(origin)),
        ("year", Arc::new(Int32Array::from(vec![2006, 2006, 2007]))),
        ("value", Arc::new(Float64Array::from(vec![Some(1.5), None, Some(0.0)]))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a Parquet writer");
    writer.write(batch).expect("a batch");
    writer.close().expect("a footer");
    bytes
}

fn check(content: &[u8], format: Format) {
    let file = Folder::new().read(content).expect("a table");
    assert_eq!(file.format, format);
    assert_eq!(file.table.names(), ["origin", "year", "value"]);
    let labels = Labels::from_texts(["RU-TA", "NA", "RU-TA"]);
    assert_eq!(file.table.get("origin"), Some(&Column::Labels(labels)));
    assert_eq!(file.table.get("year"), Some(&Column::Numbers(vec![2006.0, 2006.0, 2007.0])));
    let Some(Column::Numbers(value)) = file.table.get("value") else { panic!("the value is a number") };
    assert_eq!(format!("{value:?}"), "[1.5, NaN, 0.0]");
}

#[test]
fn comma_semicolon_tab_and_byte_order_mark() {
    check(CSV.as_bytes(), Format::Csv);
    check(CSV.replace(',', "\t").as_bytes(), Format::Csv);
    check(CSV.replace('\n', "\r\n").as_bytes(), Format::Csv);
    check(format!("\u{feff}{CSV}").as_bytes(), Format::Csv);
    check(CSV.replace("1.5", "1,5").replace(',', ";").replace("1;5", "1,5").as_bytes(), Format::Csv);
}

#[test]
fn compressed() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(CSV.as_bytes()).expect("memory");
    check(&gzip.finish().expect("memory"), Format::Csv);
    check(&zstd::encode_all(CSV.as_bytes(), 1).expect("memory"), Format::Csv);
}

#[test]
fn parquet_and_arrow() {
    let batch = batch();
    check(&parquet(&batch), Format::Parquet);
    let mut file = Vec::new();
    let mut writer =
        arrow::ipc::writer::FileWriter::try_new(&mut file, &batch.schema()).expect("an Arrow writer");
    writer.write(&batch).expect("a batch");
    writer.finish().expect("a footer");
    drop(writer);
    check(&file, Format::Arrow);
    let mut stream = Vec::new();
    let mut writer =
        arrow::ipc::writer::StreamWriter::try_new(&mut stream, &batch.schema()).expect("an Arrow writer");
    writer.write(&batch).expect("a batch");
    writer.finish().expect("an end");
    drop(writer);
    check(&stream, Format::Arrow);
}

#[test]
fn parquet_text_small_keys_dates_and_unused_labels() {
    let codes: DictionaryArray<Int8Type> = DictionaryArray::new(
        arrow::array::Int8Array::from(vec![Some(2), None, Some(2)]),
        Arc::new(StringArray::from(vec!["unused", "too", "used"])),
    );
    let columns: [(&str, ArrayRef); 4] = [
        ("code", Arc::new(codes)),
        ("text", Arc::new(StringArray::from(vec![Some(" a "), Some(""), None]))),
        ("day", Arc::new(TimestampSecondArray::from(vec![0, 86_400, 0]))),
        ("number", Arc::new(Int32Array::from(vec![1, 2, 3]))),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
        .expect("columns of one length");
    let file = Folder::new().read(parquet(&batch)).expect("a table");
    let expect = |name: &str, texts: [&str; 3]| {
        assert_eq!(file.table.get(name), Some(&Column::Labels(Labels::from_texts(texts))), "{name}");
    };
    expect("code", ["used", "", "used"]);
    expect("text", ["a", "", ""]);
    expect("day", ["1970-01-01", "1970-01-02", "1970-01-01"]);
}

#[test]
fn only_wanted_columns() {
    let folder = Folder::new();
    for content in [CSV.as_bytes().to_vec(), parquet(&batch())] {
        let path = folder.write("table", content);
        let names = |wanted: &[&str]| {
            let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
            let reading = Reading { columns: Some(&wanted), checksum: false };
            read(&path, &reading).expect("a table").table.names().to_vec()
        };
        assert_eq!(names(&["value", "origin"]), ["origin", "value"]);
        assert_eq!(
            names(&["value", "orgin"]),
            ["origin", "year", "value"],
            "all, to name the one that was meant"
        );
    }
}

#[test]
fn codes_survive() {
    let file = table("hs,iso,only_na,id,x\n01,NA,NA,1,1\n2,CN,NA,2,NA\n,,,3,.\n");
    let labels = |texts: [&str; 3]| Column::Labels(Labels::from_texts(texts));
    assert_eq!(file.table.get("hs"), Some(&labels(["01", "2", ""])));
    assert_eq!(file.table.get("iso"), Some(&labels(["NA", "CN", ""])));
    assert_eq!(file.table.get("only_na"), Some(&labels(["NA", "NA", ""])));
    assert!(matches!(file.table.get("id"), Some(Column::Numbers(_))));
    assert!(matches!(file.table.get("x"), Some(Column::Numbers(_))));
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does() {
    for line_end in ["\n", "\r\n"] {
        let text = "a,b\n1,\"two\nlines\"\n\n\n3,x\n4,y\n\n".replace('\n', line_end);
        let file = table(&text);
        let numbers: Vec<usize> = (0..file.table.n_rows()).map(|row| file.row_number(row)).collect();
        assert_eq!(numbers, [2, 5, 6], "{line_end:?}");
    }
}

#[test]
fn the_checksum_is_that_of_the_file() {
    let folder = Folder::new();
    let path = folder.write("table.csv", "a\n1\n");
    let file = read(&path, &Reading { columns: None, checksum: true }).expect("a table");
    assert_eq!(
        file.sha256.as_deref(),
        Some("309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc")
    );
}
