//! What strategies have in common, across English, Chinese and Russian; and which organisations fit each other.
//!
//! # Method
//!
//! The [`Scheme`] is a list of concepts with labels and keywords in three languages. A [`Matcher`] reads a text into a
//! [`Meaning`]: weights on concepts. Texts of any two languages are compared by these, so that no text is translated
//! and every likeness can be traced to words in both texts. Nothing is learned, nothing is random, and no service is asked.
//!
//! # Modules
//!
//! ```text
//! scheme      concepts, read of CSV and checked
//! crosswalk   divisions of ISIC in NACE, GB/T 4754 and OKVED
//! words       a text as stems with places: Snowball, jieba
//! terms       words and phrases of the scheme, and what they weigh for each concept
//! meaning     a text as weights on concepts
//! likeness    two sets of texts: which are nearest to which
//! why         the concepts that two texts share, and the words that lead there
//! passage     a text cut into pieces that can be quoted, with their places
//! transliterate  names in Latin letters
//! organisations  one organisation under several names
//! partners    offers beside requests, with reasons
//! overlap     candidates for common elements of two sides
//! ```

mod crosswalk;
mod error;
mod language;
mod likeness;
mod meaning;
pub mod organisations;
pub mod overlap;
pub mod partners;
mod passage;
mod scheme;
mod terms;
mod transliterate;
mod why;
mod words;

pub use crosswalk::{Crosswalk, Division, crosswalks};
pub use error::Error;
pub use language::Language;
pub use likeness::{Near, nearest};
pub use meaning::{Matcher, Meaning};
pub use passage::{Block, Passage, Place, passages};
pub use scheme::{Concept, Scheme};
pub use transliterate::transliterated;
pub use why::Shared;
pub use words::{Word, plain_form, words};
