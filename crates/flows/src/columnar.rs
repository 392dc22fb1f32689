//! Parquet and Arrow IPC to columns. Labels come as dictionary codes; no string is made per row.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::{cast, partition};
use arrow::datatypes::{DataType, Field, Float64Type, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::ipc::reader::{FileReader, StreamReader};
use hdfe::{Column, Labels, Table};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use rayon::prelude::*;

use crate::coder::Coder;
use crate::error::Error;
use crate::read::{Notes, Parsed, checked_names, wanted_positions};

/// Rows decoded at a time: enough to be fast, little enough to stay in the cache.
const BATCH_ROWS: usize = 1 << 16;

/// Rows for which room is made at once; a damaged footer may claim any number.
const MOST_ROWS_RESERVED: usize = 1 << 24;

/// The batches of a file, with what is read of them.
pub(crate) struct Batches {
    plan: Plan,
    n_rows: usize,
    batches: Box<dyn Iterator<Item = Result<RecordBatch, Error>> + Send>,
}

/// Opens a Parquet file.
pub(crate) fn parquet(path: &Path, file: fs::File, wanted: Option<&[String]>) -> Result<Batches, Error> {
    let path = path.to_owned();
    let damaged = |source| Error::Parquet { path: path.clone(), source };
    let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(damaged)?;
    let schema = with_dictionaries(metadata.schema());
    let plan = Plan::new(&path, &schema, wanted)?;
    let options = ArrowReaderOptions::new().with_schema(schema);
    let metadata = ArrowReaderMetadata::try_new(metadata.metadata().clone(), options).map_err(damaged)?;
    let n_rows = usize::try_from(metadata.metadata().file_metadata().num_rows()).unwrap_or(0);
    let mask = ProjectionMask::roots(metadata.parquet_schema(), plan.positions.iter().copied());
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata)
        .with_projection(mask)
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(damaged)?;
    let batches = reader.map(move |batch| {
        batch.map_err(|source| Error::Parquet { path: path.clone(), source: parquet_error(source) })
    });
    Ok(Batches { plan, n_rows, batches: Box::new(batches) })
}

fn parquet_error(error: ArrowError) -> ParquetError {
    match error {
        ArrowError::ExternalError(inner) => match inner.downcast::<ParquetError>() {
            Ok(source) => *source,
            Err(inner) => ParquetError::External(inner),
        },
        source => ParquetError::ArrowError(source.to_string()),
    }
}

/// Opens an Arrow IPC file (Feather).
pub(crate) fn arrow_file(path: &Path, file: fs::File, wanted: Option<&[String]>) -> Result<Batches, Error> {
    let damaged = |source| Error::Arrow { path: path.to_owned(), source };
    let reader = FileReader::try_new(io::BufReader::new(file), None).map_err(damaged)?;
    let schema = reader.schema();
    arrow(path, &schema, reader, wanted)
}

/// Opens an Arrow IPC stream.
pub(crate) fn arrow_stream(path: &Path, file: fs::File, wanted: Option<&[String]>) -> Result<Batches, Error> {
    let damaged = |source| Error::Arrow { path: path.to_owned(), source };
    let reader = StreamReader::try_new(io::BufReader::new(file), None).map_err(damaged)?;
    let schema = reader.schema();
    arrow(path, &schema, reader, wanted)
}

fn arrow(
    path: &Path,
    schema: &Schema,
    reader: impl Iterator<Item = Result<RecordBatch, ArrowError>> + Send + 'static,
    wanted: Option<&[String]>,
) -> Result<Batches, Error> {
    let plan = Plan::new(path, schema, wanted)?;
    let (n_columns, positions, path) = (schema.fields().len(), plan.positions.clone(), path.to_owned());
    let batches = reader.map(move |batch| {
        let projected = batch.and_then(|batch| project(&batch, &positions, n_columns));
        projected.map_err(|source| Error::Arrow { path: path.clone(), source })
    });
    Ok(Batches { plan, n_rows: 0, batches: Box::new(batches) })
}

