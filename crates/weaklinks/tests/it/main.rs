//! Integration tests of `weaklinks`.

mod measure;
mod model;
mod panels;
mod promises;
mod properties;
mod rules;
mod sensitivity;
