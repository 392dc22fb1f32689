//! Rows as an XLSX workbook.

use jiff::civil;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::column::{Column, ColumnKind, number_of};
use crate::error::Error;
use crate::guard::{guarded_apostrophe, runs};

/// Characters that Excel allows in a cell, in units of UTF-16.
const CELL_LIMIT: usize = 32_767;

/// Widths of a column, in characters: wide enough for a date, and not so wide that two do not fit a screen.
const WIDTHS: std::ops::RangeInclusive<usize> = 12..=40;

/// From this day on the dates of Excel are right: it believes in 29 February 1900.
const FIRST_DATE: civil::Date = civil::date(1900, 3, 1);

/// The rows under the headings of their columns as a workbook of one worksheet; headings are bold and stay in sight.
///
/// A number in a column of numbers and a full date in a column of dates are cells of that kind; everything else is
/// a text, whatever it begins with. [`read`](crate::read()) gives the same texts.
pub fn write_xlsx(columns: &[Column], rows: &[Vec<String>], sheet_name: &str) -> Result<Vec<u8>, Error> {
    write_table(columns, rows, sheet_name)?.save_to_buffer().map_err(not_written)
}

/// What goes along with a table, on a worksheet behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// Name of the worksheet.
    pub sheet_name: String,
    /// What is said, and what of.
    pub lines: Vec<[String; 2]>,
}

/// The same workbook with a second worksheet: where the rows are from.
pub fn write_xlsx_with_notes(
    columns: &[Column],
    rows: &[Vec<String>],
    sheet_name: &str,
    notes: &Notes,
) -> Result<Vec<u8>, Error> {
    let mut workbook = write_table(columns, rows, sheet_name)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(allowed_name(&notes.sheet_name)).map_err(not_written)?;
    sheet.set_column_width(0, *WIDTHS.end() as f64).map_err(not_written)?;
    for (index, [of, said]) in notes.lines.iter().enumerate() {
        write_text(sheet, place(index, 0)?, of, &Format::new().set_bold()).map_err(not_written)?;
        write_text(sheet, place(index, 1)?, said, &Format::new()).map_err(not_written)?;
    }
    workbook.save_to_buffer().map_err(not_written)
}

fn write_table(columns: &[Column], rows: &[Vec<String>], sheet_name: &str) -> Result<Workbook, Error> {
    let mut workbook = workbook()?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(allowed_name(sheet_name)).map_err(not_written)?;
    write_headings(sheet, columns)?;
    for (index, row) in rows.iter().enumerate() {
        for (column, text) in row.iter().enumerate() {
            let kind = columns.get(column).map_or(&ColumnKind::Text, |column| &column.kind);
            write_cell(sheet, place(index + 1, column)?, kind, text).map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => long_text(index + 2, columns, column),
                error => not_written(error),
            })?;
        }
    }
    Ok(workbook)
}

/// A workbook that is the same whenever it is written: the library would put the time of day into it.
pub(crate) fn workbook() -> Result<Workbook, Error> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(not_written)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(workbook)
}

/// The first row: bold, frozen, those of required columns on another ground; and the widths of the columns.
pub(crate) fn write_headings(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), Error> {
    let plain =
        Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color("#E7ECF1");
    let required = plain.clone().set_background_color("#FFE9A8");
    for (index, column) in columns.iter().enumerate() {
        let format = if column.required { &required } else { &plain };
        let (row, at) = place(0, index)?;
        let width = column.heading.lines().map(UnicodeWidthStr::width).max().unwrap_or(0) + 2;
        let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(at, width as f64).map_err(not_written)?;
        write_text(sheet, (row, at), &column.heading, format).map_err(|error| match error {
            XlsxError::MaxStringLengthExceeded => long_text(1, columns, index),
            error => not_written(error),
        })?;
    }
    sheet.set_freeze_panes(1, 0).map_err(not_written)?;
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, at: (u32, u16), kind: &ColumnKind, text: &str) -> Result<(), XlsxError> {
    let number = number_of(text).filter(|_| *kind == ColumnKind::Number);
    let date = date_of(text).filter(|_| *kind == ColumnKind::Date);
    if let Some(value) = number {
        sheet.write_number(at.0, at.1, value)?;
    } else if let Some(date) = date {
        let date = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
        sheet.write_datetime_with_format(at.0, at.1, &date, &Format::new().set_num_format("yyyy-mm-dd"))?;
    } else {
        write_text(sheet, at, text, &Format::new())?;
    }
    Ok(())
}

/// A text as a text. The mark of a quoted text keeps Excel from running it once somebody has edited the cell.
pub(crate) fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let format = if runs(text) { &format.clone().set_quote_prefix() } else { format };
    let text = guarded_apostrophe(text);
    if text.encode_utf16().count() > CELL_LIMIT {
        return Err(XlsxError::MaxStringLengthExceeded);
    }
    if text.starts_with("<r>") && text.ends_with("</r>") {
        // the library takes such a text for markup of its own and writes it as it stands; in two pieces it does not
        let (first, rest) = text.split_at(1);
        let plain = Format::new();
        sheet.write_rich_string_with_format(row, column, &[(&plain, first), (&plain, rest)], format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// A full date from March 1900 on.
fn date_of(text: &str) -> Option<civil::Date> {
    let date: civil::Date = text.parse().ok()?;
    (date >= FIRST_DATE && date.to_string() == text).then_some(date)
}

/// Row and column in the types of the library, which refuses what Excel has no room for.
pub(crate) fn place(row: usize, column: usize) -> Result<(u32, u16), Error> {
    match (u32::try_from(row), u16::try_from(column)) {
        (Ok(row), Ok(column)) => Ok((row, column)),
        _ => Err(not_written(XlsxError::RowColumnLimitError)),
    }
}

/// The name without the signs that Excel forbids in names of worksheets, and of 31 characters at most.
pub(crate) fn allowed_name(name: &str) -> String {
    let mut allowed = name.replace(['*', '?', ':', '[', ']', '\\', '/'], " ");
    while allowed.encode_utf16().count() > 31 {
        allowed.pop();
    }
    allowed.trim().trim_matches('\'').to_owned()
}

pub(crate) fn not_written(source: XlsxError) -> Error {
    Error::NotWritten { source: Box::new(source) }
}

fn long_text(row: usize, columns: &[Column], column: usize) -> Error {
    let heading =
        columns.get(column).map_or_else(|| crate::a1::letters(column), |column| column.heading.clone());
    Error::LongText { row, column: heading, limit: CELL_LIMIT }
}
