//! Lists of the web as files: what the command line exports, for whoever may see it, and nothing that runs.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};

use register::kinds;

use super::desk::Office;

/// A server of a test's register; it ends with the test.
struct Served {
    child: Child,
    url: String,
}

impl Served {
    fn of(office: &Office) -> Self {
        let mut command = office.command("", "serve --bind 127.0.0.1:0");
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut url = String::new();
        let mut said = BufReader::new(child.stderr.take().expect("it says where it listens"));
        said.read_line(&mut url).expect("it says where it listens");
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        Served { child, url: url.trim().to_owned() }
    }

    /// A file: the value of a header by its name, and the bytes.
    fn file(&self, place: &str) -> (impl Fn(&str) -> String, Vec<u8>) {
        let mut answer = ureq::get(format!("{}{place}", self.url)).call().expect(place);
        let mut bytes = Vec::new();
        answer.body_mut().as_reader().read_to_end(&mut bytes).expect(place);
        let headers = answer.headers().clone();
        let header = move |name: &str| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        (header, bytes)
    }

    fn csv(&self, place: &str) -> String {
        String::from_utf8(self.file(place).1).expect("UTF-8")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_list_as_a_file_is_what_the_command_line_exports_to_the_public() {
    let office = Office::example("exercise");
    let served = Served::of(&office);
    for kind in kinds::ALL {
        let place = format!("/zh/{}", kind.plural.replace('_', "-"));
        let csv = served.csv(&format!("{place}.csv?sort=made"));
        assert_eq!(csv, office.done("", &format!("export {}", kind.plural)), "{}", kind.plural);
        let (_, xlsx) = served.file(&format!("{place}.xlsx"));
        let file = format!("{}.xlsx", kind.plural);
        office.write(&file, xlsx);
        let summary = office.json("b-secretariat", &format!("import {} {file} --dry-run", kind.plural));
        let n = office.json("", &format!("export {}", kind.plural)).as_array().map(Vec::len);
        assert_eq!(summary["n_unchanged"].as_u64().map(|n| n as usize), n, "{}: {summary}", kind.plural);
    }
}

#[test]
fn a_file_says_where_it_is_from() {
    let office = Office::example("exercise");
    let served = Served::of(&office);
    let (header, csv) = served.file("/ru/recommendations.csv");
    assert_eq!(header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(header("content-disposition"), "attachment; filename=\"recommendations-2026-05-14.csv\"");
    let head = header("counterpart-head");
    assert_eq!(head.split(' ').count(), 5, "number, hash, time, key, signature: {head}");
    let hash = head.split(' ').nth(1).unwrap_or_default();
    assert!(!String::from_utf8_lossy(&csv).contains(hash), "the file itself holds only entries");
    let (header, xlsx) = served.file("/ru/recommendations.xlsx");
    assert_eq!(header("counterpart-head"), head, "nothing was written in between");
    let texts = unzipped(&xlsx);
    assert!(texts.contains(&head) && texts.contains(&format!("{}/ru/recommendations.xlsx", served.url)));
    assert!(texts.contains("Цепочка аудита"), "in the language of the page");
}

#[test]
fn the_question_selects_and_all_pages_come() {
    let office = Office::staffed();
    let mut file = String::from("key,type,title.en,visibility\n");
    for n in 0..1_203 {
        writeln!(file, "O-{n},enterprise,Company {n},public").expect("a String takes everything");
    }
    office.write("organisations.csv", &file);
    office.done("a-secretariat", "import organisations organisations.csv");
    let served = Served::of(&office);
    assert_eq!(served.csv("/en/organisations.csv").lines().count(), 1_204);
    assert_eq!(served.csv("/en/organisations.csv?page=2").lines().count(), 1_204);
    assert_eq!(served.csv("/en/organisations.csv?words=1202").lines().count(), 2);
    assert_eq!(served.csv("/en/search.csv?q=1202").lines().count(), 2);
}

#[test]
fn the_road_map_as_a_file_is_its_projects() {
    let office = Office::example("exercise");
    let served = Served::of(&office);
    let all = served.csv("/en/roadmap.csv");
    let mut ours: Vec<&str> = all.lines().collect();
    let projects = served.csv("/en/projects.csv?sort=made");
    let mut theirs: Vec<&str> = projects.lines().collect();
    ours.sort_unstable();
    theirs.sort_unstable();
    assert_eq!(ours, theirs);
    assert!(served.csv("/en/roadmap.csv?field=field/none").lines().count() == 1, "nothing fits");
}

/// What a spreadsheet would run, in three scripts.
const FORMULAS: [&str; 8] = [
    "=cmd|' /C calc'!A0",
    "+7 999 123",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "=СУММ(A1)",
    "＝HYPERLINK(\"http://example.org\")",
    "＋汇总",
];

#[test]
fn nothing_in_a_file_runs() {
    let office = Office::staffed();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["key", "type", "title.en", "title.zh", "visibility"]).expect("a row");
    for (k, formula) in FORMULAS.iter().enumerate() {
        let title = format!("'{formula}");
        writer.write_record([&format!("O-{k}"), "enterprise", &title, &title, "public"]).expect("a row");
    }
    office.write("organisations.csv", writer.into_inner().expect("memory takes everything"));
    office.done("a-secretariat", "import organisations organisations.csv");
    let served = Served::of(&office);
    let text = served.csv("/en/organisations.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("sound CSV")).collect();
    assert_eq!(rows.len(), FORMULAS.len());
    let cells: Vec<&str> = rows.iter().flatten().collect();
    let runs = |cell: &&&str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    assert_eq!(cells.iter().find(runs), None);
    let guarded = cells.iter().filter(|cell| cell.starts_with('\'')).count();
    assert_eq!(guarded, 2 * FORMULAS.len(), "{text}");
    let (_, xlsx) = served.file("/en/organisations.xlsx");
    assert!(unzipped(&xlsx).contains("СУММ"), "the texts are there");
    assert!(!unzipped(&xlsx).contains("<f>"), "and none is a formula");
}

#[test]
fn what_is_not_public_is_in_no_file() {
    let office = Office::staffed();
    office.write(
        "organisations.csv",
        "key,type,title.en,visibility\nO-1,enterprise,Seen,public\nO-2,enterprise,Hidden marker,side\n\
         O-3,enterprise,Members marker,members\n",
    );
    office.done("a-secretariat", "import organisations organisations.csv");
    assert!(office.done("a-secretariat", "export organisations").contains("Hidden marker"), "it is there");
    let served = Served::of(&office);
    for place in ["/en/organisations.csv", "/en/search.csv?q=marker", "/en/organisations.csv?words=marker"] {
        assert!(!served.csv(place).contains("marker"), "{place}");
    }
    assert!(served.csv("/en/organisations.csv").contains("Seen"));
    assert!(!unzipped(&served.file("/en/organisations.xlsx").1).contains("marker"));
}

/// The texts of all parts of a workbook.
fn unzipped(xlsx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).expect("a workbook");
    let mut texts = String::new();
    for k in 0..archive.len() {
        archive.by_index(k).expect("a part").read_to_string(&mut texts).expect("XML");
    }
    texts
}