impl Batches {
    /// All rows as one table.
    pub fn table(self, path: &Path) -> Result<Parsed, Error> {
        let mut building = self.plan.start(self.n_rows);
        for batch in self.batches {
            building.append(&batch?).map_err(|source| Error::Arrow { path: path.to_owned(), source })?;
        }
        Ok(building.finish())
    }

    /// Names and tables of the stretches of rows over which a column has one value.
    pub fn stretches(
        self,
        path: &Path,
        by: usize,
    ) -> impl Iterator<Item = Result<(String, Parsed), Error>> + Send + 'static {
        let Batches { plan, batches, .. } = self;
        let (path, whole) = (path.to_owned(), path.to_owned());
        let mut parts = batches.flat_map(move |batch| match batch.and_then(|batch| cut(&batch, by, &path)) {
            Ok(parts) => parts.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        });
        let mut next: Option<(String, RecordBatch)> = None;
        let mut failed = false;
        std::iter::from_fn(move || {
            if failed {
                return None;
            }
            let mut collect = || -> Result<Option<(String, Parsed)>, Error> {
                let Some((name, part)) =
                    next.take().map_or_else(|| parts.next().transpose(), |part| Ok(Some(part)))?
                else {
                    return Ok(None);
                };
                let arrow = |source| Error::Arrow { path: whole.clone(), source };
                let mut building = plan.start(part.num_rows());
                building.append(&part).map_err(arrow)?;
                for part in parts.by_ref() {
                    let part = part?;
                    if part.0 != name {
                        next = Some(part);
                        break;
                    }
                    building.append(&part.1).map_err(arrow)?;
                }
                Ok(Some((name, building.finish())))
            };
            let collected = collect().transpose();
            failed = matches!(collected, Some(Err(_)));
            collected
        })
    }

    /// Position of a column among those that are read.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.plan.names.iter().position(|known| known == name)
    }
}

/// A batch in parts over which one column has one value.
fn cut(batch: &RecordBatch, by: usize, path: &Path) -> Result<Vec<(String, RecordBatch)>, Error> {
    let damaged = |source| Error::Arrow { path: path.to_owned(), source };
    let column = batch.column(by).clone();
    let ranges = partition(std::slice::from_ref(&column)).map_err(damaged)?.ranges();
    let part = |rows: Range<usize>| {
        let first = cast(&column.slice(rows.start, 1), &DataType::Utf8).map_err(damaged)?;
        let first = first.as_string::<i32>();
        let name = if first.is_null(0) { "" } else { first.value(0).trim() };
        Ok((name.to_owned(), batch.slice(rows.start, rows.len())))
    };
    ranges.into_iter().map(part).collect()
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

    fn start(&self, n_rows: usize) -> BuildingTable {
        let room = n_rows.min(MOST_ROWS_RESERVED);
        BuildingTable {
            names: self.names.clone(),
            columns: self.kinds.iter().map(|&kind| Building::new(kind, room)).collect(),
            n_rows: 0,
            left_out: self.left_out.clone(),
        }
    }
}

/// A table while it is read.
struct BuildingTable {
    names: Vec<String>,
    columns: Vec<Building>,
    n_rows: usize,
    left_out: Vec<(String, String)>,
}

impl BuildingTable {
    /// Adds a batch, its columns on all threads.
    fn append(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        self.n_rows += batch.num_rows();
        let columns = self.columns.par_iter_mut().zip(batch.columns());
        columns.try_for_each(|(column, array)| column.append(array))
    }

    fn finish(self) -> Parsed {
        let mut parsed =
            Parsed { table: Table::new(self.n_rows), left_out: self.left_out, notes: Notes::default() };
        for (column, name) in self.columns.into_iter().zip(self.names) {
            let column = match column {
                Building::Labels(coder) => Column::Labels(coder.finish()),
                Building::Numbers { values, not_a_number } => {
                    if !not_a_number.is_empty() {
                        parsed.notes.not_a_number.push((name.clone(), not_a_number));
                    }
                    Column::Numbers(values)
                }
            };
            parsed.table.insert(name, column);
        }
        parsed
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
