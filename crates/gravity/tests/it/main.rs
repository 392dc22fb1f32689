//! Integration tests of `gravity`.

mod exact;
mod published;
