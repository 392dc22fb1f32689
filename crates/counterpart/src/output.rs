//! Writing: to standard output, or files all-or-nothing.
//!
//! A command checks with [`Output::prepare`] that its folder can be written before it starts to work, collects
//! finished files in memory, and [`Output::commit`]s them at the end: each is written beside its place and renamed
//! only when all are complete. An error before leaves nothing behind, nor does Ctrl-C.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;

use crate::error::Error;

/// Held while files are being written.
static WRITING: Mutex<()> = Mutex::new(());

/// Exit code of a process that was interrupted, as shells count it.
const INTERRUPTED: i32 = 130;

/// Who is told of Ctrl-C instead of being ended: a server, which answers what it has begun.
static SERVER: OnceLock<Notify> = OnceLock::new();

/// Makes Ctrl-C wait for a [`Output::commit`] that has begun, so that files appear all or none.
pub fn let_writing_finish_before_ctrl_c() {
    // Without a handler Ctrl-C still ends the process; only the guarantee in the middle of a commit is lost.
    let _ = ctrlc::set_handler(|| {
        if let Some(server) = SERVER.get() {
            return server.notify_one();
        }
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        std::process::exit(INTERRUPTED);
    });
}

/// Comes when somebody ends the program, by Ctrl-C or by the signal of a service manager.
pub async fn ended() {
    SERVER.get_or_init(Notify::new).notified().await;
}

/// Prints data. A reader that went away (`| head`) ends the process quietly.
pub fn print(text: &str) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.map_err(Error::Stdout),
    }
}

/// Says something to the person at the terminal.
pub fn say(text: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Files that appear together or not at all.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Output {
    /// Checks that files can be written to a folder (which need not exist yet); leaves no trace.
    pub fn prepare(folder: &Path) -> Result<Self, Error> {
        let not_writable = |source| Error::NotWritable { path: folder.to_owned(), source };
        let existing = folder
            .ancestors()
            .map(|ancestor| if ancestor.as_os_str().is_empty() { Path::new(".") } else { ancestor })
            .find(|ancestor| ancestor.exists())
            .unwrap_or(Path::new("."));
        tempfile::tempfile_in(existing)
            .and_then(|mut probe| probe.write_all(b"probe"))
            .map_err(not_writable)?;
        Ok(Output { folder: folder.to_owned(), files: Vec::new() })
    }

    /// Like [`prepare`](Self::prepare), for one file: the folder is that of the file.
    pub fn prepare_for_file(file: &Path) -> Result<Self, Error> {
        if file.is_dir() {
            let source = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::NotWritable { path: file.to_owned(), source });
        }
        Output::prepare(file.parent().unwrap_or(Path::new("")))
    }

    /// Adds a finished file; `name` may hold folders (`reports/trade.html`).
    pub fn add(&mut self, name: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.files.push((self.folder.join(name), content.into()));
    }

    /// Writes all files; returns their paths in the order they were added.
    pub fn commit(self) -> Result<Vec<PathBuf>, Error> {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        // A folder in the place of a file would be met only after other files were replaced.
        if let Some((path, _)) = self.files.iter().find(|(path, _)| path.is_dir()) {
            let source = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::NotWritable { path: path.clone(), source });
        }
        let staged = self.files.into_iter().map(stage).collect::<Result<Vec<_>, Error>>()?;
        staged
            .into_iter()
            .map(|(file, path)| match file.persist(&path) {
                Ok(_) => Ok(path),
                Err(error) => Err(Error::NotWritable { path, source: error.error }),
            })
            .collect()
    }
}

/// Writes one file beside its place, on the same file system, so that renaming it is one step.
fn stage((path, content): (PathBuf, Vec<u8>)) -> Result<(tempfile::NamedTempFile, PathBuf), Error> {
    let write = || {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        // Readable by others as any file the user makes; a temporary file is private otherwise.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.prefix(".counterpart-").tempfile_in(folder)?;
        file.write_all(&content)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    match write() {
        Ok(file) => Ok((file, path)),
        Err(source) => Err(Error::NotWritable { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_appear_together() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = root.path().join("new/deep");
        let mut output = Output::prepare(&folder).expect("can be written");
        output.add("a.csv", "a");
        output.add("sub/b.csv", "b");
        assert!(!folder.exists(), "nothing before the commit");
        let paths = output.commit().expect("written");
        assert_eq!(paths, [folder.join("a.csv"), folder.join("sub/b.csv")]);
        assert_eq!(std::fs::read(&paths[1]).expect("b"), b"b");
        assert_eq!(std::fs::read_dir(&folder).expect("folder").count(), 2, "no temporary file is left");
    }

    #[test]
    fn a_folder_below_a_file_cannot_be_written() {
        let root = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(root.path().join("file"), "").expect("file");
        let error = Output::prepare(&root.path().join("file/below")).expect_err("not a folder");
        assert!(matches!(error, Error::NotWritable { .. }));
    }

    #[test]
    fn one_file_that_fails_leaves_none() {
        let root = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(root.path().join("taken"), "old").expect("file");
        let mut output = Output::prepare(root.path()).expect("can be written");
        output.add("first.csv", "new");
        output.add("taken/second.csv", "new");
        output.commit().expect_err("a file is no folder");
        assert_eq!(std::fs::read_dir(root.path()).expect("folder").count(), 1);
    }
}
