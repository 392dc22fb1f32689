//! Parquet and Arrow IPC to columns. Labels come as dictionary codes; no string is made per row.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Float64Type, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::ipc::reader::{FileReader, StreamReader};
use hdfe::{Column, Labels, Table};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;

use crate::coder::Coder;
use crate::error::Error;
use crate::read::{Notes, Parsed, checked_names, wanted_positions};

/// Rows decoded at a time: enough to be fast, little enough to stay in the cache.
const BATCH_ROWS: usize = 1 << 16;

/// Rows for which room is made at once; a damaged footer may claim any number.
const MOST_ROWS_RESERVED: usize = 1 << 24;

/// Reads a Parquet file.
pub(crate) fn read_parquet(path: &Path, file: fs::File, wanted: Option<&[String]>) -> Result<Parsed, Error> {
    let damaged = |source| Error::Parquet { path: path.to_owned(), source };
    let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(damaged)?;
    let schema = with_dictionaries(metadata.schema());
    let plan = Plan::new(path, &schema, wanted)?;
    let options = ArrowReaderOptions::new().with_schema(schema);
    let metadata = ArrowReaderMetadata::try_new(metadata.metadata().clone(), options).map_err(damaged)?;
    let n_rows = usize::try_from(metadata.metadata().file_metadata().num_rows()).unwrap_or(0);
    let mask = ProjectionMask::roots(metadata.parquet_schema(), plan.positions.iter().copied());
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata)
        .with_projection(mask)
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(damaged)?;
    plan.collect(n_rows, reader).map_err(|source| match source {
        ArrowError::ExternalError(inner) => match inner.downcast::<ParquetError>() {
            Ok(source) => damaged(*source),
            Err(inner) => damaged(ParquetError::External(inner)),
        },
        source => damaged(ParquetError::ArrowError(source.to_string())),
    })
}

/// Reads an Arrow IPC file (Feather).
pub(crate) fn read_arrow_file(
    path: &Path,
    file: fs::File,
    wanted: Option<&[String]>,
) -> Result<Parsed, Error> {
    let damaged = |source| Error::Arrow { path: path.to_owned(), source };
    let reader = FileReader::try_new(io::BufReader::new(file), None).map_err(damaged)?;
    let plan = Plan::new(path, &reader.schema(), wanted)?;
    let n_columns = reader.schema().fields().len();
    let batches = reader.map(|batch| batch.and_then(|batch| project(&batch, &plan.positions, n_columns)));
    plan.collect(0, batches).map_err(damaged)
}

/// Reads an Arrow IPC stream.
pub(crate) fn read_arrow_stream(
    path: &Path,
    file: fs::File,
    wanted: Option<&[String]>,
) -> Result<Parsed, Error> {
    let damaged = |source| Error::Arrow { path: path.to_owned(), source };
    let reader = StreamReader::try_new(io::BufReader::new(file), None).map_err(damaged)?;
    let plan = Plan::new(path, &reader.schema(), wanted)?;
    let n_columns = reader.schema().fields().len();
    let batches = reader.map(|batch| batch.and_then(|batch| project(&batch, &plan.positions, n_columns)));
    plan.collect(0, batches).map_err(damaged)
}

fn project(batch: &RecordBatch, positions: &[usize], n_columns: usize) -> Result<RecordBatch, ArrowError> {
    if positions.len() == n_columns { Ok(batch.clone()) } else { batch.project(positions) }
}

/// What is read of a file.
struct Plan {
    positions: Vec<usize>,
    names: Vec<String>,
    kinds: Vec<Kind>,
    left_out: Vec<(String, String)>,
}

/// What a column becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Numbers,
    Labels,
}

impl Plan {
    fn new(path: &Path, schema: &Schema, wanted: Option<&[String]>) -> Result<Self, Error> {
        let names = schema.fields().iter().map(|field| field.name().clone()).collect();
        let names = checked_names(path, names)?;
        let mut plan = Plan { positions: vec![], names: vec![], kinds: vec![], left_out: vec![] };
        for at in wanted_positions(&names, wanted) {
            let kind = schema.field(at).data_type();
            match kind_of(kind) {
                Some(kind) => {
                    plan.positions.push(at);
                    plan.names.push(names[at].clone());
                    plan.kinds.push(kind);
                }
                None => plan.left_out.push((names[at].clone(), kind.to_string())),
            }
        }
        Ok(plan)
    }

