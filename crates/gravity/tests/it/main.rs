//! Integration tests of `gravity`.

mod effect;
mod exact;
mod published;
