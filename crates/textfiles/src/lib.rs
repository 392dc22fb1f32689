//! Strategies as people keep them, read into paragraphs with their pages.
//!
//! [`read()`] takes a file, [`read_bytes`] an upload; both look at the content, not at the name. The answer is the whole text
//! as [`Block`]s, or one [`Error`]: what is half readable is not read.
//!
//! ```text
//! read     the entry: bytes -> format -> paragraphs
//! plain    text files in any encoding that can be told
//! docx     Word
//! pdf      PDF with text in it
//! html     web pages
//! table    a spreadsheet of priorities, one a row
//! limits   how much a small file may unpack to
//! ```

mod docx;
mod error;
mod html;
mod limits;
mod pdf;
mod plain;
mod read;
mod table;

pub use alignment::Block;
pub use error::Error;
pub use read::{read, read_bytes};
