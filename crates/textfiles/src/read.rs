//! From a file or an upload to its paragraphs.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use alignment::{Block, Language};

use crate::error::Error;
use crate::limits::{LIMIT_BYTES, Parts};
use crate::{docx, html, pdf, plain, table};

/// Reads the paragraphs of a file. What it is, its content says.
pub fn read(path: &Path) -> Result<Vec<Block>, Error> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LIMIT_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    read_bytes(path, &bytes)
}

/// Reads the paragraphs of an upload; the name is for messages.
pub fn read_bytes(name: impl AsRef<Path>, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    let path = name.as_ref();
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(Error::TooLarge { path: path.to_owned(), limit_bytes: LIMIT_BYTES });
    }
    let blocks = match format(path, bytes)? {
        Format::Docx => docx::blocks(path, bytes),
        Format::Table => table::blocks(path, bytes),
        Format::Pdf => pdf::blocks(path, bytes),
        Format::Html => html::blocks(path, bytes),
        Format::Plain => plain::blocks(path, bytes),
    }?;
    if blocks.iter().any(|block| Language::of(&block.text).is_some()) {
        return Ok(blocks);
    }
    Err(Error::Empty { path: path.to_owned() })
}

enum Format {
    Docx,
    Table,
    Pdf,
    Html,
    Plain,
}

fn format(path: &Path, bytes: &[u8]) -> Result<Format, Error> {
    let other = |looks| Error::NotAText { path: path.to_owned(), looks };
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        let parts = Parts::open(path, "DOCX", bytes)?;
        return match () {
            () if parts.has("word/document.xml") => Ok(Format::Docx),
            () if parts.has("xl/workbook.xml") => Ok(Format::Table),
            () if parts.has("ppt/presentation.xml") => Err(other("slides (PPTX)")),
            () if parts.has("content.xml") => Err(other("an OpenDocument file")),
            () => Err(other("a zip file with something else in it")),
        };
    }
    if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // Word of 1997 to 2003, and every encrypted file of Office, are such containers.
        return Err(other("a file of Office 97 to 2003, or one with a password"));
    }
    if begins(b"{\\rtf") {
        return Err(other("RTF"));
    }
    // Some programs write a line before.
    if bytes[..bytes.len().min(1024)].windows(5).any(|magic| magic == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if [&b"\xff\xd8\xff"[..], b"\x89PNG", b"II*\0", b"MM\0*", b"GIF8", b"BM"]
        .iter()
        .any(|magic| begins(magic))
        && plain::is_binary(bytes)
    {
        return Err(other("a picture"));
    }
    if html::is_html(bytes) {
        return Ok(Format::Html);
    }
    if plain::is_binary(bytes) {
        return Err(other("data for machines"));
    }
    let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    Ok(if is_csv { Format::Table } else { Format::Plain })
}
