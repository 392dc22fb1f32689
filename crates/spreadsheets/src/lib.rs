//! Tables as people keep them: CSV and XLSX in, CSV and XLSX out, and forms to fill in.
//!
//! The crate knows files and nothing of what stands in them.
//!
//! # Reading
//!
//! [`read()`] takes a file, [`read_bytes`] an upload; both look at the content, not at the name.
//! With [`read_with_headings`] and [`read_bytes_with_headings`] the caller names the headings it knows, which
//! finds the table below a title, and on the right worksheet.
//! The answer is a [`Sheet`]: headings, and [`Row`]s of [`Cell`]s with the numbers that a spreadsheet shows; or
//! everything that is wrong with the file, as [`Error`]s.
//! [`date()`] and [`number()`] read what people write as a date or a number.
//!
//! # Writing
//!
//! [`write_csv`] and [`write_xlsx`] write rows under [`Column`]s; what they write reads back to the same texts.
//! [`write_xlsx_with_notes`] says on a second worksheet where they are from.
//! [`write_form`] writes an empty workbook with drop-downs and explanations.
//! A text that a spreadsheet would take for a formula is written so that it stays a text.
//!
//! # Modules
//!
//! ```text
//! read           the entry: bytes -> format -> grids -> the table
//!   looks        what the first bytes say about the format
//!   encoding     bytes of a text file -> text
//!   delimited    text -> grid (CSV)
//!   archive      is the zip a workbook, and of a sane size
//!   workbook     workbook -> one grid a worksheet (XLSX)
//!   grid         cells by place, merged ranges
//!   header       the row of headings of a grid
//!   table        a grid below its headings -> Sheet
//! cell, date, number, text   single values
//! guard          texts that look like formulas
//! column, csv, xlsx, form    writing
//! error, problems            what is wrong, all at once
//! ```

mod a1;
mod archive;
mod cell;
mod column;
mod csv;
mod date;
mod delimited;
mod encoding;
mod error;
mod form;
mod grid;
mod guard;
mod header;
mod looks;
mod number;
mod problems;
mod read;
mod table;
mod text;
mod workbook;
mod xlsx;

pub use cell::Cell;
pub use column::{Column, ColumnKind};
pub use csv::write_csv;
pub use date::{DateError, date};
pub use encoding::decoded;
pub use error::Error;
pub use form::{Form, Labels, write_form};
pub use looks::Looks;
pub use number::{NumberError, number};
pub use read::{read, read_bytes, read_bytes_with_headings, read_with_headings};
pub use table::{Row, Sheet};
pub use text::normalized;
pub use xlsx::{Notes, write_xlsx, write_xlsx_with_notes};
