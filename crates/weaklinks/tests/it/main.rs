//! Integration tests of `weaklinks`.

mod measure;
mod promises;
