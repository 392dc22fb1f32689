//! What a file is, by its first bytes.

use crate::error::Looks;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Parquet,
    ArrowFile,
    ArrowStream,
    Gzip,
    Zstd,
    Text,
    NoTable(Looks),
}

/// Bytes that tell; enough for every mark and for a look at the text.
pub(crate) const HEAD: usize = 4096;

const MARKS: [(&[u8], Content); 16] = [
    (b"PAR1", Content::Parquet),
    (b"ARROW1", Content::ArrowFile),
    (&[0xFF, 0xFF, 0xFF, 0xFF], Content::ArrowStream),
    (&[0x1F, 0x8B], Content::Gzip),
    (&[0x28, 0xB5, 0x2F, 0xFD], Content::Zstd),
    (b"FEA1", Content::NoTable(Looks::FeatherOne)),
    (b"PK\x03\x04", Content::NoTable(Looks::Spreadsheet)),
    (&[0xD0, 0xCF, 0x11, 0xE0], Content::NoTable(Looks::Spreadsheet)),
    (b"%PDF", Content::NoTable(Looks::Pdf)),
    (b"SQLite format 3", Content::NoTable(Looks::Database)),
    (b"BZh", Content::NoTable(Looks::OtherCompression)),
    (&[0xFD, b'7', b'z', b'X', b'Z'], Content::NoTable(Looks::OtherCompression)),
    (&[0xFF, 0xFE], Content::NoTable(Looks::Utf16)),
    (&[0xFE, 0xFF], Content::NoTable(Looks::Utf16)),
    (b"<stata_dta>", Content::NoTable(Looks::Stata)),
    (b"RDX3", Content::NoTable(Looks::Binary)),
];

/// What the first bytes say; a text is taken for CSV.
pub(crate) fn recognise(head: &[u8]) -> Content {
    if let Some((_, content)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return *content;
    }
    if head.contains(&0) {
        return Content::NoTable(Looks::Binary);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match text.first() {
        Some(b'<') => Content::NoTable(Looks::Html),
        Some(b'{' | b'[') => Content::NoTable(Looks::Json),
        _ => Content::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        let cases: [(&[u8], Content); 8] = [
            (b"origin,destination\n", Content::Text),
            (b"\xEF\xBB\xBForigin;destination\n", Content::Text),
            (b"PAR1\x15\x04", Content::Parquet),
            (b"ARROW1\0\0", Content::ArrowFile),
            (b"  <!DOCTYPE html>", Content::NoTable(Looks::Html)),
            (b"[{\"origin\": 1}]", Content::NoTable(Looks::Json)),
            (b"PK\x03\x04 xlsx", Content::NoTable(Looks::Spreadsheet)),
            (b"a,b\n1,\0\n", Content::NoTable(Looks::Binary)),
        ];
        for (head, content) in cases {
            assert_eq!(recognise(head), content, "{head:?}");
        }
    }
}
