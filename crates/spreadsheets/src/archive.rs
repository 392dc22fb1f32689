//! Whether a zip file is a workbook, and one of a sane size: a small upload may unpack to terabytes.

use std::io::{self, Cursor, Read};

use calamine::XlsxError;
use zip::ZipArchive;

use crate::looks::Looks;

/// Bytes of all parts of a workbook together, unpacked. Ten thousand rows of twenty cells take about ten MiB.
pub(crate) const LIMIT_BYTES: u64 = 256 << 20;

/// Why the workbook is not read.
#[derive(Debug)]
pub(crate) enum Refusal {
    NotATable(Looks),
    TooLarge { limit_bytes: u64 },
    Password,
    Damaged(Box<XlsxError>),
}

impl From<XlsxError> for Refusal {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Refusal::Password,
            error => Refusal::Damaged(Box::new(error)),
        }
    }
}

/// Reads through the parts that are tables and texts (pictures are never unpacked), which also checks that they
/// are whole.
pub(crate) fn check(bytes: &[u8], limit_bytes: u64) -> Result<(), Refusal> {
    let damaged = |error| Refusal::from(XlsxError::Zip(error));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if let Some(looks) = other(&archive) {
        return Err(Refusal::NotATable(looks));
    }
    let mut left = limit_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        if !is_read(&part.name().map_err(damaged)?) {
            continue;
        }
        let read = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(XlsxError::Io)?;
        left = left.checked_sub(read).ok_or(Refusal::TooLarge { limit_bytes })?;
    }
    Ok(())
}

fn is_read(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xml", ".rels"].iter().any(|ending| name.ends_with(ending))
}

/// What the zip file is when it is no workbook.
fn other(archive: &ZipArchive<Cursor<&[u8]>>) -> Option<Looks> {
    let has = |wanted: &str| archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("mimetype") && has("content.xml") {
        Some(Looks::OpenDocument)
    } else if has("xl/workbook.bin") {
        Some(Looks::BinaryExcel)
    } else if !has("[Content_Types].xml") || has("word/document.xml") || has("ppt/presentation.xml") {
        Some(Looks::OtherZip)
    } else {
        None
    }
}
