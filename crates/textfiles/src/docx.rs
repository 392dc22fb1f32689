//! Word: the paragraphs of `word/document.xml`, headings by their styles, pages where Word broke them last.

use std::collections::BTreeSet;
use std::path::Path;

use alignment::Block;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::limits::Parts;

pub(crate) fn blocks(path: &Path, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    let mut parts = Parts::open(path, "DOCX", bytes)?;
    let damaged = |error: &dyn ToString| Error::Damaged {
        path: path.to_owned(),
        format: "DOCX",
        why: error.to_string(),
    };
    let mut part = |name| {
        let bytes = parts.read(name)?.unwrap_or_default();
        String::from_utf8(bytes).map_err(|error| damaged(&error))
    };
    let (styles, document) = (part("word/styles.xml")?, part("word/document.xml")?);
    let headings = heading_styles(&styles).map_err(|error| damaged(&error))?;
    Text::read(&document, &headings).map_err(|error| damaged(&error))
}

/// Ids of the styles that are called headings, or a title; each language of Word gives them other ids.
fn heading_styles(xml: &str) -> Result<BTreeSet<String>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut headings = BTreeSet::new();
    let mut id = None;
    loop {
        match reader.read_event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "style" => id = attribute(&tag, "styleId"),
            Event::Empty(tag) | Event::Start(tag) if tag.local_name().as_ref() == "name" => {
                let name = attribute(&tag, "val").unwrap_or_default().to_lowercase();
                if name.starts_with("heading") || name == "title" {
                    headings.extend(id.take());
                }
            }
            Event::Eof => return Ok(headings),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attributes = tag.attributes().flatten();
    let mut found = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    found.next().map(|attribute| attribute.value.into_owned())
}

/// What is read of a document so far.
#[derive(Default)]
struct Text {
    blocks: Vec<Block>,
    open: Block,
    /// Pages that Word has ended.
    n_broken: usize,
    /// Whether characters are text of the document.
    in_text: bool,
    depth: usize,
}

impl Text {
    fn read(xml: &str, headings: &BTreeSet<String>) -> Result<Vec<Block>, quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        let mut text = Text::default();
        loop {
            match reader.read_event()? {
                Event::Start(tag) => {
                    text.depth += 1;
                    text.tag(&tag, headings);
                }
                Event::Empty(tag) => {
                    text.tag(&tag, headings);
                    text.in_text = false;
                }
                Event::Text(words) if text.in_text => text.open.text.push_str(&words),
                Event::GeneralRef(name) if text.in_text => text.open.text.push_str(&reference(&name)),
                Event::End(tag) => {
                    text.depth = text.depth.saturating_sub(1);
                    text.in_text = false;
                    if tag.local_name().as_ref() == "p" {
                        text.end_paragraph();
                    }
                }
                Event::Eof => return text.end(&reader),
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &BytesStart, headings: &BTreeSet<String>) {
        let value = || attribute(tag, "val");
        match tag.local_name().as_ref() {
            "p" => self.open.page = (self.n_broken > 0).then_some(self.n_broken + 1),
            "t" => self.in_text = true,
            "pStyle" => self.open.heading |= value().is_some_and(|style| headings.contains(&style)),
            "outlineLvl" => self.open.heading |= value().is_some_and(|level| level != "9"),
            "lastRenderedPageBreak" => {
                self.n_broken += 1;
                if self.open.text.is_empty() {
                    self.open.page = Some(self.n_broken + 1);
                }
            }
            "tab" | "br" => self.open.text.push(' '),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let block = std::mem::take(&mut self.open);
        if !block.text.trim().is_empty() {
            self.blocks.push(block);
        }
    }

    /// The whole text; an open tag at the end of the part means that some of it is missing.
    fn end(mut self, reader: &Reader<&[u8]>) -> Result<Vec<Block>, quick_xml::Error> {
        if self.depth > 0 {
            let missing = quick_xml::errors::SyntaxError::UnclosedTag;
            debug_assert!(reader.buffer_position() > 0);
            return Err(missing.into());
        }
        if self.n_broken > 0 {
            for block in &mut self.blocks {
                block.page.get_or_insert(1);
            }
        }
        Ok(self.blocks)
    }
}

/// The character of a reference such as `&amp;` or `&#8212;`.
fn reference(name: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.into();
    }
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    known.iter().find(|(known, _)| *known == &**name).map_or(String::new(), |(_, c)| (*c).to_owned())
}
