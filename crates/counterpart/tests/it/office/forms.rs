//! Forms to fill in: for every kind, in every language.

use std::io::{Cursor, Read as _, Write as _};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use register::kind::Form;
use register::kinds;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::desk::Office;

#[test]
fn every_kind_has_a_form_in_three_languages_with_drop_downs_and_explanations() {
    let office = Office::empty();
    for lang in ["en", "zh", "ru"] {
        for kind in kinds::ALL {
            office.done("", &format!("template {} --lang {lang} --out form.xlsx", kind.plural));
            let mut form: Xlsx<_> = open_workbook(office.path("form.xlsx")).expect("the form is a workbook");
            let names = form.sheet_names();
            assert_eq!(names.len(), 3, "{}: {names:?}", kind.name);
            let headings = form.worksheet_range(&names[0]).expect("the table comes first").width();
            let explained = form.worksheet_range(&names[1]).expect("the explanations follow");
            assert_eq!(explained.height(), headings + 1, "{lang} {}: each column is explained", kind.name);
            let empty = explained.rows().flatten().any(|cell| matches!(cell, Data::Empty));
            assert!(!empty, "{lang} {}: an explanation is missing", kind.name);
            let choices =
                kind.fields.iter().filter(|f| matches!(f.form, Form::Choice(_) | Form::Flag)).count();
            let sheet = part(&office, "xl/worksheets/sheet1.xml");
            // The state and the visibility are chosen as well.
            assert_eq!(sheet.matches("<dataValidation ").count(), choices + 2, "{lang} {}", kind.name);
        }
    }
}

#[test]
fn a_form_that_was_filled_in_can_be_imported() {
    let office = Office::staffed();
    let rows = [
        ("en", &["RU-SAM", "Samara Region", "federal subject", "2013-05-14", "3142683"]),
        ("zh", &["CN-HN", "湖南", "省、自治区", "2013年5月14日", "65683722"]),
        ("ru", &["RU-PER", "Пермский край", "субъект федерации", "14.05.2013", "2 532 405"]),
    ];
    for (lang, [key, title, level, since, population]) in rows {
        office.done("", &format!("template regions --lang {lang} --out form.xlsx"));
        let title_column = format!("title.{lang}");
        fill_in(
            &office,
            &[
                ("key", key),
                (&title_column, title),
                ("level", level),
                ("member_from", since),
                ("population", population),
            ],
        );
        let user = if lang == "zh" { "a-secretariat" } else { "b-secretariat" };
        let run = office.run(user, "import regions filled.xlsx");
        assert_eq!(run.code, Some(0), "{lang}: {}", run.stderr);
        let region = office.json("", &format!("show region/{key}"))["fields"].clone();
        assert_eq!(region["title"][lang]["text"], *title);
        let expected = if lang == "zh" { "province" } else { "federal_subject" };
        assert_eq!(region["level"], expected, "{lang}");
        assert_eq!(region["member_from"], "2013-05-14");
        assert_eq!(region["population"], population.replace(' ', ""));
    }
}

/// A part of the form, unpacked.
fn part(office: &Office, name: &str) -> String {
    let bytes = std::fs::read(office.path("form.xlsx")).expect("the form is there");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("XML is UTF-8");
    text
}

/// Types a row into the form, as a spreadsheet program stores it: everything else stays as it was.
fn fill_in(office: &Office, cells: &[(&str, &str)]) {
    let columns: Vec<String> = register::kind::kind("region").map(columns).expect("regions exist");
    let mut typed: Vec<(usize, &str)> = cells
        .iter()
        .map(|(name, text)| (columns.iter().position(|column| column == name).expect("a column"), *text))
        .collect();
    typed.sort_unstable();
    let cell = |(at, text): &(usize, &str)| {
        let letter = char::from(b'A' + u8::try_from(*at).expect("few columns"));
        format!(r#"<c r="{letter}2" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let row: String = typed.iter().map(cell).collect();
    let sheet = part(office, "xl/worksheets/sheet1.xml");
    let sheet = sheet.replace("</sheetData>", &format!(r#"<row r="2">{row}</row></sheetData>"#));
    let bytes = std::fs::read(office.path("form.xlsx")).expect("the form is there");
    let mut old = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let file = old.by_index_raw(at).expect("a part");
        if file.name().expect("a name") == "xl/worksheets/sheet1.xml" {
            drop(file);
            new.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
            new.write_all(sheet.as_bytes()).expect("memory takes everything");
        } else {
            new.raw_copy_file(file).expect("memory takes everything");
        }
    }
    office.write("filled.xlsx", new.finish().expect("memory takes everything").into_inner());
}

/// The columns of the form, in order.
fn columns(kind: &'static register::kind::Kind) -> Vec<String> {
    let langs = ["en", "zh", "ru"].map(str::to_owned);
    let fields = register::table::columns(kind, &langs).into_iter().map(|column| column.name());
    std::iter::once("key".to_owned()).chain(fields).collect()
}
