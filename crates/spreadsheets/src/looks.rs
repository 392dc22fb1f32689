//! What a file is by its first bytes; its name does not count.

/// What a file that is no table looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// A workbook of Excel 97 to 2003.
    OldExcel,
    /// A workbook in Excel's binary format.
    BinaryExcel,
    /// A workbook of LibreOffice or OpenOffice.
    OpenDocument,
    /// A zip file with something else in it.
    OtherZip,
    /// A web page, or XML.
    Markup,
    /// PDF.
    Pdf,
    /// Something for machines.
    Binary,
}

impl Looks {
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Looks::OldExcel => "a workbook of Excel 97 to 2003 (XLS)",
            Looks::BinaryExcel => "a binary workbook (XLSB)",
            Looks::OpenDocument => "an OpenDocument file (ODS)",
            Looks::OtherZip => "a zip file without a workbook in it",
            Looks::Markup => "a web page or XML",
            Looks::Pdf => "a PDF",
            Looks::Binary => "binary data",
        }
    }

    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Looks::OldExcel | Looks::BinaryExcel | Looks::OpenDocument => {
                "open it in a spreadsheet program and save it as XLSX"
            }
            Looks::OtherZip => "unpack it and take the CSV file or the workbook",
            Looks::Markup => "open it in a spreadsheet program, check it, and save it as XLSX",
            Looks::Pdf | Looks::Binary => "export the table as XLSX or CSV and take that file",
        }
    }
}

/// What to try with the bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A zip file, perhaps a workbook.
    Zip,
    /// An OLE container: an encrypted workbook, or an old one.
    Ole,
    /// Perhaps CSV.
    Text,
    /// Something else.
    Other(Looks),
}

pub(crate) fn format(bytes: &[u8]) -> Format {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        Format::Zip
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Format::Ole
    } else if begins(b"%PDF") {
        Format::Other(Looks::Pdf)
    } else if is_markup(bytes) {
        Format::Other(Looks::Markup)
    } else if is_binary(bytes) {
        Format::Other(Looks::Binary)
    } else {
        Format::Text
    }
}

fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start = bytes[..bytes.len().min(16)].to_ascii_lowercase();
    [&b"<!doctype"[..], b"<html", b"<?xml", b"<table", b"<meta"].iter().any(|tag| start.starts_with(tag))
}

/// Bytes that no text has, unless a mark of Unicode says that it is one.
fn is_binary(bytes: &[u8]) -> bool {
    let is_marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    !is_marked && bytes.iter().any(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f))
}
