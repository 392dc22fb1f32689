//! PDF with text in it, page by page.
//!
//! A PDF holds glyphs at places. `pdf-extract` finds the letters and lines; here lines become paragraphs, and the
//! forms of Chinese radicals that some fonts give for characters become these characters.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

use alignment::Block;
use pdf_extract::{Document, OutputError, PlainTextOutput, output_doc_page};

use crate::error::Error;
use crate::limits::{LIMIT_BYTES, streams_fit};
use crate::plain::paragraphs;

/// Share of signs without a meaning above which a text is not believed.
const MEANINGLESS: f64 = 0.1;

pub(crate) fn blocks(path: &Path, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    if !streams_fit(bytes) {
        return Err(Error::TooLarge { path: path.to_owned(), limit_bytes: LIMIT_BYTES });
    }
    let pages = pages(path, bytes)?;
    let text = || pages.iter().flat_map(|page| page.chars()).filter(|c| !c.is_whitespace());
    let n_meaningless = text().filter(|c| is_meaningless(*c)).count();
    let n = text().count();
    if !text().any(char::is_alphabetic) {
        return Err(Error::Scan { path: path.to_owned(), n_pages: pages.len() });
    }
    if n_meaningless as f64 > MEANINGLESS * n as f64 {
        return Err(Error::Fonts { path: path.to_owned(), percent: 100 * n_meaningless / n });
    }
    Ok(pages.iter().enumerate().flat_map(|(k, page)| paragraphs(&plain(page), Some(k + 1))).collect())
}

fn pages(path: &Path, bytes: &[u8]) -> Result<Vec<String>, Error> {
    let damaged =
        |why: String| Error::Damaged { path: path.to_owned(), format: "PDF", why: first_line(&why) };
    let document = quietly(|| Document::load_mem(bytes)).map_err(damaged)?;
    let mut document = document.map_err(|error| damaged(error.to_string()))?;
    // Many are locked against changes only: these open without a password.
    if document.is_encrypted() && !matches!(quietly(|| document.decrypt("")), Ok(Ok(()))) {
        return Err(Error::Password { path: path.to_owned(), format: "PDF" });
    }
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(damaged("it has no pages".to_owned()));
    }
    let read = |number: u32| -> Result<String, Error> {
        let page = || {
            let mut text = String::new();
            output_doc_page(&document, &mut PlainTextOutput::new(&mut text), number)?;
            Ok::<String, OutputError>(text)
        };
        let page = quietly(page).map_err(|why| damaged(format!("page {number}: {why}")))?;
        page.map_err(|error| damaged(format!("page {number}: {error}")))
    };
    numbers.into_iter().map(read).collect()
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs code that panics on what it does not expect in a file; the message of the panic is the error, and is not printed.
fn quietly<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    QUIET.set(false);
    result.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        text.unwrap_or_else(|| "it holds something that no PDF should".to_owned())
    })
}

fn is_meaningless(c: char) -> bool {
    c == '\u{fffd}' || c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Radicals as the characters they stand for, and blanks inside lines as one.
fn plain(page: &str) -> String {
    page.chars().map(|c| radical(c).unwrap_or(c)).filter(|c| !is_meaningless(*c) || *c == '\n').collect()
}

/// The character of a Kangxi radical (Unicode, chapter 18): the block has the characters in this order.
fn radical(c: char) -> Option<char> {
    matches!(c, '\u{2f00}'..='\u{2fd5}').then(|| alignment::plain_form(c))
}
