//! Rows as CSV.

use std::borrow::Cow;

use ::csv::{Terminator, WriterBuilder};

use crate::column::{Column, ColumnKind, number_of};
use crate::guard::guarded;

/// Without this mark Excel reads UTF-8 in the encoding of its Windows.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The rows under the headings of their columns as CSV by RFC 4180: UTF-8 with a mark by which Excel knows it, commas,
/// CRLF.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe before it, which [`read`](crate::read()) takes
/// off. A negative number in a column of numbers is left a number.
pub fn write_csv(columns: &[Column], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(MARK.to_vec());
    let headings = columns.iter().map(|column| guarded(&column.heading));
    let mut write = |cells: Vec<Cow<'_, str>>| {
        let cells = cells.iter().map(|cell| cell.as_bytes());
        writer.write_record(cells).expect("memory takes every record");
    };
    write(headings.collect());
    for row in rows {
        write(row.iter().enumerate().map(|(index, text)| harmless(columns.get(index), text)).collect());
    }
    writer.into_inner().expect("memory takes every record")
}

fn harmless<'a>(column: Option<&Column>, text: &'a str) -> Cow<'a, str> {
    let is_number =
        column.is_some_and(|column| column.kind == ColumnKind::Number) && number_of(text).is_some();
    if is_number { Cow::Borrowed(text) } else { guarded(text) }
}
