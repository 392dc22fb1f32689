//! All that is wrong with a file, without end to the file and with an end to the list.

use std::path::Path;

use crate::error::Error;

/// Problems that are told; the rest is counted. Nobody mends more than these at once.
const SHOWN: usize = 100;

/// Gathers errors.
pub(crate) struct Problems<'a> {
    path: &'a Path,
    shown: Vec<Error>,
    n_more: usize,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(path: &'a Path) -> Self {
        Problems { path, shown: Vec::new(), n_more: 0 }
    }

    /// The error is made only if there is room for it: a file may have a million.
    pub(crate) fn push(&mut self, error: impl FnOnce() -> Error) {
        if self.shown.len() < SHOWN {
            self.shown.push(error());
        } else {
            self.n_more += 1;
        }
    }

    /// The value if nothing was wrong.
    pub(crate) fn or<T>(mut self, value: T) -> Result<T, Vec<Error>> {
        if self.n_more > 0 {
            self.shown.push(Error::More { path: self.path.to_owned(), count: self.n_more });
        }
        if self.shown.is_empty() { Ok(value) } else { Err(self.shown) }
    }
}
