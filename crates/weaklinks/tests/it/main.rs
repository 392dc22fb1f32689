//! Integration tests of `weaklinks`.

mod measure;
mod model;
mod movement;
mod panels;
mod promises;
mod properties;
mod rules;
mod sensitivity;
