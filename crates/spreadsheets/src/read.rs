//! From a file or an upload to the table in it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::archive::{LIMIT_BYTES, Refusal};
use crate::delimited;
use crate::encoding;
use crate::error::Error;
use crate::grid::Grid;
use crate::header::{self, Header, Known};
use crate::looks::{self, Format};
use crate::table::{self, Sheet};
use crate::workbook;

/// Reads the table of a CSV or XLSX file; which of the two it is, its content says.
///
/// The headings are the first row of two or more filled cells among the first twenty, so a title above them is
/// skipped; of a workbook, the first visible worksheet that is not empty is read. A caller that knows the headings
/// takes [`read_with_headings`] and has neither guessed.
///
/// # Errors
///
/// All that is wrong with the file, in its order, at most a hundred and the count of the rest.
pub fn read(path: &Path) -> Result<Sheet, Vec<Error>> {
    table_of(path, &content(path)?, None)
}

/// Reads the table of an upload, as [`read()`] does; the name is for messages.
pub fn read_bytes(name: impl AsRef<Path>, bytes: &[u8]) -> Result<Sheet, Vec<Error>> {
    table_of(name.as_ref(), bytes, None)
}

/// Reads the table of a CSV or XLSX file below headings of which some are known.
///
/// The headings are the row with the most known ones among the first twenty of the visible worksheets; they are
/// compared [normalized](crate::normalized). Other headings may stand between them. The same headings over rows of
/// several worksheets are refused: a table for each year or region would be read in part, in silence.
///
/// # Errors
///
/// All that is wrong with the file, in its order, at most a hundred and the count of the rest.
pub fn read_with_headings<S: AsRef<str>>(path: &Path, known: &[S]) -> Result<Sheet, Vec<Error>> {
    table_of(path, &content(path)?, Some(&Known::new(known)))
}

/// Reads the table of an upload, as [`read_with_headings`] does; the name is for messages.
pub fn read_bytes_with_headings<S: AsRef<str>>(
    name: impl AsRef<Path>,
    bytes: &[u8],
    known: &[S],
) -> Result<Sheet, Vec<Error>> {
    table_of(name.as_ref(), bytes, Some(&Known::new(known)))
}

fn content(path: &Path) -> Result<Vec<u8>, Vec<Error>> {
    let unreadable = |source| vec![Error::Unreadable { path: path.to_owned(), source }];
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LIMIT_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn table_of(path: &Path, bytes: &[u8], known: Option<&Known>) -> Result<Sheet, Vec<Error>> {
    let grids = grids(path, bytes, known).map_err(|error| vec![error])?;
    let (worksheet, grid, header) = chosen(path, grids, known).map_err(|error| vec![error])?;
    table::sheet(path, worksheet, grid, &header)
}

/// The grids of the file with their names; one without a name for CSV.
fn grids(path: &Path, bytes: &[u8], known: Option<&Known>) -> Result<Vec<(String, Grid)>, Error> {
    let path = || path.to_owned();
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(Error::TooLarge { path: path(), limit_bytes: LIMIT_BYTES });
    }
    let grids = match looks::format(bytes) {
        Format::Zip => workbook::grids(bytes),
        Format::Ole => Err(workbook::ole(bytes)),
        Format::Other(looks) => Err(Refusal::NotATable(looks)),
        Format::Text => {
            let text = encoding::decoded(bytes).ok_or_else(|| Error::Encoding { path: path() })?;
            let grid = delimited::grid(&text, known)
                .map_err(|open| Error::OpenQuote { path: path(), row: open.row })?;
            Ok(vec![(String::new(), grid)])
        }
    };
    grids.map_err(|refusal| match refusal {
        Refusal::NotATable(looks) => Error::NotATable { path: path(), looks },
        Refusal::TooLarge { limit_bytes } => Error::TooLarge { path: path(), limit_bytes },
        Refusal::Password => Error::Password { path: path() },
        Refusal::Damaged(source) => Error::Damaged { path: path(), source },
    })
}

/// The grid with the table, its name, and its headings.
fn chosen(
    path: &Path,
    grids: Vec<(String, Grid)>,
    known: Option<&Known>,
) -> Result<(String, Grid, Header), Error> {
    let Some(first) = grids.iter().find_map(|(_, grid)| grid.rows.first()) else {
        return Err(Error::Empty { path: path.to_owned() });
    };
    let first_row: Vec<String> = first.texts().into_iter().map(|(_, text)| text).collect();
    let mut found: Vec<(String, Grid, Header)> = grids
        .into_iter()
        .filter_map(|(name, grid)| {
            let header = header::find(&grid, known)?;
            Some((name, grid, header))
        })
        .collect();
    let Some(known) = known else {
        return Ok(found.swap_remove(0));
    };
    let sheets: Vec<&String> = found.iter().filter(|found| is_table(found)).map(|(name, ..)| name).collect();
    if sheets.len() > 1 {
        let sheets = sheets.into_iter().cloned().collect();
        return Err(Error::SeveralSheets { path: path.to_owned(), sheets });
    }
    // of equals `max_by_key` takes the last, and the first worksheet shall win
    found.into_iter().rev().max_by_key(|(_, _, header)| header.n_known).ok_or(Error::NoHeadings {
        path: path.to_owned(),
        known: known.written.clone(),
        first_row,
    })
}

/// Two known headings or more, and something below: a word that is a heading elsewhere makes no table.
fn is_table((_, grid, header): &(String, Grid, Header)) -> bool {
    header.n_known > 1 && grid.has_row_in(header.row + 1, usize::MAX)
}
