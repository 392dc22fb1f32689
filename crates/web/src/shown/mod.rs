//! Entries and their values as a page shows them.

mod date;
mod item;
mod shape;
mod text;

pub(crate) use date::{date, day, happened, moment, period};
pub(crate) use item::{Item, Titles, items, items_of, number, place_of};
pub(crate) use shape::shape;
pub(crate) use text::{Prose, Words, prose, title, titled};