    fn collect(
        &self,
        n_rows: usize,
        batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
    ) -> Result<Parsed, ArrowError> {
        let room = n_rows.min(MOST_ROWS_RESERVED);
        let mut columns: Vec<Building> = self.kinds.iter().map(|&kind| Building::new(kind, room)).collect();
        let mut n_rows = 0;
        for batch in batches {
            let batch = batch?;
            n_rows += batch.num_rows();
            for (column, array) in columns.iter_mut().zip(batch.columns()) {
                column.append(array)?;
            }
        }
        let mut parsed =
            Parsed { table: Table::new(n_rows), left_out: self.left_out.clone(), notes: Notes::default() };
        for (column, name) in columns.into_iter().zip(&self.names) {
            let column = match column {
                Building::Labels(coder) => Column::Labels(coder.finish()),
                Building::Numbers { values, not_a_number } => {
                    if !not_a_number.is_empty() {
                        parsed.notes.not_a_number.push((name.clone(), not_a_number));
                    }
                    Column::Numbers(values)
                }
            };
            parsed.table.insert(name.clone(), column);
        }
        Ok(parsed)
    }
}

/// A column while it is read.
enum Building {
    Numbers { values: Vec<f64>, not_a_number: Vec<u32> },
    Labels(Coder),
}

impl Building {
    fn new(kind: Kind, n_rows: usize) -> Self {
        match kind {
            Kind::Numbers => {
                Building::Numbers { values: Vec::with_capacity(n_rows), not_a_number: Vec::new() }
            }
            Kind::Labels => Building::Labels(Coder::with_capacity(n_rows)),
        }
    }

    fn append(&mut self, array: &dyn Array) -> Result<(), ArrowError> {
        match self {
            Building::Numbers { values, not_a_number } => append_numbers(values, not_a_number, array),
            Building::Labels(coder) => append_labels(coder, array),
        }
    }
}

fn append_numbers(
    values: &mut Vec<f64>,
    not_a_number: &mut Vec<u32>,
    array: &dyn Array,
) -> Result<(), ArrowError> {
    let numbers = cast(array, &DataType::Float64)?;
    let numbers = numbers.as_primitive::<Float64Type>();
    let first = values.len();
    values.extend_from_slice(numbers.values());
    for at in 0..numbers.len() {
        if numbers.is_null(at) {
            values[first + at] = f64::NAN;
        } else if values[first + at].is_nan() {
            not_a_number.push((first + at) as u32);
        }
    }
    Ok(())
}

fn append_labels(coder: &mut Coder, array: &dyn Array) -> Result<(), ArrowError> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let labels = cast(dictionary.values(), &DataType::Utf8)?;
        let labels = labels.as_string::<i32>();
        // Labels that no row uses must not become levels, so each gets its code when first met.
        let mut codes: Vec<Option<u32>> = vec![None; labels.len()];
        // Keys cannot be normalised where there is no value: every row is missing.
        if labels.is_empty() {
            (0..array.len()).for_each(|_| coder.push_code(Labels::MISSING));
            return Ok(());
        }
        for (at, key) in dictionary.normalized_keys().into_iter().enumerate() {
            let code = match codes.get_mut(key) {
                Some(slot) if array.is_valid(at) && labels.is_valid(key) => {
                    *slot.get_or_insert_with(|| coder.code(labels.value(key)))
                }
                _ => Labels::MISSING,
            };
            coder.push_code(code);
        }
        return Ok(());
    }
    let labels = cast(array, &DataType::Utf8)?;
    for label in labels.as_string::<i32>() {
        let label = label.unwrap_or("");
        // A date read as a moment is still a date.
        coder.push(label.strip_suffix("T00:00:00").unwrap_or(label));
    }
    Ok(())
}

fn kind_of(kind: &DataType) -> Option<Kind> {
    match kind {
        DataType::Boolean | DataType::Null => Some(Kind::Numbers),
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Date32
        | DataType::Date64
        | DataType::Timestamp(..) => Some(Kind::Labels),
        DataType::Dictionary(_, values) => kind_of(values),
        kind if kind.is_numeric() => Some(Kind::Numbers),
        _ => None,
    }
}

/// The schema with text as dictionaries: the reader then hands out the codes that the file holds.
fn with_dictionaries(schema: &SchemaRef) -> SchemaRef {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let fields: Vec<Field> = schema
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
                field.as_ref().clone().with_data_type(dictionary.clone())
            }
            _ => field.as_ref().clone(),
        })
        .collect();
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}
