//! Tests of the crate as its users call it.

#![allow(clippy::print_stdout, reason = "tests print what they measure and what they skip")]

mod parallel;
mod planted;
mod scheme;
