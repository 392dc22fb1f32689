//! Files on disk through the public interface.

mod formats;
mod panels;
mod published;
mod refused;

use std::path::PathBuf;

use flows::{Error, File, Given, Reading, Roles, read};

/// Files of one test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).expect("a file in the temporary folder");
        path
    }

    fn read(&self, content: impl AsRef<[u8]>) -> Result<File, Error> {
        read(&self.write("table", content), &Reading::default())
    }
}

/// A table given as text.
fn table(content: &str) -> File {
    Folder::new().read(content).expect("a table")
}

fn roles(file: &File) -> Roles {
    Roles::find(file, &Given::default()).expect("usual names")
}

fn codes(errors: &[Error]) -> Vec<&'static str> {
    errors.iter().map(diagnostic::Explain::code).collect()
}
