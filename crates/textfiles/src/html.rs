//! Web pages: the text of their body, headings by their tags.

use std::cell::RefCell;
use std::path::Path;

use alignment::Block;
use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::error::Error;

/// Tags inside a paragraph; all others end it.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "img",
];

/// Tags whose content is not for reading.
const HIDDEN: &[&str] =
    &["script", "style", "head", "nav", "template", "noscript", "svg", "select", "button"];

pub(crate) fn is_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    start.starts_with(b"<!doctype html")
        || start.starts_with(b"<html")
        || start.starts_with(b"<?xml") && start.windows(5).any(|tag| tag == b"<html")
        || [&b"<meta"[..], b"<head", b"<body", b"<p>", b"<h1", b"<div"]
            .iter()
            .any(|tag| start.starts_with(tag))
}

pub(crate) fn blocks(path: &Path, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    let text = text(bytes).ok_or_else(|| Error::Encoding { path: path.to_owned() })?;
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    // The only other answer is a script that wants to write, and scripts are not run.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    page.end_block();
    Ok(page.blocks)
}

/// The text of a page: in the encoding it names, unless that does not fit.
fn text(bytes: &[u8]) -> Option<String> {
    if Encoding::for_bom(bytes).is_none()
        && let Some(encoding) = named(bytes)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Some(text.into_owned());
    }
    spreadsheets::decoded(bytes)
}

/// The encoding that the head of a page names.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    // Pages in GBK call themselves GB 2312.
    Encoding::for_label(name.as_bytes())
}

#[derive(Default)]
struct Sink(RefCell<Page>);

/// What is read of a page so far.
#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    open: Block,
    /// How many hidden tags are open.
    n_hidden: usize,
}

impl Page {
    fn end_block(&mut self) {
        let heading = self.open.heading;
        let block = std::mem::take(&mut self.open);
        if !block.text.trim().is_empty() {
            self.blocks.push(Block { text: block.text, page: None, heading });
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        let is_start = tag.kind == TagKind::StartTag;
        if HIDDEN.contains(&name) && !tag.self_closing {
            self.n_hidden = if is_start { self.n_hidden + 1 } else { self.n_hidden.saturating_sub(1) };
        }
        // A head that is never closed ends where the body begins.
        if name == "body" && is_start {
            self.n_hidden = 0;
        }
        if !INLINE.contains(&name) {
            self.end_block();
            let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            self.open.heading = is_heading && is_start;
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                page.tag(&tag);
                let is_start = tag.kind == TagKind::StartTag;
                match &*tag.name {
                    "script" if is_start => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" if is_start => return TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => {}
                }
            }
            Token::CharacterTokens(text) if page.n_hidden == 0 => page.open.text.push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
