//! Files that are set aside until whoever sent them has decided: one a person, for an hour.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use register::address::Address;
use register::entry::sha256;

use crate::documents::{Documents, write_whole};
use crate::error::{Error, Result};

/// How long a file waits.
const WAITS: SignedDuration = SignedDuration::from_hours(1);

impl Documents {
    /// Sets a file aside for a user, in place of his last one, and returns its SHA-256.
    pub fn set_aside(&self, user: &Address, bytes: &[u8], at: Timestamp) -> Result<String> {
        self.drop_aside(user)?;
        let hash = sha256(bytes);
        let path = self.aside().join(format!("{}-{}-{hash}", whose(user), at.as_second()));
        write_whole(&path, bytes).map_err(|source| Error::File { path, source })?;
        Ok(hash)
    }

    /// The file of this SHA-256 that a user has set aside; `None` when it is gone, too old or not his.
    pub fn find_aside(&self, user: &Address, hash: &str, at: Timestamp) -> Result<Option<Vec<u8>>> {
        self.sweep_aside(at)?;
        let waiting = self.waiting()?;
        let his = waiting.iter().find(|waiting| waiting.whose == whose(user) && waiting.hash == hash);
        let bytes = his.and_then(|his| fs::read(&his.path).ok());
        Ok(bytes.filter(|bytes| sha256(bytes) == hash))
    }

    /// Removes what a user has set aside.
    pub fn drop_aside(&self, user: &Address) -> Result<()> {
        self.remove_aside(|waiting| waiting.whose == whose(user))
    }

    /// Removes what has waited for too long.
    pub fn sweep_aside(&self, at: Timestamp) -> Result<()> {
        self.remove_aside(|waiting| waiting.since + WAITS.as_secs() <= at.as_second())
    }

    fn remove_aside(&self, is: impl Fn(&Waiting) -> bool) -> Result<()> {
        for Waiting { path, .. } in self.waiting()?.into_iter().filter(|waiting| is(waiting)) {
            match fs::remove_file(&path) {
                // Somebody else was quicker.
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::File { path, source });
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn waiting(&self) -> Result<Vec<Waiting>> {
        let folder = self.aside();
        let fault = |source| Error::File { path: folder.clone(), source };
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for file in fs::read_dir(&folder).map_err(fault)? {
            found.extend(Waiting::of(&file.map_err(fault)?.path()));
        }
        Ok(found)
    }

    /// Names in it are longer than a SHA-256, so that it holds no documents.
    fn aside(&self) -> PathBuf {
        self.folder().join("aside")
    }
}

/// A file that waits.
struct Waiting {
    path: PathBuf,
    whose: String,
    since: i64,
    hash: String,
}

impl Waiting {
    /// From its name; `None` for one that is still being written.
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let [whose, since, hash] = name.split('-').collect::<Vec<_>>().try_into().ok()?;
        Some(Waiting {
            whose: whose.to_owned(),
            since: since.parse().ok()?,
            hash: hash.to_owned(),
            path: path.to_owned(),
        })
    }
}

/// Keys may be in any script; names of files are not.
fn whose(user: &Address) -> String {
    sha256(user.to_string().as_bytes())[..16].to_owned()
}
