//! One format out and in: what is exported can be imported again, and changes nothing.

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use register::kind::{Form, Kind, Visibility};
use register::kinds;
use serde_json::json;

use super::desk::Office;

/// The examples, each with who exports and imports.
const EXAMPLES: &[(&str, &str)] = &[("volga-yangtze", "record-a"), ("exercise", "b-secretariat")];

#[test]
fn what_is_exported_can_be_imported_and_changes_nothing() {
    for (example, user) in EXAMPLES {
        let office = Office::example(example);
        for kind in kinds::ALL {
            for ending in ["csv", "xlsx"] {
                let file = format!("{}.{ending}", kind.plural);
                office.done(user, &format!("export {} --out {file}", kind.plural));
                unchanged(&office, user, kind, &file);
            }
        }
    }
}

#[test]
fn headings_and_words_are_understood_in_every_language() {
    for (example, user) in EXAMPLES {
        let office = Office::example(example);
        for lang in ["en", "zh", "ru"] {
            for kind in kinds::ALL {
                let csv = office.done(user, &format!("export {}", kind.plural));
                let file = format!("{}-{lang}.csv", kind.plural);
                office.write(&file, translated(&office, kind, lang, &csv));
                unchanged(&office, user, kind, &file);
            }
        }
    }
}

#[test]
fn all_texts_go_out_and_in_by_themselves() {
    let office = Office::example("volga-yangtze");
    office.done("record-b", "export texts --out texts.csv");
    let summary = office.json("record-b", "import texts texts.csv");
    assert_eq!(summary["n_changed"], 0);
    assert!(summary["n_unchanged"].as_u64().is_some_and(|n| n > 500), "{summary}");
    let text = std::fs::read_to_string(office.path("texts.csv")).expect("the export is a text");
    let old = text.lines().find(|line| line.starts_with("region/RU-SAM,title,ru")).expect("its Russian name");
    office
        .write("new.csv", format!("entry,field,language,text,state\n{}\n", old.replace("draft", "machine")));
    assert_eq!(office.json("record-b", "import texts new.csv")["n_changed"], 0, "a draft is not set back");
    office.write("new.csv", "entry,field,language,text,state\nregion/RU-SAM,title,fr,Samara,machine\n");
    assert_eq!(office.json("record-b", "import texts new.csv")["n_changed"], 1);
    let region = office.json("", "show region/RU-SAM");
    assert_eq!(region["fields"]["title"]["fr"], json!({ "text": "Samara", "state": "machine" }));
}

/// Imports a file of what is there already: nothing is made, changed or moved.
fn unchanged(office: &Office, user: &str, kind: &Kind, file: &str) {
    let summary = office.json(user, &format!("import {} {file}", kind.plural));
    let n = office.json(user, &format!("export {}", kind.plural)).as_array().map(Vec::len);
    let expected = json!({
        "n_created": 0, "n_changed": 0, "n_unchanged": n, "n_acts": 0, "waiting": [], "matched": [],
    });
    assert_eq!(summary, expected, "{file}");
}

/// An export with the headings and the words of the form in a language.
fn translated(office: &Office, kind: &'static Kind, lang: &str, csv: &str) -> String {
    let form = format!("{}-{lang}.xlsx", kind.plural);
    office.done("", &format!("template {} --lang {lang} --out {form}", kind.plural));
    let mut form: Xlsx<_> = open_workbook(office.path(&form)).expect("the form is a workbook");
    let names = form.sheet_names();
    let headings = form.worksheet_range(&names[0]).expect("the table comes first");
    let headings: Vec<String> =
        headings.rows().next().expect("headings").iter().map(Data::to_string).collect();
    let lists = form.worksheet_range(&names[2]).expect("the lists of the drop-downs come last");
    let lists: Vec<Vec<String>> = (0..lists.width())
        .map(|column| {
            lists.rows().map(|row| row[column].to_string()).filter(|text| !text.is_empty()).collect()
        })
        .collect();
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let columns = reader.headers().expect("an export has headings").clone();
    assert_eq!(columns.len(), headings.len(), "the form has the columns of the export");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headings).expect("memory takes everything");
    for row in reader.records() {
        let row = row.expect("an export is sound CSV");
        let cells = columns.iter().zip(&row).map(|(column, cell)| label(kind, &lists, column, cell));
        writer.write_record(cells).expect("memory takes everything");
    }
    String::from_utf8(writer.into_inner().expect("memory takes everything")).expect("UTF-8")
}

/// The word of a cell as the drop-down of its column shows it.
fn label(kind: &'static Kind, lists: &[Vec<String>], column: &str, cell: &str) -> String {
    let words: Vec<&str> = match (column, kind.field(column).map(|field| field.form)) {
        ("state", None) => kind.states.to_vec(),
        ("visibility", None) => Visibility::ALL.iter().map(|visibility| visibility.code()).collect(),
        (_, Some(Form::Choice(words))) => words.to_vec(),
        (_, Some(Form::Flag)) => vec!["yes", "no"],
        _ => return cell.to_owned(),
    };
    let list =
        lists.iter().find(|list| list.first().is_some_and(|name| name == column)).expect("a drop-down");
    let at = words.iter().position(|word| *word == cell);
    at.map_or_else(|| cell.to_owned(), |at| list[at + 1].clone())
}
