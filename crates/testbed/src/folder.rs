//! The temporary folder in which a server works.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A temporary folder, and the user whose processes work in it.
pub struct Folder {
    folder: TempDir,
    /// Another user than the one of the test, with its group.
    user: Option<(u32, u32)>,
}

impl Folder {
    /// A folder for processes of the user who runs the test.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("testbed-").tempdir();
        Folder { folder: folder.expect("a temporary folder can be made"), user: None }
    }

    /// A folder for processes that refuse to run as root: there, and only there, they run as `name`.
    pub fn unless_root(name: &str) -> Self {
        let mut folder = Folder::new();
        let owner = fs::metadata(folder.path()).expect("the folder was just made").uid();
        if owner == 0 {
            let (user, group) = (id("-u", name), id("-g", name));
            chown(folder.path(), Some(user), Some(group)).expect("root may give a folder away");
            folder.user = Some((user, group));
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the commands of this folder write standard output and standard error.
    pub fn log(&self) -> PathBuf {
        self.path().join("log")
    }

    /// A command that runs here, as the user of the folder. It must not hold the standard output of the
    /// test: whoever reads that would wait for the server.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let log = File::options().create(true).append(true).open(self.log()).expect("the log can be written");
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.path()).env("LC_ALL", "C").env("TZ", "UTC");
        command.stdout(log.try_clone().expect("the log can be shared")).stderr(log);
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    /// Runs a command of this folder to its end; failure is a panic that shows the log.
    pub fn run(&self, command: &mut Command) {
        let status = command.status().unwrap_or_else(|error| panic!("{command:?} cannot start: {error}"));
        assert!(status.success(), "{command:?} ended with {status}:\n{}", read(&self.log()));
    }
}

/// A text for a message, whatever it holds.
pub fn read(path: &Path) -> String {
    fs::read(path).map_or_else(|error| error.to_string(), |text| String::from_utf8_lossy(&text).into_owned())
}

/// The number of a user (`-u`) or of its group (`-g`).
fn id(which: &str, name: &str) -> u32 {
    let output = Command::new("id").args([which, name]).output().expect("`id` is on every Unix");
    let number = String::from_utf8_lossy(&output.stdout).trim().parse();
    number.unwrap_or_else(|_| panic!("the server does not run as root, and there is no user {name}"))
}
