//! A spreadsheet of priorities: each row is a paragraph.

use std::path::Path;

use alignment::Block;

use crate::error::Error;

pub(crate) fn blocks(path: &Path, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    let sheet = spreadsheets::read_bytes(path, bytes).map_err(|errors| Error::Table {
        path: path.to_owned(),
        why: errors.iter().map(ToString::to_string).collect(),
    })?;
    let row = |row: &spreadsheets::Row| {
        let texts = row.cells.iter().filter(|cell| !cell.is_empty()).map(spreadsheets::Cell::text);
        let texts: Vec<_> = texts.collect();
        Block { text: texts.join(" · "), page: None, heading: false }
    };
    Ok(sheet.rows.iter().map(row).collect())
}
