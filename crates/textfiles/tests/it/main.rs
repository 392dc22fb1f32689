//! Files as people have them, and files that are none.

mod formats;
mod refused;

use std::io::{Cursor, Write as _};

use textfiles::{Block, Error, read_bytes};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A Word file with this text between the tags of its body.
fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    let styles =
        r#"<w:styles xmlns:w="w"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, packed).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn texts(name: &str, bytes: &[u8]) -> Vec<String> {
    read_bytes(name, bytes).unwrap().into_iter().map(|block| block.text).collect()
}

fn refusal(name: &str, bytes: &[u8]) -> Error {
    match read_bytes(name, bytes) {
        Ok(blocks) => panic!("{name} was read: {blocks:?}"),
        Err(error) => error,
    }
}

fn block(text: &str, page: Option<usize>, heading: bool) -> Block {
    Block { text: text.to_owned(), page, heading }
}
