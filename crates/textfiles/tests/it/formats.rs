//! What is read of each format.

use encoding_rs::{GB18030, WINDOWS_1251};
use textfiles::read_bytes;

use crate::{block, docx, texts};

const CHINESE: &str = "一、交通物流\n以铁水联运枢纽为中心，发展定期集装箱班列。\n";
const RUSSIAN: &str = "1. Транспорт\nОбласть добивается регулярного контейнерного сообщения с портами.\n";

#[test]
fn plain_text_in_every_encoding() {
    for text in [CHINESE, RUSSIAN] {
        let lines: Vec<&str> = text.lines().collect();
        let utf16: Vec<u8> =
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), marked.as_bytes(), &utf16] {
            assert_eq!(texts("plan.txt", bytes), lines);
        }
    }
    assert_eq!(texts("plan.txt", &GB18030.encode(CHINESE).0).len(), 2);
    assert_eq!(texts("plan.txt", &WINDOWS_1251.encode(RUSSIAN).0)[1], RUSSIAN.lines().nth(1).unwrap());
}

#[test]
fn word_with_headings_and_pages() {
    let file = docx(
        "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>Транспорт</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Порты &amp; </w:t></w:r><w:r><w:t>дороги&#8230;</w:t></w:r><w:del><w:r><w:delText>нет\
         </w:delText></w:r></w:del></w:p><w:p/>\
         <w:p><w:r><w:lastRenderedPageBreak/><w:t>发展班列。</w:t></w:r></w:p><w:p><w:r><w:t>铁路。</w:t></w:r></w:p>",
    );
    let expected = [
        block("Транспорт", Some(1), true),
        block("Порты & дороги…", Some(1), false),
        block("发展班列。", Some(2), false),
        block("铁路。", Some(2), false),
    ];
    assert_eq!(read_bytes("plan.docx", &file).unwrap(), expected);
}

#[test]
fn pdf_in_three_languages() {
    let blocks = read_bytes("plan.pdf", include_bytes!("files/three-languages.pdf")).unwrap();
    let of_page = |page| {
        let texts =
            blocks.iter().filter(move |block| block.page == Some(page)).map(|block| block.text.as_str());
        texts.collect::<Vec<_>>().join("\n")
    };
    assert!(of_page(1).contains("发展定期集装箱班列和江铁联运航线，形成每周两班的稳定开行。"), "{blocks:?}");
    assert!(
        of_page(2).contains("регулярного контейнерного сообщения с речными портами партнёров"),
        "{blocks:?}"
    );
    assert!(of_page(2).contains("The region builds a hub at the station."), "{blocks:?}");
}

#[test]
fn web_pages_without_what_is_not_for_reading() {
    let page = "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav>\
                <h2>Транспорт</h2><p>Порты &amp; <b>дороги</b>.<script>if (a<b) {}</script><p>Рельсы<br>и вода</body>";
    let expected = [
        block("Транспорт", None, true),
        block("Порты & дороги.", None, false),
        block("Рельсы", None, false),
        block("и вода", None, false),
    ];
    assert_eq!(read_bytes("plan.html", page.as_bytes()).unwrap(), expected);
    let page = format!("<html><head><meta charset=\"gb2312\"></head><body><p>{CHINESE}</p></body></html>");
    assert!(texts("plan.html", &GB18030.encode(&page).0)[0].contains("集装箱班列"));
}

#[test]
fn tables_of_priorities() {
    let csv = "number,title,text\n1,Порт,\"Строится порт, с дорогой\"\n2,Мост,\n";
    assert_eq!(texts("plan.csv", csv.as_bytes()), ["1 · Порт · Строится порт, с дорогой", "2 · Мост"]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in [["编号", "重点"], ["1", "铁路"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    assert_eq!(texts("plan.xlsx", &workbook.save_to_buffer().unwrap()), ["1 · 铁路"]);
}
