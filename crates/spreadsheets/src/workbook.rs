//! XLSX: each visible worksheet as a grid.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{
    DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxCellFormulaMetadataRecord, XlsxError,
};
use jiff::civil;

use crate::a1::Block;
use crate::archive::{self, LIMIT_BYTES, Refusal};
use crate::cell::Cell;
use crate::grid::{Content, Fault, Grid};
use crate::looks::Looks;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The visible worksheets with something on them, by name.
///
/// calamine is careful, but computes with numbers of the file (a merged range whose end lies before its start, a
/// row of twenty digits): a panic of it is a damaged file and must not end the process.
pub(crate) fn grids(bytes: &[u8]) -> Result<Vec<(String, Grid)>, Refusal> {
    archive::check(bytes, LIMIT_BYTES)?;
    panic::catch_unwind(AssertUnwindSafe(|| worksheets(bytes)))
        .unwrap_or(Err(XlsxError::Unexpected("a number in it is out of range")))
        .map_err(Refusal::from)
}

/// Why an OLE container is not read: an encrypted workbook is one, and so is one of Excel 97.
pub(crate) fn ole(bytes: &[u8]) -> Refusal {
    match panic::catch_unwind(AssertUnwindSafe(|| Workbook::new(Cursor::new(bytes)).err())) {
        Ok(Some(XlsxError::Password)) => Refusal::Password,
        _ => Refusal::NotATable(Looks::OldExcel),
    }
}

fn worksheets(bytes: &[u8]) -> Result<Vec<(String, Grid)>, XlsxError> {
    let mut workbook = Workbook::new(Cursor::new(bytes))?;
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    let mut grids = Vec::new();
    for name in names {
        let mut grid = cells(&mut workbook, &name)?;
        if !grid.rows.is_empty() {
            grid.merged = merged(&mut workbook, &name)?;
            grids.push((name, grid));
        }
    }
    Ok(grids)
}

/// The filled cells. They are read one by one: a sheet may say that it has a million rows and have ten.
fn cells(workbook: &mut Workbook<'_>, name: &str) -> Result<Grid, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let mut grid = Grid::default();
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let (row, column) = record.pos;
        grid.push(row as usize + 1, column as usize, content(&record));
    }
    // spreadsheets write rows in order; other programs need not
    grid.rows.sort_by_key(|row| row.number);
    Ok(grid)
}

fn merged(workbook: &mut Workbook<'_>, name: &str) -> Result<Vec<Block>, XlsxError> {
    let ranges = workbook.merge_cells_by_sheet_name(name)?;
    Ok(ranges
        .iter()
        .map(|range| Block {
            first_row: range.start.0 as usize + 1,
            last_row: range.end.0 as usize + 1,
            first_column: range.start.1 as usize,
            last_column: range.end.1 as usize,
        })
        .collect())
}

/// The value of a cell; of a formula, the result that the spreadsheet saved with it.
fn content(record: &XlsxCellFormulaMetadataRecord<'_>) -> Content {
    Ok(match &record.value {
        DataRef::Empty if record.formula.is_some() => return Err(Fault::NoResult),
        DataRef::Empty => Cell::Empty,
        DataRef::Int(value) => Cell::Number(*value as f64),
        DataRef::Float(value) => Cell::Number(*value),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::of(text),
        DataRef::SharedString(text) => Cell::of(text),
        DataRef::DateTime(moment) => return date(moment),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::Error(error) => return Err(Fault::ErrorValue(error.to_string())),
    })
}

/// Days since 1900 or 1904 as a date; a time without a day as a text; a duration as its number of days.
fn date(moment: &ExcelDateTime) -> Content {
    let serial = moment.as_f64();
    if moment.is_duration() {
        return Ok(Cell::Number(serial));
    }
    if serial < 0.0 {
        return Err(Fault::NotADate(serial));
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(u8::cast_signed);
    let nanos = i32::from(milli) * 1_000_000;
    let not_a_date = |_| Fault::NotADate(serial);
    let time = civil::Time::new(hour, minute, second, nanos).map_err(not_a_date)?;
    if serial < 1.0 && serial > 0.0 {
        return Ok(Cell::Text(time.to_string()));
    }
    let date = civil::Date::new(year.cast_signed(), month, day).map_err(not_a_date)?;
    Ok(if time == civil::Time::midnight() {
        Cell::Date(date)
    } else {
        Cell::DateTime(date.to_datetime(time))
    })
}

/// A date that is written as a text in the file, as some programs do.
fn iso(text: &str) -> Cell {
    match text.trim_end_matches('Z').parse::<civil::DateTime>() {
        Ok(moment) if moment.time() == civil::Time::midnight() => Cell::Date(moment.date()),
        Ok(moment) => Cell::DateTime(moment),
        Err(_) => Cell::of(text),
    }
}
