//! The rules of the register, as its users rely on them.

mod desk;
mod pages;
mod tables;
