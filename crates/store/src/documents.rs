//! Files by their SHA-256, in a folder beside the database.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use register::entry::sha256;

use crate::error::{Error, Result};

/// A folder of files, each named by its SHA-256.
#[derive(Debug, Clone)]
pub struct Documents {
    folder: PathBuf,
}

impl Documents {
    /// The folder; made when the first file is kept.
    pub fn at(folder: &Path) -> Self {
        Documents { folder: folder.to_owned() }
    }

    /// Keeps a file and returns its SHA-256. The same bytes are kept once; a damaged file is replaced.
    pub fn keep(&self, bytes: &[u8]) -> Result<String> {
        let hash = sha256(bytes);
        if self.read(&hash).is_some() {
            return Ok(hash);
        }
        let path = self.path(&hash);
        write_whole(&path, bytes).map_err(|source| Error::File { path, source })?;
        Ok(hash)
    }

    /// What the register notes of a file: name, media type, size in bytes, SHA-256, by the names of the fields.
    pub fn noted(name: &str, bytes: &[u8]) -> [(&'static str, String); 4] {
        [
            ("file_name", name.to_owned()),
            ("media_type", media_type(name).to_owned()),
            ("size", bytes.len().to_string()),
            ("sha256", sha256(bytes)),
        ]
    }

    /// The bytes of a file; `None` when it is not here or no longer what its name says.
    pub fn read(&self, hash: &str) -> Option<Vec<u8>> {
        let bytes = fs::read(self.path(hash)).ok()?;
        (sha256(&bytes) == hash).then_some(bytes)
    }

    /// Where a file is; `None` when it is not here or no longer what its name says.
    pub fn sound(&self, hash: &str) -> Option<PathBuf> {
        self.read(hash).map(|_| self.path(hash))
    }

    /// The names of all files, sorted.
    pub fn hashes(&self) -> Result<Vec<String>> {
        let mut hashes = Vec::new();
        let fault = |source| Error::File { path: self.folder.clone(), source };
        if !self.folder.exists() {
            return Ok(hashes);
        }
        for part in fs::read_dir(&self.folder).map_err(fault)? {
            let part = part.map_err(fault)?.path();
            for file in fs::read_dir(&part).map_err(fault)? {
                let name = file.map_err(fault)?.file_name().to_string_lossy().into_owned();
                if name.len() == 64 {
                    hashes.push(name);
                }
            }
        }
        hashes.sort();
        Ok(hashes)
    }

    /// Removes the files that a failed restore has brought.
    pub(crate) fn forget_all_but(&self, kept: &[String]) -> Result<()> {
        for hash in self.hashes()?.into_iter().filter(|hash| !kept.contains(hash)) {
            let path = self.path(&hash);
            fs::remove_file(&path).map_err(|source| Error::File { path, source })?;
        }
        Ok(())
    }

    /// What to say of a file that is gone or no longer what its name says.
    pub(crate) fn damaged(&self, hash: &str) -> Error {
        Error::File { path: self.path(hash), source: std::io::ErrorKind::InvalidData.into() }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder.join(hash.get(..2).unwrap_or("__")).join(hash)
    }
}

/// By the ending of the name, for the kinds of files that secretariats exchange.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("pdf") => "application/pdf",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("txt" | "md") => "text/plain",
        Some("csv") => "text/csv",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// Writes beside and renames, so that a file is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder)?;
    // Its own name keeps two files that are written at the same time apart.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{}-{name}", std::process::id()));
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
