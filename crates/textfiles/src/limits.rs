//! How much a small file may unpack to: a few kilobytes can hold terabytes of zeros.

use std::io::{self, Cursor, Read as _};
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;
use zip::ZipArchive;

use crate::error::Error;

/// Bytes of a file, and of all it unpacks to. A thousand pages of text are three MiB.
pub(crate) const LIMIT_BYTES: u64 = 128 << 20;

/// The parts of a zip file.
pub(crate) struct Parts<'a> {
    path: PathBuf,
    format: &'static str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Parts<'a> {
    pub fn open(path: &Path, format: &'static str, bytes: &'a [u8]) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(path, format, &error))?;
        Ok(Parts { path: path.to_owned(), format, archive })
    }

    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part; none when there is no such part.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        if !self.has(name) {
            return Ok(None);
        }
        let part = self.archive.by_name(name).map_err(|error| damaged(&self.path, self.format, &error))?;
        let mut bytes = Vec::new();
        let read = part.take(LIMIT_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| damaged(&self.path, self.format, &error))?;
        if bytes.len() as u64 > LIMIT_BYTES {
            return Err(Error::TooLarge { path: self.path.clone(), limit_bytes: LIMIT_BYTES });
        }
        Ok(Some(bytes))
    }
}

fn damaged(path: &Path, format: &'static str, error: &impl ToString) -> Error {
    Error::Damaged { path: path.to_owned(), format, why: error.to_string() }
}

/// Whether the compressed streams of a PDF stay within the limit, all together. Pictures in other formats are never
/// unpacked; a stream that is damaged is found by who reads it.
pub(crate) fn streams_fit(bytes: &[u8]) -> bool {
    let mut left = LIMIT_BYTES;
    let mut rest = bytes;
    while let Some(start) = find(rest, b"stream") {
        rest = &rest[start + b"stream".len()..];
        let content = rest.strip_prefix(b"\r").unwrap_or(rest);
        let Some(content) = content.strip_prefix(b"\n") else { continue };
        if content.first().is_none_or(|first| first & 0x0f != 8) {
            continue;
        }
        let Some(unpacked) = unpacked(content, left) else { return false };
        left -= unpacked;
    }
    true
}

/// How many bytes a stream unpacks to; none when they are more than the limit.
fn unpacked(content: &[u8], limit: u64) -> Option<u64> {
    let mut stream = ZlibDecoder::new(content).take(limit + 1);
    let mut buffer = [0; 1 << 14];
    let mut n = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => n += read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    (n <= limit).then_some(n)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
