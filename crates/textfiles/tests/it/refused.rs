//! What is refused: with a sentence each, and nothing half read.

use std::io::Write as _;

use diagnostic::Report;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use textfiles::Error;

use crate::{docx, refusal, zipped};

/// A PDF of one page with this content, in one stream, as it stands in the file.
fn pdf(content: &[u8], filter: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    let stream =
        [format!("<< /Length {} {filter} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"]
            .concat();
    let objects: [&[u8]; 4] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << >> >>",
        &stream,
    ];
    for (k, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend([format!("{} 0 obj\n", k + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = file.len();
    file.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").as_bytes());
    }
    file.extend(format!("trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF").as_bytes());
    file
}

fn zeros(n_mib: usize) -> Vec<u8> {
    vec![b'0'; n_mib << 20]
}

#[test]
fn scans_and_what_is_no_text() {
    let page = pdf(b"0 0 100 100 re f", "");
    assert!(matches!(refusal("scan.pdf", &page), Error::Scan { n_pages: 1, .. }));
    assert!(matches!(
        refusal("a.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
        Error::NotAText { looks: "a picture", .. }
    ));
    assert!(matches!(refusal("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"), Error::NotAText { .. }));
    assert!(matches!(refusal("a.odt", &zipped(&[("content.xml", b"")])), Error::NotAText { .. }));
    assert!(matches!(refusal("a.txt", b" \n \n"), Error::Empty { .. }));
    assert!(matches!(refusal("a.docx", &docx("<w:p/>")), Error::Empty { .. }));
    let latin = encoding_rs::WINDOWS_1252.encode("Señor, la región de Málaga").0;
    assert!(matches!(refusal("a.txt", &latin), Error::Encoding { .. }));
    let mixed = [GB, "Порт строится в городе".as_bytes()].concat();
    assert!(matches!(refusal("a.txt", &mixed), Error::Encoding { .. }));
}

/// 发展定期集装箱班列 in GB 18030, and half a character.
const GB: &[u8] = b"\xb7\xa2\xd5\xb9\xb6\xa8\xc6\xda\xbc\xaf\xd7\xb0\xcf\xe4\xb0\xe0\xc1\xd0\xff\xff";

#[test]
fn what_is_damaged() {
    let whole = docx("<w:p><w:r><w:t>Порт</w:t></w:r></w:p>");
    assert!(matches!(refusal("a.docx", &whole[..whole.len() - 30]), Error::Damaged { .. }));
    assert!(matches!(refusal("a.docx", &docx("<w:p><w:r><w:t>Порт")), Error::Damaged { .. }));
    assert!(matches!(refusal("a.docx", &docx("<w:p></w:r>Порт")), Error::Damaged { .. }));
    let file = include_bytes!("files/three-languages.pdf");
    for end in [20, 1000, file.len() / 2, file.len() - 200] {
        assert!(matches!(refusal("a.pdf", &file[..end]), Error::Damaged { .. }), "{end}");
    }
}

#[test]
fn what_unpacks_to_too_much() {
    let document = [b"<w:p><w:r><w:t>".as_slice(), &zeros(140)].concat();
    let bomb = zipped(&[("word/document.xml", &document)]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refusal("a.docx", &bomb), Error::TooLarge { .. }));
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&zeros(140)).unwrap();
    let bomb = pdf(&packed.finish().unwrap(), "/Filter /FlateDecode");
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refusal("a.pdf", &bomb), Error::TooLarge { .. }));
}

#[test]
fn each_refusal_says_what_to_do() {
    let errors = [
        refusal("scan.pdf", &pdf(b"0 0 100 100 re f", "")),
        refusal("a.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
        refusal("a.docx", &docx("<w:p>Порт")),
    ];
    for error in errors {
        let text = Report::of(&error).render();
        assert!(text.contains("where:") && text.contains("do:"), "{text}");
    }
}
