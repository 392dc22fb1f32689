//! A table of columns as a file: CSV for people, Parquet for programs.
//!
//! Same table, same bytes. A missing value is an empty cell in CSV and a null in Parquet.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use hdfe::{Column, Labels, Table};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

/// Whole numbers up to here are exact in both types.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The table as CSV, with a header; numbers are written as short as they can be read back.
pub fn csv(table: &Table) -> Vec<u8> {
    let columns: Vec<&Column> = columns(table).map(|(_, column)| column).collect();
    let header: Vec<String> = table.names().iter().map(quoted).collect();
    let mut text = header.join(",");
    text.push('\n');
    for row in 0..table.n_rows() {
        for (k, column) in columns.iter().enumerate() {
            if k > 0 {
                text.push(',');
            }
            match column {
                Column::Numbers(values) if values[row].is_nan() => {}
                // Writing into a string cannot fail.
                Column::Numbers(values) => write!(text, "{}", values[row]).unwrap_or_default(),
                Column::Labels(labels) => text.push_str(&label(labels, row).map(quoted).unwrap_or_default()),
            }
        }
        text.push('\n');
    }
    text.into_bytes()
}

/// The table as Parquet (zstd): labels are text, columns of whole numbers are integers, others floating.
pub fn parquet(table: &Table) -> Vec<u8> {
    let arrays = columns(table).map(|(name, column)| (name, array(column), true));
    let batch = RecordBatch::try_from_iter_with_nullable(arrays)
        .expect("columns of a table are equally long and have a name each");
    let level = ZstdLevel::try_new(3).expect("3 is a level of zstd");
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))
        .expect("text, integers and floating numbers are types of Parquet");
    writer.write(&batch).expect("memory can be written to");
    writer.into_inner().expect("memory can be written to")
}

fn columns(table: &Table) -> impl Iterator<Item = (&String, &Column)> {
    table.names().iter().filter_map(|name| table.get(name).map(|column| (name, column)))
}

fn array(column: &Column) -> ArrayRef {
    let present = |value: f64| (!value.is_nan()).then_some(value);
    match column {
        Column::Numbers(values) if values.iter().all(|&value| is_whole(value)) => Arc::new(
            values.iter().map(|&value| present(value).map(|whole| whole as i64)).collect::<Int64Array>(),
        ),
        Column::Numbers(values) => {
            Arc::new(values.iter().map(|&value| present(value)).collect::<Float64Array>())
        }
        Column::Labels(labels) => {
            Arc::new((0..labels.codes.len()).map(|row| label(labels, row)).collect::<StringArray>())
        }
    }
}

fn is_whole(value: f64) -> bool {
    value.is_nan() || (value.fract() == 0.0 && value.abs() < LARGEST_WHOLE)
}

fn label(labels: &Labels, row: usize) -> Option<&str> {
    labels.labels.get(labels.codes[row] as usize).map(String::as_str)
}

/// A cell that holds a separator, a quote or a line break stands in quotes.
fn quoted(text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use arrow::array::Array as _;
    use arrow::datatypes::DataType;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    fn table() -> Table {
        let mut table = Table::new(3);
        table.insert("region", Column::Labels(Labels::from_texts(["CN-AH", "", "a, \"b\""])));
        table.insert("year", Column::Numbers(vec![2001.0, 2002.0, f64::NAN]));
        table.insert("flow", Column::Numbers(vec![0.1, f64::NAN, 3.0]));
        table
    }

    #[test]
    fn csv_writes_numbers_short_and_leaves_missing_cells_empty() {
        let text = String::from_utf8(csv(&table())).expect("text");
        assert_eq!(text, "region,year,flow\nCN-AH,2001,0.1\n,2002,\n\"a, \"\"b\"\"\",,3\n");
    }

    #[test]
    fn parquet_keeps_types_and_missing_values() {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(&parquet(&table())).expect("written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a file").build().expect("rows");
        let batch = reader.map(|batch| batch.expect("rows")).next().expect("one batch");
        let types: Vec<&DataType> = batch.columns().iter().map(arrow::array::Array::data_type).collect();
        assert_eq!(types, [&DataType::Utf8, &DataType::Int64, &DataType::Float64]);
        assert!(batch.columns().iter().all(|column| column.null_count() == 1));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(parquet(&table()), parquet(&table()));
    }
}
