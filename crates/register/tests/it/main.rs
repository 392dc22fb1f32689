//! The rules of the register, as its users rely on them.

mod desk;
mod halves;
mod members;
mod pages;
mod projects;
mod recommendations;
mod sessions;
mod tables;
mod texts;
mod visibility;
