//! Spreadsheets with the habits of three countries.

use rust_xlsxwriter::{Format, Workbook};

use super::desk::Office;

#[test]
fn dates_in_three_orders_and_numbers_in_any_width_are_read() {
    let office = Office::staffed();
    office.write(
        "regions.csv",
        "key,title.zh,level,member_from,member_until,population\n\
         CN-HN,湖南,province,2013年5月14日,31.12.2030,６５６８３７２２\n\
         CN-JX, 江西 ,province,2013/5/14,2030-12,45188635\n",
    );
    office.done("a-secretariat", "import regions regions.csv");
    let fields = |key: &str| office.json("", &format!("show region/{key}"))["fields"].clone();
    let hunan = fields("CN-HN");
    assert_eq!([&hunan["member_from"], &hunan["member_until"]], ["2013-05-14", "2030-12-31"]);
    assert_eq!(hunan["population"], "65683722");
    let jiangxi = fields("CN-JX");
    assert_eq!([&jiangxi["member_from"], &jiangxi["member_until"]], ["2013-05-14", "2030-12"]);
    assert_eq!(jiangxi["title"]["zh"]["text"], "江西", "blanks around a cell are nobody's wish");
}

#[test]
fn a_date_that_may_be_two_days_is_refused() {
    let office = Office::staffed();
    office.write("regions.csv", "key,title.en,level,member_from\nCN-HN,Hunan,province,03/04/2013\n");
    let message = office.refused("a-secretariat", "import regions regions.csv");
    assert!(
        message.contains("may be 2013-03-04 or 2013-04-03") || message.contains("may be 2013-04-03"),
        "{message}"
    );
    assert!(message.contains("row 2") && message.contains("member_from"), "{message}");
}

#[test]
fn a_file_of_excel_in_russian_is_read() {
    let office = Office::staffed();
    let text =
        "Код записи;Название (ru);Уровень;Население\nRU-SAM;Самарская область;субъект федерации;3 142 683\n";
    office.done("", "template regions --lang ru --out form.xlsx");
    office.write("regions.csv", windows_1251(text));
    let run = office.run("b-secretariat", "import regions regions.csv");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let region = office.json("", "show region/RU-SAM");
    assert_eq!(region["fields"]["title"]["ru"]["text"], "Самарская область");
    assert_eq!(region["fields"]["population"], "3142683");
}

#[test]
fn a_file_of_excel_in_chinese_is_read() {
    let office = Office::staffed();
    // 湖南 (Hunan) in GB18030.
    let name = [0xBA, 0xFE, 0xC4, 0xCF];
    let table = [b"key,title.zh,level\nCN-HN,".as_slice(), &name, b",province\n"].concat();
    office.write("regions.csv", table);
    office.done("a-secretariat", "import regions regions.csv");
    assert_eq!(office.json("", "show region/CN-HN")["fields"]["title"]["zh"]["text"], "湖南");
}

#[test]
fn a_byte_order_mark_and_a_title_above_the_headings_do_no_harm() {
    let office = Office::staffed();
    office
        .write("regions.csv", "\u{feff}Members of side A,,\n,,\nkey,title.en,level\nCN-HN,Hunan,province\n");
    assert_eq!(office.json("a-secretariat", "import regions regions.csv")["n_created"], 1);
}

#[test]
fn cells_merged_over_rows_are_refused_and_excels_dates_are_read() {
    let office = Office::staffed();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["key", "title.en", "level", "member_from"].into_iter().enumerate() {
        sheet.write(0, column as u16, heading).expect("a heading");
    }
    for (row, key) in [(1, "CN-HN"), (2, "CN-JX")] {
        sheet.write(row, 0, key).and_then(|sheet| sheet.write(row, 1, key)).expect("a row");
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(row, 3, 41_408, &date).expect("14 May 2013, as Excel counts");
    }
    sheet.merge_range(1, 2, 2, 2, "province", &Format::new()).expect("a merged range");
    workbook.save(office.path("merged.xlsx")).expect("the folder can be written");
    let message = office.refused("a-secretariat", "import regions merged.xlsx");
    assert!(message.contains("C2:C3") && message.contains("merged"), "{message}");

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["key", "title.en", "level", "member_from"].into_iter().enumerate() {
        sheet.write(0, column as u16, heading).expect("a heading");
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(1, 0, "CN-HN").and_then(|sheet| sheet.write(1, 1, "Hunan")).expect("a row");
    sheet
        .write(1, 2, "province")
        .and_then(|sheet| sheet.write_with_format(1, 3, 41_408, &date))
        .expect("a row");
    workbook.save(office.path("plain.xlsx")).expect("the folder can be written");
    office.done("a-secretariat", "import regions plain.xlsx");
    assert_eq!(office.json("", "show region/CN-HN")["fields"]["member_from"], "2013-05-14");
}

/// A text in Cyrillic and ASCII as Windows writes it.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => (u32::from(c) - u32::from('А') + 0xC0) as u8,
        c => u8::try_from(c).expect("ASCII"),
    };
    text.chars().map(byte).collect()
}
